"""JIS X 8341-3:2016 4.1.1: an element has no attribute twice."""

from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import DEFINITE, INAPPLICABLE, PASSED, Example, Need, Page, definite, page_rule, passed

from ._tags import own_tags


@page_rule(
    id="jis/duplicate-attribute",
    criteria=["4.1.1"],
    techniques=["F70", "H94"],
    impact=Impact.MODERATE,
    needs=[Need.SOURCE],
    standards=["jis-x-8341-3-2016"],
    title=Text(ja="一つの要素に同じ属性が二つある", en="Attribute given twice on one element"),
    why=Text(
        ja="ブラウザは先に書かれたほうだけを使い、後の指定は捨てられます。"
        "代替テキストやラベルが効かないことがあります。",
        en="Browsers take the first and drop the other, so an alternative text or a label may have no "
        "effect.",
    ),
    fix=Text(
        ja='どちらか一方を消し、両方が必要なら一つにまとめてください。例: class="a" class="b" → class="a b"',
        en='Delete one of them, or join them. Example: class="a" class="b" → class="a b".',
    ),
    messages={
        "duplicate": Text(
            ja="{line} 行めの {tag} 要素に、属性「{name}」が {count} 回書かれています。",
            en="The {tag} element in line {line} has the attribute “{name}” {count} times.",
        )
    },
    examples=[
        Example(PASSED, '<img src="a.png" alt="庁舎">'),
        Example(DEFINITE, '<img src="a.png" alt="" alt="庁舎">', key="duplicate"),
        Example(DEFINITE, '<p class="a" CLASS="b">本文</p>', key="duplicate"),
        Example(PASSED, '<p data-a="1" data-b="1">本文</p>', why="Two names."),
        Example(PASSED, '<p title="alt=1 alt=2">本文</p>', why="Within a value."),
        Example(INAPPLICABLE, "<p>属性のないページ</p>"),
    ],
)
def duplicate_attribute(page: Page) -> Iterator[Finding]:
    for tag in own_tags(page.source.tags):
        names = [name.lower() for name, _ in tag.attributes]
        if len(names) == len(set(names)):
            if names:
                yield passed()
            continue
        for name in sorted({name for name in names if names.count(name) > 1}):
            yield definite(
                page.source.target(tag),
                "duplicate",
                tag=tag.name,
                name=name,
                count=names.count(name),
                line=tag.line,
            )
