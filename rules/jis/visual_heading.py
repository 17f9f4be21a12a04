"""JIS X 8341-3:2016 1.3.1: a line that only looks like a heading is none to software."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from auditor.model import Finding, Impact, Text
from auditor.rule import (
    INAPPLICABLE,
    LIKELY,
    PASSED,
    REVIEW,
    Element,
    Example,
    Need,
    Page,
    likely,
    page_rule,
    passed,
    review,
)  # fmt: skip

from ._tables import is_layout, rows
from ._words import BLOCKS, fold, short, shown

LONGEST = 40  # characters of a heading
BOLD = 600
LARGER = 1.2  # times the text that follows
MARKED = re.compile(r"[■□◆◇●▼▶◎]\s*\S|【[^】]{1,30}】$|[<＜〈《][^>＞〉》]{1,30}[>＞〉》]$")
NOTE = re.compile(r"【?(注意|重要|お知らせ|必須|任意|NEW|新着|PDF)】?$", re.IGNORECASE)
SENTENCE = re.compile(
    r"[。．、，：:？！?!↓⇩▽▼]$|。|(?:です|ます|でした|ました|ません|ください)$"
)  # an arrow down leads to the next line as a colon does
# The caption of what comes next: 例 10.5, 図1, 表 2-1.
CAPTION = re.compile(
    r"[（(【]?(?:例|図表?|表|写真|画像|リスト|Example|Figure|Fig\.|Table|Listing)\s*[0-9０-９A-Z]", re.I
)
# What no line is the heading of.
NO_CONTENT = frozenset(
    {
        "h1", "h2", "h3", "h4", "h5", "h6", "script", "style", "main", "header", "footer", "nav", "button", "input",
        "select", "textarea", "a", "label",
    }
)  # fmt: skip
LITTLE, MOST_AFTER = 20, 5  # characters of what follows, and of how many blocks
# An amount set large is what the text is about and not what it is called.
_AMOUNT = re.compile(
    r"(?:上限|最大|最高|約|合計|計|税込|一律|各|全|総額)?\s*[\d０-９,，.．万億千]+\s*[^\d\s]{0,4}"
)
CARD = 200  # characters: with more, a box is a section
# Text of these has a role of its own.
ELSEWHERE = (
    "h1, h2, h3, h4, h5, h6, [role=heading], th, dt, dd, li, caption, figcaption, summary, "
    "legend, label, button, nav,"
    " header, footer, aside, address, blockquote, pre, a, [role=button], [role=tab], [aria-hidden=true], [role=status], [role=alert],"
    " [role=log], [role=timer], [aria-live], output, [role=banner], [role=navigation], [role=contentinfo], [role=complementary]"
)


def _size(element: Element) -> float:
    try:
        return float(element.style("font-size").removesuffix("px"))
    except ValueError:
        return 0.0


def _bold(element: Element) -> bool:
    weight = element.style("font-weight")
    return weight.isdigit() and int(weight) >= BOLD


def _look(block: Element) -> tuple[float, bool]:
    """Font size and boldness of all text of a block: of the innermost element that holds all of it."""
    inner = block
    while not inner.own_text and len(inner.children) == 1 and inner.children[0].text == inner.text:
        inner = inner.children[0]
    if inner.own_text:
        return _size(inner), _bold(inner)
    parts = [child for child in inner.children if child.text]
    return (min(map(_size, parts)), all(map(_bold, parts))) if parts else (0.0, False)


def _following(block: Element) -> Element | None:
    """Return the next thing with text that is not a heading itself."""
    after = block.next
    while after is not None and not after.text:
        after = after.next
    if after is None or after.tag in NO_CONTENT or after.select("h1"):
        return None  # a banner before the page's main part, a label before a control
    return after


def _text_of(after: Element) -> Element:
    """Return the first paragraph or item of what follows, whose look is compared."""
    found = after.select("p, li, td, dd")
    return next((one for one in found if one.text), after)


@page_rule(
    id="jis/visual-heading",
    criteria=["1.3.1"],
    techniques=["F2", "G115", "H42"],
    impact=Impact.SERIOUS,
    needs=[Need.LAYOUT],
    replaces=["axe/p-as-heading"],
    title=Text(
        ja="太字や「■」「【】」で見出しに見せているだけの文",
        en="Text that only looks like a heading (bold, large, ■, 【】)",
    ),
    why=Text(
        ja="音声で読んでいる人は見出しを飛び移って目的の場所を探しますが、"
        "見た目だけの見出しは見つけられません。",
        en="People who listen find their place by jumping among headings, and do not meet one that only "
        "looks so.",
    ),
    fix=Text(
        ja="編集画面で「見出し 2」などの見出しに変え、飾りの記号は消してください。"
        "例: <p><b>■申請の方法</b></p> → <h2>申請の方法</h2>",
        en="Make it a heading in the editor and delete signs used as decoration. "
        "Example: <p><b>■How to apply</b></p> → <h2>How to apply</h2>.",
    ),
    messages={
        "looks": Text(
            ja="「{text}」は見出しのように見えますが、見出しになっていません。",
            en="“{text}” looks like a heading and is not one.",
        ),
        "line": Text(
            ja="段落の初めの行「{text}」が太字などで見出しのように見えますが、見出しになっていません。",
            en="“{text}”, the first line of a paragraph, stands out like a heading and is not one.",
        ),
        "marked": Text(
            ja="「{text}」は記号で見出しのように示されていますが、見出しになっていません。",
            en="“{text}” is marked as a heading by signs and is not one.",
        ),
    },
    question=Text(
        ja="この文は、続く内容の見出しですか。注意書きや強調であれば問題ありません。",
        en="Is this the heading of what follows? A note or an emphasis is no problem.",
    ),
    examples=[
        Example(
            PASSED, "<h2>申請の方法</h2><p>窓口に申請書を出してください。受付は平日の午前9時からです。</p>"
        ),
        Example(
            LIKELY,
            "<p><b>申請の方法</b></p><p>窓口に申請書を出してください。受付は平日の午前9時からです。</p>",
            at="p",
            key="looks",
        ),
        Example(
            LIKELY,
            '<p style="font-size:24px">申請の方法</p><p>窓口に申請書を出してください。受付は平日です。</p>',
            at="p",
            key="looks",
        ),
        Example(
            LIKELY,
            "<p>■申請の方法</p><p>窓口に申請書を出してください。受付は平日です。</p>",
            at="p",
            key="marked",
        ),
        Example(
            REVIEW,
            "<p>【重要】</p><p>窓口に申請書を出してください。受付は平日です。</p>",
            at="p",
            key="marked",
        ),
        Example(
            REVIEW,
            '<p style="font-size:28px"><b>最大30万円</b></p><p>工事にかかった費用の半分までを助成します。</p>',
            at="p",
            key="looks",
            why="An amount set large.",
        ),
        Example(
            PASSED,
            "<p><b>締切は5月31日です。</b></p><p>窓口に申請書を出してください。"
            "受付は平日の午前9時からです。</p>",
            why="A sentence in bold is an emphasis.",
        ),
        Example(
            PASSED,
            '<p style="font-size:26px"><b>秋の味覚の月です</b></p><p>窓口に申請書を出してください。受付は平日の午前9時からです。</p>',
            why="A sentence, if without its full stop.",
        ),
        Example(
            PASSED,
            "<p><b>お申し込みはこちら↓</b></p><p>電子申請サービスの申込み画面から、窓口の開く日までに申し込めます。</p>",
            why="It leads to what comes next.",
        ),
        Example(
            PASSED,
            "<p><b>例 10.5 設定ファイルの抜粋</b></p><div><p>窓口に申請書を出してください。受付は平日の午前9時からです。</p></div>",
            why="The caption of a numbered example, figure or table.",
        ),
        Example(
            INAPPLICABLE,
            "<div role=banner><b>みさき町 生活環境課</b></div>"
            "<div><p>窓口に申請書を出してください。受付は平日の午前9時からです。</p></div>",
            why="The name of the site in the head of the page, whatever element that is.",
        ),
        Example(
            INAPPLICABLE,
            "<div><p id=g><b>連絡の方法</b></p>"
            "<div role=group aria-labelledby=g><p>電話かメールのどちらかをお選びください。</p></div></div>",
            why="The name of a group, tied to it.",
        ),
        Example(
            LIKELY,
            "<table><tr><td bgcolor=#ccddee><b>申請の方法</b></td></tr>"
            "<tr><td>窓口に申請書を出してください。受付は平日です。</td></tr></table>",
            at="td",
            key="looks",
            why="A table of one column arranges text.",
        ),
        Example(
            LIKELY,
            "<table><tr><td><table><tr><td><p><font size=5>申請の方法</font></p><p>窓口に申請書を出してください。受付は平日です。"
            "</p></td></tr></table></td></tr></table>",
            at="p",
            key="looks",
        ),
        Example(
            INAPPLICABLE,
            "<table><tr><td><b>区分</b></td><td><b>料金</b></td></tr><tr><td>大人</td><td>500円をお支払いください。</td></tr></table>",
            why="The header of a column: jis/data-table-without-th.",
        ),
        Example(
            LIKELY,
            "<p><b>申請の方法</b><br>窓口に申請書を出してください。受付は平日の午前9時からです。</p>"
            "<p><b>届出の期限</b><br>引っ越した日から14日以内に出してください。遅れると届出の理由を聞きます。</p>",
            at="p",
            key="line",
        ),
        Example(
            REVIEW,
            "<p><b>申請の方法</b><br>窓口に申請書を出してください。受付は平日の午前9時からです。</p>",
            at="p",
            key="line",
        ),
        Example(
            INAPPLICABLE,
            "<p><b>みどり市役所</b><br>電話 000-000-0000</p>",
            why="An address or signature.",
        ),
        Example(
            PASSED,
            "<div><b>大雨警報 発表中</b></div><main><h1>開設中の避難所</h1><p>名前を選ぶと混みぐあいが出ます。</p></main>",
            why="A banner before the main part heads nothing.",
        ),
        Example(
            INAPPLICABLE,
            '<div><p role="status"><b>待機中</b></p><p>開始を押すと、訓練の速報が出ます。</p></div>',
            why="A status.",
        ),
        Example(
            INAPPLICABLE,
            '<div><p style="font-size:26px">待機中</p><button>訓練をいますぐはじめる</button></div>',
            why="A label over a button.",
        ),
        Example(
            REVIEW,
            '<div class=card><div><b>時計のしくみ</b></div><div>江戸の時計師はどう合わせたのでしょう。</div><a href="/1">続き</a></div>'
            '<div class=card><p>色刷りのちらしの話です。</p><a href="/2">続き</a></div>',
            at="div > div",
            key="looks",
            why="The title of a card among cards.",
        ),
        Example(
            REVIEW,
            "<div><p><b>大雨に関する情報</b></p><p>がけの近くの方は、頑丈な建物へ移ってください。</p></div>"
            "<h1>大雨に関する情報</h1>",
            at="p",
            key="looks",
            why="The page has a heading of these words.",
        ),
        Example(
            REVIEW,
            '<p style="font-size:30px">ものづくりの夏</p><p>材料は用意します</p><h2>資料</h2>',
            at="p",
            key="looks",
            why="A motto: next to nothing follows.",
        ),
        Example(INAPPLICABLE, "<ul><li><b>申請の方法</b></li></ul>", why="An item of a list."),
    ],
)
def visual_heading(page: Page) -> Iterator[Finding]:
    headed = set[str]()
    for heading in page.select("h1, h2, h3, h4, h5, h6, [role=heading]"):
        if heading.text:
            headed.add(fold(heading.text))
            yield passed(heading)
    naming = {
        id for one in page.select("[aria-labelledby]")[:500] for id in one["aria-labelledby"].split()[:10]
    }
    lines: list[tuple[Element, str]] = []
    grids: dict[Element, _Grid] = {}
    cards = set[tuple[Element | None, str]]()
    for block in page.select("p, div, center, td"):
        text = block.text
        if len(text) < 2 or any(child.tag in BLOCKS for child in block.children):
            continue
        if block.closest(ELSEWHERE) or not _arranged(block, grids) or not shown(block):
            continue
        if block.select("br"):
            line = _first_line(block)
            if line and block.visible:
                lines.append((block, line))
            continue
        if (
            len(text) > LONGEST
            or block["id"] in naming
            or block.select("a[href], input, select, button, img")
        ):
            continue
        after = _next_row(block) if block.tag == "td" else _following(block)
        if after is None or len(after.text) < len(text) or not block.visible:
            continue
        card = block.parent if _in_card(block) else None
        if card is not None:
            if (card.parent, card["class"]) in cards:
                continue  # one of a row of cards is enough
            cards.add((card.parent, card["class"]))
        doubtful = (
            card is not None
            or fold(text) in headed
            or _AMOUNT.fullmatch(text) is not None
            or (block.tag != "td" and _heads_little(block))
        )
        for found in _judge(block, text, _text_of(after)):
            yield (
                review(block, found.key, text=short(text))
                if doubtful and found.certainty == LIKELY
                else found
            )
    for block, line in lines:  # once may be a stress; a page that does it again heads its parts so
        yield (likely if len(lines) > 1 else review)(block, "line", text=short(line))


def _heads_little(block: Element) -> bool:
    """Return whether only a few words stand between a line and the next heading: a motto, or the label of a line."""
    told, after = 0, block.next
    for _ in range(MOST_AFTER):
        if after is None or after.tag in NO_CONTENT:
            break
        told += len(after.text)
        after = after.next
    return told < LITTLE


def _in_card(block: Element) -> bool:
    """Return whether a line is the title of one of several small boxes alike, with a link each: one item of
    a list.
    """
    box = block.parent
    if (
        box is None
        or not box["class"]
        or len(box.text) > CARD
        or not (box.select("a[href]") or box.closest("a[href]"))
    ):
        return False
    return any(
        one is not None and one.tag == box.tag and one["class"] == box["class"]
        for one in (box.previous, box.next)
    )


@dataclass(frozen=True, slots=True)
class _Grid:
    """How a table arranges text: the cells alone in their rows, whether all are, and whether it holds boxes."""

    alone: frozenset[Element] = frozenset()
    column: bool = False
    boxes: bool = False


def _grid(table: Element) -> _Grid:
    cells = rows(table)
    if any(one.tag == "th" for row in cells for one in row):
        return _Grid()
    single = [row[0] for row in cells if len(row) == 1]
    return _Grid(frozenset(single), len(single) == len(cells), is_layout(table))


def _arranged(block: Element, grids: dict[Element, _Grid]) -> bool:
    """Return whether a block stands in no table, or in one that only arranges text: one column, or boxes
    within boxes.
    """
    cell = block.closest("td")
    table = cell.closest("table") if cell else None
    if cell is None or table is None:
        return True
    if table not in grids:
        grids[table] = _grid(table)
    grid = grids[table]
    if block.tag == "td":
        return grid.column
    return grid.boxes or cell in grid.alone


def _next_row(cell: Element) -> Element | None:
    """Return the cell below the only cell of a row."""
    row = cell.parent
    below = row.next if row else None
    if below is None or below.tag != "tr":
        return None
    return next((one for one in below.children if one.tag == "td" and one.text), None)


def _first_line(block: Element) -> str:
    """Return a bold first line that a line break parts from a text of sentences, '' where there is none."""
    seen: list[Element] = []
    for node in block.nodes:
        if isinstance(node, str):
            if node.strip():
                return ""
        elif node.tag == "br":
            break
        elif node.text:
            seen.append(node)
    if (
        len(seen) != 1
        or seen[0].select("a, br, img, input")
        or seen[0].tag in ("a", "label", "button", "time", "input")
    ):
        return ""
    line, rest = seen[0].text, block.text[len(seen[0].text) :]
    if not 2 <= len(line) <= LONGEST // 2 or SENTENCE.search(line) or CAPTION.match(line) or "。" not in rest:
        return ""
    return line if _bold(seen[0]) and len(rest) > 2 * len(line) else ""


def _judge(block: Element, text: str, after: Element) -> Iterator[Finding]:
    marked = bool(MARKED.match(text))
    if (SENTENCE.search(text) or CAPTION.match(text)) and not marked:
        yield passed(block)
        return
    size, bold = _look(block)
    size_after, bold_after = _look(after)
    differs = size_after > 0 and (
        size >= LARGER * size_after or (bold and not bold_after and size >= size_after)
    )
    again = bool(MARKED.match(after.text)) and len(after.text) <= LONGEST  # a run of marked lines is a list
    if marked and not again and NOTE.match(text):
        yield review(block, "marked", text=short(text))
    elif marked and not again:
        yield likely(block, "marked", text=short(text))
    elif differs and len(after.text) > len(text):
        yield likely(block, "looks", text=short(text))
    else:
        yield passed(block)
