"""JIS X 8341-3:2016 1.4.3: text in drawings and hints in fields differ enough from what is behind them."""

from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import (
    DEFINITE,
    INAPPLICABLE,
    LIKELY,
    PASSED,
    REVIEW,
    Example,
    Need,
    Page,
    definite,
    likely,
    page_rule,
    passed,
    review,
)

from ._logo import is_logo
from ._seen import photographed
from ._words import short

MANY = 0.2  # of the places behind a text
BOLD, BOLD_PX, LARGE_PX = 700, 18.66, 24.0  # the least that any standard calls large
SVG = "<svg><text>申請</text></svg>"
FIELD = '<input placeholder="例 地震 こども">'


@page_rule(
    id="jis/drawn-text-pale",
    criteria=["1.4.3"],
    techniques=["G18", "G145", "F83"],
    impact=Impact.SERIOUS,
    needs=[Need.CONTRAST],
    replaces=["axe/color-contrast"],
    title=Text(ja="図の中の文字や入力例の色が薄い", en="Pale text in a drawing or a field"),
    why=Text(
        ja="弱視の人や高齢の人、明るい屋外で画面を見る人が文字を読めません。",
        en="People with low vision, older people and anyone in bright light cannot read the text.",
    ),
    fix=Text(
        ja="文字を濃くしてください（普通の大きさで 4.5:1 以上、大きな文字で 3:1 以上）。"
        "例: ::placeholder { color: #5d6166 }、<text fill=\"#1a1a1c\">",
        en="Darken the text to 4.5:1, large text to 3:1. Example: ::placeholder { color: #5d6166 }.",
    ),
    messages={
        "svg": Text(
            ja="図（SVG）の文字「{text}」と背景の比は {ratio}:1 です。{required}:1 以上が必要です。",
            en="The text “{text}” in a drawing (SVG) has a contrast of {ratio}:1; it needs {required}:1.",
        ),
        "placeholder": Text(
            ja="入力欄の例「{text}」と背景の比は {ratio}:1 です。{required}:1 以上が必要です。",
            en="The hint “{text}” in a field has a contrast of {ratio}:1; it needs {required}:1.",
        ),
    },
    question=Text(
        ja="この文字は、背景のどの所でも読めますか。",
        en="Can the text be read wherever it lies?",
    ),
    examples=[
        Example(
            DEFINITE, SVG, at="text", key="svg",
            probes=photographed(text={"least": 1.7, "most": 1.75, "middle": 1.7, "below3": 1.0, "below4.5": 1.0}),
        ),
        Example(
            DEFINITE, FIELD, at="input", key="placeholder",
            probes=photographed(
                text={
                    "selector": "input", "kind": "placeholder", "size": 16, "least": 1.6, "most": 1.6, "middle": 1.6,
                    "below3": 1.0, "below4.5": 1.0,
                }
            ),
        ),
        Example(
            LIKELY, SVG, at="text", key="svg", why="Half of it lies on a dark bar.",
            probes=photographed(text={"least": 1.7, "most": 9, "middle": 5, "below3": 0.4, "below4.5": 0.5}),
        ),
        Example(
            REVIEW, SVG, at="text", why="Letters with a shadow or a rim.",
            probes=photographed(text={"shadow": True, "least": 1.7, "most": 1.8, "below3": 1.0, "below4.5": 1.0}),
        ),
        Example(
            PASSED, SVG, why="Large text of 3.5:1.",
            probes=photographed(text={"size": 30, "least": 3.5, "most": 3.5, "below3": 0.0, "below4.5": 1.0}),
        ),
        Example(PASSED, SVG, probes=photographed(text={})),
        Example(
            PASSED, '<svg aria-hidden="true"><text>1</text></svg>', why="A pale sign of no meaning.",
            probes=photographed(text={"text": "・", "least": 1.2, "below3": 1.0, "below4.5": 1.0}),
        ),
        Example(
            PASSED, '<header><svg role="img" aria-label="申請市"><text>申請市</text></svg></header>', why="A logo.",
            probes=photographed(
                text={
                    "selector": "html > body > header > svg > text", "least": 1.9, "most": 1.9, "below3": 1.0,
                    "below4.5": 1.0,
                }
            ),
        ),
        Example(INAPPLICABLE, "<p>本文</p>", probes=photographed()),
    ],
)  # fmt: skip
def drawn_text_pale(page: Page) -> Iterator[Finding]:
    for one in page.probe("contrast")["texts"]:
        element = page.at(str(one["selector"])) if one["kind"] != "text" and "least" in one else None
        if element is None:
            continue
        size, weight = float(one["size"]), int(one["weight"])
        large = size >= LARGE_PX or (weight >= BOLD and size >= BOLD_PX)
        needed = 3.0 if large else 4.5
        weak = float(one[f"below{needed:g}"])
        said = str(one["text"])
        data = {"text": short(said, 20), "ratio": one["least"], "required": f"{needed:g}"}
        drawing = element.closest("svg")
        logo = drawing is not None and is_logo(page, drawing, drawing["aria-label"] or drawing.text)
        if weak < MANY or not any(char.isalnum() for char in said) or logo:
            yield passed(element)
        elif one["shadow"]:
            yield review(element, one["kind"], **data)
        elif float(one["most"]) < needed:
            yield definite(element, one["kind"], **data)
        else:
            yield likely(element, one["kind"], **data)
