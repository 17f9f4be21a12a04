"""Near JIS X 8341-3:2016 4.1.2: role that does not suit its element (axe-core good practice)."""

from auditor.model import Certainty, Impact, Text
from auditor.rule import axe_rule

RULE = axe_rule(
    id="axe/aria-allowed-role",
    criteria=["4.1.2"],
    techniques=[],
    act=[],
    impact=Impact.MINOR,
    certainty=Certainty.REVIEW,
    title=Text(
        ja="要素に合わない role（部品の種類を伝える属性）が付いている",
        en="Role that does not suit its element",
    ),
    why=Text(
        ja="見た目や動きと違う種類の部品として読み上げられ、利用者が操作方法を誤るおそれがあります。",
        en=(
            "The part may be announced as something it is not, "
            "and people may try to operate it the wrong way."
        ),
    ),
    fix=Text(
        ja=(
            "role を外し、目的に合う HTML 要素を使ってください。"
            '例：<a href="…" role="heading"> は <h2><a href="…">…</a></h2> にします。'
        ),
        en=(
            "Remove the role and use the fitting HTML element: "
            'write <h2><a href="…">…</a></h2> for <a href="…" role="heading">.'
        ),
    ),
    messages={
        "violation": Text(
            ja="この要素に使うことが勧められていない role が付いています。",
            en="This element has a role that HTML does not recommend for it.",
        ),
        "incomplete": Text(
            ja="この role が要素に合っているか、自動検査では分かりませんでした。",
            en="The check could not tell whether this role suits the element.",
        ),
    },
    question=Text(
        ja="読み上げられる部品の種類は、実際の見た目と動きに合っていますか。",
        en="Does the announced role match how the part looks and works?",
    ),
)
