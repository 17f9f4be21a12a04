"""JIS X 8341-3:2016 1.4.4: zooming disabled or limited (axe-core)."""

from auditor.model import Certainty, Impact, Text
from auditor.rule import axe_rule

RULE = axe_rule(
    id="axe/meta-viewport",
    criteria=["1.4.4"],
    techniques=["G142"],
    act=["b4f0c3"],
    impact=Impact.MODERATE,
    certainty=Certainty.LIKELY,
    title=Text(ja="スマートフォンでの拡大が禁止または制限されている", en="Zooming disabled or limited"),
    why=Text(
        ja="弱視の人や高齢の人が、指で画面を広げて文字を大きくすることができません。",
        en="People with low vision and older people cannot pinch to make the text larger.",
    ),
    fix=Text(
        ja=(
            "viewport（画面幅と拡大率の設定）から拡大の制限を外してください。"
            '例：<meta name="viewport" content="width=device-width, initial-scale=1">（user-scalable=no '
            "は削除）"
        ),
        en=(
            "Remove the limit: "
            '<meta name="viewport" content="width=device-width, initial-scale=1"> (no user-scalable=no).'
        ),
    ),
    messages={
        "violation": Text(
            ja="viewport の指定で、拡大が禁止されているか200%未満に制限されています。",
            en="The viewport setting forbids zooming or limits it to less than 200%.",
        ),
        "incomplete": Text(
            ja="viewport の指定が拡大を妨げるか、自動検査では分かりませんでした。",
            en="The check could not tell whether the viewport setting keeps people from zooming.",
        ),
    },
    question=Text(
        ja="スマートフォンで、文字を200%まで拡大して読めますか。",
        en="On a phone, can the text be enlarged to 200%?",
    ),
)
