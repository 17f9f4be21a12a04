"""JIS X 8341-3:2016 3.1.2: a passage in another language is marked with that language."""

import re
from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import (
    INAPPLICABLE,
    PASSED,
    REVIEW,
    Element,
    Example,
    Page,
    has_kana,
    is_japanese,
    japanese_share,
    page_rule,
    passed,
    review,
)

from ._words import SAMPLE, find, in_japanese, short

CHINESE_NAMES = r"简体中文|繁體中文|简体字|繁體字|简体|繁體|中文"
LANGUAGE_NAMES = re.compile(
    rf"English|Español|Français|Deutsch|Italiano|Português|Русский|Tiếng Việt"
    rf"|Tagalog|Filipino|Bahasa Indonesia|{CHINESE_NAMES}",
    re.IGNORECASE,
)
# Hangul, Thai, Cyrillic, Arabic, Devanagari, Myanmar and Nepali scripts; a single letter may be a sign (Д).
OTHER_SCRIPT = (
    r"[\uac00-\ud7a3]{2,}|[\u0e00-\u0e7f]{2,}|[\u0400-\u04ff]{3,}"
    r"|[\u0600-\u06ff]{2,}|[\u0900-\u097f]{2,}|[\u1000-\u109f]{2,}"
)
# Five words of which two are written small: names of products and companies have capitals.
SENTENCE = r"(?:[A-Za-z][A-Za-z'’]*[,;:]?\s+){4,}[A-Za-z][A-Za-z'’]*"
FOREIGN = re.compile(rf"{OTHER_SCRIPT}|{SENTENCE}|{LANGUAGE_NAMES.pattern}", re.IGNORECASE)
COPYRIGHT = re.compile(r"©|\(c\)|copyright|all rights? reserved", re.IGNORECASE)
KANA = re.compile(r"[\u3041-\u3096\u30a1-\u30fa]")
MAIN = "main, [role=main]"
SMALL = re.compile(r"(?<![A-Za-z])[a-z]{2,}")


def _foreign(run: str) -> str:
    """The foreign passage of a text run, '' where there is none."""
    folded = " ".join(run.split())
    if LANGUAGE_NAMES.fullmatch(folded.strip("()[]（）［］【】/|｜ ")):
        return folded
    other = re.search(OTHER_SCRIPT, folded)
    if other:
        return other[0]
    sentence = re.search(SENTENCE, folded)
    # A copyright line is a formula, read as such everywhere.
    if sentence and not COPYRIGHT.search(folded) and len(SMALL.findall(sentence[0])) >= 3:
        letters = [char for char in folded if char.isalpha()]
        # Within a Japanese sentence a run of words is a title or a term that is spoken as Japanese.
        if sum(map(is_japanese, letters)) <= len(letters) * 0.2:
            return sentence[0]
    return ""


def _inherits(element: Element) -> bool:
    return element.lang in ("", "ja") or element.lang.startswith("ja-")


def _foreign_main(page: Page) -> bool:
    """Whether all of the main part is in another language: jis/lang-mismatch says that once."""
    text = "".join(main.text[:SAMPLE] for main in page.select(MAIN)[:1])
    return bool(page.root["lang"]) and sum(map(str.isalpha, text)) >= 200 and japanese_share(text) < 0.05


def _japanese_parts(page: Page) -> Iterator[Finding]:
    """Japanese passages of a page in another language; a page that is Japanese is jis/lang-mismatch's."""
    body = page.text[:SAMPLE]
    if not has_kana(body) or japanese_share(body) > 0.5:
        return
    yield passed()
    for element, run in find(page, KANA):
        if len(KANA.findall(run)) >= 2 and japanese_share(run) > 0.5 and element.lang[:2] not in ("ja", "jp"):
            yield review(element, "japanese", text=short(run))


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
            REVIEW,
            "<p>在留カードをお持ちください。</p><p>Please bring your residence card to the counter.</p>",
            at="p:nth-of-type(2)",
        ),
        Example(REVIEW, '<p>お知らせです</p><ul><li><a href="/ko/">한국어</a></li></ul>', at="a"),
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
            PASSED,
            '<html lang="en"><p>Please bring your residence card.</p><a lang="ja" href="/">日本語のページ</a>',
        ),
        Example(INAPPLICABLE, '<html lang="en"><p>Please bring your residence card to the counter.</p>'),
    ],
)
def foreign_text_unmarked(page: Page) -> Iterator[Finding]:
    if page.root["lang"][:2].lower() not in ("", "ja", "jp"):
        yield from _japanese_parts(page)
        return
    if not in_japanese(page):
        return
    yield passed()
    whole = _foreign_main(page)
    said: set[Element] = (
        set()
    )  # a paragraph is one passage, however many words in it have an element of their own
    for element, run in find(page, FOREIGN):
        text = "" if element in said else _foreign(run[:5000])
        if text and _inherits(element) and not (whole and element.closest(MAIN)):
            said.add(element)
            yield review(element, "unmarked", text=short(text))
