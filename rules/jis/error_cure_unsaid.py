"""JIS X 8341-3:2016 3.3.3: an error message says how to put it right."""

import re
from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import (
    INAPPLICABLE,
    LIKELY,
    PASSED,
    Example,
    Page,
    likely,
    page_rule,
    passed,
)

from ._errors import error_lists
from ._words import short

_BARE = re.compile(
    r"(?:が|は|を|に|について)?(?:もう一度|再度)?(?:ご)?(?:確認して(?:ください|下さい)|間違っています|正しくありません|不正です|誤りがあります|エラーです)[。.！!]*$"
)
_CURE = re.compile(
    r"[。：:（(].{4,}|半角|全角|数字|@|＠|ハイフン|桁|文字|形式|例|未入力|選択して|入力して|一致"
)


@page_rule(
    id="jis/error-cure-unsaid",
    criteria=["3.3.3"],
    techniques=["G85", "G177"],
    impact=Impact.MODERATE,
    title=Text(
        ja="直し方が書かれていないエラー表示",
        en="Error message without a suggestion",
    ),
    why=Text(
        ja="「確認してください」だけでは、どう直せばよいか分からず、手続をあきらめる人が出ます。",
        en="“Please check” alone does not tell what to change, and people give up.",
    ),
    fix=Text(
        ja="「電話番号は数字とハイフンだけで入力してください」のように、正しい書き方を添えてください。",
        en="Add the right form: “Digits and hyphens only”.",
    ),
    messages={
        "cure": Text(
            ja="エラー表示「{text}」に、どう直せばよいかが書かれていません。",
            en="The error message “{text}” does not say how to put it right.",
        ),
    },
    examples=[
        Example(
            LIKELY,
            "<div class=error><h3>エラーがあります</h3><ul><li>メールアドレスを確認してください</li></ul></div>"
            "<label for=m>メールアドレス</label><input id=m><label for=t>電話番号</label><input id=t>",
            at="li",
        ),
        Example(
            PASSED,
            "<div class=error><h3>エラーがあります</h3><ul><li>電話番号を確認してください。数字とハイフンのみを入力してください</li></ul>"
            "</div><label for=m>メールアドレス</label><input id=m><label for=t>電話番号</label><input id=t>",
        ),
        Example(
            PASSED,
            "<div class=error><h3>エラーがあります</h3><ul><li>メールアドレスに@がありません</li><li>電話番号は数字です</li>"
            "<li>同意について確認してください</li></ul></div><label for=m>メールアドレス"
            "</label><input id=m><label for=t>電話番号</label><input id=t>",
            why="One bare line among others: a box to tick needs no more.",
        ),
        Example(
            INAPPLICABLE,
            "<label for=m>メールアドレス</label><input id=m><label for=t>電話番号</label><input id=t>",
        ),
    ],
)
def error_cure_unsaid(page: Page) -> Iterator[Finding]:
    for items in error_lists(page):
        bare = [
            item
            for item in items[:50]
            if _BARE.search(item.text) and not _CURE.search(item.text.rstrip("。"))
        ]
        if len(bare) * 2 <= len(items):
            yield passed(items[0])
            continue
        for item in bare:
            yield likely(item, "cure", text=short(item.text))
