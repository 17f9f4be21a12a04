"""JIS X 8341-3:2016 1.3.1: a data table needs header cells, else its values lose their meaning."""

import re
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

from ._tables import all_emphasised, is_layout, is_numeric, rows

LONG = 120  # characters: a cell with more holds prose, and the table is likely to be a page grid


def _only_links(cells: list[list[Element]]) -> bool:
    """Return whether every cell is a link or blank: such a grid arranges links, and no cell is a value of another."""
    filled = [cell for row in cells for cell in row if _letters(cell)]
    return len(filled) >= 2 and all(
        cell.select("a[href]") and sum(map(_letters, cell.select("a[href]"))) >= _letters(cell) * 0.9
        for cell in filled
    )


def _letters(element: Element) -> int:
    return sum(map(str.isalnum, element.text))


# Old editors ask for a summary of every table, of those that only arrange things too.
_ARRANGES = re.compile(r"layout|navigat|callout|レイアウト|配置|段組|ナビ", re.IGNORECASE)


def _looks_like_data(table: Element, cells: list[list[Element]]) -> bool:
    summary = table["summary"].strip()
    if table.select("caption, thead") or (summary and not _ARRANGES.search(summary)):
        return True
    body = [row for row in cells[1:] if len(row) == len(cells[0])]
    if all_emphasised(cells[0]) and not all(all_emphasised(row) for row in body):
        return True
    if all_emphasised([row[0] for row in cells]) and not any(all_emphasised(row[1:]) for row in cells):
        return True
    numeric = [
        column
        for column in range(1, len(cells[0]))
        if body and all(is_numeric(row[column].text) for row in body)
    ]
    return len(body) >= 2 and bool(numeric) and not is_numeric(cells[0][numeric[0]].text)


@page_rule(
    id="jis/data-table-without-th",
    criteria=["1.3.1"],
    techniques=["F91", "H51"],
    impact=Impact.SERIOUS,
    replaces=["axe/td-has-header"],
    title=Text(ja="見出しセルのないデータ表", en="Data table without header cells"),
    why=Text(
        ja="音声で表を読む人は、セルを移動しても行や列の見出しが読まれないため、"
        "数字だけを聞いて何の値か分かりません。",
        en="People who listen move from cell to cell without hearing a header, and do not know what a "
        "figure means.",
    ),
    fix=Text(
        ja="編集画面の表の設定で、見出しの行や列を「見出しセル」（th）にしてください。"
        '例: <td><b>区分</b></td> → <th scope="col">区分</th>',
        en="Make the cells of the header row or column header cells (th) in the table settings of the "
        "editor. "
        'Example: <td><b>Type</b></td> → <th scope="col">Type</th>.',
    ),
    messages={
        "no-header": Text(
            ja="{rows} 行 {columns} 列のデータ表に、見出しセル（th）がありません。",
            en="A data table of {rows} rows and {columns} columns has no header cell (th).",
        ),
        "perhaps-data": Text(
            ja="{rows} 行 {columns} 列の表に、見出しセル（th）がありません。",
            en="A table of {rows} rows and {columns} columns has no header cell (th).",
        ),
    },
    question=Text(
        ja="この表は、行や列の見出しがないと値の意味が分からない表ですか。配置のための表なら "
        'role="presentation" を付けてください。',
        en="Are values of this table unclear without a row or column header? A table for layout needs "
        'role="presentation".',
    ),
    examples=[
        Example(
            REVIEW,
            "<table summary='Navigation footer'><tr><td><a href=/a>戻る</a></td><td>目次</td></tr>"
            "<tr><td>3.1 準備</td><td>3.2 設定</td></tr></table>",
            at="table",
            key="perhaps-data",
            why="The summary says that it arranges links.",
        ),
        Example(
            PASSED, "<table><tr><th>区分</th><th>料金</th></tr><tr><td>大人</td><td>500円</td></tr></table>"
        ),
        Example(
            LIKELY,
            "<table><tr><td><b>区分</b></td><td><b>料金</b></td></tr><tr><td>大人</td><td>500円</td>"
            "</tr></table>",
            at="table",
            key="no-header",
        ),
        Example(
            LIKELY,
            "<table><tr><td>年度</td><td>人口</td></tr><tr><td>令和5年</td><td>14,086</td></tr>"
            "<tr><td>令和6年</td><td>14,105</td></tr></table>",
            at="table",
        ),
        Example(
            REVIEW,
            "<table><tr><td>受付</td><td>午前</td></tr><tr><td>窓口</td><td>本庁舎</td></tr></table>",
            at="table",
            key="perhaps-data",
        ),
        Example(
            PASSED,
            '<table role="presentation"><tr><td>a</td><td>1</td></tr><tr><td>b</td><td>2</td></tr></table>',
            why="Declared as layout.",
        ),
        Example(
            REVIEW,
            '<table summary="ちらし"><tr><td><a href="/a.pdf">飼い方 [PDF]</a></td><td><a href="/b.pdf">食事 [PDF]</a></td></tr>'
            '<tr><td>&#8203;</td><td><a href="/c.pdf">病気 [PDF]</a></td></tr></table>',
            key="perhaps-data",
            why="Every cell is a link: likely a grid, whatever its summary says.",
        ),
        Example(
            INAPPLICABLE, "<table><tr><td>お知らせ</td></tr><tr><td>本文</td></tr></table>", why="One column."
        ),
    ],
)
def data_table_without_th(page: Page) -> Iterator[Finding]:
    for table in page.select("table"):
        cells = [row for row in rows(table) if row]
        columns = max(map(len, cells), default=0)
        if len(cells) < 2 or columns < 2:
            continue
        if is_layout(table) or table.select("th, [role=columnheader], [role=rowheader], td[scope]"):
            yield passed(table)
        elif _only_links(cells):
            yield review(table, "perhaps-data", rows=len(cells), columns=columns)
        elif _looks_like_data(table, cells):
            yield likely(table, "no-header", rows=len(cells), columns=columns)
        elif (
            any(len(cell.text) > LONG or cell.select("p, ul, ol, div") for row in cells[:20] for cell in row)
            or sum(bool(cell.text) for row in cells[:20] for cell in row) < 4
        ):
            yield passed(table)
        else:
            yield review(table, "perhaps-data", rows=len(cells), columns=columns)
