"""A page that gives data to use does not forbid to use them."""

from collections.abc import Iterator

from auditor.model import Finding, Impact, Target, Text
from auditor.rule import INAPPLICABLE, PASSED, REVIEW, Example, Need, SiteView, passed, review, site_rule

from ._data_links import EXTENSIONS, data_links, extension

LINK = '<a href="/d.csv">人口（CSV：2KB）</a>'


@site_rule(
    id="opendata/reuse-forbidden",
    impact=Impact.SERIOUS,
    needs=[Need.RESOURCES],
    place="page",
    title=Text(ja="データの二次利用を禁じる文言", en="Words that forbid to use the data again"),
    why=Text(
        ja="「無断転載禁止」の文言があると、オープンデータとして公開していても利用者は使えません。",
        en="Where copying is forbidden nobody dares to use data that were meant to be open.",
    ),
    fix=Text(
        ja="データには当てはまらないことを書くか、文言を外して利用条件（CC BY 4.0 等）を書いてください。",
        en="Say that the sentence is not about the data, or replace it with terms such as CC BY 4.0.",
    ),
    messages={
        "forbidden": Text(
            ja="データ{number}件を載せたページに、転載や二次利用を禁じる文言があります。",
            en="The page links {number} data files and forbids to copy or use them again.",
        ),
    },
    question=Text(
        ja="この文言は、リンクしているデータにも当てはまりますか。",
        en="Is the sentence about the linked data too?",
    ),
    examples=[
        Example(REVIEW, pages={"/": (LINK + "<p>無断転載を禁じます。</p>", ())}, key="forbidden"),
        Example(PASSED, pages={"/": (LINK + "<p>CC BY 4.0</p>", ())}),
        Example(INAPPLICABLE, pages={"/": ("<p>無断転載を禁じます。</p>", ())}, why="No data."),
    ],
)
def reuse_forbidden(site: SiteView) -> Iterator[Finding]:
    count: dict[str, int] = {}
    for page, link in data_links(site):
        if EXTENSIONS.get(extension(link.url)) != "PDF":
            count[page.url] = count.get(page.url, 0) + 1
    for page in site.pages:
        if page.url not in count:
            continue
        if "reuse-forbidden" in page.features:
            target = Target(selector="html", region="document", url=page.url)
            yield review(target, "forbidden", number=count[page.url])
        else:
            yield passed(page)
