"""JIS X 8341-3:2016 1.3.1: data cell without a header (axe-core)."""

from auditor.model import Certainty, Impact, Text
from auditor.rule import axe_rule

RULE = axe_rule(
    id="axe/td-has-header",
    criteria=["1.3.1"],
    techniques=["H51", "H63", "F91"],
    act=[],
    impact=Impact.CRITICAL,
    certainty=Certainty.LIKELY,
    title=Text(ja="表のデータセルに対応する見出しセル（th）がない", en="Data cell without a header"),
    why=Text(
        ja="読み上げソフトの利用者は、そのデータがどの列・行のものか分かりません。",
        en="Screen reader users cannot tell which column and row the data belong to.",
    ),
    fix=Text(
        ja=(
            "1行目や1列目を見出しセルにしてください（CMS の表の設定で「見出し行」を選びます）。"
            '例：<tr><th scope="col">日時</th><th scope="col">会場</th></tr>'
        ),
        en=(
            "Make the first row or column headers (a table option in most CMSs): "
            '<th scope="col">Date</th><th scope="col">Place</th>'
        ),
    ),
    messages={
        "violation": Text(
            ja="この表には、見出しセルに対応しないデータセルがあります。",
            en="This table has data cells that no header belongs to.",
        ),
        "incomplete": Text(
            ja="自動検査では、問題があるかどうか判断できませんでした。",
            en="The check could not tell whether there is a problem here.",
        ),
    },
    question=Text(
        ja=(
            "これはデータの表ですか。"
            "そうなら、各データの見出しが読み上げられますか（配置のための表は別です）。"
        ),
        en="Is this a data table, and if so, is a header announced with each cell? (Layout tables differ.)",
    ),
)
