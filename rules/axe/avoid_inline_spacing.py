"""WCAG 2.1 1.4.12: text spacing locked by inline style (axe-core)."""

from auditor.model import Certainty, Impact, Text
from auditor.rule import axe_rule

RULE = axe_rule(
    id="axe/avoid-inline-spacing",
    criteria=["1.4.12"],
    techniques=["C35", "C36"],
    act=[],  # jis/inline-spacing-forced: axe-core looks at the element, not at the text in it
    impact=Impact.SERIOUS,
    certainty=Certainty.REVIEW,  # jis/inline-spacing-forced says what is sure
    title=Text(ja="文字の間隔が変更できないように固定されている", en="Text spacing locked by inline style"),
    why=Text(
        ja="字間や行間を広げて読む弱視や読み書きに困難のある人が、自分に合う間隔に変えられません。",
        en="People with low vision or dyslexia cannot widen letter, word or line spacing to suit themselves.",
    ),
    fix=Text(
        ja=(
            "style 属性の間隔指定から !important を外してください。"
            '例：style="line-height:1.2 !important" は style="line-height:1.8" にします。'
        ),
        en=(
            "Remove !important from spacing in style attributes: "
            'style="line-height:1.8" for style="line-height:1.2 !important".'
        ),
    ),
    messages={
        "violation": Text(
            ja="style 属性で字間・単語の間・行間のいずれかが !important により固定されています。",
            en="The style attribute fixes letter, word or line spacing with !important.",
        ),
        "incomplete": Text(
            ja="style 属性の間隔指定が変更を妨げているか、自動検査では分かりませんでした。",
            en="The check could not tell whether the style attribute keeps spacing from being changed.",
        ),
    },
    question=Text(
        ja="利用者が行間や字間を広げたとき、その設定が反映されますか。",
        en="When a user widens line or letter spacing, does it take effect?",
    ),
)
