"""JIS X 8341-3:2016 1.4.4: text set in px does not follow the text size people choose in their browser."""

from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import (
    INAPPLICABLE,
    PASSED,
    REVIEW,
    Example,
    Need,
    Page,
    page_rule,
    passed,
    review,
)

from ._adapt import adapted

MOST = 20
LEAST = 4  # characters


@page_rule(
    id="jis/font-size-fixed",
    criteria=["1.4.4"],
    techniques=["C12", "C13", "C14", "G178", "F69"],
    impact=Impact.MINOR,
    needs=[Need.ADAPT],
    title=Text(
        ja="文字サイズの設定に従わない文字",
        en="Text that ignores the text size of the browser",
    ),
    why=Text(
        ja="ブラウザーの「文字サイズ」だけを大きくして使う人には、px で指定した文字は小さいままです。",
        en="For people who enlarge the text size of their browser, text set in px stays small.",
    ),
    fix=Text(
        ja="font-size は px ではなく rem、em、% で指定してください。ページ全体の拡大（ズーム）で 200% にできれば、基準は満たせます。",
        en="Set font-size in rem, em or %. Zooming the whole page to 200% also meets the criterion.",
    ),
    messages={
        "fixed": Text(
            ja="基準の文字サイズを2倍にしても、{tag} 要素（{size}px、{count} か所）の文字が大きくなりません。",
            en="With twice the root size, {tag} elements ({size}px, {count} places) stay as they are.",
        ),
    },
    question=Text(
        ja="ブラウザーの拡大（ズーム）を 200% にしたとき、この文字も大きくなり、重なりや欠けがありませんか。",
        en="At a zoom of 200%, does this text grow without overlap or loss?",
    ),
    examples=[
        Example(
            REVIEW,
            "<h2>見出し</h2>",
            at="h2",
            probes=adapted(
                fixed=[{"selector": "html > body > h2", "tag": "h2", "size": 19, "count": 4, "text": 40}]
            ),
        ),
        Example(
            REVIEW,
            "<p>本文</p>",
            key="fixed",
            probes=adapted(
                grown=0,
                fixed=[{"selector": "html > body > p", "tag": "p", "size": 14, "count": 9, "text": 900}],
            ),
        ),
        Example(
            PASSED,
            "<p>本文</p>",
            probes=adapted(),
        ),
        Example(
            INAPPLICABLE,
            "<img alt=''>",
            probes=adapted(grown=0, portrait=0, landscape=0),
        ),
    ],
)
def font_size_fixed(page: Page) -> Iterator[Finding]:
    told = page.probe("adapt")
    if told["grown"]:
        yield passed(page.root)
    for group in told["fixed"][:MOST]:
        element = page.at(str(group["selector"]))
        if element is not None and int(group["text"]) >= LEAST:
            yield review(
                element,
                "fixed",
                tag=element.tag,
                size=round(float(group["size"]), 1),
                count=int(group["count"]),
            )
