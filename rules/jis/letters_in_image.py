"""JIS X 8341-3:2016 1.4.5: pictures whose pixels stand in rows like letters hold text."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

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

from ._logo import is_logo
from ._words import short

# Text that belongs to a picture: it cannot be taken out of a logo, a chart or a map.
_ITS_OWN = re.compile(
    r"ロゴ|マーク|グラフ|図|表|地図|マップ|チャート|画面|logo|emblem|chart|graph|map|screen|diagram", re.I
)
PLAIN = 0.75  # of the picture made up by two plain colours: a drawing rather than a photograph
ROW = 5  # letters beside each other
ROW_IN_PHOTO = 12
# A wide plain picture is a headline or a banner, and the letters of a fancy font touch.
WIDE, WIDE_PLAIN, WIDE_ROW = 2.5, 0.85, 3
BUTTON = 1.5  # width to height: an icon is square, a button with a word on it is wide
# An alternative text about as long as the rows of letters are is what they say. Kana of one stroke may be lost.
SAME = (0.6, 1.6)
FEW = 4  # letters: fewer may be any row of shapes
LABELS, LINE = 2, 10
_SIGN = re.compile(r"[\W_]", re.UNICODE)
MAX_IMAGES = 60


def _image(kind: str = "img", **facts: Any) -> dict[str, Any]:  # Any: the probe's JSON
    known = {"selector": kind, "kind": kind, "url": "http://example.localhost/a.png", "box": [0, 0, 300, 200]}
    return {"images": {"images": [{**known, **facts}]}}


@page_rule(
    id="jis/letters-in-image",
    criteria=["1.4.5"],
    techniques=["C22", "C30", "G140"],
    act=["0va7u6"],
    impact=Impact.MODERATE,
    needs=[Need.IMAGES],
    replaces=["jis/image-of-text"],
    title=Text(ja="画像の中に文字らしい形が並んでいる", en="Letter-like shapes in rows in an image"),
    why=Text(
        ja="画像の中の文字は、拡大するとぼやけ、色や行間を変えられず、音声でも読まれません。",
        en="Text in an image blurs when enlarged, cannot be recoloured or respaced, and is not read aloud.",
    ),
    fix=Text(
        ja="文字は HTML と CSS で書き、画像には写真や絵だけを残してください。"
        "例: 「お知らせ」と描いた画像 → <h2>お知らせ</h2> に CSS で色と背景を付ける",
        en="Write text in HTML and CSS and leave only pictures in images. "
        "Example: a picture of the word “News” → <h2>News</h2> with colours from CSS.",
    ),
    messages={
        "said": Text(
            ja="「{alt}」という文字が画像になっていると見られます（文字らしい形が {count} 個）。",
            en="The words “{alt}” seem to be a picture ({count} letter-like shapes).",
        ),
        "rows": Text(
            ja="画像の中に、文字らしい形が {count} 個並んでいます。",
            en="{count} letter-like shapes stand in a row in the image.",
        ),
        "button": Text(
            ja="横長の画像ボタンです（名前「{alt}」）。文字が画像になっている可能性があります。",
            en="A wide image button named “{alt}”: its label may be part of the picture.",
        ),
    },
    question=Text(
        ja="画像の中に読ませる文字がありますか（ロゴ、図表や写真にもとから写っている文字は除きます）。"
        "あるなら、HTML の文字に替えられませんか。",
        en="Does the image hold text to be read, other than a logo or what belongs to a chart or photograph? "
        "Could it be HTML text?",
    ),
    examples=[
        Example(
            LIKELY, '<h2><img src="a.png" alt="町長の予定"></h2>', at="img", key="said",
            probes=_image(explained=0.9, rows=[5], box=[0, 0, 300, 40]),
        ),
        Example(
            LIKELY, '<img src="a.png" alt="窓口を開けます。3月29日と30日の午前9時から午後3時までです。">', at="img",
            key="said", probes=_image(explained=0.9, rows=[14, 12, 5]),
        ),
        Example(
            LIKELY, '<a href="/a"><img src="a.png" alt="はじめての方"></a>', at="img", key="said",
            probes=_image(explained=0.91, rows=[6], box=[0, 0, 180, 56]),
        ),
        Example(
            REVIEW, '<img src="a.png" alt="お知らせ">', at="img", key="rows",
            why="More letters than the alternative text has.", probes=_image(explained=0.95, rows=[9, 4]),
        ),
        Example(
            REVIEW, '<img src="a.png" alt="停留所の順。駅前、市役所、公園、温泉">', at="img", key="rows",
            why="The labels of a diagram.", probes=_image(explained=0.97, rows=[5, 5, 4, 3]),
        ),
        Example(
            REVIEW, '<img src="a.jpg" alt="桜まつりの会場">', at="img", key="rows",
            why="A photograph: the letters may be signs of shops.", probes=_image(explained=0.6, rows=[14]),
        ),
        Example(
            REVIEW, '<div id="b">x</div>', at="#b", key="rows",
            probes=_image("background", selector="#b", explained=0.9, rows=[14]),
        ),
        Example(
            REVIEW, '<img src="a.png" alt="">', at="img", key="rows", why="A headline in a fancy font.",
            probes=_image(explained=0.92, rows=[3], box=[0, 0, 450, 120]),
        ),
        Example(
            REVIEW, '<input type="image" src="a.png" alt="送信">', at="input", key="button",
            probes=_image("input", explained=0.8, rows=[], box=[0, 0, 120, 40]),
        ),
        Example(
            LIKELY, '<input type="image" src="a.png" alt="次のステップ">', at="input", key="said",
            why="Words on a button, whatever its name is.",
            probes=_image("input", explained=0.88, rows=[4], box=[0, 0, 120, 40]),
        ),
        Example(
            PASSED, '<input type="image" src="a.png" alt="検索">',
            probes=_image("input", explained=0.9, rows=[], box=[0, 0, 32, 32]), why="An icon.",
        ),
        Example(
            PASSED, '<img src="a.jpg" alt="商店街">', why="Signs in a photograph belong to it.",
            probes=_image(explained=0.66, rows=[8, 5]),
        ),
        Example(PASSED, '<img src="a.png" alt="中央市のロゴ">', probes=_image(explained=0.9, rows=[6])),
        Example(
            PASSED, '<header><a href="/"><img src="a.png" alt="中央市"></a></header>', why="The site's own name.",
            probes=_image(explained=0.9, rows=[6]),
        ),
        Example(
            PASSED, '<p><a href="/"><img src="a.png" alt="みどり町"></a></p>',
            why="The organisation's name on the way up, without a header element.",
            probes=_image(explained=0.9, rows=[4], box=[0, 0, 200, 48]),
        ),
        Example(
            LIKELY, '<p><a href="/"><img src="a.png" alt="ホームに戻る"></a></p>', at="img", key="said",
            probes=_image(explained=0.9, rows=[6], box=[0, 0, 200, 48]),
        ),
        Example(
            INAPPLICABLE, '<img src="a.png" alt="お知らせ">', probes=_image(error="foreign"),
            why="The pixels of another host's image may not be read.",
        ),
    ],
)  # fmt: skip
def letters_in_image(page: Page) -> Iterator[Finding]:
    seen = page.probe("images")
    if "images" not in seen:
        raise MissingEvidence("probe:images")
    for one in seen["images"][:MAX_IMAGES]:
        element = page.at(str(one["selector"]))
        if element is None:
            continue
        said = element["alt"].strip() or element["aria-label"].strip()
        width, height = float(one["box"][2]), max(1.0, float(one["box"][3]))
        file = str(one.get("url", "")).split("?", 1)[0].rsplit("/", 1)[-1]
        mark = _is_home_link(page, element) or is_logo(page, element, said)
        if mark or _ITS_OWN.search(said) or _ITS_OWN.search(file):
            yield passed(element)
        elif said and "rows" in one and _says(one, said):
            yield likely(element, "said", alt=short(said), count=sum(one["rows"]))
        elif one["kind"] == "input" and said and width / height >= BUTTON:
            yield review(element, "button", alt=short(said))
        elif "rows" not in one:
            continue
        elif _holds_text(one, width / height):
            yield review(element, "rows", count=int(one["rows"][0]))
        else:
            yield passed(element)


def _says(one: Mapping[str, Any], said: str) -> bool:
    """Whether the letters of a drawing are about as many as those of what it is called."""
    letters = len(_SIGN.sub("", said))
    seen = sum(one["rows"])
    # Many short rows are the labels of a diagram, which belong to it.
    worded = len(one["rows"]) <= LABELS or int(one["rows"][0]) >= LINE
    alike = SAME[0] * letters <= seen <= SAME[1] * letters
    return seen >= FEW and worded and float(one["explained"]) >= PLAIN and alike


def _holds_text(one: Mapping[str, Any], wide: float) -> bool:
    longest = int(one["rows"][0]) if one["rows"] else 0
    plain = float(one["explained"])
    if plain >= WIDE_PLAIN and wide >= WIDE and longest >= WIDE_ROW:
        return True
    return longest >= (ROW if plain >= PLAIN else ROW_IN_PHOTO)


def _is_home_link(page: Page, element: Element) -> bool:
    """The picture in the header that leads to the start page is the site's logo."""
    link = element.closest("a[href]")
    return link is not None and element.region == "banner" and link.url("href").rstrip("/").count("/") <= 2
