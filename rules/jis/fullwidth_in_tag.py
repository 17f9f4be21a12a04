"""JIS X 8341-3:2016 4.1.1: no full-width space or quotation mark stands between the attributes of a tag."""

import re
from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import INAPPLICABLE, LIKELY, PASSED, Example, Need, Page, likely, page_rule, passed

from ._tags import own_tags
from ._words import short

_SPACE = "\u3000"
_VALUE = re.compile(r"\"[^\"]*\"|'[^']*'|=\s*[^\s\"'>]+")
_QUOTES = ("“", "”", "＂", "‘", "’", "″")


@page_rule(
    id="jis/fullwidth-in-tag",
    criteria=["4.1.1"],
    techniques=["F70", "H88"],
    impact=Impact.MODERATE,
    needs=[Need.SOURCE],
    standards=["jis-x-8341-3-2016"],
    title=Text(ja="タグの中の全角の空白や引用符", en="Full-width space or quotation mark inside a tag"),
    why=Text(
        ja="全角の空白は属性の区切りにならず、全角の引用符は値の囲みになりません。"
        "代替テキストやリンク先などの指定が、思ったとおりに効かなくなります。",
        en="They neither part attributes nor enclose values, so an alternative text or address does not take effect.",
    ),
    fix=Text(
        ja='タグの中の空白と引用符を半角にしてください。例: <img　alt=“庁舎”> → <img alt="庁舎">',
        en='Use ASCII spaces and quotation marks inside tags: <img alt="City hall">.',
    ),
    messages={
        "space": Text(
            ja="{line} 行めの {tag} 要素のタグの中に、全角の空白があります（{said}）。",
            en="The tag {tag} in line {line} holds a full-width space ({said}).",
        ),
        "quote": Text(
            ja="{line} 行めの {tag} 要素の属性 {name} の値が、全角の引用符で囲まれています（{said}）。",
            en="The value of {name} of {tag} in line {line} stands in typographic quotation marks ({said}).",
        ),
    },
    examples=[
        Example(PASSED, '<img src="a.png" alt="東京　都庁">', why="Within a value."),
        Example(LIKELY, '<img src="a.png"　alt="都庁">', key="space"),
        Example(LIKELY, "<img src=a.png alt=“都庁”>", key="quote"),
        Example(PASSED, '<p title="“引用”">本文</p>', why="Marks of the text itself."),
        Example(INAPPLICABLE, "<p>本文</p>"),
    ],
)
def fullwidth_in_tag(page: Page) -> Iterator[Finding]:
    for tag in own_tags(page.source.tags):
        if not tag.attributes:
            continue
        # A tag cut off within a value cannot be told from one with a space between its attributes.
        spaced = _SPACE in tag.text and tag.text.endswith(">") and _SPACE in _VALUE.sub("", tag.text)
        quoted = next(
            ((name, value) for name, value in tag.attributes if _is_unquoted(tag.text, value)), ("", "")
        )
        if spaced:
            yield likely(
                page.source.target(tag), "space", tag=tag.name, line=tag.line, said=short(tag.text, 60)
            )
        elif quoted[0]:
            yield likely(
                page.source.target(tag),
                "quote",
                tag=tag.name,
                line=tag.line,
                name=quoted[0],
                said=short(quoted[1]),
            )
        else:
            yield passed()


def _is_unquoted(text: str, value: str) -> bool:
    """Return whether a value begins with a typographic mark that was meant as the quotation mark of the markup."""
    return value.startswith(_QUOTES) and f"={value}" in text.replace("= ", "=")
