"""JIS X 8341-3:2016 3.2.3: repeated navigation keeps its order from page to page."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from auditor.model import Finding, Impact, Link, PageFacts, Text
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

from ._words import fold, short

LEAST = 3  # pages that agree on an order before another one is told
SHARE = 0.75  # of the pages that have both links
ITEMS = 30  # of one menu that are compared, those on the most pages
CONFIRMED = 20  # pages opened to see whether the menu is a landmark; the rest is left to people
REGIONS = frozenset({"banner", "navigation", "contentinfo"})
# What a selector tells of a menu without opening its page: element names, and words in ids.
_STEP = re.compile(r"#?[A-Za-z][\w-]*")
_MENU = re.compile(r"(?:^|[#_-])(?:g|global|main|head(?:er)?|foot(?:er)?|site|local|side)?[_-]?"
                   r"(?:nav(?:i|igation)?|menu|header|footer)(?:[_-]|$)", re.IGNORECASE)  # fmt: skip
_WRAPPERS = frozenset(
    {"html", "body", "div", "span", "ul", "ol", "li", "p", "dl", "dd", "dt", "table", "tbody", "tr", "td"}
)

Key = tuple[str, str]  # address and folded text: 「次へ」 and 「2」 of one address are two items
Order = dict[Key, Link]

_A, _B, _C = '<a href="/a">申請</a>', '<a href="/b">相談</a>', '<a href="/c">施設</a>'


def _page(*links: str, text: str = "", nav: str = "nav") -> tuple[str, tuple[()]]:
    return (
        f"<html lang=ja><body><{nav}><ul>{''.join(f'<li>{link}' for link in links)}</ul></{nav}><p>{text}",
        (),
    )


@site_rule(
    id="jis/navigation-order-differs",
    criteria=["3.2.3"],
    techniques=["F66", "G61"],
    impact=Impact.MODERATE,
    needs=[Need.SITE],
    title=Text(ja="メニューの並び順がほかのページと違う", en="Menu in another order than on the other pages"),
    why=Text(
        ja="画面の一部を拡大して見ている人や音声で読んでいる人は、メニューの項目を並び順で覚えています。"
        "ページによって順番が変わると、目的の項目を探し直すことになります。",
        en="People who enlarge the screen or listen know the items of a menu by their order.",
    ),
    fix=Text(
        ja="メニューの項目の順番を全ページでそろえてください。共通のテンプレートから出力すると食い違いが起こりません。"
        "今いるページの項目をリンクにしないことや、項目を足すことは問題ありません。",
        en="Keep the order of the items on all pages, best by a common template. An item that is no link on its own "
        "page, or items added, are no problem.",
    ),
    messages={
        "order": Text(
            ja="ほかの {count} ページでは「{first}」のあとに「{second}」が並びますが、このページでは逆です。",
            en="“{first}” comes before “{second}” on {count} other pages, and after it here.",
        ),
    },
    question=Text(
        ja="このリンクの並びは、どのページにも出るメニューですか。メニューなら、ほかのページと順番が同じですか。",
        en="Is this a menu that is repeated on the pages, and does it keep its order?",
    ),
    examples=[
        Example(
            LIKELY,
            pages={
                "/": _page(_A, _B, _C, text="入口"),
                "/a": _page(_A, _B, _C, text="申請"),
                "/b": _page(_A, _B, _C, text="相談"),
                "/c": _page(_B, _A, _C, text="施設"),
            },
            at="/c",
            key="order",
        ),
        Example(
            REVIEW,
            pages={
                "/": _page(_A, _B, _C, text="入口", nav="div id=gnav"),
                "/a": _page(_A, _B, _C, text="申請", nav="div id=gnav"),
                "/b": _page(_A, _B, _C, text="相談", nav="div id=gnav"),
                "/c": _page(_B, _A, _C, text="施設", nav="div id=gnav"),
            },
            at="/c",
            why="A menu by its id, no landmark.",
        ),
        Example(
            PASSED,
            pages={
                "/": _page(_A, _B, _C, text="入口"),
                "/a": _page("申請", _B, _C, text="申請"),
                "/b": _page(_A, "相談", _C, text="相談"),
                "/c": _page(_A, _B, "施設", text="施設"),
            },
            why="The item of the page itself is no link.",
        ),
        Example(
            PASSED,
            pages={
                "/": _page(_A, _B, _C, text="入口"),
                "/a": _page(_A, '<a href="/a/1">窓口</a>', _B, _C, text="申請"),
                "/b": _page(_A, _B, '<a href="/b/1">電話</a>', _C, text="相談"),
                "/c": _page(_A, _B, _C, text="施設"),
            },
            why="Local items are added; the rest keeps its order.",
        ),
        Example(
            PASSED,
            pages={
                "/": _page(_A, _B, _C, text="入口"),
                "/1": _page('<a href="/1">1</a>', '<a href="/2">2</a>', '<a href="/2">次へ</a>', text="一"),
                "/2": _page(
                    '<a href="/1">前へ</a>',
                    '<a href="/1">1</a>',
                    '<a href="/2">2</a>',
                    '<a href="/3">次へ</a>',
                    text="二",
                ),
                "/3": _page('<a href="/2">前へ</a>', '<a href="/1">1</a>', '<a href="/2">2</a>', text="三"),
                "/4": _page('<a href="/3">前へ</a>', '<a href="/1">1</a>', '<a href="/2">2</a>', text="四"),
            },
            why="Page numbers with next and previous.",
        ),
        Example(
            PASSED,
            pages={
                "/": _page(_A, _B, _C, text="入口"),
                "/a": _page(_A, _B, _C, text="申請"),
                "/b": _page(_A, _B, _C, text="相談"),
                "/c": _page(_A, _B, _C, text="施設"),
                "/en/": (
                    '<html lang="en"><nav><ul><li><a href="/b">相談</a><li><a href="/a">申請</a></ul></nav>',
                    (),
                ),
            },
            why="Another language has a menu of its own.",
        ),
        Example(
            INAPPLICABLE,
            pages={path: (f"<main><p>{_A}{_B}</p></main>", ()) for path in ("/", "/a", "/b", "/c")},
            why="Links of the text.",
        ),
    ],
)
def navigation_order_differs(site: SiteView) -> Iterator[Finding]:
    menus: defaultdict[tuple[str, str], dict[str, Order]] = defaultdict(dict)
    pages = {page.url: page for page in site.pages}
    for page in site.pages:
        for menu, links in _menus(site.links(page)).items():
            menus[page.lang[:2].lower(), menu][page.url] = links
    confirmed = 0
    for _, orders in sorted(menus.items()):
        if len(orders) <= LEAST:
            continue
        usual = _usual(orders)
        for url, order in sorted(orders.items()):
            turned = _turned(order, usual)
            if turned is None:
                if len(order) > 1:
                    yield passed(pages[url])
                continue
            confirmed += 1
            yield _finding(site, pages[url], order, turned, usual[turned], confirmed <= CONFIRMED)


def _menus(links: Sequence[Link]) -> dict[str, Order]:
    """The links of a page that stand in menus, by menu, in document order."""
    found: defaultdict[str, Order] = defaultdict(dict)
    for link in links:
        menu = _menu(link.selector)
        if menu and link.text:
            found[menu].setdefault((link.url, fold(link.text)), link)
    return dict(found)


def _menu(selector: str) -> str:
    """What stays of a selector when places in lists are left out, '' where it leads to no menu."""
    steps = [match[0] for step in selector.split(" > ")[:-1] if (match := _STEP.match(step))]
    if "main" in steps or "article" in steps or not any(_is_menu(step) for step in steps):
        return ""
    return " ".join(step for step in steps if step not in _WRAPPERS)


def _is_menu(step: str) -> bool:
    return step in ("nav", "header", "footer") or (step.startswith("#") and _MENU.search(step) is not None)


def _usual(orders: dict[str, Order]) -> dict[tuple[Key, Key], int]:
    """Which link precedes which on most pages, with the number of these pages."""
    spread = Counter(key for order in orders.values() for key in order)
    compared = {key for key, times in spread.most_common(ITEMS) if times > LEAST}
    ahead: Counter[tuple[Key, Key]] = Counter()
    for order in orders.values():
        ahead.update(combinations([key for key in order if key in compared], 2))
    return {
        (one, other): times
        for (one, other), times in ahead.items()
        if times >= LEAST and times >= SHARE * (times + ahead[other, one])
    }


def _turned(order: Order, usual: dict[tuple[Key, Key], int]) -> tuple[Key, Key] | None:
    """The first pair of a page that stands the other way round on most pages."""
    return next(((other, one) for one, other in combinations(order, 2) if (other, one) in usual), None)


def _finding(
    site: SiteView, page: PageFacts, order: Order, turned: tuple[Key, Key], count: int, look: bool
) -> Finding:
    first, second = (order[key] for key in turned)
    target = link_target(page, second, identity=second.text)
    said = {"count": count, "first": short(first.text), "second": short(second.text)}
    view = site.view(page.url) if look else None
    place = view.at(second.selector) if view is not None else None
    if place is not None and place.region in REGIONS:
        return likely(target, "order", **said)
    return review(target, "order", **said)
