"""JIS X 8341-3:2016 2.4.5: there is more than one way to a page: menu, search, site map or index."""

import re
from collections.abc import Iterator

from auditor.model import Finding, Impact, PageFacts, Text
from auditor.rule import (
    INAPPLICABLE,
    LIKELY,
    PASSED,
    REVIEW,
    Example,
    Need,
    SiteView,
    likely,
    passed,
    review,
    site_rule,
)

from ._site import survey

LISTS = re.compile(
    r"サイトマップ|site\s*map|索引|目次|もくじ|五十音|50音順|a\s*to\s*z|全ページ一覧", re.IGNORECASE
)
MAP = re.compile(rf"{LISTS.pattern}|検索", re.IGNORECASE)
FEATURES = frozenset({"search", "search-box", "sitemap"})  # as the crawl tells them
SMALL = 200  # pages: the list of a larger site names its parts, not its pages
MOSTLY = 0.6  # of the pages, that a list of all names
LINK = '<a href="{0}">{1}</a>'


def _offers(site: SiteView, page: PageFacts, searched: frozenset[str]) -> bool:
    return (
        page.url in searched
        or bool(FEATURES & set(page.features))
        or any(MAP.search(link.text) for link in site.links(page))
    )


def _searched(site: SiteView) -> frozenset[str]:
    """Return the pages with a field to search in."""
    found = {seen.page.url for seen in survey(site) if any(one.kind == "field" for one in seen.controls)}
    return frozenset(found | {page.url for page in site.pages if "search-box" in page.features})


def _linked_from(site: SiteView) -> dict[str, set[str]]:
    """Return which pages link to each page, other than itself."""
    linked: dict[str, set[str]] = {page.url: set() for page in site.pages}
    for page in site.pages:
        for link in site.links(page):
            if link.url in linked and link.url != page.url:
                linked[link.url].add(page.url)
    return linked


@site_rule(
    id="jis/single-way-to-pages",
    criteria=["2.4.5"],
    techniques=["G125", "G126", "G161", "G185", "G63", "G64"],
    impact=Impact.MODERATE,
    needs=[Need.SITE],
    title=Text(
        ja="ページへの行き方がメニューのほかにない（検索もサイトマップもない）",
        en="Only one way to pages: neither search nor site map",
    ),
    why=Text(
        ja="メニューの分類が分からない人や、たどるのに時間がかかる人は、"
        "検索や一覧がないと目的のページに着けません。",
        en="People to whom the menu means little, or costs much time, do not reach their page without "
        "search or a list.",
    ),
    fix=Text(
        ja="全ページから使える「サイト内検索」か、「サイトマップ」のページを用意し、"
        "ヘッダーやフッターに置いてください。",
        en="Offer a search or a site map in the header or footer of all pages.",
    ),
    messages={
        "single": Text(
            ja="調べた {count} ページに、サイト内検索もサイトマップも見つかりません。",
            en="Neither a search nor a site map was found on {count} pages.",
        ),
        "chain": Text(
            ja="調べた {count} ページに、サイト内検索もサイトマップもなく、「{page}」などは一つのページからしか行けません。",
            en="Neither a search nor a site map was found on {count} pages, and {page} is linked from one page only.",
        ),
        "unlisted": Text(
            ja="一覧のページ（{list}）に、このページが載っていません。検索もなく、行き方が一つしか見つかりません。",
            en="The list of pages ({list}) does not name this page, there is no search, and only one page links it.",
        ),
        "some": Text(
            ja="サイト内検索やサイトマップが {page} などにはありますが、トップページにはありません。",
            en="A search or site map is on {page}, and not on the start page.",
        ),
    },
    question=Text(
        ja="サイト内検索、サイトマップ、全ページへの目次など、メニューのほかにページへたどり着く方法がありますか。",
        en="Besides the menu, is there a search, a site map or a list of all pages?",
    ),
    examples=[
        Example(
            PASSED,
            pages={
                "/": (LINK.format("/map", "サイトマップ"), ()),
                "/map": (LINK.format("/b", "b"), ()),
                "/b": ("<p>b</p>", ()),
            },
        ),
        Example(
            LIKELY,
            pages={
                "/": (LINK.format("/a", "お知らせ"), ()),
                "/a": (LINK.format("/b", "b"), ()),
                "/b": ("<p>b</p>", ()),
            },
            key="chain",
        ),
        Example(
            PASSED,
            pages={
                "/": (
                    '<form action="/s"><label>言葉 <input type="search" name="q"></label></form>'
                    + LINK.format("/a", "甲"),
                    (),
                ),
                "/a": (LINK.format("/b", "b"), ()),
                "/b": ("<p>b</p>", ()),
            },
            why="A search field.",
        ),
        Example(
            REVIEW,
            pages={
                path: (
                    LINK.format("/", "入口") + LINK.format("/a", "甲") + LINK.format("/map", "目次") + text,
                    (),
                )
                for path, text in (
                    ("/", ""),
                    ("/map", ""),
                    ("/a", LINK.format("/b", "助成")),
                    ("/b", "<p>助成</p>"),
                    ("/c", ""),
                )
            },
            at="/b",
            key="unlisted",
        ),
        Example(
            REVIEW,
            pages={
                "/": (LINK.format("/a", "お知らせ"), ()),
                "/a": (LINK.format("/b", "サイトマップ"), ()),
                "/b": ("<p>b</p>", ()),
            },
            key="some",
        ),
        Example(
            PASSED,
            pages={
                "/": (LINK.format("/a", "a") + LINK.format("/b", "b"), ()),
                "/a": ("<p>a</p>", ()),
                "/b": ("<p>b</p>", ()),
            },
            why="A small site whose start page lists all pages (G185).",
        ),
        Example(
            INAPPLICABLE, pages={"/": ("<p>a</p>", ()), "/b": ("<p>b</p>", ())}, why="No links are known."
        ),
    ],
)
def single_way_to_pages(site: SiteView) -> Iterator[Finding]:
    if not any(site.links(page) for page in site.pages):
        return
    start = site.resource(site.start)
    if start is None or start not in site.pages:
        start = min(site.pages, key=lambda page: (page.depth, page.url))
    listed = {link.url for link in site.links(start)} | {start.url}
    searched = _searched(site)
    others = [page for page in site.pages if page != start and _offers(site, page, searched)]
    if not searched:
        yield from _unlisted(site, start)
    if _offers(site, start, searched) or all(page.url in listed for page in site.pages):
        yield passed(start)
    elif len(others) > len(site.pages) / 2:
        yield passed(start)  # a start page of its own design; the pages themselves offer it
    elif others:
        yield review(start, "some", page=others[0].url)
    else:
        linked = _linked_from(site)
        chained = [page for page in site.pages if page != start and len(linked[page.url]) == 1]
        if chained and len(site.pages) <= SMALL:
            yield likely(start, "chain", count=len(site.pages), page=chained[0].title or chained[0].url)
        else:
            yield review(start, "single", count=len(site.pages))


def _unlisted(site: SiteView, start: PageFacts) -> Iterator[Finding]:
    """Yield pages of a small site that its list of all pages leaves out, and only one page links."""
    if len(site.pages) > SMALL:
        return
    pages = {page.url: page for page in site.pages}
    named = {link.url for page in site.pages for link in site.links(page) if LISTS.search(link.text)}
    for url in sorted(named & set(pages)):
        listed = {link.url for link in site.links(pages[url])} | {url, start.url}
        missing = [page for page in site.pages if page.url not in listed]
        if not missing or len(missing) > (1 - MOSTLY) * len(pages):
            continue
        linked = _linked_from(site)
        for page in missing:
            if len(linked[page.url]) == 1:
                yield review(page, "unlisted", list=url)
