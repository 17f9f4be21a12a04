"""JIS X 8341-3:2016 1.1.1: meter without a name (axe-core)."""

from auditor.model import Certainty, Impact, Text
from auditor.rule import axe_rule

RULE = axe_rule(
    id="axe/aria-meter-name",
    criteria=["1.1.1"],
    techniques=["F65", "ARIA6"],
    act=[],
    impact=Impact.SERIOUS,
    certainty=Certainty.DEFINITE,
    title=Text(ja="メーター（量を示す目盛り）に名前がない", en="Meter without a name"),
    why=Text(
        ja="数値だけが読み上げられ、何の量を示しているのか分かりません。",
        en="Only a number is read aloud, without saying what it measures.",
    ),
    fix=Text(
        ja='何の量かを名前で示します。例：<div role="meter" aria-label="貯水率" aria-valuenow="72" …>',
        en='Name what is measured: <div role="meter" aria-label="Reservoir level" aria-valuenow="72" …>',
    ),
    messages={
        "violation": Text(
            ja="このメーターに、読み上げられる名前がありません。",
            en="This meter has no name to be read aloud.",
        ),
        "incomplete": Text(
            ja="このメーターに読み上げられる名前があるか、自動検査では分かりませんでした。",
            en="The check could not tell whether this meter has a name to be read aloud.",
        ),
    },
    question=Text(
        ja="このメーターは、何の量か分かる名前で読み上げられますか。",
        en="Is this meter announced with a name that tells what it measures?",
    ),
)
