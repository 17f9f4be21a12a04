"""WCAG 2.1 1.4.11: what shows the focus stands out from the colours around it."""

import re
from collections.abc import Iterator
from typing import Any

from auditor.model import Finding, Impact, Text
from auditor.rule import INAPPLICABLE, LIKELY, PASSED, Example, Need, Page, likely, page_rule, passed

from ._colours import contrast, parse
from ._walk import require_end
from ._words import content, short

LEAST = 3.0
_RINGS = frozenset({"outlineStyle", "outlineWidth", "outlineColor", "boxShadow"})
_COLOUR = re.compile(r"rgba?\([^)]*\)")


def _walk(**look: Any) -> dict[str, Any]:  # Any: the probe's JSON
    usual = {
        "off": True, "changed": ["outlineStyle", "outlineWidth"], "around": False, "drawn": {},
        "ring": ["solid", "3px", "rgb(0, 60, 160)", "none"], "ground": ["rgb(255, 255, 255)", "rgb(255, 255, 255)"],
    }  # fmt: skip
    stop = {
        "selector": "a",
        "tag": "a",
        "name": "案内",
        "visible": True,
        "shows": True,
        "look": {**usual, **look},
    }
    return {"keyboard": {"stops": [stop], "back": [], "end": "left", "trap": None}}


@page_rule(
    id="jis/focus-ring-faint",
    criteria=["1.4.11", "2.4.7"],
    techniques=["F78", "G195", "C40"],
    impact=Impact.SERIOUS,
    needs=[Need.KEYBOARD],
    title=Text(ja="現在位置の枠が薄い", en="Faint focus ring"),
    why=Text(
        ja="見えにくい人がキーボードで操作すると、薄い枠は背景にまぎれ、今どこを選んでいるのか分かりません。",
        en="A faint ring blends into the background, and people with low vision lose their place.",
    ),
    fix=Text(
        ja="枠の色を、背景との明るさの比が 3:1 以上になる濃さにしてください。例: a:focus-visible { outline: 3px solid #0050b3; }",
        en="Give the ring a contrast of at least 3:1 to its background: a:focus-visible { outline: 3px solid #0050b3; }.",
    ),
    messages={
        "faint": Text(
            ja="「{name}」の現在位置の枠は、背景との明るさの比が {ratio}:1 しかありません（3:1 以上が必要です）。",
            en="The focus ring of “{name}” has a contrast of only {ratio}:1 to its background (3:1 is needed).",
        ),
    },
    examples=[
        Example(PASSED, '<a href="/a">案内</a>', probes=_walk()),
        Example(LIKELY, '<a href="/a">案内</a>', at="a", probes=_walk(ring=["solid", "3px", "rgb(255, 240, 170)", "none"])),
        Example(PASSED, '<a href="/a">案内</a>', why="Its ground changes too: another sign beside the ring.",
                probes=_walk(changed=["outlineStyle", "backgroundColor"], ring=["solid", "3px", "rgb(255, 240, 170)", "none"])),
        Example(PASSED, '<a href="/a">案内</a>', why="The browser's own ring.",
                probes=_walk(ring=["auto", "1px", "rgb(16, 16, 16)", "none"], ground=["rgb(0, 0, 0)", "rgb(0, 0, 0)"])),
        Example(LIKELY, '<a href="/a">案内</a>', at="a", why="Drawn as a shadow.",
                probes=_walk(changed=["boxShadow"], ring=["none", "0px", "rgb(0, 0, 0)", "rgb(221, 238, 255) 0px 0px 0px 3px"])),
        Example(INAPPLICABLE, "<p>文</p>", probes={"keyboard": {"stops": [], "back": [], "end": "left", "trap": None}}),
    ],
)  # fmt: skip
def focus_ring_faint(page: Page) -> Iterator[Finding]:
    walk = page.probe("keyboard")
    shapes: set[tuple[str, ...]] = set()
    for stop in walk["stops"]:
        look = stop.get("look")
        element = page.at(str(stop["selector"])) if look else None
        if element is None or not stop.get("shows") or look["around"]:
            continue
        ratio = _ratio(look)
        if ratio is None:
            continue
        if ratio >= LEAST:
            yield passed(element)
            continue
        shape = (*map(str, look["ring"]), *map(str, look["ground"]))
        if shape not in shapes:  # one style, one finding
            shapes.add(shape)
            yield likely(
                element,
                "faint",
                name=short(str(stop["name"]) or content(element) or element.tag),
                ratio=f"{ratio:.1f}",
            )
    if not shapes and walk["stops"]:
        require_end(walk)
        yield passed()


def _ratio(look: Any) -> float | None:  # Any: the probe's JSON
    """Best contrast of the ring to what is beside it; None where something else shows the focus, or colours are unknown."""
    if not look["changed"] or not set(look["changed"]) <= _RINGS or not all(look["ground"]):
        return None
    style, width, colour, shadow = map(str, look["ring"])
    rings = []
    if style == "auto":
        return None
    if style != "none" and width != "0px":
        rings.append(colour)
    if "boxShadow" in look["changed"] and "inset" not in shadow:
        rings += _COLOUR.findall(shadow)
    grounds = [parse(one) for one in look["ground"]]
    found = [parse(one) for one in rings]
    if not found or None in grounds or None in found:
        return None
    outside = grounds[0]
    assert outside is not None
    return max(contrast(one, outside) for one in found if one is not None)
