"""JIS X 8341-3:2016 1.1.1: a chart drawn by SVG or canvas has a name and its values in text."""

import re
from collections import Counter
from collections.abc import Iterator

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

from ._words import referenced

WIDE, HIGH = 100.0, 60.0  # CSS px: a drawing, not an icon
BARS = 3
# What a script that writes figures onto a canvas calls; without it the canvas may be empty, or an ornament.
_TELLS = re.compile(r"(?:fill|stroke)Text\s*\(|\bchart|echarts|plotly|\bgraph", re.IGNORECASE)
SCRIPTS, SCRIPT = 50, 20_000
LARGE = 40_000.0
NAMED = "a, button, [role=button], [role=img], [aria-hidden=true], [role=presentation], [role=none], figure[aria-label]"
EDGES = frozenset({"banner", "navigation", "contentinfo"})
CHART = (
    '<svg width="320" height="160"><rect x="20" y="20" width="40" height="130"/>'
    '<rect x="90" y="34" width="40" height="116"/><rect x="160" y="52" width="40" height="98"/></svg>'
)


@page_rule(
    id="jis/drawing-unnamed",
    criteria=["1.1.1"],
    techniques=["F65", "H53", "ARIA24", "G92"],
    act=["e88epe"],
    impact=Impact.SERIOUS,
    needs=[Need.LAYOUT],
    title=Text(ja="名前のない図（SVG・canvas）", en="Chart without a name (SVG, canvas)"),
    why=Text(
        ja="画面を見ない人には、図があることも、その値も伝わりません。",
        en="People who do not see it learn neither that there is a drawing nor what it tells.",
    ),
    fix=Text(
        ja='図に名前を付け、値を表や文で添えてください。例: <svg role="img" aria-label="人口の棒グラフ。値は下の表">',
        en='Name it and give its values as a table or text. Example: <svg role="img" aria-label="Bar chart of …">.',
    ),
    messages={
        "svg": Text(
            ja="図形を並べた図（SVG、{width}×{height} ピクセル）に、名前も文字もありません。",
            en="A drawing of shapes (SVG, {width} by {height} pixels) has neither a name nor text.",
        ),
        "canvas": Text(
            ja="canvas に描いた図（{width}×{height} ピクセル）に、名前も代わりの内容もありません。",
            en="A canvas drawing ({width} by {height} pixels) has neither a name nor content in its place.",
        ),
    },
    question=Text(
        ja="この図は何かを伝えますか。飾りなら aria-hidden=\"true\" を付けます。",
        en="Does this drawing tell anything? Decoration should have aria-hidden=\"true\".",
    ),
    examples=[
        Example(LIKELY, f"<main>{CHART}</main>", at="svg", key="svg"),
        Example(
            LIKELY, '<main><canvas width="420" height="160"></canvas><script>c.fillText("2,400円", 8, 8)</script></main>',
            at="canvas", key="canvas",
        ),
        Example(
            REVIEW, '<main><canvas width="420" height="160"></canvas></main>', at="canvas", key="canvas",
            why="What is drawn, if anything, is unknown.",
        ),
        Example(
            REVIEW, '<main><svg width="300" height="200"><path d="M0 0L300 200L0 200Z"/></svg></main>', at="svg",
            why="It may be an illustration.",
        ),
        Example(PASSED, f'<main>{CHART.replace("<svg", "<svg role=img aria-label=人口の棒グラフ")}</main>'),
        Example(PASSED, f'<main><div aria-hidden="true">{CHART}</div></main>'),
        Example(PASSED, '<main><canvas width="420" height="160">1人 2,400円、2人 4,900円</canvas></main>'),
        Example(PASSED, '<main><svg width="24" height="24"><path d="M0 0h9"/></svg></main>', why="An icon."),
        Example(
            PASSED, '<canvas width="420" height="160" style="position:fixed;pointer-events:none"></canvas>',
            why="Snow falls over the page.",
        ),
        Example(INAPPLICABLE, "<p>本文</p>"),
    ],
)  # fmt: skip
def drawing_unnamed(page: Page) -> Iterator[Finding]:
    tells = any(
        _TELLS.search(f"{one['src']} {one.raw_text[:SCRIPT]}") for one in page.select("script")[:SCRIPTS]
    )
    for drawing in page.select("svg, canvas"):
        box = drawing.box
        if drawing.parent is not None and drawing.parent.closest("svg"):
            continue
        if box is None or not drawing.visible or box[2] < WIDE or box[3] < HIGH or drawing.region in EDGES:
            yield passed(drawing)
            continue
        if _named(page, drawing) or _backdrop(drawing):
            yield passed(drawing)
        else:
            sure = tells if drawing.tag == "canvas" else _bars(drawing)
            if drawing.tag == "svg" and not sure and box[2] * box[3] < LARGE:
                yield passed(drawing)
                continue
            answer = likely if sure else review
            yield answer(drawing, drawing.tag, width=round(box[2]), height=round(box[3]))


def _named(page: Page, drawing: Element) -> bool:
    return bool(
        drawing["aria-label"].strip()
        or referenced(page, drawing, "aria-labelledby").strip()
        or drawing["title"].strip()
        or drawing.text
        or drawing.closest(NAMED)
        or drawing.select("[aria-label], title, image")
    )


def _backdrop(drawing: Element) -> bool:
    """Return whether it lies behind or over the page and lets the pointer through."""
    place: Element | None = drawing
    for _ in range(3):
        if place is None:
            return False
        if place.style("pointer-events") == "none" or place.style("z-index").startswith("-"):
            return True
        place = place.parent
    return False


def _bars(drawing: Element) -> bool:
    """Return whether it has bars of one width, dots of one size, or segments: as charts have them."""
    widths = Counter(
        one["width"] for one in drawing.select("rect") if one["width"] and "%" not in one["width"]
    )
    heights = Counter(
        one["height"] for one in drawing.select("rect") if one["height"] and "%" not in one["height"]
    )
    dots = Counter(one["r"] for one in drawing.select("circle") if one["r"])
    lines = drawing.select("polyline")
    slices = [
        one for one in drawing.select("path") if "a" in one["d"].lower() and one["d"].lower().count("l") >= 1
    ]
    return (
        any(max(kind.values(), default=0) >= BARS for kind in (widths, heights, dots))
        or bool(lines)
        or len(slices) >= BARS
    )
