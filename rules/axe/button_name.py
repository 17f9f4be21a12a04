"""JIS X 8341-3:2016 4.1.2: button without a name (axe-core)."""

from auditor.model import Certainty, Impact, Text
from auditor.rule import axe_rule

RULE = axe_rule(
    id="axe/button-name",
    criteria=["4.1.2"],
    techniques=["F68", "H91", "ARIA14"],
    act=["97a4e1", "m6b1q3"],
    impact=Impact.CRITICAL,
    certainty=Certainty.DEFINITE,
    title=Text(ja="ボタンに名前がない", en="Button without a name"),
    why=Text(
        ja="読み上げソフトが「ボタン」としか読まないため、押すと何が起きるか分かりません。",
        en="A screen reader says only “button”, so people cannot tell what pressing it does.",
    ),
    fix=Text(
        ja=(
            "ボタンの中に文字を入れるか、画像に alt を付けてください。"
            '例：<button><img src="search.png" alt="検索"></button>'
        ),
        en=(
            "Put text inside the button or an alt on its image: "
            '<button><img src="search.png" alt="Search"></button>'
        ),
    ),
    messages={
        "violation": Text(
            ja="このボタンに、読み上げられる名前がありません。",
            en="This button has no name to be read aloud.",
        ),
        "incomplete": Text(
            ja="このボタンに読み上げられる名前があるか、自動検査では分かりませんでした。",
            en="The check could not tell whether this button has a name to be read aloud.",
        ),
    },
    question=Text(
        ja="このボタンは、何が起きるか分かる名前で読み上げられますか。",
        en="Is this button announced with a name that tells what it does?",
    ),
)
