"""WCAG 2.1 2.5.3: visible label missing from the name (axe-core)."""

from auditor.model import Certainty, Impact, Text
from auditor.rule import axe_rule

RULE = axe_rule(
    id="axe/label-content-name-mismatch",
    criteria=["2.5.3"],
    techniques=["F96", "G208"],
    act=["2ee8b8"],
    impact=Impact.SERIOUS,
    certainty=Certainty.LIKELY,
    title=Text(ja="画面の文字と読み上げられる名前が食い違っている", en="Visible label missing from the name"),
    why=Text(
        ja="画面の文字を声に出して操作する人（音声入力の利用者）が、その部品を呼び出せません。",
        en="People who operate by voice cannot call the part by the words they see.",
    ),
    fix=Text(
        ja=(
            "読み上げ用の名前に、画面の文字をそのまま含めてください。"
            '例：「検索」と見えるボタンは aria-label="検索する" とし、aria-label="サーチ" にはしません。'
        ),
        en=(
            "Keep the visible words in the name: "
            'a button showing “Search” may have aria-label="Search this site", not "Find".'
        ),
    ),
    messages={
        "violation": Text(
            ja="画面に見える文字が、読み上げられる名前（aria-label 属性など）に含まれていません。",
            en=(
                "The visible words are not part of the name given "
                "for reading aloud, by aria-label for example."
            ),
        ),
        "incomplete": Text(
            ja="画面に見える文字が名前に含まれているか、自動検査では分かりませんでした。",
            en="The check could not tell whether the visible words are part of the name.",
        ),
    },
    question=Text(
        ja=(
            "画面に見える文字を声に出したとき、"
            "この部品を操作できますか（記号や絵文字だけなら問題ありません）。"
        ),
        en="Does speaking the visible words operate this part? (Symbols alone are fine.)",
    ),
)
