"""JIS X 8341-3:2016 1.3.2: parts stand in the HTML in the order that is seen."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from auditor.model import Finding, Impact, Text
from auditor.rule import (
    INAPPLICABLE,
    LIKELY,
    PASSED,
    REVIEW,
    Element,
    Example,
    Need,
    Page,
    likely,
    page_rule,
    passed,
    review,
)

from ._words import short

Box = tuple[float, float, float, float]
LEAST = 3  # parts with text: two, such as a title and its date, keep their meaning either way
MOST = 60
SLACK = 4.0
EDGES = frozenset({"banner", "navigation", "contentinfo", "complementary", "search"})
_NUMBERED = re.compile(
    r"\s*(?:手順|ステップ|STEP|第)?\s*[（(]?[0-9０-９①-⑳一二三四五六七八九十]{1,2}(?![0-9０-９])", re.I
)
STEP = '<section style="order:{0}"><h2>{1}</h2><p>{2}</p></section>'
STEPS = (
    STEP.format(2, "書類を受け取る", "窓口へ来てください。")
    + STEP.format(3, "書類を出す", "郵送でも出せます。")
    + STEP.format(1, "予約をする", "電話で予約します。")
)


@page_rule(
    id="jis/order-against-sight",
    criteria=["1.3.2", "2.4.3"],
    techniques=["C27", "F1", "G57"],
    impact=Impact.SERIOUS,
    needs=[Need.LAYOUT],
    title=Text(
        ja="読み上げる順番が見た目の順番と違う", en="Order in the HTML against the order that is seen"
    ),
    why=Text(
        ja="音声で読む人やキーボードで操作する人には、画面と違う順番で伝わり、手順や組み合わせを取り違えます。",
        en="People who listen or use the keyboard get the parts in another order and mistake steps or pairs.",
    ),
    fix=Text(
        ja="HTML に書く順番を見た目の順番に合わせ、CSS の order、row-reverse、column-reverse、float: right で並べ替えないでください。",
        en="Write the HTML in the order that is seen; do not rearrange with order, row-reverse, column-reverse or float.",
    ),
    messages={
        "against": Text(
            ja="画面では「{first}」が「{second}」より先に見えますが、HTML では後にあります。",
            en="“{first}” is seen before “{second}”, and comes after it in the HTML.",
        ),
    },
    question=Text(
        ja="HTML の順番で読んでも、意味が通りますか。",
        en="Does it make sense in the order of the HTML?",
    ),
    examples=[
        Example(
            LIKELY, f'<div style="display:flex;flex-direction:column">{STEPS}</div>', at="div", key="against"
        ),
        Example(
            LIKELY,
            '<fieldset><div style="display:flex;flex-direction:row-reverse">'
            + "".join(f"<label><input type=checkbox> {day}曜日</label>" for day in "水火月")
            + "</div></fieldset>",
            at="div",
        ),
        Example(
            REVIEW,
            '<div style="display:flex;flex-direction:row-reverse"><p>春のお知らせです</p><p>夏のお知らせです</p>'
            "<p>秋のお知らせです</p></div>",
            at="div",
            why="Whether the order matters is for people to say.",
        ),
        Example(
            PASSED,
            '<div style="display:flex;flex-direction:column-reverse"><h3>お祭り</h3><p>10月3日</p></div>'
            '<div style="display:flex"><p>一の文です</p><p>二の文です</p><p>三の文です</p></div>',
            why="A title and its date.",
        ),
        Example(
            PASSED,
            '<div style="display:grid;grid-template-columns:1fr 1fr"><p>一の文です</p><p>二の文です</p><p>三の文です</p>'
            "<p>四の文です</p></div>",
            why="Row by row.",
        ),
        Example(
            PASSED,
            '<div style="display:flex;flex-flow:column wrap;height:60px"><p>一の文です</p><p>二の文です</p><p>三の文です</p></div>',
            why="Column by column.",
        ),
        Example(INAPPLICABLE, "<p>本文</p>"),
    ],
)
def order_against_sight(page: Page) -> Iterator[Finding]:
    for parent, parts in _groups(page):
        wrong = _against([box for _, box in parts])
        if wrong is None:
            yield passed(parent)
            continue
        before, after = parts[wrong][0], parts[wrong + 1][0]
        answer = likely if _ordered(parent, [part for part, _ in parts]) else review
        yield answer(parent, "against", first=short(after.text, 20), second=short(before.text, 20))


def _groups(page: Page) -> Iterator[tuple[Element, list[tuple[Element, Box]]]]:
    """Yield elements that lay out their parts by style, with the parts that have text and a place of their own."""
    for parent in page.select("body, body *"):
        children = parent.children
        if not LEAST <= len(children) <= MOST:
            continue
        laid = parent.style("display") in ("flex", "inline-flex", "grid", "inline-grid")
        if not laid and not all(child.style("float") == "right" for child in children[:LEAST]):
            continue
        if parent.region in EDGES or parent.closest("[dir=rtl], [aria-hidden=true]") or not parent.visible:
            continue
        parts = [
            (child, box)
            for child in children
            if child.style("position") not in ("absolute", "fixed")
            and child.text
            and child.visible
            and (box := child.box) is not None
        ]
        if len(parts) >= LEAST:
            yield parent, parts


def _against(boxes: Sequence[Box]) -> int | None:
    """Return the first part that the next one precedes to the eye; None where rows or columns are followed."""
    columns = _in_columns(boxes)
    for at, (one, next) in enumerate(pairwise(boxes)):
        across = min(one[0] + one[2], next[0] + next[2]) - max(one[0], next[0])
        down = min(one[1] + one[3], next[1] + next[3]) - max(one[1], next[1])
        left = next[0] + next[2] <= one[0] + SLACK and down >= 0.5 * min(one[3], next[3]) > 0
        up = next[1] + next[3] <= one[1] + SLACK and across >= 0.5 * min(one[2], next[2]) > 0
        back = next[1] + next[3] <= one[1] + SLACK and next[0] + next[2] <= one[0] + SLACK
        if left or up or (back and not columns):
            return at
    return None


def _in_columns(boxes: Sequence[Box]) -> bool:
    """Return whether parts go down a column before the next one begins to the right."""
    return any(next[1] < one[1] and next[0] >= one[0] + one[2] - SLACK for one, next in pairwise(boxes))


def _ordered(parent: Element, parts: Sequence[Element]) -> bool:
    """Return whether the order of the parts tells something: steps, numbers, sections, or fields to fill in
    one by one.
    """
    return (
        parent.tag == "ol"
        or all(_NUMBERED.match(part.text) for part in parts)
        or all(part.select("h1, h2, h3, h4, h5, h6") for part in parts)
        or all(part.select("input, select, textarea, button") for part in parts)
    )
