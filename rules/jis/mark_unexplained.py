"""JIS X 8341-3:2016 1.3.3: marks that stand for something in a table are explained in words."""

import re
from collections import Counter
from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import INAPPLICABLE, PASSED, REVIEW, Element, Example, Page, page_rule, passed, review

from ._words import content, shown

SIGNS = "○◯〇◎●△▲▽▼×✕✖☓■□◆◇★☆✓✔⚪⚫🔴🟡🟢⭕❌"
MARK = re.compile(rf"[{SIGNS}]")
CELLS = 4  # with a mark, in one table
# ○ alone, or ○ and × without a third, say yes and no to everyone who sees them and are read aloud as such.
PLAIN = frozenset("○◯〇×✕✖✓✔")
EXPLAINED = (
    r"{0}(?:[」』】）)]|印|マーク|の(?:日|部屋|所|欄))?[ \u3000]*(?:は|が|[：:＝=…‥・－—-]|とは|[（(])?[ \u3000]*"
    r"[\u3040-\u30ff\u4e00-\u9fffA-Za-z]{{2}}"
)
TABLES = 200


@page_rule(
    id="jis/mark-unexplained",
    criteria=["1.3.3", "1.1.1", "3.3.2"],
    techniques=["F26", "G96", "H86"],
    impact=Impact.MODERATE,
    title=Text(
        ja="◎△などの記号の意味が書かれていない表や一覧", en="Table of marks whose meaning is not told"
    ),
    why=Text(
        ja="記号の形から意味を察することができない人や、音声で「二重丸」「三角」と聞くだけの人には、空きや可否が分かりません。",
        en="People who listen hear “double circle” or “triangle”, and nobody told them what it stands for.",
    ),
    fix=Text(
        ja="表の前に凡例を書くか、記号の代わりに言葉を書いてください。例: ◎は終日空き、△は一部空き、×は空きなし",
        en="Explain the marks before the table, or write words instead. Example: ◎ free all day, △ in part, × full.",
    ),
    messages={
        "unexplained": Text(
            ja="表や一覧の中の記号「{marks}」の意味を説明する文が、このページに見当たりません。",
            en="No text on this page tells what “{marks}” in this table stand for.",
        )
    },
    question=Text(
        ja="この表の記号の意味は、表の前後の文章、見出し、または記号に付けた代替テキストから分かりますか。",
        en="Do the words around the table, or alternatives of the marks, tell their meaning?",
    ),
    examples=[
        Example(
            REVIEW,
            "<p>週の空き状況です。</p><table><tr><th>部屋</th><th>20日</th><th>21日</th></tr><tr><th>甲</th><td>◎</td><td>△</td></tr>"
            "<tr><th>乙</th><td>×</td><td>◎</td></tr></table>",
            at="table",
        ),
        Example(
            PASSED,
            "<p>◎は終日空き、△は一部空き、×は空きなしです。</p><table><tr><td>◎</td><td>△</td></tr><tr><td>×</td><td>◎</td></tr></table>",
        ),
        Example(
            PASSED,
            "<table><tr><td>◎</td><td>△</td></tr><tr><td>×</td><td>◎</td></tr></table><ul><li>◎：空き</li><li>△：残りわずか</li>"
            "<li>×：満室</li></ul>",
            why="The legend follows.",
        ),
        Example(
            PASSED,
            "<table><tr><td>○</td><td>×</td></tr><tr><td>×</td><td>○</td></tr></table>",
            why="Yes and no.",
        ),
        Example(
            PASSED,
            '<table><tr><td><span role="img" aria-label="空き">◎</span></td><td><span role="img" aria-label="一部">△</span></td></tr>'
            '<tr><td><span role="img" aria-label="満室">×</span></td><td><span role="img" aria-label="空き">◎</span></td></tr></table>',
            why="Each mark has a name of its own.",
        ),
        Example(
            REVIEW,
            "<p>空き状況</p><ul><li>甲会議室 ◎</li><li>乙会議室 △</li><li>丙会議室 ×</li><li>丁会議室 ◎</li></ul>",
            at="ul",
        ),
        Example(INAPPLICABLE, "<table><tr><td>500円</td></tr></table>"),
    ],
)
def mark_unexplained(page: Page) -> Iterator[Finding]:
    for table in page.select("table, ul, ol, dl")[:TABLES]:
        if not MARK.search(table.text) or not shown(table):
            continue
        marks = Counter(mark for cell in table.select("td, li, dd")[:3000] if (mark := _mark(cell)))
        if sum(marks.values()) < CELLS or set(marks) <= PLAIN:
            yield passed(table)
            continue
        words = _words(page, table)
        untold = [mark for mark in marks if not re.search(EXPLAINED.format(re.escape(mark)), words)]
        if untold:
            yield review(table, "unexplained", marks="".join(untold))
        else:
            yield passed(table)


def _words(page: Page, table: Element) -> str:
    """Return the text around a table, and of its cells and caption that hold more than a mark."""
    around = page.text.replace(table.text, "\n")
    inside = [one.text for one in table.select("td, th, caption")[:3000] if len(one.text) > 2]
    return "\n".join([around, *inside])


def _mark(cell: Element) -> str:
    """Return the mark that is all a cell holds, '' where words or a name stand with it."""
    text = content(cell)
    named = cell.select("[aria-label], [title]") or cell["aria-label"] or cell["title"]
    last = text[-1:] if cell.tag != "td" and re.search(rf"[\s\u3000:：…][{SIGNS}]$", text) else text
    return last if len(last) == 1 and MARK.match(last) and not named else ""
