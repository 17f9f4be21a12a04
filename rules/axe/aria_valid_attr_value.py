"""JIS X 8341-3:2016 4.1.2: invalid ARIA attribute value (axe-core)."""

from auditor.model import Certainty, Impact, Text
from auditor.rule import axe_rule

RULE = axe_rule(
    id="axe/aria-valid-attr-value",
    criteria=["4.1.2"],
    techniques=["ARIA5"],
    act=["6a7281"],
    impact=Impact.CRITICAL,
    certainty=Certainty.LIKELY,
    title=Text(
        ja="aria 属性（読み上げソフト向けの補足情報）の値が正しくない",
        en="Invalid ARIA attribute value",
    ),
    why=Text(
        ja="値が正しくないと属性が働かず、名前や開閉の状態などが読み上げられません。",
        en="An invalid value has no effect, so names or states such as open or closed are not announced.",
    ),
    fix=Text(
        ja=(
            "決められた値か、ページ内に実際にある id を指定してください。"
            '例：aria-expanded="open" は aria-expanded="true" にします。'
        ),
        en='Use an allowed value, or an id that exists in the page: write aria-expanded="true", not "open".',
    ),
    messages={
        "violation": Text(
            ja="aria 属性に、認められていない値またはページ内にない id が指定されています。",
            en="An ARIA attribute has a value that is not allowed or an id that is not in the page.",
        ),
        "incomplete": Text(
            ja=(
                "aria 属性が指す先が、"
                "ページ内にあるかどうか自動検査では分かりませんでした（後から現れるのかもしれません）。"
            ),
            en="The check could not tell whether what this attribute points to exists; it may appear later.",
        ),
    },
    question=Text(
        ja="この部品を開いたり操作したりしたとき、参照先が現れて正しく読み上げられますか。",
        en="When this part is opened or used, does the referenced element appear and get announced?",
    ),
)
