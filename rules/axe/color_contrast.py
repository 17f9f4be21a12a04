"""JIS X 8341-3:2016 1.4.3: insufficient text contrast (axe-core)."""

from auditor.model import Certainty, Impact, Text
from auditor.rule import Need, axe_rule

RULE = axe_rule(
    id="axe/color-contrast",
    criteria=["1.4.3"],
    techniques=["G18", "G145", "F83"],
    act=["afw4f7", "09o5cg"],
    impact=Impact.SERIOUS,
    needs=[Need.LAYOUT],
    certainty=Certainty.DEFINITE,
    title=Text(ja="文字と背景の色の差（コントラスト）が足りない", en="Insufficient text contrast"),
    why=Text(
        ja="弱視の人や高齢の人、明るい屋外で画面を見る人が文字を読めません。",
        en="People with low vision, older people and anyone in bright light cannot read the text.",
    ),
    fix=Text(
        ja=(
            "文字を濃くするか背景を薄くして、必要な比以上にしてください。"
            "例：白い背景の薄い灰色 #999999（2.8:1）を #595959（7:1）にします。"
        ),
        en=(
            "Darken the text or lighten the background until the ratio is reached: "
            "change #999999 (2.8:1) on white to #595959 (7:1)."
        ),
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
        "pictured": Text(
            ja=(
                "写真や模様の上の文字です。文字の {share}% の所で背景との比が {required}:1 に足りません"
                "（最も低い所は {ratio}:1）。"
            ),
            en=(
                "Text over a picture: at {share}% of it the contrast is below {required}:1 "
                "({ratio}:1 at the worst)."
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
        ja="背景のいちばん見えにくい所でも、文字と背景の比は基準（通常 4.5:1、大きな文字 3:1）以上ですか。",
        en=(
            "Does the text reach the required ratio (usually 4.5:1, "
            "large text 3:1) even where the background is worst?"
        ),
    ),
)
