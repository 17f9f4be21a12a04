"""WCAG 2.2 2.5.8: small target (axe-core)."""

from auditor.model import Certainty, Impact, Text
from auditor.rule import Need, axe_rule

RULE = axe_rule(
    id="axe/target-size",
    criteria=["2.5.8"],
    techniques=["C42"],
    act=[],
    impact=Impact.SERIOUS,
    needs=[Need.LAYOUT],
    certainty=Certainty.LIKELY,
    title=Text(ja="リンクやボタンの押せる範囲が小さい", en="Small target"),
    why=Text(
        ja="手の震えがある人や指先の動きが難しい人が、隣の部品を誤って押してしまいます。",
        en="People with tremor or limited movement of the fingers press the wrong part.",
    ),
    fix=Text(
        ja="縦横24ピクセル以上にするか、周りとの間隔を空けてください。例：a に padding: 8px を指定します。",
        en="Make it at least 24 by 24 pixels or keep distance from others: set padding: 8px on a.",
    ),
    messages={
        "violation": Text(
            ja="この部品の押せる範囲は縦横24ピクセルに足りず、隣の部品との間隔も足りません。",
            en="This target is smaller than 24 by 24 pixels and too near to another one.",
        ),
        "incomplete": Text(
            ja="この部品の押せる範囲の大きさを、自動検査では測れませんでした。",
            en="The check could not measure the size of this target.",
        ),
    },
    question=Text(
        ja="押せる範囲が24×24ピクセル以上か、周りに十分な間隔がありますか（文中のリンクなどは例外です）。",
        en="Is the target 24 by 24 pixels, or far enough from others? (Links within a sentence are exempt.)",
    ),
)
