"""JIS X 8341-3:2016 1.1.1: what is drawn as letters by a font of signs or a style sheet is told in words too."""

import re
from collections.abc import Iterator
from typing import Any

from auditor.model import Finding, Impact, Text
from auditor.rule import (
    INAPPLICABLE,
    LIKELY,
    PASSED,
    REVIEW,
    Element,
    Example,
    Need,
    Page,
    is_japanese,
    likely,
    page_rule,
    passed,
    review,
)

from ._letters import around, beside, drawn, screen_pictures, untold
from ._words import short

SENTENCE = 10  # letters
JAPANESE = 3  # letters that make a word beyond doubt
_WORD = re.compile(r"[A-Za-z]{2}|\d")  # fewer Latin letters may be a sign that looks like one
NAMES = ("alt", "aria-label", "title", "value", "placeholder", "label")
NAMED = ", ".join(f"[{name}]" for name in NAMES)


def _seen(
    *lines: str, said: tuple[str, ...] = (), confidence: float = 0.99
) -> dict[str, Any]:  # Any: the probe's JSON
    told = drawn("#a", *lines, kind="screen", natural=[120, 60], box=[0, 0, 120, 60], confidence=confidence)[
        "letters"
    ]
    return {"screen": {**told, "said": list(said)}}


@page_rule(
    id="jis/drawn-text-unsaid",
    criteria=["1.1.1", "1.3.1"],
    techniques=["F26", "F87", "H86"],
    impact=Impact.SERIOUS,
    needs=[Need.SCREEN],
    title=Text(
        ja="目で読める文字が、文字として書かれていない",
        en="Words that can be seen are nowhere written as text",
    ),
    why=Text(
        ja="記号用のフォントやスタイルシートで描かれた言葉は、画面では読めても、音声では読まれません。検索や翻訳にも掛かりません。",
        en="Words drawn by a font of signs or by a style sheet can be seen and are not read aloud, found or translated.",
    ),
    fix=Text(
        ja="その言葉を HTML に文字で書いてください。見た目のために記号を使うときは、同じ言葉を画面に出ない文字か aria-label で添えます。"
        "指摘には、画面から読み取った言葉を付けています。",
        en="Write the words in the HTML; where a sign is used for its look, add the same words as hidden text or aria-label. "
        "Each place comes with the words as they were read from the screen.",
    ),
    messages={
        "unsaid": Text(
            ja="画面には「{drawn}」と見えますが、その場所に同じ言葉が文字でも名前でもありません（画面の画像から読み取りました）。",
            en="The screen shows “{drawn}”, which no text or name at that place says (read from the picture of the page).",
        ),
    },
    question=Text(
        ja="画面に見えるこの言葉は、何かを伝えていますか。伝えているなら、音声で聞く人にも同じことが伝わりますか。",
        en="Do these words on the screen tell anything, and if so, is the same told to people who listen?",
    ),
    examples=[
        Example(
            LIKELY, '<p><span id="a" class="i">&#xe901;</span> 講座の申込み</p>', at="#a", key="unsaid",
            why="The font draws the word.", probes=_seen("受付中"),
        ),
        Example(
            LIKELY, '<ul><li id="a" aria-hidden="true"></li></ul>', at="#a",
            why="Words of a style sheet that nothing reads.", probes=_seen("本日は休館です"),
        ),
        Example(REVIEW, '<p id="a">催し</p>', at="#a", key="unsaid", probes=_seen("NEW")),
        Example(
            PASSED, '<p id="a">催し</p>', why="What a style sheet puts in is read aloud here.",
            probes=_seen("受付中", said=("受付中",)),
        ),
        Example(
            PASSED, '<a id="a" href="/l" aria-label="LINEで送る"><i></i></a>', why="The link has the word in its name.",
            probes=_seen("LINE"),
        ),
        Example(
            PASSED, '<p><i id="a">&#xe901;</i><span>受付中の講座</span></p>', why="The word stands beside it.",
            probes=_seen("受付中"),
        ),
        Example(
            LIKELY,
            '<main><h2>記号の説明</h2><p>受付中は申し込めます。</p><h2>講座</h2><ul><li><i id="a">&#xe901;</i>陶芸の会</ul></main>',
            at="#a", why="The meaning of the sign stands elsewhere, and which course has it does not.",
            probes=_seen("受付中"),
        ),
        Example(
            PASSED, "<main><p>本日は臨時の休館日です。</p><h2>案内</h2><div><b id='a'></b></div></main>",
            why="A sentence that the page has.", probes=_seen("本日は臨時の休館日です"),
        ),
        Example(PASSED, '<input id="a" placeholder="例: 山田">', probes=_seen("例：山田")),
        Example(PASSED, '<p id="a">一覧</p>', why="A sign that looks like a letter.", probes=_seen("三", "Q")),
        Example(PASSED, '<p id="a">一覧</p>', why="Bars of a pattern.", probes=_seen("一一一")),
        Example(PASSED, '<p id="a">一覧</p>', why="Nothing that can be read for sure.", probes=_seen("受付中", confidence=0.7)),
        Example(INAPPLICABLE, "<p>本文</p>", probes={"screen": {"images": [], "unread": 0, "said": []}}),
    ],
)  # fmt: skip
def drawn_text_unsaid(page: Page) -> Iterator[Finding]:
    said = [*map(str, page.probe("screen").get("said", ()))]
    for picture in screen_pictures(page):
        near = [*said, around(picture), beside(picture), *_names(picture.element)]
        # A word or two may stand elsewhere on the page by chance; a sentence does not.
        lines = untold(picture.lines, *near, *([page.text] if picture.letters >= SENTENCE else []))
        words = " ".join(line.text for line in lines)
        if not _WORD.search(words) and not any(map(is_japanese, words)):
            yield passed(picture.element)
        elif sum(map(is_japanese, words)) >= JAPANESE:
            yield likely(picture.element, "unsaid", drawn=short(words), suggestion=picture.draft)
        else:
            yield review(picture.element, "unsaid", drawn=short(words), suggestion=picture.draft)


def _names(element: Element) -> list[str]:
    """Return what the attributes of an element, of what it stands in and of what is in that say."""
    home = element.closest("a[href], button, label, li, dt, dd, td, th, figure, p") or element
    ones = [home, *home.select(NAMED)[:100]]
    above = home.closest("[aria-label], [title]")
    return [one[name] for one in ([*ones, above] if above else ones) for name in NAMES if name in one]
