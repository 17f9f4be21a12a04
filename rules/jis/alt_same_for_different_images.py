"""JIS X 8341-3:2016 1.1.1 and 1.3.3: pictures that mean different things need different words."""

import re
from collections import Counter
from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import INAPPLICABLE, LIKELY, PASSED, Element, Example, Page, likely, page_rule, passed

from ._tables import STATELESS, is_layout
from ._words import content, fold, short, shown

PHOTO = re.compile(
    r"\.jpe?g(?:$|\?)", re.I
)  # several photographs of a dog may all be "a dog"; signs are not JPEG

# What only keeps a place free or edges a box.
_EMPTY = re.compile(r"spacer|blank|dummy|clear|space|trans|pixel|dot|line|corner|arrow|bullet", re.I)
_CELLS = "td, [role=gridcell], [role=cell]"
_GRIDS = "table, [role=grid], [role=table]"
_MARKS = "img[alt=''], svg, i, span[class*=icon], span[class*=ico-], span[class*=mark]"
_NAMED = "[aria-label], [title], [aria-labelledby], title, img[alt]:not([alt=''])"
_LEGEND = re.compile(
    r"凡例|見方|見かた|マーク|アイコン|記号|印の|の意味|について|legend|\bkey\b|범례|图例", re.I
)
SIGNS, KINDS = 4, 2  # cells with a sign, and different signs: fewer may be alike by chance
ENTRY = 16  # characters that a legend says of a sign
MOST = 2000  # cells or items of one group


def _calendar(mark: str) -> str:
    """Return a table of two weeks whose days have a sign each, for an example."""
    weeks = [(7, "moyasu"), (8, "kan"), (9, "moyasu")], [(14, "kan"), (15, "moyasu"), (16, "kami")]
    days = [
        "".join(f"<td><span>{day}日</span>{mark.format(kind)}</td>" for day, kind in week) for week in weeks
    ]
    heads = "".join(f"<th>{day}</th>" for day in "月火水")
    return f"<table><tr>{heads}</tr><tr>{days[0]}</tr><tr>{days[1]}</tr></table>"


@page_rule(
    id="jis/alt-same-for-different-images",
    criteria=["1.1.1", "1.3.3"],
    techniques=["F30", "F26", "G94", "G96"],
    impact=Impact.SERIOUS,
    title=Text(
        ja="違う画像に同じ代替テキスト",
        en="One alternative text for different images",
    ),
    why=Text(
        ja="○や×のような印の画像にどれも同じ代替テキストが付いていると、画像を見ない人には違いが分かりません。",
        en="Where signs that differ share one text, who does not see them cannot tell them apart.",
    ),
    fix=Text(
        ja="「在庫あり」「在庫なし」のように、それぞれの画像が意味することを alt に書いてください。",
        en="Write what each image means: “in stock”, “out of stock”.",
    ),
    messages={
        "same": Text(
            ja="見た目の違う {count} 種類の画像が、同じ代替テキスト「{alt}」になっています。",
            en="{count} different images share the alternative text “{alt}”.",
        ),
        "mute": Text(
            ja="表のマス {count} 個の状態が {kinds} 種類の印の画像だけで示され、どの印の代替テキストも空です。",
            en="{count} cells tell their state by {kinds} different signs alone, and none has an alternative text.",
        ),
        "legend": Text(
            ja="凡例にある印（「{names}」など）が一覧の {count} 項目に付いていますが、代替テキストが空で、言葉でも書かれていません。",
            en="{count} items bear signs of a legend (“{names}”) without an alternative text or the words.",
        ),
    },
    examples=[
        Example(
            LIKELY,
            '<table><tr><td><img src="1.png" alt="在庫状況"></td></tr><tr><td><img src="2.png" alt="在庫状況"></td></tr></table>',
            at="img",
            key="same",
        ),
        Example(
            LIKELY,
            '<ul><li><img src="1.png" alt="混雑度"></li><li><img src="3.png" alt="混雑度"></li></ul>',
            at="img",
        ),
        Example(
            PASSED,
            '<table><tr><td><img src="1.png" alt="あり"></td></tr><tr><td><img src="2.png" alt="なし"></td></tr></table>',
        ),
        Example(
            PASSED,
            '<table><tr><td><img src="1.png" alt="あり"></td></tr><tr><td><img src="1.png" alt="あり"></td></tr></table>',
        ),
        Example(
            PASSED,
            '<ul><li><a href="/a"><img src="a.jpg" alt="PDF"></a></li><li><a href="/b"><img src="b.jpg" alt="PDF"></a></li></ul>',
            why="Links are named by what is around them and judged elsewhere.",
        ),
        Example(
            PASSED,
            '<ul><li><img src="1.jpg" alt="犬"></li><li><img src="2.jpg" alt="犬"></li></ul>',
            why="Photographs, not signs.",
        ),
        Example(INAPPLICABLE, "<table><tr><td>あり</td></tr></table>"),
        Example(
            INAPPLICABLE,
            "<table><tr><th>月<th>火<th>水</tr><tr><td><img src='a.png' alt=''>"
            "<td><img src='b.png' alt=''><td><img src='a.png' alt=''></table>",
            why="Three pictures may be ornaments.",
        ),
        Example(
            LIKELY,
            _calendar("<img src='{}.png' alt=''>"),
            at="td",
            key="mute",
            why="A date and a sign without a name.",
        ),
        Example(PASSED, _calendar("<img src='{0}.png' alt='{0}'>")),
        Example(
            INAPPLICABLE,
            _calendar("<img src='{0}.png' alt=''><span class='sr-only'>{0}のごみ</span>"),
            why="The words are there for those who listen.",
        ),
        Example(LIKELY, _calendar("<svg aria-hidden='true'><use href='#{}'/></svg>"), at="td", key="mute"),
        Example(
            INAPPLICABLE,
            _calendar("<svg role='img' aria-label='{0}'><use href='#{0}'/></svg>"),
            why="The drawing has a name.",
        ),
        Example(
            LIKELY, _calendar("<i class='fa fa-{}'></i>"), at="td", key="mute", why="Letters of an icon font."
        ),
        Example(
            INAPPLICABLE,
            _calendar("<img src='star.png' alt=''><img src='star.png' alt=''>{}"),
            why="Stars repeat the number beside them.",
        ),
        Example(
            LIKELY,
            "<div role=grid><div role=row><div role=gridcell><img src='a.svg' alt=''></div><div role=gridcell>"
            "<img src='b.svg' alt=''></div></div><div role=row><div role=gridcell><img src='a.svg' alt=''></div>"
            "<div role=gridcell><img src='a.svg' alt=''></div></div></div>",
            at="[role=gridcell]",
            key="mute",
        ),
        Example(
            INAPPLICABLE,
            "<table><tr><td><img src='tl.gif' alt=''></td><td><img src='t.gif' alt=''></td></tr><tr><td><img src='t.gif' alt=''></td>"
            "<td><img src='tl.gif' alt=''></td></tr></table>",
            why="A frame of pictures: no heading of a row or column.",
        ),
        Example(
            LIKELY,
            "<h2>マークの見方</h2><ul><li><img src='o.gif' alt=''>空きあり</li><li><img src='x.gif' alt=''>満室</li></ul>"
            "<h2>会議室</h2><ul><li><img src='o.gif' alt=''>第1会議室</li><li><img src='x.gif' alt=''>第2会議室</li>"
            "<li><img src='x.gif' alt=''>和室</li></ul>",
            at="ul:nth-of-type(2) > li",
            key="legend",
        ),
        Example(
            INAPPLICABLE,
            "<h2>マークの見方</h2><ul><li><img src='o.gif' alt=''>空きあり</li><li><img src='x.gif' alt=''>満室</li></ul>"
            "<h2>会議室</h2><ul><li><img src='o.gif' alt=''>第1会議室（空きあり）</li><li><img src='x.gif' alt=''>第2会議室 満室</li></ul>",
            why="The items say it too.",
        ),
        Example(
            INAPPLICABLE,
            "<ul><li><img src='pdf.gif' alt=''>申請書</li><li><img src='doc.gif' alt=''>見本</li></ul>"
            "<ul><li><img src='pdf.gif' alt=''>申請書</li><li><img src='doc.gif' alt=''>見本</li></ul>",
            why="No legend: the pictures may be decoration.",
        ),
    ],
)
def alt_same_for_different_images(page: Page) -> Iterator[Finding]:
    for group in page.select("table, ul, ol, dl"):
        images = [
            one
            for one in group.select("img[alt][src]")
            if one["alt"].strip() and one.closest("table, ul, ol, dl") == group
        ]
        if not images:
            continue
        sources: dict[str, set[str]] = {}
        for image in images:
            if image.closest("a, button") is None and not PHOTO.search(image["src"]):
                sources.setdefault(image["alt"].strip(), set()).add(image["src"])
        shared = [alt for alt, files in sources.items() if len(files) > 1]
        for alt in shared:
            first = next(one for one in images if one["alt"].strip() == alt)
            yield likely(first, "same", alt=short(alt), count=len(sources[alt]))
        if not shared:
            yield passed(group)
    yield from _mute_grids(page)
    yield from _mute_lists(page)


def _mute_grids(page: Page) -> Iterator[Finding]:
    """Yield the tables whose cells hold nothing but a number or date and one of several nameless signs."""
    for grid in page.select(_GRIDS)[:200]:
        if not shown(grid) or (grid.tag == "table" and (is_layout(grid) or not grid.select("th"))):
            continue
        cells = [
            cell
            for cell in grid.select(_CELLS)[:MOST]
            if cell.closest(_GRIDS) == grid and STATELESS.fullmatch(cell.text) and _sign(cell)
        ]
        kinds = Counter(map(_sign, cells))
        if len(cells) >= SIGNS and len(kinds) >= KINDS and max(kinds.values()) > 1:
            yield likely(cells[0], "mute", count=len(cells), kinds=len(kinds))


def _mute_lists(page: Page) -> Iterator[Finding]:
    """Yield the lists whose items bear nameless signs that a legend of the page gives words to."""
    lists = [
        one for one in page.select("ul, ol, dl, table")[:500] if one.select("img[alt='']") and shown(one)
    ]
    if len(lists) < 2:
        return
    marked = {one: _items(one) for one in lists}
    for legend, entries in marked.items():
        told = {sign: words for words, sign in entries}
        fits = KINDS <= len(told) == len(entries) and all(
            words and len(words) <= ENTRY for words in told.values()
        )
        if not fits or not _LEGEND.search(_introduced(legend)):
            continue
        for other, items in marked.items():
            met = [(words, sign) for words, sign in items if sign in told]
            said = any(fold(told[sign]) in fold(words) for words, sign in met)
            bare = all(STATELESS.fullmatch(words) for words, _ in met)  # a table of dates has been told of
            if other != legend and len({sign for _, sign in met}) >= KINDS and not said and not bare:
                first = other.select("img[alt='']")[0]
                yield likely(
                    first.closest("li, dd, td") or first,
                    "legend",
                    count=len(met),
                    names=short("、".join(told.values())),
                )


def _items(group: Element) -> list[tuple[str, str]]:
    """Return words and sign of the items of a list that bear one."""
    items = [
        one for one in group.select("li, dt, dd, td")[:MOST] if one.closest("ul, ol, dl, table") == group
    ]
    return [(content(one), sign) for one in items if (sign := _sign(one))]


def _introduced(legend: Element) -> str:
    """Return the caption of a list, or the heading or line before it."""
    before = legend.previous or (legend.parent and legend.parent.previous)
    return f"{legend['aria-label']} {before.text[-60:] if before else ''} {legend.own_text}"


def _sign(cell: Element) -> str:
    """Return what tells the single nameless sign of a cell from others, '' where there is none, or a name."""
    marks = cell.select(_MARKS)[:3]
    outer = [one for one in marks if one.parent is None or one.parent.closest("svg, i") is None]
    named = cell["aria-label"] or cell["title"] or cell.select(_NAMED)
    if len(outer) != 1 or named or outer[0].closest("a, button"):
        return ""
    mark = outer[0]
    if mark.tag == "img":
        return (
            "" if PHOTO.search(mark["src"]) or _EMPTY.search(mark["src"].rsplit("/", 1)[-1]) else mark["src"]
        )
    if mark.tag == "svg":
        uses = mark.select("use")
        return (uses[0]["href"] or uses[0]["xlink:href"]) if uses else ""
    return mark["class"] if not mark.text and not mark.children else ""
