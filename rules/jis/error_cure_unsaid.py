"""JIS X 8341-3:2016 3.3.3: an error message says how to put it right."""

import re
from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import (
    INAPPLICABLE,
    LIKELY,
    PASSED,
    REVIEW,
    Example,
    Page,
    likely,
    page_rule,
    passed,
    review,
)

from ._answers import answered, filling, messages, names, plain_name, rounds
from ._errors import LINE, error_lines, error_lists
from ._press import Json, effect, optional
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

_HINT = re.compile(
    r"[0-9０-９]|半角|全角|数字|カナ|かな|ひらがな|漢字|@|＠|ハイフン|桁|形式|例|未入力|選択|選んで|入力してください|入れてください|必須|一致|"
    r"から.{0,8}まで|以上|以下|以内|未満|付けず|除いて|digits|format|between|example|enter|required",
    re.IGNORECASE,
)
# That the form is wrong does not say which form would be right.
_FORM_WRONG = re.compile(
    r"(?:形式|書式|フォーマット|桁数|文字数|文字種|文字の種類|組み?合わせ|format)(?:が|に|は|の)?\s*"
    r"(?:不正|誤|正しく|違|間違|無効|合って|合いません|一致し|エラー|不備|is (?:invalid|wrong|not))[^。]*",
    re.IGNORECASE,
)
_WRONG = re.compile(
    r"不正|誤り|誤って|間違|正しく|無効|エラー|違いま|使えません|できません|受け付けられ|invalid|incorrect|wrong|error|not valid",
    re.IGNORECASE,
)
# Fields whose right form a script that refuses a value must know.
_FORMED = re.compile(
    r"郵便番号|電話|携帯|ファッ?クス|FAX|メール|アドレス|年月日|日付|[用望了始催]日$|時刻|カナ|かな$|ふりがな|フリガナ|パスワード|暗証|番号|コード|"
    r"zip|postal|phone|e-?mail|date|password|number|code",
    re.IGNORECASE,
)
_FORMED_TYPES = frozenset({"email", "tel", "url", "number", "password"})
# Nothing wrong can be typed into the first ones; the last is often judged while it is empty.
_PICKED = frozenset({"date", "time", "month", "week", "datetime-local", "password"})
_ZIP = {
    "selector": "input", "tag": "input", "type": "text", "name": "郵便番号", "value": "", "required": True, "invalid": False,
    "described": "", "near": "郵便番号", "look": "grey", "native": "", "mode": "", "pattern": "", "placeholder": "",
}  # fmt: skip
_FORM = "<form><label>郵便番号<input></label><button>送信</button></form>"


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
        "tried": Text(
            ja="「{name}」を空のままか合わない値で送ろうとすると「{text}」と出ますが、どう直せばよいかが、この文にも欄の説明にも見当たりません。",
            en="A wrong value in “{name}”, or none, brings “{text}”; neither it nor the field says how to put it right.",
        ),
        "cure": Text(
            ja="エラー表示「{text}」に、どう直せばよいかが書かれていません。",
            en="The error message “{text}” does not say how to put it right.",
        ),
    },
    question=Text(
        ja="この誤りの文を読んだ人は、正しい値の形や範囲が分かりますか。",
        en="Does who reads it learn the right form or range?",
    ),
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
            LIKELY,
            '<label for=g>利用日</label><input id=g aria-invalid="true" aria-describedby="e">'
            '<span id="e">利用日が正しくありません。</span>',
            at="span",
        ),
        Example(
            LIKELY,
            _FORM,
            at="input",
            key="tried",
            probes=filling(
                "wrong",
                [({"near": "郵便番号", "name": "郵便番号"}, {"near": "郵便番号 不正な値です。"})],
                typed={"input": "あ"},
            ),
        ),
        Example(
            LIKELY,
            _FORM,
            at="input",
            key="tried",
            why="That the form is wrong does not say which is right.",
            probes=filling(
                "wrong",
                [({"near": "電話番号", "name": "電話番号"}, {"near": "電話番号 形式が正しくありません。"})],
                typed={"input": "あ"},
            ),
        ),
        Example(
            LIKELY,
            "<form><label>パスワード<input type=password></label><button>登録へ</button></form>",
            at="input",
            key="tried",
            probes=filling(
                "empty",
                [
                    (
                        {"near": "パスワード", "name": "パスワード", "type": "password"},
                        {"near": "パスワード このパスワードは使えません。"},
                    )
                ],
            ),
        ),
        Example(
            LIKELY,
            _FORM,
            at="input",
            key="tried",
            why="Said at the end of the page.",
            probes=filling(
                "wrong",
                [(_ZIP, _ZIP)],
                typed={"input": "あ"},
                appeared=[{"selector": "div", "text": "郵便番号が正しく入力されていません。"}],
            ),
        ),
        Example(
            LIKELY,
            _FORM,
            at="input",
            key="tried",
            why="Said as soon as the field was left; the form itself would have gone.",
            probes=filling(
                "wrong",
                typed={"input": "あ"},
                blurred=[
                    {
                        "selector": "input",
                        "effect": effect(appeared=[{"text": "郵便番号の形式が不正です"}]),
                        "field": {**_ZIP, "described": "郵便番号の形式が不正です"},
                        "before": _ZIP,
                    }
                ],
            ),
        ),
        Example(
            REVIEW,
            "<form><label>会場<input></label><button>調べる</button></form>",
            at="input",
            key="tried",
            why="Which names there are the script may not know.",
            probes=filling(
                "wrong",
                [({"near": "会場", "name": "会場"}, {"near": "会場 その会場はありません。"})],
                typed={"input": "あ"},
            ),
        ),
        Example(
            REVIEW,
            "<form><label>利用日<input type=date></label><button>確認へ</button></form>",
            at="input",
            key="tried",
            why="Which days can be chosen stands nowhere.",
            probes=filling(
                "empty",
                [
                    (
                        {"near": "利用日", "name": "利用日", "type": "date"},
                        {"near": "利用日 受け付けられない値です。"},
                    )
                ],
            ),
        ),
        Example(
            PASSED,
            "<form><label>利用日<input type=date></label><button>確認へ</button></form>",
            probes=filling(
                "empty",
                [
                    (
                        {"near": "利用日", "name": "利用日", "type": "date"},
                        {"near": "利用日 利用日を選んでください。"},
                    )
                ],
            ),
        ),
        Example(
            PASSED,
            _FORM,
            probes=filling(
                "wrong",
                [({"near": "郵便番号"}, {"near": "郵便番号 7桁の数字で入力してください。"})],
                typed={"input": "あ"},
            ),
        ),
        Example(
            PASSED,
            _FORM,
            why="The field says the form itself.",
            probes=filling(
                "wrong",
                [({"near": "郵便番号（例 1000001）"}, {"near": "郵便番号（例 1000001） 不正な値です。"})],
                typed={"input": "あ"},
            ),
        ),
        Example(
            INAPPLICABLE,
            "<label for=m>メールアドレス</label><input id=m><label for=t>電話番号</label><input id=t>",
        ),
    ],
)
def error_cure_unsaid(page: Page) -> Iterator[Finding]:
    yield from _tried(page)
    for items in error_lists(page):
        bare = [
            item
            for item in items[:50]
            if _BARE.search(item.text) and not _CURE.search(_FORM_WRONG.sub("", item.text).rstrip("。"))
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


def _tried(page: Page) -> Iterator[Finding]:
    """Yield what a copy of the page said of values that cannot be right, where it answered itself."""
    met: set[str] = set()
    for known, text, typed in _said(page):
        place = page.at(str(known["selector"]))
        if place is None or known["selector"] in met or not text:
            continue
        met.add(known["selector"])
        helps = (
            f"{known['name']} {known['described']} {known['placeholder']} {known['near'].replace(text, '')}"
        )
        if _HINT.search(_FORM_WRONG.sub("", text)) or _HINT.search(helps.replace("必須", "")):
            yield passed(place)
            continue
        formed = known["pattern"] or known["type"] in _FORMED_TYPES or _FORMED.search(plain_name(known))
        answer = likely if typed and formed and _WRONG.search(text) else review
        yield answer(place, "tried", name=short(plain_name(known) or place.tag), text=short(text))


def _said(page: Page) -> Iterator[tuple[Json, str, bool]]:
    """(field as it was, what was said of it, whether a wrong value stood in it), when it was left and when the form was to go."""
    for form in optional(page, "forms").get("tried", ()):
        for one in form["rounds"]:
            for part in one["blurred"]:
                seen = part["effect"]
                texts = [str(said["text"]) for said in seen["appeared"]] + [
                    str(said["after"]) for said in seen["texts"]
                ]
                for text in texts if part["field"] else ():
                    yield part.get("before") or part["field"], text, True
    for _, _, one in rounds(page, "wrong", "empty"):
        before = {field["selector"]: field for field in one["before"]}
        for field, text in answered(one):
            typed = field["selector"] in one["typed"]
            if typed or (field["type"] in _PICKED and not field["value"]):
                yield before[field["selector"]], text, typed or field["type"] == "password"
        # Said elsewhere on the page, by the name of the field.
        for text in messages(one):
            if len(text) <= LINE:
                yield from (
                    (before[at], text, True)
                    for at in one["typed"]
                    if at in before
                    and len(plain_name(before[at])) >= 2
                    and names(plain_name(before[at]), text)
                )
