"""JIS X 8341-3:2016 4.1.2: ARIA attribute not supported by the element's role (axe-core)."""

from auditor.model import Certainty, Impact, Text
from auditor.rule import axe_rule

RULE = axe_rule(
    id="axe/aria-allowed-attr",
    criteria=["4.1.2"],
    techniques=["ARIA5"],
    act=["5c01ea"],
    impact=Impact.CRITICAL,
    certainty=Certainty.LIKELY,
    title=Text(
        ja="部品の種類に合わない aria 属性（読み上げソフト向けの補足情報）が使われている",
        en="ARIA attribute not supported by the element's role",
    ),
    why=Text(
        ja=(
            "合わない属性は無視されたり誤って読まれたりするため、"
            "読み上げソフトの利用者に部品の状態が正しく伝わりません。"
        ),
        en=(
            "Unsupported attributes are ignored or misread, so "
            "screen reader users get the wrong state of the part."
        ),
    ),
    fix=Text(
        ja=(
            "部品の種類に使えない aria 属性を外すか、正しい部品に付け直してください。"
            '例：見出し <h2 aria-checked="true"> の aria-checked は削除します。'
        ),
        en=(
            "Remove the attribute or move it to a part that supports it: "
            'delete aria-checked from <h2 aria-checked="true">.'
        ),
    ),
    messages={
        "violation": Text(
            ja="この部品の種類では使えない aria 属性が付いています。",
            en="This element carries an ARIA attribute that its role does not support.",
        ),
        "incomplete": Text(
            ja="この aria 属性が部品の種類に合っているか、自動検査では分かりませんでした。",
            en="The check could not tell whether this ARIA attribute suits the element's role.",
        ),
    },
    question=Text(
        ja="読み上げソフトで、この部品の種類と状態が正しく伝わりますか。",
        en="Does a screen reader announce the role and state of this part correctly?",
    ),
)
