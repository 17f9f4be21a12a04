"""JIS X 8341-3:2016 1.3.1: list item outside a list (axe-core)."""

from auditor.model import Certainty, Impact, Text
from auditor.rule import axe_rule

RULE = axe_rule(
    id="axe/listitem",
    criteria=["1.3.1"],
    techniques=["H48"],
    act=[],
    impact=Impact.SERIOUS,
    certainty=Certainty.DEFINITE,
    title=Text(ja="箇条書きの項目（li）が一覧（ul・ol）の外にある", en="List item outside a list"),
    why=Text(
        ja="箇条書きだと読み上げソフトに伝わらず、項目の数も区切りも分かりません。",
        en="It is not announced as a list, so neither the number nor the limits of items are known.",
    ),
    fix=Text(
        ja="li を ul または ol で囲んでください。例：<ul><li>開庁時間</li><li>交通案内</li></ul>",
        en="Wrap li in ul or ol: <ul><li>Opening hours</li><li>Access</li></ul>",
    ),
    messages={
        "violation": Text(
            ja="この li は、ul や ol の直下にありません。",
            en="This li is not inside a ul or ol.",
        ),
        "incomplete": Text(
            ja="この li が一覧の中に入っているか、自動検査では分かりませんでした。",
            en="The check could not tell whether this li is inside a list.",
        ),
    },
    question=Text(
        ja="この項目は、一覧の一部として読み上げられますか。",
        en="Is this item announced as part of a list?",
    ),
)
