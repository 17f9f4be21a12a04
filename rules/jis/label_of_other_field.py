"""JIS X 8341-3:2016 3.3.2, 1.3.1: a label is tied to the field that stands beside it, and to no other."""

from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import (
    DEFINITE,
    INAPPLICABLE,
    LIKELY,
    PASSED,
    Element,
    Example,
    Page,
    definite,
    likely,
    page_rule,
    passed,
)

from ._words import short, shown

_FIELD = "input:not([type=hidden]):not([type=submit]):not([type=button]):not([type=image]):not([type=reset]), select, textarea"
_ROWS = "tr, li, p, dd, dt, div"
MAX_LABELS = 1000


@page_rule(
    id="jis/label-of-other-field",
    criteria=["3.3.2", "1.3.1", "4.1.2"],
    techniques=["F68", "H44"],
    impact=Impact.CRITICAL,
    title=Text(
        ja="ラベルが、隣の欄ではなく別の欄に結び付いている",
        en="Label tied to another field than the one beside it",
    ),
    why=Text(
        ja="音声で聞く人には別の欄の名前が読まれ、住所の欄に名前を入れるなど、間違った内容を送ってしまいます。",
        en="People who listen hear the name of another field and enter the wrong thing.",
    ),
    fix=Text(
        ja="label の for を、隣の欄の id に直してください。",
        en="Make the for of the label the id of the field beside it.",
    ),
    messages={
        "swapped": Text(
            ja="「{text}」のラベルは、隣の欄ではなく「{other}」の並びの欄に結び付いています。",
            en="The label “{text}” is tied to the field beside “{other}” and not to its own.",
        ),
        "elsewhere": Text(
            ja="「{text}」のラベルは、隣の欄ではなく別の場所の欄に結び付いています。",
            en="The label “{text}” is tied to a field elsewhere and not to the one beside it.",
        ),
    },
    examples=[
        Example(
            PASSED, "<p><label for=a>氏名</label><input id=a></p><p><label for=b>住所</label><input id=b></p>"
        ),
        Example(
            DEFINITE,
            "<table><tr><td><label for=b>ふりがな</label></td><td><input id=a></td></tr>"
            "<tr><td><label for=a>住所</label></td><td><input id=b></td></tr></table>",
            at="label",
            key="swapped",
        ),
        Example(
            LIKELY,
            "<p><label for=b>電話</label><input id=a></p><p>住所 <input id=b></p>",
            at="label",
            key="elsewhere",
        ),
        Example(
            PASSED,
            "<div><label for=a>氏名</label><label for=b>住所</label></div><div><input id=a><input id=b></div>",
            why="Labels in a row of their own.",
        ),
        Example(INAPPLICABLE, "<label>氏名 <input></label>", why="Around its field."),
    ],
)
def label_of_other_field(page: Page) -> Iterator[Finding]:
    labels = page.select("label[for]")[:MAX_LABELS]
    for one in labels:
        tied = page.by_id(one, one["for"]) if one["for"] else None
        if tied is None or not shown(one) or not one.text or not tied.matches(_FIELD):
            continue
        beside = _beside(one)
        if beside is None or beside == tied or one.select(_FIELD):
            yield passed(one)
            continue
        own = beside["id"] if beside["id"] and page.by_id(beside, beside["id"]) == beside else ""
        back = next((other for other in labels if own and other["for"] == own), None)
        if back is not None and _beside(back) == tied:
            yield definite(one, "swapped", text=short(one.text), other=short(back.text))
        elif own and back is None and not beside["aria-label"] and not beside["aria-labelledby"]:
            yield likely(one, "elsewhere", text=short(one.text))
        else:
            yield passed(one)


def _beside(one: Element) -> Element | None:
    """Return the only field of the row that the label is the only label of."""
    row = one.closest(_ROWS)
    while row is not None and row.tag not in ("form", "body", "fieldset", "table"):
        fields = row.select(_FIELD)
        if len(fields) > 1 or len(row.select("label")) > 1:
            return None
        if fields:
            return fields[0]
        row = row.parent
    return None
