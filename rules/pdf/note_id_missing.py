"""Each note of a tagged PDF has an identifier of its own."""

from collections.abc import Iterator

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

from ._pdf import NOT_PDF, of_role, page_target, pdf, tree


@file_rule(
    id="pdf/note-id-missing",
    impact=Impact.MINOR,
    needs=[Need.PDF_CONTENT],
    criteria=["1.3.1"],
    techniques=["Matterhorn 19"],
    title=Text(
        ja="識別子のない注",
        en="Note without an identifier",
    ),
    why=Text(
        ja="本文と注のつながりを、支援技術がたどれません。",
        en="Assistive technology cannot follow a note back to the text.",
    ),
    fix=Text(
        ja="Word の「脚注の挿入」で作り直すか、Acrobat の「タグ」パネルで Note タグに重ならない ID "
        "を付けます。",
        en="Use footnotes in Word, or give each Note tag its own ID in Acrobat.",
    ),
    messages={
        "missing": Text(
            ja="{page}ページの注（Note）に ID がありません。",
            en="A Note on page {page} has no ID.",
        ),
        "twice": Text(
            ja="{page}ページの注の ID「{id}」が重なっています。",
            en="The ID “{id}” of a Note on page {page} is used twice.",
        ),
    },
    examples=[
        Example(PASSED, file=pdf(elements=tree(("Document", -1), Element("Note", "Note", 0, id="n1")))),
        Example(DEFINITE, file=pdf(elements=tree(("Document", -1), ("Note", 0))), key="missing"),
        Example(
            DEFINITE,
            file=pdf(
                elements=tree(Element("Note", "Note", -1, id="n1"), Element("Note", "Note", -1, id="n1"))
            ),
            key="twice",
        ),
        Example(INAPPLICABLE, file=pdf()),
        Example(INAPPLICABLE, file=NOT_PDF),
    ],
)
def note_id_missing(file: File) -> Iterator[Finding]:
    seen: set[str] = set()
    for _, element in of_role(file, "Note"):
        if not element.id:
            yield definite(page_target(file, element.page, "Note"), "missing", page=element.page or "?")
        elif element.id in seen:
            yield definite(
                page_target(file, element.page, "Note"), "twice", page=element.page or "?", id=element.id[:40]
            )
        else:
            yield passed()
        seen.add(element.id)
