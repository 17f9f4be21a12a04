"""JIS X 8341-3:2016 2.4.2: two pages of a site must not share one title."""

from collections import Counter
from collections.abc import Iterator

from auditor.model import Finding, Text
from auditor.rule import (
    INAPPLICABLE,
    LIKELY,
    PASSED,
    Example,
    Need,
    SiteView,
    likely,
    passed,
    site_rule,
)


@site_rule(
    id="sample/title-repeated",
    criteria=["2.4.2"],
    needs=[Need.SITE],
    title=Text(ja="ページタイトルが重複している", en="Page title used twice"),
    why=Text(ja="どのページか区別できません。", en="The pages cannot be told apart."),
    fix=Text(ja="ページごとに違うタイトルを付けてください。", en="Give each page a title of its own."),
    messages={
        "repeated": Text(ja="「{title}」が {count} ページにあります。", en="{count} pages: “{title}”.")
    },
    examples=[
        Example(LIKELY, pages={"/": "<title>お知らせ</title>", "/a": "<title>お知らせ</title>"}, at="/a"),
        Example(PASSED, pages={"/": "<title>トップ</title>", "/a": "<title>お知らせ</title>"}),
        Example(INAPPLICABLE, pages={"/": "<p>a</p>", "/a": "<p>b</p>"}),
    ],
)
def title_repeated(site: SiteView) -> Iterator[Finding]:
    titled = [page for page in site.pages if page.title]
    counts = Counter(page.title for page in titled)
    for page in titled:
        if counts[page.title] > 1:
            yield likely(page, "repeated", title=page.title, count=counts[page.title])
        else:
            yield passed(page)
