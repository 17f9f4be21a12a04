"""JIS X 8341-3:2016 4.1.2: ARIA button, link or menu item without a name (axe-core)."""

from auditor.model import Certainty, Impact, Text
from auditor.rule import axe_rule

RULE = axe_rule(
    id="axe/aria-command-name",
    criteria=["4.1.2"],
    techniques=["F68", "ARIA14"],
    act=["97a4e1", "m6b1q3"],
    impact=Impact.SERIOUS,
    certainty=Certainty.DEFINITE,
    title=Text(
        ja="role（部品の種類を伝える属性）で作ったボタンやリンクに名前がない",
        en="ARIA button, link or menu item without a name",
    ),
    why=Text(
        ja="読み上げソフトが「ボタン」「リンク」としか読まないため、押すと何が起きるか分かりません。",
        en="A screen reader says only “button” or “link”, so people cannot tell what it does.",
    ),
    fix=Text(
        ja=(
            "中に文字を入れるか、名前を付けてください。"
            '例：<div role="button" tabindex="0" aria-label="メニューを開く">。できれば <button> を使います。'
        ),
        en=(
            'Put text inside or add a name: <div role="button" tabindex="0" aria-label="Open menu">. '
            "Better, use <button>."
        ),
    ),
    messages={
        "violation": Text(
            ja="このボタン、リンクまたはメニュー項目に、読み上げられる名前がありません。",
            en="This button, link or menu item has no name to be read aloud.",
        ),
        "incomplete": Text(
            ja="この部品に読み上げられる名前があるか、自動検査では分かりませんでした。",
            en="The check could not tell whether this part has a name to be read aloud.",
        ),
    },
    question=Text(
        ja="この部品は、何をするものか分かる名前で読み上げられますか。",
        en="Is this part announced with a name that tells what it does?",
    ),
)
