"""JIS X 8341-3:2016 1.3.1: table caption written in a merged cell (axe-core)."""

from auditor.model import Certainty, Impact, Text
from auditor.rule import axe_rule

RULE = axe_rule(
    id="axe/table-fake-caption",
    criteria=["1.3.1"],
    techniques=["H39"],
    act=[],
    impact=Impact.SERIOUS,
    certainty=Certainty.REVIEW,
    title=Text(ja="表の題名が、表のセルを結合して書かれている", en="Table caption written in a merged cell"),
    why=Text(
        ja="題名が表のデータとして読み上げられ、何の表か分かりにくくなります。",
        en="The title is read as data, so it is hard to tell what the table is about.",
    ),
    fix=Text(
        ja="題名は caption に書いてください。例：<table><caption>令和8年度の日程</caption>…</table>",
        en="Write the title in caption: <table><caption>Schedule 2026</caption>…</table>",
    ),
    messages={
        "violation": Text(
            ja="表の1行目の結合されたセルが、題名のように使われています。",
            en="The merged cell in the first row of this table seems to be its title.",
        ),
        "incomplete": Text(
            ja="表の1行目のセルが題名なのか、自動検査では分かりませんでした。",
            en="The check could not tell whether the first row of this table is its title.",
        ),
    },
    question=Text(
        ja="このセルは表全体の題名ですか（列のまとまりの見出しなら、th にすれば問題ありません）。",
        en="Is this cell the title of the whole table? (A header over columns may be a th.)",
    ),
)
