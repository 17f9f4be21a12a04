"""A page with data says under which terms they may be used."""

from collections.abc import Iterator

from auditor.model import Finding, Impact, PageFacts, Target, Text
from auditor.read.terms import names_terms
from auditor.rule import INAPPLICABLE, LIKELY, PASSED, Example, Need, SiteView, likely, passed, site_rule

from ._data_links import EXTENSIONS, data_links, extension

CSV = (("Content-Type", "text/csv"),)
LINK = '<a href="/d.csv">人口（CSV：2KB）</a>'
BODY = ("a,b\n1,2\n", CSV)
TERMS = "<title>利用規約</title><p>このサイトのデータは、クリエイティブ・コモンズ 表示4.0（CC BY 4.0）で利用できます。</p>"


@site_rule(
    id="opendata/licence-missing",
    impact=Impact.SERIOUS,
    needs=[Need.RESOURCES],
    place="page",
    title=Text(ja="データの利用条件が書かれていないページ", en="Page with data and no terms of use"),
    why=Text(
        ja="利用条件が分からないデータは、二次利用してよいか判断できず、オープンデータになりません。",
        en="Nobody can tell whether data without terms may be used again: they are no open data.",
    ),
    fix=Text(
        ja="データへのリンクの近くに「CC BY 4.0」等の利用条件を書くか、利用規約のページへのリンクを置いてください。"
        "サイト全体で同じなら、共通のフッターから規約のページへリンクします。",
        en="Write the terms (CC BY 4.0, PDL1.0) near the links, or link to the page that has them.",
    ),
    messages={
        "missing": Text(
            ja="このページと、そこからリンクしている利用規約等のページに、データ{number}件の利用条件が見つかりません。",
            en="Neither the page nor the terms it links to say how its {number} data files may be used.",
        ),
    },
    examples=[
        Example(LIKELY, pages={"/": (LINK, ()), "/d.csv": BODY}, key="missing"),
        Example(PASSED, pages={"/": (LINK + "<p>ライセンス：CC BY 4.0</p>", ()), "/d.csv": BODY}),
        Example(
            PASSED,
            pages={
                "/": (LINK + '<a href="https://creativecommons.org/licenses/by/4.0/deed.ja">表示</a>', ()),
                "/d.csv": BODY,
            },
        ),
        Example(
            PASSED,
            pages={"/": (LINK + '<a href="/terms">利用規約</a>', ()), "/terms": (TERMS, ()), "/d.csv": BODY},
            why="The terms are on the page that the footer links.",
        ),
        Example(
            LIKELY,
            pages={
                "/": (LINK + '<a href="/terms">利用規約</a>', ()),
                "/terms": ("<title>利用規約</title><p>当サイトの著作権は市に帰属します。</p>", ()),
                "/d.csv": BODY,
            },
            key="missing",
        ),
        Example(INAPPLICABLE, pages={"/": ('<a href="/a.pdf">お知らせ（PDF）</a>', ())}, why="No data."),
    ],
)
def licence_missing(site: SiteView) -> Iterator[Finding]:
    count: dict[str, int] = {}
    for page, link in data_links(site):
        if EXTENSIONS.get(extension(link.url)) != "PDF":
            count[page.url] = count.get(page.url, 0) + 1
    for page in site.pages:
        if page.url not in count:
            continue
        if _told(page) or any(_told(there) for there in _terms(site, page)):
            yield passed(page)
        else:
            # One page layout lacks them on all its pages: one cause, whatever the page.
            target = Target(selector="html", region="document", url=page.url)
            yield likely(target, "missing", number=count[page.url])


def _told(page: PageFacts) -> bool:
    return any(feature.startswith("licence:") for feature in page.features)


def _terms(site: SiteView, page: PageFacts) -> Iterator[PageFacts]:
    for link in site.links(page):
        there = site.resource(link.url) if names_terms(link.text) else None
        if there is not None:
            yield there
