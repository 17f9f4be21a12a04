"""JIS X 8341-3:2016 4.1.2: invalid role value (axe-core)."""

from auditor.model import Certainty, Impact, Text
from auditor.rule import axe_rule

RULE = axe_rule(
    id="axe/aria-roles",
    criteria=["4.1.2"],
    techniques=["ARIA5", "G108"],
    act=["674b10"],
    impact=Impact.CRITICAL,
    certainty=Certainty.LIKELY,
    title=Text(ja="role（部品の種類を伝える属性）の値が正しくない", en="Invalid role value"),
    why=Text(
        ja="部品の種類が伝わらず、読み上げソフトの利用者は操作できるものかどうか分かりません。",
        en="The kind of part is not announced, so people cannot tell whether and how it works.",
    ),
    fix=Text(
        ja=(
            "正しい値に直すか、role を外してください。"
            '例：role="buton" は role="button"、できれば <button> にします。'
        ),
        en='Correct the value or remove the role: role="buton" becomes role="button" or, better, a <button>.',
    ),
    messages={
        "violation": Text(
            ja="role に、規格にない値または直接使えない値が指定されています。",
            en="The role has a value that does not exist or must not be used directly.",
        ),
        "incomplete": Text(
            ja="自動検査では、問題があるかどうか判断できませんでした。",
            en="The check could not tell whether there is a problem here.",
        ),
    },
    question=Text(
        ja="読み上げソフトで、この部品の種類が正しく伝わりますか。",
        en="Does a screen reader announce what kind of part this is?",
    ),
)
