"""Near JIS X 8341-3:2016 4.1.2: focusable element without a role for interaction (axe-core good practice)."""

from auditor.model import Certainty, Impact, Text
from auditor.rule import axe_rule

RULE = axe_rule(
    id="axe/focus-order-semantics",
    criteria=["4.1.2"],
    techniques=["ARIA4"],
    act=[],
    impact=Impact.MINOR,
    certainty=Certainty.REVIEW,
    title=Text(
        ja="キーボードで移れるのに、部品の種類が伝わらない要素がある",
        en="Focusable element without a role for interaction",
    ),
    why=Text(
        ja="Tab キーで移っても操作できる部品だと読み上げられず、何をすればよいか分かりません。",
        en="The Tab key lands on it, but nothing says that it can be operated, or how.",
    ),
    fix=Text(
        ja=(
            "操作できる部品は <button> や <a href> で作ってください。"
            "操作しないものなら tabindex（キーボードで移れるようにする属性）を外します。"
            '例：<div tabindex="0" onclick="…"> は <button> にします。'
        ),
        en=(
            'Use <button> or <a href> for what is operated, and remove tabindex="0" from what is not: '
            '<div tabindex="0" onclick="…"> becomes <button>.'
        ),
    ),
    messages={
        "violation": Text(
            ja="この要素はキーボードで移れますが、操作できる部品の種類（role 属性）が伝わりません。",
            en="The keyboard reaches this element, but it has no role that tells it can be operated.",
        ),
        "incomplete": Text(
            ja="自動検査では、問題があるかどうか判断できませんでした。",
            en="The check could not tell whether there is a problem here.",
        ),
    },
    question=Text(
        ja="この要素は操作するものですか。そうなら、種類と名前が正しく読み上げられますか。",
        en="Is this element meant to be operated, and if so, are its role and name announced?",
    ),
)
