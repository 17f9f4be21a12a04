"""JIS X 8341-3:2016 4.1.1: an id is used once in a document."""

from collections.abc import Iterator

from auditor_rules.jis._tags import own_tags

from auditor.model import Finding, Impact, Text
from auditor.rule import DEFINITE, INAPPLICABLE, PASSED, Example, Need, Page, definite, page_rule, passed


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
        )
    },
    examples=[
        Example(PASSED, '<p id="a">1</p><p id="b">2</p>'),
        Example(DEFINITE, '<p id="map">1</p>\n<p id="map">2</p>', key="duplicate"),
        Example(PASSED, '<p id="a">1</p><p id="A">2</p>', why="Ids differ by case."),
        Example(
            PASSED, '<p id="a">1</p><template><p id="a">2</p></template>', why="A template is no part of it."
        ),
        Example(INAPPLICABLE, "<p>id のないページ</p>"),
    ],
)
def duplicate_id(page: Page) -> Iterator[Finding]:
    first: dict[str, int] = {}
    for tag in own_tags(page.source.tags):
        # An attribute given twice counts once: the first stands.
        id = next((value for name, value in tag.attributes if name.lower() == "id"), "")
        if not id.strip():
            continue
        if id in first:
            yield definite(page.source.target(tag), "duplicate", id=id[:80], first=first[id], line=tag.line)
        else:
            first[id] = tag.line
            yield passed()
