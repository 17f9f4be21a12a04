"""How much of what is drawn a text says: letters folded to what drawn and written ones share, compared in pairs."""

import re
import unicodedata

REWORDED = 0.75  # of the letters of a line, in a text as short as an alternative text is
ALTERNATIVE = 200  # characters: any letter stands somewhere in a longer text
TOLD = 0.6  # of the pairs of letters of a line that a text has: misread letters and other endings are allowed for
_NOISE = re.compile(r"[\W_]+")
_FIGURES = re.compile(r"\d+")
_ERA = re.compile(
    r"(令和|平成|昭和|(?<![A-Za-z])[RHS]\.?(?=\s*\d{1,2}\s*[年./]))\s*(元|\d{1,2})(?=\s*[年./])"
)
_YEAR_ZERO = {"令和": 2018, "R": 2018, "平成": 1988, "H": 1988, "昭和": 1925, "S": 1925}
_CLOCK = re.compile(
    r"(?:(午前|午後)\s*)?(?<!\d)([01]?\d|2[0-4])\s*(?:時|[:：](?=[0-5]\d(?!\d)))\s*(?:([0-5]?\d)\s*分?|半)?"
)
_AMOUNT = re.compile(
    r"(?<![\d.])(\d+)(?:\.\d+)?\s*(千)?\s*"
    r"(グラム|キログラム|トン|パーセント|ポイント|キロ|ミリ|メートル|リットル|[A-Za-z]{1,2}(?![A-Za-z])|[%℃]|[\u4e00-\u9fff])?"
)
_UNITS = {
    "グラム": "g", "キログラム": "kg", "トン": "t", "パーセント": "%", "ポイント": "%", "メートル": "m", "キロ": "km", "ミリ": "mm",
    "名": "人", "℃": "度",
}  # fmt: skip
_DATE = re.compile(
    r"(?<!\d)(?:19|20)\d\d(?!\d)\s*(?:年度?|[./-])?|(?<!\d)\d{1,2}\s*[年月日時分歳]|(?<!\d)\d{1,2}[:/]\d{1,2}"
    r"|\d+(?:-\d+)+"  # telephone and postal codes
)
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3})")
_MYRIADS = re.compile(r"(?:(\d{1,6})億(?:(\d{1,4})万)?|(\d{1,8})万)(?:(\d)千|(\d{1,4}))?")
_KANA = {code: code - 0x60 for code in range(0x30A1, 0x30F7)}  # katakana to hiragana


def folded(text: str) -> str:
    """Return text without width, case, spaces and punctuation, katakana as hiragana, years and times in one
    notation: what drawn and written letters share.
    """
    plain = _NOISE.sub("", dates_alike(text).casefold())
    return plain.translate(_KANA).replace("ー", "")


def told_share(letters: str, text: str) -> float:
    """Return which share of the neighbouring pairs of drawn letters a folded text has; 1.0 where it holds
    them all, or is short and says the same in other words: nearly all letters, and every figure.
    """
    if letters in text:
        return 1.0
    short = len(text) <= ALTERNATIVE and not lacks_figures(letters, text)
    if short and sum(letter in text for letter in letters) >= REWORDED * len(letters):
        return 1.0
    pairs = [letters[at : at + 2] for at in range(len(letters) - 1)] or [letters]
    return sum(pair in text for pair in pairs) / len(pairs)


def lacks_figures(letters: str, text: str) -> bool:
    """Return whether a folded text lacks a figure that is drawn: a date or an amount is another one, though the
    words are alike.
    """
    return any(figure not in text for figure in _FIGURES.findall(letters))


def numbers(text: str) -> set[int]:
    """Return the figures in a text, years and times in one notation."""
    return {int(figure) for figure in _FIGURES.findall(dates_alike(text)) if len(figure) <= 15}


def amounts(text: str) -> set[tuple[int, str]]:
    """Return the numbers of two figures and more in a text, each with its unit in one notation, '' without one:
    658グラム and 658g → (658, "g"). Years, days and times are left out.
    """
    plain = _DATE.sub(" ", _MYRIADS.sub(_counted, _THOUSANDS.sub("", dates_alike(text))))
    found = set()
    for figures, scale, unit in _AMOUNT.findall(plain):
        number = int(figures[:15]) * (1_000 if scale else 1)
        if number >= 10:
            found.add((number, _UNITS.get(unit, unit)))
    return found


def dates_alike(text: str) -> str:
    """Return text with years of the western calendar and hours of 24: 令和9年 → 2027年, 午後1時半 → 13時30分."""
    return _CLOCK.sub(_of_24_hours, _ERA.sub(_western, unicodedata.normalize("NFKC", text)))


def _counted(match: re.Match[str]) -> str:
    hundred_million, myriads, alone, thousands, rest = (int(part or 0) for part in match.groups())
    return str(hundred_million * 100_000_000 + (myriads + alone) * 10_000 + thousands * 1_000 + rest)


def _western(match: re.Match[str]) -> str:
    nth = 1 if match[2] == "元" else int(match[2])
    return str(_YEAR_ZERO[match[1].rstrip(".")] + nth)


def _of_24_hours(match: re.Match[str]) -> str:
    half, hour, minute = match[1], int(match[2]), match[3]
    if half == "午後" and hour < 12:
        hour += 12
    minutes = 30 if match[0].endswith("半") else int(minute or 0)
    return f"{hour}時{minutes}分" if minutes else f"{hour}時"
