"""JIS X 8341-3:2016 1.3.1, 1.3.2: columns made of spaces are no table to software."""

import re
import unicodedata
from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import (
    INAPPLICABLE,
    LIKELY,
    PASSED,
    REVIEW,
    Element,
    Example,
    Page,
    japanese_share,
    likely,
    page_rule,
    passed,
    review,
)

from ._lines import groups
from ._words import in_japanese, short, shown

# In flowing text only wide and no-break spaces stand; browsers fold the others. In pre all of them do.
FLOW_GAP = re.compile(r"(?<=[^\s\u3000])(?:[\u3000\xa0]{2,}|\u3000 +\u3000)(?=[^\s\u3000])")
PRE_GAP = re.compile(r"(?<=\S)(?: {2,}|\u3000{2,}|\t+| \u3000+)(?=\S)")
LINES = 3
CODE = re.compile(
    r"program|listing|screen|console|terminal|source|highlight|(^|[\s_-])(code|prettyprint|cmd|log)([\s_-]|$)",
    re.I,
)
LEAST_JAPANESE = 0.3  # share of the letters: a table people typed for this page is in its language


def _is_code(pre: Element) -> bool:
    """Return whether it is a program, a settings file or what a command answered: its spaces belong to it."""
    if pre.select("code, kbd, samp") or CODE.search(pre["class"]):
        return True
    return japanese_share(pre.text) < LEAST_JAPANESE and not _in_figures(pre.text)


def _in_figures(text: str) -> bool:
    """Return whether a text is rather figures than words."""
    return sum(map(str.isdigit, text)) > sum(map(str.isalpha, text))


def _column(line: str, end: int) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in line[:end])


def _table(lines: list[str], gap: re.Pattern[str]) -> tuple[str, bool] | None:
    """First line and whether the columns align, where three lines in a row hold a gap."""
    run: list[tuple[str, int]] = []
    for line in [*lines, ""]:
        found = gap.search(line.rstrip())
        if found and sum(map(str.isalnum, line)) >= 3:
            run.append((line.strip(), _column(line, found.end())))
            continue
        if len(run) >= LINES:
            columns = [column for _, column in run]
            return run[0][0], max(columns) - min(columns) <= 2
        run = []
    return None


@page_rule(
    id="jis/whitespace-layout",
    criteria=["1.3.1", "1.3.2"],
    techniques=["F33", "F34", "F48"],
    impact=Impact.SERIOUS,
    title=Text(ja="空白で字をそろえて作った表や段組み", en="Table or columns made of spaces"),
    why=Text(
        ja="音声では左から右へ一行ずつ続けて読まれるため、どの値がどの項目のものか分かりません。"
        "文字を拡大すると並びも崩れます。",
        en="It is read line after line, so no one who listens can tell which value belongs to which "
        "item; enlarged, it falls apart.",
    ),
    fix=Text(
        ja="表の機能を使い、見出しのセルを付けて作り直してください。例: 「大人　　　　500円」の並び → "
        "区分と料金の 2 列の表",
        en="Make a table with header cells. Example: lines such as “Adults      500 yen” → a table with "
        "type and price.",
    ),
    messages={
        "aligned": Text(
            ja="「{text}」からの行が、空白で列をそろえた表になっています。",
            en="The lines from “{text}” are a table whose columns are made of spaces.",
        ),
        "gaps": Text(
            ja="「{text}」からの行の途中に、続けて空白が入っています。",
            en="In the lines from “{text}” runs of spaces stand within the text.",
        ),
    },
    question=Text(
        ja="この空白は、項目と値を分けたり列をそろえたりするためのものですか。そうなら表にしてください。",
        en="Do these spaces part items from values, or align columns? If so, make a table.",
    ),
    examples=[
        Example(PASSED, "<p>大人は500円、子どもは200円です。</p>"),
        Example(
            LIKELY,
            "<p>大人　　　500円<br>子ども　　200円<br>乳幼児　　　無料</p><p>です</p>",
            at="p",
            key="aligned",
        ),
        Example(LIKELY, "<pre>大人    500円\n学生    300円\n幼児    無料</pre><p>です</p>", at="pre"),
        Example(
            REVIEW, "<p>大人　　500円<br>中学生と高校生　　300円<br>幼児　　無料です</p>", at="p", key="gaps"
        ),
        Example(
            PASSED, "<pre><code>a    = 1\nbb   = 2\nccc  = 3</code></pre><p>プログラムです。</p>", why="Code."
        ),
        Example(
            PASSED,
            '<pre class="programlisting"># 分  時  保存期限\n*   *   1か月\n0   3   1年</pre><p>設定の例です。</p>',
            why="A settings file with notes in Japanese.",
        ),
        Example(
            PASSED,
            "<pre>passwd:    files ldap\ngroup:     files ldap\nshadow:    files</pre><p>設定の例です。</p>",
            why="What a computer wrote: hardly a Japanese letter in it.",
        ),
        Example(PASSED, "<p>　一字下げの段落です。<br>　次の行です。<br>　その次です。</p>", why="Indents."),
        Example(INAPPLICABLE, "<p>No Japanese text.</p>"),
    ],
)
def whitespace_layout(page: Page) -> Iterator[Finding]:
    if not in_japanese(page):
        return
    yield passed()
    for box in page.select("p, div, td, dd, li, blockquote, pre"):
        if box.tag == "pre":
            if _is_code(box) or not shown(box):
                continue
            found = _table(box.raw_text.splitlines()[:2000], PRE_GAP)
        elif any(child.tag == "br" for child in box.children) and shown(box):
            found = next(filter(None, (_table(group, FLOW_GAP) for group in groups(box))), None)
        else:
            continue
        if found:
            text, aligned = found
            yield (likely if aligned else review)(box, "aligned" if aligned else "gaps", text=short(text, 30))
