"""JIS X 8341-3:2016 1.4.5: pictures whose pixels stand in rows like letters hold text."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from auditor.model import Finding, Impact, Text
from auditor.read.likeness import folded
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

from ._letters import PHOTO, Picture, drawn, read
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
FEW_READ = 3  # letters read: fewer are a sign
NAME = 60  # characters of an alternative text that is a name: prose may hold any word
FLAT = 0.85  # of a picture, made up by two colours: nothing but letters on a ground
TEXT_SHARE = 0.12  # of a picture that is text
NOTICE = 30  # letters that are a notice, however large the picture
OVER = 12  # letters over a photograph
EXPLAINED = 3  # letters that an alternative text says beyond the name that is drawn
LOW = 80.0  # CSS px: the height of a button
BANNER = 24  # letters of a banner that leads to another site


def _image(kind: str = "img", **facts: Any) -> dict[str, Any]:  # Any: the probe's JSON
    known = {"selector": kind, "kind": kind, "url": "http://example.localhost/a.png", "box": [0, 0, 300, 200]}
    return {"images": {"images": [{**known, **facts}]}}


# What editors for manuals and blogs put around a picture that illustrates the text.
_FIGURES = "[class~=mediaobject], [class~=figure], [class~=screenshot], [class~=wp-caption]"


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
        "drawn": Text(
            ja="「{drawn}」という文字が画像になっています（画像から読み取りました）。",
            en="The words “{drawn}” are a picture (read from it).",
        ),
        "over": Text(
            ja="写真や絵とともに「{drawn}」という文字が描かれています（画像から読み取りました）。",
            en="The words “{drawn}” are drawn with a photograph or drawing (read from it).",
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
            LIKELY, '<img src="a.png" alt="">', at="img", key="drawn", why="Read, whatever its alternative text says.",
            probes={**_image(explained=0.9, rows=[]), **drawn("img", "窓口の休みのお知らせ")},
        ),
        Example(
            REVIEW, '<figure><img src="a.png" alt="設定のしかた"><figcaption>設定のしかた</figcaption></figure>', at="img",
            key="drawn", why="A figure of the text: the window of a program looks so.",
            probes={**_image(explained=0.9, rows=[]), **drawn("img", "窓口の休みのお知らせ")},
        ),
        Example(
            LIKELY, '<canvas></canvas>', at="canvas", key="drawn", why="The other probe does not look at drawings.",
            probes={"images": {"images": []}, **drawn("canvas", "窓口の休みのお知らせ", kind="canvas")},
        ),
        Example(
            PASSED, '<img src="a.png" alt="町長の予定">', why="Shapes in a row, and nothing that can be read.",
            probes={**_image(explained=0.9, rows=[5]), **drawn("img")},
        ),
        Example(
            REVIEW, '<img src="a.jpg" alt="桜まつり">', at="img", key="over",
            probes={
                **_image(explained=0.5, rows=[]),
                **drawn("img", "桜まつり 4月1日から", "中央公園 入場無料", plain=0.6),
            },
        ),
        Example(
            PASSED, '<a href="/a">一</a><a href="/b">二</a><a href="https://other.example/"><img src="a.png" alt="こだま館"></a>',
            why="The banner by which another site is known.",
            probes={**_image(explained=0.9, rows=[6]), **drawn("img", "こだま館")},
        ),
        Example(
            PASSED, '<a href="/m"><img src="a.png" alt="やまびこ通信（お知らせの配信）"></a>', why="A name, explained.",
            probes={**_image(explained=0.9, rows=[6]), **drawn("img", "やまびこ通信")},
        ),
        Example(
            LIKELY, '<a href="/m"><img src="a.png" alt="申込みの手順"></a>', at="img", key="drawn",
            probes={
                **_image(explained=0.9, rows=[6]),
                **drawn("img", "申込みの手順", box=[0, 0, 180, 56], natural=[180, 56]),
            },
        ),
        Example(
            LIKELY, '<nav><a href="/m"><img src="a.png" alt="手続き"></a><a href="/n">観光</a></nav>', at="img", key="drawn",
            why="A button of a menu, on a ground of more than two colours.",
            probes={
                **_image(explained=0.7, rows=[3]),
                **drawn("img", "手続き", box=[0, 0, 180, 56], natural=[180, 56], boxes=[[20, 14, 90, 28]]),
            },
        ),
        Example(
            PASSED, '<nav><a href="/m"><img src="a.png" alt="みなと市の手続き、申請と届け出"></a></nav>',
            why="A drawing with a few letters: its name says more.",
            probes={
                **_image(explained=0.7, rows=[3]),
                **drawn("img", "手続き", box=[0, 0, 180, 56], natural=[180, 56], boxes=[[20, 14, 90, 28]]),
            },
        ),
        Example(
            PASSED, '<nav><a href="/m"><img src="a.png" alt="手続き"></a></nav>', why="A large picture of a menu.",
            probes={
                **_image(explained=0.7, rows=[3]),
                **drawn("img", "手続き", box=[0, 0, 300, 200], natural=[300, 200], boxes=[[20, 14, 90, 28]]),
            },
        ),
        Example(
            PASSED, '<img src="a.png" alt="人口">', why="Labels all over a chart.",
            probes={
                **_image(explained=0.9, rows=[6]),
                **drawn(
                    "img", "2020年", "2021年", "10万人", "20万人", "30万人",
                    boxes=[[10, 80, 50, 12], [70, 80, 50, 12], [0, 10, 50, 12], [0, 30, 50, 12], [0, 50, 50, 12]],
                ),
            },
        ),
        Example(
            LIKELY, '<img src="a.png" alt="' + "市は、みどりを増やす計画を図り、次のとおり定めます。" * 4 + '">', at="img", key="drawn",
            why="Prose that happens to hold a word for charts.",
            probes={**_image(explained=0.92, rows=[]), **drawn("img", *["市は、みどりを増やす計画"] * 3)},
        ),
        Example(
            REVIEW, '<img src="a.jpg" alt="歩いて楽しいまちへ。一歩ずつ進めます">', at="img", key="over",
            why="A slogan with a drawing.",
            probes={**_image(explained=0.7, rows=[]), **drawn("img", "歩いて楽しいまちへ", "一歩ずつ進めます")},
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
    read_ones = read(page)
    listed: set[Element] = set()
    for one in seen["images"][:MAX_IMAGES]:
        element = page.at(str(one["selector"]))
        if element is not None:
            listed.add(element)
        if element is None:
            continue
        said = element["alt"].strip() or element["aria-label"].strip()
        width, height = float(one["box"][2]), max(1.0, float(one["box"][3]))
        file = str(one.get("url", "")).split("?", 1)[0].rsplit("/", 1)[-1]
        mark = _is_home_link(page, element) or is_logo(page, element, said)
        own = _ITS_OWN.search(file) or (len(said) <= NAME and _ITS_OWN.search(said))
        if mark or own:
            yield passed(element)
        elif (picture := read_ones.get(element)) is not None:
            yield _by_reading(page, picture, flat=float(one.get("explained", 0)) >= FLAT)
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

    for element, picture in read_ones.items():
        named = f"{element['alt']} {element['aria-label']} {element['class']} {element['id']}"
        if element in listed or picture.kind == "poster":
            continue
        if not picture.lines or _ITS_OWN.search(named) or is_logo(page, element, picture.text):
            yield passed(element)
        else:
            yield _by_reading(page, picture, flat=picture.kind in ("canvas", "svg"))


def _by_reading(page: Page, picture: Picture, *, flat: bool) -> Finding:
    """Return what was read of a picture decides, whatever shapes stand in rows in it.

    flat: two colours make up nearly all of it. Letters beside a photograph or drawing may be better left with it.
    """
    told = short(picture.text)
    if picture.letters < FEW_READ or _is_banner(page, picture) or _is_labelled(picture):
        return passed(picture.element)
    if _is_menu_button(picture):
        return likely(picture.element, "drawn", drawn=told)
    if flat and picture.plain >= PHOTO and (picture.share >= TEXT_SHARE or picture.letters >= NOTICE):
        return (review if _is_illustration(picture.element) else likely)(picture.element, "drawn", drawn=told)
    if picture.letters >= OVER and (picture.share >= TEXT_SHARE / 2 or picture.letters >= NOTICE):
        return review(picture.element, "over", drawn=told)
    return passed(picture.element)


def _is_menu_button(picture: Picture) -> bool:
    """Return whether a link of a menu is a low picture of one line and is called what the line says: its ground
    may be shaded or have an icon.
    """
    element = picture.element
    if element.closest("a[href]") is None or element.closest("nav, [role=navigation]") is None:
        return False
    named = folded(picture.text) == folded(element["alt"])
    return named and len(picture.lines) == 1 and picture.share >= TEXT_SHARE and picture.box[3] <= LOW


def _is_illustration(element: Element) -> bool:
    """Return whether a picture is set as a figure of the text: the window of a program, a diagram.

    Its look is what is shown, letters included: WCAG 1.4.5 leaves out what is essential.
    """
    figure = element.closest("figure")
    if figure is not None and any(one.text for one in figure.select("figcaption")):
        return True
    return element.closest(_FIGURES) is not None


def _is_banner(page: Page, picture: Picture) -> bool:
    """Return whether it is the banner by which another site or a service is known, as by a logo.

    It leads to a host that few links of the page lead to, or its alternative text explains the name that is drawn.
    """
    link = picture.element.closest("a[href]")
    if link is None or picture.letters > BANNER:
        return False
    name, alt = folded(picture.text), folded(picture.element["alt"])
    if len(picture.lines) == 1 and name in alt and len(alt) >= len(name) + EXPLAINED:
        return True
    return bool(host := urlsplit(link.url("href")).netloc) and host not in _own_hosts(page)


def _own_hosts(page: Page) -> set[str]:
    """Return the host of the page, and that which most of its links lead to: a copy elsewhere leads to the
    published site.
    """
    hosts = Counter(urlsplit(link.url("href")).netloc for link in page.select("a[href]")[:300])
    hosts.pop("", None)
    return {urlsplit(page.url).netloc, *(host for host, _ in hosts.most_common(1))}


def _is_labelled(picture: Picture) -> bool:
    """Return whether many short labels stand apart all over it: they belong to a chart, plan or table."""
    few = sum(len(line.letters) <= 6 for line in picture.lines)
    return len(picture.lines) >= 5 and few >= 0.7 * len(picture.lines)


def _says(one: Mapping[str, Any], said: str) -> bool:
    """Return whether the letters of a drawing are about as many as those of what it is called."""
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
    """Return whether it is the picture in the header that leads to the start page: the site's logo."""
    link = element.closest("a[href]")
    return link is not None and element.region == "banner" and link.url("href").rstrip("/").count("/") <= 2
