"""The pages of a PDF hold text, not only pictures of text."""

from collections.abc import Iterator

from auditor_rules.pdf._pdf import NOT_PDF, page_target, pages_word, pdf

from auditor.model import Finding, Impact, Text
from auditor.rule import (
    DEFINITE,
    INAPPLICABLE,
    LIKELY,
    PASSED,
    REVIEW,
    Example,
    File,
    definite,
    file_rule,
    likely,
    passed,
    review,
)


@file_rule(
    id="pdf/page-is-image",
    impact=Impact.CRITICAL,
    criteria=["1.1.1", "1.4.5"],
    techniques=["PDF7"],
    title=Text(
        ja="画像だけのPDF",
        en="PDF of images only",
    ),
    why=Text(
        ja="紙を写しただけの PDF は、読み上げも検索も文字の拡大・コピーもできません。",
        en="A scan can be neither read aloud, searched, enlarged as text nor copied.",
    ),
    fix=Text(
        ja="元の Word や Excel から PDF を作り直します。元がなければ Acrobat の「スキャンと "
        "OCR」→「テキスト認識」を行い、誤認識を直してタグを付けます。",
        en="Make the PDF from its source again; where there is none, recognise the text in Acrobat, "
        "correct it and tag it.",
    ),
    messages={
        "all": Text(
            ja="全{total}ページが画像だけで、文字がありません。",
            en="All {total} pages are images without text.",
        ),
        "some": Text(
            ja="{pages}ページは画像だけで、文字がありません。",
            en="Page {pages} is an image without text.",
        ),
        "recognised": Text(
            ja="{pages}ページの文字は、画像に重ねた文字認識（OCR）の結果だけです。",
            en="The text of page {pages} is only what was recognised in an image (OCR).",
        ),
    },
    question=Text(
        ja="認識された文字は、画像の文字と合っていますか。",
        en="Does the recognised text agree with the image?",
    ),
    examples=[
        Example(PASSED, file=pdf()),
        Example(DEFINITE, file=pdf(image_pages=(1,), text_pages=()), key="all"),
        Example(LIKELY, file=pdf(image_pages=(2,)), key="some"),
        Example(REVIEW, file=pdf(hidden_text_pages=(1,), text_pages=()), key="recognised"),
        Example(INAPPLICABLE, file=NOT_PDF),
    ],
)
def page_is_image(file: File) -> Iterator[Finding]:
    doc = file.facts.pdf
    if doc is None:
        return

    if doc.image_pages and not doc.text_pages and not doc.hidden_text_pages:
        yield definite(page_target(file, doc.image_pages[0], "", "all"), "all", total=len(doc.image_pages))
    elif doc.image_pages:
        yield likely(
            page_target(file, doc.image_pages[0], "", "some"), "some", pages=pages_word(doc.image_pages)
        )
    if doc.hidden_text_pages:
        yield review(
            page_target(file, doc.hidden_text_pages[0], "", "ocr"),
            "recognised",
            pages=pages_word(doc.hidden_text_pages),
        )
    if doc.text_pages and not doc.image_pages:
        yield passed()
