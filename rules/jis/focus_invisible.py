"""JIS X 8341-3:2016 2.4.7: the place that has the keyboard focus can be seen."""

from collections.abc import Iterator, Mapping
from typing import Any

from auditor.model import Finding, Impact, Text
from auditor.rule import (
    INAPPLICABLE,
    LIKELY,
    PASSED,
    Example,
    Need,
    Page,
    likely,
    page_rule,
    passed,
)

from ._colours import parse
from ._walk import require_end
from ._words import content, short

SEEN = 6  # of 255 a channel: a smaller step of colour is not seen


def _shade(colour: str) -> dict[str, Any]:
    ground = "rgb(255, 255, 255)"
    return {
        "changed": ["backgroundColor"], "alone": True, "drawn": {"backgroundColor": colour}, "ground": [ground, ground],
    }  # fmt: skip


def _stop(**facts: Any) -> dict[str, Any]:  # Any: the probe's JSON
    known = {
        "selector": "a",
        "tag": "a",
        "role": "",
        "name": "案内",
        "box": [0, 0, 80, 20],
        "visible": True,
        "shows": True,
    }
    return {"keyboard": {"stops": [{**known, **facts}], "trap": None, "end": "left", "back": []}}


@page_rule(
    id="jis/focus-invisible",
    criteria=["2.4.7"],
    techniques=["C15", "F55", "F78", "G149", "G165", "G195"],
    act=["oj04fd"],
    impact=Impact.SERIOUS,
    needs=[Need.KEYBOARD],
    title=Text(ja="キーボードの現在位置が見えない", en="Keyboard focus cannot be seen"),
    why=Text(
        ja="キーボードで操作する人は、今どこを選んでいるのか分からず、リンクやボタンを押すことができません。",
        en="People who use the keyboard do not know where they are and cannot choose a link or button.",
    ),
    fix=Text(
        ja="スタイルの「outline: none」を消してください。見た目を変えたいときは、"
        "代わりにはっきりした枠を付けます。"
        "例: a:focus { outline: 3px solid #0050b3; outline-offset: 2px; }",
        en="Remove “outline: none” from the style, or draw another clear frame. "
        "Example: a:focus { outline: 3px solid #0050b3; outline-offset: 2px; }.",
    ),
    messages={
        "tint": Text(
            ja="「{name}」は、フォーカスが当たると背景の色がわずかに変わるだけで、見た目では分かりません。",
            en="All that the focus changes at “{name}” is a shade of its ground that nobody can see.",
        ),
        "unchanged": Text(
            ja="「{name}」にフォーカスが移っても、見た目が変わりません。",
            en="“{name}” looks the same when it gets the focus.",
        ),
        "hidden": Text(
            ja="画面に見えない「{name}」にフォーカスが移ります。",
            en="The focus goes to “{name}”, which is not to be seen.",
        ),
    },
    examples=[
        Example(PASSED, '<a href="/a">案内</a>', probes=_stop()),
        Example(LIKELY, '<a href="/a">案内</a>', at="a", key="unchanged", probes=_stop(shows=False)),
        Example(
            LIKELY,
            '<a href="/a">案内</a>',
            at="a",
            key="tint",
            probes=_stop(look=_shade("rgb(255, 255, 252)")),
        ),
        Example(PASSED, '<a href="/a">案内</a>', probes=_stop(look=_shade("rgb(255, 255, 160)"))),
        Example(
            PASSED,
            '<a href="#m">本文へ</a>',
            why="A skip link that comes into view with a ground of the page's colour.",
            probes=_stop(look={**_shade("rgb(255, 255, 255)"), "alone": False}),
        ),
        Example(
            LIKELY, '<a href="/a">案内</a>', at="a", key="hidden", probes=_stop(visible=False, shows=None)
        ),
        Example(
            PASSED,
            '<label><input type="checkbox"><span>同意する</span></label>',
            why="The box is transparent: what stands for it shows the focus.",
            probes=_stop(selector="input", tag="input", visible=False, shows=True),
        ),
        Example(
            LIKELY,
            '<label><input type="checkbox"><span>同意する</span></label>',
            at="input",
            key="hidden",
            probes=_stop(selector="input", tag="input", visible=False, shows=False),
        ),
        Example(
            PASSED,
            '<a href="/a">案内</a><a href="/b">地図</a>',
            why="What was not measured is not judged.",
            probes={
                "keyboard": {
                    "stops": [
                        *_stop()["keyboard"]["stops"],
                        *_stop(selector="a:nth-of-type(2)", shows=None)["keyboard"]["stops"],
                    ],
                    "trap": None,
                    "end": "left",
                }
            },
        ),
        Example(
            PASSED,
            '<a href="/a" onfocus="mark(this)">案内</a>',
            why="The script that draws the frame did not arrive: its work was not seen.",
            probes={
                **_stop(shows=False),
                "requests": [{"url": "http://example.localhost/a.js", "type": "Script", "status": 404}],
            },
        ),
        Example(INAPPLICABLE, "<p>本文</p>", probes={"keyboard": {"stops": [], "trap": None, "end": "left"}}),
    ],
)
def focus_invisible(page: Page) -> Iterator[Finding]:
    seen = set()
    invisible = False
    scripts_lost = any(
        one.get("type") == "Script" and not 200 <= int(one.get("status") or 0) < 400 for one in page.requests
    )
    walk = page.probe("keyboard")
    for stop in walk["stops"]:
        path = str(stop["selector"])
        element = page.at(path)
        if path in seen or element is None or element.tag in ("html", "body", "iframe", "frame"):
            continue  # frames draw their focus inside
        seen.add(path)
        name = short(str(stop["name"] or content(element) or stop["tag"]))
        if stop.get("shows") and _tint(stop.get("look") or {}):
            invisible = True
            yield likely(element, "tint", name=name)
        elif stop.get("shows"):
            yield passed(element)
        elif not stop["visible"]:
            invisible = True
            yield likely(element, "hidden", name=name)
        elif stop.get("shows") is None:
            continue  # not measured
        elif "onfocus" in element and scripts_lost:
            yield passed(element)  # what it does on focus could not run here
        else:
            invisible = True
            yield likely(element, "unchanged", name=name)
    if not invisible:
        require_end(walk)


def _tint(look: Mapping[str, Any]) -> bool:
    """Return whether a shade of the ground is all that changes, and it is the same to the eye."""
    if list(look.get("changed", ())) != ["backgroundColor"] or not look.get("alone"):
        return False
    shade, ground = parse(str(look["drawn"].get("backgroundColor", ""))), parse(str(look["ground"][0]))
    if shade is None or ground is None or shade[3] < 1:
        return False
    return all(abs(one - other) <= SEEN for one, other in zip(shade[:3], ground[:3], strict=True))
