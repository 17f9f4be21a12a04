"""Lists, tables of contents and ruby of a tagged PDF are nested as their kind asks."""

from collections.abc import Iterator, Sequence

from auditor.model import Finding, Impact, Text
from auditor.read.facts import Element
from auditor.rule import (
    DEFINITE,
    INAPPLICABLE,
    PASSED,
    Example,
    File,
    Need,
    definite,
    file_rule,
    passed,
)

from ._pdf import NOT_PDF, page_target, pdf, tree

_PARENTS = {
    "LI": {"L"}, "LBody": {"LI"}, "TOCI": {"TOC"}, "RB": {"Ruby"}, "RT": {"Ruby"}, "RP": {"Ruby", "Warichu"},
    "WT": {"Warichu"}, "WP": {"Warichu"},
}  # fmt: skip
_KIDS = {
    "L": {"LI", "L", "Caption"}, "LI": {"Lbl", "LBody"}, "TOC": {"TOCI", "TOC", "Caption"},
    "TOCI": {"Lbl", "Reference", "NonStruct", "P", "TOC"}, "Ruby": {"RB", "RT", "RP"}, "Warichu": {"WT", "WP"},
}  # fmt: skip


def _second_caption(elements: Sequence[Element], index: int) -> bool:
    element = elements[index]
    if element.role != "Caption" or element.parent < 0 or elements[element.parent].role not in ("L", "TOC"):
        return False
    return index != element.parent + 1


@file_rule(
    id="pdf/nesting-broken",
    impact=Impact.MINOR,
    needs=[Need.PDF_CONTENT],
    criteria=["1.3.1"],
    techniques=["PDF21", "Matterhorn 09-005", "Matterhorn 09-006"],
    title=Text(
        ja="入れ子の正しくないリスト・目次・ルビ",
        en="List, contents or ruby nested wrongly",
    ),
    why=Text(
        ja="項目の数や、どこまでが1つの項目かが、音声読み上げで分からなくなります。",
        en="Screen readers can no longer tell the number of items and where one ends.",
    ),
    fix=Text(
        ja="Word の箇条書き・目次の機能で作り直すか、Acrobat の「タグ」パネルで L > LI > "
        "Lbl・LBody、TOC > TOCI の形に直します。",
        en="Use the list and contents functions of Word, or mend the tags in Acrobat: L > LI > Lbl, "
        "LBody; TOC > TOCI.",
    ),
    messages={
        "parent": Text(
            ja="{page}ページで、{child} が {parent} の中にあります。",
            en="On page {page} {child} lies in {parent}.",
        ),
    },
    examples=[
        Example(PASSED, file=pdf(elements=tree(("L", -1), ("LI", 0), ("LBody", 1)))),
        Example(DEFINITE, file=pdf(elements=tree(("L", -1), ("P", 0))), key="parent"),
        Example(DEFINITE, file=pdf(elements=tree(("Document", -1), ("TOCI", 0))), key="parent"),
        Example(INAPPLICABLE, file=pdf()),
        Example(INAPPLICABLE, file=NOT_PDF),
    ],
)
def nesting_broken(file: File) -> Iterator[Finding]:
    doc = file.facts.pdf
    if doc is None:
        return

    found = 0
    told: set[tuple[int, str, str]] = set()
    for index, element in enumerate(doc.elements):
        parent = doc.elements[element.parent].role if element.parent >= 0 else "StructTreeRoot"
        wrong = (element.role in _PARENTS and parent not in _PARENTS[element.role]) or (
            parent in _KIDS and element.role not in _KIDS[parent]
        )
        if wrong or _second_caption(doc.elements, index):
            if (element.page, element.role, parent) in told:
                continue
            told.add((element.page, element.role, parent))
            yield definite(
                page_target(file, element.page, element.role),
                "parent",
                page=element.page or "?",
                child=element.role,
                parent=parent,
            )
        elif element.role in _PARENTS or parent in _KIDS:
            found += 1
    if found:
        yield passed()
