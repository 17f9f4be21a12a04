"""JIS X 8341-3:2016 4.1.2: ARIA attribute used against its conditions (axe-core)."""

from auditor.model import Certainty, Impact, Text
from auditor.rule import axe_rule

RULE = axe_rule(
    id="axe/aria-conditional-attr",
    criteria=["4.1.2"],
    techniques=["ARIA5"],
    act=["5c01ea"],
    impact=Impact.SERIOUS,
    certainty=Certainty.LIKELY,
    title=Text(
        ja="aria 属性（読み上げソフト向けの補足情報）の使い方が条件に合わない",
        en="ARIA attribute used against its conditions",
    ),
    why=Text(
        ja="実際の状態と違う内容が読み上げられ、チェックの有無などを取り違えるおそれがあります。",
        en="What is read aloud may differ from the real state, such as whether a box is checked.",
    ),
    fix=Text(
        ja=(
            "HTML 自身が状態を持つ部品から、重ねて付けた aria 属性を外してください。"
            '例：<input type="checkbox" aria-checked="true"> は <input type="checkbox" checked> にします。'
        ),
        en=(
            "Remove ARIA that repeats a native state: "
            'write <input type="checkbox" checked> for <input type="checkbox" aria-checked="true">.'
        ),
    ),
    messages={
        "violation": Text(
            ja="この部品の作りでは認められない形で aria 属性が使われています。",
            en="An ARIA attribute is used in a way this kind of element does not allow.",
        ),
        "incomplete": Text(
            ja="自動検査では、問題があるかどうか判断できませんでした。",
            en="The check could not tell whether there is a problem here.",
        ),
    },
    question=Text(
        ja="読み上げられる状態は、画面に見える状態と一致していますか。",
        en="Does the announced state equal the visible one?",
    ),
)
