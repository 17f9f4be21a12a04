"""JIS X 8341-3:2016 2.4.9: links with the same text but different targets (axe-core)."""

from auditor.model import Certainty, Impact, Text
from auditor.rule import axe_rule

RULE = axe_rule(
    id="axe/identical-links-same-purpose",
    criteria=["2.4.9"],
    techniques=["F84", "G91"],
    act=["b20e66"],
    impact=Impact.MINOR,
    certainty=Certainty.REVIEW,
    title=Text(
        ja="同じ文言のリンクが別のページにつながっている",
        en="Links with the same text but different targets",
    ),
    why=Text(
        ja="リンクだけを順に聞く人は、「詳細はこちら」などの同じ文言のリンクを区別できません。",
        en="People who listen to links alone cannot tell apart several “Details here”.",
    ),
    fix=Text(
        ja="リンクの文言に行き先を含めてください。例：「詳細はこちら」を「児童手当の申請方法」にします。",
        en="Name the destination in the link: write “How to apply for child allowance” for “Details here”.",
    ),
    messages={
        "violation": Text(
            ja="同じ名前のリンクが、違う行き先につながっています。",
            en="Links with the same name lead to different places.",
        ),
        "incomplete": Text(
            ja="同じ名前のリンクが、違う行き先につながっています。目的が同じか確かめる必要があります。",
            en=(
                "Links with the same name lead to different places; "
                "someone must check whether they serve one purpose."
            ),
        ),
    },
    question=Text(
        ja="これらのリンクの行き先は、同じ目的・同じ内容のページですか。",
        en="Do these links lead to pages of the same purpose?",
    ),
)
