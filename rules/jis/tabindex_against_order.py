"""JIS X 8341-3:2016 2.4.3: numbers in tabindex must not lead through a form in another order than it is written."""

from collections.abc import Iterator
from itertools import pairwise

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

from ._words import content, label, short, shown

_FOCUSABLE = "a[href], area[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]"
MAX = 5000


@page_rule(
    id="jis/tabindex-against-order",
    criteria=["2.4.3"],
    techniques=["F44", "H4", "C27"],
    impact=Impact.SERIOUS,
    replaces=["axe/tabindex"],
    title=Text(
        ja="tabindex の番号で、Tab キーの順序が並びと食い違う",
        en="Tab order that tabindex numbers set against the content",
    ),
    why=Text(
        ja="名前の次に送信のボタンへ飛ぶなど、思わぬ順に動くため、入力を飛ばしたり場所を見失ったりします。",
        en="The focus jumps, past fields to the button for one, and people skip fields or lose their place.",
    ),
    fix=Text(
        ja="tabindex の番号を外し、順序は HTML の並びで整えてください。",
        en="Remove the numbers and put the HTML itself in order.",
    ),
    messages={
        "against": Text(
            ja="tabindex={value} の「{text}」は、並びでは前にある「{before}」（tabindex={other}）より先に選ばれます。",
            en="“{text}” (tabindex={value}) is reached before “{before}” (tabindex={other}), which stands before it.",
        ),
        "first": Text(
            ja="tabindex に番号のある {count} 個が、その前にあるほかのリンクや欄より先に選ばれます。",
            en="{count} parts with a number in tabindex are reached before everything that stands before them.",
        ),
        "part": Text(
            ja="「{text}」だけに tabindex の番号がなく、まわりの部品をすべて通ったあとに選ばれます。",
            en="“{text}” alone has no number and is reached after all the parts around it.",
        ),
    },
    question=Text(
        ja="Tab キーで進む順序は、内容の意味や操作の流れに沿っていますか。",
        en="Does the order of the Tab key follow the meaning and the course of use?",
    ),
    examples=[
        Example(PASSED, "<form><input aria-label=氏名><button>送る</button></form>"),
        Example(
            LIKELY,
            "<form><input aria-label=氏名 tabindex=1><input aria-label=住所 tabindex=3><button tabindex=2>送る</button></form>",
            at="button",
            key="against",
        ),
        Example(
            LIKELY,
            "<form><input aria-label=氏名 tabindex=1><input aria-label=住所><input aria-label=電話 tabindex=2>"
            "<button tabindex=3>送る</button></form>",
            at="input:nth-of-type(2)",
            key="part",
        ),
        Example(
            REVIEW,
            "<a href='/'>市の案内</a><form><input aria-label=氏名 tabindex=1><button tabindex=2>送る</button></form>",
            at="input",
            key="first",
        ),
        Example(
            PASSED,
            "<form><input aria-label=氏名 tabindex=1><button tabindex=2>送る</button></form><a href='/'>市の案内</a>",
            why="The same order as written.",
        ),
        Example(INAPPLICABLE, "<p>本文</p>"),
    ],
)
def tabindex_against_order(page: Page) -> Iterator[Finding]:
    parts = [
        one
        for one in page.select(_FOCUSABLE)[:MAX]
        if shown(one) and "disabled" not in one and _value(one) >= 0
    ]
    numbered = [(i, one, _value(one)) for i, one in enumerate(parts) if _value(one) > 0]
    if not numbered:
        if parts:
            yield passed(parts[0])
        return
    against = False
    for (_, before, high), (_, one, value) in pairwise(numbered):
        if value < high and _together(before, one):
            against = True
            yield likely(
                one, "against", value=value, other=high, text=_called(page, one), before=_called(page, before)
            )
    for (i, one, _), (j, other, _) in pairwise(numbered):
        if j == i + 2 and _together(one, parts[i + 1]) and _together(parts[i + 1], other):
            against = True
            yield likely(parts[i + 1], "part", text=_called(page, parts[i + 1]))
    if against:
        return
    if numbered[0][0] > 0:
        yield review(numbered[0][1], "first", count=len(numbered))
    else:
        yield passed(numbered[0][1])


def _value(element: Element) -> int:
    said = element["tabindex"].strip()
    number = said.removeprefix("-")
    if not number.isascii() or not number.isdigit():
        return 0
    return (-1 if said.startswith("-") else 1) * int(number[:6])


def _together(one: Element, other: Element) -> bool:
    """Return whether both are parts of one form or list, so that their order means something."""
    around = one.closest("form, fieldset, ul, ol, nav, table") or one.parent
    return around is not None and around == (
        other.closest(around.tag) if around.tag != "body" else other.parent
    )


def _called(page: Page, element: Element) -> str:
    return short(content(element) or label(page, element) or element["value"] or element.tag, 20)
