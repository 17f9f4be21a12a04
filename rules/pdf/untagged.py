"""A PDF has tags that tell assistive technology the order and the kind of its parts."""

from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import (
    DEFINITE,
    INAPPLICABLE,
    PASSED,
    Example,
    File,
    definite,
    file_rule,
    passed,
)

from ._pdf import NOT_PDF, page_target, pdf


@file_rule(
    id="pdf/untagged",
    impact=Impact.SERIOUS,
    criteria=["1.3.1", "1.3.2", "4.1.2"],
    techniques=["PDF3", "Matterhorn 01", "Matterhorn 06-001"],
    title=Text(
        ja="タグのないPDF",
        en="PDF without tags",
    ),
    why=Text(
        ja="音声読み上げが見出し・段落・表を区別できず、読む順番も保証されません。",
        en="Screen readers know neither headings, paragraphs and tables nor the order to read in.",
    ),
    fix=Text(
        ja="Word では「名前を付けて保存」→ PDF →「オプション」で「アクセシビリティ用のドキュメント構造タグ」"
        "に印を付けて作り直します。Acrobat では「アクセシビリティ」→「文書に自動タグ付け」の後、"
        "読み上げ順序を確かめます。",
        en="In Word save as PDF with “Document structure tags for accessibility”; in Acrobat run "
        "Autotag Document and check the reading order.",
    ),
    messages={
        "no-tags": Text(
            ja="この PDF（{pages}ページ）にはタグがありません。",
            en="This PDF ({pages} pages) has no tags.",
        ),
        "unmarked": Text(
            ja="タグはありますが、タグ付き PDF であるという印（MarkInfo）がありません。",
            en="There are tags, and the document does not say that it is tagged (MarkInfo).",
        ),
        "suspects": Text(
            ja="タグの正しさが疑わしいという印（Suspects）が残っています。",
            en="The mark that the tags are suspect (Suspects) is still set.",
        ),
    },
    examples=[
        Example(PASSED, file=pdf()),
        Example(DEFINITE, file=pdf(structured=False, elements=()), key="no-tags"),
        Example(DEFINITE, file=pdf(marked=False), key="unmarked"),
        Example(DEFINITE, file=pdf(suspects=True), key="suspects"),
        Example(INAPPLICABLE, file=NOT_PDF),
    ],
)
def untagged(file: File) -> Iterator[Finding]:
    doc = file.facts.pdf
    if doc is None:
        return

    if not doc.structured:
        yield definite(page_target(file, 0), "no-tags", pages=doc.pages)
    elif not doc.marked:
        yield definite(page_target(file, 0), "unmarked")
    elif doc.suspects:
        yield definite(page_target(file, 0), "suspects")
    else:
        yield passed()
