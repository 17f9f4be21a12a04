"""JIS X 8341-3:2016 1.1.1: what a background image tells is told in words too."""

from collections import defaultdict
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

from ._letters import around, beside, drawn, read, share_told

LETTERS, PLAIN = 3, 0.75
READ, TOLD = 3, 0.6  # letters that were read; the share of them that is told beside
CELLS = "td, th, dd"  # where something is expected to be said
_CELL = "html > body > table > tbody > tr > td"
NAMES = ("aria-label", "aria-labelledby", "title")


def _image(selector: str, *rows: int, **facts: Any) -> dict[str, Any]:  # Any: the probe's JSON
    known = {
        "kind": "background",
        "url": "a.png",
        "box": [0, 0, 115, 43],
        "explained": 0.9,
        "rows": list(rows),
    }
    return {"images": {"images": [{"selector": selector, **known, **facts}]}}


@page_rule(
    id="jis/background-image-tells",
    criteria=["1.1.1", "1.4.5"],
    techniques=["F3", "C30", "G94"],
    impact=Impact.SERIOUS,
    needs=[Need.IMAGES],
    title=Text(ja="背景画像だけで伝えている内容", en="Content told by a background image alone"),
    why=Text(
        ja="背景の画像は読み上げられず、背景を消したり配色を変えたりして読む人には見えません。",
        en="A background image is not read aloud, and vanishes for people who set their own colours.",
    ),
    fix=Text(
        ja="同じ内容を文字で書くか、alt のある img 要素にしてください。例: <td class=\"open\"></td> → <td class=\"open\">受付中</td>",
        en="Write it in words, or use an img element with alt. Example: an empty <td class=\"open\"> → <td>Open</td>.",
    ),
    messages={
        "cell": Text(
            ja="文字のない表のマスや項目に、背景画像があります。",
            en="A cell or item without words has a background image.",
        ),
        "kinds": Text(
            ja="文字のない表のマスや項目で、{count} 種類の背景画像だけが内容の違いを示しています。",
            en="In cells without words, {count} kinds of background images alone tell what is what.",
        ),
        "letters": Text(
            ja="文字らしい形が {count} 個並ぶ背景画像があり、同じ内容の文字がありません。",
            en="A background image holds {count} letter-like shapes, and there are no words in its place.",
        ),
    },
    question=Text(
        ja="この背景画像がないと分からなくなることがありますか（受付の状態、種類、順番など）。",
        en="Would anything be lost without this background image, such as a state or a kind?",
    ),
    examples=[
        Example(
            REVIEW, "<table><tr><th>郷土の地図</th><td></td></tr></table>", at="td", key="cell",
            probes=_image("html > body > table > tbody > tr > td"),
        ),
        Example(
            LIKELY, "<table><tr><th>東小学校</th><td><span></span><i></i></td></tr></table>", at="span", key="kinds",
            why="Which signs stand there is told by nothing else.",
            probes={
                "images": {
                    "images": [
                        *_image(f"{_CELL} > span", url="a.svg")["images"]["images"],
                        *_image(f"{_CELL} > i", url="b.svg")["images"]["images"],
                    ]
                }
            },
        ),
        Example(
            PASSED, "<table><tr><th>東小学校</th><td><span></span>洪水</td></tr></table>",
            probes=_image(f"{_CELL} > span"),
        ),
        Example(LIKELY, "<div></div>", at="div", key="letters", probes=_image("html > body > div", 6)),
        Example(
            PASSED, "<div></div>", why="Shapes in a row, and nothing that can be read.",
            probes={**_image("html > body > div", 6), **drawn("html > body > div", kind="background")},
        ),
        Example(
            LIKELY, "<div></div><p>本文</p>", at="div", key="letters", why="Read, though no row of shapes was seen.",
            probes={**_image("html > body > div"), **drawn("html > body > div", "受付中です", kind="background")},
        ),
        Example(
            PASSED, "<main><div></div><p>ただいま受付中です。</p></main>", why="The words stand beside it.",
            probes={
                **_image("html > body > main > div", 6),
                **drawn("html > body > main > div", "受付中です", kind="background"),
            },
        ),
        Example(
            PASSED, "<table><tr><th>郷土の地図</th><td>受付中</td></tr></table>",
            probes=_image("html > body > table > tbody > tr > td"),
        ),
        Example(PASSED, "<div></div>", why="A pattern.", probes=_image("html > body > div")),
        Example(PASSED, '<div role="img" aria-label="受付中"></div>', probes=_image("html > body > div", 4)),
        Example(
            PASSED, "<a href='/'><span></span>みどり市</a>", why="The words stand beside it.",
            probes=_image("html > body > a > span", 5),
        ),
        Example(INAPPLICABLE, "<p>本文</p>", probes={"images": {"images": []}}),
    ],
)  # fmt: skip
def background_image_tells(page: Page) -> Iterator[Finding]:
    read_ones = read(page)
    mute: dict[Element | None, dict[str, Element]] = defaultdict(
        dict
    )  # pictures of cells without words, by list
    for one in page.probe("images").get("images", ()):
        element = page.at(str(one["selector"])) if one["kind"] == "background" else None
        if element is None:
            continue
        picture = read_ones.get(element)
        if _worded(element):
            yield passed(element)
        elif picture is not None and picture.letters >= READ:
            near = share_told(picture.lines, around(picture), beside(picture)) >= TOLD
            yield passed(element) if near else likely(element, "letters", count=picture.letters)
        elif picture is None and sum(one.get("rows", ())) >= LETTERS and float(one["explained"]) >= PLAIN:
            yield likely(element, "letters", count=sum(one["rows"]))
        elif (cell := element.closest(CELLS)) is not None and not _worded(cell):
            mute[cell.closest("table, dl")].setdefault(str(one["url"]), element)
        else:
            yield passed(element)
    for kinds in mute.values():
        first = next(iter(kinds.values()))
        if len(kinds) > 1:  # which of them stands in a cell is what the cell says
            yield likely(first, "kinds", count=len(kinds))
        else:
            yield review(first, "cell")


def _worded(element: Element) -> bool:
    """Return whether it, or the link, button or item around it, has words or a name, or is a control of its own."""
    around = element.closest("a, button, li, p, h1, h2, h3, h4, h5, h6, label") or element
    return any(
        one.text
        or any(one[name].strip() for name in NAMES)
        or one.select("img[alt]:not([alt='']), svg, input")
        for one in (element, around)
    ) or element.matches("input, select, textarea, html, body")
