"""JIS X 8341-3:2016 3.1.1: the declared language must be the one the page is written in."""

from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.read.language import simplified, written_in
from auditor.rule import (
    DEFINITE,
    INAPPLICABLE,
    LIKELY,
    PASSED,
    Element,
    Example,
    Page,
    definite,
    japanese_share,
    likely,
    page_rule,
    passed,
)  # fmt: skip

from ._languages import called
from ._words import SAMPLE, runs

ENOUGH = 100  # letters: less text does not tell a language …
KANA_ENOUGH = 20  # … but for kana, that no other language is written in
KANA_LEAST = 2  # letters besides の, which other texts use as an ornament …
KANA_SHARE = 0.02  # … and not a few in a long text
SCRIPT_ENOUGH = 20  # … and for scripts of one language
CHINESE_ENOUGH = 40
LATIN_ENOUGH = 400
OTHERS = 5  # letters that only Chinese has
MAIN_ENOUGH = 200
OWN_SCRIPTS = frozenset({"ko", "th", "my", "km", "si", "bn", "lo"})
_PRIMARY = {"fil": "tl", "yue": "zh", "cmn": "zh", "ms": "id"}  # other codes of what is told apart here
NOT_A_LANGUAGE = frozenset(
    {"", "jp", "und", "mul", "zxx"}
)  # empty or no language code: axe-core's html-lang-valid


def _sample(document: Element, part: Element, letters: bool = True) -> str:
    """Letters, or words, of what the document's own lang stands for, parts with another lang left out."""
    declared = document["lang"].lower()
    mixed = bool(document.select("[lang]"))
    text, length = [], 0
    for element, run in runs(part):
        if mixed and element.lang != declared:
            continue
        text.append("".join(filter(str.isalpha, run[:SAMPLE])) if letters else run[:SAMPLE])
        length += len(text[-1])
        if length > SAMPLE:
            break
    return ("" if letters else "\n").join(text)


def _main_is_foreign(document: Element) -> bool:
    """Return whether the main part holds Latin text alone, whatever menu and footer around it are written in."""
    text = "".join(_sample(document, main) for main in document.select("main, [role=main]")[:1])
    return len(text) >= MAIN_ENOUGH and japanese_share(text) < 0.05


def _share(text: str, first: str, last: str) -> float:
    return sum(first <= char <= last for char in text) / len(text)


@page_rule(
    id="jis/lang-mismatch",
    criteria=["3.1.1"],
    techniques=["H57"],
    impact=Impact.SERIOUS,
    title=Text(
        ja="ページに指定された言語が実際の言語と違う",
        en="Declared language differs from the language of the page",
    ),
    why=Text(
        ja="音声読み上げは指定された言語の発音で読むため、日本語の文が英語の声で読まれるなどして、"
        "内容がまったく聞き取れません。",
        en="Screen readers use the voice of the declared language; text in another one becomes "
        "incomprehensible.",
    ),
    fix=Text(
        ja='html 要素の lang を、ページの言語に合わせてください。日本語なら lang="ja"、英語なら '
        'lang="en" です。'
        '例: <html lang="en"> → <html lang="ja">',
        en='Set lang of the html element to the language of the page: lang="ja" for Japanese, lang="en" '
        "for English.",
    ),
    messages={
        "japanese": Text(
            ja="本文は日本語ですが、言語の指定が「{lang}」になっています。",
            en="The text is Japanese and the declared language is “{lang}”.",
        ),
        "not-japanese": Text(
            ja="言語の指定は「{lang}」ですが、本文に日本語がほとんどありません。",
            en="The declared language is “{lang}” and the text holds hardly any Japanese.",
        ),
        "other": Text(
            ja="本文は{real}のようですが、言語の指定が「{lang}」になっています。",
            en="The text seems to be in another language (code {code}) and the declared language is “{lang}”.",
        ),
        "main-not-japanese": Text(
            ja="言語の指定は「{lang}」ですが、メニューなどを除いた本文に日本語がほとんどありません。",
            en="The declared language is “{lang}” and the main part holds hardly any Japanese.",
        ),
    },
    examples=[
        Example(PASSED, f'<html lang="ja-JP"><p>{"東京都のお知らせです。" * 20}</p>'),
        Example(
            DEFINITE, f'<html lang="en"><p>{"東京都のお知らせです。" * 20}</p>', at="html", key="japanese"
        ),
        Example(LIKELY, f'<html lang="ja"><p>{"Welcome to Tokyo. " * 60}</p>', at="html"),
        Example(
            LIKELY,
            f'<html lang="ja"><p>{"東京都のお知らせです。" * 20}</p><main>{"Welcome to Tokyo. " * 30}</main>',
            at="html",
            key="main-not-japanese",
        ),
        Example(
            PASSED,
            f'<html lang="en"><p>{"Welcome to Tokyo. " * 20}</p><p>{"東京都のお知らせです。" * 10}</p>',
            why="A passage in Japanese: jis/foreign-text-unmarked.",
        ),
        Example(DEFINITE, f'<html lang="ja"><p>{"도쿄도의 소식입니다. " * 30}</p>', at="html", key="other"),
        Example(
            PASSED,
            f'<html lang="en"><p lang="ja">{"東京都のお知らせです。" * 20}</p><p>'
            f"{'Welcome to Tokyo. ' * 20}</p>",
            why="The Japanese part is marked.",
        ),
        Example(
            DEFINITE,
            '<html lang="en"><h1>夏休みのプール開放</h1><p>7月21日から市民プールを開きます。</p>',
            at="html",
            key="japanese",
            why="Kana tell the language of a short notice.",
        ),
        Example(
            LIKELY,
            '<html lang="en"><h1>区政会議議事録</h1><p>日時 令和八年十月五日 場所 本庁舎</p><p>Agenda: Budget review</p>'
            "<p>予算案を説明</p><p>お知らせ</p>",
            at="html",
            key="japanese",
            why="Kanji, some kana among them, and less in English.",
        ),
        Example(
            INAPPLICABLE,
            '<html lang="en"><h1>Tokyo Skytree Town</h1><p>Meet at 東京スカイツリー駅 near the ソラマチ entrance.</p>',
            why="Names in an English text.",
        ),
        Example(
            INAPPLICABLE,
            '<html lang="zh"><h1>东京都儿童会馆使用指南</h1><p>最近的车站是浅草站 ソラマチ出口</p>',
            why="Names in kana in a Chinese text.",
        ),
        Example(
            INAPPLICABLE,
            '<html lang="en"><p>東京都新宿区西新宿二丁目八番一号 東京都庁第一本庁舎二十階</p><p>Tel</p>',
            why="An address in kanji alone may stand in any text.",
        ),
        Example(
            INAPPLICABLE,
            '<html lang="en"><h1>優の良品</h1><p>東京都千代田区丸の内三丁目八番一号 国際会館</p>',
            why="An ornament and the name of a place.",
        ),
        Example(
            PASSED,
            f'<html lang="en"><p>{"東京都立中央圖書館開放時間" * 20}</p><p>カフェ</p>',
            why="Another text in Han characters that holds a word in kana.",
        ),
        Example(
            DEFINITE,
            '<html lang="ja"><h1>쓰레기 배출 방법</h1><p>수거일 아침 여덟 시까지 정해진 곳에 내놓아 주세요. 투명한 봉투를 써 주세요.</p>',
            at="html",
            key="other",
            why="A script of one language tells it in a few words.",
        ),
        Example(
            LIKELY,
            '<html lang="en"><h1>Guía de la basura</h1><p>Los residentes deben sacar la basura antes '
            "de las ocho de la mañana del día de recogida. Para los objetos grandes se necesita una reserva por teléfono "
            "y una etiqueta que se vende en las tiendas.</p>",
            at="html",
            key="other",
            why="A version in Spanish made of the English one.",
        ),
        Example(
            LIKELY,
            '<html lang="ja"><h1>垃圾分类</h1><p>请在收集日的早上八点以前，把垃圾放到指定的地点。请使用透明的袋子。大件垃圾需要打电话预约，'
            "并购买处理券。详细内容请参阅环境课的说明。咨询时间为平日上午九点至下午五点。</p>",
            at="html",
            key="other",
            why="Chinese by letters that Japanese does not have.",
        ),
        Example(
            PASSED,
            f'<html lang="en"><p>{"Welcome to Tokyo and its many museums and parks. " * 4}</p>'
            "<p>Tokyo-to Shinjuku-ku Nishi-Shinjuku 2-8-1, Daiichi Honchosha</p>",
            why="An address in Latin letters.",
        ),
        Example(INAPPLICABLE, '<html lang="en"><p>お知らせ</p>', why="Too little text to tell."),
        Example(
            INAPPLICABLE, f"<html><p>{'東京都のお知らせです。' * 20}</p>", why="No lang: another rule's."
        ),
    ],
)
def lang_mismatch(page: Page) -> Iterator[Finding]:
    for document in page.documents:
        lang = document["lang"].strip().lower()
        if lang in NOT_A_LANGUAGE:
            continue
        text = _sample(document, document)
        if len(text) < KANA_ENOUGH:
            continue
        kana = _share(text, "\u3041", "\u30fa")
        han = _share(text, "\u4e00", "\u9fff")
        language = lang.split("-")[0]
        kanas = round(kana * len(text)) - text.count("の")
        japanese = kanas >= max(KANA_LEAST, KANA_SHARE * len(text)) and kana + han > 0.5
        said = document["lang"].strip()
        if language not in ("ja", "zh") and japanese:
            yield (definite if kana > 0.1 else likely)(document, "japanese", lang=said)
            continue
        real = "" if kana > 0.005 else _other(document, text, language)
        if real:
            told = definite if real in OWN_SCRIPTS else likely
            yield told(document, "other", lang=said, code=real, real=called(real))
        elif len(text) < ENOUGH:
            continue
        elif language != "ja":
            # Less is a passage, as in a text with letters of its own: jis/foreign-text-unmarked.
            if kana > (0.3 if simplified(text) >= OTHERS else 0.1) and kana + han > 0.5:
                yield definite(document, "japanese", lang=said)
            else:
                yield passed(document)
        elif len(text) >= LATIN_ENOUGH and kana < 0.005 and (han < 0.05 or kana == 0):
            yield likely(document, "not-japanese", lang=said)
        elif _main_is_foreign(document):
            yield likely(document, "main-not-japanese", lang=said)
        else:
            yield passed(document)


def _other(document: Element, text: str, declared: str) -> str:
    """Return the language a document without kana is written in, '' where it is the declared one or not known."""
    if len(text) < SCRIPT_ENOUGH:
        return ""
    real = written_in(_sample(document, document, letters=False))
    enough = SCRIPT_ENOUGH if real in OWN_SCRIPTS else CHINESE_ENOUGH if real == "zh" else ENOUGH
    return "" if len(text) < enough or real in ("ja", _PRIMARY.get(declared, declared)) else real
