"""Days as Japanese officials write them, brought to ISO; what needs a guess is said to be one."""

import calendar
import re
import unicodedata
from datetime import date, datetime

_ERAS = {"R": 2018, "令和": 2018, "H": 1988, "平成": 1988, "S": 1925, "昭和": 1925}
_NUMBERS = (
    re.compile(r"(?P<y>\d{4})\s*[-/.年]\s*(?P<m>\d{1,2})\s*[-/.月]\s*(?P<d>\d{1,2})\s*日?"),
    re.compile(r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})"),
    re.compile(
        r"(?P<era>R|H|S|令和|平成|昭和)\s*(?P<y>\d{1,2}|元)\s*[-/.年]\s*(?P<m>\d{1,2})\s*[-/.月]\s*"
        r"(?P<d>\d{1,2})\s*日?",
        re.IGNORECASE,
    ),
)
_WEEKDAY = re.compile(r"\s*\([月火水木金土日](曜日?)?\)$")
_TIME = re.compile(r"[T ]00:00(:00)?$")


def japanese_date(text: str) -> str | None:
    """Return the ISO date of a written day, None where it is none (未定, 9月末, 2026/2/30)."""
    plain = _TIME.sub("", _WEEKDAY.sub("", unicodedata.normalize("NFKC", text).strip()))
    for pattern in _NUMBERS:
        match = pattern.fullmatch(plain)
        if match is None:
            continue
        parts = match.groupdict()
        year = 1 if parts["y"] == "元" else int(parts["y"])
        era = parts.get("era")
        if era:
            year += _ERAS[era.upper()]
        try:
            return date(year, int(parts["m"]), int(parts["d"])).isoformat()
        except ValueError:
            return None
    return None


_ERA_NAMES = r"(?P<era>R|H|S|令和|平成|昭和)"
_MONTH = re.compile(
    rf"(?:(?:{_ERA_NAMES}\s*(?P<ey>\d{{1,2}}|元)|(?P<y>\d{{4}}))\s*[-/.年]\s*)?(?P<m>\d{{1,2}})\s*月?\s*(?P<part>初旬?|上旬|中旬?|半ば|下旬|末日?|中|頃|ごろ)?",
    re.IGNORECASE,
)
_DAY = re.compile(r"(?P<m>\d{1,2})\s*[-/.月]\s*(?P<d>\d{1,2})\s*日?")
_CUT_DAY = re.compile(r"\d{1,2}\.[123]")  # a spreadsheet makes 8.1 of 8.10
_SHORT = re.compile(r"'?(?P<y>\d{1,2})\s*[-/.]\s*(?P<m>\d{1,2})\s*[-/.]\s*(?P<d>\d{1,2})")
_FISCAL = re.compile(
    rf"(?:(?P<word>今|本|来|翌)年度|(?:{_ERA_NAMES}\s*(?P<ey>\d{{1,2}}|元)|(?P<y>\d{{4}}))年度)(?:末|中|内)?"
)
_YEAR = re.compile(r"(?P<word>今|本|来|翌)?年(?:末|内)")
_AFTER = re.compile(r"\s*(?:まで(?:に)?|予定|頃|ごろ|目途|目処|目標|〆|締切?|\(予定\)|見込み?)+$")


def first_day(cycle: str) -> date | None:
    """Return the day a cycle begins with, None for what is no cycle."""
    match = re.fullmatch(r"(\d{4})Q([1-4])", cycle)
    return date(int(match[1]), int(match[2]) * 3 - 2, 1) if match else None


def guess_date(text: str, cycle: str) -> tuple[str, str]:
    """Return an ISO date and what was guessed about it; ('', '') where nothing can be.

    `cycle` tells which year is meant.
    """
    begins = first_day(cycle)
    if begins is None:
        return "", ""
    plain = _WEEKDAY.sub("", unicodedata.normalize("NFKC", text).strip())
    shorn = _AFTER.sub("", plain)
    exact = japanese_date(shorn)
    if exact and shorn != plain:
        return exact, f"「{text}」を{exact}と読みました"
    day = _guessed(shorn, begins)
    return (day.isoformat(), f"「{text}」を{day.isoformat()}と推定しました") if day else ("", "")


def _guessed(text: str, begins: date) -> date | None:
    try:
        if match := _FISCAL.fullmatch(text):
            year = begins.year - (begins.month < 4)
            if match["word"] in ("来", "翌"):
                year += 1
            elif match["ey"] or match["y"]:
                year = _year(match)
            return date(year + 1, 3, 31)
        if match := _YEAR.fullmatch(text):
            return date(begins.year + (match["word"] in ("来", "翌")), 12, 31)
        if match := _SHORT.fullmatch(text):
            year = int(match["y"])
            return date(2000 + year if year >= 20 else 2018 + year, int(match["m"]), int(match["d"]))
        if _CUT_DAY.fullmatch(text):
            return None
        if match := _DAY.fullmatch(text):
            return _next(begins, int(match["m"]), int(match["d"]))
        if (match := _MONTH.fullmatch(text)) and ("月" in text or match["era"] or match["y"]):
            month, part = int(match["m"]), match["part"] or ""
            last = 10 if part in ("初", "初旬", "上旬") else 20 if part in ("中旬", "半ば") else 0
            if match["ey"] or match["y"]:
                year = _year(match)
                return date(year, month, last or calendar.monthrange(year, month)[1])
            day = _next(begins, month, 1)
            return day.replace(day=last or calendar.monthrange(day.year, month)[1])
    except ValueError:
        return None
    return None


def _year(match: re.Match[str]) -> int:
    if match["y"]:
        return int(match["y"])
    return _ERAS[match["era"].upper()] + (1 if match["ey"] == "元" else int(match["ey"]))


def _next(begins: date, month: int, day: int) -> date:
    """Return the first such day from the beginning of the cycle on."""
    day_ = date(begins.year, month, day)
    return day_ if day_ >= begins else date(begins.year + 1, month, day)


def day_of(value: date | datetime) -> str:
    """Return the ISO date of a cell that a spreadsheet holds as a date."""
    return (value.date() if isinstance(value, datetime) else value).isoformat()
