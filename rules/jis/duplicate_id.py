"""JIS X 8341-3:2016 4.1.1: an id is used once in a document."""

from collections import Counter
from collections.abc import Iterator
from urllib.parse import unquote

from auditor.model import Finding, Impact, Text
from auditor.rule import (
    DEFINITE,
    INAPPLICABLE,
    PASSED,
    REVIEW,
    Element,
    Example,
    Need,
    Page,
    definite,
    likely,
    page_rule,
    passed,
    review,
)

from ._tags import own_tags

_REOPENED = frozenset(
    {"a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"}
)
_REFERRING = frozenset(
    {"for", "headers", "list", "form", "aria-labelledby", "aria-describedby", "aria-controls", "aria-owns"}
)


@page_rule(
    id="jis/duplicate-id",
    criteria=["4.1.1"],
    techniques=["F77", "H93"],
    impact=Impact.MODERATE,
    needs=[Need.SOURCE],
    standards=["jis-x-8341-3-2016"],
    replaces=["axe/duplicate-id"],
    title=Text(ja="id の重複", en="Duplicate id"),
    why=Text(
        ja="同じ id が二つあると、ラベルやページ内リンクが別の場所に結び付き、"
        "音声やキーボードで利用する人が迷います。",
        en="With one id on two elements, labels and links within the page reach the wrong place.",
    ),
    fix=Text(
        ja="後から出てくるほうの id を、ページの中でほかにない名前に変えてください。"
        "参照しているリンクやラベルも合わせます。"
        '例: 2 つめの id="map" → id="map-2"',
        en="Give the later element a name that no other has, and change links and labels that refer to it. "
        'Example: the second id="map" → id="map-2".',
    ),
    messages={
        "duplicate": Text(
            ja="id「{id}」が {first} 行めと {line} 行めで重複しています。",
            en="The id “{id}” of line {first} occurs again in line {line}.",
        ),
        "rendered": Text(
            ja="スクリプトがページに加えた部品で、id「{id}」が {count} 個になっています。"
            "部品を複製するときは、id を外すか、番号を付けてください。",
            en="Parts that a script adds bring the id “{id}” {count} times. Remove the id from copies, or number it.",
        ),
    },
    question=Text(
        ja="このページ内リンクは、意図した場所へ移動しますか。同じ id をスクリプトやスタイルでも使っていませんか。",
        en="Does the link lead where it should, and is the id used by scripts or styles as well?",
    ),
    examples=[
        Example(PASSED, '<p id="a">1</p><p id="b">2</p>'),
        Example(DEFINITE, '<p id="map">1</p>\n<p id="map">2</p>', key="duplicate"),
        Example(
            REVIEW,
            '<a href="#map">地図</a><h2 id="map">地図</h2><h3 id="map">広域図</h3>',
            why="One link, and it reaches the first: what is broken by it only a person can tell.",
        ),
        Example(
            DEFINITE,
            '<a href="#map">地図</a><a href="#map">広域図</a><h2 id="map">地図</h2><h3 id="map">広域図</h3>',
            why="Two links, of which one leads to the wrong place.",
        ),
        Example(PASSED, '<p id="a">1</p><p id="A">2</p>', why="Ids differ by case."),
        Example(
            PASSED, '<p id="a">1</p><template><p id="a">2</p></template>', why="A template is no part of it."
        ),
        Example(
            PASSED,
            '<p id="a">1</p><svg><symbol id="s"></symbol></svg>',
            why="Once each.",
        ),
        Example(INAPPLICABLE, "<p>id のないページ</p>"),
    ],
)
def duplicate_id(page: Page) -> Iterator[Finding]:
    first: dict[str, int] = {}
    lone = _reached_by_one_link(page)
    for tag in own_tags(page.source.tags):
        # An attribute given twice counts once: the first stands.
        id = next((value for name, value in tag.attributes if name.lower() == "id"), "")
        if not id.strip():
            continue
        if id in first:
            said = review if id in lone else definite
            yield said(page.source.target(tag), "duplicate", id=id[:80], first=first[id], line=tag.line)
        else:
            first[id] = tag.line
            yield passed()
    yield from _rendered(page)


def _rendered(page: Page) -> Iterator[Finding]:
    """Yield ids that are written once at most and stand several times in the page that scripts have built, each once."""
    written = Counter(
        value
        for tag in page.source.tags
        if not tag.end
        for name, value in tag.attributes
        if name.lower() == "id"
    )
    standing: dict[str, list[Element]] = {}
    for element in page.root.select("[id]"):
        id = element["id"]
        # What a parser repairs, it may open again: an id of such a tag need not be a script's.
        if (
            id.strip()
            and not (written[id] and element.tag in _REOPENED)
            and not element.closest("template, svg")
        ):
            standing.setdefault(id, []).append(element)
    for id, elements in standing.items():
        if len(elements) > 1 and written[id] <= 1:
            yield likely(elements[1], "rendered", id=id[:80], count=len(elements))


def _reached_by_one_link(page: Page) -> frozenset[str]:
    """Return ids that serve one in-page link and no label, description or table header: the browser takes
    the first.
    """
    links: Counter[str] = Counter()
    others: set[str] = set()
    for tag in page.source.tags:
        for name, value in tag.attributes:
            if name == "href" and value.startswith("#"):
                links[unquote(value[1:])] += 1
            elif name in _REFERRING:
                others.update(value.split())
    return frozenset(id for id, count in links.items() if count == 1) - others
