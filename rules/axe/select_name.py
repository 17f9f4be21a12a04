"""JIS X 8341-3:2016 4.1.2: select field without a label (axe-core)."""

from auditor.model import Certainty, Impact, Text
from auditor.rule import axe_rule

RULE = axe_rule(
    id="axe/select-name",
    criteria=["4.1.2", "1.3.1", "3.3.2"],
    techniques=["F68", "H44", "H65"],
    act=["e086e5"],
    impact=Impact.CRITICAL,
    certainty=Certainty.DEFINITE,
    title=Text(
        ja="選択欄（プルダウン）にラベル（項目名）が結び付いていない",
        en="Select field without a label",
    ),
    why=Text(
        ja="読み上げソフトの利用者は、何を選ぶ欄か分からないまま選択肢を聞くことになります。",
        en="Screen reader users hear the options without knowing what they choose.",
    ),
    fix=Text(
        ja=(
            "項目名を label で結び付けてください。"
            '例：<label for="ward">区市町村</label><select id="ward">…</select>'
        ),
        en=(
            "Tie the item's name to it with label: "
            '<label for="ward">City</label><select id="ward">…</select>'
        ),
    ),
    messages={
        "violation": Text(
            ja="この選択欄に、項目名として読み上げられる文字がありません。",
            en="This select field has no text that is read aloud as its name.",
        ),
        "incomplete": Text(
            ja="この選択欄に項目名が結び付いているか、自動検査では分かりませんでした。",
            en="The check could not tell whether a label belongs to this select field.",
        ),
    },
    question=Text(
        ja="この選択欄に移ったとき、何を選ぶか読み上げられますか。",
        en="On reaching this field, is it announced what to choose?",
    ),
)
