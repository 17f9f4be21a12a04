"""JIS X 8341-3:2016 1.1.1: progress bar without a name (axe-core)."""

from auditor.model import Certainty, Impact, Text
from auditor.rule import axe_rule

RULE = axe_rule(
    id="axe/aria-progressbar-name",
    criteria=["1.1.1"],
    techniques=["F65", "ARIA6"],
    act=[],
    impact=Impact.SERIOUS,
    certainty=Certainty.DEFINITE,
    title=Text(ja="進み具合を示すバーに名前がない", en="Progress bar without a name"),
    why=Text(
        ja="「50パーセント」などとだけ読み上げられ、何が進んでいるのか分かりません。",
        en="Only “50 percent” is read aloud, without saying what is under way.",
    ),
    fix=Text(
        ja=(
            "何の進み具合かを名前で示します。"
            '例：<div role="progressbar" aria-label="申請書の送信" aria-valuenow="50">'
        ),
        en=(
            "Name what is under way: "
            '<div role="progressbar" aria-label="Sending the application" aria-valuenow="50">'
        ),
    ),
    messages={
        "violation": Text(
            ja="この進み具合のバーに、読み上げられる名前がありません。",
            en="This progress bar has no name to be read aloud.",
        ),
        "incomplete": Text(
            ja="この進み具合のバーに読み上げられる名前があるか、自動検査では分かりませんでした。",
            en="The check could not tell whether this progress bar has a name to be read aloud.",
        ),
    },
    question=Text(
        ja="このバーは、何の進み具合か分かる名前で読み上げられますか。",
        en="Is this bar announced with a name that tells what is under way?",
    ),
)
