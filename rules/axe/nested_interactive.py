"""JIS X 8341-3:2016 4.1.2: interactive control inside another one (axe-core)."""

from auditor.model import Certainty, Impact, Text
from auditor.rule import axe_rule

RULE = axe_rule(
    id="axe/nested-interactive",
    criteria=["4.1.2"],
    techniques=[],
    act=["307n5z"],
    impact=Impact.SERIOUS,
    certainty=Certainty.LIKELY,
    title=Text(
        ja="ボタンやリンクの中に別の操作部品が入っている",
        en="Interactive control inside another one",
    ),
    why=Text(
        ja=(
            "中の部品が読み上げられなかったり、"
            "キーボードで移れてもどちらを操作しているか分からなかったりします。"
        ),
        en="The inner part may not be announced, or people cannot tell which of the two they operate.",
    ),
    fix=Text(
        ja=(
            "部品を入れ子にせず並べてください。"
            '例：<div role="button"><a href="…">詳細</a></div> は <a href="…">詳細</a> だけにします。'
        ),
        en=(
            "Put controls side by side, not inside each other: "
            'reduce <div role="button"><a href="…">More</a></div> to the link.'
        ),
    ),
    messages={
        "violation": Text(
            ja="この部品の中に、キーボードで移れる別の部品があります。",
            en="This control holds another one that the keyboard can reach.",
        ),
        "incomplete": Text(
            ja="この部品の中に別の操作部品があるか、自動検査では分かりませんでした。",
            en="The check could not tell whether this control holds another one.",
        ),
    },
    question=Text(
        ja="外側と内側の部品を、それぞれ読み上げソフトとキーボードで使えますか。",
        en="Can both the outer and the inner part be used with a screen reader and the keyboard?",
    ),
)
