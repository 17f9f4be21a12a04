"""Dates as people write them: year, month and day of an era or of the western calendar."""

import re
from dataclasses import dataclass

from auditor.read.facts import Special, Value

from ._values import folded

_FIRST = {
    "明治": 1868,
    "大正": 1912,
    "昭和": 1926,
    "平成": 1989,
    "令和": 2019,
    "m": 1868,
    "t": 1912,
    "s": 1926,
    "h": 1989,
    "r": 2019,
}
_ERA = r"(?P<era>明治|大正|昭和|平成|令和|[mtshr])\.?(?P<n>元|\d{1,2})"
_WESTERN = r"(?:西暦)?(?P<y>(?:18[6-9]|19\d|20\d)\d)"
_REST = r"(?:年(?P<fiscal>度)?|[./-]|$)(?:(?P<m>\d{1,2})(?:月|[./-]|$)(?:(?P<d>\d{1,2})日?)?)?"
_ERA_DATE = re.compile(_ERA + _REST)
_WESTERN_DATE = re.compile(_WESTERN + _REST)
_COMPACT = re.compile(r"(?P<y>(?:19|20)\d\d)(?P<m>0[1-9]|1[0-2])(?P<d>[0-3]\d)$")
_BOTH = re.compile(r"(?P<one>[^()\[\]/=・]+)[(\[/=・](?P<two>[^()\[\]]+?)[)\]]?(?:年度?[^年]*)?$")
_MORE = re.compile(r"[(（][日月火水木金土](?:曜日?)?[)）]|[日月火水木金土]曜日?|[ T]\d{1,2}:\d\d.*$")


@dataclass(frozen=True, slots=True)
class Day:
    """A date as far as it is told: 0 for a month or day that is not."""

    year: int
    month: int = 0
    day: int = 0
    fiscal: bool = False  # the year begins in April

    def agrees(self, other: "Day") -> bool:
        """Return whether two dates can be the same one: what both tell is equal."""
        years = (self._year(other.fiscal), other._year(self.fiscal))
        pairs = (years, (self.month, other.month), (self.day, other.day))
        return all(one == two for one, two in pairs if one and two)

    def _year(self, fiscal: bool) -> int:
        return self.year - (fiscal and not self.fiscal and 0 < self.month < 4)


def era_day(value: Value) -> Day | None:
    """Return the date that a cell tells in an era, None where it tells none or a western one too."""
    if not isinstance(value, str):
        return None
    return _era(folded(_MORE.sub("", value)))


def western_day(value: Value) -> Day | None:
    """Return the date that a cell tells in the western calendar; a whole number is a year where it can be one."""
    if isinstance(value, Special):
        return _western(value.text[:10]) if value.kind == "date" else None
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        return None
    return _western(folded(_MORE.sub("", str(value))))


def both_days(value: Value) -> tuple[Day, Day] | None:
    """Return the two dates of a cell such as 令和6年（2024年）, era first; None where it does not tell both."""
    if not isinstance(value, str) or not (found := _BOTH.match(folded(value))):
        return None
    for one, two in ((found["one"], found["two"]), (found["two"], found["one"])):
        if (era := _era(one)) and (western := _western(two)):
            return era, western
    return None


def _era(text: str) -> Day | None:
    found = _ERA_DATE.fullmatch(text)
    if not found:
        return None
    number = 1 if found["n"] == "元" else int(found["n"])
    return _day(found, _FIRST[found["era"]] + number - 1) if number else None


def _western(text: str) -> Day | None:
    if found := _COMPACT.fullmatch(text):
        return Day(int(found["y"]), int(found["m"]), int(found["d"]))
    found = _WESTERN_DATE.fullmatch(text)
    return _day(found, int(found["y"])) if found else None


def _day(found: re.Match[str], year: int) -> Day:
    return Day(year, int(found["m"] or 0), int(found["d"] or 0), bool(found["fiscal"]))
