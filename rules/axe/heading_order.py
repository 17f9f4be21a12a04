"""Near JIS X 8341-3:2016 1.3.1: skipped heading level (axe-core good practice)."""

from auditor.model import Certainty, Impact, Text
from auditor.rule import axe_rule

RULE = axe_rule(
    id="axe/heading-order",
    criteria=["1.3.1"],
    techniques=["G141", "H42"],
    act=[],
    impact=Impact.MODERATE,
    certainty=Certainty.REVIEW,
    title=Text(ja="見出しの階層が飛んでいる", en="Skipped heading level"),
    why=Text(
        ja="見出しを頼りに読む人は、間の見出しを読み落としたと思ったり、構成を誤解したりします。",
        en="People who read by headings may think they missed one, or misread the structure.",
    ),
    fix=Text(
        ja=(
            "階層を一つずつ下げてください。文字の大きさは CSS で調整します。"
            "例：<h2> の次の小見出しは <h4> でなく <h3> にします。"
        ),
        en="Go down one level at a time and set size with CSS: after <h2> use <h3>, not <h4>.",
    ),
    messages={
        "violation": Text(
            ja="この見出しの階層は、前の見出しから一段以上飛んでいます。",
            en="This heading skips a level after the one before it.",
        ),
        "incomplete": Text(
            ja="この見出しの階層が前後とつながっているか、自動検査では分かりませんでした。",
            en="The check could not tell whether the level of this heading follows on.",
        ),
    },
    question=Text(
        ja="見出しの階層は、文書の実際の構成と合っていますか。",
        en="Do the heading levels match the real structure of the document?",
    ),
)
