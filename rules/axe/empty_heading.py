"""Near JIS X 8341-3:2016 1.3.1: empty heading (axe-core good practice)."""

from auditor.model import Certainty, Impact, Text
from auditor.rule import axe_rule

RULE = axe_rule(
    id="axe/empty-heading",
    criteria=["1.3.1", "2.4.6"],
    techniques=["H42", "G130"],
    act=["ffd0e9"],
    impact=Impact.MINOR,
    certainty=Certainty.REVIEW,
    title=Text(ja="見出しの中身が空である", en="Empty heading"),
    why=Text(
        ja="見出しを順にたどって読む人が、何の区切りか分からない空の見出しに行き当たります。",
        en="People who move from heading to heading land on one that says nothing.",
    ),
    fix=Text(
        ja=(
            "見出しに文字を入れるか、余白のための空の見出しなら削除してください。"
            "例：<h2></h2> を消し、余白は CSS で調整します。"
        ),
        en=(
            "Put text in the heading, or delete it if it only makes space: "
            "remove <h2></h2> and set the space with CSS."
        ),
    ),
    messages={
        "violation": Text(
            ja="この見出しには、読み上げられる文字がありません。",
            en="This heading has no text to be read aloud.",
        ),
        "incomplete": Text(
            ja="この見出しに読み上げられる文字があるか、自動検査では分かりませんでした。",
            en="The check could not tell whether this heading has text to be read aloud.",
        ),
    },
    question=Text(
        ja="この見出しは必要ですか。必要なら、内容が分かる文字が入っていますか。",
        en="Is this heading needed, and if so, does it have text that tells what follows?",
    ),
)
