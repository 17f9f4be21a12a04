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

from ._errors import error_lines, error_lists
from ._words import short

_BARE = re.compile(
    r"(?:が|は|を|に|について)?(?:もう一度|再度)?(?:ご)?(?:確認して(?:ください|下さい)|間違っています|正しくありません|不正です|誤りがあります|エラーです)[。.！!]*$"
)
# A code, or that something is wrong: neither which rule was broken nor what to write.
_CODE = re.compile(
    r"(?:[^。：:]{1,20}[：:]\s*)?(?:入力)?(?:エラー|error|err)?(?:が発生しました|です)?[。\s：:.]*"
    r"(?:(?:エラー)?(?:コード|番号|code|no\.?)?[\s：:]*[\[（(]?(?:[A-Z]{0,5}[-_]?\d{2,6}[A-Z]?|[A-Z]+(?:_[A-Z\d]+)+)[\])）]?)[。.\s]*",
    re.IGNORECASE,
)
_ONLY_WRONG = re.compile(
    r"(?:[^。：:]{1,20}[：:]\s*)?(?:入力(?:内容|値|された値)?|値|データ|形式|パラメーター?|[^。]{0,15})?(?:に|が|は)?"
    r"(?:エラー(?:があります|です|が発生しました)?|不正(?:です|な値です|な入力です|な操作です)?|誤りがあります|正しくありません|無効です|"
    r"invalid(?: value| input)?|error|incorrect value|失敗しました)[。.！!\s]*",
    re.IGNORECASE,
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
            LIKELY,
            '<p role="alert">入札の額: エラー E-2031</p><label for=g>入札の額</label><input id=g aria-invalid="true">',
            at="p",
        ),
        Example(
            LIKELY,
            '<ul class="errors"><li>電話番号が正しくありません</li></ul><label for=g>電話番号</label><input id=g>',
            at="li",
        ),
        Example(
            LIKELY,
            '<label for=g>生年月日</label><input id=g aria-invalid="true" aria-describedby="e"><span id="e">入力エラーです。</span>',
            at="span",
        ),
        Example(
            INAPPLICABLE,
            '<p role="alert">入札の額: 最低の額より低い金額です。12,000円以上を入力してください。</p>'
            '<label for=g>入札の額</label><input id=g aria-invalid="true">',
        ),
        Example(
            INAPPLICABLE,
            '<p class="alert">大雨のため、11日の窓口は休みます。</p><label for=m>メールアドレス</label><input id=m>',
            why="A notice.",
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
    for line in error_lines(page):
        text = " ".join(line.text.split())
        if _CODE.fullmatch(text) or _ONLY_WRONG.fullmatch(text):
            yield likely(line, "cure", text=short(text))
        else:
            yield passed(line)
