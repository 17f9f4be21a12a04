"""The protection of a PDF lets assistive technology read it."""

from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.read.facts import FileFacts
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
    id="pdf/reading-forbidden",
    impact=Impact.CRITICAL,
    techniques=["Matterhorn 26"],
    title=Text(
        ja="読み上げを禁じた保護",
        en="Protection that shuts out screen readers",
    ),
    why=Text(
        ja="見えない人が、文書の中身にまったく触れられません。",
        en="People who cannot see have no access to the document at all.",
    ),
    fix=Text(
        ja="Acrobat の「文書のプロパティ」→「セキュリティ」で保護を外すか、"
        "「スクリーンリーダーデバイスのテキストアクセスを有効にする」に印を付けます。",
        en="In Acrobat remove the protection, or enable text access for screen reader devices.",
    ),
    messages={
        "forbidden": Text(
            ja="保護の設定が、スクリーンリーダーによる読み取りを禁じています。",
            en="The permissions forbid reading by screen readers.",
        ),
        "password": Text(
            ja="開くのにパスワードが要ります。",
            en="A password is needed to open the document.",
        ),
    },
    examples=[
        Example(PASSED, file=pdf(protected=True)),
        Example(DEFINITE, file=pdf(protected=True, assistive=False), key="forbidden"),
        Example(DEFINITE, file=FileFacts("a.pdf", 10, "pdf", "encrypted"), key="password"),
        Example(INAPPLICABLE, file=pdf()),
        Example(INAPPLICABLE, file=NOT_PDF),
    ],
)
def reading_forbidden(file: File) -> Iterator[Finding]:
    if file.facts.form == "pdf" and file.facts.problem == "encrypted":
        yield definite(page_target(file, 0, "Encrypt"), "password")
    doc = file.facts.pdf
    if doc is None or not doc.protected:
        return
    if doc.assistive:
        yield passed()
    else:
        yield definite(page_target(file, 0, "Encrypt"), "forbidden")
