"""JIS X 8341-3:2016 4.1.2: braille label without an ordinary name (axe-core)."""

from auditor.model import Certainty, Impact, Text
from auditor.rule import axe_rule

RULE = axe_rule(
    id="axe/aria-braille-equivalent",
    criteria=["4.1.2"],
    techniques=[],
    act=[],
    impact=Impact.SERIOUS,
    certainty=Certainty.REVIEW,
    title=Text(
        ja="点字表示専用の名前だけがあり、通常の名前がない",
        en="Braille label without an ordinary name",
    ),
    why=Text(
        ja="点字ディスプレイ用の名前だけでは、音声で聞く人に部品の名前が伝わりません。",
        en="A name for braille displays alone leaves people who listen without a name for the part.",
    ),
    fix=Text(
        ja=(
            '通常の名前も付けてください。例：<button aria-braillelabel="****" aria-label="4つ星">。'
            "不要であれば点字専用の属性を外します。"
        ),
        en=(
            "Add an ordinary name too: "
            '<button aria-braillelabel="****" aria-label="4 stars">, or remove the braille attribute.'
        ),
    ),
    messages={
        "violation": Text(
            ja="点字専用の属性（aria-braillelabel など）に対応する、音声用の名前や説明が見当たりません。",
            en=(
                "No spoken name or role description goes with the "
                "braille attribute (such as aria-braillelabel)."
            ),
        ),
        "incomplete": Text(
            ja="点字専用の属性に対応する、音声用の名前や説明があるか確かめる必要があります。",
            en="Someone must check that a spoken name or role description goes with the braille attribute.",
        ),
    },
    question=Text(
        ja="点字で示される内容と同じ意味の名前が、音声でも読み上げられますか。",
        en="Is a name of the same meaning also read aloud?",
    ),
)
