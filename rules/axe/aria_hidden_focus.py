"""JIS X 8341-3:2016 4.1.2: focusable content inside a part hidden from assistive technology (axe-core)."""

from auditor.model import Certainty, Impact, Text
from auditor.rule import axe_rule

RULE = axe_rule(
    id="axe/aria-hidden-focus",
    criteria=["4.1.2"],
    techniques=[],
    act=["6cfa84"],
    impact=Impact.SERIOUS,
    certainty=Certainty.DEFINITE,
    title=Text(
        ja="読み上げから隠した部分にキーボードで移れる部品がある",
        en="Focusable content inside a part hidden from assistive technology",
    ),
    why=Text(
        ja="Tab キーで移っても何も読み上げられず、見えない利用者は今どこにいるか分からなくなります。",
        en=(
            "The Tab key lands on something that is never "
            "announced, so people who cannot see lose their place."
        ),
    ),
    fix=Text(
        ja=(
            "隠す部分は中の部品ごと操作できなくします。"
            "例：aria-hidden（読み上げから隠す属性）の代わりに hidden 属性を使うか、"
            '中のリンクに tabindex="-1"（キーボードで移れなくする指定）を付けます。'
        ),
        en=(
            "Take hidden parts out of the Tab order too: "
            'use the hidden attribute for aria-hidden="true", or set tabindex="-1" on links inside.'
        ),
    ),
    messages={
        "violation": Text(
            ja='aria-hidden="true" で隠した部分に、キーボードで移れるリンクやボタンなどがあります。',
            en=(
                'A part hidden with aria-hidden="true" holds a '
                "link, button or field that the keyboard can reach."
            ),
        ),
        "incomplete": Text(
            ja="隠した部分の中の部品にキーボードで移れるか、自動検査では分かりませんでした。",
            en="The check could not tell whether the keyboard reaches into this hidden part.",
        ),
    },
    question=Text(
        ja="Tab キーだけで操作したとき、読み上げられない部品に移ることがありますか。",
        en="Working with the Tab key alone, do you ever land on something that is not announced?",
    ),
)
