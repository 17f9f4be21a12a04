"""Near JIS X 8341-3:2016 4.1.2: focusable content inside role="text" (axe-core good practice)."""

from auditor.model import Certainty, Impact, Text
from auditor.rule import axe_rule

RULE = axe_rule(
    id="axe/aria-text",
    criteria=["4.1.2"],
    techniques=[],
    act=[],
    impact=Impact.SERIOUS,
    certainty=Certainty.REVIEW,
    title=Text(
        ja='「文字だけ」と指定した部分（role="text"）に操作できる部品がある',
        en='Focusable content inside role="text"',
    ),
    why=Text(
        ja="中のリンクやボタンが文字として読み上げられ、操作できることが伝わらないおそれがあります。",
        en=(
            "A link or button inside may be read as plain text, "
            "so people do not learn that it can be operated."
        ),
    ),
    fix=Text(
        ja=(
            'リンクやボタンを囲む role="text" を外してください。'
            '例：<p role="text">詳しくは<a href="…">案内</a></p> の role を削除します。'
        ),
        en=(
            'Remove role="text" around links and buttons, as in '
            '<p role="text">See the <a href="…">guide</a></p>.'
        ),
    ),
    messages={
        "violation": Text(
            ja='role="text" を付けた部分の中に、キーボードで移れる部品があります。',
            en='A part marked role="text" holds something the keyboard can reach.',
        ),
        "incomplete": Text(
            ja='role="text" を付けた部分の中に操作できる部品があるか、自動検査では分かりませんでした。',
            en='The check could not tell whether a part marked role="text" holds something operable.',
        ),
    },
    question=Text(
        ja="この部分のリンクやボタンは、操作できる部品として読み上げられますか。",
        en="Are the links and buttons in this part announced as such?",
    ),
)
