"""JIS X 8341-3:2016 3.3.2: form field with several labels (axe-core)."""

from auditor.model import Certainty, Impact, Text
from auditor.rule import axe_rule

RULE = axe_rule(
    id="axe/form-field-multiple-labels",
    criteria=["3.3.2"],
    techniques=["H44"],
    act=[],
    impact=Impact.MODERATE,
    certainty=Certainty.REVIEW,
    title=Text(ja="一つの入力欄に複数のラベルが付いている", en="Form field with several labels"),
    why=Text(
        ja="読み上げソフトによって一部のラベルしか読まれず、何を入力する欄か正しく伝わらないことがあります。",
        en="Some screen readers announce only one of the labels, so the purpose of the field may be lost.",
    ),
    fix=Text(
        ja=(
            "ラベルは一つにまとめ、補足の文は aria-describedby（説明を結び付ける属性）で付けてください。"
            '例：<label for="tel">電話番号（半角）</label>'
        ),
        en='Use one label, and aria-describedby for hints: <label for="tel">Phone (digits only)</label>',
    ),
    messages={
        "violation": Text(
            ja="この入力欄に、複数の label 要素が結び付いています。",
            en="Several label elements belong to this field.",
        ),
        "incomplete": Text(
            ja=(
                "この入力欄に複数の label 要素が結び付いています。"
                "すべて読み上げられるか確かめる必要があります。"
            ),
            en="Several label elements belong to this field; someone must check that all are announced.",
        ),
    },
    question=Text(
        ja="必要なラベルの内容が、すべて読み上げられますか。",
        en="Is everything the labels say announced?",
    ),
)
