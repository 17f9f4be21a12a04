"""Near JIS X 8341-3:2016 2.4.1: skip link without a target (axe-core good practice)."""

from auditor.model import Certainty, Impact, Text
from auditor.rule import axe_rule

RULE = axe_rule(
    id="axe/skip-link",
    criteria=["2.4.1"],
    techniques=["G1", "G123"],
    act=[],
    impact=Impact.MODERATE,
    certainty=Certainty.REVIEW,
    title=Text(ja="「本文へ」などページ内リンクの飛び先がない", en="Skip link without a target"),
    why=Text(
        ja="キーボードや読み上げソフトの利用者が、リンクを選んでも本文へ移れません。",
        en="Keyboard and screen reader users choose the link but do not get to the content.",
    ),
    fix=Text(
        ja=(
            "飛び先の id をリンクに合わせてください。"
            '例：<a href="#main">本文へ</a> に対し <main id="main"> を置きます。'
        ),
        en=(
            'Make the target\'s id match the link: <a href="#main">Skip to content</a> and <main id="main">.'
        ),
    ),
    messages={
        "violation": Text(
            ja="ページの先頭にあるページ内リンクの飛び先が、見つからないか移れない場所です。",
            en="The target of this skip link is missing or cannot be reached.",
        ),
        "incomplete": Text(
            ja="ページ内リンクの飛び先が、リンクを選んだときに現れるか確かめる必要があります。",
            en="Someone must check whether the target of this link appears when it is chosen.",
        ),
    },
    question=Text(
        ja="このリンクを選ぶと、実際に本文の先頭へ移りますか。",
        en="Does choosing this link really lead to the start of the content?",
    ),
)
