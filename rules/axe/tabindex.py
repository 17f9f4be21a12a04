"""Near JIS X 8341-3:2016 2.4.3: tab order forced by positive tabindex (axe-core good practice)."""

from auditor.model import Certainty, Impact, Text
from auditor.rule import axe_rule

RULE = axe_rule(
    id="axe/tabindex",
    criteria=["2.4.3"],
    techniques=["F44", "H4"],
    act=[],
    impact=Impact.SERIOUS,
    certainty=Certainty.REVIEW,
    title=Text(
        ja="キーボードで移る順序が tabindex（順序の番号）で固定されている",
        en="Tab order forced by positive tabindex",
    ),
    why=Text(
        ja="Tab キーの順序が見た目の並びと食い違い、操作している場所を見失うことがあります。",
        en="The Tab order may differ from what is seen, and people lose their place.",
    ),
    fix=Text(
        ja=(
            "tabindex は 0 にするか外し、順序は HTML の並びで整えてください。"
            '例：tabindex="5" を tabindex="0" にします。'
        ),
        en='Use 0 or no tabindex and order the HTML itself: change tabindex="5" to tabindex="0".',
    ),
    messages={
        "violation": Text(
            ja="tabindex に 1 以上の値が指定されています。",
            en="The tabindex here is greater than 0.",
        ),
        "incomplete": Text(
            ja="自動検査では、問題があるかどうか判断できませんでした。",
            en="The check could not tell whether there is a problem here.",
        ),
    },
    question=Text(
        ja="Tab キーで移る順序は、内容の流れと操作に合っていますか。",
        en="Does the Tab order follow the content and the way it is used?",
    ),
)
