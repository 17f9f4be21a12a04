"""JIS X 8341-3:2016 1.4.1: a text that points at things by their colour alone leaves some readers out."""

import re
from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import INAPPLICABLE, PASSED, REVIEW, Example, Page, page_rule, passed, review

from ._colours import WORDS
from ._words import find, in_japanese

# 赤字 alone is a deficit, 白紙 a blank sheet, 青色申告 a tax form: a colour counts only with what it marks.
COLOUR = f"(?:{'|'.join(WORDS)})"
THING = (
    "(?:部分|箇所|か所|ヶ所|項目|欄|枠|セル|マス|文字|数字|行|列|線|下線|印|マーク"
    "|丸|矢印|日|日付|エリア|区域|帯|ボタン|アイコン)"
)
LOAN = "(?:オレンジ|ピンク|グレー|ブルー|グリーン|レッド|イエロー)"
MARK = "(?:部分|箇所|欄|枠|セル|マス|数字|線|下線|印|マーク|丸|矢印)"  # 緑の日, 白の文字 may be names
COLOURED = re.compile(
    rf"{COLOUR}(?:字|文字)(?:の{THING}|で(?:表|示|記|書|強調)|は(?:必|変|休|未|重))"
    rf"|{COLOUR}色?い(?:文字|字|枠|線|丸|印|マーク|欄|セル|部分|箇所|項目|ボタン|矢印)"
    rf"|{COLOUR}色?(?:文字|枠|下線|マーカー|網掛け|背景|塗り)(?:の|で|は|が|部分)"
    rf"|{LOAN}の{THING}|{COLOUR}の{MARK}|{COLOUR}色の{THING}|{COLOUR}色で(?:表|示|囲|塗|記|強調|色)"
    rf"|色(?:の|が)(?:付いた|ついた|つい(?:て|た)|付(?:いて|き)|変わった|濃い|薄い|違う|異なる){THING}?"
    rf"|色(?:分け|付け|つけ)(?:し|され|で|の|に)|着色(?:部分|箇所|した|され)|網掛け(?:の|部分)",
)
# "赤字の施設" may be a facility with a deficit: it counts where the words themselves are coloured.
PERHAPS = re.compile(rf"{COLOUR}(?:字|文字)(?:の[^\s、。]{{1,12}}?)?(?:は|が|を|で)")
MENTION = re.compile(rf"{COLOURED.pattern}|{PERHAPS.pattern}")
PAINTED = "font[color], [style*='color']"


@page_rule(
    id="jis/colour-words",
    criteria=["1.4.1"],
    techniques=["F13", "G14", "G182"],
    impact=Impact.MODERATE,
    title=Text(ja="「赤字の項目」のように色で示した説明", en="Text that refers to things by colour"),
    why=Text(
        ja="色の違いが見えにくい人や、白黒で印刷した人、音声で読む人には、どこのことか分かりません。",
        en="People who cannot tell the colours apart, print in black and white, or listen do not know "
        "what is meant.",
    ),
    fix=Text(
        ja="色のほかに、文字や記号でも分かるようにしてください。例: 赤字の項目は必須です → "
        "「必須」と書かれた項目は入力が必要です",
        en="Say it in words or signs as well. Example: Items in red are required → Items marked "
        "“required” must be filled in.",
    ),
    messages={
        "colour": Text(
            ja="「{text}」という、色による説明があります。",
            en="The text “{text}” refers to something by colour.",
        )
    },
    question=Text(
        ja="色が分からなくても、どこを指しているか分かりますか（「必須」の文字や※などの印が付いている、"
        "など）。",
        en="Can a reader who does not see the colour tell what is meant, by a word or a sign?",
    ),
    examples=[
        Example(PASSED, "<p>「必須」と書かれた項目は必ず入力してください。</p>"),
        Example(REVIEW, "<p>赤字の項目は必ず入力してください。</p>", at="p"),
        Example(REVIEW, "<p>休館日は色のついた日です。</p>", at="p"),
        Example(REVIEW, "<p>オレンジの日は開館を延長します。</p>", at="p"),
        Example(REVIEW, "<p>青の線が通学路です。</p>", at="p"),
        Example(
            PASSED, "<p>事業の赤字の額と、青色申告、赤十字の活動について。</p>", why="A deficit is no colour."
        ),
        Example(REVIEW, '<p><font color="red">赤字の施設は満員です。</font></p>', at="font"),
        Example(PASSED, "<p>赤字の施設は廃止を検討します。</p>", why="A deficit."),
        Example(INAPPLICABLE, "<p>No Japanese text.</p>"),
    ],
)
def colour_words(page: Page) -> Iterator[Finding]:
    if not in_japanese(page):
        return
    yield passed()
    for element, run in find(page, MENTION):
        match = COLOURED.search(run) or (PERHAPS.search(run) if element.closest(PAINTED) else None)
        if match:
            start = max(0, match.start() - 10)
            yield review(element, "colour", text=" ".join(run[start : match.end() + 10].split()))
