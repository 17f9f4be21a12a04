"""A PDF says that it keeps PDF/UA."""

from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import (
    ADVICE,
    INAPPLICABLE,
    PASSED,
    Example,
    File,
    advice,
    file_rule,
    passed,
)

from ._pdf import NOT_PDF, page_target, pdf


@file_rule(
    id="pdf/ua-identifier-missing",
    impact=Impact.MINOR,
    techniques=["Matterhorn 06-001", "Matterhorn 06-002"],
    title=Text(
        ja="PDF/UA の表示がないPDF",
        en="PDF without a PDF/UA identifier",
    ),
    why=Text(
        ja="アクセシブルな PDF の国際規格に沿って作られたかどうかを、機械が見分けられません。",
        en="Machines cannot tell whether the document was made to the standard of accessible PDF.",
    ),
    fix=Text(
        ja="Acrobat のプリフライト「PDF/UA」で検査し、問題がなければ「PDF/UA-1 準拠を設定」を行います。",
        en="Run the PDF/UA preflight in Acrobat and set the identifier where there are no faults.",
    ),
    messages={
        "missing": Text(
            ja="PDF/UA（ISO 14289）の表示がありません。",
            en="There is no PDF/UA (ISO 14289) identifier.",
        ),
        "faulty": Text(
            ja="PDF/UA の表示に誤りがあります（{fault}）。",
            en="The PDF/UA identifier is faulty ({fault}).",
        ),
    },
    examples=[
        Example(PASSED, file=pdf()),
        Example(ADVICE, file=pdf(ua_part=""), key="missing"),
        Example(ADVICE, file=pdf(ua_faults=("prefix",)), key="faulty"),
        Example(INAPPLICABLE, file=NOT_PDF),
    ],
)
def ua_identifier_missing(file: File) -> Iterator[Finding]:
    doc = file.facts.pdf
    if doc is None:
        return

    if doc.ua_faults:
        yield advice(page_target(file, 0, "XMP"), "faulty", fault=", ".join(doc.ua_faults))
    elif doc.ua_part in ("1", "2"):
        yield passed()
    else:
        yield advice(page_target(file, 0, "XMP"), "missing")
