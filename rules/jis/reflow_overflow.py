"""WCAG 2.2 1.4.10: at a width of 320 pixels a page is read without scrolling sideways."""

from collections.abc import Iterator
from typing import Any

from auditor.model import Finding, Impact, Text
from auditor.rule import (
    INAPPLICABLE,
    LIKELY,
    PASSED,
    REVIEW,
    Element,
    Example,
    Need,
    Page,
    likely,
    page_rule,
    passed,
    review,
)

SLACK = 1  # pixels of rounding
# Content whose meaning needs two dimensions is exempt: data tables, maps, figures, videos, code.
EXEMPT = "table, img, svg, canvas, video, iframe, object, embed, map, pre, code, [role=img], math"
NARROW = 320


def _exempt(element: Element | None) -> bool:
    if element is None:
        return False
    if element.closest(EXEMPT):
        return True
    # A box is as wide as the table or image in it, if nothing else is there.
    inner = element.select(EXEMPT)
    return bool(inner) and not any(child.text and not child.matches(EXEMPT) and not child.select(EXEMPT)
                                   for child in element.children) and not element.own_text  # fmt: skip


def _measured(width: int, *selectors: str, shown: bool = True) -> dict[str, Any]:  # Any: the probe's JSON
    elements = [{"selector": one, "tag": one, "box": [0, 0, width, 40], "shown": shown} for one in selectors]
    return {
        "reflow": {
            "width": 320,
            "scrollWidth": width,
            "scrolled": width - 320,
            "count": len(elements),
            "elements": elements,
        }
    }


@page_rule(
    id="jis/reflow-overflow",
    criteria=["1.4.10"],
    techniques=["C31", "C32", "F102"],
    impact=Impact.SERIOUS,
    needs=[Need.REFLOW],
    title=Text(ja="狭い画面で横スクロールが必要になる", en="Narrow screens must be scrolled sideways"),
    why=Text(
        ja="文字を 400% に拡大して読む人やスマートフォンの利用者は、一行ごとに左右へ動かさないと読めません。",
        en="People who enlarge to 400 % or use a phone must move left and right for every line.",
    ),
    fix=Text(
        ja="幅を固定した指定（width: 960px など）をやめ、画面の幅に合わせて折り返すようにしてください。"
        "例: width: 960px → max-width: 100%",
        en="Drop fixed widths such as width: 960px and let the content wrap. Example: width: 960px → "
        "max-width: 100%.",
    ),
    messages={
        "element": Text(
            ja="画面の幅 {narrow} ピクセルで、この要素が右に {over} ピクセルはみ出します。",
            en="At a width of {narrow} pixels this element runs {over} pixels over the right edge.",
        ),
        "page": Text(
            ja="画面の幅 {narrow} ピクセルで、ページの幅が {width} ピクセルになり横スクロールが必要です。",
            en="At a width of {narrow} pixels the page is {width} pixels wide and scrolls sideways.",
        ),
    },
    question=Text(
        ja="幅 320 ピクセルで、横に動かさないと読めない内容がありますか（今は隠れている部品が開いたときも）。",
        en="At 320 pixels, does any content need scrolling sideways, hidden parts once opened included?",
    ),
    examples=[
        Example(PASSED, "<p>本文</p>", probes=_measured(320)),
        Example(
            LIKELY,
            '<div class="wide">本文</div>',
            at="div",
            key="element",
            probes=_measured(960, "div"),
        ),
        Example(
            REVIEW,
            '<p>用語<span class="tip">説明</span></p>',
            at="span",
            key="element",
            probes=_measured(960, "span", shown=False),
            why="A note that is not shown now makes the page wider.",
        ),
        Example(
            LIKELY,
            "<p>本文</p>",
            at="html",
            key="page",
            probes=_measured(700),
        ),
        Example(
            PASSED,
            "<table><tr><th>区分</th><td>1</td></tr></table>",
            probes=_measured(700, "table"),
            why="A data table may scroll.",
        ),
        Example(INAPPLICABLE, "", probes=_measured(320), why="Nothing to read."),
    ],
)
def reflow_overflow(page: Page) -> Iterator[Finding]:
    measured = page.probe("reflow")
    body = page.root.select("body")
    if not body or not (body[0].text or body[0].select("img, input, button")):
        return
    narrow, width = int(measured["width"]) or NARROW, int(measured["scrollWidth"])
    # What overflow: hidden cuts off widens the root without letting anyone scroll: measured apart.
    if width <= narrow + SLACK or measured.get("scrolled", 1) <= SLACK:
        yield passed(page.root)
        return
    wide = [(one, page.at(str(one["selector"]))) for one in measured["elements"]]
    guilty = [(one, element) for one, element in wide if element is not None and not _exempt(element)]
    for one, element in guilty:
        over = round(one["box"][0] + one["box"][2] - narrow)
        # What is not shown now makes the page wider too; nothing that is read is out of reach by it.
        yield (likely if one.get("shown", True) else review)(element, "element", narrow=narrow, over=over)
    if not guilty and any(_exempt(element) for _, element in wide):
        yield passed(page.root)
    elif not guilty:
        yield likely(page.root, "page", narrow=narrow, width=width)
