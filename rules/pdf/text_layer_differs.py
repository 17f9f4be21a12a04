"""What a page of a PDF shows is what its text says."""

from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.read.facts import PageLayer
from auditor.rule import (
    INAPPLICABLE,
    LIKELY,
    PASSED,
    REVIEW,
    Example,
    File,
    MissingEvidence,
    Need,
    file_rule,
    likely,
    passed,
    review,
)

from ._pdf import NOT_PDF, page_target, pdf

LAYER = "pdf-layer"  # the evidence: pages compared with their text
LETTERS = 30  # read on a page at least, for its text to be judged by them
OTHER = 0.34  # of them told: the recognised text is another one
NONE = (
    0.1  # of them told, of a page with text of its own: what is told elsewhere may be that of pictures in it
)
AGREES = 0.8  # of them told: what is left may be misread


def _page(told: float, letters: int = 120, text: str = "") -> tuple[PageLayer, ...]:
    return (PageLayer(1, letters, told, "" if told == 1 else "令和6年度 監査の結果", text),)


@file_rule(
    id="pdf/text-layer-differs",
    impact=Impact.SERIOUS,
    needs=[Need.PDF_CONTENT],
    criteria=["1.1.1", "1.3.1"],
    techniques=["PDF7", "Matterhorn 10-001"],
    title=Text(
        ja="見える文字と読み上げられる文字が違うPDF",
        en="PDF whose text is not what its pages show",
    ),
    why=Text(
        ja="画面では正しく読めても、音声では別の文字や意味のない文字が読まれ、検索もコピーもできません。",
        en="The pages look right, and other or meaningless characters are read aloud, found and copied.",
    ),
    fix=Text(
        ja="元の Word や Excel から、フォントを埋め込んで PDF を作り直します。元がなければ、"
        "Acrobat の「スキャンと OCR」で文字を認識し直し、読み違いを直します。直した後、文字を選んでコピーし、メモ帳に貼って確かめます。",
        en="Make the PDF again from its source with fonts embedded; where there is none, recognise the text anew and "
        "correct it. Then copy some text into an editor and compare.",
    ),
    messages={
        "other": Text(
            ja="{page}ページに「{drawn}」と見えますが、PDFの中の文字は「{text}」で、同じ内容がありません"
            "（ページの画像から読み取りました）。",
            en="Page {page} shows “{drawn}”; the text in the PDF is “{text}” and does not say so (read from its picture).",
        ),
        "partly": Text(
            ja="{page}ページに見える「{drawn}」などが、PDFの中の文字と合いません（見える文字の約{share}%は合っています）。",
            en="Of what page {page} shows, “{drawn}” and others are not in the text of the PDF (about {share}% are).",
        ),
    },
    question=Text(
        ja="このページの文字を選んでコピーし、貼り付けると、見えるとおりの文になりますか。",
        en="When the text of this page is copied and pasted, is it what the page shows?",
    ),
    examples=[
        Example(
            LIKELY, file=pdf(layers=_page(0.0, text="•ɁƯ ɘȣ Ĳ")), key="other", why="Codes of a font without a map.",
        ),
        Example(
            LIKELY, file=pdf(hidden_text_pages=(1,), text_pages=(), layers=_page(0.2, text="今不口6年度 監杳")), key="other",
            why="Recognised text that nobody corrected.",
        ),
        Example(REVIEW, file=pdf(hidden_text_pages=(1,), text_pages=(), layers=_page(0.6)), key="partly"),
        Example(
            REVIEW, file=pdf(layers=_page(0.23)), key="partly", why="A screen shown on the page has most of the letters."
        ),
        Example(PASSED, file=pdf(hidden_text_pages=(1,), text_pages=(), layers=_page(1.0))),
        Example(PASSED, file=pdf(layers=_page(0.85)), why="A few letters misread, or a logo."),
        Example(INAPPLICABLE, file=pdf(layers=_page(0.0, letters=12)), why="A stamp on a page says too little."),
        Example(INAPPLICABLE, file=pdf(layers=()), why="Nothing gave a reason to look."),
        Example(INAPPLICABLE, file=NOT_PDF),
    ],
)  # fmt: skip
def text_layer_differs(file: File) -> Iterator[Finding]:
    doc = file.facts.pdf
    if doc is None or not (doc.text_pages or doc.hidden_text_pages):
        return
    if doc.layers is None:
        raise MissingEvidence(LAYER)
    for one in doc.layers:
        told = {"page": one.page, "drawn": one.drawn, "text": one.text, "share": round(100 * one.told)}
        place = page_target(file, one.page, "", "layer")
        if one.letters < LETTERS:
            continue  # too little was read to say anything
        if one.told >= AGREES:
            yield passed()
        elif one.told < (OTHER if one.page in doc.hidden_text_pages else NONE):
            yield likely(place, "other", **told)
        else:
            yield review(place, "partly", **told)
