"""JIS X 8341-3:2016 1.1.1: SVG image without alternative text (axe-core)."""

from auditor.model import Certainty, Impact, Text
from auditor.rule import axe_rule

RULE = axe_rule(
    id="axe/svg-img-alt",
    criteria=["1.1.1"],
    techniques=["F65", "G94"],
    act=["7d6734"],
    impact=Impact.SERIOUS,
    certainty=Certainty.DEFINITE,
    title=Text(ja="SVG 画像（図やアイコン）に代替テキストがない", en="SVG image without alternative text"),
    why=Text(
        ja="図やアイコンが見えない人に、何を表しているか伝わりません。",
        en="People who cannot see the figure or icon do not learn what it means.",
    ),
    fix=Text(
        ja=(
            "名前を付けてください。飾りなら読み上げから外します。"
            '例：<svg role="img" aria-label="印刷">…</svg>、飾りは <svg aria-hidden="true">'
        ),
        en=(
            "Give it a name, or hide decoration: "
            '<svg role="img" aria-label="Print">…</svg>, <svg aria-hidden="true">'
        ),
    ),
    messages={
        "violation": Text(
            ja="この SVG 画像に、内容を示す名前がありません。",
            en="This SVG image has no name that tells its content.",
        ),
        "incomplete": Text(
            ja="この SVG 画像に読み上げられる名前があるか、自動検査では分かりませんでした。",
            en="The check could not tell whether this SVG image has a name to be read aloud.",
        ),
    },
    question=Text(
        ja="この図の意味は、読み上げソフトで伝わりますか。",
        en="Does the meaning of this figure reach a screen reader user?",
    ),
)
