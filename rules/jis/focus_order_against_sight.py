"""JIS X 8341-3:2016 2.4.3: within a group, Tab goes from stop to stop as the eye does."""

from collections.abc import Iterator
from typing import Any

from auditor.model import Finding, Impact, Text
from auditor.rule import (
    INAPPLICABLE,
    PASSED,
    REVIEW,
    Element,
    Example,
    Need,
    Page,
    page_rule,
    passed,
    review,
)

from ._walk import require_end
from ._words import content, short

Box = tuple[float, float, float, float]
NEAR = 2  # levels below what holds both: links of one row or list; further apart, columns may be read in turn
SHARE = 0.5  # of the smaller one's height or width that two stops have in common
SLACK = 4.0  # CSS px


def _walk(*stops: tuple[str, list[int]]) -> dict[str, Any]:  # Any: the probe's JSON
    known = {"tag": "a", "role": "", "name": "", "visible": True, "shows": True}
    return {
        "keyboard": {
            "stops": [{**known, "selector": selector, "box": box} for selector, box in stops],
            "trap": None, "end": "left", "back": [],
        }
    }  # fmt: skip


ROW = '<ul><li><a id="a" href="/1">一</a></li><li><a id="b" href="/2">二</a></li></ul>'


@page_rule(
    id="jis/focus-order-against-sight",
    criteria=["2.4.3"],
    techniques=["C27", "F44", "G59"],
    impact=Impact.MODERATE,
    needs=[Need.KEYBOARD],
    title=Text(
        ja="キーボードで進む順番が見た目の順番と逆", en="Keyboard order against the order that is seen"
    ),
    why=Text(
        ja="キーボードで操作する人や画面を拡大して見る人は、次にどこへ移るのか予想できず、位置を見失います。",
        en="People who use the keyboard or a magnifier cannot foresee where the focus goes and lose their place.",
    ),
    fix=Text(
        ja="HTML に書く順番を見た目の順番に合わせ、CSS の row-reverse、column-reverse、order や "
        "1 以上の tabindex を使わないでください。"
        "例: flex-direction: row-reverse → HTML の順番を入れ替えて flex-direction: row",
        en="Write the HTML in the order that is seen; do not use row-reverse, column-reverse, order, or a "
        "tabindex above 0. Example: flex-direction: row-reverse → change the order in the HTML.",
    ),
    messages={
        "left": Text(
            ja="「{before}」の次に、その左にある「{name}」へ戻ります。",
            en="After “{before}” the focus goes back to “{name}” on its left.",
        ),
        "up": Text(
            ja="「{before}」の次に、その上にある「{name}」へ戻ります。",
            en="After “{before}” the focus goes back to “{name}” above it.",
        ),
    },
    question=Text(
        ja="Tab キーで進む順番で、意味が通り、操作に迷いませんか。",
        en="Does the order in which Tab moves keep the meaning and the operation clear?",
    ),
    examples=[
        Example(PASSED, ROW, probes=_walk(("#a", [0, 0, 80, 20]), ("#b", [90, 0, 80, 20]))),
        Example(
            REVIEW, ROW, at="#b", key="left", probes=_walk(("#a", [90, 0, 80, 20]), ("#b", [0, 0, 80, 20]))
        ),
        Example(
            REVIEW, ROW, at="#b", key="up", probes=_walk(("#a", [0, 60, 80, 20]), ("#b", [0, 20, 80, 20]))
        ),
        Example(
            PASSED, ROW, why="A column is read to its end, then the next one.",
            probes=_walk(("#a", [0, 60, 80, 20]), ("#b", [200, 20, 80, 20])),
        ),
        Example(
            PASSED,
            '<div><nav><ul><li><a id="a" href="/1">一</a></li></ul></nav></div><p><a id="b" href="/2">二</a></p>',
            why="Two parts of the page, not one group.",
            probes=_walk(("#a", [90, 0, 80, 20]), ("#b", [0, 0, 80, 20])),
        ),
        Example(INAPPLICABLE, "<p>本文</p>", probes=_walk()),
    ],
)  # fmt: skip
def focus_order_against_sight(page: Page) -> Iterator[Finding]:
    walk = page.probe("keyboard")
    before: tuple[Element, Box] | None = None
    against = False
    for stop in walk["stops"]:
        element = page.at(str(stop["selector"]))
        if element is None or not stop["visible"] or element.tag in ("html", "body", "iframe", "frame"):
            before = None
            continue
        x, y, width, height = (float(value) for value in stop["box"])
        here = (element, (x, y, width, height))
        if before is not None:
            way = _against(before[1], here[1]) if _is_group(before[0], element) else ""
            if way:
                against = True
                yield review(element, way, name=_name(element), before=_name(before[0]))
            else:
                yield passed(element)
        before = here
    if not against:
        require_end(walk)


def _against(one: Box, next: Box) -> str:
    """left or up, where the next stop lies there of the one before; '' for an order that can be followed."""
    across = min(one[0] + one[2], next[0] + next[2]) - max(one[0], next[0])
    down = min(one[1] + one[3], next[1] + next[3]) - max(one[1], next[1])
    if next[0] + next[2] <= one[0] + SLACK and down >= SHARE * min(one[3], next[3]) > 0:
        return "left"
    if next[1] + next[3] <= one[1] + SLACK and across >= SHARE * min(one[2], next[2]) > 0:
        return "up"
    return ""


def _is_group(one: Element, other: Element) -> bool:
    """Return whether both hang a few levels below one element."""
    above = [one.parent, one.parent.parent if one.parent else None][:NEAR]
    beside = [other.parent, other.parent.parent if other.parent else None][:NEAR]
    return any(first is not None and first == second for first in above for second in beside)


def _name(element: Element) -> str:
    return short(element["aria-label"] or content(element) or element.tag, 20)
