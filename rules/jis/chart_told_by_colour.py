"""JIS X 8341-3:2016 1.4.1: the parts of a chart can be told apart without colour."""

import re
from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import (
    INAPPLICABLE,
    PASSED,
    REVIEW,
    Example,
    Page,
    page_rule,
    passed,
    review,
)

from ._words import short, shown

_CHART = re.compile(r"グラフ|チャート|凡例|路線図|ハザードマップ|色分け|区分図")
_FILE = re.compile(r"chart|graph|gurafu|pie|hazard", re.I)


@page_rule(
    id="jis/chart-told-by-colour",
    criteria=["1.4.1"],
    techniques=["F13", "G14", "G111"],
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
        Example(INAPPLICABLE, '<img src="a.png" alt="">'),
    ],
)
def chart_told_by_colour(page: Page) -> Iterator[Finding]:
    for image in page.select("img[alt]"):
        alt = image["alt"].strip()
        if not alt or not shown(image):
            continue
        if _CHART.search(alt) or _FILE.search(image["src"].split("?", 1)[0].rsplit("/", 1)[-1]):
            yield review(image, "chart", alt=short(alt))
        else:
            yield passed(image)
