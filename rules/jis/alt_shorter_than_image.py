"""JIS X 8341-3:2016 1.1.1: what is written in a picture is told, not only what kind of picture it is."""

import re
from collections.abc import Iterator
from typing import Any

from auditor.model import Finding, Impact, Text
from auditor.rule import (
    INAPPLICABLE,
    LIKELY,
    PASSED,
    REVIEW,
    Element,
    Example,
    Need,
    Page,
    likely,
    page_rule,
    passed,
    review,
)

from ._letters import Picture, alternative, beside, drawn, read, share_told, untold
from ._words import fold, short, shown

LETTERS = 12  # in rows: fewer are a word or two on a picture
PLAIN = 0.75
SHARE = 0.4  # of the letters that the alternative text has at least
NEAR = 0.8  # of the letters that the text behind the image has at least
LABELS = 5  # lines: a chart, plan or table rather than a sentence
HALF = 0.5  # of the labels that are told somewhere
# Of a map or a screen not everything has to be told; a chart's scale is no content of its own.
_OPEN = re.compile(
    r"地図|マップ|案内図|画面|スクリーンショット|キャプチャ|map|screen|グラフ|チャート|graph|chart",
    re.IGNORECASE,
)
EDGES = frozenset({"banner", "navigation", "contentinfo"})


def _image(*rows: int, **facts: Any) -> dict[str, Any]:  # Any: the probe's JSON
    known = {"selector": "html > body > main > img", "kind": "img", "url": "a.png", "box": [0, 0, 640, 320]}
    return {"images": {"images": [{**known, "explained": 0.96, "rows": list(rows), **facts}]}}


_OFFICES = ("総務部", "総務課", "職員課", "市民部", "市民課", "税務課")
_PLACES = [[10 + 100 * (n % 3), 10 + 50 * (n // 3), 60, 20] for n in range(6)]


@page_rule(
    id="jis/alt-shorter-than-image",
    criteria=["1.1.1", "1.4.5"],
    techniques=["G73", "G74", "G92", "G95", "F30", "H45"],
    impact=Impact.SERIOUS,
    needs=[Need.IMAGES],
    title=Text(ja="画像に書かれた内容が文章にない", en="What is written in an image is nowhere in text"),
    why=Text(
        ja="「組織図」「時刻表」とだけ読まれても、図の中の名前や時刻は、画面を見ない人に伝わりません。",
        en="“Organisation chart” read aloud tells none of the names in it.",
    ),
    fix=Text(
        ja="図の内容を、すぐ後の表や箇条書きにも書いてください。短い内容なら代替テキストに全部書きます。",
        en="Give what is in the picture as a table or list right behind it, or in the alternative text if it is short.",
    ),
    messages={
        "untold": Text(
            ja="画像に書かれた「{drawn}」などが、代替テキスト「{alt}」にも近くの文章にも見当たりません（画像から読み取りました）。",
            en="“{drawn}” and more, written in the image, is neither in its alternative text “{alt}” nor near it.",
        ),
        "short": Text(
            ja="文字らしい形が {count} 個ある画像の代替テキストが「{alt}」だけで、同じ内容の文章も後に見当たりません。",
            en="An image with {count} letter-like shapes has only “{alt}”, and no such text follows it.",
        ),
    },
    question=Text(
        ja="画像の中に書かれている名前や数値を、代替テキストか近くの文章で全部読めますか。",
        en="Can all that is written in the image be read in its alternative text or nearby?",
    ),
    examples=[
        Example(
            REVIEW, '<main><img src="a.png" alt="市の組織図"><h2>人数</h2></main>', at="img", key="short",
            probes=_image(6, 5, 3, 3, 3, 3, 3),
        ),
        Example(
            PASSED,
            '<main><img src="a.png" alt="市の組織図"><table><tr><th>総務部</th><td>総務課、職員課、防災課</td></tr>'
            "<tr><th>市民部</th><td>市民課、税務課、保険年金課</td></tr></table></main>",
            probes=_image(6, 5, 3, 3, 3, 3, 3),
        ),
        Example(
            PASSED, '<main><img src="a.png" alt="停留所の順。みらい駅前、市役所、城あと公園、温泉広場"></main>',
            probes=_image(5, 5, 5, 4, 3),
        ),
        Example(
            LIKELY, '<main><img src="a.png" alt="市の組織図"><h2>人数</h2></main>', at="img", key="untold",
            probes={**_image(6), **drawn("img", *_OFFICES, boxes=_PLACES)},
        ),
        Example(
            PASSED, '<main><h1>組織</h1><img src="a.png" alt="市の組織図"><h2>部と課</h2><ul><li>総務部 総務課 職員課</li>'
            "<li>市民部 市民課 税務課</li></ul></main>",
            why="All of it is read on the page.", probes={**_image(6, 6), **drawn("img", *_OFFICES, boxes=_PLACES)},
        ),
        Example(
            REVIEW, '<main><img src="a.png" alt="会場の地図"><h2>人数</h2></main>', at="img", key="untold",
            why="Not every name on a map has to be told.",
            probes={**_image(6), **drawn("img", *_OFFICES, boxes=_PLACES)},
        ),
        Example(
            LIKELY, '<main><img src="a.png" alt="グラフ"><h2>人数</h2></main>', at="img", key="untold",
            why="The word for a chart, and nothing of it.", probes={**_image(6), **drawn("img", *_OFFICES, boxes=_PLACES)},
        ),
        Example(
            PASSED, '<main><img src="a.jpg" alt="商店街"></main>', why="A photograph.", probes=_image(20, explained=0.5)
        ),
        Example(INAPPLICABLE, '<main><img src="a.png" alt=""></main>', probes=_image(20)),
    ],
)  # fmt: skip
def alt_shorter_than_image(page: Page) -> Iterator[Finding]:
    read_ones = read(page)
    for one in page.probe("images").get("images", ()):
        element = page.at(str(one["selector"])) if one["kind"] == "img" and "rows" in one else None
        alt = element["alt"].strip() if element is not None else ""
        if element is None or not alt or not shown(element) or element.region in EDGES:
            continue
        if (picture := read_ones.get(element)) is not None:
            yield _by_reading(page, picture)
            continue
        letters = sum(one["rows"])
        told = len(fold(alt))
        if letters < LETTERS or float(one["explained"]) < PLAIN or told >= SHARE * letters:
            yield passed(element)
            continue
        if element.closest("a[href]") or len(fold(_behind(element))) >= NEAR * letters:
            yield passed(element)
        else:
            yield review(element, "short", count=letters, alt=short(alt))


def _by_reading(page: Page, picture: Picture) -> Finding:
    """Return what was read of a picture decides: whether its many labels are told anywhere on the page."""
    alt = alternative(page, picture)
    labels = len(picture.lines) >= LABELS and picture.letters >= LETTERS
    near = beside(picture)
    told = share_told(picture.lines, alt, near, page.text[:200_000]) if labels else 1.0
    if told >= HALF or picture.plain < PLAIN or picture.element.closest("a[href]"):
        return passed(picture.element)
    missing = untold(picture.lines, alt, near)
    data = {
        "drawn": short(" ".join(line.text for line in missing)),
        "alt": short(alt),
        "suggestion": picture.draft,
    }
    # Not every name on a map has to be told; the bare word for it tells none.
    if _OPEN.search(f"{alt} {picture.url}") and fold(_OPEN.sub("", alt)):
        return review(picture.element, "untold", **data)
    return likely(picture.element, "untold", **data)


def _behind(image: Element) -> str:
    """Return the text in one figure with an image, and what follows it up to the next heading."""
    parts = []
    place: Element | None = image
    for _ in range(4):
        if place is None or place.tag in ("main", "article", "body", "section"):
            break
        after = place.next
        while after is not None and after.tag not in ("h1", "h2", "h3", "h4", "h5", "h6"):
            parts.append(after.text)
            after = after.next
        if parts and after is not None:
            break
        place = place.parent
    return " ".join(parts)
