"""JIS X 8341-3:2016 1.3.1: ARIA container without the children it requires (axe-core)."""

from auditor.model import Certainty, Impact, Text
from auditor.rule import axe_rule

RULE = axe_rule(
    id="axe/aria-required-children",
    criteria=["1.3.1"],
    techniques=[],
    act=["bc4a75", "ff89c9"],
    impact=Impact.CRITICAL,
    certainty=Certainty.LIKELY,
    title=Text(
        ja="一覧・メニューなどの中に、あるべき種類の項目がない",
        en="ARIA container without the children it requires",
    ),
    why=Text(
        ja="項目の数や位置が読み上げられず、一覧やメニューの構造が利用者に伝わりません。",
        en="The number and place of items are not announced, so the structure of the list or menu is lost.",
    ),
    fix=Text(
        ja=(
            '中の項目にも対応する種類を指定します。例：<div role="list"><div role="listitem">…</div></div>。'
            "できれば <ul> と <li> を使います。"
        ),
        en=(
            'Give the items their role too: <div role="list"><div role="listitem">…</div></div>. '
            "Better, use <ul> and <li>."
        ),
    ),
    messages={
        "violation": Text(
            ja=(
                "この部品の中に、種類（role 属性）に応じて必要な項目がないか、"
                "入れてはいけないものが入っています。"
            ),
            en=(
                "The role of this element requires certain children; "
                "they are missing, or others stand in their place."
            ),
        ),
        "incomplete": Text(
            ja=(
                "この部品に必要な項目があるか、"
                "自動検査では分かりませんでした（後から読み込まれるのかもしれません）。"
            ),
            en="The check could not tell whether the required children exist; they may be loaded later.",
        ),
    },
    question=Text(
        ja="項目が表示された状態で、項目の数と内容が正しく読み上げられますか。",
        en="Once the items are shown, are their number and content announced correctly?",
    ),
)
