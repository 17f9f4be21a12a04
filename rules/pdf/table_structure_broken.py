"""The tables of a tagged PDF have rows, cells and headers that tell what they head."""

from collections.abc import Iterator, Sequence

from auditor.model import Finding, Impact, Text
from auditor.read.facts import Element
from auditor.rule import (
    DEFINITE,
    INAPPLICABLE,
    LIKELY,
    PASSED,
    Example,
    File,
    Need,
    definite,
    file_rule,
    likely,
    passed,
)

from ._pdf import NOT_PDF, children, of_role, page_target, pdf, tree

_PARENTS = {
    "TR": {"Table", "THead", "TBody", "TFoot"}, "TH": {"TR"}, "TD": {"TR"},
    "THead": {"Table"}, "TBody": {"Table"}, "TFoot": {"Table"},
}  # fmt: skip
_KIDS = {
    "Table": {"TR", "THead", "TBody", "TFoot", "Caption"}, "TR": {"TH", "TD"},
    "THead": {"TR"}, "TBody": {"TR"}, "TFoot": {"TR"},
}  # fmt: skip


def _misplaced(elements: Sequence[Element], index: int) -> str:
    """Return the role an element should not lie in, '' where it is in its place."""
    element = elements[index]
    parent = elements[element.parent].role if element.parent >= 0 else "StructTreeRoot"
    if element.role in _PARENTS and parent not in _PARENTS[element.role]:
        return parent
    if parent in _KIDS and element.role not in _KIDS[parent]:
        return parent
    if element.role in ("THead", "TFoot", "Caption") and parent == "Table":
        kin = [one for one in elements if one.parent == element.parent]
        if sum(one.role == element.role for one in kin) > 1:
            return parent
        # Head and foot need a body between them.
        return parent if element.role != "Caption" and any(one.role == "TR" for one in kin) else ""
    return ""


def _rows(elements: Sequence[Element], kids: list[list[int]], table: int) -> list[list[int]]:
    rows = []
    for kid in kids[table]:
        if elements[kid].role == "TR":
            rows.append(kid)
        elif elements[kid].role in ("THead", "TBody", "TFoot"):
            rows += [one for one in kids[kid] if elements[one].role == "TR"]
    return [[cell for cell in kids[row] if elements[cell].role in ("TH", "TD")] for row in rows]


def _widths(elements: Sequence[Element], rows: list[list[int]]) -> list[int]:
    """Return cells of each row with spans counted; those that reach down count in the rows they reach."""
    below: dict[int, int] = {}
    widths = []
    for number, row in enumerate(rows):
        width = below.pop(number, 0)
        for cell in row:
            width += elements[cell].columns
            for further in range(1, elements[cell].rows):
                below[number + further] = below.get(number + further, 0) + elements[cell].columns
        widths.append(width)
    # A cell that reaches below the last row makes the table uneven too.
    return [*widths, 0] if below else widths


@file_rule(
    id="pdf/table-structure-broken",
    impact=Impact.SERIOUS,
    needs=[Need.PDF_CONTENT],
    criteria=["1.3.1"],
    techniques=["PDF6", "Matterhorn 09-004", "Matterhorn 15-003"],
    title=Text(
        ja="構造の正しくない表",
        en="Table with a broken structure",
    ),
    why=Text(
        ja="見出しのない表では、どのセルが何の値か音声では分かりません。",
        en="Without headers a listener cannot tell what a cell is the value of.",
    ),
    fix=Text(
        ja="Word では「表のプロパティ」→「行」→「各ページにタイトル行を表示」に印を付けます。Acrobat "
        "では「表エディター」で見出しセル（TH）と範囲（Scope）を設定します。",
        en="In Word mark the header row; in Acrobat use the Table Editor to set header cells (TH) and "
        "their scope.",
    ),
    messages={
        "nesting": Text(
            ja="{page}ページの表で、{child} が {parent} の中にあります。",
            en="In a table on page {page} {child} lies in {parent}.",
        ),
        "no-header": Text(
            ja="{page}ページの表に見出しセル（TH）がありません。",
            en="A table on page {page} has no header cells (TH).",
        ),
        "no-scope": Text(
            ja="{page}ページの表の見出しセルに、どの範囲の見出しか（Scope または Headers）がありません。",
            en="Header cells of a table on page {page} do not tell what they head (Scope or Headers).",
        ),
        "uneven": Text(
            ja="{page}ページの表で、行によってセルの数が違います（{least}〜{most}）。",
            en="In a table on page {page} rows differ in their number of cells ({least} to {most}).",
        ),
    },
    examples=[
        Example(
            PASSED,
            file=pdf(
                elements=tree(
                    ("Table", -1),
                    ("TR", 0),
                    Element("TH", "TH", 1, page=1, scope="Column"),
                    ("TR", 0),
                    ("TD", 3),
                )
            ),
        ),
        Example(
            DEFINITE,
            file=pdf(elements=tree(("Table", -1), ("TR", 0), ("TH", 1), ("TR", 0), ("TD", 3))),
            key="no-scope",
        ),
        Example(
            LIKELY,
            file=pdf(
                elements=tree(("Table", -1), ("TR", 0), ("TD", 1), ("TD", 1), ("TR", 0), ("TD", 4), ("TD", 4))
            ),
            key="no-header",
        ),
        Example(DEFINITE, file=pdf(elements=tree(("Table", -1), ("TD", 0))), key="nesting"),
        Example(
            DEFINITE,
            file=pdf(elements=tree(("Table", -1), ("TR", 0), ("TD", 1), ("TD", 1), ("TR", 0), ("TD", 4))),
            key="uneven",
        ),
        Example(INAPPLICABLE, file=pdf()),
        Example(INAPPLICABLE, file=NOT_PDF),
    ],
)
def table_structure_broken(file: File) -> Iterator[Finding]:
    doc = file.facts.pdf
    if doc is None:
        return

    kids = children(doc.elements)
    told = False
    places: set[tuple[int, str, str]] = set()
    for index, element in enumerate(doc.elements):
        wrong = _misplaced(doc.elements, index)
        if wrong:
            told = True
            if (element.page, element.role, wrong) in places:
                continue
            places.add((element.page, element.role, wrong))
            yield definite(
                page_target(file, element.page, element.role),
                "nesting",
                page=element.page or "?",
                child=element.role,
                parent=wrong,
            )
    for index, table in of_role(file, "Table"):
        rows = _rows(doc.elements, kids, index)
        cells = [doc.elements[cell] for row in rows for cell in row]
        heads = [cell for cell in cells if cell.role == "TH"]
        wanting = [cell for cell in heads if cell.scope not in ("Row", "Column", "Both")]
        linked = all(cell.headers for cell in cells if cell.role == "TD")
        # One row or one column has nothing to tell apart.
        if not heads and len(rows) > 1 and max(map(len, rows)) > 1:
            told = True
            yield likely(page_target(file, table.page, "Table"), "no-header", page=table.page or "?")
        elif wanting and not linked:
            told = True
            yield definite(page_target(file, table.page, "TH"), "no-scope", page=table.page or "?")
        widths = _widths(doc.elements, rows)
        if widths and min(widths) != max(widths):
            told = True
            yield definite(
                page_target(file, table.page, "TR"),
                "uneven",
                page=table.page or "?",
                least=min(widths),
                most=max(widths),
            )
        if not told:
            yield passed()
