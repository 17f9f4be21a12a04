"""JIS X 8341-3:2016 2.4.1: a link past what repeats can be reached with the keyboard."""

import re
from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import (
    INAPPLICABLE,
    LIKELY,
    PASSED,
    Element,
    Example,
    Need,
    Page,
    likely,
    page_rule,
    passed,
)

from ._words import content, short

_SKIP = re.compile(
    r"(?:本文|コンテンツ|内容|中心部分)(?:へ|に|まで)|飛ば|とば[すし]|スキップ|ジャンプ|skip|(?:to|main) (?:main )?content|正文|본문",
    re.I,
)
FIRST = 6  # links of a page among which such a link stands
LONGEST = 40  # characters


@page_rule(
    id="jis/skip-link-hidden",
    criteria=["2.4.1", "2.1.1"],
    techniques=["G1", "G123", "C7"],
    impact=Impact.SERIOUS,
    needs=[Need.LAYOUT],
    title=Text(ja="キーボードで使えない「本文へ」のリンク", en="Skip link that the keyboard cannot reach"),
    why=Text(
        ja="display: none で隠したリンクにはフォーカスが移らないため、「本文へ移動」を必要とする人が使えません。",
        en="A link hidden with display: none never gets the focus, so nobody who needs it can use it.",
    ),
    fix=Text(
        ja="display: none や visibility: hidden をやめ、画面の外へ置いてフォーカスが移ったときに表示してください。"
        "例: .skip { position: absolute; left: -9999px } .skip:focus { left: 8px }",
        en="Place it off the screen and show it on focus instead. "
        "Example: .skip { position: absolute; left: -9999px } .skip:focus { left: 8px }.",
    ),
    messages={
        "hidden": Text(
            ja="「{text}」が完全に隠されていて、キーボードで選べません。",
            en="“{text}” is hidden altogether and cannot be reached with the keyboard.",
        ),
    },
    examples=[
        Example(
            LIKELY, '<a style="display:none" href="#m">本文へ移動</a><main id="m"><h1>防災</h1></main>', at="a",
            key="hidden",
        ),
        Example(
            LIKELY, '<a style="visibility:hidden" href="#m">Skip to content</a><main id="m"><h1>防災</h1></main>', at="a"
        ),
        Example(
            LIKELY, '<a style="display:none" href="#m">ナビゲーションを飛ばす</a><main id="m"><h1>防災</h1></main>', at="a"
        ),
        Example(
            PASSED, '<a style="position:absolute;left:-999px" href="#m">本文へ移動</a><main id="m"><h1>防災</h1></main>'
        ),
        Example(
            PASSED,
            '<a style="display:none" href="#m">本文へ</a><a href="#m">本文へ移動</a><main id="m"><h1>防災</h1></main>',
            why="One for each width of the window.",
        ),
        Example(INAPPLICABLE, '<a href="#m">新着情報</a><main id="m"><h1>防災</h1></main>'),
    ],
)  # fmt: skip
def skip_link_hidden(page: Page) -> Iterator[Finding]:
    links = [
        link
        for link in page.root.select("a[href]")[:FIRST]
        if link["href"].startswith("#") and len(content(link)) <= LONGEST and _SKIP.search(content(link))
    ]
    for link in links:
        if not _gone(link) or not all(map(_gone, links)):
            yield passed(link)
        else:
            yield likely(link, "hidden", text=short(content(link)))


def _gone(link: Element) -> bool:
    return link.style("display") == "none" or link.style("visibility") in ("hidden", "collapse")
