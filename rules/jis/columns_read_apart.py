"""JIS X 8341-3:2016 1.3.2: what belongs together in a row is not parted into columns that are read one by one."""

import re
from collections.abc import Iterator, Sequence

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

LEAST, MOST = 3, 60  # entries of a column
SLACK = 6.0  # CSS px that two columns may share
LONG = 60  # characters: entries, not paragraphs
# Dates, telephone numbers, times, prices, counts: they tell nothing without what they belong to.
_VALUE = re.compile(
    r"[\s\d０-９,，.．:：/／\-－ー―~〜～()（）年月日時分秒円人件名回台個冊枚本歳才階号室％%℃令和平成昭和午前後約土金木水火¥￥$]+"
)
_DIGIT = re.compile(r"\d")


@page_rule(
    id="jis/columns-read-apart",
    criteria=["1.3.2", "1.3.1"],
    techniques=["F1", "F33", "F34", "F49", "G57", "H51"],
    impact=Impact.SERIOUS,
    needs=[Need.LAYOUT],
    title=Text(ja="対になる語が別々の列に分かれている", en="Pairs parted into separate columns"),
    why=Text(
        ja="音声では左の列を全部読んでから右の列を読むため、どの番号や日付がどれのものか分かりません。",
        en="One column is read to its end, then the other, and which figure belongs to which is lost.",
    ),
    fix=Text(
        ja="1 行を 1 組にしてください。表なら項目ごとに tr を分け、一覧なら日付と題名を 1 つの要素に入れます。",
        en="Make each row one unit: a tr for each pair in a table, or one element with date and title in a list.",
    ),
    messages={
        "apart": Text(
            ja="「{one}」と「{other}」は画面では横に並んでいますが、別々の列として書かれています（{count} 行）。",
            en="“{one}” and “{other}” stand side by side, and are written in separate columns ({count} rows).",
        ),
    },
    question=Text(
        ja="左の列を全部読んでから右の列を読んでも、組み合わせが分かりますか。",
        en="Are the pairs clear when the left column is read to its end before the right one?",
    ),
    examples=[
        Example(
            LIKELY,
            "<table role=presentation><tr><td>水道の漏水<br>道路の破損<br>火葬の届出</td>"
            "<td>000-000-0101<br>000-000-0102<br>000-000-0103</td></tr></table>",
            at="tr", key="apart",
        ),
        Example(
            LIKELY,
            '<div style="display:flex"><div><p>10月3日</p><p>10月2日</p><p>10月1日</p></div>'
            "<div><p>給付金の申請</p><p>プールの休業</p><p>国勢調査の回答</p></div></div>",
            at="div", key="apart",
        ),
        Example(
            REVIEW,
            "<table role=presentation><tr><td>本庁舎<br>北支所<br>南支所</td><td>中央町<br>北町<br>南町</td></tr></table>",
            at="tr",
        ),
        Example(
            PASSED,
            '<div style="display:flex"><ul><li>くらし</li><li>子育て</li><li>福祉</li></ul>'
            "<ul><li>観光</li><li>産業</li><li>市政</li></ul></div>",
            why="Two lists of a menu.",
        ),
        Example(
            PASSED,
            "<table><tr><th>用件</th><th>電話</th></tr><tr><td>漏水</td><td>000-000-0101</td></tr></table>",
            why="A pair a row.",
        ),
        Example(INAPPLICABLE, "<p>本文</p>"),
    ],
)  # fmt: skip
def columns_read_apart(page: Page) -> Iterator[Finding]:
    for row in page.select("tr"):
        cells = row.children
        if 2 <= len(cells) <= 6:
            yield from _cells(row, cells)
    for parent in page.select("div, section, main, article, dl, ul"):
        children = parent.children
        if 2 <= len(children) <= 4 and parent.visible:
            yield from _blocks(parent, children)


def _cells(row: Element, cells: Sequence[Element]) -> Iterator[Finding]:
    columns = [_lines(cell) for cell in cells]
    count = len(columns[0])
    if not LEAST <= count <= MOST or any(len(column) != count for column in columns[1:]):
        yield passed(row)
    elif all(len(line) <= LONG for column in columns for line in column):
        answer = likely if _valued(columns) else review
        yield answer(row, "apart", one=short(columns[0][0], 20), other=short(columns[1][0], 20), count=count)


def _blocks(parent: Element, children: Sequence[Element]) -> Iterator[Finding]:
    columns = [
        [child for child in one.children if child.text and child.box is not None]
        for one in children
        if one.text
    ]
    if len(columns) < 2 or not LEAST <= len(columns[0]) <= MOST:
        return
    texts = [[entry.text for entry in column] for column in columns]
    level = len({len(column) for column in columns}) == 1 and all(
        _beside(one, other) for one, other in zip(columns[0], columns[1], strict=True)
    )
    if level and _valued(texts):
        yield likely(
            parent, "apart", one=short(texts[0][0], 20), other=short(texts[1][0], 20), count=len(texts[0])
        )
    else:
        yield passed(parent)


def _beside(one: Element, other: Element) -> bool:
    """Return whether two entries begin at about one height and do not share a place."""
    if one.box is None or other.box is None:
        return False
    (x, y, width, height), (left, top, wide, high) = one.box, other.box
    return abs(y - top) <= min(height, high) / 2 and (x + width <= left + SLACK or left + wide <= x + SLACK)


def _valued(columns: Sequence[Sequence[str]]) -> bool:
    """Return whether one column holds values alone, and another holds words."""
    kinds = [
        sum(bool(_VALUE.fullmatch(entry) and _DIGIT.search(entry)) for entry in column) / len(column)
        for column in columns
    ]
    return max(kinds) >= 0.8 and min(kinds) <= 0.2


def _lines(cell: Element) -> list[str]:
    """Return the lines that a cell's text is broken into."""
    lines = [""]
    for node in cell.nodes:
        if isinstance(node, str):
            lines[-1] += node
        elif node.tag == "br":
            lines.append("")
        elif node.tag in ("p", "div", "li"):
            lines += [node.text, ""]
        elif node.select("br") or node.tag in ("ul", "ol", "table"):
            lines += [*_lines(node), ""]
        else:
            lines[-1] += node.text
    return [line.strip() for line in lines if line.strip()]
