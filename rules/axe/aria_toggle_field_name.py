"""JIS X 8341-3:2016 4.1.2: ARIA toggle field without a name (axe-core)."""

from auditor.model import Certainty, Impact, Text
from auditor.rule import axe_rule

RULE = axe_rule(
    id="axe/aria-toggle-field-name",
    criteria=["4.1.2"],
    techniques=["F68", "ARIA14", "ARIA16"],
    act=["e086e5"],
    impact=Impact.SERIOUS,
    certainty=Certainty.DEFINITE,
    title=Text(
        ja="role（部品の種類を伝える属性）で作ったチェックボックスなどに名前がない",
        en="ARIA toggle field without a name",
    ),
    why=Text(
        ja="「チェックなし」などとだけ読み上げられ、何を選ぶものか分かりません。",
        en="Only “not checked” is announced, without saying what is being chosen.",
    ),
    fix=Text(
        ja=(
            "中に文字を入れるか、名前を付けてください。"
            '例：<div role="switch" aria-checked="false" aria-label="通知を受け取る" tabindex="0">'
        ),
        en=(
            "Put text inside or add a name: "
            '<div role="switch" aria-checked="false" aria-label="Notify me" tabindex="0">'
        ),
    ),
    messages={
        "violation": Text(
            ja="このチェックボックス、ラジオボタン、スイッチなどに、読み上げられる名前がありません。",
            en="This checkbox, radio button or switch has no name to be read aloud.",
        ),
        "incomplete": Text(
            ja="この部品に読み上げられる名前があるか、自動検査では分かりませんでした。",
            en="The check could not tell whether this part has a name to be read aloud.",
        ),
    },
    question=Text(
        ja="この部品は、何を選ぶものか分かる名前で読み上げられますか。",
        en="Is this part announced with a name that tells what is chosen?",
    ),
)
