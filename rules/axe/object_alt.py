"""JIS X 8341-3:2016 1.1.1: embedded object without alternative text (axe-core)."""

from auditor.model import Certainty, Impact, Text
from auditor.rule import axe_rule

RULE = axe_rule(
    id="axe/object-alt",
    criteria=["1.1.1"],
    techniques=["F65", "H53", "ARIA6"],
    act=["8fc3b6"],
    impact=Impact.SERIOUS,
    certainty=Certainty.DEFINITE,
    title=Text(
        ja="埋め込みオブジェクト（object）に代替テキストがない",
        en="Embedded object without alternative text",
    ),
    why=Text(
        ja="埋め込んだ図や文書が見えない人に、何があるのか伝わりません。",
        en="People who cannot see the embedded figure or document do not learn what it is.",
    ),
    fix=Text(
        ja='読み上げられる名前を付けてください。例：<object data="map.svg" title="会場の案内図"></object>',
        en='Give it a name: <object data="map.svg" title="Map of the venue"></object>',
    ),
    messages={
        "violation": Text(
            ja="この object 要素に、内容を示す名前がありません。",
            en="This object element has no name that tells its content.",
        ),
        "incomplete": Text(
            ja="この object 要素に読み上げられる名前があるか、自動検査では分かりませんでした。",
            en="The check could not tell whether this object has a name to be read aloud.",
        ),
    },
    question=Text(
        ja="埋め込まれた内容が何か、読み上げソフトで分かりますか。",
        en="Can a screen reader user tell what is embedded?",
    ),
)
