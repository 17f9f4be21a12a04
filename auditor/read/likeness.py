"""How much of what is drawn a text says: letters folded to what drawn and written ones share, compared in pairs."""

import re
import unicodedata

TOLD = 0.6  # of the pairs of letters of a line that a text has: misread letters and other endings are allowed for
_NOISE = re.compile(r"[\W_]+")
_KANA = {code: code - 0x60 for code in range(0x30A1, 0x30F7)}  # katakana to hiragana


def folded(text: str) -> str:
    """Return text without width, case, spaces and punctuation, katakana as hiragana: what drawn and written
    letters share.
    """
    plain = _NOISE.sub("", unicodedata.normalize("NFKC", text).casefold())
    return plain.translate(_KANA).replace("ー", "")


def told_share(letters: str, text: str) -> float:
    """Return which share of the neighbouring pairs of drawn letters a folded text has; 1.0 where it holds
    them all.
    """
    if letters in text:
        return 1.0
    pairs = [letters[at : at + 2] for at in range(len(letters) - 1)] or [letters]
    return sum(pair in text for pair in pairs) / len(pairs)
