"""JIS X 8341-3:2016 2.4.2: pages of different content have different titles."""

import unicodedata
from collections import defaultdict
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
from ._words import fold


def _folded(title: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", title).casefold().split())


@site_rule(
    id="jis/title-repeated",
    criteria=["2.4.2"],
    techniques=["F25", "G88"],
    impact=Impact.MODERATE,
    needs=[Need.SITE],
    title=Text(ja="サイト内で同じページタイトルの使い回し", en="Page title repeated within the site"),
    why=Text(
        ja="音声で読んでいる人や、いくつものページを開いて比べる人は、"
        "タイトルが同じだとページを区別できません。",
        en="People who listen, or have several pages open, cannot tell pages of one title apart.",
    ),
    fix=Text(
        ja="ページごとの内容をタイトルの先頭に書いてください。一覧の続きのページには番号を付けます。"
        "例: ○○局 → お知らせ一覧（2ページめ）｜○○局",
        en="Begin each title with the topic of the page; number the pages of a list. "
        "Example: Bureau X → News, page 2 | Bureau X.",
    ),
    messages={
        "repeated": Text(
            ja="タイトル「{title}」が {count} ページで使われています（ほかに {other} など）。",
            en="{count} pages have the title “{title}” (another is {other}).",
        ),
        "headings": Text(
            ja="大見出しは「{heading}」ですが、タイトルはほかの {count} ページと同じ「{title}」です（{other} など）。",
            en="The heading is “{heading}”, and the title “{title}” that of {count} other pages (such as {other}).",
        ),
    },
    question=Text(
        ja="同じタイトルのページは、見出しや内容も同じですか。別の内容なら、それぞれのタイトルに違いを書いてください。",
        en="Do the pages with one title hold the same? If not, let each title tell the difference.",
    ),
    examples=[
        Example(
            PASSED,
            pages={
                "/": ("<title>総務局</title><p>入口</p>", ()),
                "/a": ("<title>お知らせ｜総務局</title><p>お知らせ</p>", ()),
            },
        ),
        Example(
            REVIEW,
            pages={
                "/": ("<title>総務局</title><p>入口</p>", ()),
                "/a": ("<title>総務局 </title><p>お知らせ</p>", ()),
            },
            at="/a",
            key="repeated",
        ),
        Example(
            LIKELY,
            pages={
                "/": ("<title>中央市</title><h1>中央市</h1><p>入口</p>", ()),
                "/a": ("<title>中央市</title><h1>税金</h1><p>納期</p>", ()),
                "/b": ("<title>中央市</title><h1>年金</h1><p>窓口</p>", ()),
            },
            at="/a",
            key="headings",
            why="The headings tell that the pages are about different things.",
        ),
        Example(
            REVIEW,
            pages={
                "/": ("<title>中央市</title><h1>中央市</h1><p>入口</p>", ()),
                "/n1": ("<title>お知らせ</title><h1>お知らせ</h1><p>十月</p>", ()),
                "/n2": ("<title>お知らせ</title><h1>お知らせ</h1><p>九月</p>", ()),
            },
            at="/n1",
            key="repeated",
            why="Perhaps the pages of one list.",
        ),
        Example(
            PASSED,
            pages={
                "/": ("<title>総務局</title><p>入口</p>", ()),
                "/index.html": ("<title>総務局</title><p>入口</p>", ()),
            },
            why="One page under two addresses.",
        ),
        Example(
            INAPPLICABLE,
            pages={"/": ("<p>入口</p>", ()), "/a": ("<title></title><p>お知らせ</p>", ())},
            why="No titles.",
        ),
    ],
)
def title_repeated(site: SiteView) -> Iterator[Finding]:
    groups: defaultdict[str, list[PageFacts]] = defaultdict(list)
    for page in site.pages:
        if page.title.strip():
            groups[_folded(page.title)].append(page)
    headings = {seen.page.url: seen.heading for seen in survey(site)}
    for pages in groups.values():
        texts = {page.text_hash for page in pages}
        said = {fold(headings[page.url]) for page in pages if headings.get(page.url)}
        for page in pages:
            if len(pages) == 1 or len(texts) == 1:
                yield passed(page)
                continue
            title = page.title.strip()[:100]
            other = next(one.url for one in pages if one.text_hash != page.text_hash)
            heading = headings.get(page.url, "")
            if len(said) < 2 or not heading:
                yield review(page, "repeated", title=title, count=len(pages), other=other)
            elif page.url == site.start or fold(heading) in fold(title):
                yield passed(page)  # of the pages with this title it is the one that it fits
            else:
                yield likely(
                    page, "headings", title=title, heading=heading[:60], count=len(pages) - 1, other=other
                )
