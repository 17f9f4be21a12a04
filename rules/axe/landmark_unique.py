"""Near JIS X 8341-3:2016 1.3.1: landmarks that cannot be told apart (axe-core good practice)."""

from auditor.model import Certainty, Impact, Text
from auditor.rule import axe_rule

RULE = axe_rule(
    id="axe/landmark-unique",
    criteria=["1.3.1"],
    techniques=["ARIA11", "ARIA6"],
    act=[],
    impact=Impact.MODERATE,
    certainty=Certainty.REVIEW,
    title=Text(
        ja="同じ種類の領域（ナビゲーションなど）が区別できない",
        en="Landmarks that cannot be told apart",
    ),
    why=Text(
        ja="読み上げソフトの領域一覧に「ナビゲーション」がいくつも並び、どれか選べません。",
        en="The list of landmarks shows “navigation” several times with nothing to choose by.",
    ),
    fix=Text(
        ja='領域ごとに名前を付けてください。例：<nav aria-label="主メニュー"> と <nav aria-label="現在位置">',
        en='Name each region: <nav aria-label="Main menu"> and <nav aria-label="Breadcrumb">',
    ),
    messages={
        "violation": Text(
            ja="同じ種類・同じ名前（または名前なし）の領域が複数あります。",
            en="Several landmarks have the same kind and the same name, or none.",
        ),
        "incomplete": Text(
            ja="自動検査では、問題があるかどうか判断できませんでした。",
            en="The check could not tell whether there is a problem here.",
        ),
    },
    question=Text(
        ja="領域一覧だけを聞いて、それぞれの領域を区別できますか。",
        en="Can the regions be told apart from the list of landmarks alone?",
    ),
)
