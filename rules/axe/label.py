"""JIS X 8341-3:2016 4.1.2: form field without a label (axe-core)."""

from auditor.model import Certainty, Impact, Text
from auditor.rule import axe_rule

RULE = axe_rule(
    id="axe/label",
    criteria=["4.1.2", "1.3.1", "3.3.2"],
    techniques=["F68", "H44", "H65"],
    act=["e086e5"],
    impact=Impact.CRITICAL,
    certainty=Certainty.DEFINITE,
    title=Text(ja="入力欄にラベル（項目名）が結び付いていない", en="Form field without a label"),
    why=Text(
        ja="読み上げソフトの利用者は何を入力する欄か分からず、申請や問合せができません。",
        en="Screen reader users cannot tell what to enter and so cannot apply or ask.",
    ),
    fix=Text(
        ja=(
            "項目名を label で結び付けてください。"
            '例：<label for="name">氏名</label><input id="name" type="text">'
        ),
        en=(
            "Tie the item's name to it with label: "
            '<label for="name">Name</label><input id="name" type="text">'
        ),
    ),
    messages={
        "violation": Text(
            ja="この入力欄に、項目名として読み上げられる文字がありません。",
            en="This field has no text that is read aloud as its name.",
        ),
        "incomplete": Text(
            ja="この入力欄に項目名が結び付いているか、自動検査では分かりませんでした。",
            en="The check could not tell whether a label belongs to this field.",
        ),
    },
    question=Text(
        ja="この入力欄に移ったとき、何を入力するか読み上げられますか。",
        en="On reaching this field, is it announced what to enter?",
    ),
)
