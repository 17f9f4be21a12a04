"""Near JIS X 8341-3:2016 4.1.2: tree item without a name (axe-core good practice)."""

from auditor.model import Certainty, Impact, Text
from auditor.rule import axe_rule

RULE = axe_rule(
    id="axe/aria-treeitem-name",
    criteria=["4.1.2"],
    techniques=[],
    act=[],
    impact=Impact.SERIOUS,
    certainty=Certainty.REVIEW,
    title=Text(ja="ツリー（階層メニュー）の項目に名前がない", en="Tree item without a name"),
    why=Text(
        ja="階層メニューの項目が何か読み上げられず、目的の項目を選べません。",
        en="Items of the tree menu are not named aloud, so people cannot pick the one they want.",
    ),
    fix=Text(
        ja='項目の中に文字を入れてください。例：<li role="treeitem">手続・届出</li>',
        en='Put text inside the item: <li role="treeitem">Procedures</li>',
    ),
    messages={
        "violation": Text(
            ja="このツリーの項目に、読み上げられる名前がありません。",
            en="This tree item has no name to be read aloud.",
        ),
        "incomplete": Text(
            ja="このツリーの項目に読み上げられる名前があるか、自動検査では分かりませんでした。",
            en="The check could not tell whether this tree item has a name to be read aloud.",
        ),
    },
    question=Text(
        ja="この項目は、内容が分かる名前で読み上げられますか。",
        en="Is this item announced with a name that tells what it is?",
    ),
)
