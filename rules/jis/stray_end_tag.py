"""JIS X 8341-3:2016 4.1.1: an end tag closes something that was opened."""

from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import DEFINITE, INAPPLICABLE, PASSED, Example, Need, Page, definite, page_rule, passed

from ._tags import VOID, partners


@page_rule(
    id="jis/stray-end-tag",
    criteria=["4.1.1"],
    techniques=["F70", "H74", "H75"],
    impact=Impact.MINOR,
    needs=[Need.SOURCE],
    standards=["jis-x-8341-3-2016"],
    title=Text(ja="対応する開始タグのない終了タグ", en="End tag without a start tag"),
    why=Text(
        ja="まとまりの終わりがどこか決まらず、ブラウザや読み上げソフトによってページの組み立てが変わるこ"
        "とがあります。",
        en="Where a part ends is unclear, and browsers and screen readers may build the page in "
        "different ways.",
    ),
    fix=Text(
        ja="余分な終了タグを消すか、抜けている開始タグを補ってください。共通部品に多い誤りなので、"
        "テンプレートも確認します。"
        "例: <p>本文</p></div> → <p>本文</p>",
        en="Delete the end tag or add the missing start tag; look into the templates too. "
        "Example: <p>text</p></div> → <p>text</p>.",
    ),
    messages={
        "stray": Text(
            ja="{line} 行めの終了タグ </{tag}> に対応する開始タグがありません。",
            en="The end tag </{tag}> in line {line} has no start tag.",
        ),
        "void": Text(
            ja="{line} 行めに </{tag}> があります。{tag} 要素に終了タグはありません。",
            en="There is a </{tag}> in line {line}; {tag} elements have no end tag.",
        ),
    },
    examples=[
        Example(PASSED, "<div><p>本文</p></div>"),
        Example(DEFINITE, "<div><p>本文</p></div></div>", key="stray"),
        Example(DEFINITE, '<p><img src="a.png" alt=""></img></p>', key="void"),
        Example(
            PASSED, "<p>本文<div>箱</div></p><ul><li>項目</li></ul>", why="p closes by itself: left alone."
        ),
        Example(PASSED, "<body><p>本文</p></body></html>", why="These start tags may be left out."),
        Example(
            PASSED,
            '<svg><path d="M0 0"/><g><path d="M0 0"></path></g></svg><p>図</p>',
            why="Drawn in XML manner.",
        ),
        Example(INAPPLICABLE, "<p>終了タグのないページ"),
    ],
)
def stray_end_tag(page: Page) -> Iterator[Finding]:
    tags = page.source.tags
    if any(tag.end for tag in tags):
        yield passed()
    for tag in partners(tags).stray:
        yield definite(
            page.source.target(tag), "void" if tag.name in VOID else "stray", tag=tag.name, line=tag.line
        )
