"""Near WCAG 1.4.8: very small or justified text tires people who read with effort."""

from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import ADVICE, INAPPLICABLE, PASSED, Element, Example, Need, Page, advice, page_rule, passed

from ._words import NOT_PROSE, short

SMALL = 10.0  # CSS pixels, 7.5 pt
WORDS = 20  # characters of one element: less is a mark or a price
LONG = 80  # characters of a justified paragraph of some lines


@page_rule(
    id="jis/text-hard-to-read",
    criteria=["1.4.8"],
    techniques=["F88", "G169", "C28"],
    impact=Impact.MINOR,
    needs=[Need.LAYOUT],
    title=Text(ja="とても小さい文字、両端をそろえた文章", en="Very small or justified text"),
    why=Text(
        ja="小さい文字は拡大しなければ読めず、両端そろえは語の間が不ぞろいになって、読むことに困難のある人の目が行を追えなくなります。",
        en="Tiny letters must be enlarged first; justified lines have uneven gaps that break the line for some readers.",
    ),
    fix=Text(
        ja="本文の文字は 16 ピクセルほどにし、text-align: justify を外して左そろえにしてください。",
        en="Set text at about 16 pixels and align it left instead of text-align: justify.",
    ),
    messages={
        "small": Text(
            ja="{size} ピクセルの小さい文字が {count} か所にあります（「{text}」など）。",
            en="{count} places have text as small as {size} pixels (“{text}” …).",
        ),
        "justified": Text(
            ja="両端をそろえた文章が {count} か所にあります（「{text}」など）。",
            en="{count} paragraphs are justified (“{text}” …).",
        ),
    },
    examples=[
        Example(PASSED, f"<p>{'窓口は平日の午前9時から開いています。' * 3}</p>"),
        Example(ADVICE, f'<p style="font-size:9px">{"窓口は平日の午前9時から開いています。" * 3}</p>', at="p", key="small"),
        Example(ADVICE, f'<p style="text-align:justify">{"窓口は平日の午前9時から開いています。" * 8}</p>', at="p", key="justified"),
        Example(PASSED, '<p style="font-size:9px">税込み</p><p>窓口は平日の午前9時から午後5時まで開いています。</p>', why="A mark."),
        Example(INAPPLICABLE, "<p>本文</p>"),
    ],
)  # fmt: skip
def text_hard_to_read(page: Page) -> Iterator[Finding]:
    small: list[tuple[Element, float]] = []
    justified: list[Element] = []
    seen = 0
    for element in page.select("p, li, td, dd, div, span, small, font")[:5000]:
        text = element.own_text
        if len(text) < WORDS or element.tag in NOT_PROSE:
            continue
        seen += 1
        size = _pixels(element.style("font-size"))
        if 0 < size < SMALL and element.visible:
            small.append((element, size))
        if len(text) >= LONG and element.style("text-align") == "justify" and element.visible:
            justified.append(element)
    if small:
        element, size = min(small, key=lambda one: one[1])
        yield advice(element, "small", count=len(small), size=round(size, 1), text=short(element.own_text))
    if justified:
        yield advice(justified[0], "justified", count=len(justified), text=short(justified[0].own_text))
    if seen and not small and not justified:
        yield passed()


def _pixels(value: str) -> float:
    try:
        return float(value.removesuffix("px"))
    except ValueError:
        return 0.0
