"""JIS X 8341-3:2016 4.1.2: required ARIA attribute missing (axe-core)."""

from auditor.model import Certainty, Impact, Text
from auditor.rule import axe_rule

RULE = axe_rule(
    id="axe/aria-required-attr",
    criteria=["4.1.2"],
    techniques=["ARIA5"],
    act=["4e8ab6"],
    impact=Impact.CRITICAL,
    certainty=Certainty.LIKELY,
    title=Text(
        ja="必須の aria 属性（読み上げソフト向けの補足情報）が足りない",
        en="Required ARIA attribute missing",
    ),
    why=Text(
        ja="スイッチの入り切りやスライダーの値などが読み上げられず、今の状態が分かりません。",
        en="The state or value, such as on or off, is not announced.",
    ),
    fix=Text(
        ja=(
            '部品の種類に必須の属性を加えます。例：<div role="checkbox" aria-checked="false" tabindex="0">。'
            'できれば <input type="checkbox"> を使います。'
        ),
        en=(
            'Add the attributes the role requires: <div role="checkbox" aria-checked="false" tabindex="0">. '
            'Better, use <input type="checkbox">.'
        ),
    ),
    messages={
        "violation": Text(
            ja="role（部品の種類を伝える属性）に必須の aria 属性が付いていません。",
            en="An ARIA attribute that this role requires is missing.",
        ),
        "incomplete": Text(
            ja="必須の aria 属性が足りているか、自動検査では分かりませんでした。",
            en="The check could not tell whether all required ARIA attributes are there.",
        ),
    },
    question=Text(
        ja="読み上げソフトで、この部品の現在の状態や値が分かりますか。",
        en="Does a screen reader announce the current state or value of this part?",
    ),
)
