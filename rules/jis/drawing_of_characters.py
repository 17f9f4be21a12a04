"""JIS X 8341-3:2016 1.1.1: a picture drawn with characters has a text alternative."""

import re
from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import (
    INAPPLICABLE,
    PASSED,
    REVIEW,
    Element,
    Example,
    Page,
    japanese_share,
    page_rule,
    passed,
    review,
)

from ._words import short, shown

# Lines and corners in boxes; signs of a computer's tables and arrows of plain letters.
_LINES = re.compile(r"[\u2500-\u257f]")
_PLAIN = re.compile(r"[+|/\\_=<>^-]")
_TREE = re.compile(r"^\s*(?:[│|]\s*)*[├└+`|]\S*[─-]{1,3}\s*[\w.-]+/?\s*$", re.MULTILINE)
LINES, SIGNS = 3, 12
LONGEST = 5000


@page_rule(
    id="jis/drawing-of-characters",
    criteria=["1.1.1"],
    techniques=["F71", "F72", "H86"],
    impact=Impact.MODERATE,
    title=Text(ja="罫線や記号で描いた図", en="Picture drawn with characters"),
    why=Text(
        ja="音声では「縦線、横線」のような記号の羅列になり、図の内容が伝わりません。",
        en="Read aloud it is a row of signs, and nobody who listens learns what it shows.",
    ),
    fix=Text(
        ja='図の内容を文章で書くか、画像にして代替テキストを付けてください。残すときは role="img" と aria-label で図の内容を示します。',
        en='Tell it in words, or make it an image with an alternative; if it stays, give it role="img" and aria-label.',
    ),
    messages={
        "drawn": Text(
            ja="「{text}」の所に、記号で描いた図があり、代わりの文章が付いていません。",
            en="At “{text}” a picture is drawn with characters, without an alternative.",
        )
    },
    question=Text(
        ja="これは図ですか。図なら、同じ内容が文章でも書かれていますか。",
        en="Is this a picture? If so, is the same told in words?",
    ),
    examples=[
        Example(
            REVIEW,
            "<p>行き方です。</p><pre>\n   ┌──駅──┐\n   │      │\n ──┼──┬───\n   └──┴──★センター\n</pre>",
            at="pre",
        ),
        Example(
            PASSED,
            '<div role="img" aria-label="駅からの案内図。道順は下の文章にあります"><pre aria-hidden="true">'
            "┌──駅──┐\n│      │\n──┼──┬───\n└──┴──★センター</pre></div>",
        ),
        Example(
            INAPPLICABLE,
            "<pre>大人    500円\n学生    300円\n幼児    無料</pre><p>です</p>",
            why="A table of spaces: jis/whitespace-layout.",
        ),
        Example(INAPPLICABLE, "<pre>data/\n├── a.csv\n├── b.csv\n└── c.csv</pre>", why="A list of files."),
        Example(
            INAPPLICABLE, "<pre><code>if (a | b) {\n  c = d + e;\n}\n// ----</code></pre>", why="A program."
        ),
    ],
)
def drawing_of_characters(page: Page) -> Iterator[Finding]:
    for box in page.select("pre, p, div, td, blockquote")[:5000]:
        if box.tag != "pre" and not any(child.tag == "br" for child in box.children):
            continue
        text = box.raw_text[:LONGEST] if box.tag == "pre" else _lines(box)
        if not _drawn(text) or box.select("code, kbd, samp"):
            continue
        named = box.closest("[role=img]")
        if named is not None and (named["aria-label"] or named["aria-labelledby"]):
            yield passed(box)
        elif shown(box):
            yield review(box, "drawn", text=short(re.sub(r"[^\w]+", " ", text) or text, 30))


def _lines(box: Element) -> str:
    parts = [
        node if isinstance(node, str) else "\n" if node.tag == "br" else node.text for node in box.nodes[:500]
    ]
    return "".join(parts)[:LONGEST]


def _drawn(text: str) -> bool:
    rows = [line for line in text.splitlines() if line.strip()]
    lined = [line for line in rows if _LINES.search(line)]
    if len(lined) >= LINES and len(_LINES.findall(text)) >= SIGNS and not _TREE.search(text):
        return True
    # Plain signs make a drawing where most of it is signs and the rest Japanese words.
    signs, solid = len(_PLAIN.findall(text)), len("".join(text.split()))
    drawn = sum(len(_PLAIN.findall(line)) >= 3 for line in rows)
    return drawn >= LINES + 1 and signs > 0.6 * solid and signs >= 3 * SIGNS and japanese_share(text) > 0.5
