"""Near JIS X 8341-3:2016 1.3.1: empty table header (axe-core good practice)."""

from auditor.model import Certainty, Impact, Text
from auditor.rule import axe_rule

RULE = axe_rule(
    id="axe/empty-table-header",
    criteria=["1.3.1"],
    techniques=["H51"],
    act=[],
    impact=Impact.MINOR,
    certainty=Certainty.REVIEW,
    title=Text(ja="表の見出しセル（th）が空である", en="Empty table header"),
    why=Text(
        ja="読み上げソフトの利用者は、その列や行のデータが何を表すか分かりません。",
        en="Screen reader users cannot tell what the data of that row or column stand for.",
    ),
    fix=Text(
        ja=(
            "見出しの文字を入れてください。左上の空きマスなど見出しでないセルは td にします。"
            '例：<th scope="col">料金</th>'
        ),
        en=(
            'Write the header text: <th scope="col">Fee</th>. '
            "Make a cell that heads nothing, such as an empty corner, a td."
        ),
    ),
    messages={
        "violation": Text(
            ja="この見出しセルには、読み上げられる文字がありません。",
            en="This header cell has no text to be read aloud.",
        ),
        "incomplete": Text(
            ja="この見出しセルに読み上げられる文字があるか、自動検査では分かりませんでした。",
            en="The check could not tell whether this header cell has text to be read aloud.",
        ),
    },
    question=Text(
        ja="この見出しがなくても、列や行のデータが何を表すか分かりますか。",
        en="Without this header, is it clear what the row or column stands for?",
    ),
)
