"""JIS X 8341-3:2016 1.3.1: ARIA item outside the container it requires (axe-core)."""

from auditor.model import Certainty, Impact, Text
from auditor.rule import axe_rule

RULE = axe_rule(
    id="axe/aria-required-parent",
    criteria=["1.3.1"],
    techniques=[],
    act=["ff89c9"],
    impact=Impact.CRITICAL,
    certainty=Certainty.LIKELY,
    title=Text(
        ja="項目が、対応する一覧・メニューなどの中に入っていない",
        en="ARIA item outside the container it requires",
    ),
    why=Text(
        ja="項目が一覧の一部だと伝わらず、読み上げソフトの利用者は全体の構造をつかめません。",
        en="The item is not announced as part of a list or menu, so its structure is lost.",
    ),
    fix=Text(
        ja=(
            '対応する入れ物の中に置きます。例：<li role="tab"> は <ul role="tablist"> の中に入れます。'
            "ただの項目なら role を外します。"
        ),
        en=(
            'Put the item in its container: <li role="tab"> belongs in <ul role="tablist">. '
            "If it is an ordinary item, remove the role."
        ),
    ),
    messages={
        "violation": Text(
            ja="この項目は、種類（role 属性）に応じて必要な入れ物の中に入っていません。",
            en="This item is not inside the container its role requires.",
        ),
        "incomplete": Text(
            ja="自動検査では、問題があるかどうか判断できませんでした。",
            en="The check could not tell whether there is a problem here.",
        ),
    },
    question=Text(
        ja="読み上げソフトで、この項目が一覧やメニューの一部だと分かりますか。",
        en="Does a screen reader announce this item as part of its list or menu?",
    ),
)
