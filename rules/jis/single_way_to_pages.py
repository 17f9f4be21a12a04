"""JIS X 8341-3:2016 2.4.5: there is more than one way to a page: menu, search, site map or index."""

import re
from collections.abc import Iterator

from auditor.model import Finding, Impact, PageFacts, Text
from auditor.rule import INAPPLICABLE, PASSED, REVIEW, Example, Need, SiteView, passed, review, site_rule

MAP = re.compile(
    r"サイトマップ|site\s*map|索引|総目次|五十音|50音順|a\s*to\s*z|全ページ一覧|サイト内検索|検索",
    re.IGNORECASE,
)
FEATURES = frozenset({"search", "sitemap"})
LINK = '<a href="{0}">{1}</a>'


def _offers(site: SiteView, page: PageFacts) -> bool:
    return bool(FEATURES & set(page.features)) or any(MAP.search(link.text) for link in site.links(page))


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
            REVIEW,
            pages={
                "/": (LINK.format("/a", "お知らせ"), ()),
                "/a": (LINK.format("/b", "b"), ()),
                "/b": ("<p>b</p>", ()),
            },
            key="single",
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
    others = [page for page in site.pages if page != start and _offers(site, page)]
    if _offers(site, start) or all(page.url in listed for page in site.pages):
        yield passed(start)
    elif len(others) > len(site.pages) / 2:
        yield passed(start)  # a start page of its own design; the pages themselves offer it
    elif others:
        yield review(start, "some", page=others[0].url)
    else:
        yield review(start, "single", count=len(site.pages))
