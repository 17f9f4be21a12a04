"""JIS X 8341-3:2016 4.1.2: ARIA attribute prohibited on the element (axe-core)."""

from auditor.model import Certainty, Impact, Text
from auditor.rule import axe_rule

RULE = axe_rule(
    id="axe/aria-prohibited-attr",
    criteria=["4.1.2"],
    techniques=["ARIA5"],
    act=["5c01ea"],
    impact=Impact.SERIOUS,
    certainty=Certainty.LIKELY,
    title=Text(
        ja="この要素では禁止されている aria 属性（読み上げソフト向けの補足情報）がある",
        en="ARIA attribute prohibited on the element",
    ),
    why=Text(
        ja="付けた名前が読み上げられないことが多く、伝えたい内容が利用者に届きません。",
        en="The name given this way is often not read aloud, so it never reaches people.",
    ),
    fix=Text(
        ja=(
            "文字として書くか、名前を付けられる要素に変えてください。"
            '例：<span aria-label="電話">☎</span> は <span role="img" aria-label="電話">☎</span> にします。'
        ),
        en=(
            "Write it as text or use an element that may be named: "
            '<span role="img" aria-label="Phone">☎</span> for a bare span.'
        ),
    ),
    messages={
        "violation": Text(
            ja="この要素に付けることが禁止されている aria 属性があります。",
            en="This element carries an ARIA attribute that is prohibited on it.",
        ),
        "incomplete": Text(
            ja="この aria 属性が実際に読み上げられるか、自動検査では分かりませんでした。",
            en="The check could not tell whether this ARIA attribute is read aloud.",
        ),
    },
    question=Text(
        ja="aria 属性で伝えようとした内容は、読み上げソフトで聞き取れますか。",
        en="Can a screen reader user hear what the ARIA attribute was meant to say?",
    ),
)
