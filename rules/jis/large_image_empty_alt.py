"""JIS X 8341-3:2016 1.1.1: a large image with an empty alternative may tell something that is lost."""

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
    MissingEvidence,
    Need,
    Page,
    likely,
    page_rule,
    passed,
    review,
)

from ._letters import PHOTO, around, beside, drawn, is_incidental, read, share_told
from ._words import fold

LARGE = 40_000  # square CSS pixels, as 200 × 200
INFORMS = re.compile(
    r"chart|graph|map|flow|table|poster|flyer|chirashi|zu\d|表|図|グラフ|地図|チラシ", re.IGNORECASE
)
SIGN = 24  # CSS pixels: less is an ornament or a counter, whatever stands beside it
INFORMS_AREA = 10_000
# Letters in rows in a drawing, and in what stands for a photograph, where a few may be a shop's sign.
LETTERS, PLAIN = 5, 0.75
HALF = 0.5  # of what was read, told beside it
EDGES = frozenset({"banner", "navigation", "contentinfo"})
SVG = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='400' height='300'/%3E"


def _pixels(selector: str = "html > body > img", **facts: object) -> dict[str, dict[str, object]]:
    return {
        "images": {
            "images": [
                {"selector": selector, "kind": "img", "url": "a.png", "box": [0, 0, 400, 150], **facts}
            ]
        }
    }


@page_rule(
    id="jis/large-image-empty-alt",
    criteria=["1.1.1"],
    techniques=["F38", "F39", "F65", "G94"],
    act=["e88epe"],
    impact=Impact.MODERATE,
    needs=[Need.LAYOUT],
    title=Text(ja="大きな画像の代替テキストが空", en="Large image with an empty alternative text"),
    why=Text(
        ja="画像が写真や図表などの情報であれば、画面を見ずに音声で読んでいる人には、"
        "そこに画像があることも伝わりません。",
        en="If the image is a photograph, chart or map, people who listen do not even learn that it is "
        "there.",
    ),
    fix=Text(
        ja="画像が情報を伝えているなら、内容を代替テキスト（alt）に書いてください。"
        "飾りなら空のままで構いません。"
        '例: alt="" → alt="会場までの地図。駅の東口から北へ徒歩5分"',
        en="If the image tells something, write it in the alternative text (alt); for decoration leave "
        "it empty. "
        'Example: alt="" → alt="Map: five minutes\' walk north from the east exit".',
    ),
    messages={
        "large": Text(
            ja="大きな画像（{width}×{height} ピクセル）の代替テキストが空です。",
            en="A large image ({width}×{height} pixels) has an empty alternative text.",
        ),
        "alone": Text(
            ja="文字が一つもないページにある画像（{width}×{height} ピクセル）の代替テキストが空です。",
            en="An image ({width}×{height} pixels) on a page without any words has an empty alternative text.",
        ),
        "letters": Text(
            ja="文字らしい形が {count} 個並ぶ画像の代替テキストが空です。",
            en="An image with {count} letter-like shapes in rows has an empty alternative text.",
        ),
    },
    question=Text(
        ja="この画像がないと伝わらない情報がありますか。ページの文章に同じ内容があれば問題ありません。",
        en="Would anything be lost without this image? It is fine if the text of the page says the same.",
    ),
    examples=[
        Example(PASSED, f'<img src="{SVG}" alt="会場の地図" width="400" height="300">'),
        Example(REVIEW, f'<p>会場</p><img src="{SVG}" alt="" width="400" height="300">', at="img"),
        Example(PASSED, f'<img src="{SVG}" alt="" width="20" height="20">', why="A small decoration."),
        Example(
            REVIEW, f'<img src="{SVG}" alt="" width="90" height="48">', at="img", key="alone",
            why="There is nothing else on the page.",
        ),
        Example(PASSED, f'<p>会場</p><img src="{SVG}" alt="" width="90" height="48">'),
        Example(
            PASSED,
            f'<figure><img src="{SVG}" alt="" width="400" height="300"><figcaption>'
            "駅の東口から北へ5分です</figcaption></figure>",
            why="A caption says it.",
        ),
        Example(
            LIKELY, f'<p>路線図</p><img src="{SVG}" alt="" width="400" height="150">', at="img", key="letters",
            why="The names of the stops are in the picture alone.", probes=_pixels(explained=0.97, rows=[5, 5, 4]),
        ),
        Example(
            PASSED, f'<a href="/a"><img src="{SVG}" alt="" width="240" height="70">みらいメール</a>',
            why="The words stand beside it.", probes=_pixels("html > body > a > img", explained=0.97, rows=[6]),
        ),
        Example(
            REVIEW, f'<p>会場</p><img src="{SVG}" alt="" width="400" height="300">', at="img", key="large",
            why="A photograph.", probes=_pixels(explained=0.5, rows=[6]),
        ),
        Example(
            PASSED, f'<main><p>夏まつり 8月3日</p><img src="{SVG}" alt="" width="400" height="300"></main>',
            why="What is written in it stands beside it.", probes=drawn("img", "夏まつり", "8月3日"),
        ),
        Example(
            LIKELY, f'<main><img src="{SVG}" alt="" width="400" height="150"></main>', at="img", key="letters",
            why="Read: the names of the stops are in the picture alone.",
            probes=drawn(
                "img", "役場の前", "桜坂公園", "青葉通り", "港橋入口", "山の手駅",
                boxes=[[60 * n, 20, 40, 20] for n in range(5)],
            ),
        ),
        Example(INAPPLICABLE, "<p>画像のないページ</p>"),
    ],
)  # fmt: skip
def large_image_empty_alt(page: Page) -> Iterator[Finding]:
    letters = _letters(page)
    read_ones = read(page)
    wordless = not page.text.strip()
    for img in page.select("img[alt]"):
        box = img.box
        if box is None or not img.visible:
            continue
        area = box[2] * box[3]
        enough = INFORMS_AREA if INFORMS.search(img["src"].rsplit("/", 1)[-1][:200]) else LARGE
        figure = img.closest("figure")
        named = img["aria-label"] or img["aria-labelledby"] or img["title"]
        if img["alt"].strip() or named or img.closest("[aria-hidden=true]"):
            yield passed(img)
        elif (picture := read_ones.get(img)) is not None and picture.letters >= LETTERS:
            if share_told(picture.lines, around(picture), beside(picture)) >= HALF:
                yield passed(img)
            elif picture.plain >= PHOTO and not is_incidental(picture, ""):
                yield likely(img, "letters", count=picture.letters, suggestion=picture.draft)
            elif area >= enough:
                yield review(img, "large", width=round(box[2]), height=round(box[3]))
            else:
                yield passed(img)
        elif picture is None and letters.get(img, 0) >= LETTERS and not _said_beside(img, letters[img]):
            yield likely(img, "letters", count=letters[img])
        elif wordless and min(box[2:]) >= SIGN and area >= SIGN * 2 * SIGN:
            yield review(img, "alone", width=round(box[2]), height=round(box[3]))
        elif area < enough or img.region in EDGES:
            yield passed(img)
        elif (figure and figure.text) or img.closest("a, button"):
            yield passed(img)  # the caption tells it; within a link its name is axe-core's link-name
        else:
            yield review(img, "large", width=round(box[2]), height=round(box[3]))


def _letters(page: Page) -> dict[Element, int]:
    """Return how many letter-like shapes stand in rows in the drawings of the page, where their pixels were read."""
    try:
        images = page.probe("images").get("images", ())
    except MissingEvidence:
        return {}
    found = {}
    for one in images:
        element = page.at(str(one["selector"])) if one.get("rows") else None
        if element is not None and float(one["explained"]) >= PLAIN:
            found[element] = sum(one["rows"])
    return found


def _said_beside(img: Element, letters: int) -> bool:
    """Return whether the link, caption or item that an image stands in says about as much in words."""
    around = img.closest("a, button, figure, li")
    return around is not None and 2 * len(fold(around.text)) >= letters
