"""Outside the success criteria: low limit on zooming (axe-core good practice)."""

from auditor.model import Certainty, Impact, Text
from auditor.rule import axe_rule

RULE = axe_rule(
    id="axe/meta-viewport-large",
    criteria=[],
    techniques=[],
    act=[],
    impact=Impact.MINOR,
    certainty=Certainty.ADVICE,
    title=Text(ja="スマートフォンでの拡大率の上限が低い", en="Low limit on zooming"),
    why=Text(
        ja="200%より大きくしないと読めない弱視の人が、十分に拡大できません。",
        en="People with low vision who need more than 200% cannot zoom enough.",
    ),
    fix=Text(
        ja=(
            "viewport（画面幅と拡大率の設定）の maximum-scale を外すか、5以上にしてください。"
            '例：content="width=device-width, initial-scale=1"'
        ),
        en='Remove maximum-scale or make it 5 or more: content="width=device-width, initial-scale=1".',
    ),
    messages={
        "violation": Text(
            ja="viewport の指定で、拡大率の上限が500%未満になっています。",
            en="The viewport setting limits zooming to less than 500%.",
        ),
        "incomplete": Text(
            ja="viewport の指定が拡大を制限しているか、自動検査では分かりませんでした。",
            en="The check could not tell whether the viewport setting limits zooming.",
        ),
    },
    question=Text(
        ja="スマートフォンで、文字を500%程度まで拡大できますか。",
        en="On a phone, can the text be enlarged to about 500%?",
    ),
)
