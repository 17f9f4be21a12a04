"""JIS X 8341-3:2016 1.4.1: the parts of a chart can be told apart without colour."""

import re
from collections.abc import Iterator, Mapping, Sequence
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
    Page,
    likely,
    page_rule,
    passed,
    review,
)

from ._letters import Line, drawn, read
from ._words import short, shown

_CHART = re.compile(r"グラフ|チャート|凡例|路線図|ハザードマップ|色分け|区分図")
_FILE = re.compile(r"chart|graph|gurafu|pie|hazard", re.I)

ENOUGH = 3.0
ALIKE = 1.5  # of all colours that touch: nobody tells such parts apart
LEVEL = 0.03  # of the picture: lines begin, or stand, at one place
PARTS = 3  # plain areas: fewer are a drawing, not parts of a whole


def _pixels(**facts: Any) -> dict[str, Any]:  # Any: the probe's JSON
    known = {
        "selector": "html > body > img",
        "kind": "img",
        "url": "a.png",
        "box": [0, 0, 480, 280],
        "rows": [3, 3, 3],
    }
    return {"images": {"images": [{**known, "explained": 0.97, **facts}]}}


@page_rule(
    id="jis/chart-told-by-colour",
    criteria=["1.4.1", "1.4.11"],
    techniques=["F13", "G14", "G111", "G209"],
    impact=Impact.MODERATE,
    title=Text(
        ja="色の違いで見分けるグラフや図",
        en="Chart whose parts may be told apart by colour only",
    ),
    why=Text(
        ja="色の見分けにくい人や白黒で印刷した人は、グラフのどの部分が何を表すのか読み取れません。",
        en="Who does not see the colours, or prints in grey, cannot tell the parts.",
    ),
    fix=Text(
        ja="グラフの各部分に項目名や数値を直接書くか、模様・線の種類・境界線を変えてください。",
        en="Label each part, or use patterns, line styles and borders.",
    ),
    messages={
        "legend": Text(
            ja="グラフの画像「{alt}」は、{count} 色の凡例と同じ色で区分を示しています。",
            en="The chart “{alt}” shows its parts by the {count} colours of a legend.",
        ),
        "alike": Text(
            ja="グラフの画像「{alt}」で、境の線のない隣り合う色の比が {ratio}:1 です（3:1 以上が必要）。",
            en="In the chart “{alt}” colours that touch without a line have {ratio}:1 (3:1 is needed).",
        ),
        "chart": Text(
            ja="グラフや図の画像です（代替テキスト「{alt}」）。色だけで見分ける部分がないか確かめてください。",
            en="An image of a chart, “{alt}”: look whether colour alone tells its parts apart.",
        ),
    },
    question=Text(
        ja="白黒で表示しても、グラフや図の各部分が何を表すか分かりますか（項目名、模様、引き出し線など）。",
        en="In grey, can each part still be told, by labels, patterns or lines?",
    ),
    examples=[
        Example(
            REVIEW, '<img src="a.jpg" alt="排出量の円グラフ。内訳は続く表の通り。">', at="img", key="chart"
        ),
        Example(REVIEW, '<img src="a.png" alt="市内のハザードマップ">', at="img", key="chart"),
        Example(REVIEW, '<img src="/images/pie_chart.png" alt="家庭からの排出量">', at="img", key="chart"),
        Example(PASSED, '<img src="a.jpg" alt="桜の咲く公園">'),
        Example(
            REVIEW, '<img src="a.png" alt="歳出の円グラフ。民生費45%">', at="img", key="legend",
            probes=_pixels(flats=4, touching=[1.02, 1.4], legend=4),
        ),
        Example(
            LIKELY, '<img src="a.png" alt="円グラフ。住み続けたい 62%">', at="img", key="alike",
            probes=_pixels(flats=3, touching=[1.04, 1.08], legend=0),
        ),
        Example(
            LIKELY, '<img src="a.png" alt="歳出の円グラフ。民生費45%">', at="img", key="legend",
            why="All names stand in the legend, none at its part.",
            probes={
                **_pixels(flats=4, touching=[1.02, 1.4], legend=3),
                **drawn("html > body > img", "歳出", "民生費", "教育費", "土木費", natural=[480, 280], box=[0, 0, 480, 280],
                        boxes=[[200, 5, 60, 20], [330, 48, 64, 20], [330, 92, 64, 20], [330, 135, 64, 20]]),
            },
        ),
        Example(
            REVIEW, '<img src="a.png" alt="歳出の円グラフ。民生費45%">', at="img", key="legend",
            why="Names stand at the parts too.",
            probes={
                **_pixels(flats=4, touching=[1.02, 1.4], legend=3),
                **drawn("html > body > img", "民生費", "教育費", "土木費", natural=[480, 280], box=[0, 0, 480, 280],
                        boxes=[[180, 100, 64, 20], [40, 120, 64, 20], [90, 190, 64, 20]]),
            },
        ),
        Example(
            REVIEW, '<img src="a.png" alt="円グラフ。住み続けたい 62%">', at="img", key="alike",
            why="Some of its parts differ.", probes=_pixels(flats=3, touching=[1.04, 1.6], legend=0),
        ),
        Example(
            PASSED, '<img src="a.png" alt="歳出の円グラフ。民生費45%">', why="Lines between, and names in the parts.",
            probes=_pixels(flats=5, touching=[10.7, 12.2], legend=0),
        ),
        Example(INAPPLICABLE, '<img src="a.png" alt="">'),
    ],
)  # fmt: skip
def chart_told_by_colour(page: Page) -> Iterator[Finding]:
    seen, readings = _seen(page), read(page)
    for image in page.select("img[alt]"):
        alt = image["alt"].strip()
        if not alt or not shown(image):
            continue
        if _CHART.search(alt) or _FILE.search(image["src"].split("?", 1)[0].rsplit("/", 1)[-1]):
            lines = readings[image].lines if image in readings else ()
            yield _judged(image, short(alt), seen.get(image, {}), lines)
        else:
            yield passed(image)


def _seen(page: Page) -> dict[Element, Mapping[str, Any]]:
    """Return what the pixels of the page's images told of plain areas of colour."""
    try:
        images = page.probe("images").get("images", ())
    except MissingEvidence:
        return {}
    found = {page.at(str(one["selector"])): one for one in images if one.get("flats", 0) >= PARTS}
    return {element: one for element, one in found.items() if element is not None}


def _judged(image: Element, alt: str, one: Mapping[str, Any], lines: Sequence[Line]) -> Finding:
    if not one:
        return review(image, "chart", alt=alt)
    if one["legend"] >= PARTS:
        say = likely if _in_legend(lines, one["legend"]) else review
        return say(image, "legend", alt=alt, count=one["legend"])
    if one["touching"] and min(one["touching"]) < ENOUGH:
        say = likely if max(one["touching"]) < ALIKE else review
        return say(image, "alike", alt=alt, ratio=min(one["touching"]))
    return passed(image) if len(one["rows"]) >= PARTS else review(image, "chart", alt=alt)


def _in_legend(lines: Sequence[Line], colours: int) -> bool:
    """Return whether all names but a title stand in one column or row, as many as there are colours: the parts have none."""
    if not colours <= len(lines) <= colours + 1:
        return False
    for names in (lines, lines[1:]) if len(lines) > colours else (lines,):
        lefts, middles = [one.box[0] for one in names], [one.box[1] + one.box[3] / 2 for one in names]
        if max(lefts) - min(lefts) < LEVEL or max(middles) - min(middles) < LEVEL:
            return True
    return False
