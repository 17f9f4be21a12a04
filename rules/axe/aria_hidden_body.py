"""JIS X 8341-3:2016 1.3.1: whole page hidden from assistive technology (axe-core)."""

from auditor.model import Certainty, Impact, Text
from auditor.rule import axe_rule

RULE = axe_rule(
    id="axe/aria-hidden-body",
    criteria=["1.3.1", "4.1.2"],
    techniques=[],
    act=[],
    impact=Impact.CRITICAL,
    certainty=Certainty.LIKELY,
    title=Text(
        ja="ページ全体が aria-hidden（読み上げから隠す属性）で隠されている",
        en="Whole page hidden from assistive technology",
    ),
    why=Text(
        ja="ブラウザーによっては本文がまったく読み上げられず、見えない利用者はページを使えません。",
        en="In some browsers nothing of the page is read aloud, so people who cannot see it cannot use it.",
    ),
    fix=Text(
        ja=(
            'body 要素の aria-hidden="true" を削除してください。'
            "重ねて開く窓の後ろを隠すときは、本文を囲む <div> に付け、閉じたら外します。"
        ),
        en=(
            'Delete aria-hidden="true" from body. '
            "To hide what lies behind a dialog, set it on a wrapping <div> and remove it on closing."
        ),
    ),
    messages={
        "violation": Text(
            ja='body 要素に aria-hidden="true" が付いています。',
            en='The body element carries aria-hidden="true".',
        ),
        "incomplete": Text(
            ja="自動検査では、問題があるかどうか判断できませんでした。",
            en="The check could not tell whether there is a problem here.",
        ),
    },
    question=Text(
        ja="読み上げソフトで、このページの本文を読めますか。",
        en="Can the content of this page be read with a screen reader?",
    ),
)
