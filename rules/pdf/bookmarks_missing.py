"""A long PDF has bookmarks."""

from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import (
    INAPPLICABLE,
    PASSED,
    REVIEW,
    Example,
    File,
    file_rule,
    passed,
    review,
)

from ._pdf import NOT_PDF, page_target, pdf


@file_rule(
    id="pdf/bookmarks-missing",
    impact=Impact.MINOR,
    criteria=["2.4.5"],
    techniques=["PDF2"],
    title=Text(
        ja="しおりのない長いPDF",
        en="Long PDF without bookmarks",
    ),
    why=Text(
        ja="目的の章へ直接移れず、最初から順に読むことになります。",
        en="Nobody can go to a chapter; all has to be read from the start.",
    ),
    fix=Text(
        ja="Word では見出しスタイルを付け、PDF のオプションで「次を使用してブックマークを作成: 見出し」"
        "に印を付けて作り直します。",
        en="In Word use heading styles and save with “Create bookmarks using: Headings”.",
    ),
    messages={
        "missing": Text(
            ja="{pages}ページありますが、しおりがありません。",
            en="{pages} pages and no bookmarks.",
        ),
    },
    question=Text(
        ja="章や節のある文書ですか。あれば、しおりを付けてください。",
        en="Has the document chapters? Then give it bookmarks.",
    ),
    examples=[
        Example(PASSED, file=pdf(pages=40, outlines=5)),
        Example(REVIEW, file=pdf(pages=40), key="missing"),
        Example(INAPPLICABLE, file=pdf()),
        Example(INAPPLICABLE, file=NOT_PDF),
    ],
)
def bookmarks_missing(file: File) -> Iterator[Finding]:
    doc = file.facts.pdf
    if doc is None:
        return

    if doc.pages <= 20:
        return
    if doc.outlines:
        yield passed()
    else:
        yield review(page_target(file, 0, "Outlines"), "missing", pages=doc.pages)
