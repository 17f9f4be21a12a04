"""JIS X 8341-3:2016 1.3.1: a heading element heads a part; a note made large with one heads nothing (F43)."""

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
    Page,
    likely,
    page_rule,
    passed,
    review,
)

from ._words import short, shown

_HEADINGS = "h2, h3, h4, h5, h6"  # a title may well be a sentence
_NOTE = re.compile(r"\s*(?:[※＊*]|注[意）):：]|ご注意[:：]|\[注)")
_SENTENCE = re.compile(r"[^。！!？?]{8,}(?:。|[！!])\s*(?:[)）」]\s*)?$|[a-z ,;]{40,}\.$", re.IGNORECASE)
_QUESTION = re.compile(r"[？?]|(?:です|ます|でしょう|ません)か[。]?$|^\s*[QＱ問][.．:：\s\d]")
LONG = 45  # characters: few headings are longer, most sentences are
NOTE_LONG = 12


@page_rule(
    id="jis/heading-heads-nothing",
    criteria=["1.3.1"],
    techniques=["F43", "H42", "G141"],
    impact=Impact.MODERATE,
    title=Text(
        ja="注意書きや強調の文に見出しの要素を使っている",
        en="Heading element used for a note or an emphasis",
    ),
    why=Text(
        ja="見出しを飛び移って読む人が、見出しではない文に止められ、ページの組み立てを取り違えます。",
        en="People who jump among headings stop at a sentence that heads nothing and mistake the structure.",
    ),
    fix=Text(
        ja="見出しではない文は段落（p）にし、目立たせるなら strong と CSS を使ってください。"
        "例: <h4>※締切に注意してください。</h4> → <p><strong>※締切に注意してください。</strong></p>",
        en="Make it a paragraph, with strong and CSS for its look: <h4>* Mind the date.</h4> → "
        "<p><strong>* Mind the date.</strong></p>.",
    ),
    messages={
        "note": Text(
            ja="注意書き「{text}」に {tag} 要素（見出し）が使われています。",
            en="The note “{text}” is marked up as a heading ({tag}).",
        ),
        "sentence": Text(
            ja="文「{text}」に {tag} 要素（見出し）が使われています。",
            en="The sentence “{text}” is marked up as a heading ({tag}).",
        ),
    },
    question=Text(
        ja="この文は、あとに続く内容の見出しですか。注意や強調のために見出しにしているだけではありませんか。",
        en="Does this sentence head what follows, or was it made a heading only to stand out?",
    ),
    examples=[
        Example(PASSED, "<h2>申請の方法</h2><p>窓口に出してください。</p>"),
        Example(
            LIKELY,
            "<p>受付は平日です。</p><h4>※年末は混み合いますので、お早めにお申し込みください。</h4><p>郵送もできます。</p>",
            at="h4",
            key="note",
        ),
        Example(
            LIKELY,
            "<h2>料金</h2><h3>住所が変わったときは、必ず税務課までご連絡くださいますようお願いします。</h3>",
            at="h3",
            key="sentence",
            why="Nothing follows it.",
        ),
        Example(
            REVIEW,
            "<h3>申請した人は、証明書を受け取る前に次のことを必ず確かめてから、窓口の機械で受付の番号を取ってください。</h3>"
            "<ul><li>印鑑</li></ul>",
            at="h3",
            key="sentence",
        ),
        Example(
            PASSED, "<h3>※印の項目について</h3><p>必ず入力してください。</p>", why="It heads an explanation."
        ),
        Example(
            PASSED,
            "<h3>引っ越しをしたときは、どのような手続きをいつまでにしなければなりませんか。</h3><p>14日以内です。</p>",
            why="A question heads its answer.",
        ),
        Example(PASSED, "<h2>みどりを守ろう！</h2><p>公園の花壇を作ります。</p>", why="A short slogan."),
        Example(
            PASSED,
            "<ul><li><a href='/a'><h3>地域で取り組む「地域猫活動」が、のら猫の困りごとをなくす方法の一つです。</h3></a></li></ul>",
            why="The heading of an entry.",
        ),
        Example(INAPPLICABLE, "<p>※締切に注意してください。</p>"),
    ],
)
def heading_heads_nothing(page: Page) -> Iterator[Finding]:
    for heading in page.select(_HEADINGS)[:2000]:
        text = heading.text
        if not text or not shown(heading):
            continue
        sentence = bool(_SENTENCE.search(text)) and not _QUESTION.search(text)
        if _NOTE.match(text) and len(text) >= NOTE_LONG and (sentence or len(text) >= LONG):
            yield likely(heading, "note", tag=heading.tag, text=short(text))
        elif not sentence or heading.closest("a, li") or heading.select("a[href]"):
            yield passed(heading)  # the heading of a card or of an entry of news
        elif len(text) >= LONG * 2 // 3 and _ends(heading):
            yield likely(heading, "sentence", tag=heading.tag, text=short(text))
        elif len(text) >= LONG:
            yield review(heading, "sentence", tag=heading.tag, text=short(text))
        else:
            yield passed(heading)


def _ends(heading: Element) -> bool:
    """Return whether nothing that it could head follows the heading: its box ends, or a heading as high
    comes next.
    """
    here: Element | None = heading
    while here is not None and here.tag not in ("body", "main", "article", "section"):
        after = here.next
        while after is not None and not (after.text or after.select("img, input, iframe, table")):
            after = after.next
        if after is not None:
            return after.tag in ("h1", "h2", "h3", "h4", "h5", "h6") and after.tag <= heading.tag
        here = here.parent
    return True
