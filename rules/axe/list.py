"""JIS X 8341-3:2016 1.3.1: list with children other than list items (axe-core)."""

from auditor.model import Certainty, Impact, Text
from auditor.rule import axe_rule

RULE = axe_rule(
    id="axe/list",
    criteria=["1.3.1"],
    techniques=["H48"],
    act=[],
    impact=Impact.SERIOUS,
    certainty=Certainty.LIKELY,
    title=Text(
        ja="箇条書き（ul・ol）の直下に項目（li）以外の要素がある",
        en="List with children other than list items",
    ),
    why=Text(
        ja="項目の数や区切りが正しく読み上げられず、一覧の全体像がつかめないことがあります。",
        en="The number and limits of items may be announced wrongly, and the list is hard to grasp.",
    ),
    fix=Text(
        ja=(
            "ul・ol の直下は li だけにし、ほかの要素は li の中に入れてください。"
            "例：<ul><li><div>…</div></li></ul>"
        ),
        en="Keep only li directly in ul or ol and put the rest inside li: <ul><li><div>…</div></li></ul>",
    ),
    messages={
        "violation": Text(
            ja="この箇条書きの直下に、li 以外の内容があります。",
            en="This list directly holds something other than li.",
        ),
        "incomplete": Text(
            ja="この箇条書きの中身が正しいか、自動検査では分かりませんでした。",
            en="The check could not tell whether the content of this list is proper.",
        ),
    },
    question=Text(
        ja="項目の数と区切りが正しく読み上げられますか。",
        en="Are the number and limits of the items announced correctly?",
    ),
)
