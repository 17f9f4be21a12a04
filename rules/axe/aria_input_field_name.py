"""JIS X 8341-3:2016 4.1.2: ARIA input field without a name (axe-core)."""

from auditor.model import Certainty, Impact, Text
from auditor.rule import axe_rule

RULE = axe_rule(
    id="axe/aria-input-field-name",
    criteria=["4.1.2"],
    techniques=["F68", "ARIA16"],
    act=["e086e5"],
    impact=Impact.SERIOUS,
    certainty=Certainty.DEFINITE,
    title=Text(
        ja="role（部品の種類を伝える属性）で作った入力欄に名前がない",
        en="ARIA input field without a name",
    ),
    why=Text(
        ja="読み上げソフトの利用者は、その欄に何を入力・選択すればよいか分かりません。",
        en="Screen reader users cannot tell what to enter or choose.",
    ),
    fix=Text(
        ja=(
            "見出しになる文字と結び付けます。"
            '例：<span id="w">区市町村</span><div role="combobox" aria-labelledby="w" …>。'
            "できれば <label> と <select> を使います。"
        ),
        en=(
            "Tie it to its visible label: "
            '<span id="w">City</span><div role="combobox" aria-labelledby="w" …>. '
            "Better, use <label> and <select>."
        ),
    ),
    messages={
        "violation": Text(
            ja="この入力欄・選択欄に、読み上げられる名前がありません。",
            en="This input or choice field has no name to be read aloud.",
        ),
        "incomplete": Text(
            ja="この入力欄に読み上げられる名前があるか、自動検査では分かりませんでした。",
            en="The check could not tell whether this field has a name to be read aloud.",
        ),
    },
    question=Text(
        ja="この欄は、何を入力するものか分かる名前で読み上げられますか。",
        en="Is this field announced with a name that tells what to enter?",
    ),
)
