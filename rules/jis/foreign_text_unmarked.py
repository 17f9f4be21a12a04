"""JIS X 8341-3:2016 3.1.2: a passage in another language is marked with that language."""

import re
from collections.abc import Iterator
from typing import Any

from auditor.model import Finding, Impact, Text
from auditor.read.language import simplified_letters, written_in
from auditor.rule import (
    INAPPLICABLE,
    LIKELY,
    PASSED,
    REVIEW,
    Element,
    Example,
    Page,
    has_kana,
    is_japanese,
    japanese_share,
    likely,
    page_rule,
    passed,
    review,
)

from ._languages import name_in_itself
from ._press import brought, effect, looks, pressing
from ._words import BLOCKS, SAMPLE, find, in_japanese, short

# Hangul, Thai, Cyrillic, Arabic, Devanagari and Myanmar scripts; a single letter may be a sign (Д).
OTHER_SCRIPT = (
    r"[\uac00-\ud7a3]{2,}|[\u0e00-\u0e7f]{2,}|[\u0400-\u04ff]{3,}"
    r"|[\u0600-\u06ff]{2,}|[\u0900-\u097f]{2,}|[\u1000-\u109f]{2,}"
)
SHARED_SCRIPT = r"[\u0400-\u04ff]+|[\u0600-\u06ff]+|[\u0900-\u097f]+"
SENTENCE_LEAST = 12  # letters
_LATIN = r"A-Za-z\u00c0-\u024f\u1e00-\u1eff"
_WORD = rf"[{_LATIN}][{_LATIN}'’-]*"
SENTENCE = rf"(?:{_WORD}[,;:.]?\s+){{4,}}{_WORD}"
ACCENTED = r"[\u0102\u0103\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9ñãõçêâéàèùáíóúìòëïüßäö]"
CHINESE = r"[\u4e00-\u9fff，。、]{15,}"
NAME = "English|Deutsch|Italiano|Tagalog|Filipino|Bahasa|中文|体字|體字|简体|繁體|한|Espa|Fran|Portu"
FOREIGN = re.compile(rf"{OTHER_SCRIPT}|{SENTENCE}|{ACCENTED}|{CHINESE}|{NAME}", re.IGNORECASE)
# In a page of Latin letters a sentence of them is no sign of another language.
FOREIGN_TO_LATIN = re.compile(rf"{OTHER_SCRIPT}|{ACCENTED}|{CHINESE}|{NAME}", re.IGNORECASE)
LATIN_PAGES = frozenset({"en", "es", "pt", "fr", "de", "it", "vi", "id", "ms", "tl", "fil"})
COPYRIGHT = re.compile(r"©|\(c\)|copyright|all rights? reserved", re.IGNORECASE)
KANA = re.compile(r"[\u3041-\u3096\u30a1-\u30fa]")
MAIN = "main, [role=main]"
SMALL = re.compile(r"(?<![A-Za-z])[a-z]{2,}")
PRESSED = 20  # texts that presses brought whose words are looked at
READ = 60  # text runs of a page whose words are looked at
PASSAGE = 6  # letters of another script that are more than a word
SPOKEN = 8  # Japanese letters that are more than a name


_VIETNAMESE = "Vui lòng đổ rác cháy được trước 8 giờ sáng thứ Hai và thứ Năm hằng tuần."
_BY_SCRIPT = (
    "<p>ごみの出し方のご案内です。</p><p>月曜日の朝8時までに出してください。</p>"
    '<button type="button" lang="vi">Tiếng Việt</button>'
)


def _brought(text: str, lang: str) -> dict[str, dict[str, Any]]:
    """Return a press that puts a text into the second paragraph."""
    part = {"selector": "html > body > p:nth-of-type(2)", "text": text, "lang": lang}
    return pressing({"name": "Tiếng Việt", "effect": effect(), "shown": brought([part])})


def _primary(code: str) -> str:
    return {"jp": "ja", "fil": "tl", "ms": "id"}.get(code.split("-")[0], code.split("-")[0])


def _named(run: str) -> str:
    """Return the language a run names in itself, alone or before a title: 简体中文 生活指南."""
    folded = " ".join(run.split())
    return name_in_itself(folded) or name_in_itself(folded.split(" ", 1)[0])


def _inherits(element: Element, page: Page) -> bool:
    return element.lang in ("", page.root["lang"].strip().lower())


def _certain(run: str, real: str) -> bool:
    """Return whether a run is a passage in another language, and no name or title within the page's own."""
    return bool(real) and sum(map(str.isalpha, run)) >= PASSAGE and not COPYRIGHT.search(run)


def _in_other_script(run: str) -> bool:
    """Return whether a run is a sentence in a script that several languages share."""
    letters = sum(map(str.isalpha, run))
    return letters >= SENTENCE_LEAST and sum(map(len, re.findall(SHARED_SCRIPT, run))) > letters / 2


def _perhaps(run: str) -> str:
    """Return what of a run may be in another language, '' where nothing is."""
    folded = " ".join(run.split())
    other = re.search(OTHER_SCRIPT, folded)
    if other:
        return other[0]
    sentence = re.search(SENTENCE, folded)
    # A copyright line is a formula, read as such everywhere. Names of products and companies have capitals.
    if sentence and not COPYRIGHT.search(folded) and len(SMALL.findall(sentence[0])) >= 3:
        letters = [char for char in folded if char.isalpha()]
        # Within a Japanese sentence a run of words is a title or a term that is spoken as Japanese.
        if sum(map(is_japanese, letters)) <= len(letters) * 0.2:
            return sentence[0]
    return ""


def _foreign_main(page: Page) -> bool:
    """Return whether all of the main part is in another language: jis/lang-mismatch says that once."""
    text = "".join(main.text[:SAMPLE] for main in page.select(MAIN)[:1])
    return bool(page.root["lang"]) and sum(map(str.isalpha, text)) >= 200 and japanese_share(text) < 0.05


def _around(element: Element) -> Element:
    """Return what one finding is told of: the list an item stands in, else the block around a passage."""
    around = element.closest("ul, ol, dl, nav, select, table")
    while around is None:
        if element.tag in BLOCKS or element.parent is None:
            return element
        element = element.parent
    return around


def _japanese_parts(page: Page) -> Iterator[Finding]:
    """Japanese passages of a page in another language; a page that is Japanese is jis/lang-mismatch's."""
    body = page.text[:SAMPLE]
    letters = sum(map(str.isalpha, body))
    if len(KANA.findall(body)) > 0.25 * letters:
        return
    said: set[Element] = set()
    places = [(element, run) for element, run in find(page, KANA)]
    places += [
        (one, one[name])
        for name in ("alt", "aria-label")
        for one in page.select(f"[{name}]")[:500]
        if has_kana(one[name])
    ]
    if places:
        yield passed()
    for element, run in places:
        kana = len(KANA.findall(run))
        if kana < 2 or japanese_share(run) <= 0.5 or _primary(element.lang) == "ja":
            continue
        around = _around(element)
        if around in said:
            continue
        said.add(around)
        # の is an ornament in Chinese, and a word in katakana the name of a place.
        spoken = written_in(run) == "ja" and sum(map(str.isalpha, run)) >= SPOKEN
        yield (likely if spoken else review)(element, "japanese", text=short(run))


def _foreign_parts(page: Page, language: str) -> Iterator[Finding]:
    said: set[Element] = set()
    whole = language == "ja" and _foreign_main(page)
    trigger = FOREIGN_TO_LATIN if language in LATIN_PAGES else FOREIGN
    found = dict(find(page, trigger))
    if language == "ja":
        found |= dict(find(page, simplified_letters()))
    read = 0
    for element, run in found.items():
        if not _inherits(element, page) or (whole and element.closest(MAIN)):
            continue
        around = _around(element)
        if around in said:
            continue
        name = _named(run)
        if name and name != language:
            said.add(around)
            # “English” is read well enough by a Japanese voice to ask; other scripts are not.
            own = name in ("ko", "zh", "th", "my", "ne", "ru", "uk", "vi")
            yield (likely if own else review)(element, "unmarked", text=short(run))
            continue
        read += 1
        real = written_in(run) if read <= READ else ""
        if (_certain(run, real) and real not in (language, "ja")) or _in_other_script(run):
            said.add(around)
            yield likely(element, "unmarked", text=short(run))
        elif language == "ja" and (text := _perhaps(run[:5000])):
            said.add(around)
            yield review(element, "unmarked", text=short(text))


def _pressed_parts(page: Page, language: str) -> Iterator[Finding]:
    """Passages that came only when something was pressed: the first of each place."""
    said: set[str] = set()
    read = 0
    for control, pressed, one in looks(page, "texts"):
        place, run = str(one["selector"]), str(one["text"])
        if place in said or len(run) < PASSAGE or _primary(str(one["lang"]).lower()) not in ("", language):
            continue
        element = page.at(place)
        if element is not None and " ".join(element.text.split()).startswith(run):
            continue  # it was there before, and is looked at with the others
        trigger = FOREIGN_TO_LATIN if language in LATIN_PAGES else FOREIGN
        if read >= PRESSED or not trigger.search(run):
            continue
        read += 1
        real = written_in(run)
        if (_certain(run, real) and real not in (language, "ja")) or _in_other_script(run):
            said.add(place)
            yield likely(element or control, "pressed", name=short(str(pressed["name"])), text=short(run))


@page_rule(
    id="jis/foreign-text-unmarked",
    criteria=["3.1.2"],
    techniques=["H58"],
    impact=Impact.MODERATE,
    title=Text(ja="外国語の部分に言語の指定がない", en="Passage in another language is not marked"),
    why=Text(
        ja="音声読み上げが外国語の部分を日本語の発音で読んでしまい、その言語を使う人に伝わりません。",
        en="Screen readers speak the passage with a Japanese voice, and those who know the language "
        "cannot follow.",
    ),
    fix=Text(
        ja='外国語の部分を囲む要素に lang を付けてください。例: <a href="/ko/">한국어</a> → <a '
        'href="/ko/" lang="ko">한국어</a>',
        en='Give the element around the passage a lang. Example: <a href="/ko/" lang="ko">한국어</a>.',
    ),
    messages={
        "unmarked": Text(
            ja="「{text}」は外国語のようですが、言語の指定（lang）がありません。",
            en="“{text}” seems to be in another language and has no lang.",
        ),
        "pressed": Text(
            ja="「{name}」を操作すると「{text}」と外国語で表示されますが、言語の指定（lang）がありません。",
            en="“{name}” brings “{text}”, which is in another language and has no lang.",
        ),
        "japanese": Text(
            ja="外国語のページの中の「{text}」は日本語ですが、言語の指定（lang）がありません。",
            en="“{text}” is Japanese within a page in another language and has no lang.",
        ),
    },
    question=Text(
        ja="この部分は外国語の文や言語名ですか。固有名詞や、日本語として読まれる語であれば問題ありません。",
        en="Is this a passage or language name in another language? Proper names and loan words are no "
        "problem.",
    ),
    examples=[
        Example(
            PASSED, '<p>東京都のお知らせ</p><p lang="en">Please bring your residence card to the counter.</p>'
        ),
        Example(
            LIKELY,
            "<p>在留カードをお持ちください。</p><p>Please bring your residence card to the counter.</p>",
            at="p:nth-of-type(2)",
        ),
        Example(LIKELY, '<p>お知らせです</p><ul><li><a href="/ko/">한국어</a></li></ul>', at="a"),
        Example(LIKELY, '<p>お知らせです</p><ul><li><a href="/zh/">简体中文 生活指南</a></li></ul>', at="a"),
        Example(
            LIKELY,
            "<p>窓口のご案内です</p><p>Atendimento em português todas as terças-feiras, das 13h às 16h.</p>",
            at="p:nth-of-type(2)",
        ),
        Example(
            LIKELY, "<p>ごみの出し方です</p><p>请使用透明的袋子，并购买处理券。</p>", at="p:nth-of-type(2)"
        ),
        Example(
            LIKELY,
            "<p>ごみは収集日の朝八時までに出してください。</p><p>Пожалуйста, выносите мусор до восьми часов утра.</p>",
            at="p:nth-of-type(2)",
            why="A script of several languages, and of none of this page.",
        ),
        Example(
            PASSED,
            "<p>Wi-Fi と SDGs の URL はこちらです。講師は João Silva さんです。</p>",
            why="Words and names that are spoken as Japanese.",
        ),
        Example(
            LIKELY,
            _BY_SCRIPT,
            at="p:nth-of-type(2)",
            key="pressed",
            why="The button is marked, what it brings is not.",
            probes=_brought(_VIETNAMESE, "ja"),
        ),
        Example(
            PASSED,
            _BY_SCRIPT,
            why="The script marks the part around it.",
            probes=_brought(_VIETNAMESE, "vi"),
        ),
        Example(
            PASSED,
            _BY_SCRIPT,
            why="A name.",
            probes=_brought("Microsoft Edge および Google Chrome for Windows でご覧ください。", "ja"),
        ),
        Example(REVIEW, '<p>お知らせです</p><a href="/en/">English</a>', at="a"),
        Example(
            PASSED,
            "<p>Microsoft Edge および Google Chrome for Windows でご覧ください。</p>",
            why="Names in a Japanese sentence.",
        ),
        Example(
            PASSED,
            "<p>東京都からの大切なお知らせです。</p><p>Copyright (C) 2026 Bureau of the city. All rights are reserved.</p>",
        ),
        Example(
            REVIEW,
            '<html lang="en"><p>Please bring your residence card to the counter.</p><h2>日本語のご案内</h2>',
            at="h2",
            key="japanese",
        ),
        Example(
            LIKELY,
            '<html lang="zh"><h1>垃圾分类方法</h1><p>请在收集日的早上八点以前，把垃圾放到指定的地点。请使用透明或半透明的袋子。'
            "大件垃圾需要打电话预约，并购买处理券。厨余垃圾、纸屑、布类，每周收集两次。</p><p>収集の日は地区によって違います。</p>",
            at="p:nth-of-type(2)",
            key="japanese",
        ),
        Example(
            LIKELY,
            '<html lang="en"><p>Please bring your residence card to the counter.</p><img src="a" alt="窓口の場所を示した地図">',
            at="img",
            key="japanese",
        ),
        Example(
            LIKELY,
            '<html lang="en"><p>Please bring your residence card to the counter.</p><p>한국어로 상담할 수 있습니다.</p>',
            at="p:nth-of-type(2)",
            key="unmarked",
        ),
        Example(
            PASSED,
            '<html lang="en"><p>Please bring your residence card.</p><a lang="ja" href="/">日本語のページ</a>',
        ),
        Example(INAPPLICABLE, '<html lang="en"><p>Please bring your residence card to the counter.</p>'),
    ],
)
def foreign_text_unmarked(page: Page) -> Iterator[Finding]:
    language = _primary(page.root["lang"].strip().lower())
    yield from _pressed_parts(page, language or "ja")
    if language not in ("", "ja"):
        yield from _japanese_parts(page)
        yield from _foreign_parts(page, language)
    elif in_japanese(page):
        yield passed()
        yield from _foreign_parts(page, "ja")
