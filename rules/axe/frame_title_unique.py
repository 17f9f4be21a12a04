"""JIS X 8341-3:2016 2.4.1: frames sharing one title (axe-core)."""

from auditor.model import Certainty, Impact, Text
from auditor.rule import axe_rule

RULE = axe_rule(
    id="axe/frame-title-unique",
    criteria=["2.4.1", "4.1.2"],
    techniques=["H64"],
    act=["4b1c6c"],
    impact=Impact.SERIOUS,
    certainty=Certainty.REVIEW,
    title=Text(ja="複数の埋め込み枠（iframe）に同じ題名が付いている", en="Frames sharing one title"),
    why=Text(
        ja="読み上げソフトの利用者は、どの枠に何があるか区別できません。",
        en="Screen reader users cannot tell the frames apart.",
    ),
    fix=Text(
        ja=(
            "枠ごとに内容に合った title を付けてください。"
            '例：title="動画：防災訓練" と title="動画：避難所の案内"'
        ),
        en='Give each frame its own title: title="Video: disaster drill" and title="Video: shelters".',
    ),
    messages={
        "violation": Text(
            ja="この枠の title は、同じページの別の枠と同じです。",
            en="Another frame of this page has the same title.",
        ),
        "incomplete": Text(
            ja="この枠の title は、同じページの別の枠と同じです。内容が違うかどうか確かめる必要があります。",
            en=(
                "Another frame of this page has the same title; "
                "someone must check whether their content differs."
            ),
        ),
    },
    question=Text(
        ja="同じ題名の枠は、中身も同じですか。",
        en="Do the frames with the same title hold the same content?",
    ),
)
