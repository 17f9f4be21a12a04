"""WCAG 2.2 3.3.8: to log in nobody has to solve, remember or copy, unless there is another way."""

import re
from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import (
    INAPPLICABLE,
    LIKELY,
    PASSED,
    REVIEW,
    Element,
    Example,
    Page,
    likely,
    page_rule,
    passed,
    review,
)

from ._words import label, short, shown

_LOGIN = re.compile(r"ログイン|サインイン|認証|マイページ|log\s?in|sign\s?in", re.IGNORECASE)
# What a field or picture asks for: a sum, letters of a picture, an order, a memory.
_SUM = re.compile(
    r"\d+\s*(?:[+＋×x*÷−－-]|に|と|から|たす|ひく|かける|引く|足す)\s*\d+[^\n]{0,12}(?:=|＝|は|を|の(?:答|和|差)|[?？])|"
    r"足し(?:た|算|、)|引い(?:た|算)|計算(?:し|の(?:結果|答))|答えを(?:入力|書)|what is \d+\s*[+x*-]\s*\d+",
    re.IGNORECASE,
)
_LETTERS = re.compile(
    r"画像(?:に|の|で|内|か)[^。\n]{0,20}(?:文字|数字|英数|ひらがな)|表示され(?:た|ている)(?:文字|数字|画像)|見え(?:る|た)(?:文字|数字)|"
    r"画像認証|画像をすべて選|ゆがんだ文字|captcha|キャプチャ|ロボットでは?ない|characters? (?:shown|in the image|you see)|"
    r"(?:選んで|選択して|並べ替えて|動かして|スライドして)[^。\n]{0,15}(?:認証|確認)|パズル",
    re.IGNORECASE,
)
_PICK = r"(?:画像|写真|絵|図)を?[^。\n]{0,12}(?:選|並べ)[^。\n]{0,20}"
_MEMORY = re.compile(
    r"覚えた順|秘密の(?:質問|答え)|合言葉の答え|[\d０-９]+\s*(?:文字|字|桁)目|[\d０-９]+番目の(?:文字|数字)|乱数表|"
    r"security question|memorable word",
    re.IGNORECASE,
)
_PICTURE = re.compile(r"captcha|kaptcha|securimage|画像認証|ゆがん|ロボット", re.IGNORECASE)
_WIDGET = ".g-recaptcha, .h-captcha, [class*=recaptcha], [class*=hcaptcha], iframe[src*=recaptcha], iframe[src*=hcaptcha]"
# Another way in that asks for none of it.
_OTHER = re.compile(
    r"(?:メール|SMS|LINE|マイナンバーカード|gBizID|Google|パスキー|指紋|顔認証|リンク)[^。\n]{0,15}(?:ログイン|サインイン|認証)|"
    r"パスキー|ワンタップ|passkey|sign in with|log in with|e-?mail (?:me )?a (?:login )?link",
    re.IGNORECASE,
)
NEAR = 200  # characters around a field


@page_rule(
    id="jis/login-puzzle",
    criteria=["3.3.8"],
    techniques=["F109", "G218", "H100"],
    impact=Impact.SERIOUS,
    title=Text(ja="ログインで計算や文字の読み取りをさせる", en="Login that asks to solve, remember or copy"),
    why=Text(
        ja="計算や、ゆがんだ文字の読み取り、暗記や書き写しが難しい人は、正しい利用者でもログインできません。",
        en="People to whom sums, distorted letters, memory or copying are hard cannot log in, though they may.",
    ),
    fix=Text(
        ja="計算や画像の文字の入力をやめ、パスワード管理ソフトの自動入力や貼り付けが使えるようにしてください。"
        "続けるときは、メールに届くリンクやパスキーなど、別の方法も選べるようにします。",
        en="Drop the puzzle and let password managers fill in; or offer another way, such as a link by e-mail or a passkey.",
    ),
    messages={
        "sum": Text(
            ja="ログインの欄「{text}」が、計算の答えを求めています。",
            en="To log in, “{text}” asks for the answer of a sum.",
        ),
        "letters": Text(
            ja="ログインに、画像や音声から文字を読み取って書き写す欄「{text}」があります。",
            en="To log in, “{text}” asks to read and copy letters.",
        ),
        "memory": Text(
            ja="ログインの欄「{text}」が、覚えていることを求めています。",
            en="To log in, “{text}” asks for something remembered.",
        ),
        "widget": Text(
            ja="ログインに、ロボットでないことの確認（{text}）があります。問題を解かせることがあります。",
            en="The login has a check against robots ({text}) that may ask to solve something.",
        ),
    },
    question=Text(
        ja="ログインするのに、覚える・解く・書き写すことをしなくてよい方法がありますか。",
        en="Is there a way to log in without remembering, solving or copying anything?",
    ),
    examples=[
        Example(
            LIKELY,
            '<h1>ログイン</h1><form><label>番号 <input></label><label>パスワード <input type="password"></label>'
            "<label>17 に 26 を足した数を入力してください <input></label></form>",
            at="label:nth-of-type(3) input",
            key="sum",
        ),
        Example(
            LIKELY,
            '<h1>マイページ</h1><form><label>パスワード <input type="password"></label><p><img src="c.png" alt="確認の画像"></p>'
            "<p><label>画像に表示された文字 <input></label></p></form>",
            at="p:nth-of-type(2) input",
            key="letters",
        ),
        Example(
            LIKELY,
            '<h1>Log in</h1><form><input aria-label="Password" type="password"><p>What is 7 + 5?</p><p>What is 7 + 5? '
            '<input aria-label="Answer"></p></form>',
            key="sum",
        ),
        Example(
            LIKELY,
            '<h1>会員</h1><form><p>猫の写真をすべて選んで認証してください</p><label><input type="checkbox"> 1</label>'
            '<label>パスワード <input type="password"></label></form>',
            at="form",
            key="letters",
        ),
        Example(
            LIKELY,
            "<h1>予約システム</h1><form><label>利用者番号 <input></label><p>登録した絵を、覚えた順に選んでください</p>"
            '<button type="button">舟</button><button>ログイン</button></form>',
            at="form",
            key="letters",
            why="The button says what the form is for.",
        ),
        Example(
            LIKELY,
            '<h1>ログイン</h1><form><label>番号 <input></label><label>暗証の3文字目と7文字目 <input type="password"></label>'
            "<button>ログイン</button></form>",
            at="label:nth-of-type(2) input",
            key="memory",
        ),
        Example(
            REVIEW,
            '<h1>ログイン</h1><form><label>パスワード <input type="password"></label><div class="g-recaptcha"></div></form>',
            at="div",
            key="widget",
        ),
        Example(
            PASSED,
            '<h1>ログイン</h1><form><label>パスワード <input type="password"></label><label>画像の中の文字 <input></label></form>'
            '<p><a href="/link">メールに届くリンクでログインする</a></p>',
            why="Another way.",
        ),
        Example(
            PASSED,
            '<h1>ログイン</h1><form><label>番号 <input autocomplete="username"></label>'
            '<label>パスワード <input type="password" autocomplete="current-password"></label></form>',
        ),
        Example(
            INAPPLICABLE,
            "<h1>お問い合わせ</h1><form><label>ご意見 <textarea></textarea></label><label>3 たす 4 は <input></label></form>",
            why="No login.",
        ),
    ],
)
def login_puzzle(page: Page) -> Iterator[Finding]:
    secrets = [one for one in page.select("input[type=password]") if shown(one)]
    forms = {form for one in secrets if (form := one.closest("form")) is not None}
    about = _LOGIN.search(f"{page.title} {' '.join(one.text for one in page.select('h1, h2')[:20])}")
    if not forms:
        known = page.select("form")[:20]
        forms = {form for form in known if _LOGIN.search(form.text if about else _buttons(form))}
    if not forms and not secrets:
        return
    other = _OTHER.search(page.text)
    found = [] if other else [one for form in sorted(forms, key=_order) for one in _asked(page, form)]
    yield from found
    if not found:
        yield passed(page.root)


def _buttons(form: Element) -> str:
    return " ".join(f"{one.text} {one['value']}" for one in form.select("button, input[type=submit]")[:20])


def _order(form: Element) -> str:
    return form.target().selector


def _asked(page: Page, form: Element) -> Iterator[Finding]:
    """Yield what a form of a login asks for, beyond a name and a secret."""
    kinds = (("sum", _SUM), ("letters", _LETTERS), ("memory", _MEMORY))
    told: set[str] = set()
    for field in form.select("input")[:50]:
        if field["type"].lower() not in ("", "text", "number", "tel", "password") or not shown(field):
            continue
        called = f"{label(page, field)} {field['placeholder']}"
        near = field.parent.text[:NEAR] if field.parent is not None and field.parent.tag != "form" else ""
        kind = next((name for name, pattern in kinds if pattern.search(f"{called} {near}")), "")
        if not kind and any(_PICTURE.search(f"{one['src']} {one['alt']}") for one in form.select("img")[:20]):
            kind = "letters" if not field["autocomplete"] and re.search("文字|認証|code|確認", called) else ""
        if kind and kind not in told:
            told.add(kind)
            yield likely(field, kind, text=short(called.strip() or near))
    picked = re.search(_PICK, form.text)
    if picked and not told:
        told.add("letters")
        yield likely(form, "letters", text=short(picked[0]))
    for widget in () if told else form.select(_WIDGET)[:1]:
        yield review(widget, "widget", text=short(widget["class"] or widget["src"], 30))
