"""JIS X 8341-3:2016 1.4.1: what a legend gives a colour is told in the table in words or signs too."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from auditor.model import Finding, Impact, Text
from auditor.rule import (
    INAPPLICABLE,
    LIKELY,
    PASSED,
    Element,
    Example,
    Need,
    Page,
    likely,
    page_rule,
    passed,
)

from ._colours import WORDS, called, parse
from ._tables import STATELESS
from ._words import content, find, fold, short

LEGEND = 12  # characters of an entry of a legend
COLOURS, CELLS = 2, 4  # fewer may be alike by chance
MOST = 3000  # elements looked at, of each sort
_WORD = "|".join(WORDS)
_THING = (
    "日|マス|欄|枠|セル|部分|箇所|か所|ところ|所|時間帯|区域|地区|行|列|数字|文字|字|太字|背景|マーカー|印"
)
_COLOURED = (
    rf"(?P<word>{_WORD})色?(?:(?:の|い|く(?:なっ|塗っ|示し|表示し)(?:た|ている)|で(?:示し|塗っ|書い|表し|表示し)(?:た|ている))?"
    rf"(?:{_THING}))?(?:の[^\s、。の]{{1,8}}?)?"
)
_SOME_COLOUR = (
    r"色(?:の|が)(?:付いた|ついた|付いている|ついている|変わった|違う|異なる|濃い)|色(?:付|つ|づ)きの"
    r"|(?:網|あみ|アミ)(?:掛|か)けの|塗りつぶした|色を(?:付け|つけ|変え|塗っ)(?:た|ている)"
)
# 「ピンクの日はお休みです」「色のついたマスは満員」「赤字の地区は日程が変わります」: what is said of cells by their colour.
_SAID = re.compile(
    rf"(?:{_COLOURED}|(?:{_SOME_COLOUR})(?:{_THING})(?:の[^\s、。の]{{1,8}}?)?)"
    rf"(?:は|が|：|:|＝|=)、?\s*(?P<state>[^。、\s]{{1,{LEGEND}}})"
)
# 「休館日は赤い文字で示しています」: the same said the other way round.
_SHOWN = re.compile(
    rf"(?P<state>[^。、\s※]{{1,{LEGEND}}})[はを]、?(?P<word>{_WORD})(?:色|字|い字|い?文字|色の文字|い数字)?"
    rf"(?:で(?:す(?!が)|示|表|記|書|塗)|に(?:し|な|塗))"
)
_STYLE = (
    "<style>.a{background:#c8f0c8}.b{background:#ffc9c9}</style>"
    "<p><span class=a>空き</span><span class=b>満</span></p>"
)
_TINT = "<style>.c{background:#ffc9d6}</style>"


@page_rule(
    id="jis/cells-told-by-colour",
    criteria=["1.4.1"],
    techniques=["F13", "F81", "G14", "G111"],
    impact=Impact.SERIOUS,
    needs=[Need.LAYOUT],
    title=Text(
        ja="凡例の色だけで状態を示す表", en="Table that tells states by the colours of a legend alone"
    ),
    why=Text(
        ja="色の見分けにくい人、白黒で印刷した人、音声で読んでいる人には、空きか満員かなどの違いが分かりません。",
        en="Who does not see the colours, prints in grey or listens cannot tell one state from another.",
    ),
    fix=Text(
        ja='マスの中にも、凡例と同じ文字や記号を書いてください。例: <td class="aki">3</td> → <td class="aki">3 ○空き</td>',
        en="Write the word or sign of the legend in the cells too. Example: <td>3</td> → <td>3 ○ free</td>.",
    ),
    messages={
        "colour": Text(
            ja="凡例の {count} 色（{names}）が、表の {cells} マスでは色だけで示されています。",
            en="Of a legend, {count} colours ({names}) stand in {cells} cells of the table without a word or sign.",
        ),
        "said": Text(
            ja="「{text}」とありますが、表の {cells} マスでは、そのことが色だけで示されています。",
            en="“{text}” is said of the table, whose {cells} cells tell it by colour alone.",
        ),
    },
    question=Text(
        ja="白黒で表示しても、それぞれのマスの状態が分かりますか。",
        en="In grey, can the state of each cell still be told?",
    ),
    examples=[
        Example(
            LIKELY,
            f"{_STYLE}<table><tr><td class=a>1</td><td class=b>2</td></tr><tr><td class=a>3</td><td class=b>4</td></tr></table>",
            at="table",
            key="colour",
        ),
        Example(
            PASSED,
            f"{_STYLE}<table><tr><td class=a>1 ○</td><td class=b>2 ×</td></tr>"
            "<tr><td class=a>3 ○</td><td class=b>4 ×</td></tr></table>",
            why="Signs stand in the cells.",
        ),
        Example(
            PASSED,
            f'{_STYLE}<table><tr><td class=a title="空き">1</td><td class=b title="満">2</td></tr>'
            '<tr><td class=a><img src="a.png" alt="空き">3</td><td class=b><span aria-label="満">4</span></td></tr></table>',
            why="Names and pictures tell it.",
        ),
        Example(
            INAPPLICABLE,
            "<style>.a{background:#eee}.b{background:#fff2a8}</style><table><tr class=a><td class=a>1</td><td class=b>2</td></tr>"
            "<tr><td class=a>3</td><td class=b>4</td></tr></table>",
            why="Colours without a legend may be decoration.",
        ),
        Example(
            LIKELY,
            "<style>.a{background:#ffc9c9}</style><p><span class=a>　</span> 休館日</p><table><tr><td class=a>1</td>"
            "<td>2</td><td class=a>3</td><td>4</td></tr><tr><td class=a>8</td><td>9</td><td class=a>10</td><td>11</td></tr></table>",
            at="table",
            key="colour",
            why="One colour, and cells without it.",
        ),
        Example(
            INAPPLICABLE,
            "<style>.a{background:#ffc9c9}</style><p><span class=a>　</span> 休館日</p><table><tr><td class=a>1</td>"
            "<td class=a>2</td><td class=a>3</td><td class=a>4</td></tr></table>",
            why="One colour that all cells have tells nothing apart.",
        ),
        Example(
            INAPPLICABLE,
            f"{_STYLE}<table><tr><td class=a>1</td><td class=b>2</td><td class=a>3</td></tr></table>",
            why="Three cells may have the colours of a legend by chance.",
        ),
        Example(
            LIKELY,
            "<style>.a{background:#c8f0c8}.b{background:#ffc9c9}</style>"
            "<p><span class=a>予約できる日（電話のみ）</span><span class=b>満</span></p>"
            "<table><tr><td class=a>1</td><td class=b>2</td></tr><tr><td class=a>3</td><td class=b>4</td></tr></table>",
            at="table",
            key="colour",
            why="Twelve letters name a state.",
        ),
        Example(
            INAPPLICABLE,
            "<style>.a{background:#c8f0c8}.b{background:#ffc9c9}</style>"
            "<p><span class=a>予約できる日（電話でのみ）</span><span class=b>満</span></p>"
            "<table><tr><td class=a>1</td><td class=b>2</td></tr><tr><td class=a>3</td><td class=b>4</td></tr></table>",
            why="What is longer may be any marked text.",
        ),
        Example(
            LIKELY,
            f"{_TINT}<p>赤い日はお休みです。</p><table><tr><td class=c>1</td><td>2</td></tr>"
            "<tr><td class=c>8</td><td>9</td></tr></table>",
            at="table",
            key="said",
        ),
        Example(
            LIKELY,
            f"{_TINT}<p>赤は使えません。白は使えます。</p><table><tr><td class=c>&nbsp;</td><td>&nbsp;</td></tr>"
            "<tr><td>&nbsp;</td><td class=c>&nbsp;</td></tr></table>",
            at="table",
            key="said",
            why="The colour alone is named, and no thing.",
        ),
        Example(
            PASSED,
            f"{_TINT}<p>赤は使えません。</p><table><tr><td class=c>×</td><td>○</td></tr><tr><td>○</td><td class=c>×</td></tr></table>",
        ),
        Example(
            LIKELY,
            "<style>.n{color:#c00000}</style><table><caption>赤字は休館日</caption><tr><td class=n>3</td><td>4</td></tr>"
            "<tr><td class=n>10</td><td>11</td></tr></table>",
            at="table",
            key="said",
            why="The digits have the colour, not their ground.",
        ),
        Example(
            LIKELY,
            "<p>12月の日程です。<font color='#cc0000'>赤字の地区は、いつもと日程が変わります。</font></p><table>"
            "<tr><th>北町</th><td>1日、2日</td><td><font color='#cc0000'>12日、13日</font></td></tr>"
            "<tr><th>南町</th><td><b><font color='#cc0000'>9日</font></b></td><td>18日</td></tr></table>",
            at="table",
            key="said",
            why="The letters have the colour, in an element of their own.",
        ),
        Example(
            PASSED,
            "<p><font color='#cc0000'>赤字で「変更」と書いた地区は、いつもと日程が変わります。赤字の地区は変わります。</font></p><table>"
            "<tr><th>北町</th><td>1日、2日</td><td><font color='#cc0000'>変更　12日、13日</font></td></tr>"
            "<tr><th>南町</th><td><font color='#cc0000'>変更　9日</font></td><td>18日</td></tr></table>",
            why="A word beside the colour.",
        ),
        Example(
            LIKELY,
            "<style>.k{color:#0000dd;font-weight:bold}</style><table><tr><th>月</th><th>開始</th></tr>"
            "<tr><td>4月</td><td class=k>10:00</td></tr><tr><td>5月</td><td><span class=k>13:30〜</span></td></tr>"
            "<tr><td>6月</td><td>9:30</td></tr></table><p>※開始時刻が変わる月は青い文字で示しています。</p>",
            at="table",
            key="said",
            why="The sentence begins with what the colour stands for.",
        ),
        Example(
            LIKELY,
            f"{_TINT}<p>網かけの日はプールをお休みします。</p><table><tr><td class=c>1</td><td>2</td></tr>"
            "<tr><td class=c>8</td><td>9</td></tr></table>",
            at="table",
            key="said",
        ),
        Example(
            INAPPLICABLE,
            "<p>赤字の決算は3年ぶりです。</p><table><tr><td>1,200</td><td>3,400</td></tr><tr><td>1</td><td>2</td></tr></table>",
            why="A deficit.",
        ),
        Example(
            PASSED,
            f"{_TINT}<p>色のついた日はお休みです。</p><table><tr><td class=c>1 休</td><td>2</td></tr>"
            "<tr><td class=c>8 休</td><td>9</td></tr></table>",
            why="A word stands in the cells.",
        ),
        Example(
            INAPPLICABLE,
            f"{_TINT}<p>色のついた日はお休みです。</p><table><tr><td class=c>1</td><td>2</td></tr></table>",
            why="One cell may have its colour for another reason.",
        ),
        Example(
            INAPPLICABLE,
            f"{_TINT}<p>緑の日はお休みです。</p><table><tr><td class=c>1</td><td>2</td></tr>"
            "<tr><td class=c>8</td><td>9</td></tr></table>",
            why="No cell has that colour.",
        ),
        Example(INAPPLICABLE, "<table><tr><td>1</td></tr></table>"),
    ],
)
def cells_told_by_colour(page: Page) -> Iterator[Finding]:
    cells: dict[Element, dict[str, list[Element]]] = defaultdict(lambda: defaultdict(list))
    inks: dict[Element, dict[str, list[Element]]] = defaultdict(lambda: defaultdict(list))
    for cell in page.select("td")[:MOST]:
        table = cell.closest("table")
        if table is None:
            continue
        if _tints(colour := cell.style("background-color")):
            cells[table][colour].append(cell)
        inks[table][_inked(cell).style("color")].append(cell)
    legends = _legends(page)
    for table, found in cells.items():
        tinted = {cell for group in found.values() for cell in group}
        plain = sum(
            cell not in tinted and bool(cell.text) for group in inks[table].values() for cell in group
        )
        yield from _by_legend(table, found, legends, plain)
    told: set[Element] = set()
    for said in _sayings(page):
        yield from _by_words(said, cells, inks, told)


def _by_legend(
    table: Element, found: Mapping[str, list[Element]], legends: list[Mapping[str, str]], plain: int
) -> Iterator[Finding]:
    """Judge a table by the legend most of whose colours it has; `plain` cells have no colour."""
    legend = max(legends, key=lambda one: len(one.keys() & found.keys()), default={})
    common = legend.keys() & found.keys()
    # What has none of the colours is a state of its own: it can be told from one colour by words in the cells alone.
    least = 1 if plain >= CELLS else COLOURS
    if len(common) < least or sum(len(found[colour]) for colour in common) < CELLS:
        return
    bare = {colour: [one for one in found[colour] if _bare(one, legend[colour])] for colour in common}
    mute = [colour for colour in common if len(bare[colour]) == len(found[colour])]
    if len(mute) < least:  # one may well be what the rest is not
        yield passed(table)
        return
    yield likely(
        table,
        "colour",
        count=len(mute),
        names=short("、".join(sorted(legend[colour] for colour in mute))),
        cells=sum(len(bare[colour]) for colour in mute),
    )


def _sayings(page: Page) -> list[re.Match[str]]:
    """Return what the texts of a page say of things by their colour, each saying once."""
    matches = (said.search(run) for said in (_SAID, _SHOWN) for _, run in find(page, said))
    return list({match[0]: match for match in matches if match is not None}.values())


def _by_words(
    said: re.Match[str],
    cells: Mapping[Element, Mapping[str, list[Element]]],
    inks: Mapping[Element, Mapping[str, list[Element]]],
    told: set[Element],
) -> Iterator[Finding]:
    """Judge the tables that have cells of the colour a text names; adds to `told` those that are found."""
    word = said.groupdict().get("word")
    for table, of_inks in inks.items():
        plain = table.style("color")
        # What most cells are written in marks nothing.
        usual = max(of_inks, key=lambda ink: (len(of_inks[ink]), ink == plain))
        groups = list(cells.get(table, {}).items())
        groups += [(ink, marked) for ink, marked in of_inks.items() if ink != usual]
        marked = [
            cell for colour, group in groups if word is None or _is_called(colour, word) for cell in group
        ]
        if len(marked) < COLOURS or len(marked) == sum(map(len, of_inks.values())):
            continue
        if table in told:
            continue
        if all(_bare(cell, said["state"]) for cell in marked):
            told.add(table)
            yield likely(table, "said", text=short(said[0]), cells=len(marked))
        else:
            yield passed(table)


def _inked(cell: Element) -> Element:
    """Return the innermost element that holds all the text of a cell, whose colour its letters have."""
    inner = cell
    while not inner.own_text and len(inner.children) == 1 and inner.children[0].text == inner.text:
        inner = inner.children[0]
    return inner


def _is_called(colour: str, word: str) -> bool:
    seen = parse(colour)
    return seen is not None and WORDS[word] in called(seen)


def _tints(colour: str) -> bool:
    seen = parse(colour)
    return seen is not None and seen[3] > 0 and seen[:3] != (255.0, 255.0, 255.0)


def _legends(page: Page) -> list[Mapping[str, str]]:
    """Return colour → name of entries that stand together outside tables.

    A patch of colour is named by what follows it. A single entry counts only where it is such a patch in a line.
    """
    found: dict[Element, dict[str, str]] = defaultdict(dict)
    patched: set[Element] = set()
    for one in page.select("span, li, i, b, em, dt, p, div")[:MOST]:
        if one.children or not _tints(one.style("background-color")) or one.closest("td"):
            continue
        text = one.text
        if len(text) > LEGEND:
            continue
        around = one.parent
        if not text and around is not None and len(around.text) <= LEGEND:
            text = around.text
        home = around.parent if around is not None and around.tag in ("li", "dt", "label") else around
        if home is not None:
            if one.tag in ("span", "i", "b", "em"):
                patched.add(home)
            found[home].setdefault(one.style("background-color"), text or (home.text[:LEGEND]))
    return [entries for home, entries in found.items() if len(entries) >= COLOURS or home in patched]


def _bare(cell: Element, name: str) -> bool:
    """Return whether a cell says nothing of its state."""
    said = content(cell) + cell["title"] + cell["aria-label"]
    said += "".join(one["aria-label"] + one["title"] for one in cell.select("[aria-label], [title]"))
    return not (fold(name) and fold(name) in fold(said)) and STATELESS.fullmatch(said) is not None
