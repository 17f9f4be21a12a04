"""JIS X 8341-3:2016 1.3.1: figures in rows and columns are a table, not a picture of one."""

import re
from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import (
    INAPPLICABLE,
    LIKELY,
    PASSED,
    REVIEW,
    Element,
    Example,
    Page,
    likely,
    page_rule,
    passed,
    review,
)

from ._words import short, shown

_TABLE = re.compile(
    r"(?:の表|一覧表|対照表|料金表|時刻表|比較表|早見表|日程表|予定表|集計表|時間割)(?:です|の画像)?[。]?"
)
_ELSEWHERE = re.compile(r"以下|次の|下記|続く|本文|同等")


@page_rule(
    id="jis/table-as-image",
    criteria=["1.3.1", "1.1.1"],
    techniques=["H51", "G92"],
    impact=Impact.SERIOUS,
    title=Text(
        ja="表を画像にしている",
        en="Table put into an image",
    ),
    why=Text(
        ja="画像の表は、行と列をたどって数値を読むことができず、代替テキストだけでは中身も伝わりません。",
        en="A table in an image cannot be walked by row and column.",
    ),
    fix=Text(
        ja="table 要素で作り直してください。行と列の見出しは th 要素にします。",
        en="Make it a table element with th for its headings.",
    ),
    messages={
        "table": Text(
            ja="表の画像「{alt}」があり、同じ内容の表がページにありません。",
            en="“{alt}” is an image of a table, and the page has no such table.",
        ),
        "beside": Text(
            ja="表の画像「{alt}」があります。",
            en="“{alt}” is an image of a table.",
        ),
    },
    question=Text(
        ja="画像と同じ内容の表が、このページにありますか。",
        en="Does the page have a table with what the image shows?",
    ),
    examples=[
        Example(LIKELY, '<p><img src="t.png" alt="各地の気温の上昇の表"></p>', at="img", key="table"),
        Example(LIKELY, '<img src="t.png" alt="バス時刻表">', at="img", key="table"),
        Example(
            REVIEW,
            '<img src="t.png" alt="利用料金表"><table><tr><th>大人</th><td>500円</td></tr></table>',
            at="img",
            key="beside",
        ),
        Example(PASSED, '<img src="t.png" alt="収支のグラフ。数値は続く表のとおり。">'),
        Example(PASSED, '<a href="t.pdf"><img src="t.png" alt="時刻表"></a>'),
        Example(INAPPLICABLE, "<table><tr><th>大人</th><td>500円</td></tr></table>"),
    ],
)
def table_as_image(page: Page) -> Iterator[Finding]:
    for image in page.select("img[alt]"):
        alt = image["alt"].strip()
        if not alt or not shown(image):
            continue
        if not _TABLE.search(alt) or _ELSEWHERE.search(alt) or image.closest("a"):
            yield passed(image)
            continue
        if not alt.endswith(tuple(match[0] for match in _TABLE.finditer(alt))):
            yield passed(image)
        elif _table_follows(image):
            yield review(image, "beside", alt=short(alt))
        else:
            yield likely(image, "table", alt=short(alt))


def _table_follows(image: Element) -> bool:
    """Whether a table stands among the next elements, before another heading."""
    place: Element | None = image
    for _ in range(3):
        if place is None or place.tag == "main":
            return False
        after = place.next
        while after is not None and not re.fullmatch("h[1-6]", after.tag):
            if after.tag == "table" or after.select("table"):
                return True
            after = after.next
        place = place.parent
    return False
