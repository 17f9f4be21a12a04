"""JIS X 8341-3:2016 1.3.1: text that is struck out is told to be so."""

import re
from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import INAPPLICABLE, PASSED, REVIEW, Element, Example, Need, Page, page_rule, passed, review

from ._words import short

_TOLD = re.compile(
    r"変更前|訂正|取り?消|旧|以前|誤|正誤|中止|終了|廃止|完了|済|通常価格|old|was\b|cancel|sold|closed|ended",
    re.I,
)
MOST = 10


@page_rule(
    id="jis/struck-by-style",
    criteria=["1.3.1"],
    techniques=["H49", "G115", "G117", "F2"],
    impact=Impact.MODERATE,
    needs=[Need.LAYOUT],
    title=Text(ja="見た目だけの取り消し線", en="Text struck out by its look alone"),
    why=Text(
        ja="取り消し線は読み上げられないため、音声で読む人には、古い内容と今の内容が区別なく続いて聞こえます。",
        en="A line through text is not read aloud, so the old and the new are heard as one.",
    ),
    fix=Text(
        ja="del 要素を使い、「変更前」「変更後」などの言葉も添えてください。"
        "例: <del>変更前 午前10時から</del> <ins>変更後 午前9時から</ins>",
        en="Use the del element, and words such as “before” and “after”.",
    ),
    messages={
        "struck": Text(
            ja="「{text}」に取り消し線が引かれていますが、取り消したことが言葉でも要素でも示されていません。",
            en="“{text}” is struck out, and neither words nor markup say so.",
        ),
    },
    question=Text(
        ja="線が見えなくても、取り消した内容だと分かりますか。",
        en="Is it clear without the line that this no longer holds?",
    ),
    examples=[
        Example(
            REVIEW,
            '<p><span style="text-decoration:line-through">午前10時から</span> 午前9時から</p>',
            at="span",
        ),
        Example(PASSED, "<p><del>午前10時から</del> 午前9時から</p>"),
        Example(PASSED, '<p>変更前 <span style="text-decoration:line-through">午前10時から</span></p>'),
        Example(INAPPLICABLE, "<p>午前10時から</p>"),
    ],
)
def struck_by_style(page: Page) -> Iterator[Finding]:
    found = 0
    for element in page.select("body *"):
        if found >= MOST:
            return
        if (
            "line-through" not in element.style("text-decoration-line")
            or not element.visible
            or not element.text
        ):
            continue
        if element.parent is not None and "line-through" in element.parent.style("text-decoration-line"):
            continue
        found += 1
        if element.closest("del, s, strike, [role=deletion]") or _told(element):
            yield passed(element)
        else:
            yield review(element, "struck", text=short(element.text))


def _told(element: Element) -> bool:
    around = element.parent.text if element.parent is not None else element.text
    return len(around) < 400 and _TOLD.search(around) is not None
