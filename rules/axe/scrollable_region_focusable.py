"""JIS X 8341-3:2016 2.1.1: scrolling area out of the keyboard's reach (axe-core)."""

from auditor.model import Certainty, Impact, Text
from auditor.rule import Need, axe_rule

RULE = axe_rule(
    id="axe/scrollable-region-focusable",
    criteria=["2.1.1", "2.1.3"],
    techniques=["G202"],
    act=["0ssw9k"],
    impact=Impact.SERIOUS,
    needs=[Need.LAYOUT],
    certainty=Certainty.LIKELY,
    title=Text(
        ja="スクロールする枠をキーボードで動かせない",
        en="Scrolling area out of the keyboard's reach",
    ),
    why=Text(
        ja="マウスを使えない人は、枠の中の隠れた部分を読めません（ブラウザーにより差があります）。",
        en="People who cannot use a mouse cannot read the rest of the area; browsers differ in this.",
    ),
    fix=Text(
        ja=(
            "枠にキーボードで移れるようにしてください。"
            '例：<div tabindex="0" role="region" aria-label="料金表" style="overflow:auto">'
        ),
        en=(
            "Let the keyboard reach the area: "
            '<div tabindex="0" role="region" aria-label="Fees" style="overflow:auto">'
        ),
    ),
    messages={
        "violation": Text(
            ja="このスクロールする枠にも、その中にも、キーボードで移れる場所がありません。",
            en="Neither this scrolling area nor anything in it can be reached by keyboard.",
        ),
        "incomplete": Text(
            ja="このスクロールする枠をキーボードで動かせるか、自動検査では分かりませんでした。",
            en="The check could not tell whether this area can be scrolled by keyboard.",
        ),
    },
    question=Text(
        ja="Tab キーと矢印キーだけで、枠の中を最後まで読めますか（Safari でも確かめます）。",
        en="With Tab and arrow keys alone, can all of the area be read, in Safari too?",
    ),
)
