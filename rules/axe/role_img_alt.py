"""JIS X 8341-3:2016 1.1.1: element with role="img" without alternative text (axe-core)."""

from auditor.model import Certainty, Impact, Text
from auditor.rule import axe_rule

RULE = axe_rule(
    id="axe/role-img-alt",
    criteria=["1.1.1"],
    techniques=["F65", "ARIA24", "G94"],
    act=["23a2a8"],
    impact=Impact.SERIOUS,
    certainty=Certainty.DEFINITE,
    title=Text(
        ja='画像の役割（role="img"）を持つ要素に代替テキストがない',
        en='Element with role="img" without alternative text',
    ),
    why=Text(
        ja="図やアイコンが見えない人に、何を表しているか伝わりません。",
        en="People who cannot see the figure or icon do not learn what it means.",
    ),
    fix=Text(
        ja='内容を名前として付けてください。例：<span role="img" aria-label="晴れ">☀</span>',
        en='Give its meaning as a name: <span role="img" aria-label="Sunny">☀</span>',
    ),
    messages={
        "violation": Text(
            ja='role="img" の要素に、内容を示す名前がありません。',
            en='This element with role="img" has no name that tells its content.',
        ),
        "incomplete": Text(
            ja='role="img" の要素に読み上げられる名前があるか、自動検査では分かりませんでした。',
            en='The check could not tell whether this element with role="img" has a name to be read aloud.',
        ),
    },
    question=Text(
        ja="この図の意味は、読み上げソフトで伝わりますか。",
        en="Does the meaning of this figure reach a screen reader user?",
    ),
)
