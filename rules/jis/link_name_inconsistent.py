"""JIS X 8341-3:2016 3.2.4: the same destination has the same name in the menu of every page."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from auditor.model import Finding, Impact, Link, PageFacts, Target, Text
from auditor.rule import (
    INAPPLICABLE,
    LIKELY,
    PASSED,
    Example,
    Need,
    SiteView,
    likely,
    link_target,
    passed,
    site_rule,
)

from ._words import fold, short

SHARE = 0.6  # of the pages that use the usual name
LEAST = 3
PLACE = re.compile(r"#(?![/!])")  # "#/" and "#!" name pages of an application


@site_rule(
    id="jis/link-name-inconsistent",
    criteria=["3.2.4"],
    techniques=["F31", "G197"],
    impact=Impact.MODERATE,
    needs=[Need.SITE],
    title=Text(
        ja="メニューの名前がページによって違う",
        en="Menu item named differently from page to page",
    ),
    why=Text(
        ja="同じ行き先なのに名前が変わると、認知に障害のある人や音声の利用者は別のものと思い、迷ってしまいます。",
        en="When one destination has two names, people take it for two.",
    ),
    fix=Text(
        ja="メニューの項目名を全ページでそろえてください。共通のテンプレートから出力すると食い違いが起こりません。",
        en="Give the item one name on all pages, best by a common template.",
    ),
    messages={
        "differs": Text(
            ja="ほかのページでは「{usual}」と呼ぶリンクが、このページでは「{text}」になっています。",
            en="The link is called “{usual}” on the other pages and “{text}” here.",
        ),
    },
    examples=[
        Example(
            LIKELY,
            pages={
                "/": ('<nav><a href="/a">状況</a><a href="/b">登録</a></nav><p>入口</p>', ()),
                "/a": ('<nav><a href="/a">ページ２</a><a href="/b">登録</a></nav><p>甲</p>', ()),
                "/b": ('<nav><a href="/a">状況</a><a href="/b">登録</a></nav><p>乙</p>', ()),
                "/c": ('<nav><a href="/a">状況</a><a href="/b">登録</a></nav><p>丙</p>', ()),
            },
            at="/a",
        ),
        Example(
            PASSED,
            pages={
                path: ('<nav><a href="/a">状況</a></nav><p>本文</p>', ()) for path in ("/", "/a", "/b", "/c")
            },
        ),
        Example(
            PASSED,
            pages={
                **{path: ('<nav><a href="/a">状況</a></nav><p>本文</p>', ()) for path in ("/", "/b", "/c")},
                "/a": ('<nav><a href="/a">状況（現在のページ）</a></nav><p>甲</p>', ()),
            },
            why="The usual name with an addition.",
        ),
        Example(
            PASSED,
            pages={
                **{path: ('<nav><a href="/a">状況</a></nav><p>本文</p>', ()) for path in ("/", "/b", "/c")},
                "/a": (
                    '<header><a href="#main">本文へ</a><a href="/a#top">先頭へ</a><a href="#">開く</a></header>'
                    "<nav>状況</nav><p>甲</p>",
                    (),
                ),
            },
            why="Links to places within the page itself.",
        ),
        Example(
            LIKELY,
            pages={
                **{path: ('<nav><a href="/a">状況</a></nav><p>本文</p>', ()) for path in ("/", "/b", "/c")},
                "/a": ('<header><a href="#main">本文へ</a><a href="./a">ページ２</a></header><p>甲</p>', ()),
            },
            at="/a",
            why="The page's link to itself beside one to a place within it.",
        ),
        Example(INAPPLICABLE, pages={"/": ("<p>入口</p>", ()), "/a": ("<p>甲</p>", ())}),
    ],
)
def link_name_inconsistent(site: SiteView) -> Iterator[Finding]:
    uses: defaultdict[str, defaultdict[str, list[Link]]] = defaultdict(lambda: defaultdict(list))
    captured = frozenset(site.audited)
    audited = {page.url: page for page in site.pages if page.url in captured}
    for page in audited.values():
        for link in [link for link in site.links(page) if link.menu and link.text][:200]:
            uses[link.url][page.url].append(link)
    for pages in uses.values():
        counts = Counter(text for links in pages.values() for text in {link.text for link in links})
        usual = [text for text, times in counts.most_common(5) if times >= SHARE * len(pages)]
        if len(pages) < LEAST or not usual:
            continue
        for url, links in pages.items():
            if any(_same(link.text, name) for link in links for name in usual):
                yield passed(link_target(audited[url], links[0]))
            elif named := next(_to_the_page(site, audited[url], links), None):
                link, place = named
                yield likely(place, "differs", usual=short(usual[0]), text=short(link.text))


def _to_the_page(site: SiteView, page: PageFacts, links: Sequence[Link]) -> Iterator[tuple[Link, Target]]:
    """The links, where they stand, that lead to a page and not to a place within one.

    The page is opened for this alone: the address of a link has no fragment.
    """
    view = site.view(page.url)
    for link in links:
        element = view.at(link.selector) if view is not None and link.selector else None
        if element is None:
            yield link, link_target(page, link)
        elif PLACE.search(element["href"]) is None:
            yield link, replace(element.target(), url=page.url)


def _same(one: str, other: str) -> bool:
    return fold(one) in fold(other) or fold(other) in fold(one)
