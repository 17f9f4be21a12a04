"""JIS X 8341-3:2016 4.1.2: tooltip without a name (axe-core)."""

from auditor.model import Certainty, Impact, Text
from auditor.rule import axe_rule

RULE = axe_rule(
    id="axe/aria-tooltip-name",
    criteria=["4.1.2"],
    techniques=[],
    act=[],
    impact=Impact.SERIOUS,
    certainty=Certainty.LIKELY,
    title=Text(ja="吹き出しの説明（ツールチップ）に読み上げられる内容がない", en="Tooltip without a name"),
    why=Text(
        ja="画面に出る補足説明が、読み上げソフトの利用者には伝わりません。",
        en="The hint shown on screen does not reach people who use a screen reader.",
    ),
    fix=Text(
        ja='説明を文字で入れてください。例：<div role="tooltip" id="tip1">半角数字で入力します</div>',
        en='Write the hint as text: <div role="tooltip" id="tip1">Digits only</div>',
    ),
    messages={
        "violation": Text(
            ja="この吹き出しの説明には、読み上げられる内容がありません。",
            en="This tooltip has no content to be read aloud.",
        ),
        "incomplete": Text(
            ja="この吹き出しの説明に読み上げられる内容があるか、自動検査では分かりませんでした。",
            en="The check could not tell whether this tooltip has content to be read aloud.",
        ),
    },
    question=Text(
        ja="画面に出る説明と同じ内容を、読み上げソフトで聞けますか。",
        en="Can a screen reader user hear the hint that is shown?",
    ),
)
