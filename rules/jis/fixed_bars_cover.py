"""WCAG 2.2 1.4.10: parts fixed to the window leave room for the content when people zoom."""

from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import (
    INAPPLICABLE,
    LIKELY,
    PASSED,
    REVIEW,
    Example,
    Need,
    Page,
    likely,
    page_rule,
    passed,
    review,
)

from ._adapt import adapted, measured

MUCH, NEARLY_ALL = 0.5, 0.8  # of the window's height


@page_rule(
    id="jis/fixed-bars-cover",
    criteria=["1.4.10", "1.4.4", "2.4.11"],
    techniques=["C34", "F102", "F110"],
    impact=Impact.SERIOUS,
    needs=[Need.ADAPT],
    title=Text(ja="拡大すると固定の帯が画面を占める", en="Fixed bars take up a zoomed window"),
    why=Text(
        ja="画面に固定した帯は拡大すると大きくなり、本文が数行しか見えなくなって読み進められません。",
        en="Bars fixed to the window grow with it, and leave a line or two of the content.",
    ),
    fix=Text(
        ja="画面が低いときは固定を外してください。例: @media (max-height: 500px) { .bar { position: static } }",
        en="Let the bars scroll away in a low window. Example: @media (max-height: 500px) { .bar { position: static } }.",
    ),
    messages={
        "covers": Text(
            ja="400% に拡大したとき（320×256px 相当）、固定された部分が画面の高さの {share}% を覆います。",
            en="At 400% (as 320 by 256px) fixed parts cover {share}% of the window's height.",
        ),
    },
    question=Text(
        ja="400% に拡大しても、固定された帯を閉じるなどして本文を読み進められますか。",
        en="At 400%, can the content still be read, for instance by closing the bar?",
    ),
    examples=[
        Example(
            REVIEW, "<div>大雨に関する情報</div>", at="div", key="covers",
            probes=adapted(bars=[{"selector": "html > body > div", "height": 150, "text": 60}], covered=0.6),
        ),
        Example(
            LIKELY, "<div>大雨に関する情報</div>", at="div", key="covers",
            probes=adapted(bars=[{"selector": "html > body > div", "height": 256, "text": 60}], covered=1.0),
        ),
        Example(
            PASSED, "<header>みどり市</header>", why="A slim header.",
            probes=adapted(bars=[{"selector": "html > body > header", "height": 56, "text": 4}], covered=0.22),
        ),
        Example(INAPPLICABLE, "<p>本文</p>", probes=adapted()),
    ],
)  # fmt: skip
def fixed_bars_cover(page: Page) -> Iterator[Finding]:
    narrow = measured(page)["narrow"]
    bars = sorted(narrow["bars"], key=lambda one: -int(one["height"]))
    element = page.at(str(bars[0]["selector"])) if bars else None
    if element is None:
        return
    covered = float(narrow["covered"])
    if covered < MUCH or not narrow["scrolls"]:
        yield passed(element)
    elif covered < NEARLY_ALL:
        yield review(element, "covers", share=round(100 * covered))
    else:
        yield likely(element, "covers", share=round(100 * covered))
