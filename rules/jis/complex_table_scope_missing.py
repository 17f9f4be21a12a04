"""JIS X 8341-3:2016 1.3.1: headers of a table both ways, or with merged cells, say what they head."""

from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import (
    INAPPLICABLE,
    LIKELY,
    PASSED,
    REVIEW,
    Element,
    Example,
    Page,
    likely,
    page_rule,
    passed,
    review,
)

from ._tables import is_layout, rows


def _spans(cell: Element) -> bool:
    return any(cell[name].strip() not in ("", "1") for name in ("rowspan", "colspan"))


def _is_header_row(row: list[Element]) -> bool:
    """Return whether all cells are headers; the corner may be an empty cell."""
    return len(row) > 1 and row[-1].tag == "th" and all(cell.tag == "th" or not cell.text for cell in row)


@page_rule(
    id="jis/complex-table-scope-missing",
    criteria=["1.3.1"],
    techniques=["F90", "H43", "H63"],
    impact=Impact.MODERATE,
    title=Text(
        ja="複雑な表の見出しセルに、行と列のどちらの見出しかの指定がない",
        en="Header cells of a complex table do not say whether they head a row or a column",
    ),
    why=Text(
        ja="音声で表を読む人は、結合したセルや縦横の見出しがある表で、"
        "値がどの見出しのものかを聞き取れません。",
        en="People who listen to a table with merged or crossing headers cannot tell which header a "
        "value belongs to.",
    ),
    fix=Text(
        ja='列の見出しには scope="col"、行の見出しには scope="row" を付けてください（結合した見出しは '
        "colgroup、rowgroup）。"
        "できれば、結合のない簡単な表に分けるのがいちばん確実です。",
        en='Give column headers scope="col" and row headers scope="row" (colgroup and rowgroup where '
        "merged). "
        "Best of all, split the table into simple ones without merged cells.",
    ),
    messages={
        "merged": Text(
            ja="結合または多段の見出しがある表で、見出しセル {count} 個に scope がありません。",
            en="{count} header cells of a table with merged or stacked headers have no scope.",
        ),
        "crossing": Text(
            ja="行と列の両方に見出しがある表で、見出しセル {count} 個に scope がありません。",
            en="{count} header cells of a table with row and column headers have no scope.",
        ),
    },
    question=Text(
        ja="音声で読んだとき、値のセルで行と列の見出しが正しく読まれますか。",
        en="Does a screen reader announce the right row and column header for each value?",
    ),
    examples=[
        Example(
            PASSED,
            '<table><tr><td></td><th scope="col">大人</th></tr><tr><th scope="row">平日</th><td>'
            "500円</td></tr></table>",
        ),
        Example(
            LIKELY,
            '<table><tr><th rowspan="2">区分</th><th colspan="2">料金</th></tr><tr><th>大人</th><th>'
            "子ども</th></tr>"
            "<tr><td>平日</td><td>500円</td><td>200円</td></tr></table>",
            at="table",
            key="merged",
        ),
        Example(
            REVIEW,
            "<table><tr><th>区分</th><th>大人</th></tr><tr><th>平日</th><td>500円</td></tr></table>",
            at="table",
            key="crossing",
        ),
        Example(
            PASSED,
            '<table><tr><th id="a" colspan="2">料金</th></tr><tr><td headers="a">1</td><td '
            'headers="a">2</td></tr>'
            "</table>",
            why="The headers attribute ties them.",
        ),
        Example(
            INAPPLICABLE,
            "<table><tr><th>区分</th><th>料金</th></tr><tr><td>大人</td><td>500円</td></tr></table>",
            why="One row of headers: browsers know.",
        ),
    ],
)
def complex_table_scope_missing(page: Page) -> Iterator[Finding]:
    for table in page.select("table"):
        cells = [row for row in rows(table) if row]
        if len(cells) < 2 or is_layout(table):
            continue
        heads = [cell for row in cells for cell in row if cell.tag == "th" and cell.text]
        merged = any(_spans(cell) for cell in heads) or sum(map(_is_header_row, cells)) > 1
        # A corner cell alone is no row header: the rows below must begin with one.
        crossing = _is_header_row(cells[0]) and any(
            row[0].tag == "th" and any(cell.tag == "td" for cell in row) for row in cells[1:]
        )
        if not heads or not (merged or crossing) or not table.select("td"):
            continue
        bare = sum(not cell["scope"].strip() for cell in heads)
        if not bare or table.select("td[headers]"):
            yield passed(table)
        elif merged:
            yield likely(table, "merged", count=bare)
        else:
            yield review(table, "crossing", count=bare)
