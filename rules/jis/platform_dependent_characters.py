"""Japanese practice: characters that depend on the machine, such as ㈱ and ㎡, are read in different ways."""

import re
import unicodedata
from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import ADVICE, INAPPLICABLE, PASSED, Element, Example, Page, advice, page_rule, passed

from ._words import find, in_japanese

DEPENDENT = re.compile(
    r"[\u2460-\u24ff\u2160-\u217f\u3220-\u3247\u3280-\u32b0\u32c0-\u33ff\u2116\u2121\u3231\u3232\u3239]"
)
BETTER = {
    "㎡": "平方メートル",
    "㎥": "立方メートル",
    "㎞": "キロメートル",
    "㎝": "センチメートル",
    "㎜": "ミリメートル",
    "㎏": "キログラム",
    "㎎": "ミリグラム",
    "㏄": "シーシー",
    "№": "No.",
    "℡": "電話",
    "㈱": "株式会社",
    "㈲": "有限会社",
    "㈹": "代表",
    "㍻": "平成",
    "㍼": "昭和",
    "㍽": "大正",
    "㍾": "明治",
    "㋿": "令和",
}


def better(char: str) -> str:
    """Return what to write instead."""
    return BETTER.get(char) or unicodedata.normalize("NFKC", char)


@page_rule(
    id="jis/platform-dependent-characters",
    impact=Impact.MINOR,
    title=Text(ja="機種依存文字（①、㈱、㎡ など）", en="Platform-dependent characters (①, ㈱, ㎡ …)"),
    why=Text(
        ja="読み上げソフトや機種によって、違う読み方をされたり読み飛ばされたりして、"
        "番号や単位が伝わらないことがあります。",
        en="Depending on the software they are read differently or skipped, and numbers or units get lost.",
    ),
    fix=Text(
        ja="ふつうの文字に置き換えてください。番号は番号付きの箇条書きを使います。例: ㈱ → 株式会社、㎡ "
        "→ 平方メートル、① → 1",
        en="Write them in ordinary characters; use a numbered list for numbers. Example: ㈱ → 株式会社, "
        "㎡ → 平方メートル, ① → 1.",
    ),
    messages={
        "character": Text(
            ja="機種依存文字「{char}」が {count} か所にあります（「{better}」に置き換えられます）。"
            "最初の 1 か所を示します。",
            en="The platform-dependent character “{char}” stands in {count} places (write “{better}”); "
            "the first is shown.",
        )
    },
    examples=[
        Example(PASSED, "<p>株式会社の床面積は100平方メートルです。</p>"),
        Example(ADVICE, "<p>床面積は100㎡です。</p>", at="p"),
        Example(ADVICE, "<ul><li>申請の窓口</li><li>㈱東京</li></ul>", at="li:nth-of-type(2)"),
        Example(PASSED, "<p>気温は25℃、〒163-8001です。</p>", why="In the basic character set."),
        Example(
            PASSED, "<p>お知らせ</p><p>渡\ufffd㏍様</p>", why="Broken text: no character in it is meant."
        ),
        Example(INAPPLICABLE, "<p>100 ㎡</p>", why="Not a Japanese page."),
    ],
)
def platform_dependent_characters(page: Page) -> Iterator[Finding]:
    if not in_japanese(page):
        return
    yield passed()
    # One finding a character, at its first place: each of them is one search and replace.
    first: dict[str, Element] = {}
    count: dict[str, int] = {}
    for element, run in find(page, DEPENDENT):
        if "\ufffd" in run:  # broken text: what looks like ㏍ was another character, see jis/mojibake
            continue
        for char in DEPENDENT.findall(run):
            first.setdefault(char, element)
            count[char] = count.get(char, 0) + 1
    for char, element in first.items():
        yield advice(element, "character", char=char, count=count[char], better=better(char))
