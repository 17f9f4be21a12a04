"""WCAG 2.2 2.4.11: what has the focus is not hidden under something that stays in its place."""

from collections.abc import Iterator, Mapping
from typing import Any

from auditor.model import Finding, Impact, Text
from auditor.rule import INAPPLICABLE, LIKELY, PASSED, Example, Need, Page, likely, page_rule, passed

from ._walk import require_end
from ._words import content, short

_STOP = {"selector": "a", "tag": "a", "name": "案内", "visible": True, "shows": True, "buried": None}
_WALK = {"stops": [_STOP], "back": ["a"], "buried": [], "end": "left", "trap": None}
_HTML = '<a href="/a">案内</a><div class="band">Cookie を使います</div>'


def _walk(**facts: Any) -> dict[str, Any]:  # Any: the probe's JSON
    return {"keyboard": {**_WALK, **facts}}


@page_rule(
    id="jis/focus-obscured",
    criteria=["2.4.11", "2.4.7"],
    techniques=["F110", "C43"],
    impact=Impact.SERIOUS,
    needs=[Need.KEYBOARD],
    title=Text(ja="固定した帯や小窓が現在位置を覆う", en="Focus hidden under a fixed part"),
    why=Text(
        ja="キーボードで操作する人は、選んでいるリンクや欄が帯の下に隠れ、今どこにいるのか分からなくなります。",
        en="People who use a keyboard lose their place when what they are on lies under a fixed band.",
    ),
    fix=Text(
        ja="固定した部分の高さだけ scroll-padding-top / scroll-padding-bottom を html に指定するか、"
        "固定をやめるか、閉じられるようにしてください。",
        en="Give html a scroll-padding as high as the fixed part, or let it scroll, or let people close it.",
    ),
    messages={
        "covered": Text(
            ja="キーボードで「{name}」に移ると、固定した部分（{cover}）の下にすべて隠れます。ほかに {more} か所あります。",
            en="“{name}” lies wholly under a fixed part ({cover}) when it has the focus; {more} more do.",
        ),
    },
    examples=[
        Example(PASSED, _HTML, probes=_walk()),
        Example(LIKELY, _HTML, at="a", probes=_walk(stops=[{**_STOP, "buried": "div"}])),
        Example(LIKELY, _HTML, at="a", why="On the way back.",
                probes=_walk(buried=[{"selector": "a", "name": "案内", "buried": "div"}])),
        Example(INAPPLICABLE, "<p>文</p>", probes=_walk(stops=[], back=[])),
    ],
)  # fmt: skip
def focus_obscured(page: Page) -> Iterator[Finding]:
    walk = page.probe("keyboard")
    covers: dict[str, list[Mapping[str, Any]]] = {}
    met = set()
    for stop in [*walk["stops"], *walk.get("buried", ())]:
        if stop.get("buried") and stop.get("visible", True) and stop["selector"] not in met:
            met.add(stop["selector"])
            covers.setdefault(str(stop["buried"]), []).append(stop)
    for cover, stops in covers.items():
        element, above = page.at(str(stops[0]["selector"])), page.at(cover)
        if element is not None:
            called = short(content(above), 20) if above is not None else ""
            name = short(str(stops[0]["name"]) or content(element) or element.tag)
            yield likely(element, "covered", name=name, cover=called or "固定", more=len(stops) - 1)
    if not covers and walk["stops"]:
        require_end(walk)
        yield passed()
