"""JIS X 8341-3:2016 1.3.3: an instruction must not name a control by its place, shape or size alone."""

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

from ._colours import WORDS
from ._words import find, in_japanese

# 下記, 上記, 次の and 以下 follow the order of the text and are fine; 右の, 丸い need eyes.
PLACE = (
    "(?:(?:画面|ページ)の?(?:一番|いちばん)?[上下](?![部側])|(?:(?:画面|ページ|サイト)の?)?"
    "(?:右上|右下|左上|左下|右側|左側|右端|左端|右|左|上側|下側|上部|下部|真上|真下|中央|脇|横))"
)
SHAPE = (
    "(?:丸い|まるい|四角い|三角(?:形)?の|丸(?:形)?の|四角(?:形)?の|円形の|星形の|ひし形の|大きい|大きな|"
    "小さい|小さな|矢印の|光って(?:い)?る|点滅して(?:い)?る)"
)
CONTROL = "(?:ボタン|リンク|アイコン|バナー|メニュー|タブ|入力欄|検索窓|検索欄|検索ボックス|チェックボックス|フォーム|マーク|印|サムネイル)"
# 「申込」ボタン: what stands in brackets names it, whatever its place.
ACT = (
    "(?:を|から|より|にて|で|へ|に)[^。\n]{0,20}?(?:押|クリック|タップ|選択|選んで|選び|お選び|開い|開き|"
    "進んで|お進み|入力|検索|申(?:し)?込|ご覧|ご利用|使って|お使い|移動|どうぞ|お願い)"
)
COLOUR = f"(?:{'|'.join(WORDS)})(?:色|色い|い)?"
BARE = r"(?:にある|に表示された|に出る|に表示される|の)?(?:[ぁ-んァ-ヺー一-鿿]{0,6}の)?"
S = r"[ \u3000]?"  # written for those who learn Japanese, words stand apart
# A shape or a frame is itself what is to be pressed: 青い丸を押す, 枠で囲まれた所をクリック.
FIGURE = (
    rf"(?:{COLOUR}の?{S})?(?:丸|まる|四角|三角|星|ひし形)(?:印|形|マーク)?{S}(?:を|から){S}[^。\n]{{0,12}}?(?:押|クリック|タップ|選|開)|"
    rf"(?:丸|四角|枠|線|点線)で囲(?:まれた|んだ|った)[^。\n]{{0,8}}?(?:を|から){S}[^。\n]{{0,12}}?(?:押|クリック|タップ|選|入力)"
)
# 右側の丸いもの, 大きいほう: a word that stands for the control has no name in it.
LOOK = f"(?:{PLACE}{BARE}{S}(?:{SHAPE}|{COLOUR}の?)?|{SHAPE}|{COLOUR}の?)"
FIGURE += rf"|{LOOK}{S}(?:もの|物|ほう|方|やつ|ところ|所|部分){S}(?:を|から){S}[^。\n]{{0,12}}?(?:押|クリック|タップ)"
JAPANESE = re.compile(
    rf"(?:{PLACE}{BARE}|{SHAPE}|{COLOUR}の|{COLOUR}い|{COLOUR}){S}{SHAPE}?{S}{CONTROL}{S}{ACT}|{FIGURE}"
)
# Nothing but looks before a thing to press: no word in it is its name.
LOOKS = re.compile(
    rf"{FIGURE}|"
    rf"(?:{PLACE}(?:にある|に表示された|に出る|に表示される|の)?{S}(?:{SHAPE}|{COLOUR}の?)?|{SHAPE}|{COLOUR}の?){S}"
    rf"(?:ボタン|アイコン|マーク|印|タブ|バナー|リンク){S}(?:を|から){S}[^。\n]{{0,12}}?(?:押|クリック|タップ|選|開)"
)
NAMED = re.compile(r"[「『【“\"][^」』】”\"]{1,30}[」』】”\"]|[（(][^）)]{2,20}[）)]")
ENGLISH = re.compile(
    r"\b(?:click|tap|press|use|select|choose|push)\b(?:\s+on)?\s+(?:the\s+)?(?:"
    r"(?:round|square|circular|triangular|big|large|small|rectangular|star-shaped|red|green|blue|yellow|orange|grey|gray)\s+(?:button|icon|link|image|tab)\b"
    r"|(?:button|icon|link|menu|tab|box|field)s?\s+(?:on|at|in)\s+(?:the\s+)?"
    r"(?:right|left|top|bottom|upper|lower|corner|side)\b"
    r"|(?:left|right)(?:-hand)?\s+(?:button|icon|link|menu|tab)\b)",
    re.IGNORECASE,
)


@page_rule(
    id="jis/place-or-shape-words",
    criteria=["1.3.3"],
    techniques=["F14", "F26", "G96"],
    impact=Impact.MODERATE,
    title=Text(
        ja="「右のボタン」のように位置や形で示した説明",
        en="Instruction that names a control by place, shape or size",
    ),
    why=Text(
        ja="音声で読む人や、スマートフォンなど配置の変わる画面で見る人には、どのボタンのことか分かりません。",
        en="People who listen, or see the page in another layout, cannot tell which control is meant.",
    ),
    fix=Text(
        ja="ボタンやリンクの名前を書いてください。位置や形は名前に添えるだけにします。"
        "例: 右のボタンを押してください → 「申し込む」ボタン（右側）を押してください",
        en="Give the name of the control and add the place only beside it. "
        "Example: Press the button on the right → Press “Apply” (on the right).",
    ),
    messages={
        "seen": Text(
            ja="「{text}」という、位置や形による説明があります。",
            en="“{text}” tells a control by its place or shape.",
        )
    },
    question=Text(
        ja="位置や形が見えなくても、どの部品のことか分かりますか（名前が一緒に書かれている、など）。",
        en="Can a reader who sees neither place nor shape tell which control is meant, by its name?",
    ),
    examples=[
        Example(LIKELY, "<p>お申し込みは、右のボタンを押してください。</p>", at="p"),
        Example(LIKELY, "<p>登録が済んだ方は、右の緑のボタンを押してください。</p>", at="p"),
        Example(LIKELY, "<p>始めるときは、左側の四角いほうを押してください。</p>", at="p"),
        Example(PASSED, "<p>大きいものを選んでください。</p>", why="Nothing to press."),
        Example(LIKELY, "<p>四角い マークを 押すと、文字が 大きく なります。</p>", at="p"),
        Example(LIKELY, "<p>青いアイコンをタップすると、予約に進みます。</p>", at="p"),
        Example(PASSED, "<p>予約するときは右のボタン（予約する）を押してください。</p>"),
        Example(REVIEW, "<p>右のボタンを押すと「完了」と出ます。</p>", at="p", why="The words in brackets may be its name."),
        Example(LIKELY, "<p>画面の下のボタンを押すと終わります。</p>", at="p"),
        Example(LIKELY, "<p>Then press the green button to continue.</p>", at="p"),
        Example(REVIEW, "<p>右上の申込みのボタンを押してください。</p>", at="p", why="A word in it may be the name."),
        Example(REVIEW, "<p>画面左側のメニューから選択できます。</p>", at="p"),
        Example(LIKELY, "<p>丸いアイコンをクリックすると地図が開きます。</p>", at="p"),
        Example(REVIEW, "<p>ページ右上の検索窓に入力してください。</p>", at="p"),
        Example(LIKELY, "<p>申込みは青い丸を押してください。</p>", at="p"),
        Example(LIKELY, "<p>四角で囲まれた所をクリックしてください。</p>", at="p"),
        Example(PASSED, "<p>「申し込む」ボタンを押してください。</p>"),
        Example(PASSED, "<p>下記のリンクからご覧ください。</p>", why="It follows in the text."),
        Example(
            PASSED, "<p>右の「申し込む」ボタンを押してください。</p>", why="The name is given with the place."
        ),
        Example(PASSED, "<p>市役所の右にある駐車場をご利用ください。</p>", why="A place in the town."),
        Example(LIKELY, "<p>To apply, press the button on the right.</p>", at="p"),
        Example(LIKELY, "<p>Click the round icon to open the map.</p>", at="p"),
        Example(PASSED, "<p>Press the Apply button to send the form.</p>"),
        Example(INAPPLICABLE, ""),
    ],
)  # fmt: skip
def place_or_shape_words(page: Page) -> Iterator[Finding]:
    if not page.text.strip():
        return
    yield passed()
    pattern = JAPANESE if in_japanese(page) else ENGLISH
    for element, run in find(page, pattern):
        match = pattern.search(run)
        if match:
            start = max(0, match.start() - 10)
            said = " ".join(run[start : match.end() + 10].split())[:80]
            sentence = run[run.rfind("。", 0, match.start()) + 1 : match.end() + 30]
            bare = pattern is ENGLISH or LOOKS.search(match[0]) is not None
            yield (likely if bare and not NAMED.search(sentence) else review)(element, "seen", text=said)
