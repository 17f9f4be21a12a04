"""JIS X 8341-3:2016 2.1.1: frame that keeps the keyboard from its content (axe-core)."""

from auditor.model import Certainty, Impact, Text
from auditor.rule import axe_rule

RULE = axe_rule(
    id="axe/frame-focusable-content",
    criteria=["2.1.1"],
    techniques=["G202"],
    act=["akn7bn"],
    impact=Impact.SERIOUS,
    certainty=Certainty.DEFINITE,
    title=Text(
        ja="埋め込み枠（iframe）の中の部品にキーボードで移れない",
        en="Frame that keeps the keyboard from its content",
    ),
    why=Text(
        ja="マウスを使えない人は、枠の中のリンクや入力欄を使えません。",
        en="People who cannot use a mouse cannot reach the links and fields in the frame.",
    ),
    fix=Text(
        ja=(
            'iframe から tabindex="-1"（キーボードで移れなくする指定）を削除してください。'
            '例：<iframe src="map.html" title="地図" tabindex="-1"> の tabindex を外します。'
        ),
        en='Remove tabindex="-1" from the iframe, as in <iframe src="map.html" title="Map" tabindex="-1">.',
    ),
    messages={
        "violation": Text(
            ja='操作できる部品を含む iframe に tabindex="-1" が付いており、キーボードで中に入れません。',
            en='This iframe holds operable content but has tabindex="-1", so the keyboard cannot enter it.',
        ),
        "incomplete": Text(
            ja="埋め込み枠の中にキーボードで移れるか、自動検査では分かりませんでした。",
            en="The check could not tell whether the keyboard can enter this frame.",
        ),
    },
    question=Text(
        ja="Tab キーだけで、枠の中のリンクや入力欄をすべて使えますか。",
        en="Can all links and fields in the frame be used with the Tab key alone?",
    ),
)
