"""HTML standard: rel=opener gives the page behind a link power over this one."""

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

from ._markup import is_foreign


@page_rule(
    id="security/opener-kept",
    impact=Impact.MINOR,
    title=Text(
        ja="リンク先のページに、元のページを操作する権限を渡している",
        en="Link hands the opened page power over this one",
    ),
    why=Text(
        ja="開いた先のページが、元のページを偽のページに差し替えられます。",
        en="The opened page can replace this one by a false one.",
    ),
    fix=Text(
        ja='rel="opener" を除き、古いブラウザのために rel="noopener" としてください。',
        en='Take out rel="opener"; write rel="noopener" for old browsers.',
    ),
    messages={
        "opener": Text(
            ja='新しい窓で開く外部リンクに rel="opener" が付いています。',
            en='An external link in a new window says rel="opener".',
        )
    },
    examples=[
        Example(
            PASSED, '<a href="https://example.com/" target="_blank">外部</a>', why="Browsers imply noopener."
        ),
        Example(
            ADVICE,
            '<a href="https://example.com/" target="_blank" rel="opener">外部</a>',
            at="a",
            key="opener",
        ),
        Example(INAPPLICABLE, '<a href="/a">中</a>'),
    ],
)
def opener_kept(page: Page) -> Iterator[Finding]:
    for link in page.select("a[target=_blank][href], area[target=_blank][href]"):
        if not is_foreign(link.url("href"), page):
            continue
        yield advice(link, "opener") if "opener" in link["rel"].lower().split() else passed(link)
