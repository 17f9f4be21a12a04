"""JIS X 8341-3:2016 1.3.1, 2.4.1: a page has the skip link, main heading and landmarks of the site's template."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from auditor.model import Finding, Impact, PageFacts, Text
from auditor.rule import (
    INAPPLICABLE,
    PASSED,
    REVIEW,
    Element,
    Example,
    Need,
    Page,
    SiteView,
    passed,
    review,
    site_rule,
)

LEAST = 5  # pages of one template
SHARE = 0.8  # of them have the part
COMMON = 0.6  # of the pages link what belongs to the template
VIEWS = 60  # pages opened, spread over the site
FIRST_LINKS = 6  # among which a skip link stands
_SKIP = re.compile(
    r"本文|スキップ|読み?飛ばし|メイン?コンテンツ|コンテンツへ|skip|main content|jump to", re.IGNORECASE
)
_SELECTORS = {
    "main": "main, [role=main]",
    "h1": "h1, [role=heading][aria-level='1']",
    "banner": "header, [role=banner]",
    "navigation": "nav, [role=navigation]",
    "contentinfo": "footer, [role=contentinfo]",
}
_REGIONAL = frozenset({"banner", "contentinfo"})  # a header of an article is not the page's

_MENU = '<nav><a href="/">入口</a><a href="/1">申請</a><a href="/2">相談</a></nav>'
_FULL = '<a href="#m">本文へ移動</a><header>' + _MENU + "</header><main id=m><h1>題{0}</h1><p>文{0}</main>"


def _site(**odd: str) -> dict[str, tuple[str, tuple[()]]]:
    pages = {f"/{n}": _FULL.format(n) for n in range(1, 7)}
    return {path: (html, ()) for path, html in {"/": _FULL.format(0), **pages, "/x": odd["x"]}.items()}


@site_rule(
    id="jis/template-part-missing",
    criteria=["1.3.1", "2.4.1"],
    techniques=["ARIA11", "H69", "H101", "G1"],
    impact=Impact.MODERATE,
    needs=[Need.SITE],
    title=Text(
        ja="ほかのページにある見出しや区画がこのページにない",
        en="Heading or landmark of the template missing on a page",
    ),
    why=Text(
        ja="音声で読んでいる人は、見出しや区画を手がかりに、どのページでも同じやり方で本文へ進みます。"
        "それがないページでは、本文を探して最初から聞くことになります。",
        en="People who listen reach the text by headings and landmarks, in the same way on every page.",
    ),
    fix=Text(
        ja="ほかのページと同じテンプレートで作り直すか、足りない部分（大見出し h1、本文の区画 main、"
        "「本文へ移動」のリンクなど）を足してください。",
        en="Use the template of the other pages, or add the part that is missing.",
    ),
    messages={
        "h1": Text(
            ja="同じ作りの {count} ページ中 {have} ページにある大見出し（h1）が、このページにありません。",
            en="{have} of {count} pages of this template have an h1; this one has none.",
        ),
        "main": Text(
            ja="同じ作りの {count} ページ中 {have} ページにある本文の区画（main）が、このページにありません。",
            en="{have} of {count} pages of this template have a main landmark; this one has none.",
        ),
        "navigation": Text(
            ja="同じ作りの {count} ページ中 {have} ページにあるメニューの区画（nav）が、このページにありません。",
            en="{have} of {count} pages of this template have a navigation landmark; this one has none.",
        ),
        "banner": Text(
            ja="同じ作りの {count} ページ中 {have} ページにあるヘッダーの区画（header）が、このページにありません。",
            en="{have} of {count} pages of this template have a banner landmark; this one has none.",
        ),
        "contentinfo": Text(
            ja="同じ作りの {count} ページ中 {have} ページにあるフッターの区画（footer）が、このページにありません。",
            en="{have} of {count} pages of this template have a contentinfo landmark; this one has none.",
        ),
        "skip": Text(
            ja="同じ作りの {count} ページ中 {have} ページにある「本文へ移動」のリンクが、このページにありません。",
            en="{have} of {count} pages of this template have a skip link; this one has none.",
        ),
    },
    question=Text(
        ja="このページは、ほかのページと同じ作りのページですか。そうなら、同じ見出しや区画が要ります。",
        en="Is this a page of the same template? Then it needs the same headings and landmarks.",
    ),
    examples=[
        Example(PASSED, pages=_site(x=_FULL.format("x"))),
        Example(REVIEW, pages=_site(x=_FULL.format("x").replace("h1", "h2")), at="/x", key="h1"),
        Example(REVIEW, pages=_site(x=_FULL.format("x").replace("main", "div")), at="/x", key="main"),
        Example(
            REVIEW,
            pages=_site(x=_FULL.format("x").replace('<a href="#m">本文へ移動</a>', "")),
            at="/x",
            key="skip",
        ),
        Example(
            PASSED,
            pages=_site(x='<h2>地図の埋め込み</h2><a href="/map">大きな地図</a>'),
            why="A page without the menu is of another make.",
        ),
        Example(
            PASSED,
            pages=_site(x='<a href="#m">本文へ移動</a><header>' + _MENU + "</header><main id=m><article><header>"
                        "更新日</header><h1>題</h1></article></main>"),
            why="The header of an article beside the page's own.",
        ),
        Example(INAPPLICABLE, pages={path: (_FULL.format(path), ()) for path in ("/", "/1", "/2")}),
    ],
)  # fmt: skip
def template_part_missing(site: SiteView) -> Iterator[Finding]:
    for pages in _templates(site):
        looked = []
        for page in pages:
            view = site.view(page.url)
            if view is not None:
                looked.append((page, _parts(view)))
        if len(looked) < LEAST:
            continue
        having = Counter(part for _, parts in looked for part in parts)
        usual = [part for part in (*_SELECTORS, "skip") if having[part] >= SHARE * len(looked)]
        for page, parts in looked if usual else ():
            yield passed(page)
            for part in usual:
                if part not in parts:
                    yield review(page, part, count=len(looked), have=having[part])


def _templates(site: SiteView) -> Iterator[Sequence[PageFacts]]:
    """Audited pages of one host and language that link what nearly all of these pages link."""
    known = {page.url: page for page in site.pages}
    step = max(1, -(-len(site.audited) // VIEWS))
    groups: defaultdict[tuple[str, str], list[PageFacts]] = defaultdict(list)
    for url in site.audited[::step]:
        if url in known:
            groups[urlsplit(url).netloc, known[url].lang[:2].lower()].append(known[url])
    for _, pages in sorted(groups.items()):
        links = {page.url: {link.url for link in site.links(page)} for page in pages}
        spread = Counter(url for urls in links.values() for url in urls)
        common = {url for url, times in spread.items() if times >= COMMON * len(pages)}
        if len(pages) >= LEAST and len(common) >= 2:
            yield [page for page in pages if len(links[page.url] & common) > len(common) / 2]


def _parts(view: Page) -> frozenset[str]:
    found = {
        part for part, css in _SELECTORS.items() if any(_counts(one, part) for one in view.select(css)[:20])
    }
    for link in view.select("a[href]")[:FIRST_LINKS]:
        if "#" in link["href"] and _SKIP.search(f"{link.text} {link['title']} {link['aria-label']}"):
            found.add("skip")
    return frozenset(found)


def _counts(element: Element, part: str) -> bool:
    return part not in _REGIONAL or element.region == part
