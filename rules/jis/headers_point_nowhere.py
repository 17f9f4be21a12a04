"""JIS X 8341-3:2016 1.3.1: the headers attribute of a cell names other cells of its own table."""

from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import (
    DEFINITE,
    INAPPLICABLE,
    PASSED,
    Element,
    Example,
    Need,
    Page,
    definite,
    page_rule,
    passed,
)

from ._words import short, shown

_TABLES = frozenset({"", "table", "grid", "treegrid"})
_CELLS = frozenset({"", "cell", "gridcell", "columnheader", "rowheader"})
MAX_TOKENS = 50


def _table(inside: str) -> str:
    return f'<table><tr><th id="fee">料金</th><th id="day">日</th></tr>{inside}</table>'


@page_rule(
    id="jis/headers-point-nowhere",
    criteria=["1.3.1"],
    techniques=["F90", "H43"],
    act=["a25f45"],
    impact=Impact.SERIOUS,
    needs=[Need.LAYOUT],
    replaces=["axe/td-headers-attr"],
    title=Text(
        ja="表のセルの headers 属性（見出しの指定）が同じ表のセルを指していない",
        en="Headers attribute that names no cell of its table",
    ),
    why=Text(
        ja="セルの見出しが読み上げられず、何の値なのか分かりません。",
        en="The header of the cell is not announced, and nobody learns what the value is of.",
    ),
    fix=Text(
        ja="headers 属性には、同じ表の見出しセル（th）の id を書いてください。"
        '例: <th id="fee">料金</th> に対して <td headers="fee">500円</td>',
        en="Write the id of a header cell of the same table. "
        'Example: <th id="fee">Fee</th> and <td headers="fee">500 yen</td>.',
    ),
    messages={
        "missing": Text(
            ja="headers の「{id}」という id は、同じ表の中にありません。",
            en="No cell of this table has the id “{id}”.",
        ),
        "self": Text(ja="headers の「{id}」はこのセル自身を指しています。", en="“{id}” is this cell itself."),
        "not-cell": Text(
            ja="headers の「{id}」が指すものは、表のセルではありません。", en="“{id}” is not a cell of the table."
        ),
    },
    examples=[
        Example(PASSED, _table('<tr><td headers="fee">500円</td><td headers="day">1日</td></tr>')),
        Example(DEFINITE, _table('<tr><td headers="price">500円</td></tr>'), at="td", key="missing"),
        Example(
            DEFINITE, '<p id="a">料金</p>' + _table('<tr><td headers="fee a">500円</td></tr>'), at="td",
            key="missing",
        ),
        Example(
            DEFINITE, _table('<tr><td id="own" headers="own">500円</td></tr>'), at="td", key="self"
        ),
        Example(
            DEFINITE,
            '<table><tr><th><span id="s">料金</span></th></tr><tr><td headers="s">500円</td></tr></table>',
            at="td", key="not-cell",
        ),
        Example(
            DEFINITE, _table("") + '<table><tr><th>日</th></tr><tr><td headers="fee">5</td></tr></table>',
            at="td", key="missing", why="The cell of another table.",
        ),
        Example(
            PASSED, '<table><tr><td id="t">料金</td></tr><tr><td headers="t">500円</td></tr></table>',
            why="A td does name the cell; that it should be a th is another rule's.",
        ),
        Example(INAPPLICABLE, _table('<tr><td headers=" ">500円</td></tr>')),
        Example(INAPPLICABLE, _table('<tr hidden><td headers="price">500円</td></tr>')),
        Example(
            INAPPLICABLE,
            '<table role="presentation"><tr><td headers="price">500円</td></tr></table>',
            why="No table to those who listen.",
        ),
    ],
)  # fmt: skip
def headers_point_nowhere(page: Page) -> Iterator[Finding]:
    for cell in page.select("td[headers], th[headers]"):
        table = cell.closest("table")
        if table is None or not _is_table(table) or not _role(cell, _CELLS) or not shown(cell):
            continue
        tokens = cell["headers"].split()[:MAX_TOKENS]
        if not tokens or cell.box is None:
            continue
        wrong = next(((key, id) for id in tokens if (key := _fault(page, cell, table, id))), None)
        if wrong:
            yield definite(cell, wrong[0], id=short(wrong[1]))
        else:
            yield passed(cell)


def _is_table(table: Element) -> bool:
    return _role(table, _TABLES)


def _role(element: Element, known: frozenset[str]) -> bool:
    return (element["role"].split() or [""])[0].lower() in known


def _fault(page: Page, cell: Element, table: Element, id: str) -> str:
    """Return the message key for a token of headers, '' where it names another cell of the table."""
    named = page.by_id(cell, id)
    around = named.closest("table") if named else None
    if named is None or around != table:
        return "missing"
    if named == cell:
        return "self"
    return "" if named.tag in ("td", "th") and _role(named, _CELLS) else "not-cell"
