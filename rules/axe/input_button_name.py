"""JIS X 8341-3:2016 4.1.2: form button without a name (axe-core)."""

from auditor.model import Certainty, Impact, Text
from auditor.rule import axe_rule

RULE = axe_rule(
    id="axe/input-button-name",
    criteria=["4.1.2"],
    techniques=["F68", "H91"],
    act=["97a4e1"],
    impact=Impact.CRITICAL,
    certainty=Certainty.DEFINITE,
    title=Text(ja="入力フォームのボタンに名前がない", en="Form button without a name"),
    why=Text(
        ja="読み上げソフトの利用者は、送信・取消など何のボタンか分からず、誤って押すおそれがあります。",
        en="Screen reader users cannot tell submit from cancel and may press the wrong one.",
    ),
    fix=Text(
        ja='value に文字を入れてください。例：<input type="submit" value="申し込む">',
        en='Write the text in value: <input type="submit" value="Apply">',
    ),
    messages={
        "violation": Text(
            ja="この入力フォームのボタンに、読み上げられる名前がありません。",
            en="This form button has no name to be read aloud.",
        ),
        "incomplete": Text(
            ja="この入力フォームのボタンに読み上げられる名前があるか、自動検査では分かりませんでした。",
            en="The check could not tell whether this form button has a name to be read aloud.",
        ),
    },
    question=Text(
        ja="このボタンは、何が起きるか分かる名前で読み上げられますか。",
        en="Is this button announced with a name that tells what it does?",
    ),
)
