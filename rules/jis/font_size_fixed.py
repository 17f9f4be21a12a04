"""JIS X 8341-3:2016 1.4.4: text whose size hangs on the window alone does not grow when people zoom."""

from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import (
    INAPPLICABLE,
    LIKELY,
    PASSED,
    Element,
    Example,
    Need,
    Page,
    likely,
    page_rule,
    passed,
)

from ._adapt import adapted, measured
from ._words import short

MOST = 20
LEAST = 4  # characters
LARGE = 24  # CSS px: text that may well stay as it is halfway, while a later step of the zoom enlarges it


@page_rule(
    id="jis/font-size-fixed",
    criteria=["1.4.4"],
    techniques=["C12", "C13", "C14", "G142", "G178", "F94"],
    impact=Impact.SERIOUS,
    needs=[Need.ADAPT],
    title=Text(
        ja="拡大しても大きくならない文字",
        en="Text that does not grow when zoomed",
    ),
    why=Text(
        ja="文字の大きさが画面の幅だけで決まっていると、弱視の人がブラウザーで拡大しても、文字は読める大きさになりません。",
        en="Text sized by the width of the window alone stays small however far people with low vision zoom in.",
    ),
    fix=Text(
        ja="font-size を vw だけで決めず、rem や px を足してください。例: font-size: 1.25vw → font-size: calc(1rem + 0.3vw)",
        en="Do not size text in vw alone; add rem or px. Example: font-size: 1.25vw → calc(1rem + 0.3vw).",
    ),
    messages={
        "stuck": Text(
            ja="画面を {zoom}% に拡大しても、「{text}」の文字は {growth} 倍にしかなりません。",
            en="At a zoom of {zoom}% the text “{text}” is only {growth} times as large.",
        ),
    },
    examples=[
        Example(
            LIKELY,
            "<p>本文の文字です</p>",
            at="p",
            key="stuck",
            probes=adapted(stuck=[{"selector": "html > body > p", "size": 16, "growth": 1.0, "text": 7}]),
        ),
        Example(
            LIKELY,
            "<h2>大きな見出しの文字</h2>",
            at="h2",
            why="A heading set in vw that has a smallest size grows a little, not enough.",
            probes=adapted(stuck=[{"selector": "html > body > h2", "size": 60, "growth": 1.4, "text": 9}]),
        ),
        Example(
            LIKELY,
            "<p>本文の文字です</p>",
            at="p",
            key="stuck",
            why="A style sheet for phones gives the root a size of its own; on the way there nothing grows.",
            probes=adapted(
                stuck_halfway=[{"selector": "html > body > p", "size": 16, "growth": 1.0, "text": 7}]
            ),
        ),
        Example(
            PASSED,
            "<h1>大きな見出しの文字</h1>",
            why="A title that is large from the start may take its time.",
            probes=adapted(
                stuck_halfway=[{"selector": "html > body > h1", "size": 40, "growth": 1.0, "text": 9}]
            ),
        ),
        Example(PASSED, '<p style="font-size: 14px">本文</p>', why="Zooming enlarges px.", probes=adapted()),
        Example(
            PASSED,
            "<p>■</p>",
            why="A sign is no text to read.",
            probes=adapted(stuck=[{"selector": "html > body > p", "size": 16, "growth": 1.0, "text": 1}]),
        ),
        Example(INAPPLICABLE, "<img alt=''>", probes=adapted(portrait=0, landscape=0)),
    ],
)
def font_size_fixed(page: Page) -> Iterator[Finding]:
    told = measured(page)
    if not told["portrait"]["text"]:
        return
    said: set[Element] = set()
    for window, largest in ((told["narrow"], float("inf")), (told["zoomed"], LARGE)):
        for one in window.get("stuck", ())[:MOST]:  # captures of older versions looked in one window alone
            element = page.at(str(one["selector"]))
            if (
                element is None
                or element in said
                or int(one["text"]) < LEAST
                or float(one["size"]) >= largest
            ):
                continue
            said.add(element)
            yield likely(
                element, "stuck", zoom=round(100 * float(window["zoom"])), growth=one["growth"],
                text=short(element.text, 20),
            )  # fmt: skip
    if not said:
        yield passed(page.root)
