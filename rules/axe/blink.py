"""JIS X 8341-3:2016 2.2.2: blinking text (blink element) (axe-core)."""

from auditor.model import Certainty, Impact, Text
from auditor.rule import axe_rule

RULE = axe_rule(
    id="axe/blink",
    criteria=["2.2.2"],
    techniques=["F47"],
    act=[],
    impact=Impact.SERIOUS,
    certainty=Certainty.LIKELY,
    title=Text(ja="点滅する文字（blink 要素）が使われている", en="Blinking text (blink element)"),
    why=Text(
        ja="点滅が続くと、注意がそれやすい人や弱視の人は周りの文章を読めません。",
        en="Lasting blinking keeps people with attention difficulties or low vision from reading.",
    ),
    fix=Text(
        ja="blink 要素を削除し、強調したいときは <strong>重要</strong> を使ってください。",
        en="Remove the blink element; to stress something use <strong>Important</strong>.",
    ),
    messages={
        "violation": Text(ja="点滅用の blink 要素が使われています。", en="A blink element is used here."),
        "incomplete": Text(
            ja="自動検査では、問題があるかどうか判断できませんでした。",
            en="The check could not tell whether there is a problem here.",
        ),
    },
    question=Text(
        ja="この文字は実際に点滅しますか。止める手段がありますか。",
        en="Does this text really blink, and can it be stopped?",
    ),
)
