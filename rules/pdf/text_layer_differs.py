"""What a page of a PDF shows is what its text says."""

from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.read.facts import LayerPart, PageLayer
from auditor.rule import (
    INAPPLICABLE,
    LIKELY,
    PASSED,
    REVIEW,
    EvidenceBound,
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
COVERED = 8  # read on pictures over text at least: a correction is short
BODY = 60  # read in pictures without text at least, and more than all text of the page, to be its content
OTHER = 0.6  # of them told: what is drawn is not what the text says
AGREES = 0.8  # of them told: what is left may be misread


def _page(
    told: float, letters: int = 120, text: str = "", part: LayerPart = LayerPart.TEXT, beside: int = 200
) -> tuple[PageLayer, ...]:
    return (PageLayer(1, letters, told, "" if told == 1 else "令和6年度 監査の結果", text, part, beside),)


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
        "covered": Text(
            ja="{page}ページの画像に「{drawn}」と見えますが、その下にあるPDFの文字は「{text}」です。音声では下の文字が読まれます"
            "（見える文字は、画像から読み取りました）。",
            en="A picture on page {page} shows “{drawn}”; the text of the PDF there is “{text}”, and that is read aloud "
            "(read from the picture).",
        ),
        "body": Text(
            ja="{page}ページの本文「{drawn}」などが画像で、PDFの中の文字は「{text}」などだけです（画像から読み取りました）。",
            en="The content of page {page}, “{drawn}” and more, is a picture; the text of the page is only “{text}” "
            "(read from the picture).",
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
        Example(LIKELY, file=pdf(layers=_page(0.4)), key="other", why="Headings turned into outlines."),
        Example(
            LIKELY, file=pdf(hidden_text_pages=(1,), text_pages=(), layers=_page(0.2, text="今不口6年度 監杳", part=LayerPart.HIDDEN)),
            key="covered", why="Recognised text that nobody corrected.",
        ),
        Example(
            LIKELY, file=pdf(layers=_page(0.1, 14, "6月30日（月） 北公民館", LayerPart.HIDDEN, 14)), key="covered",
            why="A correction pasted over the old date.",
        ),
        Example(
            LIKELY, file=pdf(layers=_page(0.0, 300, "第2回協議会 資料1", LayerPart.PICTURE, 18)), key="body",
            why="Only header and page number are text.",
        ),
        Example(REVIEW, file=pdf(hidden_text_pages=(1,), text_pages=(), layers=_page(0.7, part=LayerPart.HIDDEN)), key="partly"),
        Example(
            REVIEW, file=pdf(layers=_page(0.23, part=LayerPart.PICTURE)), key="partly",
            why="A screen shown beside the text that explains it.",
        ),
        Example(
            PASSED, file=pdf(hidden_text_pages=(1,), text_pages=(), layers=_page(1.0, part=LayerPart.HIDDEN)),
            why="Recognised text as it is shown.",
        ),
        Example(PASSED, file=pdf(layers=_page(0.85)), why="A few letters misread, or a logo."),
        Example(INAPPLICABLE, file=pdf(layers=_page(0.0, letters=12)), why="A sign beside the text says too little."),
        Example(
            INAPPLICABLE, file=pdf(layers=_page(0.0, letters=5, part=LayerPart.HIDDEN)), why="A stamp over a name.",
        ),
        Example(INAPPLICABLE, file=pdf(layers=()), why="Nothing gave a reason to look."),
        Example(LIKELY, file=pdf(layers=_page(0.0), layers_left=2), key="other", why="Other pages were not read."),
        Example(INAPPLICABLE, file=NOT_PDF),
    ],
)  # fmt: skip
def text_layer_differs(file: File) -> Iterator[Finding]:
    doc = file.facts.pdf
    if doc is None or not (doc.text_pages or doc.hidden_text_pages):
        return
    if doc.layers is None:
        raise MissingEvidence(LAYER)
    failed = False
    for one in doc.layers:
        told = {"page": one.page, "drawn": one.drawn, "text": one.text, "share": round(100 * one.told)}
        place = page_target(
            file, one.page, "", "layer" if one.part is LayerPart.TEXT else f"layer-{one.part}"
        )
        if one.letters < (COVERED if one.part is LayerPart.HIDDEN else LETTERS):
            continue  # too little was read to say anything
        if one.told >= AGREES:
            yield passed()
            continue
        failed = True
        if one.told >= OTHER:
            yield review(place, "partly", **told)
        elif one.part is LayerPart.HIDDEN:
            yield likely(place, "covered", **told)
        elif one.part is LayerPart.TEXT:
            yield likely(place, "other", **told)
        elif one.letters >= max(BODY, one.beside):
            yield likely(place, "body", **told)
        else:
            yield review(place, "partly", **told)
    if doc.layers_left and not failed:
        raise EvidenceBound(LAYER)
