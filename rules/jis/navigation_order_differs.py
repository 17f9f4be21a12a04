"""JIS X 8341-3:2016 3.2.3: repeated navigation keeps its order from page to page."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from auditor.model import Finding, Impact, Text
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

from ._site import LOOKED_UP, SEARCH_FIELD, Menu, Seen, survey, target_at
from ._words import short

LEAST = 3  # pages that have both entries before their order is told
ITEMS = 30  # entries of one menu that are compared, those on the most pages
SAME, ALIKE = 0.3, 0.6  # share of entries in common: of menus that are called the same, and of others

Order = dict[str, int]  # folded names of the entries of a menu, with their places, in document order

_A, _B, _C = '<a href="/a">申請</a>', '<a href="/b">相談</a>', '<a href="/c">施設</a>'

_FIND = '<form action="/s"><label>検索の言葉 <input name="q"></label><button>検索</button></form>'


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
            LIKELY,
            pages={
                "/": _page(_A, _B, _C, text="入口"),
                "/a": _page("申請", _B, _C, text="申請"),
                "/b": _page(_C, _A, "<span aria-current=page>相談</span>", text="相談"),
                "/c": _page("施設", _A, _B, text="施設"),
            },
            at="/b",
            why="Half of a small site has another order; the page itself is an entry too.",
        ),
        Example(
            LIKELY,
            pages={
                "/": _page(_FIND, _A, _B, _C, text="入口"),
                "/a": _page(_FIND, _A, _B, _C, text="申請"),
                "/b": _page(_A, _B, _C, _FIND, text="相談"),
            },
            at="/b",
            why="The search moves.",
        ),
        Example(
            LIKELY,
            pages={
                path: _page(
                    *(f"{one[:3]}id=m{number} {one[3:]}" for number, one in enumerate(order)), text=path
                )
                for path, order in (("/", [_A, _B, _C]), ("/a", [_A, _B, _C]), ("/b", [_C, _A, _B]))
            },
            at="/b",
            why="Links that carry ids of their own.",
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
            pages={
                path: (
                    f"<main>{path}</main><aside><ol>{''.join(f'<li>{one}' for one in order)}</ol></aside>",
                    (),
                )
                for path, order in (("/", (_A, _B, _C)), ("/a", (_B, _C, _A)), ("/b", (_C, _A, _B)))
            },
            why="A list in the order of rank.",
        ),
        Example(
            INAPPLICABLE,
            pages={path: (f"<main><p>{_A}{_B}</p></main>", ()) for path in ("/", "/a", "/b", "/c")},
            why="Links of the text.",
        ),
    ],
)
def navigation_order_differs(site: SiteView) -> Iterator[Finding]:
    told = 0
    for menus in _repeated(survey(site)):
        orders = [_order(menu) for _, menu in menus]
        ahead = _ahead(orders)
        for (seen, menu), order in zip(menus, orders, strict=True):
            turned = _turned(order, ahead)
            if turned is None:
                yield passed(seen.page)
                continue
            told += 1
            first, second = turned
            target = target_at(site, seen, order[second]) if told <= LOOKED_UP else None
            said = likely if menu.landmark else review
            yield said(
                target or seen.page, "order", count=ahead[turned], first=_called(first), second=_called(second)
            )  # fmt: skip


def _called(name: str) -> str:
    return "検索の欄" if name == SEARCH_FIELD else short(name)


def _order(menu: Menu) -> Order:
    order: Order = {}
    for name, place in menu.entries:
        # Page numbers, and what leads on from this page, change with the page.
        if name and not name.isdigit() and name not in _PAGER:
            order.setdefault(name, place)
    return order


def _repeated(pages: Sequence[Seen]) -> Iterator[list[tuple[Seen, Menu]]]:
    """Menus of one language that are the same by their name and entries, at most one of a page each."""
    groups: defaultdict[str, list[list[tuple[Seen, Menu]]]] = defaultdict(list)
    for seen in pages:
        known = groups[seen.lang]
        taken: set[int] = set()
        for menu in seen.menus[:ITEMS]:
            names = {name for name, _ in menu.entries}
            best, score = -1, 0.0
            for at, group in enumerate(known[:200]):
                if at in taken:
                    continue
                other = group[0][1]
                others = {name for name, _ in other.entries}
                share = len(names & others) / max(1, min(len(names), len(others)))
                wanted = SAME if menu.mark == other.mark else ALIKE
                if share >= wanted and share + (menu.mark == other.mark) > score:
                    best, score = at, share + (menu.mark == other.mark)
            if best < 0:
                known.append([(seen, menu)])
                taken.add(len(known) - 1)
            else:
                known[best].append((seen, menu))
                taken.add(best)
    for lang in sorted(groups):
        yield from (group for group in groups[lang] if len(group) >= LEAST)


def _ahead(orders: Sequence[Order]) -> dict[tuple[str, str], int]:
    """Return which entry precedes which on most pages, with their number; the first page decides where it is even."""
    spread = Counter(name for order in orders for name in order)
    compared = {name for name, times in spread.most_common(ITEMS) if times >= LEAST}
    counts: Counter[tuple[str, str]] = Counter()
    earliest: dict[tuple[str, str], int] = {}
    for page, order in enumerate(orders):
        for pair in combinations([name for name in order if name in compared], 2):
            counts[pair] += 1
            earliest.setdefault(pair, page)
    found = {}
    for (one, other), times in counts.items():
        back = counts[other, one]
        first = earliest[one, other] < earliest.get((other, one), len(orders))
        if back and times + back >= LEAST and (times > back or (times == back and first)):
            found[one, other] = times
    return found


def _turned(order: Order, ahead: dict[tuple[str, str], int]) -> tuple[str, str] | None:
    """Return the first pair of a page that stands the other way round on the other pages."""
    if not ahead:
        return None
    return next(((other, one) for one, other in combinations(order, 2) if (other, one) in ahead), None)


_PAGER = frozenset(
    [
        "次へ",
        "前へ",
        "次",
        "前",
        "次のページ",
        "前のページ",
        "最初",
        "最後",
        "next",
        "previous",
        "prev",
        "first",
        "last",
    ]
)
