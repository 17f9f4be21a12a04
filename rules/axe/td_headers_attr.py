"""JIS X 8341-3:2016 1.3.1: headers attribute pointing to no header cell (axe-core)."""

from auditor.model import Certainty, Impact, Text
from auditor.rule import axe_rule

RULE = axe_rule(
    id="axe/td-headers-attr",
    criteria=["1.3.1"],
    techniques=["F90", "H43"],
    act=[],  # jis/headers-point-nowhere: axe-core also refuses cells that are no th
    impact=Impact.SERIOUS,
    certainty=Certainty.DEFINITE,
    title=Text(
        ja="表のセルの headers 属性（見出しの指定）が正しい見出しを指していない",
        en="Headers attribute pointing to no header cell",
    ),
    why=Text(
        ja="データと違う見出しが読まれたり何も読まれなかったりして、表の内容を取り違えます。",
        en="A wrong header or none is announced, and the table is misread.",
    ),
    fix=Text(
        ja=(
            "headers には同じ表の th の id を書いてください。"
            '例：<th id="fee">料金</th> に対し <td headers="fee">500円</td>'
        ),
        en='Use the id of a th of the same table: <th id="fee">Fee</th> and <td headers="fee">500 yen</td>',
    ),
    messages={
        "violation": Text(
            ja="headers 属性が、同じ表の見出しセル（th）ではないものを指しています。",
            en="The headers attribute points to something other than a header cell (th) of the same table.",
        ),
        "incomplete": Text(
            ja="headers 属性の指す先が正しいか、自動検査では分かりませんでした。",
            en="The check could not tell whether the headers attribute points to the right cells.",
        ),
    },
    question=Text(
        ja="このデータを読むとき、正しい見出しが読み上げられますか。",
        en="Is the right header announced with this cell?",
    ),
)
