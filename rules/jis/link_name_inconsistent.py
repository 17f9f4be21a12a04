"""JIS X 8341-3:2016 3.2.4: what leads to the same place or does the same has one name on every page."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from auditor.model import Finding, Impact, Link, PageFacts, Target, Text
from auditor.rule import (
    INAPPLICABLE,
    LIKELY,
    PASSED,
    REVIEW,
    Example,
    Need,
    SiteView,
    likely,
    link_target,
    passed,
    review,
    site_rule,
)

from ._site import LOOKED_UP, Control, Seen, survey, target_at, usual
from ._words import fold, short

SHARE = 0.6  # of the pages that use the usual name
LEAST = 3
# The way to a page is another one from each side of it.
STEP = re.compile(
    r"^\s*(?:[<＜«←▲◀]*\s*(?:前|次)(?:の(?:ページ|記事|話題))?(?:へ|に)?(?:戻る|進む)?|prev(?:ious)?|next)(?=$|[\s:：「（(>＞»→▶])",
    re.I,
)
PLACE = re.compile(r"#(?![/!])")  # "#/" and "#!" name pages of an application


@site_rule(
    id="jis/link-name-inconsistent",
    criteria=["3.2.4"],
    techniques=["F31", "G197"],
    impact=Impact.MODERATE,
    needs=[Need.SITE],
    title=Text(
        ja="同じ働きのリンクやボタンの名前がページによって違う",
        en="Link or button of one function named differently from page to page",
    ),
    why=Text(
        ja="同じ行き先や働きなのに名前が変わると、認知に障害のある人や音声の利用者は別のものと思い、迷ってしまいます。",
        en="When one destination or function has two names, people take it for two.",
    ),
    fix=Text(
        ja="メニューの項目やボタンの名前（画像なら代替テキスト）を全ページでそろえてください。"
        "共通のテンプレートから出力すると食い違いが起こりません。",
        en="Give the item or button one name on all pages (of a picture: one alternative), best by a common template.",
    ),
    messages={
        "differs": Text(
            ja="ほかのページでは「{usual}」と呼ぶリンクが、このページでは「{text}」になっています。",
            en="The link is called “{usual}” on the other pages and “{text}” here.",
        ),
        "control": Text(
            ja="ほかのページで「{usual}」という同じ働きのボタンやリンクが、このページでは「{text}」になっています。",
            en="What does the same is called “{usual}” on other pages and “{text}” here.",
        ),
    },
    question=Text(
        ja="この二つの名前のリンクは、同じ役目のものですか。同じなら名前をそろえてください。",
        en="Do the links of these two names serve the same purpose? If so, give them one name.",
    ),
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
                **{
                    path: ('<nav><a href="/a">次へ：貝塚のくらし</a></nav><p>本文</p>', ())
                    for path in ("/", "/b", "/c")
                },
                "/d": ('<nav><a href="/a">前へ：貝塚のくらし</a></nav><p>丁</p>', ()),
            },
            why="The same page, come to from its other side.",
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
        Example(
            PASSED,
            pages={
                **{
                    path: (
                        '<nav><a href="/a">状況</a><a href="/b">登録</a><a href="/c">相談</a></nav><p>本文</p>',
                        (),
                    )
                    for path in ("/", "/a", "/b", "/c")
                },
                "/x/": (
                    '<nav><a href="/a">施設</a><a href="/b">催し</a><a href="/c">交通</a></nav><p>館</p>',
                    (),
                ),
            },
            why="The menu of another site throughout.",
        ),
        Example(
            LIKELY,
            pages={
                f"/{name}": (
                    f'<form role="search" action="/s"><label>検索 <input name="q"></label><button>{text}</button></form><p>{name}</p>',
                    (),
                )
                for name, text in (("", "検索"), ("a", "検索"), ("b", "レッツゴー"))
            },
            at="/b",
            key="control",
            why="The button of the search.",
        ),
        Example(
            LIKELY,
            pages={
                f"/{name}": (
                    f'<main><button onclick="print()"><img src="p.png" alt="{text}"></button>{name}</main>',
                    (),
                )
                for name, text in (("", "このページを印刷"), ("a", "紙に出す"), ("b", "プリンター"))
            },
            at="/a",
            key="control",
            why="One picture, three names.",
        ),
        Example(
            LIKELY,
            pages={
                f"/{name}": (
                    f'<main><p>{name}の説明です。</p><p class="back"><a href="/">{text}</a></p></main>',
                    (),
                )
                for name, text in (("a", "目次へ戻る"), ("b", "目次へ戻る"), ("c", "メイン画面を開く"))
            },
            at="/c",
            key="control",
            why="The way back, in the same box on each page.",
        ),
        Example(
            REVIEW,
            pages={
                f"/{name}": (f'<main><p>{name}の説明です。</p><p><a href="/">{text}</a></p></main>', ())
                for name, text in (("a", "目次へ戻る"), ("b", "目次へ戻る"), ("c", "メイン画面を開く"))
            },
            at="/c",
            key="control",
        ),
        Example(
            PASSED,
            pages={
                f"/{name}": (
                    f'<main><p><a href="/x/doc">{text}</a></p><button onclick="m()">開く</button></main>',
                    (),
                )
                for name, text in (("a", "申請の手引き"), ("b", "手引き"), ("c", "書き方を見る"))
            },
            why="Links of the text are named by their sentences.",
        ),
        Example(
            REVIEW,
            pages={
                f"/{name}": (
                    f'<main><p>{name}<a href="/{name}.pdf">資料<img src="/i/pdf.gif" alt="{text}"></a></p></main>',
                    (),
                )
                for name, text in (("a", "PDF"), ("b", "PDF"), ("c", "アイコン2"))
            },
            at="/c",
            key="control",
            why="A small picture that is called differently.",
        ),
        Example(INAPPLICABLE, pages={"/": ("<p>入口</p>", ()), "/a": ("<p>甲</p>", ())}),
    ],
)
def link_name_inconsistent(site: SiteView) -> Iterator[Finding]:
    yield from _menu_links(site)
    yield from _controls(site)


def _menu_links(site: SiteView) -> Iterator[Finding]:
    uses: defaultdict[tuple[str, str], defaultdict[str, list[Link]]] = defaultdict(lambda: defaultdict(list))
    captured = frozenset(site.audited)
    audited = {page.url: page for page in site.pages if page.url in captured}
    for page in audited.values():
        for link in [link for link in site.links(page) if link.menu and link.text][:200]:
            uses[page.lang[:2].lower(), link.url][page.url].append(link)
    names = {key: _usual(pages) for key, pages in uses.items()}
    own: Counter[tuple[str, str]] = Counter()  # links of a page that are called as on the others, or not
    for key, pages in uses.items():
        for url, links in pages.items() if names[key] else ():
            own[url, "same" if _called(links, names[key]) else "other"] += 1
    for key, pages in uses.items():
        for url, links in pages.items() if names[key] else ():
            if _called(links, names[key]):
                yield passed(link_target(audited[url], links[0]))
                continue
            # Where hardly a link is called as elsewhere, it is another menu, of another site or language.
            if own[url, "other"] >= LEAST and own[url, "other"] > own[url, "same"]:
                continue
            if named := next(_to_the_page(site, audited[url], links), None):
                link, place = named
                yield likely(place, "differs", usual=short(names[key][0]), text=short(link.text))


def _usual(pages: Mapping[str, Sequence[Link]]) -> list[str]:
    """Return the names most pages give a link, none where too few pages have it."""
    counts = Counter(text for links in pages.values() for text in {link.text for link in links})
    return [
        text for text, times in counts.most_common(5) if times >= SHARE * len(pages) and len(pages) >= LEAST
    ]


def _called(links: Sequence[Link], names: Sequence[str]) -> bool:
    return any(_same(link.text, name) for link in links for name in names)


def _to_the_page(site: SiteView, page: PageFacts, links: Sequence[Link]) -> Iterator[tuple[Link, Target]]:
    """Yield the links, where they stand, that lead to a page and not to a place within one.

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
    one, other = (fold(STEP.sub("", text)) for text in (one, other))
    return one in other or other in one


def _controls(site: SiteView) -> Iterator[Finding]:
    """Search buttons, buttons of one script or picture, and links back that are named in several ways."""
    uses: defaultdict[tuple[str, str, str], defaultdict[str, list[tuple[Seen, Control]]]]
    uses = defaultdict(lambda: defaultdict(list))
    for seen in survey(site):
        for control in seen.controls:
            key = _function(seen.page, control)
            if key and control.name:
                uses[seen.lang, control.kind, key][seen.page.url].append((seen, control))
    told = 0
    for (_, kind, _), pages in sorted(uses.items()):
        if len(pages) < LEAST:
            continue
        named = [found[0] for found in pages.values()]
        counts = Counter(text for found in pages.values() for text in {control.name for _, control in found})
        most = usual(counts, named[0][1].name)
        boxed = len({control.block for _, control in named}) == 1 and " " in named[0][1].block
        for seen, control in named:
            if any(_same(one.name, most) for _, one in pages[seen.page.url]):
                yield passed(seen.page)
                continue
            told += 1
            place = target_at(site, seen, control.place) if told <= LOOKED_UP else None
            said = likely if kind in ("submit", "button") or (kind == "link" and boxed) else review
            yield said(place or seen.page, "control", usual=short(most), text=short(control.name))


def _function(page: PageFacts, control: Control) -> str:
    """Return what a control does, '' where the markup does not tell or its name may well change."""
    if control.kind in ("submit", "button", "picture"):
        return control.key
    if control.kind == "link" and control.zone in ("contentinfo", "complementary"):
        return control.key
    if (
        control.kind == "link"
        and control.alone
        and control.zone in ("main", "")
        and _is_above(control.key, page.url)
    ):
        return control.key
    return ""


def _is_above(address: str, url: str) -> bool:
    """Return whether an address is the start of the folder a page lies in, or of one above it."""
    folder = address.rsplit("/", 1)[0] + "/"
    index = address.removeprefix(folder).split("?")[0]
    return (
        address != url
        and url.startswith(folder)
        and (not index or index.startswith(("index.", "default.", "top.")))
    )
