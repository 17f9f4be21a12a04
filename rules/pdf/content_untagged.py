"""All that a tagged PDF shows is tagged or marked as decoration."""

from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
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

from ._pdf import NOT_PDF, page_target, pages_word, pdf


@file_rule(
    id="pdf/content-untagged",
    impact=Impact.SERIOUS,
    needs=[Need.PDF_CONTENT],
    criteria=["1.3.1", "1.3.2"],
    techniques=["Matterhorn 01-003", "Matterhorn 01-004", "Matterhorn 01-005"],
    title=Text(
        ja="タグ付けから漏れた内容",
        en="Content left out of the tags",
    ),
    why=Text(
        ja="タグに入っていない文字や図は、音声読み上げに飛ばされることがあります。",
        en="What is not in the tags may be skipped by screen readers.",
    ),
    fix=Text(
        ja="Acrobat の「タグ」パネルで「マークされていないコンテンツを検索」し、意味のあるものにはタグを、"
        "飾りには「アーティファクト」を付けます。",
        en="In Acrobat find unmarked content and give it a tag, or mark it as an artifact where it is "
        "decoration.",
    ),
    messages={
        "unmarked": Text(
            ja="{pages}ページに、タグにもアーティファクトにもなっていない内容があります。",
            en="Page {pages} shows content that is neither tagged nor an artifact.",
        ),
        "mixed": Text(
            ja="{pages}ページで、アーティファクト（飾り）とタグ付きの内容が入れ子になっています。",
            en="On page {pages} an artifact and tagged content lie in each other.",
        ),
    },
    examples=[
        Example(PASSED, file=pdf()),
        Example(DEFINITE, file=pdf(unmarked_pages=(1, 2)), key="unmarked"),
        Example(DEFINITE, file=pdf(mixed_pages=(1,)), key="mixed"),
        Example(
            INAPPLICABLE,
            file=pdf(structured=False, unmarked_pages=(1,)),
            why="An untagged PDF is told by another rule.",
        ),
        Example(INAPPLICABLE, file=NOT_PDF),
    ],
)
def content_untagged(file: File) -> Iterator[Finding]:
    doc = file.facts.pdf
    if doc is None:
        return

    if not doc.structured:
        return
    if doc.unmarked_pages:
        yield definite(
            page_target(file, doc.unmarked_pages[0], "", "unmarked"),
            "unmarked",
            pages=pages_word(doc.unmarked_pages),
        )
    if doc.mixed_pages:
        yield definite(
            page_target(file, doc.mixed_pages[0], "", "mixed"), "mixed", pages=pages_word(doc.mixed_pages)
        )
    if not doc.unmarked_pages and not doc.mixed_pages:
        yield passed()
