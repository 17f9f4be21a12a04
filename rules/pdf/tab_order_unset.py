"""Pages of a PDF with links or fields are gone through in the order of the tags."""

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

from ._pdf import NOT_PDF, link, page_target, pages_word, pdf


@file_rule(
    id="pdf/tab-order-unset",
    impact=Impact.MINOR,
    criteria=["2.4.3"],
    techniques=["PDF3", "Matterhorn 28-008"],
    title=Text(
        ja="タブ順が構造順でないページ",
        en="Page whose tab order is not that of its structure",
    ),
    why=Text(
        ja="キーボードで進む順番が、読む順番と違うことがあります。",
        en="The order by keyboard may differ from the order of reading.",
    ),
    fix=Text(
        ja="Acrobat の「ページサムネール」で全ページを選び、「ページのプロパティ」→「タブの順序」"
        "を「文書構造を使用」にします。",
        en="In Acrobat select all page thumbnails and set Page Properties → Tab Order to Use Document "
        "Structure.",
    ),
    messages={
        "unset": Text(
            ja="{pages}ページのタブの順序が「文書構造を使用」になっていません。",
            en="The tab order of page {pages} is not set to use the document structure.",
        ),
    },
    examples=[
        Example(PASSED, file=pdf(annotations=(link(),))),
        Example(DEFINITE, file=pdf(annotations=(link(),), untabbed=(1,)), key="unset"),
        Example(INAPPLICABLE, file=pdf()),
        Example(INAPPLICABLE, file=NOT_PDF),
    ],
)
def tab_order_unset(file: File) -> Iterator[Finding]:
    doc = file.facts.pdf
    if doc is None:
        return

    if doc.untabbed:
        yield definite(
            page_target(file, doc.untabbed[0], "", "tabs"), "unset", pages=pages_word(doc.untabbed)
        )
    elif doc.annotations:
        yield passed()
