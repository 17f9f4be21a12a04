"""JIS X 8341-3:2016 1.3.1: what the markup says a table is must fit what the table holds."""

import re
from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import (
    DEFINITE,
    INAPPLICABLE,
    LIKELY,
    PASSED,
    REVIEW,
    Element,
    Example,
    Page,
    definite,
    likely,
    page_rule,
    passed,
    review,
)

from ._tables import rows
from ._words import shown

_NO_TABLE = frozenset({"presentation", "none"})
_TABLES = frozenset({"", "table", "grid", "treegrid"})
_LAYOUT_SAID = re.compile(r"レイアウト|配置(?:用|の)|段組|layout", re.IGNORECASE)
_PARTS = "h1, h2, h3, h4, h5, h6, nav, form, table, ul, ol, main, header, footer"
_FOCUSABLE = (
    "a[href], button, input, select, textarea, summary, [tabindex], [contenteditable], [draggable=true]"
)


@page_rule(
    id="jis/table-role-contradicts",
    criteria=["1.3.1", "4.1.2"],
    techniques=["F46", "F92", "H51"],
    impact=Impact.SERIOUS,
    title=Text(
        ja="表の役割（role や th・caption）が中身と合っていない",
        en="Table whose role or header markup contradicts what it holds",
    ),
    why=Text(
        ja="データの表が表として読まれなければ、値の見出しが分かりません。並べるためだけの枠に見出しや表題があると、"
        "音声で聞く人はありもしない表を探すことになります。",
        en="A data table that is not announced as one loses its headers; a layout grid with headers sends "
        "listeners looking for a table that is not there.",
    ),
    fix=Text(
        ja='データの表からは role="presentation" を外してください。並べるための表からは th・caption・summary を外し、'
        'role="presentation" を付けます。動かせない表に role="grid" は要りません。',
        en='Remove role="presentation" from data tables; remove th, caption and summary from layout tables '
        'and give them role="presentation". A table without controls needs no role="grid".',
    ),
    messages={
        "data": Text(
            ja='見出し（th）や表題のあるデータの表に role="{role}" が付いていて、表として読み上げられません。',
            en='A table with headers or a caption has role="{role}" and is not announced as a table.',
        ),
        "other": Text(
            ja='見出し（th）のある表に role="{role}" が付いていて、表として読み上げられません。',
            en='A table with headers has role="{role}" and is not announced as a table.',
        ),
        "layout": Text(
            ja="並べるための表に、データの表の印（{marks}）が付いています。",
            en="A table that only arranges things carries marks of a data table ({marks}).",
        ),
        "header": Text(
            ja='表の見出しセル（th）に role="{role}" が付いていて、見出しとして読み上げられません。',
            en='A header cell has role="{role}" and is not announced as a header.',
        ),
        "grid": Text(
            ja='role="{role}" の表に、キーボードで動かせるものが一つもありません。',
            en='A table with role="{role}" holds nothing that the keyboard can operate.',
        ),
    },
    question=Text(
        ja="この表は、行や列の見出しで値の意味が決まるデータの表ですか。それとも並べるための枠ですか。",
        en="Do headers of this table give its values their meaning, or does it only arrange things?",
    ),
    examples=[
        Example(
            PASSED,
            '<table><caption>収集日</caption><tr><th scope="col">地区</th></tr><tr><td>北</td></tr></table>',
        ),
        Example(
            DEFINITE,
            '<table role="presentation"><caption>収集日</caption><tr><th>地区</th><th>曜日</th></tr>'
            "<tr><td>北</td><td>月</td></tr></table>",
            at="table",
            key="data",
        ),
        Example(
            LIKELY,
            '<table role="none"><tr><th>地区</th><th>曜日</th></tr><tr><td>北</td><td>月</td></tr></table>',
            at="table",
            key="data",
        ),
        Example(
            LIKELY,
            '<table role="presentation" summary="地区と曜日の表"><tr><td>北</td><td>月</td></tr></table>',
            at="table",
            key="data",
        ),
        Example(
            DEFINITE,
            '<table role="group"><tr><th>地区</th><th>曜日</th></tr><tr><td>北</td><td>月</td></tr></table>',
            at="table",
            key="other",
        ),
        Example(
            LIKELY,
            '<table><tr><th><img src="a.png" alt="みかん"></th><td><h2>みかん</h2><p>11月が旬です。</p></td></tr>'
            '<tr><th><img src="b.png" alt="魚"></th><td><h2>干物</h2><p>朝市に並びます。</p></td></tr></table>',
            at="table",
            key="layout",
            why="Headings in the cells, headers without a word.",
        ),
        Example(
            LIKELY,
            '<table summary="レイアウト用"><tr><td>メニュー</td><td><p>本文です。</p></td></tr></table>',
            at="table",
            key="layout",
        ),
        Example(
            LIKELY,
            "<table><tr><th><nav><ul><li><a href='/a'>暮らし</a></li></ul></nav></th><td><h1>本文</h1></td></tr></table>",
            at="table",
            key="layout",
        ),
        Example(
            REVIEW,
            "<table><caption>新着</caption><tr><td><h2>暮らし</h2><p>道路の工事</p></td>"
            "<td><h2>行事</h2><p>春の祭り</p></td></tr></table>",
            at="table",
            key="layout",
        ),
        Example(
            LIKELY,
            '<table><tr><th role="presentation">地区</th><th role="presentation">曜日</th></tr>'
            "<tr><td>北</td><td>月</td></tr></table>",
            at="th",
            key="header",
        ),
        Example(
            REVIEW,
            '<table role="grid"><tr><th>地区</th><th>曜日</th></tr><tr><td>北</td><td>月</td></tr></table>',
            at="table",
            key="grid",
        ),
        Example(
            PASSED,
            '<table role="grid"><tr><th>日</th></tr><tr><td tabindex="0">1</td></tr></table>',
            why="Its cells take the focus.",
        ),
        Example(
            PASSED,
            '<table role="presentation"><tr><th>開始</th></tr><tr><td>12時</td></tr></table>',
            why="One fact behind its name: nothing is lost when both are read one after the other.",
        ),
        Example(
            PASSED,
            '<table role="presentation"><tr><td><p>左</p></td><td><p>右</p></td></tr></table>',
            why="A layout that says so.",
        ),
        Example(
            PASSED,
            '<table role="presentation"><tr><td><table><caption>収集日</caption><tr><th>地区</th><td>北</td></tr></table>'
            "</td></tr></table>",
            why="The headers are those of the inner table.",
        ),
        Example(
            PASSED,
            "<table><tr><th>お名前</th><td><input></td></tr><tr><th>ご用件</th><td><ul><li>申請</li></ul></td></tr></table>",
            why="Headers that name their rows, whatever the cells hold.",
        ),
        Example(INAPPLICABLE, "<p>表のないページ</p>"),
    ],
)
def table_role_contradicts(page: Page) -> Iterator[Finding]:
    for table in page.select("table"):
        if not shown(table):
            continue
        role = (table["role"].split() or [""])[0].lower()
        cells = [cell for row in rows(table) for cell in row]
        heads = [cell for cell in cells if cell.tag == "th" and cell.text]
        caption = any(child.tag == "caption" and child.text for child in table.children)
        if role in _NO_TABLE:
            yield _presentation(table, role, cells, heads, caption)
        elif role not in _TABLES:
            named = bool(heads) and len(cells) > len(heads)
            yield definite(table, "other", role=role) if named else passed(table)
        elif role in ("grid", "treegrid") and not _operable(table):
            yield review(table, "grid", role=role)
        else:
            yield _table(table, cells, heads, caption)


def _presentation(
    table: Element, role: str, cells: list[Element], heads: list[Element], caption: bool
) -> Finding:
    tied = any(cell["headers"].strip() or cell["scope"].strip() for cell in cells)
    if heads and (tied or caption):
        return definite(table, "data", role=role)
    if heads and len(cells) - len(heads) <= 1:
        return passed(table)  # one fact behind its name says as much without a table
    if heads or tied or caption or (table["summary"].strip() and not _LAYOUT_SAID.search(table["summary"])):
        return likely(table, "data", role=role)
    return passed(table)


def _operable(table: Element) -> bool:
    return (
        "tabindex" in table
        or "aria-activedescendant" in table
        or any("onclick" in cell for cell in table.select("td, th, tr")[:500])
        or bool(table.select(_FOCUSABLE))
    )


def _table(table: Element, cells: list[Element], heads: list[Element], caption: bool) -> Finding:
    silent = next((cell for cell in heads if cell["role"].strip().lower() in ("presentation", "none")), None)
    if silent is not None:
        return likely(silent, "header", role=silent["role"].strip())
    all_heads = [cell for cell in cells if cell.tag == "th"]
    marks = [
        *(["th"] if all_heads else []),
        *(["caption"] if caption else []),
        *(["summary"] if table["summary"].strip() else []),
    ]
    if not marks:
        return passed(table)
    said = " ".join([table["summary"], *(one.text for one in table.children if one.tag == "caption")])
    holds = any(cell.select("h1, h2, h3, h4, h5, h6, nav, main") for cell in cells if cell.tag == "td")
    worded = any(cell.text for cell in all_heads)
    framed = bool(all_heads) and all(
        cell.select(_PARTS) or len(cell.text) > 120 for cell in all_heads if cell.text
    )
    if _LAYOUT_SAID.search(said) and not heads:
        return likely(table, "layout", marks="・".join(marks))
    if (_LAYOUT_SAID.search(said) or holds) and all_heads and (not worded or framed):
        return likely(table, "layout", marks="・".join(marks))
    if holds and not all_heads:
        return review(table, "layout", marks="・".join(marks))
    return passed(table)
