"""A page says in one or two sentences what it is about: search results show them."""

from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import ADVICE, INAPPLICABLE, PASSED, Example, Page, advice, page_rule, passed

SAID = '<head><title>案内</title><meta name="description" content="転入の届け出に必要なものと窓口の案内です。"></head>'


@page_rule(
    id="security/description-empty",
    impact=Impact.MINOR,
    title=Text(ja="ページの要約（description）が空になっている", en="Empty description"),
    why=Text(
        ja="検索結果に本文の切れ端が出るため、利用者が目的のページか判断しにくくなります。",
        en="Search results show a scrap of the text, by which it is hard to tell the right page.",
    ),
    fix=Text(
        ja="ページごとに、内容を 1、2 文で書いてください（全ページ同じ文にはしません）。書かないときは要素ごと除きます。",
        en="Write one or two sentences for each page, or take the element out.",
    ),
    messages={
        "empty": Text(ja="description の content が空です。", en="The description is empty."),
        "title": Text(
            ja="description が題名「{value}」と同じです。",
            en="The description only repeats the title “{value}”.",
        ),
    },
    examples=[
        Example(PASSED, SAID),
        Example(
            ADVICE,
            '<head><title>案内</title><meta name="description" content=""></head>',
            at="meta",
            key="empty",
        ),
        Example(
            ADVICE, '<head><title>案内</title><meta name="description" content="案内"></head>', key="title"
        ),
        Example(INAPPLICABLE, "<title>案内</title>", why="Search engines take it from the text."),
    ],
)
def description_empty(page: Page) -> Iterator[Finding]:
    for meta in page.root.select("head meta[name=description]")[:1]:
        said = meta["content"].strip()
        if not said:
            yield advice(meta, "empty")
        elif said == page.title:
            yield advice(meta, "title", value=said[:80])
        else:
            yield passed(meta)
