"""Robots meta element, X-Robots-Tag: a public page that search engines are told to leave out."""

import re
from collections.abc import Iterator

from auditor.model import Finding, Impact, Target, Text
from auditor.rule import (
    INAPPLICABLE,
    PASSED,
    REVIEW,
    Example,
    Page,
    header_values,
    page_rule,
    passed,
    review,
)

HIDING = re.compile(r"(?:^|[,:\s])(?:noindex|none)(?:[,\s]|$)", re.IGNORECASE)


@page_rule(
    id="security/page-hidden-from-search",
    impact=Impact.MODERATE,
    title=Text(ja="公開ページが検索に出ない指定（noindex）になっている", en="Public page marked noindex"),
    why=Text(
        ja="利用者が検索で見つけられません。公開前の設定が残っていることがよくあります。",
        en="People cannot find it by search; often a setting from before publishing was left.",
    ),
    fix=Text(
        ja="公開するページから meta 要素の noindex や X-Robots-Tag を除いてください"
        "（検索結果の画面など、出したくないページはそのままで構いません）。",
        en="Take noindex out of the meta element or the X-Robots-Tag header (leave it where it is meant).",
    ),
    messages={
        "meta": Text(ja="meta 要素に「{value}」があります。", en="The meta element says “{value}”."),
        "header": Text(
            ja="X-Robots-Tag ヘッダーに「{value}」があります。", en="The X-Robots-Tag header says “{value}”."
        ),
    },
    question=Text(
        ja="このページを検索に出さないのは意図どおりですか。", en="Is it meant to be left out of search?"
    ),
    examples=[
        Example(PASSED, '<head><meta name="robots" content="index,follow"></head>'),
        Example(
            REVIEW, '<head><meta name="robots" content="noindex, nofollow"></head>', at="meta", key="meta"
        ),
        Example(REVIEW, "<p>", headers=(("X-Robots-Tag", "googlebot: noindex"),), key="header"),
        Example(
            PASSED, "<p>", headers=(("X-Robots-Tag", "max-image-preview:none"),), why="Of pictures only."
        ),
        Example(INAPPLICABLE, "<p>案内</p>"),
    ],
)
def page_hidden_from_search(page: Page) -> Iterator[Finding]:
    for meta in page.select("head meta[name]"):
        if meta["name"].strip().lower() in ("robots", "googlebot", "bingbot"):
            yield (
                review(meta, "meta", value=meta["content"][:100]) if _hides(meta["content"]) else passed(meta)
            )
    for hop in page.hops[-1:]:
        for value in header_values(hop.headers, "X-Robots-Tag"):
            place = Target(
                where="X-Robots-Tag", snippet=value[:500], region="response", identity="x-robots-tag"
            )
            yield review(place, "header", value=value[:100]) if _hides(value) else passed()


def _hides(value: str) -> bool:
    return bool(HIDING.search(re.sub(r"max-[a-z-]+\s*:\s*\S+", "", value[:500], flags=re.IGNORECASE)))
