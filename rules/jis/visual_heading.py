"""JIS X 8341-3:2016 1.3.1: a line that only looks like a heading is none to software."""

import re
from collections.abc import Iterator

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

from ._words import BLOCKS, short, shown

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
# Text of these has a role of its own.
ELSEWHERE = (
    "h1, h2, h3, h4, h5, h6, [role=heading], th, td, dt, dd, li, caption, figcaption, summary, "
    "legend, label, button, nav,"
    " header, footer, aside, address, blockquote, pre, a, [role=button], [role=tab], [aria-hidden=true]"
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
    """The next thing with text that is not a heading itself."""
    after = block.next
    while after is not None and not after.text:
        after = after.next
    if after is None or after.tag in ("h1", "h2", "h3", "h4", "h5", "h6", "script", "style"):
        return None
    return after


def _text_of(after: Element) -> Element:
    """The first paragraph or item of what follows, whose look is compared."""
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
        Example(INAPPLICABLE, "<ul><li><b>申請の方法</b></li></ul>", why="An item of a list."),
    ],
)
def visual_heading(page: Page) -> Iterator[Finding]:
    for heading in page.select("h1, h2, h3, h4, h5, h6, [role=heading]"):
        if heading.text:
            yield passed(heading)
    for block in page.select("p, div, center"):
        text = block.text
        if not 2 <= len(text) <= LONGEST or any(child.tag in BLOCKS for child in block.children):
            continue
        if (
            block.closest(ELSEWHERE)
            or block.select("a[href], input, select, button, br, img")
            or not shown(block)
        ):
            continue
        after = _following(block)
        if after is None or len(after.text) < len(text) or not block.visible:
            continue
        yield from _judge(block, text, _text_of(after))


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
