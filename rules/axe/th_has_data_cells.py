"""JIS X 8341-3:2016 1.3.1: header cell without data cells (axe-core)."""

from auditor.model import Certainty, Impact, Text
from auditor.rule import axe_rule

RULE = axe_rule(
    id="axe/th-has-data-cells",
    criteria=["1.3.1"],
    techniques=["F91", "H51"],
    act=["d0f69e"],
    impact=Impact.SERIOUS,
    certainty=Certainty.LIKELY,
    title=Text(ja="表の見出しセル（th）に対応するデータがない", en="Header cell without data cells"),
    why=Text(
        ja="見出しとデータの関係が正しく伝わらず、表の構造を誤解するおそれがあります。",
        en="Headers and data do not fit together, and the structure of the table is misread.",
    ),
    fix=Text(
        ja=(
            "見出しでないセルは td にし、見出しには scope で向きを示してください。"
            '例：<th scope="row">会場</th><td>都民ホール</td>'
        ),
        en=(
            'Make other cells td and give headers a scope: <th scope="row">Venue</th><td>Citizens\' Hall</td>'
        ),
    ),
    messages={
        "violation": Text(
            ja="この見出しセルが説明するデータセルが、表の中に見つかりません。",
            en="No data cell that this header describes was found in the table.",
        ),
        "incomplete": Text(
            ja="この見出しセルに対応するデータがあるか、自動検査では分かりませんでした。",
            en="The check could not tell whether data belong to this header cell.",
        ),
    },
    question=Text(
        ja="このセルは本当に見出しですか。そうなら、対応するデータを読むときに読み上げられますか。",
        en="Is this really a header, and if so, is it announced with its data?",
    ),
)
