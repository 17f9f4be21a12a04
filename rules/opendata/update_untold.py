"""Of data one can tell when they were last changed."""

from collections.abc import Iterator

from auditor.model import Fate, Finding, Impact, Text
from auditor.rule import (
    INAPPLICABLE,
    PASSED,
    REVIEW,
    Example,
    Need,
    SiteView,
    header_values,
    link_target,
    passed,
    review,
    site_rule,
)

from ._data_links import EXTENSIONS, data_links, extension

CSV = ("Content-Type", "text/csv")
PAGE = '<a href="/d.csv">人口（CSV）</a>'


@site_rule(
    id="opendata/update-untold",
    impact=Impact.MINOR,
    needs=[Need.RESOURCES],
    title=Text(ja="更新日の分からないデータ", en="Data without a date of update"),
    why=Text(
        ja="いつのデータか分からないと、利用者は新しいかどうかを確かめられません。",
        en="Nobody can tell whether the data are still fresh.",
    ),
    fix=Text(
        ja="データを載せたページに「更新日：2026年4月1日」のように書いてください。",
        en="Write the date of the last update on the page that links the data.",
    ),
    messages={
        "untold": Text(
            ja="「{text}」の更新日が、ページにも応答（Last-Modified）にも見つかりません。",
            en="Neither the page nor the answer (Last-Modified) tells when “{text}” was updated.",
        ),
    },
    question=Text(
        ja="ページのどこかに、このデータの更新日が書かれていますか。",
        en="Does the page tell the date somewhere?",
    ),
    examples=[
        Example(REVIEW, pages={"/": (PAGE, ()), "/d.csv": ("a,b\n", (CSV,))}, key="untold"),
        Example(PASSED, pages={"/": (PAGE + "<p>更新日：2026年4月1日</p>", ()), "/d.csv": ("a,b\n", (CSV,))}),
        Example(
            PASSED,
            pages={
                "/": (PAGE, ()),
                "/d.csv": ("a,b\n", (CSV, ("Last-Modified", "Wed, 01 Apr 2026 00:00:00 GMT"))),
            },
        ),
        Example(INAPPLICABLE, pages={"/": ("<p>a</p>", ())}),
    ],
)
def update_untold(site: SiteView) -> Iterator[Finding]:
    for page, link in data_links(site):
        file = site.resource(link.url)
        if file is None or file.fate is not Fate.NOT_HTML or EXTENSIONS.get(extension(link.url)) == "PDF":
            continue
        if page.updated or header_values(file.headers, "last-modified"):
            yield passed(page)
        else:
            yield review(
                link_target(page, link, identity="update"), "untold", text=link.text[:60] or link.url
            )
