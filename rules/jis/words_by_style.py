"""JIS X 8341-3:2016 1.3.1: words that carry meaning stand in the page, not in its style sheet."""

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

from ._words import fold, short

LEAST = 2  # letters of a word
FIELDS = "input, select, textarea"


def _styled(selector: str, text: str) -> dict[str, Any]:  # Any: the probe's JSON
    one = {"selector": selector, "part": "::before", "text": text}
    return {"contrast": {"texts": [], "fields": [], "signs": [], "styled": [one]}}


@page_rule(
    id="jis/words-by-style",
    criteria=["1.3.1", "1.1.1"],
    techniques=["F87", "C22"],
    impact=Impact.MODERATE,
    needs=[Need.CONTRAST],
    title=Text(ja="スタイルシートで入れた言葉", en="Words put in by a style sheet"),
    why=Text(
        ja="スタイルを外したり自分の配色で読んだりする人には表示されず、写したり検索したりもできません。読み上げない環境もあります。",
        en="Who reads without styles, or copies or searches the page, does not get them, and some readers do not say them.",
    ),
    fix=Text(
        ja="意味のある言葉は HTML に書き、見た目だけをスタイルで付けてください。"
        "例: li::before { content: \"【中止】\" } → <li>【中止】観察会</li>",
        en="Write words of meaning in the HTML and leave only their look to styles.",
    ),
    messages={
        "words": Text(
            ja="「{text}」という言葉が、スタイルシート（{part}）だけに書かれています。",
            en="The words “{text}” are in the style sheet ({part}) alone.",
        ),
    },
    question=Text(
        ja="この言葉がなくても、内容は同じように伝わりますか。",
        en="Would the content be the same without these words?",
    ),
    examples=[
        Example(
            LIKELY, "<ul><li>12日 観察会</li></ul>", at="li", key="words",
            probes=_styled("html > body > ul > li", "【中止】"),
        ),
        Example(
            REVIEW, "<a href='/a'>様式</a>", at="a", why="Latin letters often are a sign more than a word.",
            probes=_styled("html > body > a", "NEW"),
        ),
        Example(
            PASSED, "<label>氏名 <input required></label>", why="The field itself says so.",
            probes=_styled("html > body > label", "必須"),
        ),
        Example(
            PASSED, "<table><tr><td data-label='受付時間'>9時</td></tr></table>", why="A heading repeated on phones.",
            probes=_styled("html > body > table > tbody > tr > td", "受付時間"),
        ),
        Example(PASSED, "<a href='/a.pdf'>様式</a>", probes=_styled("html > body > a", "PDF")),
        Example(
            PASSED, "<p>【中止】12日 観察会</p>", why="It is in the text too.", probes=_styled("html > body > p", "中止")
        ),
        Example(
            INAPPLICABLE, "<p>本文</p>", probes={"contrast": {"texts": [], "fields": [], "signs": [], "styled": []}}
        ),
    ],
)  # fmt: skip
def words_by_style(page: Page) -> Iterator[Finding]:
    for one in page.probe("contrast").get("styled", ()):
        element, said = page.at(str(one["selector"])), str(one["text"])
        if element is None or element.closest("[aria-hidden=true]"):
            continue
        if _said_elsewhere(page, element, said):
            yield passed(element)
        elif sum(map(is_japanese, said)) >= LEAST:
            yield likely(element, "words", text=short(said), part=one["part"])
        else:
            yield review(element, "words", text=short(said), part=one["part"])


def _said_elsewhere(page: Page, element: Element, said: str) -> bool:
    """Return whether the words are in the text or an attribute around them, or are what the markup tells by
    itself.
    """
    word = fold(said)
    if (
        not word
        or word in fold(element.text)
        or any(word in fold(value) for value in element.attributes.values())
    ):
        return True
    link = element.closest("a[href]")
    if link is not None and link["href"].lower().split("?")[0].endswith("." + word):
        return True
    around = element.closest("label, dt, th, p, li, div")
    fields = around.select(FIELDS) if around is not None else []
    if element.closest("label[for]") is not None:
        named = page.by_id(element, element.closest("label[for]")["for"])  # type: ignore[index]  # just found
        fields = [*fields, *([named] if named is not None else [])]
    return any("required" in field or field["aria-required"] == "true" for field in fields)
