"""JIS X 8341-3:2016 1.4.6: text contrast below the enhanced level (axe-core)."""

from auditor.model import Certainty, Impact, Text
from auditor.rule import Need, axe_rule

RULE = axe_rule(
    id="axe/color-contrast-enhanced",
    criteria=["1.4.6"],
    techniques=["G17", "G18"],
    act=["09o5cg"],
    impact=Impact.SERIOUS,
    needs=[Need.LAYOUT],
    certainty=Certainty.DEFINITE,
    title=Text(
        ja="文字と背景の色の差（コントラスト）が高度な基準（AAA）に足りない",
        en="Text contrast below the enhanced level",
    ),
    why=Text(
        ja="視力の低い人ほど高いコントラストが必要で、この差では読みづらい人がいます。",
        en="The weaker the sight, the more contrast it needs; some people can hardly read this text.",
    ),
    fix=Text(
        ja=(
            "文字と背景の比を 7:1（大きな文字は 4.5:1）以上にしてください。"
            "例：白い背景では文字を #595959 より濃くします。"
        ),
        en="Reach 7:1 (4.5:1 for large text): on white, use text darker than #595959.",
    ),
    messages={
        "violation": Text(
            ja=(
                "文字色 {foreground} と背景色 {background} のコントラスト比は {ratio}:1 です。"
                "この大きさの文字（{size}）には {required}:1 以上が必要です。"
            ),
            en=(
                "Text {foreground} on {background} has a contrast of {ratio}:1; "
                "text of this size ({size}) needs {required}:1."
            ),
        ),
        "incomplete": Text(
            ja="背景の画像や重なり、透明度などのため、コントラスト比を自動で計算できませんでした。",
            en=(
                "The contrast could not be computed, because of "
                "a background image, an overlap or transparency."
            ),
        ),
    },
    question=Text(
        ja="背景のいちばん見えにくい所でも、文字と背景の比は 7:1（大きな文字 4.5:1）以上ですか。",
        en="Does the text reach 7:1 (large text 4.5:1) even where the background is worst?",
    ),
)
