"""JIS X 8341-3:2016 3.1.2: the language marked on a part must be the one it is written in."""

import re
from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import INAPPLICABLE, LIKELY, PASSED, Example, Page, has_kana, likely, page_rule, passed

from ._words import short

HANGUL = re.compile(r"[\uac00-\ud7a3]{2,}")
NAMES = {
    "english": "en",
    "한국어": "ko",
    "简体中文": "zh",
    "繁體中文": "zh",
    "español": "es",
    "français": "fr",
    "deutsch": "de",
    "português": "pt",
    "italiano": "it",
    "русский": "ru",
    "tiếng việt": "vi",
    "日本語": "ja",
}


def _written(text: str) -> str:
    """The language a text must be in by its script or its name, '' where that cannot be known."""
    named = NAMES.get(text.casefold())
    if named:
        return named
    if HANGUL.search(text) and not has_kana(text):
        return "ko"
    kana = sum("\u3041" <= char <= "\u30fa" for char in text)
    return "ja" if kana >= 2 and kana > 0.2 * sum(map(str.isalpha, text)) else ""


@page_rule(
    id="jis/lang-of-part-wrong",
    criteria=["3.1.2"],
    techniques=["H58"],
    impact=Impact.MODERATE,
    title=Text(
        ja="部分に付けた言語の指定が実際の言語と違う", en="Language marked on a part is the wrong one"
    ),
    why=Text(
        ja="音声読み上げが違う言語の発音で読むため、その部分が聞き取れません。",
        en="Screen readers speak the part in the voice of another language, and it cannot be understood.",
    ),
    fix=Text(
        ja='lang を実際の言語に合わせてください。例: <span lang="en">한국어</span> → <span lang="ko">'
        "한국어</span>",
        en='Set lang to the real language. Example: <span lang="en">한국어</span> → <span lang="ko">'
        "한국어</span>.",
    ),
    messages={
        "wrong": Text(
            ja="「{text}」の言語の指定が「{lang}」です（実際は「{real}」のようです）。",
            en="The language of “{text}” is marked “{lang}”; it seems to be “{real}”.",
        )
    },
    examples=[
        Example(PASSED, '<p><span lang="ko">한국어</span></p>'),
        Example(LIKELY, '<p><a lang="en" href="/ko/">한국어</a></p>', at="a"),
        Example(LIKELY, '<p><a lang="fr" href="/en/">English</a></p>', at="a"),
        Example(LIKELY, '<div lang="en"><p>窓口でお申し込みください。</p></div>', at="div"),
        Example(
            PASSED,
            '<p lang="en">The word “かわいい” means lovely, and is known in many countries now.</p>',
            why="One word of Japanese.",
        ),
        Example(INAPPLICABLE, "<p>言語の指定がありません。</p>"),
    ],
)
def lang_of_part_wrong(page: Page) -> Iterator[Finding]:
    for part in page.select("body [lang]"):
        lang = part["lang"].strip().lower()
        if not lang:
            continue
        inner = part.select("[lang]")
        text = part.own_text if inner else part.text
        real = _written(text[:2000])
        if real and lang.split("-")[0] != real:
            yield likely(part, "wrong", text=short(text), lang=part["lang"].strip(), real=real)
        else:
            yield passed(part)
