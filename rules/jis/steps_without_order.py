"""JIS X 8341-3:2016 1.3.1: steps whose order matters are an ordered list."""

import re
from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import (
    INAPPLICABLE,
    PASSED,
    REVIEW,
    Example,
    Page,
    page_rule,
    passed,
    review,
)

from ._words import short

_STEPS = re.compile(
    r"手順|流れ|順番|順序|順に|ステップ|(?:次|以下|下記)のとおり.{0,10}(?:手続|申請|操作)|step", re.I
)
_NO_ORDER = re.compile(r"順不同|次のいずれか|以下のいずれか")
NEAR = 80  # characters before the list that may announce it


@page_rule(
    id="jis/steps-without-order",
    criteria=["1.3.1"],
    techniques=["H48", "F2"],
    impact=Impact.MODERATE,
    title=Text(
        ja="順番のある手順が番号なしの箇条書き",
        en="Steps in a list without order",
    ),
    why=Text(
        ja="読み上げソフトは ol 要素なら「1、2、3」と順番を伝えますが、ul 要素では順番があることが分かりません。",
        en="A screen reader tells the number of a step in an ol element, and not in a ul.",
    ),
    fix=Text(
        ja="順番に行う手順は ul ではなく ol 要素で書いてください。",
        en="Write steps that follow each other in an ol element.",
    ),
    messages={
        "steps": Text(
            ja="「{before}」に続く手順が、順番のない箇条書き（ul）になっています。",
            en="The steps after “{before}” are in a list without order (ul).",
        ),
    },
    question=Text(
        ja="この箇条書きは、上から順に行う必要がありますか。",
        en="Do these items have to be done one after the other?",
    ),
    examples=[
        Example(
            REVIEW,
            "<p>以下の手順で申請してください。</p><ul><li>電話する</li><li>記入する</li><li>提出する</li></ul>",
            at="ul",
            key="steps",
        ),
        Example(REVIEW, "<h2>手続の流れ</h2><ul><li>相談</li><li>申請</li><li>交付</li></ul>", at="ul"),
        Example(
            PASSED,
            "<p>以下の手順で申請してください。</p><ol><li>電話する</li><li>記入する</li><li>提出する</li></ol>",
        ),
        Example(PASSED, "<p>必要なもの</p><ul><li>印鑑</li><li>身分証</li><li>申請書</li></ul>"),
        Example(
            PASSED,
            "<h2>手続の流れ</h2><ul><li><a href='/1'>相談</a></li><li><a href='/2'>申請</a></li><li><a href='/3'>交付</a></li></ul>",
            why="A menu.",
        ),
        Example(INAPPLICABLE, "<p>本文</p>"),
    ],
)
def steps_without_order(page: Page) -> Iterator[Finding]:
    for group in page.select("ul, ol"):
        items = group.children
        before = group.previous
        if group.tag == "ol" or before is None or len(items) < 3 or group.closest("nav, header, footer"):
            yield passed(group)
            continue
        said = before.text[-NEAR:]
        menu = sum(bool(item.select("a[href]")) for item in items) * 2 > len(items)
        if (
            before.matches("p, h1, h2, h3, h4, h5, h6, div")
            and _STEPS.search(said)
            and not _NO_ORDER.search(said)
            and not menu
        ):
            yield review(group, "steps", before=short(said, 30))
        else:
            yield passed(group)
