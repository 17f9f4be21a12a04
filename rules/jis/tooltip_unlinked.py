"""JIS X 8341-3:2016 1.3.1: a tooltip belongs to the part that it explains, for those who listen too."""

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

from ._words import short

_CLASS = re.compile(
    r"(?:^|[\s_-])(?:tooltip(?:[_-]?(?:text|body|content|inner|box))?|tool[_-]tip|hint[_-]?(?:text|box|pop)|fukidashi|balloon)(?:$|\s)",
    re.I,
)
_PARTS = "a[href], button, input, select, textarea, summary, [tabindex]"
MAX = 500


@page_rule(
    id="jis/tooltip-unlinked",
    criteria=["1.3.1", "4.1.2"],
    techniques=["ARIA1", "F68"],
    impact=Impact.MODERATE,
    title=Text(
        ja="吹き出しの説明が、説明する部品と結び付いていない", en="Tooltip that is not tied to the part it explains"
    ),
    why=Text(
        ja="画面では部品のそばに説明が出ても、音声で聞く人には説明があることも、その内容も伝わりません。",
        en="The explanation shows beside the part, and people who listen hear nothing of it.",
    ),
    fix=Text(
        ja='吹き出しに id を付け、部品の aria-describedby にその id を書いてください。例: <button aria-describedby="t1">？</button>'
        '<span role="tooltip" id="t1">…</span>',
        en='Give the tooltip an id and name it in aria-describedby of the part.',
    ),
    messages={
        "role": Text(
            ja="吹き出し「{text}」（role=tooltip）を、どの部品も aria-describedby で指していません。",
            en="No part names the tooltip “{text}” (role=tooltip) in its aria-describedby.",
        ),
        "class": Text(
            ja="吹き出しの説明らしい「{text}」が、そばの部品と結び付いていません。",
            en="“{text}”, which looks like a tooltip, is not tied to the part beside it.",
        ),
    },
    question=Text(
        ja="この説明は、読み上げソフトで部品を選んだときにも読まれますか。",
        en="Is this explanation read when a screen reader comes to the part?",
    ),
    examples=[
        Example(
            PASSED, '<button aria-describedby="t">？</button><span role="tooltip" id="t">半角で入力します</span>'
        ),
        Example(LIKELY, '<button>？</button><span role="tooltip" id="t">半角で入力します</span>', at="span", key="role"),
        Example(
            REVIEW,
            '<p><button class="q">口座番号とは</button><span class="tooltip-text">通帳の表紙にある7桁の数字です</span></p>',
            at="span",
            key="class",
        ),
        Example(
            PASSED,
            '<button>？<span class="tooltip-text">通帳の表紙にある7桁の数字です</span></button>',
            why="Within the button it is its name.",
        ),
        Example(INAPPLICABLE, '<p class="tooltip-text">本文です</p>', why="Beside no part."),
    ],
)  # fmt: skip
def tooltip_unlinked(page: Page) -> Iterator[Finding]:
    tips = [
        one
        for one in page.select("[role=tooltip], [class]")[:20_000]
        if one["role"] == "tooltip" or _CLASS.search(one["class"])
    ]
    if not tips:
        return
    named = {
        id
        for one in page.select("[aria-describedby], [aria-labelledby], [aria-details], [aria-controls]")[
            :2000
        ]
        for attribute in ("aria-describedby", "aria-labelledby", "aria-details", "aria-controls")
        for id in one[attribute].split()[:10]
    }
    for tip in tips[:MAX]:
        if not tip.text or tip.select(_PARTS) or any(child in tips for child in tip.select("[class]")[:20]):
            continue
        holders = [tip, tip.parent] if tip.parent is not None else [tip]
        if any(one["id"] in named for one in holders if one["id"]) or tip.closest(
            "a, button, label, summary, th"
        ) not in (None, tip):
            yield passed(tip)
        elif tip["role"] == "tooltip":
            yield likely(tip, "role", text=short(tip.text))
        elif _beside_part(tip):
            yield review(tip, "class", text=short(tip.text))


def _beside_part(tip: Element) -> bool:
    around = tip.parent
    return (
        around is not None
        and len(around.select(_PARTS)) in (1, 2)
        and around.tag not in ("body", "main", "form")
    )
