"""Near JIS X 8341-3:2016 4.1.2: decorative element with conflicting attributes (axe-core good practice)."""

from auditor.model import Certainty, Impact, Text
from auditor.rule import axe_rule

RULE = axe_rule(
    id="axe/presentation-role-conflict",
    criteria=["4.1.2", "1.1.1"],
    techniques=[],
    act=["46ca7f"],
    impact=Impact.MINOR,
    certainty=Certainty.REVIEW,
    title=Text(
        ja="飾りと指定した要素に、読み上げられる属性が残っている",
        en="Decorative element with conflicting attributes",
    ),
    why=Text(
        ja="飾りのつもりの要素が読み上げられ、利用者が意味のあるものと受け取るおそれがあります。",
        en="What was meant as decoration is read aloud, and people may take it for content.",
    ),
    fix=Text(
        ja=(
            "飾りなら tabindex（キーボードで移れるようにする属性）"
            "や aria 属性（読み上げ用の補足情報）を外してください。"
            '例：<img alt="" aria-label="線"> は <img alt=""> にします。'
        ),
        en=(
            "For decoration remove tabindex and ARIA attributes: "
            '<img alt=""> for <img alt="" aria-label="line">.'
        ),
    ),
    messages={
        "violation": Text(
            ja=(
                '飾り（alt="" や role="presentation"）'
                "と指定されていますが、そう扱われない属性が付いています。"
            ),
            en='Marked as decoration (alt="" or role="presentation"), yet carrying attributes that undo it.',
        ),
        "incomplete": Text(
            ja="自動検査では、問題があるかどうか判断できませんでした。",
            en="The check could not tell whether there is a problem here.",
        ),
    },
    question=Text(
        ja="この要素は飾りですか。飾りなら読み上げられず、意味があるなら名前が付いていますか。",
        en="Is this decoration? If so, is it silent; if not, does it have a name?",
    ),
)
