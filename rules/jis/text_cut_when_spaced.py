"""WCAG 2.1 1.4.12: nothing is lost when people widen the spacing of text."""

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

from ._adapt import adapted, measured
from ._words import short

MOST = 20
LINE = 0.5  # of a line: more than that cut off is a line that cannot be read


@page_rule(
    id="jis/text-cut-when-spaced",
    criteria=["1.4.12"],
    techniques=["C35", "C36", "F104"],
    impact=Impact.MODERATE,
    needs=[Need.ADAPT],
    title=Text(
        ja="行間や文字間隔を広げると切れる文字",
        en="Text cut off by wider spacing",
    ),
    why=Text(
        ja="読みやすくするために行間や文字間隔を広げて使う人には、文の一部が隠れて読めなくなります。",
        en="People who widen the spacing to read better lose part of the text.",
    ),
    fix=Text(
        ja="文字を入れる箱の height を固定せず min-height にし、overflow: hidden を外してください。",
        en="Use min-height instead of height for boxes of text, and remove overflow: hidden.",
    ),
    messages={
        "cut": Text(
            ja="行間と文字間隔を広げると、「{text}」の箱から文字が {by}px はみ出て切れます。",
            en="With wider spacing the text of “{text}” is cut off by {by}px.",
        ),
    },
    question=Text(
        ja="行間 1.5 倍・文字間隔 0.12em にしたとき、切れて読めなくなる文字がありますか。",
        en="With a line height of 1.5 and letter spacing of 0.12em, does any text become unreadable?",
    ),
    examples=[
        Example(
            LIKELY,
            "<div>お知らせ</div>",
            at="div",
            key="cut",
            probes=adapted(spaced=[{"selector": "html > body > div", "by": 18, "lines": 0.8}]),
        ),
        Example(
            LIKELY,
            "<div>お知らせ</div>",
            at="div",
            why="Only in a narrow window, where the text takes more lines.",
            probes=adapted(spaced_narrow=[{"selector": "html > body > div", "by": 24, "lines": 1.0}]),
        ),
        Example(
            REVIEW,
            "<h2>見出し</h2>",
            at="h2",
            why="The tail of a letter at most.",
            probes=adapted(spaced=[{"selector": "html > body > h2", "by": 6, "lines": 0.25}]),
        ),
        Example(
            PASSED,
            "<p>本文</p>",
            probes=adapted(),
        ),
        Example(
            INAPPLICABLE,
            "<img alt=''>",
            probes=adapted(grown=0, portrait=0, landscape=0),
        ),
    ],
)
def text_cut_when_spaced(page: Page) -> Iterator[Finding]:
    told = measured(page)
    said = set()
    for window in (told, told["zoomed"], told["narrow"]):
        for one in window["spaced"]["cut"][:MOST]:
            element = page.at(str(one["selector"]))
            if element is None or element in said:
                continue
            said.add(element)
            answer = likely if float(one["lines"]) >= LINE else review
            yield answer(element, "cut", text=short(element.text, 20), by=int(one["by"]))
    if not said and told["portrait"]["text"]:
        yield passed(page.root)
