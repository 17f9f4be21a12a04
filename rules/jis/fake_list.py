"""JIS X 8341-3:2016 1.3.1: a list that is drawn with marks and line breaks is no list to software."""

import re
from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import INAPPLICABLE, LIKELY, PASSED, Element, Example, Page, likely, page_rule, passed

from ._lines import groups
from ._words import BLOCKS, in_japanese, short, shown

# ※ and ＊ begin notes, not items. A mark that is doubled (○○課) stands for a name.
BULLET = re.compile(r"\s*(?P<mark>[・•‣●○■□◆◇▪▫◎➢➤✓])(?!(?P=mark))\s*\w")
DASH = re.compile(r"\s*(?P<mark>[-－–])[\s\u3000]+[^\W\d]")
NUMBER = re.compile(
    r"\s*(?:[（(](?P<a>\d{1,2})[）)]|(?P<b>\d{1,2})[.．、)）](?!\d)|(?P<c>[①-⑳])|(?P<d>[ア-オ])[\s\u3000.．]+)\s*\S"
)
CONTAINERS = "p, div, td, dd, section, article, main, blockquote, center, font"
COUNTED_FROM = 3  # "1." and "2." in two lines may be a date or a clause; three are a list


def _mark(line: str) -> str:
    found = BULLET.match(line) or DASH.match(line)
    return found["mark"] if found else ""


def _number(line: str) -> int:
    found = NUMBER.match(line)
    if not found:
        return 0
    if found["c"]:
        return ord(found["c"]) - ord("①") + 1
    if found["d"]:
        return "アイウエオ".find(found["d"]) + 1
    return int(found["a"] or found["b"])


def _run(lines: list[str]) -> tuple[int, int]:
    """Where the first run of item lines begins, and its length; (0, 0) where there is none."""
    i = 0
    while i < len(lines):
        mark, number = _mark(lines[i]), _number(lines[i])
        end = i + 1
        while end < len(lines) and (
            (mark and _mark(lines[end]) == mark) or (number and _number(lines[end]) == number + end - i)
        ):
            end += 1
        if end - i >= (2 if mark else COUNTED_FROM) and (mark or number):
            return i, end - i
        i = end
    return 0, 0


def _plain(element: Element) -> bool:
    """Return whether it is a paragraph of one text, not a box around others."""
    return element.tag in ("p", "div") and not any(child.tag in BLOCKS for child in element.children)


@page_rule(
    id="jis/fake-list",
    criteria=["1.3.1"],
    techniques=["F2", "H48"],
    impact=Impact.MODERATE,
    title=Text(ja="「・」や番号と改行だけで作った箇条書き", en="List made of marks and line breaks only"),
    why=Text(
        ja="音声で読んでいる人には箇条書きだと伝わらず、項目がいくつあるか、"
        "どこで次の項目に移るかが分かりません。",
        en="People who listen do not hear that it is a list, how many items it has, or where the next "
        "one begins.",
    ),
    fix=Text(
        ja="編集画面の「箇条書き」「番号付きリスト」の機能で作り直し、"
        "手で打った「・」や番号は消してください。"
        "例: ・印鑑<br>・本人確認書類 → <ul><li>印鑑</li><li>本人確認書類</li></ul>",
        en="Use the list function of the editor and delete the typed marks. "
        "Example: ・seal<br>・identity card → <ul><li>seal</li><li>identity card</li></ul>.",
    ),
    messages={
        "lines": Text(
            ja="「{text}」から {count} 行が、改行と記号だけの箇条書きです。",
            en="{count} lines from “{text}” are a list made of line breaks and marks.",
        ),
        "paragraphs": Text(
            ja="「{text}」から {count} 段落が、記号だけの箇条書きです。",
            en="{count} paragraphs from “{text}” are a list made of marks.",
        ),
    },
    examples=[
        Example(PASSED, "<ul><li>印鑑</li><li>本人確認書類</li></ul>"),
        Example(LIKELY, "<p>持ち物<br>・印鑑<br>・本人確認書類</p>", at="p", key="lines"),
        Example(
            LIKELY,
            "<div><p>次の順です。</p><p>1．申請</p><p>2．審査</p><p>3．交付</p></div>",
            at="p:nth-of-type(2)",
            key="paragraphs",
        ),
        Example(
            PASSED,
            "<p>■日時<br>4月1日<br>■場所<br>都庁</p><ul><li>a</li></ul>",
            why="Marks that head something else.",
        ),
        Example(PASSED, "<p>○○課<br>○○係</p><ol><li>あ</li></ol>", why="○○ stands for a name."),
        Example(PASSED, "<p>ジョン・レノン<br>・の記号</p><ol><li>あ</li></ol>", why="One line only."),
        Example(INAPPLICABLE, "<p>箇条書きのないページです。</p>"),
    ],
)
def fake_list(page: Page) -> Iterator[Finding]:
    if not in_japanese(page):
        return
    for real in page.select("ul, ol, dl"):
        yield passed(real)
    for box in page.select(CONTAINERS):
        if any(child.tag == "br" for child in box.children) and shown(box):
            for group in groups(box):
                start, count = _run(group)
                if count:
                    yield likely(box, "lines", text=short(group[start], 20), count=count)
                    break
    for box in page.select("div, td, section, article, main, body"):
        plain = [child for child in box.children if _plain(child)]
        if len(plain) < 2:
            continue
        # Only paragraphs that follow each other: a heading or a table between them ends the run.
        lines = [child.text if _plain(child) else "" for child in box.children]
        start, count = _run(lines)
        if count:
            yield likely(box.children[start], "paragraphs", text=short(lines[start], 20), count=count)
