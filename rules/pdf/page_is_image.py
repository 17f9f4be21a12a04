"""The pages of a PDF hold text, not only pictures of text."""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from auditor.model import Finding, Impact, Text
from auditor.read.facts import Element, Pdf
from auditor.rule import (
    DEFINITE,
    INAPPLICABLE,
    LIKELY,
    PASSED,
    REVIEW,
    Example,
    File,
    Need,
    definite,
    file_rule,
    likely,
    passed,
    review,
)

from ._pdf import NOT_PDF, page_target, pages_word, pdf, tree

# The name of a file, or of the kind of thing with a number.
SAYS_NOTHING = re.compile(
    r"\S+\.(?:jpe?g|png|gif|bmp|tiff?|pdf|docx?|xlsx?|pptx?)"
    r"|(?:スキャン|scan(?:ned)?|画像|図形?|写真|イラスト|グラフィックス?|img|image|picture|photo|figure|graphic|page"
    r"|ページ|p\.|第|の|no|[\d\W_])*",
    re.IGNORECASE,
)


@file_rule(
    id="pdf/page-is-image",
    impact=Impact.CRITICAL,
    needs=[Need.PDF_CONTENT],
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
            ja="全{total}ページが画像だけで、文字がありません{starts_ja}。",
            en="All {total} pages are images without text{starts_en}.",
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
        Example(
            DEFINITE,
            file=pdf(image_pages=(1,), text_pages=(), scanned=("令和6年度 監査の結果", "監査委員")),
            key="all",
            why="Its first lines were read, so that the finding names what is locked in.",
        ),
        Example(LIKELY, file=pdf(image_pages=(2,)), key="some"),
        Example(REVIEW, file=pdf(hidden_text_pages=(1,), text_pages=()), key="recognised"),
        Example(
            PASSED,
            file=pdf(
                image_pages=(1,),
                text_pages=(),
                pictures=((1, 1),),
                elements=tree(("Document", -1), Element("Figure", "Figure", 0, alt="駅から庁舎までの案内図")),
            ),
            why="A figure whose alternative stands for the picture.",
        ),
        Example(
            PASSED,
            file=pdf(
                hidden_text_pages=(1,),
                text_pages=(),
                pictures=((1, 2),),
                elements=tree(
                    ("Document", -1), Element("Figure", "Image", 0, alt="夏祭りのポスター"), ("Span", 1)
                ),
            ),
            why="The same over recognised text.",
        ),
        Example(
            PASSED,
            file=pdf(
                image_pages=(1,),
                text_pages=(),
                pictures=((1, 1),),
                elements=tree(("Document", -1), Element("P", "P", 0, actual="第1条 この規則は、")),
            ),
            why="What the picture shows, as text.",
        ),
        Example(
            DEFINITE,
            file=pdf(
                image_pages=(1,),
                text_pages=(),
                pictures=((1, 1),),
                elements=tree(("Document", -1), Element("Figure", "Figure", 0, alt="スキャン 001")),
            ),
            key="all",
            why="An alternative that says nothing.",
        ),
        Example(
            DEFINITE,
            file=pdf(
                image_pages=(1,),
                text_pages=(),
                pictures=((1, -1), (1, 1)),
                elements=tree(("Document", -1), Element("Figure", "Figure", 0, alt="みどり市の市章")),
            ),
            key="all",
            why="One of two pictures is described.",
        ),
        Example(
            LIKELY,
            file=pdf(
                image_pages=(1, 2),
                text_pages=(),
                pictures=((1, 1), (2, 2)),
                elements=tree(
                    ("Document", -1), Element("Figure", "Figure", 0, alt="庁舎の外観"), ("Figure", 0)
                ),
            ),
            key="some",
        ),
        Example(INAPPLICABLE, file=NOT_PDF),
    ],
)
def page_is_image(file: File) -> Iterator[Finding]:
    doc = file.facts.pdf
    if doc is None:
        return

    described = _described(doc)
    images = [page for page in doc.image_pages if page not in described]
    hidden = [page for page in doc.hidden_text_pages if page not in described]
    if images and not doc.text_pages and not doc.hidden_text_pages and not described:
        starts = " ".join(doc.scanned)[:120]
        read = {
            "starts_ja": f"（読み取れた初めの文字：「{starts}」）" if starts else "",
            "starts_en": f" (its first words, as read: “{starts}”)" if starts else "",
        }
        yield definite(page_target(file, images[0], "", "all"), "all", total=len(images), **read)
    elif images:
        yield likely(page_target(file, images[0], "", "some"), "some", pages=pages_word(images))
    if hidden:
        yield review(page_target(file, hidden[0], "", "ocr"), "recognised", pages=pages_word(hidden))
    if (doc.text_pages or described) and not images:
        yield passed()


def _described(doc: Pdf) -> frozenset[int]:
    """Return the pages without text whose every picture is tagged with something that is said instead of it."""
    pages = {page for page, _ in doc.pictures}
    return frozenset(pages - {page for page, index in doc.pictures if not _said(doc.elements, index)})


def _said(elements: Sequence[Element], index: int) -> bool:
    """Return whether an element, or a figure around it, has an alternative that says more than what it stands for."""
    while index >= 0:
        element = elements[index]
        alternative = element.alt if element.role in ("Figure", "Formula") else None
        for text in (alternative, element.actual):
            if text and not SAYS_NOTHING.fullmatch(unicodedata.normalize("NFKC", text).strip()):
                return True
        index = element.parent
    return False
