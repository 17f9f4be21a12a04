"""Outside the success criteria: content hidden during the test (axe-core good practice)."""

from auditor.model import Certainty, Impact, Text
from auditor.rule import axe_rule

RULE = axe_rule(
    id="axe/hidden-content",
    criteria=[],
    techniques=[],
    act=[],
    impact=Impact.MINOR,
    certainty=Certainty.ADVICE,
    title=Text(ja="検査のときに隠れていて調べられなかった部分がある", en="Content hidden during the test"),
    why=Text(
        ja="開閉するメニューなど、隠れた部分の不備はこの検査に現れません。",
        en="Defects in hidden parts, such as closed menus, do not show up in this audit.",
    ),
    fix=Text(
        ja=(
            "その部分を開いた状態でもう一度検査してください。使っていない隠し部分は削除します。"
            "例：開閉式の「よくある質問」をすべて開いて確かめます。"
        ),
        en=(
            "Test again with the part opened, and delete hidden parts no longer used: "
            "open every answer of an FAQ, for example."
        ),
    ),
    messages={
        "violation": Text(
            ja="この部分は隠れていたため、検査されていません。",
            en="This part was hidden and has not been tested.",
        ),
        "incomplete": Text(
            ja="この部分は隠れていたため、検査されていません。",
            en="This part was hidden and has not been tested.",
        ),
    },
    question=Text(
        ja="この部分を開いた状態でも、問題はありませんか。",
        en="Is this part without problems when it is opened?",
    ),
)
