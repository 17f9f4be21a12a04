"""JIS X 8341-3:2016 1.1.1: a CAPTCHA that is seen has another one that is heard, answered or done by a person."""

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

from ._letters import drawn, is_code, read
from ._words import TEXT_FIELDS, content, label, short, shown

_PICTURE = re.compile(
    r"captcha|securimage|authimage|auth_image|authcode|kaptcha|verifycode|画像認証", re.IGNORECASE
)
_ASKS = re.compile(
    r"(?:画像|絵|図|イメージ|上|左|右).{0,12}(?:文字|数字|英数字|番号|ひらがな)|画像認証|文字認証|"
    r"(?:characters|letters|text|code|numbers).{0,20}(?:image|picture|shown|you see)|captcha|验证码|驗證碼|보안문자",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"音声|聞く|読み上げ|別の方法|ほかの方法|他の方法|(?:電話|ファクス|ファックス|FAX|窓口|郵送|メール)(?:で|でも|にて|、|か|や|または)|電話[（(：:\s]*0|計算|質問に|クイズ|見えない|見えにくい|読めない(?:方|場合|とき)|"
    r"audio|listen|hear|another way|phone|call us|contact us",
    re.IGNORECASE,
)
_PICTURES = "img, canvas, input[type=image], svg, object, embed"
NEAR = 3000


@page_rule(
    id="jis/captcha-without-alternative",
    criteria=["1.1.1"],
    techniques=["G143", "G144"],
    impact=Impact.CRITICAL,
    title=Text(ja="画像認証に、見えなくても使える別の方法がない", en="CAPTCHA without another way than seeing"),
    why=Text(
        ja="画像の文字が見えない人は、その先の手続きに進めません。読み上げソフトには画像の文字は伝えられません。",
        en="People who cannot see the letters of the image cannot go on; no screen reader tells them.",
    ),
    fix=Text(
        ja="音声の認証や簡単な質問など別の方法を並べるか、画像認証をやめてください。電話や窓口で受け付ける方法も近くに書きます。",
        en="Offer a sound or a simple question beside it, or drop it; say how a person can be reached.",
    ),
    messages={
        "no-way": Text(
            ja="画像認証（「{text}」）の近くに、音声や質問など別の方法が見当たりません。",
            en="No other way, such as sound, was found near the CAPTCHA (“{text}”).",
        ),
        "drawn": Text(
            ja="入力欄のある申込みの画像に「{text}」と書かれています。画像認証と見られます。",
            en="An image in a form with a field says “{text}”: it looks like a CAPTCHA.",
        ),
        "widget": Text(
            ja="外部の認証の部品（{text}）が使われています。",
            en="A CAPTCHA of a third party ({text}) is used.",
        ),
    },
    question=Text(
        ja="画像が見えない人と音が聞こえない人が、それぞれ使える方法がありますか。",
        en="Is there a way for those who do not see, and one for those who do not hear?",
    ),
    examples=[
        Example(
            LIKELY,
            '<form><p><img src="/captcha.php" alt="認証用の画像"></p><p><label>画像に表示された文字 <input></label></p></form>',
            at="img",
            key="no-way",
        ),
        Example(
            LIKELY,
            '<form><canvas width="120" height="40"></canvas><label>上に表示されている数字 <input></label></form>',
            at="canvas",
        ),
        Example(
            PASSED,
            '<form><p><img src="/captcha.php" alt="認証用の画像"> <a href="/captcha.mp3">音声で聞く</a></p>'
            "<p><label>画像か音声の文字 <input></label></p></form>",
        ),
        Example(
            PASSED,
            '<form><img src="/captcha.php" alt="認証用の画像"><label>画像の文字 <input></label><p>見えない方は、電話（000-000-0000）で'
            "申し込めます。</p></form>",
        ),
        Example(
            LIKELY,
            '<form><label>電話番号 <input></label><img src="/captcha.php" alt="画像"><label>画像の文字 <input></label></form>',
            at="img",
            why="A field for a number is no way.",
        ),
        Example(REVIEW, '<form><label>ご意見 <input></label><div class="h-captcha"></div></form>', at="div", key="widget"),
        Example(
            REVIEW, '<form><img src="/a.png" alt=""><label>コード <input></label></form>', at="img", key="drawn",
            why="Whatever it is called: letters and figures that make no word.", probes=drawn("img", "x7Kq2"),
        ),
        Example(
            INAPPLICABLE, '<form><img src="/a.png" alt=""><label>検索 <input></label></form>', why="A word.",
            probes=drawn("img", "Search"),
        ),
        Example(INAPPLICABLE, '<form><img src="/a.png" alt=""><label>ご意見 <input></label></form>'),
    ],
)  # fmt: skip
def captcha_without_alternative(page: Page) -> Iterator[Finding]:
    told: set[Element] = set()
    for image in page.select("img, canvas, input[type=image]")[:3000]:
        said = f"{image['src'].rsplit('/', 1)[-1][:200]} {image['id']} {image['class']} {image['alt']}"
        if _PICTURE.search(said) and shown(image):
            yield _judge(image, image.closest("form") or image.parent, told, image["alt"] or "CAPTCHA")
    for field in page.select(TEXT_FIELDS)[:500]:
        form = field.closest("form")
        asked = label(page, field) or field["placeholder"]
        if form is None or form in told or not _ASKS.search(asked) or not shown(field):
            continue
        pictures = [one for one in form.select(_PICTURES) if shown(one)]
        if pictures:
            yield _judge(pictures[-1], form, told, asked)
    for element, picture in read(page).items():
        form = element.closest("form")
        if form is not None and form not in told and is_code(picture) and shown(element):
            told.add(form)
            yield review(element, "drawn", text=short(picture.text))
    for widget in page.select(".g-recaptcha, .h-captcha, .cf-turnstile")[:5]:
        if shown(widget) and widget.closest("form") not in told:
            yield review(widget, "widget", text=short(widget["class"]))


def _judge(image: Element, form: Element | None, told: set[Element], text: str) -> Finding:
    if form is None or form in told:
        return passed(image)
    told.add(form)
    near = f"{content(form)[:NEAR]} {' '.join(one['aria-label'] + one['title'] for one in form.select('button, a')[:50])}"
    return (
        passed(image)
        if form.select("audio") or _OTHER.search(_ASKS.sub(" ", near))
        else likely(image, "no-way", text=short(text))
    )
