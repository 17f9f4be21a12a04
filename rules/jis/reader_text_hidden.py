"""JIS X 8341-3:2016 1.3.1: text meant for screen readers must not be hidden from them too."""

import re
from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import (
    INAPPLICABLE,
    PASSED,
    REVIEW,
    Element,
    Example,
    Need,
    Page,
    page_rule,
    passed,
    review,
)

from ._words import short

_FOR_READERS = re.compile(
    r"(?:^|[\s_-])(?:sr[_-]?only|visually[_-]?hidden|screen[_-]?reader(?:[_-]?text)?|for[_-]?(?:reader|voice|sr)|voice|a11y[_-]?(?:hidden|text)|"
    r"offscreen|hidden[_-]?text|yomiage|onsei)(?:$|[\s_-])",
    re.IGNORECASE,
)
_OFF = "[hidden], [aria-hidden=true], template, noscript, dialog:not([open]), details:not([open])"
MAX = 1000


@page_rule(
    id="jis/reader-text-hidden",
    criteria=["1.3.1"],
    techniques=["C7", "H44"],
    impact=Impact.MODERATE,
    needs=[Need.LAYOUT],
    title=Text(
        ja="読み上げのための文字が、読み上げからも隠されている",
        en="Text for screen readers that is hidden from them too",
    ),
    why=Text(
        ja="display: none や visibility: hidden で隠した文字は読み上げられず、キーボードでも選べません。用意した案内が誰にも届きません。",
        en="What display: none or visibility: hidden hides is neither read aloud nor reached by the keyboard.",
    ),
    fix=Text(
        ja="画面の外に置くか切り抜いて隠してください（position: absolute と clip-path など）。",
        en="Move it off the screen or clip it instead (position: absolute and clip-path).",
    ),
    messages={
        "text": Text(
            ja="読み上げのための文字「{text}」が {how} で隠され、読み上げられません。",
            en="The text for screen readers “{text}” is hidden by {how} and is not read.",
        ),
    },
    question=Text(
        ja="この文字は、読み上げソフトの利用者に伝えるためのものですか。",
        en="Is this text meant to be heard by people who use a screen reader?",
    ),
    examples=[
        Example(
            REVIEW,
            '<p>料金<span class="sr-only" style="display:none">（1時間あたり）</span></p>',
            at="span",
            key="text",
        ),
        Example(
            PASSED,
            '<a class="sr-only" style="position:absolute;left:-9999px" href="#m">本文へ移動</a><main id="m">本文</main>',
        ),
        Example(INAPPLICABLE, "<p>本文</p>"),
    ],
)
def reader_text_hidden(page: Page) -> Iterator[Finding]:
    for one in page.select("[class]")[: MAX * 20]:
        if not _FOR_READERS.search(one["class"]) or not one.text:
            continue
        how = _hidden(one)
        # A part that is hidden as a whole, a closed menu for one, hides its texts with it.
        if how and one.closest(_OFF) is None and one.parent is not None and not _hidden(one.parent):
            yield review(one, "text", text=short(one.text), how=how)
        else:
            yield passed(one)


def _hidden(element: Element) -> str:
    if element.style("display") == "none":
        return "display: none"
    return "visibility: hidden" if element.style("visibility") == "hidden" else ""
