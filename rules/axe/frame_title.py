"""JIS X 8341-3:2016 2.4.1: frame without a title (axe-core)."""

from auditor.model import Certainty, Impact, Text
from auditor.rule import axe_rule

RULE = axe_rule(
    id="axe/frame-title",
    criteria=["2.4.1", "4.1.2"],
    techniques=["H64", "F68"],
    act=["cae760"],
    impact=Impact.SERIOUS,
    certainty=Certainty.DEFINITE,
    title=Text(ja="埋め込み枠（iframe）に題名（title 属性）がない", en="Frame without a title"),
    why=Text(
        ja="読み上げソフトの利用者は、枠の中に何があるか分からず、読むか飛ばすかを選べません。",
        en="Screen reader users cannot tell what the frame holds, nor whether to read or skip it.",
    ),
    fix=Text(
        ja=(
            "iframe に内容が分かる title を付けてください。"
            '例：<iframe src="…" title="都庁周辺の地図"></iframe>'
        ),
        en=(
            "Give the iframe a title that tells its content: "
            '<iframe src="…" title="Map of the area"></iframe>'
        ),
    ),
    messages={
        "violation": Text(
            ja="この埋め込み枠に、内容を示す title 属性がありません。",
            en="This frame has no title that tells what it holds.",
        ),
        "incomplete": Text(
            ja="この埋め込み枠に読み上げられる名前があるか、自動検査では分かりませんでした。",
            en="The check could not tell whether this frame has a name to be read aloud.",
        ),
    },
    question=Text(
        ja="この枠は、中身が分かる名前で読み上げられますか。",
        en="Is this frame announced with a name that tells its content?",
    ),
)
