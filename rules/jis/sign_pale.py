"""WCAG 2.1 1.4.11: a control that is a sign alone can be seen."""

from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import (
    INAPPLICABLE,
    LIKELY,
    PASSED,
    Example,
    Need,
    Page,
    likely,
    page_rule,
    passed,
)

from ._seen import photographed
from ._words import name, short

ENOUGH = 3.0
BUTTON = '<button aria-label="検索"><svg></svg></button>'


@page_rule(
    id="jis/sign-pale",
    criteria=["1.4.11"],
    techniques=["G207", "F78"],
    impact=Impact.SERIOUS,
    needs=[Need.CONTRAST],
    title=Text(ja="絵だけのボタンの絵が薄い", en="Pale sign of a control without words"),
    why=Text(
        ja="弱視の人が、虫めがねや「×」などの絵だけのボタンを見つけられません。",
        en="People with low vision do not find a button that is a pale sign alone.",
    ),
    fix=Text(
        ja="絵の色を、背景との比が 3:1 以上になるように濃くするか、文字を添えてください。",
        en="Darken the sign until it has 3:1 with its ground, or add words.",
    ),
    messages={
        "sign": Text(
            ja="「{name}」の絵と背景の色の比は {ratio}:1 です。3:1 以上が必要です。",
            en="The sign of “{name}” has {ratio}:1 with its ground; it needs 3:1.",
        ),
    },
    examples=[
        Example(LIKELY, BUTTON, at="button", key="sign", probes=photographed(sign={"ratio": 1.49})),
        Example(PASSED, BUTTON, probes=photographed(sign={"ratio": 3.4})),
        Example(
            INAPPLICABLE, '<a href="#"></a>', why="One colour: nothing is drawn there.",
            probes={"contrast": {"texts": [], "fields": [], "signs": [{"selector": "a", "box": [0, 0, 9, 9]}]}},
        ),
        Example(INAPPLICABLE, "<p>本文</p>", probes=photographed()),
    ],
)  # fmt: skip
def sign_pale(page: Page) -> Iterator[Finding]:
    for one in page.probe("contrast")["signs"]:
        element = page.at(str(one["selector"])) if "ratio" in one else None
        if element is None:
            continue
        if float(one["ratio"]) >= ENOUGH:
            yield passed(element)
        else:
            yield likely(
                element, "sign", name=short(name(page, element) or element.tag, 20), ratio=one["ratio"]
            )
