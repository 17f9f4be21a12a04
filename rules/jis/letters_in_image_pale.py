"""JIS X 8341-3:2016 1.4.3: letters in a picture differ enough from what they stand on."""

from collections.abc import Iterator
from typing import Any

from auditor.model import Finding, Impact, Text
from auditor.model.colour import contrast
from auditor.rule import (
    INAPPLICABLE,
    LIKELY,
    PASSED,
    REVIEW,
    Example,
    Need,
    Page,
    likely,
    page_rule,
    passed,
    review,
)

from ._letters import Line, Picture, drawn, is_emblem, read
from ._logo import is_logo
from ._words import short, shown

ENOUGH = 3.0  # that of large text: the size of letters in a picture is not known
PLAIN = 0.75  # of the picture made up by two plain colours
LETTERS = 6
# Of letters that were read, size and ground are known.
LARGE, SMALL_ENOUGH = 24.0, 4.5  # CSS px from which 3:1 is enough
EVEN = 0.85  # of a line's box that letters and one ground make up
BLUR = 0.93  # softened edges and the colours of a JPEG take from what was measured
NAME = 7  # letters of a name
READ = 4  # letters of the pale lines together


def _image(dark: list[int], **facts: Any) -> dict[str, Any]:  # Any: the probe's JSON
    known = {
        "selector": "html > body > img", "kind": "img", "url": "a.png", "box": [0, 0, 480, 120], "explained": 0.96,
        "rows": [10, 8], "dark": dark, "light": [255, 255, 255],
    }  # fmt: skip
    return {"images": {"images": [{**known, **facts}]}}


@page_rule(
    id="jis/letters-in-image-pale",
    criteria=["1.4.3", "1.4.5"],
    techniques=["F83", "G18", "G145"],
    impact=Impact.SERIOUS,
    needs=[Need.IMAGES],
    title=Text(ja="画像の中の文字が薄い", en="Pale letters in an image"),
    why=Text(
        ja="弱視の人や高齢の人は、画像の中の薄い文字を読めず、色を変えて読むこともできません。",
        en="People with low vision cannot read pale letters in a picture, nor change their colours.",
    ),
    fix=Text(
        ja="文字は HTML で書いてください。画像のままにするなら、文字と背景の比を 4.5:1 以上（大きな文字は 3:1 以上）にします。",
        en="Write the text in HTML; in a picture give it 4.5:1, large letters 3:1.",
    ),
    messages={
        "read": Text(
            ja="画像の中の文字「{drawn}」と背景の色の比が {ratio}:1 しかありません（文字の大きさは約 {size}px）。",
            en="The words “{drawn}” in the image have only {ratio}:1 with their ground (about {size} px).",
        ),
        "pale": Text(
            ja="画像の中の文字らしい形と背景の色の比が {ratio}:1 しかありません。",
            en="Letter-like shapes in the image have only {ratio}:1 with their ground.",
        ),
    },
    question=Text(
        ja="リンク先の名前を示すロゴの文字ですか（ロゴなら対象外です）。ロゴでなければ、画像の文字を濃くしてください。",
        en="Are these the letters of a logotype, which need no contrast? If not, make them darker.",
    ),
    examples=[
        Example(
            REVIEW, '<p><a href="/fm"><img src="a.png" alt="みさきFM"></a></p>', at="img", key="read",
            why="A name alone in large letters, as logotypes are.",
            probes={**_image([1, 1, 1]), **drawn("img", "みさきFM", ink=[190, 190, 190], size=30)},
        ),
        Example(
            LIKELY, '<p><a href="/fm"><img src="a.png" alt="献血の日程を見る"></a></p>', at="img", key="read",
            why="Longer than names are.",
            probes={**_image([1, 1, 1]), **drawn("img", "献血の日程を見る", ink=[190, 190, 190], size=30)},
        ),
        Example(
            LIKELY, '<p><a href="/fm"><img src="a.png" alt="献血の日"></a></p>', at="img", key="read",
            why="Small letters.", probes={**_image([1, 1, 1]), **drawn("img", "献血の日", ink=[190, 190, 190])},
        ),
        Example(
            PASSED, '<p><img src="a.png" alt="献血バスが来ます"></p>', why="Transparent: the page is behind the letters.",
            probes={**_image([1, 1, 1]), **drawn("img", "献血バスが来ます", ink=[140, 140, 140], clear=True)},
        ),
        Example(
            PASSED, '<p><img src="a.png" alt="未来の選択のロゴ"></p>', why="The logo of a campaign.",
            probes={**_image([1, 1, 1]), **drawn("img", "未来の選択", ink=[190, 190, 190])},
        ),
        Example(
            LIKELY, '<img src="a.png" alt="献血バスが来ます">', at="img", key="read",
            why="Letters of 20 px need more than large ones.",
            probes={**_image([1, 1, 1]), **drawn("img", "献血バスが来ます", ink=[140, 140, 140])},
        ),
        Example(
            PASSED, '<img src="a.png" alt="献血バスが来ます">', why="Large letters.",
            probes={**_image([1, 1, 1]), **drawn("img", "献血バスが来ます", ink=[140, 140, 140], size=30)},
        ),
        Example(
            PASSED, '<img src="a.jpg" alt="献血バスが来ます">', why="On a photograph the ground is many colours.",
            probes={**_image([1, 1, 1]), **drawn("img", "献血バスが来ます", ink=[140, 140, 140], plain=0.5)},
        ),
        Example(
            INAPPLICABLE, '<img src="a.png" alt="海">', why="Shapes of pale colours, and nothing that can be read.",
            probes={**_image([243, 220, 122]), **drawn("img")},
        ),
        Example(
            PASSED, '<p><img src="a.png" alt="未来の選択のロゴ"></p>', why="The logo of a campaign.",
            probes={**_image([1, 1, 1]), **drawn("img", "未来の選択", ink=[190, 190, 190])},
        ),
        Example(
            PASSED, '<header><a href="/"><img src="a.png" alt="港市"></a></header>', why="A logo.",
            probes={**_image([1, 1, 1]), **drawn("img", "港市役所", ink=[190, 190, 190])},
        ),
        Example(LIKELY, '<img src="a.png" alt="献血バスが来ます">', at="img", key="pale", probes=_image([243, 220, 122])),
        Example(PASSED, '<img src="a.png" alt="献血バスが来ます">', probes=_image([17, 17, 17])),
        Example(
            PASSED, '<img src="a.jpg" alt="海岸">', why="A photograph: the shapes may be ripples.",
            probes=_image([210, 220, 230], explained=0.6),
        ),
        Example(PASSED, '<img src="a.png" alt="">', why="Decoration.", probes=_image([243, 220, 122])),
        Example(INAPPLICABLE, '<img src="a.png" alt="山">', probes=_image([1, 1, 1], rows=[])),
    ],
)  # fmt: skip
def letters_in_image_pale(page: Page) -> Iterator[Finding]:
    read_ones = read(page)
    for picture in read_ones.values():
        if picture.lines and shown(picture.element):
            yield _by_reading(page, picture)
    for one in page.probe("images").get("images", ()):
        element = page.at(str(one["selector"])) if "dark" in one and one["kind"] != "background" else None
        if element is None or element in read_ones or not shown(element) or sum(one["rows"]) < LETTERS:
            continue
        ratio = contrast(one["dark"], one["light"])
        if ratio >= ENOUGH or float(one["explained"]) < PLAIN or not element["alt"].strip():
            yield passed(element)
        else:
            yield likely(element, "pale", ratio=int(ratio * 100) / 100, alt=short(element["alt"]))


def _by_reading(page: Page, picture: Picture) -> Finding:
    """Return what was read of a picture decides."""
    element = picture.element
    pale = [line for line in picture.lines if _is_pale(line)]
    name = element["alt"] or element["aria-label"]
    if picture.clear:  # what its letters stand on is the page's
        return passed(element)
    logo = is_emblem(picture) or is_logo(page, element, name) or is_logo(page, element, picture.text)
    if logo or sum(len(line.letters) for line in pale) < READ:
        return passed(element)
    worst = min(pale, key=lambda line: (line.ratio, line.text))
    ratio = int(worst.ratio * 100) / 100
    say = review if _may_be_logotype(picture) else likely
    return say(element, "read", drawn=short(worst.text), ratio=ratio, size=round(worst.size), alt=short(name))


def _may_be_logotype(picture: Picture) -> bool:
    """Return whether a link's picture is nothing but a short name in large letters: WCAG leaves logotypes out."""
    alone = len(picture.lines) == 1 and picture.letters <= NAME and picture.lines[0].size >= LARGE
    return alone and picture.element.closest("a[href]") is not None


def _is_pale(line: Line) -> bool:
    needed = ENOUGH if line.size >= LARGE else SMALL_ENOUGH
    return line.plain >= EVEN and line.ratio < BLUR * needed
