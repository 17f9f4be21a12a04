"""Text in pictures is large enough to be read at the size at which the picture is shown."""

from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import (
    ADVICE,
    INAPPLICABLE,
    PASSED,
    Example,
    Need,
    Page,
    advice,
    page_rule,
    passed,
)

from ._letters import drawn, pictures
from ._words import short, shown

SMALL = 10.0  # CSS px: kanji of that size can hardly be told apart
LETTERS = 8


@page_rule(
    id="jis/drawn-text-small",
    criteria=["1.4.4", "1.4.5"],
    techniques=["C22", "C30"],
    impact=Impact.MINOR,
    needs=[Need.LETTERS],
    title=Text(ja="画像の中の文字が小さい", en="Small letters in an image"),
    why=Text(
        ja="チラシなどを縮めて載せると、画像の中の文字は本文よりずっと小さくなります。拡大してもぼやけるので、読めない人がいます。",
        en="A flyer made small has letters far smaller than the text of the page, and they blur when enlarged.",
    ),
    fix=Text(
        ja="画像を大きく表示するか、書かれている内容を本文に文字で書いてください。",
        en="Show the picture larger, or write what it says as text.",
    ),
    messages={
        "small": Text(
            ja="画像の中の文字「{drawn}」が、約 {size}px の大きさで表示されています。",
            en="The words “{drawn}” in the image are shown at about {size} px.",
        ),
    },
    examples=[
        Example(
            ADVICE, '<img src="a.png" alt="">', at="img", key="small",
            probes=drawn("img", "申込みは電話で受け付けます", size=8),
        ),
        Example(PASSED, '<img src="a.png" alt="">', probes=drawn("img", "申込みは電話で受け付けます", size=10)),
        Example(
            ADVICE, '<img src="a.png" alt="">', at="img", why="Shown at half its size.",
            probes=drawn("img", "申込みは電話で受け付けます", size=16, box=[0, 0, 150, 50]),
        ),
        Example(PASSED, '<img src="a.png" alt="">', why="A few letters.", probes=drawn("img", "株式会社", size=8)),
        Example(INAPPLICABLE, '<img src="a.png" alt="">', probes=drawn("img")),
    ],
)  # fmt: skip
def drawn_text_small(page: Page) -> Iterator[Finding]:
    for picture in pictures(page):
        if not picture.lines or not shown(picture.element):
            continue
        small = [line for line in picture.lines if line.size < SMALL]
        if sum(len(line.letters) for line in small) < LETTERS:
            yield passed(picture.element)
            continue
        longest = max(small, key=lambda line: (len(line.letters), line.text))
        yield advice(picture.element, "small", drawn=short(longest.text), size=round(longest.size))
