"""Days as Japanese officials write them, brought to ISO; what would need a guess is not a day."""

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
    """The ISO date of a written day, None where it is none (未定, 9月末, 2026/2/30)."""
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


def day_of(value: date | datetime) -> str:
    """The ISO date of a cell that a spreadsheet holds as a date."""
    return (value.date() if isinstance(value, datetime) else value).isoformat()
