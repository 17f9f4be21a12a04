"""Near JIS X 8341-3:2016 2.1.1: duplicate accesskey value (axe-core good practice)."""

from auditor.model import Certainty, Impact, Text
from auditor.rule import axe_rule

RULE = axe_rule(
    id="axe/accesskeys",
    criteria=["2.1.1"],
    techniques=[],
    act=[],
    impact=Impact.SERIOUS,
    certainty=Certainty.REVIEW,
    title=Text(ja="ショートカットキー（accesskey）の割り当てが重複している", en="Duplicate accesskey value"),
    why=Text(
        ja=(
            "同じキーが複数の部品に割り当てられていると、"
            "キーボードで操作する人は目的の部品に一度で移れません。"
        ),
        en=(
            "People who work by keyboard cannot reach the part "
            "they want when one key belongs to several parts."
        ),
    ),
    fix=Text(
        ja=(
            "accesskey の値を部品ごとに変えるか、特に必要がなければ accesskey を外してください。"
            '例：「s」が二つあれば、一方を accesskey="h" にします。'
        ),
        en=(
            "Give each part its own accesskey value, or remove accesskey where it is not needed: "
            'change one of two accesskey="s" to "h".'
        ),
    ),
    messages={
        "violation": Text(
            ja="この accesskey の値は、同じページの別の部品にも使われています。",
            en="Another part of this page uses the same accesskey value.",
        ),
        "incomplete": Text(
            ja="自動検査では、問題があるかどうか判断できませんでした。",
            en="The check could not tell whether there is a problem here.",
        ),
    },
    question=Text(
        ja="同じキーで複数の部品が選ばれ、操作に支障が出ていませんか。",
        en="Does the shared key get in the way of operating the page?",
    ),
)
