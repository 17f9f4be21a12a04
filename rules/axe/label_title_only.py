"""Near JIS X 8341-3:2016 3.3.2: field named only by a hidden label (axe-core good practice)."""

from auditor.model import Certainty, Impact, Text
from auditor.rule import axe_rule

RULE = axe_rule(
    id="axe/label-title-only",
    criteria=["3.3.2"],
    techniques=["H65", "G131"],
    act=[],
    impact=Impact.SERIOUS,
    certainty=Certainty.REVIEW,
    title=Text(
        ja="入力欄の項目名が画面に見えず、title などだけで付けられている",
        en="Field named only by a hidden label",
    ),
    why=Text(
        ja="画面に項目名がないと、何を入力するか思い出せない人や、拡大して見る人が困ります。",
        en=(
            "Without a visible label, people who forget easily "
            "or magnify the screen do not know what to enter."
        ),
    ),
    fix=Text(
        ja=(
            "画面に見える label を付けてください。"
            '例：<input title="年齢"> は <label>年齢 <input></label> にします。'
        ),
        en='Add a visible label: write <label>Age <input></label> for <input title="Age">.',
    ),
    messages={
        "violation": Text(
            ja="この入力欄の項目名は title などにしかなく、画面に見えるラベルがありません。",
            en="The name of this field is only in a title or the like; no label is visible.",
        ),
        "incomplete": Text(
            ja="自動検査では、問題があるかどうか判断できませんでした。",
            en="The check could not tell whether there is a problem here.",
        ),
    },
    question=Text(
        ja="画面を見て、この欄に何を入力するか分かりますか（例：検索ボタンの隣の検索欄）。",
        en="Is it clear on screen what to enter here, as in a search field beside its button?",
    ),
)
