"""JIS X 8341-3:2016 4.1.2: tab without a name (axe-core)."""

from auditor.model import Certainty, Impact, Text
from auditor.rule import axe_rule

RULE = axe_rule(
    id="axe/aria-tab-name",
    criteria=["4.1.2"],
    techniques=["F68", "ARIA14"],
    act=[],
    impact=Impact.SERIOUS,
    certainty=Certainty.DEFINITE,
    title=Text(ja="切り替えタブに名前がない", en="Tab without a name"),
    why=Text(
        ja="読み上げソフトが「タブ」としか読まないため、どの内容に切り替わるか分かりません。",
        en="A screen reader says only “tab”, so people cannot tell which content it shows.",
    ),
    fix=Text(
        ja='タブの中に文字を入れるか、名前を付けてください。例：<button role="tab">交通案内</button>',
        en='Put text inside the tab or add a name: <button role="tab">Access</button>',
    ),
    messages={
        "violation": Text(
            ja="このタブに、読み上げられる名前がありません。",
            en="This tab has no name to be read aloud.",
        ),
        "incomplete": Text(
            ja="このタブに読み上げられる名前があるか、自動検査では分かりませんでした。",
            en="The check could not tell whether this tab has a name to be read aloud.",
        ),
    },
    question=Text(
        ja="このタブは、切り替わる内容が分かる名前で読み上げられますか。",
        en="Is this tab announced with a name that tells what it shows?",
    ),
)
