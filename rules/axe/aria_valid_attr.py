"""JIS X 8341-3:2016 4.1.2: unknown ARIA attribute (axe-core)."""

from auditor.model import Certainty, Impact, Text
from auditor.rule import axe_rule

RULE = axe_rule(
    id="axe/aria-valid-attr",
    criteria=["4.1.2"],
    techniques=["ARIA5"],
    act=["5f99a7"],
    impact=Impact.CRITICAL,
    certainty=Certainty.LIKELY,
    title=Text(ja="aria 属性（読み上げソフト向けの補足情報）の名前が正しくない", en="Unknown ARIA attribute"),
    why=Text(
        ja="綴りを誤った属性は働かないため、名前や状態が読み上げソフトの利用者に伝わりません。",
        en="A misspelt attribute has no effect, so the name or state never reaches screen reader users.",
    ),
    fix=Text(
        ja="綴りを直してください。例：aria-labeledby は aria-labelledby（l が二つ）が正しい綴りです。",
        en="Correct the spelling: aria-labeledby should be aria-labelledby.",
    ),
    messages={
        "violation": Text(
            ja="規格にない名前の aria 属性が付いています。",
            en="This element carries an ARIA attribute whose name does not exist.",
        ),
        "incomplete": Text(
            ja="自動検査では、問題があるかどうか判断できませんでした。",
            en="The check could not tell whether there is a problem here.",
        ),
    },
    question=Text(
        ja="属性で伝えようとした名前や状態は、読み上げソフトで伝わりますか。",
        en="Does the intended name or state reach a screen reader?",
    ),
)
