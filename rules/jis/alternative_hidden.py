"""JIS X 8341-3:2016 1.1.1: an image that somebody described is not hidden from those it was described for."""

from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import INAPPLICABLE, PASSED, REVIEW, Element, Example, Page, page_rule, passed, review

from ._words import fold, short

ICON = 40  # pixels by its attributes: less is a sign beside a word
MAX = 3000


@page_rule(
    id="jis/alternative-hidden",
    criteria=["1.1.1"],
    techniques=["F38", "F39", "H67"],
    act=["e88epe"],
    impact=Impact.MODERATE,
    title=Text(
        ja="代替テキストのある画像が、読み上げから隠されている", en="Described image that is hidden from screen readers"
    ),
    why=Text(
        ja="代替テキストを書いても、aria-hidden や role の指定で読み上げられず、画像の内容が伝わりません。",
        en="The alternative was written and is not read, because aria-hidden or role hides the image.",
    ),
    fix=Text(
        ja='情報のある画像なら aria-hidden や role="presentation" を外し、飾りなら alt を空にしてください。',
        en='Remove aria-hidden or role="presentation" from an image that tells something; empty the alt of a decoration.',
    ),
    messages={
        "hidden": Text(
            ja="代替テキスト「{alt}」のある画像が、{how} で読み上げから隠されています。",
            en="The image with the alternative “{alt}” is hidden from screen readers by {how}.",
        )
    },
    question=Text(
        ja="この画像は飾りですか。情報を伝えているなら、読み上げられるようにしてください。",
        en="Is this image a decoration? If it tells something, let it be read.",
    ),
    examples=[
        Example(PASSED, '<p><img src="a.png" alt="市章"></p>'),
        Example(REVIEW, '<p><img src="a.png" alt="市章" aria-hidden="true"></p>', at="img", key="hidden"),
        Example(REVIEW, '<p><img src="a.png" alt="避難の順路" role="none"></p>', at="img", key="hidden"),
        Example(
            PASSED,
            '<a href="/"><img src="a.png" alt="市章" aria-hidden="true">みどり市</a>',
            why="The words beside it name the link.",
        ),
        Example(
            PASSED,
            '<p><img src="a.png" alt="電話" aria-hidden="true">電話 000-000-0000</p>',
            why="The same word stands beside it.",
        ),
        Example(PASSED, '<p><img src="a.png" alt="印" width="16" height="16" aria-hidden="true">予約</p>', why="A small sign."),
        Example(INAPPLICABLE, '<img src="a.png" alt="" aria-hidden="true">'),
    ],
)  # fmt: skip
def alternative_hidden(page: Page) -> Iterator[Finding]:
    for image in page.select("img[alt]")[:MAX]:
        alt = image["alt"].strip()
        if not alt:
            continue
        how = _hidden(image)
        around = image.parent
        if (
            not how
            or image.closest("a, button, figure")
            or _small(image)
            or (around and fold(alt) in fold(around.text))
        ):
            yield passed(image)
        else:
            yield review(image, "hidden", alt=short(alt), how=how)


def _hidden(image: Element) -> str:
    """Return what the image itself says to be hidden from screen readers, '' for nothing."""
    if image["aria-hidden"].strip().lower() == "true":
        return "aria-hidden"
    return f'role="{image["role"]}"' if image["role"].strip().lower() in ("none", "presentation") else ""


def _small(image: Element) -> bool:
    sides = [
        int(image[side][:6])
        for side in ("width", "height")
        if image[side].isascii() and image[side].isdigit()
    ]
    return len(sides) == 2 and max(sides) <= ICON
