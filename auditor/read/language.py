"""Tells which language a text is written in: other scripts by their letters, Latin ones by a statistical model."""

import re
from collections.abc import Callable
from functools import cache
from typing import Protocol

SAMPLE = 5_000  # characters that are looked at
LEAST = 4  # letters of a script that no other language here is written in
# A shorter Latin text, or one of names, which have capitals, may be of any language.
LATIN_LEAST, SMALL_WORDS = 30, 4
SURE = 0.99
# Those that Japanese public sites publish in, and their neighbours, so that these are not taken for them.
_LATIN = (
    "en", "es", "pt", "fr", "de", "it", "nl", "vi", "id", "tl", "pl", "ro", "tr", "sv", "fi", "cs", "hu", "sw", "la",
)  # fmt: skip
_SCRIPTS = (
    ("ko", "\uac00-\ud7a3\u1100-\u11ff\u3130-\u318f"),
    ("th", "\u0e00-\u0e7f"),
    ("my", "\u1000-\u109f"),
    ("km", "\u1780-\u17ff"),
    ("si", "\u0d80-\u0dff"),
    ("bn", "\u0980-\u09ff"),
    ("lo", "\u0e80-\u0eff"),
)
_COUNTED = tuple((code, re.compile(f"[{letters}]")) for code, letters in _SCRIPTS)
_KANA = re.compile("[\u3041-\u3096\u30a1-\u30fa]")
_HIRAGANA = re.compile("[\u3041-\u306d\u306f-\u3096]")  # the sign of の is an ornament in Chinese too
_HAN = re.compile("[\u4e00-\u9fff]")
_LATIN_LETTER = re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
_SMALL = re.compile("(?<![A-Za-z\u00c0-\u024f\u1e00-\u1eff])[a-z\u00df-\u024f\u1e00-\u1eff]{2,}")
_VIETNAMESE = re.compile("[\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9]")
_CHINESE_WORDS = re.compile("[這您們吗嗎吧呢哪沒]")
HAN_LEAST = 15
MAINLY = 0.6  # share of the letters


def written_in(text: str) -> str:
    """Return the primary code of the language of a text, '' where it cannot be known."""
    text = text[:SAMPLE]
    letters = sum(map(str.isalpha, text))
    if letters < LEAST:
        return ""
    for code, pattern in _COUNTED:
        count = len(pattern.findall(text))
        if count >= LEAST and count > MAINLY * letters:
            return code
    kana, han = len(_KANA.findall(text)), len(_HAN.findall(text))
    if kana + han > MAINLY * letters:
        return _eastern(text, kana, han)
    return _latin(text, letters) if len(_LATIN_LETTER.findall(text)) > 0.9 * letters else ""


def _eastern(text: str, kana: int, han: int) -> str:
    # Names in katakana stand in Chinese texts too; Han letters alone may be a heading of either language.
    if len(_HIRAGANA.findall(text)) >= 2 or (kana > LEAST and kana > han):
        return "ja"
    if kana > 0.2 * (kana + han):
        return ""
    marks = simplified(text) + len(_CHINESE_WORDS.findall(text))
    spoken = kana == 0 and han >= HAN_LEAST and "的" in text and "，" in text
    return "zh" if spoken or (marks >= 2 and marks > 0.05 * han) else ""


def _has(char: str, encoding: str) -> bool:
    try:
        char.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


@cache
def simplified_letters() -> re.Pattern[str]:
    """Characters of the simplified Chinese set that are in no Japanese and no traditional one."""
    return _letters(lambda char: _has(char, "gb2312") and not (_has(char, "cp932") or _has(char, "big5")))


@cache
def _traditional_letters() -> re.Pattern[str]:
    return _letters(lambda char: _has(char, "big5") and not _has(char, "gb2312"))


def _letters(wanted: Callable[[str], bool]) -> re.Pattern[str]:
    return re.compile(f"[{''.join(filter(wanted, map(chr, range(0x4E00, 0xA000))))}]")


def simplified(text: str) -> int:
    """Return how many characters of a text only the simplified Chinese set has."""
    return len(simplified_letters().findall(text[:SAMPLE]))


def traditional(text: str) -> int:
    """Return how many characters of a text the traditional Chinese set has and the simplified one has not."""
    return len(_traditional_letters().findall(text[:SAMPLE]))


def _latin(text: str, letters: int) -> str:
    if len(_VIETNAMESE.findall(text)) >= 2 and letters < 10 * len(_VIETNAMESE.findall(text)):
        return "vi"
    if letters < LATIN_LEAST or len(_SMALL.findall(text)) < SMALL_WORDS:
        return ""
    code, certain = _model().classify(text)
    return str(code) if certain >= SURE else ""


class _Model(Protocol):
    def classify(self, text: str) -> tuple[str, float]: ...


@cache
def _model() -> _Model:
    # Half a second and 100 MB: only where a page has a text that needs it.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    model = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    model.set_languages(_LATIN)
    known: _Model = model
    return known
