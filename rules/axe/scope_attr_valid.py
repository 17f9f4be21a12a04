"""Near JIS X 8341-3:2016 1.3.1: wrong use of the scope attribute (axe-core good practice)."""

from auditor.model import Certainty, Impact, Text
from auditor.rule import axe_rule

RULE = axe_rule(
    id="axe/scope-attr-valid",
    criteria=["1.3.1"],
    techniques=["H63"],
    act=[],
    impact=Impact.MODERATE,
    certainty=Certainty.REVIEW,
    title=Text(
        ja="表の見出しの向き（scope 属性）の使い方が正しくない",
        en="Wrong use of the scope attribute",
    ),
    why=Text(
        ja="見出しとデータの対応が正しく読み上げられず、表の内容を取り違えるおそれがあります。",
        en="Headers may be tied to the wrong data, and the table is misread.",
    ),
    fix=Text(
        ja='scope は th に付け、値は col（列）か row（行）などにしてください。例：<th scope="col">料金</th>',
        en='Put scope on th with a value such as col or row: <th scope="col">Fee</th>',
    ),
    messages={
        "violation": Text(
            ja="scope 属性が th 以外に付いているか、値が正しくありません。",
            en="The scope attribute is not on a th, or its value is not valid.",
        ),
        "incomplete": Text(
            ja="自動検査では、問題があるかどうか判断できませんでした。",
            en="The check could not tell whether there is a problem here.",
        ),
    },
    question=Text(
        ja="それぞれのデータを読むとき、正しい見出しが読み上げられますか。",
        en="Is the right header announced with each piece of data?",
    ),
)
