"""A PDF says what language it is written in."""

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

from ._pdf import NOT_PDF, page_target, pdf


@file_rule(
    id="pdf/language-missing",
    impact=Impact.MODERATE,
    needs=[Need.PDF_CONTENT],
    criteria=["3.1.1"],
    techniques=["PDF16", "Matterhorn 11"],
    title=Text(
        ja="言語の設定がないPDF",
        en="PDF without a language",
    ),
    why=Text(
        ja="音声読み上げが日本語の音声に切り替わらず、正しく読まれないことがあります。",
        en="Screen readers may read the text with the voice of another language.",
    ),
    fix=Text(
        ja="Acrobat の「文書のプロパティ」→「詳細設定」→「読み上げオプション」の言語を「日本語」にします。"
        "Word では校正言語を日本語にして作り直します。",
        en="In Acrobat set Document Properties → Advanced → Reading Options → Language; in Word set the "
        "proofing language and save again.",
    ),
    messages={
        "missing": Text(
            ja="文書の言語が設定されていません。",
            en="The document has no language.",
        ),
        "parts": Text(
            ja="文書の言語がなく、言語の分からない部分があります（{parts}）。",
            en="The document has no language and parts have none of their own ({parts}).",
        ),
        "invalid": Text(
            ja="言語の値「{lang}」は正しい形ではありません（日本語は ja または ja-JP）。",
            en="The language “{lang}” is not a valid value (Japanese is ja or ja-JP).",
        ),
    },
    examples=[
        Example(PASSED, file=pdf()),
        Example(DEFINITE, file=pdf(lang="", structured=False, elements=()), key="missing"),
        Example(DEFINITE, file=pdf(lang="", untold_lang=("content",)), key="parts"),
        Example(DEFINITE, file=pdf(lang="日本語", faults=("lang-invalid",)), key="invalid"),
        Example(PASSED, file=pdf(lang=""), why="Each part tells its own language."),
        Example(INAPPLICABLE, file=NOT_PDF),
    ],
)
def language_missing(file: File) -> Iterator[Finding]:
    doc = file.facts.pdf
    if doc is None:
        return

    if "lang-invalid" in doc.faults:
        yield definite(page_target(file, 0, "Lang"), "invalid", lang=doc.lang[:40])
    elif doc.lang:
        yield passed()
    elif not doc.structured:
        yield definite(page_target(file, 0, "Lang"), "missing")
    elif doc.untold_lang:
        yield definite(page_target(file, 0, "Lang"), "parts", parts=", ".join(doc.untold_lang))
    else:
        yield passed()
