"""JIS X 8341-3:2016 1.4.4: nothing is lost when people enlarge the text or the page."""

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

from ._adapt import adapted, lost, measured
from ._words import short

MOST = 20
LINE = 0.5  # of a line: more than that cut off is a line that cannot be read

BOX = {"selector": "html > body > div", "by": 40, "lines": 1.6}


@page_rule(
    id="jis/text-cut-when-enlarged",
    criteria=["1.4.4", "1.4.10", "1.4.12"],
    techniques=["F69", "F102", "C28", "C31", "G179"],
    impact=Impact.SERIOUS,
    needs=[Need.ADAPT],
    title=Text(
        ja="拡大すると切れたり重なったりする文字",
        en="Text cut off or overlapping when enlarged",
    ),
    why=Text(
        ja="文字やページを拡大して読む人には、箱からはみ出した文が隠れたり、ほかの文と重なったりして読めません。",
        en="Who enlarges the text or the page cannot read what is cut off, or lies on other text.",
    ),
    fix=Text(
        ja="文字を入れる箱の height を px や em で固定せず min-height にし、overflow: hidden を外してください。"
        "例: height: 150px; overflow: hidden → min-height: 150px",
        en="Use min-height instead of a fixed height for boxes of text, and remove overflow: hidden. "
        "Example: height: 150px; overflow: hidden → min-height: 150px.",
    ),
    messages={
        "text": Text(
            ja="文字の大きさを2倍にすると、「{text}」の箱から文字が {by}px はみ出て切れます。",
            en="With text of twice the size, {by}px of “{text}” are cut off.",
        ),
        "zoom": Text(
            ja="ページを拡大すると（幅 {width}px 相当）、「{text}」の箱から文字が {by}px はみ出て切れます。",
            en="With the page zoomed (as {width}px wide), {by}px of “{text}” are cut off.",
        ),
        "over": Text(
            ja="ページを拡大すると（幅 {width}px 相当）、「{text}」がほかの文字と重なります。",
            en="With the page zoomed (as {width}px wide), “{text}” lies on other text.",
        ),
        "text-over": Text(
            ja="文字の大きさを2倍にすると、「{text}」がほかの文字と重なります。",
            en="With text of twice the size, “{text}” lies on other text.",
        ),
    },
    question=Text(
        ja="200% に拡大したとき、隠れたり重なったりして読めなくなる文字がありますか。",
        en="At 200%, does any text become unreadable?",
    ),
    examples=[
        Example(LIKELY, "<div>お知らせ</div>", at="div", key="text", probes=adapted(enlarged=lost([BOX]))),
        Example(LIKELY, "<div>お知らせ</div>", at="div", key="zoom", probes=adapted(zoomed=lost([BOX]))),
        Example(
            LIKELY,
            "<div>お知らせ</div>",
            at="div",
            key="zoom",
            why="At 400 % the text takes more lines than its box has.",
            probes=adapted(narrow=lost([BOX])),
        ),
        Example(
            LIKELY,
            "<p>題名</p><p>日付</p>",
            at="p",
            key="over",
            probes=adapted(
                zoomed=lost(over=[{"selector": "html > body > p", "other": "html > body > p:nth-of-type(2)"}])
            ),
        ),
        Example(
            REVIEW,
            "<p>題名</p><p>日付</p>",
            at="p",
            key="text-over",
            why="Zooming the page meets the criterion too, and there nothing overlaps.",
            probes=adapted(
                enlarged=lost(
                    over=[{"selector": "html > body > p", "other": "html > body > p:nth-of-type(2)"}]
                )
            ),
        ),
        Example(
            PASSED,
            '<svg aria-label="柊市"><text>柊市</text></svg>',
            why="A drawing has no text to be enlarged alone.",
            probes=adapted(enlarged=lost([{**BOX, "selector": "html > body > svg"}])),
        ),
        Example(
            REVIEW,
            "<div>お知らせ</div>",
            at="div",
            key="text",
            why="The edge of a line.",
            probes=adapted(enlarged=lost([{**BOX, "by": 5, "lines": 0.2}])),
        ),
        Example(PASSED, "<p>本文</p>", probes=adapted()),
        Example(INAPPLICABLE, "<img alt=''>", probes=adapted(portrait=0, landscape=0)),
    ],
)
def text_cut_when_enlarged(page: Page) -> Iterator[Finding]:
    told = measured(page)
    said: set[Element] = set()
    windows = (
        ("zoom", "over", told["zoomed"], 640),
        ("zoom", "over", told["narrow"], 320),
        ("text", "text-over", told["enlarged"], 0),
    )
    for cut, over, window, width in windows:
        for one in window["cut"][:MOST]:
            element = page.at(str(one["selector"]))
            # The text of a drawing grows with the page, as the drawing does.
            if element is None or element in said or (cut == "text" and element.closest("svg")):
                continue
            said.add(element)
            answer = likely if float(one["lines"]) >= LINE else review
            yield answer(element, cut, text=short(element.text, 20), by=int(one["by"]), width=width)
        for one in window["over"][:MOST]:
            element, other = page.at(str(one["selector"])), page.at(str(one["other"]))
            if element is None or element in said or other in said:
                continue
            said.add(element)
            group = element.closest("table, dl, ul, ol, nav")
            if group is not None and group in said:
                continue  # one place of a calendar or list is enough
            said |= {group} if group is not None else set()
            answer = likely if over == "over" else review
            yield answer(element, over, text=short(element.text, 20), width=width)
    if not said and told["portrait"]["text"]:
        yield passed(page.root)
