"""JIS X 8341-3:2016 1.3.1: headings go down one level at a time, so that the outline can be heard."""

from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import INAPPLICABLE, PASSED, REVIEW, Element, Example, Page, page_rule, passed, review

from ._words import content, short, shown


def _level(heading: Element) -> int:
    said = heading["aria-level"]
    if said.isascii() and said.isdigit() and 0 < len(said) < 3:
        return int(said)
    return int(heading.tag[1]) if heading.tag in ("h1", "h2", "h3", "h4", "h5", "h6") else 2


@page_rule(
    id="jis/heading-level-skipped",
    criteria=["1.3.1", "2.4.10"],
    techniques=["G141", "H42"],
    impact=Impact.MODERATE,
    replaces=["axe/heading-order"],
    title=Text(ja="見出しの段階が飛んでいる", en="Heading level is skipped"),
    why=Text(
        ja="音声で見出しをたどって読む人は、段階が飛ぶと、間の見出しを聞き漏らしたのか、"
        "まとまりの切れ目なのかが分かりません。",
        en="People who go from heading to heading by voice cannot tell a skipped level from one they missed.",
    ),
    fix=Text(
        ja="見出しは h1、h2、h3 の順に一段ずつ下げてください。文字の大きさはスタイルで調整します。例: "
        "h2 の次の h4 → h3",
        en="Go down one level at a time: h1, h2, h3. Set the size of the text by style. Example: an h4 "
        "after an h2 → h3.",
    ),
    messages={
        "skipped": Text(
            ja="h{last} の次の見出し「{text}」が h{level} です。",
            en="The heading “{text}” after an h{last} is an h{level}.",
        ),
        "first": Text(
            ja="ページの最初の見出し「{text}」が h{level} です。",
            en="The first heading of the page, “{text}”, is an h{level}.",
        ),
    },
    question=Text(
        ja="この見出しは、一つ前の見出しの二段下の内容ですか。そうでなければ段階を直してください。",
        en="Does this heading belong two levels below the one before it? If not, mend its level.",
    ),
    examples=[
        Example(PASSED, "<h1>手続</h1><h2>住民票</h2><h3>窓口</h3><h2>戸籍</h2>"),
        Example(REVIEW, "<h1>手続</h1><h3>住民票</h3>", at="h3", key="skipped"),
        Example(REVIEW, "<h4>お知らせ</h4><h1>手続</h1>", at="h4", key="first"),
        Example(PASSED, "<h2>○○市</h2><h1>手続</h1>", why="A site name before the h1 is common."),
        Example(PASSED, '<h1>手続</h1><div role="heading" aria-level="2">住民票</div><h3>窓口</h3>'),
        Example(PASSED, "<h2>手続</h2><h3>住民票</h3><h4>窓口</h4><h2>戸籍</h2>", why="Going up may skip."),
        Example(INAPPLICABLE, "<p>見出しのないページ</p>"),
    ],
)
def heading_level_skipped(page: Page) -> Iterator[Finding]:
    for document in page.documents:
        last = 0
        for heading in document.select("h1, h2, h3, h4, h5, h6, [role=heading]"):
            text = short(content(heading))
            if not text or not shown(heading):
                continue
            level = _level(heading)
            if last and level > last + 1:
                yield review(heading, "skipped", last=last, level=level, text=text)
            elif not last and level > 2 and document == page.root:
                yield review(heading, "first", level=level, text=text)
            else:
                yield passed(heading)
            last = level
