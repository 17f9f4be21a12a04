"""Without a viewport element a phone shows the page as wide as a desk."""

from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import (
    ADVICE,
    INAPPLICABLE,
    PASSED,
    Example,
    Page,
    advice,
    page_rule,
    passed,
)


@page_rule(
    id="security/viewport-absent",
    impact=Impact.MODERATE,
    title=Text(ja="スマートフォン向けの表示幅の指定（viewport）がない", en="No viewport for small screens"),
    why=Text(ja="スマートフォンでは文字がとても小さく表示されます。", en="On a phone the text is tiny."),
    fix=Text(
        ja='head に <meta name="viewport" content="width=device-width, initial-scale=1"> を書いてください。',
        en='Write <meta name="viewport" content="width=device-width, initial-scale=1"> into head.',
    ),
    messages={"absent": Text(ja="viewport の指定がありません。", en="There is no viewport.")},
    examples=[
        Example(PASSED, '<meta name="viewport" content="width=device-width"><p>a</p>'),
        Example(ADVICE, "<p>案内</p>", at="html", key="absent"),
        Example(INAPPLICABLE, "", why="An empty page."),
    ],
)
def viewport_absent(page: Page) -> Iterator[Finding]:
    if not page.text and not page.select("meta[name=viewport i]"):
        return
    if any("width" in meta["content"].lower() for meta in page.select("meta[name=viewport i]")):
        yield passed(page.root)
    else:
        yield advice(page.root, "absent")
