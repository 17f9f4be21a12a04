"""JIS X 8341-3:2016 3.1.2: the language marked on a part must be the one it is written in."""

from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.read.language import simplified, traditional, written_in
from auditor.rule import (
    DEFINITE,
    INAPPLICABLE,
    LIKELY,
    PASSED,
    Example,
    Page,
    definite,
    likely,
    page_rule,
    passed,
)

from ._languages import called, name_in_itself
from ._words import short

PRIMARY = {"fil": "tl", "cmn": "zh", "yue": "zh", "ms": "id", "nb": "no", "nn": "no"}
CERTAIN = frozenset({"ja", "ko", "th", "my", "km", "si", "bn", "lo"})  # written in scripts of their own
ENOUGH = 10  # letters that make it a passage and not a name
LEAST = 2  # characters of one Chinese set and none of the other


def _written(text: str) -> str:
    """Return the language a text must be in by its letters, its name or its words, '' where that cannot be known."""
    return name_in_itself(text) or written_in(text)


def _other_chinese(text: str, declared: str) -> str:
    """Return the Chinese script a text is written in, where the declared one is the other."""
    parts = declared.split("-")
    if parts[0] != "zh":
        return ""
    if {"hant", "tw", "hk", "mo"} & set(parts) and simplified(text) >= LEAST and not traditional(text):
        return "zh-Hans"
    if {"hans", "cn", "sg"} & set(parts) and traditional(text) >= 2 * LEAST and not simplified(text):
        return "zh-Hant"
    return ""


@page_rule(
    id="jis/lang-of-part-wrong",
    criteria=["3.1.2"],
    techniques=["H58"],
    act=["off6ek"],
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
            ja="「{text}」の言語の指定が「{lang}」ですが、実際は{name}のようです（正しい指定は「{real}」）。",
            en="The language of “{text}” is marked “{lang}”; it seems to be “{real}”.",
        )
    },
    examples=[
        Example(PASSED, '<p><span lang="ko">한국어</span></p>'),
        Example(LIKELY, '<p><a lang="en" href="/ko/">한국어</a></p>', at="a"),
        Example(LIKELY, '<p><a lang="fr" href="/en/">English</a></p>', at="a"),
        Example(DEFINITE, '<div lang="en"><p>窓口でお申し込みください。</p></div>', at="div"),
        Example(
            DEFINITE,
            '<section lang="en"><h2>한국어 상담</h2><p>매주 수요일 오후에 상담할 수 있습니다.</p></section>',
            at="section",
        ),
        Example(
            LIKELY,
            '<p lang="en">Atendimento em português todas as terças-feiras, das 13h às 16h. Não é necessário agendar.</p>',
            at="p",
            why="Both are written in Latin letters; the words tell.",
        ),
        Example(
            LIKELY,
            '<p lang="zh-TW">请使用透明的袋子，并购买处理券。</p>',
            at="p",
            why="Simplified letters marked as the script of Taiwan.",
        ),
        Example(PASSED, '<p lang="zh-Hant">請在收集日的早上八點以前，將垃圾放到指定的地點。</p>'),
        Example(
            PASSED,
            '<p lang="en">Tokyo-to Shinjuku-ku Nishi-Shinjuku 2-8-1 Daiichi Honchosha</p>',
            why="An address: no words of any language.",
        ),
        Example(
            PASSED,
            '<p lang="en">The word “かわいい” means lovely, and is known in many countries now.</p>',
            why="One word of Japanese.",
        ),
        Example(PASSED, '<p><a lang="en" href="/fr/">French</a></p>', why="The English word for it."),
        Example(INAPPLICABLE, "<p>言語の指定がありません。</p>"),
    ],
)
def lang_of_part_wrong(page: Page) -> Iterator[Finding]:
    for part in page.select("body [lang]"):
        lang = part["lang"].strip().lower()
        if not lang:
            continue
        inner = part.select("[lang]")
        text = (part.own_text if inner else part.text)[:2000]
        real = _written(text)
        if real == PRIMARY.get(lang.split("-")[0], lang.split("-")[0]) or not real:
            real = _other_chinese(text, lang)
        if real:
            said = definite if real in CERTAIN and sum(map(str.isalpha, text)) >= ENOUGH else likely
            name = called(real.split("-")[0])
            yield said(part, "wrong", text=short(text), lang=part["lang"].strip(), real=real, name=name)
        else:
            yield passed(part)
