"""Near JIS X 8341-3:2016 1.3.1: page without a main landmark (axe-core good practice)."""

from auditor.model import Certainty, Impact, Text
from auditor.rule import axe_rule

RULE = axe_rule(
    id="axe/landmark-one-main",
    criteria=["1.3.1", "2.4.1"],
    techniques=["ARIA11"],
    act=[],
    impact=Impact.MODERATE,
    certainty=Certainty.ADVICE,
    title=Text(ja="本文の領域を示す目印（main）がない", en="Page without a main landmark"),
    why=Text(
        ja="読み上げソフトの利用者は、共通のメニューを飛ばして本文へ直接移る手がかりを一つ失います。",
        en="Screen reader users lose one way to jump past the menu to the content.",
    ),
    fix=Text(
        ja='テンプレートで本文全体を main で囲んでください。例：<main id="main">本文</main>',
        en='Wrap the content in main in the template: <main id="main">Content</main>',
    ),
    messages={
        "violation": Text(
            ja="このページには、本文を表す main の領域がありません。",
            en="This page has no main landmark.",
        ),
        "incomplete": Text(
            ja="自動検査では、問題があるかどうか判断できませんでした。",
            en="The check could not tell whether there is a problem here.",
        ),
    },
    question=Text(
        ja="見出しや「本文へ」のリンクなど、本文の始まりへ移る別の手段がありますか。",
        en="Is there another way to the start of the content, such as headings or a link?",
    ),
)
