"""JIS X 8341-3:2016 4.1.1: an element that needs an end tag has one, in the right order."""

from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import DEFINITE, INAPPLICABLE, PASSED, Example, Need, Page, definite, page_rule, passed

from ._tags import OPTIONAL, VOID, partners


@page_rule(
    id="jis/element-unclosed",
    criteria=["4.1.1"],
    techniques=["F70", "H74", "H75"],
    impact=Impact.MODERATE,
    needs=[Need.SOURCE],
    standards=["jis-x-8341-3-2016"],
    title=Text(
        ja="閉じられていない、または入れ子の乱れた要素", en="Element not closed, or closed out of order"
    ),
    why=Text(
        ja="見出しやリンクなどの範囲が広がり、読み上げソフトが本文までリンクとして読むなど、"
        "思わぬ読まれ方をします。",
        en="A heading or link extends too far, and screen readers may read the text after it as part of it.",
    ),
    fix=Text(
        ja='終了タグを正しい位置に書いてください。例: <a href="/"><b>案内</a></b> → <a href="/"><b>'
        "案内</b></a>",
        en='Write the end tag in its place. Example: <a href="/"><b>Guide</a></b> → <a href="/"><b>'
        "Guide</b></a>.",
    ),
    messages={
        "unclosed": Text(
            ja="{line} 行めの <{tag}> に終了タグがありません。",
            en="The <{tag}> in line {line} has no end tag.",
        ),
        "crossed": Text(
            ja="{line} 行めの <{tag}> が、外側の要素より後で閉じられています。",
            en="The <{tag}> in line {line} is closed after the element around it.",
        ),
    },
    examples=[
        Example(PASSED, '<p><a href="/"><b>案内</b></a></p>'),
        Example(DEFINITE, '<p><a href="/">案内</p><p>本文</p>', key="unclosed"),
        Example(DEFINITE, '<p><a href="/"><b>案内</a></b></p>', key="crossed"),
        Example(PASSED, "<div><ul><li>項目<li>項目</ul><p>本文</div>", why="li and p may stay open."),
        Example(
            PASSED, "<div><noscript><div></noscript>本文</div>", why="noscript is not parsed with scripts on."
        ),
        Example(INAPPLICABLE, "<p>本文<br>"),
    ],
)
def element_unclosed(page: Page) -> Iterator[Finding]:
    tags = page.source.tags
    if any(not tag.end and tag.name not in OPTIONAL | VOID for tag in tags):
        yield passed()
    found = partners(tags)
    for tag in found.unclosed:
        yield definite(page.source.target(tag), "unclosed", tag=tag.name, line=tag.line)
    for tag in found.crossed:
        yield definite(page.source.target(tag), "crossed", tag=tag.name, line=tag.line)
