"""JIS X 8341-3:2016 2.4.1: a skip link leads to where the content begins, not past it."""

import re
from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import (
    INAPPLICABLE,
    LIKELY,
    PASSED,
    Element,
    Example,
    Page,
    likely,
    page_rule,
    passed,
)

from ._press import Json, effect, optional, pressing, tried
from ._words import content, short

_SKIP = re.compile(r"本文|メインコンテンツ|コンテンツ(?:へ|に)|読み飛ば|skip|main content", re.I)
SHARE = 0.5  # of the text of main: a target that holds less does not hold the content


@page_rule(
    id="jis/skip-link-past-content",
    criteria=["2.4.1"],
    techniques=["G1", "SCR28"],
    impact=Impact.MODERATE,
    title=Text(
        ja="本文の先頭へ移動しない「本文へ」リンク",
        en="Skip link that does not lead to the start of the content",
    ),
    why=Text(
        ja="キーボードや音声の利用者が「本文へ」を使うと、本文の初めの部分を読まずに通り過ぎてしまいます。",
        en="Who uses the skip link misses the first part of the content.",
    ),
    fix=Text(
        ja="リンクの飛び先を、main 要素か、本文の最初の見出し（h1）の id に変えてください。",
        en="Let the link lead to the main element or the first heading.",
    ),
    messages={
        "stays": Text(
            ja="「{text}」を押しても、次の Tab キーは行き先（{before}）より前に戻ります。",
            en="After “{text}” the next Tab goes to something before its target ({before}).",
        ),
        "past": Text(
            ja="「{text}」の飛び先は本文の先頭ではなく、その前に本文の一部（{before}）があります。",
            en="“{text}” does not lead to the start of the content: {before} comes before its target.",
        ),
    },
    examples=[
        Example(
            LIKELY,
            '<a href="#news">本文へ</a><main id="m"><h1>防災</h1><p>大切なお知らせです。</p><div id="news">新着</div></main>',
            at="a",
        ),
        Example(PASSED, '<a href="#m">本文へ</a><main id="m"><h1>防災</h1><p>本文</p></main>'),
        Example(
            PASSED,
            '<a href="#h">本文へ</a><main><nav><a href="/">ホーム</a></nav><h1 id="h">防災</h1><p>本文</p></main>',
        ),
        Example(PASSED, '<a href="#c">本文へ</a><main><div id="c"><h1>防災</h1><p>本文</p></div></main>'),
        Example(
            LIKELY,
            '<a href="#m">本文へ</a><nav><a href="/a">案内</a></nav><main id="m"><h1>防災</h1></main>',
            at="a",
            key="stays",
            probes=pressing(
                {
                    "kind": "skip",
                    "selector": "a",
                    "effect": effect(),
                    "landed": {"goal": "main", "at": "nav > a", "past": False},
                }
            ),
        ),
        Example(
            PASSED,
            '<a href="#m">本文へ</a><nav><a href="/a">案内</a></nav><main id="m"><h1>防災</h1></main>',
            why="Nothing behind the target takes the focus, so Tab begins anew.",
            probes=pressing(
                {
                    "kind": "skip",
                    "selector": "a",
                    "effect": effect(),
                    "landed": {"goal": "main", "at": "html > body > a", "past": False},
                }
            ),
        ),
        Example(INAPPLICABLE, '<a href="#news">新着情報</a><main><p id="news">新着</p></main>'),
    ],
)
def skip_link_past_content(page: Page) -> Iterator[Finding]:
    followed = {}
    if optional(page, "press"):
        followed = {element: one for element, one in tried(page, "skip")}
    for link in page.select("a[href^='#']"):
        text = content(link)
        if len(text) > 30 or not _SKIP.search(text):
            continue
        target = page.by_id(link, link["href"][1:])
        landed = followed.get(link, {}).get("landed")
        if (
            landed
            and landed["goal"]
            and landed["at"]
            and not landed["past"]
            and not _round(page, link, landed)
        ):
            yield likely(link, "stays", text=short(text), before=short(target.text if target else "", 20))
            continue
        main = target.closest("main, [role=main]") if target else None
        if target is None or main is None or target == main:
            yield passed(link)
            continue
        before = _before(main, target)
        if (
            target.matches("h1, h2")
            or target.select("h1")
            or len(target.text) > SHARE * len(main.text)
            or not before
        ):
            yield passed(link)
        else:
            yield likely(link, "past", text=short(text), before=short(before, 20))


def _round(page: Page, link: Element, landed: Json) -> bool:
    """Return whether Tab came round to the link or what stands before it: a link that does not lead on has
    Tab go on behind it.
    """
    at = page.at(str(landed["at"]))
    for one in page.select("*"):
        if one in (at, link):
            return one == at
    return False


def _before(main: Element, target: Element) -> str:
    """Return what of the content comes before an element: its headings, images and paragraphs, not its
    breadcrumbs.
    """
    parts = []
    for one in main.select("*"):
        if one == target:
            break
        if one.tag in ("h1", "h2", "h3", "p", "img", "table", "ul", "button") and one.closest("nav") is None:
            parts.append(content(one) or one["alt"])
    return " ".join(part for part in parts if part)
