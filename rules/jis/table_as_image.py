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

from ._letters import alternative, beside, drawn, is_grid, read, share_told
from ._words import short, shown

_TABLE = re.compile(
    r"(?:の表|一覧表|対照表|料金表|時刻表|比較表|早見表|日程表|予定表|集計表|時間割)(?:です|の画像)?[。]?"
)
_ELSEWHERE = re.compile(r"以下|次の|下記|続く|本文|同等")


_CELLS = ("地区", "可燃", "資源", "東町", "月曜", "水曜", "西町", "火曜", "木曜")
_PLACES = [[10 + 100 * (n % 3), 10 + 30 * (n // 3), 40, 18] for n in range(9)]
# Labels of a chart or plan may stand in rows too.
_FIGURE = re.compile(r"図|グラフ|チャート|マップ|画面|写真|chart|graph|map|diagram|screen", re.IGNORECASE)
TOLD = 0.5  # of the cells that are told near the picture


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
    replaces=["jis/alt-shorter-than-image", "jis/alt-names-kind-only"],
    messages={
        "grid": Text(
            ja="画像の中で「{drawn}」などの文字が表のように行と列に並んでいて、同じ内容が近くにありません（画像から読み取りました）。",
            en="“{drawn}” and more stand in rows and columns in the image, and nothing near it says so (read from it).",
        ),
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
        Example(
            LIKELY,
            '<main><h2>ごみの日</h2><p><img src="t.png" alt=""></p><p>お問い合わせは環境課へ。</p></main>',
            at="img",
            key="grid",
            why="Whatever it is called: rows and columns were read in it.",
            probes=drawn("img", *_CELLS, boxes=_PLACES),
        ),
        Example(
            PASSED,
            '<main><img src="t.png" alt=""><table><tr><th>地区</th><th>可燃</th><th>資源</th></tr>'
            "<tr><td>東町</td><td>月曜</td><td>水曜</td></tr><tr><td>西町</td><td>火曜</td><td>木曜</td></tr></table></main>",
            why="The same as a table.",
            probes=drawn("img", *_CELLS, boxes=_PLACES),
        ),
        Example(
            PASSED,
            '<main><img src="t.png" alt="市の組織図"></main>',
            why="Boxes of a chart: other rules ask for them.",
            probes=drawn("img", *_CELLS, boxes=_PLACES),
        ),
        Example(
            PASSED,
            '<main><img src="t.png" alt="夏まつり"></main>',
            why="Lines of text.",
            probes=drawn("img", "夏まつり", "八月三日", "中央公園"),
        ),
        Example(INAPPLICABLE, "<table><tr><th>大人</th><td>500円</td></tr></table>"),
    ],
)
def table_as_image(page: Page) -> Iterator[Finding]:
    grids = {
        element: picture
        for element, picture in read(page).items()
        if shown(element) and is_grid(picture.lines) and not _FIGURE.search(element["alt"])
    }
    for element, picture in grids.items():
        near = share_told(picture.lines, alternative(page, picture), beside(picture))
        if near >= TOLD or _table_follows(element) or element.closest("a[href]"):
            yield passed(element)
        else:
            yield likely(element, "grid", drawn=short(picture.text), suggestion=picture.draft)
    for image in page.select("img[alt]"):
        if image in grids:
            continue
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
    """Return whether a table stands among the next elements, before another heading."""
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
