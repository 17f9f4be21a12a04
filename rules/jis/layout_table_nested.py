"""Good practice: a page laid out by tables within tables is read in the order of its cells."""

from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import ADVICE, INAPPLICABLE, PASSED, Element, Example, Page, advice, page_rule, passed

from ._tables import is_layout
from ._words import shown

MANY = 3  # nested tables of one page: one or two may be lists within a data table


@page_rule(
    id="jis/layout-table-nested",
    impact=Impact.MINOR,
    title=Text(ja="表を入れ子にしたレイアウト", en="Layout by tables within tables"),
    why=Text(
        ja="読み上げが「表、2列、3行」などと何度も告げ、読む順序がセルの順に決まるため、内容をたどりにくくなります。拡大や携帯電話の画面でも崩れます。",
        en="Screen readers announce table after table and read cell by cell; enlarged or on a phone the page breaks.",
    ),
    fix=Text(
        ja='並べ方は CSS で指定してください。すぐに直せない表には role="presentation" を付けます。',
        en='Lay the page out with CSS; give tables that must stay role="presentation".',
    ),
    messages={
        "nested": Text(
            ja='表の中に表が {count} 個あり、並べるための表に role="presentation" がありません。',
            en='{count} tables stand within tables, and the tables for layout have no role="presentation".',
        )
    },
    examples=[
        Example(
            ADVICE,
            "<table><tr><td><table><tr><td>一</td></tr></table><table><tr><td>二</td></tr></table>"
            "<table><tr><td>三</td></tr></table></td></tr></table>",
            at="table",
            key="nested",
        ),
        Example(
            PASSED,
            '<table role="presentation"><tr><td><table><tr><td>一</td></tr></table><table><tr><td>二</td></tr></table>'
            "<table><tr><td>三</td></tr></table></td></tr></table>",
        ),
        Example(PASSED, "<table><tr><th>区分</th><td>大人</td></tr></table>"),
        Example(INAPPLICABLE, "<p>表のないページ</p>"),
    ],
)
def layout_table_nested(page: Page) -> Iterator[Finding]:
    inner = [table for table in page.select("table table")[:500] if shown(table)]
    outer: list[Element] = []
    for table in inner:
        around = table.parent.closest("table") if table.parent else None
        if around is not None and is_layout(around) and around["role"] not in ("presentation", "none"):
            outer.append(around)
    if len(inner) >= MANY and outer:
        yield advice(outer[0], "nested", count=len(inner))
    elif page.select("table"):
        yield passed()
