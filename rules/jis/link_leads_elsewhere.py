"""JIS X 8341-3:2016 2.4.4: a link that names one page of the site leads to that page and to no other."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from auditor.model import Finding, Impact, PageFacts, Text
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

from ._site import survey
from ._words import SAMPLE, fold, short
from .title_not_about_page import share, words

LEAST = 4  # letters of a name that is no general word
SAID = 3  # words, or pairs of characters, that a name has at least
READ = 40  # pages opened to see whether they have a word of a link
ENOUGH = 100  # characters of a page that says something
FOREIGN = 0.25  # share of its words that another page may have by chance
_PARTS = re.compile(r"\s*[|｜／：:•·»›»＞>]\s*|\s+[-–—―~〜/]\s+")

_PAGES = {
    "/": '<title>手続き｜中央市</title><h1>手続き</h1><a href="{0}">介護保険の申請</a> <a href="/jido">児童手当</a>',
    "/kaigo": "<title>介護保険の申請｜中央市</title><h1>介護保険の申請</h1><p>長寿課で申請してください。</p>",
    "/suido": "<title>水道の使用開始｜中央市</title><h1>水道の使用開始</h1><p>三日前までに届け出てください。</p>",
    "/jido": "<title>児童手当｜中央市</title><h1>児童手当</h1><p>十五日以内に申請してください。</p>",
}


def _site(address: str) -> dict[str, tuple[str, tuple[()]]]:
    return {path: (html.format(address), ()) for path, html in _PAGES.items()}


@site_rule(
    id="jis/link-leads-elsewhere",
    criteria=["2.4.4"],
    techniques=["G91", "H30"],
    impact=Impact.SERIOUS,
    needs=[Need.SITE],
    title=Text(
        ja="リンクの文字と行き先のページが食い違っている", en="Link that names one page and leads to another"
    ),
    why=Text(
        ja="リンクの文字だけを聞いて選ぶ人は、違うページに着いても間違いに気付くまでに時間がかかり、目的のページへ行けません。",
        en="People who choose links by their words alone end on a wrong page and may not find the right one.",
    ),
    fix=Text(
        ja="リンクの行き先を、文字で示しているページに直してください。古いページを写して作ったときに残りやすい誤りです。",
        en="Correct the address of the link to the page that it names.",
    ),
    messages={
        "elsewhere": Text(
            ja="「{text}」というリンクが「{title}」のページを開きます。その名前のページは {right} にあります。",
            en="The link “{text}” opens the page “{title}”; the page of that name is {right}.",
        ),
        "foreign": Text(
            ja="「{text}」というリンクが「{title}」のページを開きますが、そのページにこの言葉は一つもありません。",
            en="The link “{text}” opens the page “{title}”, which has not one of its words.",
        ),
    },
    examples=[
        Example(LIKELY, pages=_site("/suido"), at="/", key="elsewhere"),
        Example(PASSED, pages=_site("/kaigo")),
        Example(
            LIKELY,
            pages={
                "/": (
                    '<title>手続き</title><h1>手続き</h1><a href="/suido">介護保険の申請</a><p><a href="/suido">水道の使用開始</a>へ',
                    (),
                ),
                "/suido": (
                    "<title>水道の使用開始</title><h1>水道の使用開始</h1><p>使い始める日の三日前までに、電話かインターネットで届け出てください。"
                    "係の者がうかがって、栓を開けます。引っ越しの日が決まったら、早めにお知らせください。料金は口座からの引き落としか、"
                    "お店での支払いを選べます。</p>",
                    (),
                ),
            },
            at="/",
            key="foreign",
            why="The right page is nowhere to be seen; the name is that of another one all the same.",
        ),
        Example(
            PASSED,
            pages={
                **_site("/kaigo"),
                "/news": (
                    '<title>お知らせ｜中央市</title><h1>お知らせ</h1><a href="/suido">水道を使い始める方へ</a>',
                    (),
                ),
            },
            why="Other words for the same page.",
        ),
        Example(
            PASSED,
            pages={
                **_site("/kaigo/shinsei"),
                "/kaigo/shinsei": (
                    "<title>介護の申請書式｜中央市</title><h1>介護保険の書式</h1><p>保険の申請書です。</p>",
                    (),
                ),
            },
            why="A page about the same.",
        ),
        Example(INAPPLICABLE, pages={path: ("<title>中央市</title><p>入口</p>", ()) for path in ("/", "/a")}),
    ],
)
def link_leads_elsewhere(site: SiteView) -> Iterator[Finding]:
    headings = {seen.page.url: seen.heading for seen in survey(site)}
    pages = {page.url: page for page in site.pages}
    named: defaultdict[str, set[str]] = defaultdict(set)
    for page in site.pages:
        for one in _names(page, headings.get(page.url, "")):
            named[fold(one)].add(page.url)
    called: defaultdict[str, set[str]] = defaultdict(set)
    for page in site.pages:
        for link in site.links(page)[:500]:
            called[link.url].add(fold(link.text))
    texts: dict[str, frozenset[str] | None] = {}
    for page in site.pages:
        for link in site.links(page)[:500]:
            wanted = named.get(fold(link.text), set()) if len(fold(link.text)) >= LEAST else set()
            target = pages.get(link.url)
            if target is None or link.url == page.url:
                continue
            # A name of several pages, as that of the site, names none of them.
            if len(wanted) != 1:
                others = called[link.url] - {fold(link.text)}
                if (
                    link.menu
                    or target.lang[:2] != page.lang[:2]
                    or not _is_foreign(link.text, target, headings, others)
                ):
                    continue
                if link.url not in texts and len(texts) < READ:
                    view = site.view(link.url)
                    texts[link.url] = words(view.text[:SAMPLE]) if view and len(view.text) >= ENOUGH else None
                known = texts.get(link.url)
                if known and share(words(link.text), known) == 0:
                    yield likely(
                        link_target(page, link), "foreign", text=short(link.text), title=short(target.title)
                    )
                continue
            right = next(iter(wanted))
            if link.url == right or target.text_hash == pages[right].text_hash:
                yield passed(link_target(page, link))
            elif target.title and _is_other(link.text, target, headings.get(link.url, "")):
                yield likely(
                    link_target(page, link), "elsewhere", text=short(link.text), title=short(target.title), right=right
                )  # fmt: skip


def _is_foreign(text: str, target: PageFacts, headings: Mapping[str, str], others: set[str]) -> bool:
    """Return whether a name has no word of its target's title, and another link there is called as the target is."""
    wanted = words(text)
    titles = f"{target.title} {headings.get(target.url, '')}"
    own = {fold(one) for one in _names(target, headings.get(target.url, ""))}
    return len(wanted) >= SAID and share(wanted, words(titles)) == 0 and bool(own & others)


def _names(page: PageFacts, heading: str) -> Sequence[str]:
    """Return what a page calls itself: its heading and the parts of its title."""
    return sorted({heading, *_PARTS.split(page.title)} - {""})


def _is_other(text: str, target: PageFacts, heading: str) -> bool:
    return share(words(text), words(f"{target.title} {heading}")) <= FOREIGN
