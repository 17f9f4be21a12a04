"""Near JIS X 8341-3:2016 1.3.1: several banner landmarks (axe-core good practice)."""

from auditor.model import Certainty, Impact, Text
from auditor.rule import axe_rule

RULE = axe_rule(
    id="axe/landmark-no-duplicate-banner",
    criteria=["1.3.1"],
    techniques=["ARIA11"],
    act=[],
    impact=Impact.MODERATE,
    certainty=Certainty.REVIEW,
    title=Text(ja="ページ上部の領域（header）が二つ以上ある", en="Several banner landmarks"),
    why=Text(
        ja="読み上げソフトの利用者は、どれがページ全体の上部なのか区別できません。",
        en="Screen reader users cannot tell which one is the header of the whole page.",
    ),
    fix=Text(
        ja=(
            "ページ全体の header は一つにし、記事ごとの header は article や section の中に置いてください。"
            "例：<article><header>…</header>…</article>"
        ),
        en=(
            "Keep one page header and put others inside article or section: "
            "<article><header>…</header>…</article>"
        ),
    ),
    messages={
        "violation": Text(
            ja='ページ上部を表す領域（role="banner"）が複数あります。',
            en="The page has several banner landmarks (page headers).",
        ),
        "incomplete": Text(
            ja="自動検査では、問題があるかどうか判断できませんでした。",
            en="The check could not tell whether there is a problem here.",
        ),
    },
    question=Text(
        ja="ページ全体の上部を表す領域は、本当に複数必要ですか。",
        en="Does the page really need several page headers?",
    ),
)
