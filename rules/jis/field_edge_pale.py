"""WCAG 2.1 1.4.11: where a field is can be seen."""

from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import (
    INAPPLICABLE,
    LIKELY,
    PASSED,
    REVIEW,
    Example,
    Need,
    Page,
    likely,
    page_rule,
    passed,
    review,
)

from ._seen import photographed
from ._words import label, short

ENOUGH = 3.0
FIELD = '<label for="n">氏名</label><input id="n">'


@page_rule(
    id="jis/field-edge-pale",
    criteria=["1.4.11"],
    techniques=["F78", "G195", "G207"],
    impact=Impact.SERIOUS,
    needs=[Need.CONTRAST],
    title=Text(ja="入力欄の枠が薄い", en="Pale edge of a field"),
    why=Text(
        ja="弱視の人には、どこに入力するのか、欄がどこまであるのかが見えません。",
        en="People with low vision do not see where to write.",
    ),
    fix=Text(
        ja="枠か下線の色を、周りの色との比が 3:1 以上になるように濃くしてください。"
        "例: border: 1px solid #e2e2e4 → border: 1px solid #767676",
        en="Darken the border or underline until it has 3:1 with what lies around it. "
        "Example: border: 1px solid #e2e2e4 → #767676.",
    ),
    messages={
        "edge": Text(
            ja="入力欄「{name}」の枠や下線と周りの色の比は {ratio}:1 です。3:1 以上が必要です。",
            en="The edge of the field “{name}” has {ratio}:1 with what lies around it; it needs 3:1.",
        ),
    },
    question=Text(
        ja="枠が薄くても、入力例の文字や絵などで、欄の場所が分かりますか。",
        en="Is the place of the field clear for all that, by its hint or a picture?",
    ),
    examples=[
        Example(LIKELY, FIELD, at="input", key="edge", probes=photographed(field={"edge": 1.29})),
        Example(
            LIKELY, FIELD, at="input", why="A field with a line beneath it alone.",
            probes=photographed(field={"edge": 1.37, "border": 2}),
        ),
        Example(
            REVIEW, '<input placeholder="検索">', at="input", why="A hint shows where it is.",
            probes=photographed(field={"edge": 1.2, "hint": True}),
        ),
        Example(PASSED, FIELD, probes=photographed(field={"edge": 3.2})),
        Example(
            PASSED, FIELD, why="A white field on a dark ground has no line and needs none.",
            probes=photographed(field={"edge": 12.0, "border": 0}),
        ),
        Example(
            LIKELY, "<input type=checkbox id=c><label for=c>特集</label>", at="input", key="edge",
            why="A box that a style sheet draws.",
            probes={"contrast": {"fields": [{"selector": "input", "hint": False, "value": False, "edge": 1.5}]}},
        ),
        Example(INAPPLICABLE, FIELD, why="Not photographed.", probes=photographed(field={"edge": None})),
        Example(INAPPLICABLE, "<p>本文</p>", probes=photographed()),
    ],
)  # fmt: skip
def field_edge_pale(page: Page) -> Iterator[Finding]:
    for one in page.probe("contrast")["fields"]:
        element = page.at(str(one["selector"]))
        if element is None or one["edge"] is None:
            continue
        edge = float(one["edge"])
        if edge >= ENOUGH:
            yield passed(element)
            continue
        answer = review if one["hint"] or one["value"] else likely
        yield answer(
            element,
            "edge",
            name=short(label(page, element) or element["name"] or element.tag, 20),
            ratio=edge,
        )
