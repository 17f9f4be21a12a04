"""JIS X 8341-3:2016 2.4.1: a long menu before the content can be skipped by a link, a landmark or a heading."""

from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import INAPPLICABLE, LIKELY, PASSED, Element, Example, Page, likely, page_rule, passed

from ._words import shown

MANY = 8  # links before the content: fewer are passed in a moment
CONTENT = 30  # characters of running text that begin the content
_LANDMARKS = "main, [role=main], [role=navigation], nav, article"  # a search box leads past nothing
_HEADINGS = "h1, h2, h3, h4, h5, h6, [role=heading]"
_MENU = "".join(f"<li><a href='/{i}'>暮らしの案内{i}</a></li>" for i in range(10))
_TEXT = "<p>国民年金の手続きは、市役所の窓口か、お近くの出張所でできます。郵便でも受け付けていますので、用紙を請求してください。</p>"


@page_rule(
    id="jis/repeated-block-unskippable",
    criteria=["2.4.1", "1.3.1"],
    techniques=["G1", "H69", "ARIA11"],
    impact=Impact.SERIOUS,
    replaces=["axe/bypass"],
    title=Text(
        ja="本文の前の長いメニューを飛ばす手段がない",
        en="Long menu before the content that cannot be skipped",
    ),
    why=Text(
        ja="キーボードや読み上げソフトの利用者は、ページを開くたびにメニューのリンクをすべて通らなければ本文に着けません。",
        en="Keyboard and screen reader users go through every link of the menu on every page before the content.",
    ),
    fix=Text(
        ja="本文を main で囲み、見出し（h1）を付け、ページの先頭に「本文へ移動」のリンクを置いてください。",
        en="Wrap the content in main, give it a heading, and put a link to it first in the page.",
    ),
    messages={
        "no-way": Text(
            ja="本文の前にリンクが {count} 個あり、飛ばすためのリンク・領域（main など）・見出しのどれもありません。",
            en="{count} links stand before the content, and there is no skip link, landmark or heading.",
        )
    },
    examples=[
        Example(LIKELY, f"<ul>{_MENU}</ul><div>{_TEXT}</div>", at="ul"),
        Example(PASSED, f"<ul>{_MENU}</ul><h1>国民年金</h1>{_TEXT}"),
        Example(PASSED, f"<ul>{_MENU}</ul><main>{_TEXT}</main>"),
        Example(PASSED, f"<a href='#c'>本文へ</a><ul>{_MENU}</ul><div id=c>{_TEXT}</div>"),
        Example(PASSED, f"<div>{_TEXT}</div><ul>{_MENU}</ul>", why="The content comes first."),
        Example(INAPPLICABLE, f"<p><a href='/'>トップ</a></p>{_TEXT}", why="One link is passed at once."),
    ],
)
def repeated_block_unskippable(page: Page) -> Iterator[Finding]:
    links = [one for one in page.root.select("a[href]")[:2000] if shown(one)]
    if len(links) < MANY:
        return
    if _way(page, links):
        yield passed(page.root)
        return
    before = _before_content(page)
    if len(before) >= MANY:
        yield likely(before[0].closest("ul, ol, dl, table, div") or before[0], "no-way", count=len(before))
    else:
        yield passed(page.root)


def _way(page: Page, links: list[Element]) -> bool:
    """Return whether a landmark, a heading with words, or one of the first links leads past what is repeated."""
    if any(shown(one) for one in page.root.select(_LANDMARKS)):
        return True
    if any(one.text or one.select("img[alt]:not([alt=''])") for one in page.root.select(_HEADINGS)):
        return True
    return any(
        len(one["href"]) > 1 and one["href"].startswith("#") and page.by_id(one, one["href"][1:]) is not None
        for one in links[:5]
    )


def _before_content(page: Page) -> list[Element]:
    """Return the links that come before the first running text outside links."""
    found: list[Element] = []
    for element in page.root.select("a[href], p, td, div, dd, li")[:5000]:
        if element.tag == "a":
            if shown(element):
                found.append(element)
        elif len(element.own_text) >= CONTENT and shown(element):
            return found
    return []
