"""Endless parts of a site: which URL leads nowhere new.

Thresholds (each is a constant below):

- calendar: a URL that turns a calendar is taken from ten years before to two years after the cycle's year,
  and at most 24 distinct months of one calendar. What turns a calendar: date parameters (`year=`, `ym=` …),
  or dates in the path below a segment such as `calendar` or `event`. Bare date folders (`/news/2026/10/`)
  are also how archives are kept: only the future (two years) and more than 240 months of one pattern count
  there. Numbered folders (`/soshiki/3015/4/`) are no dates, and a document in a date folder
  (`/news/2026/10/01.html`) never counts.
- segments: the same segment (with a letter in it) three times in a path, or a group of segments three times
  in a row. Numbered folders (`/soshiki/1/1/1/`) are ordinary in municipal systems and exempt.
- parameters: more than eight; one name more than five times; a switch of view (sort, print, share …) on a
  URL known without it; and, for one path and one set of names, the 51st distinct query and all later ones
  that bring no new number: document numbers (`?cat=3&id=123`) may go up to max_urls, combinations of known
  values and free texts may not. Date parameters are left to the calendar.
- session: any URL with a session id; the crawl takes the URL without it instead.
- depth: more than 20 segments.

The route of a page that scripts draw (`#/a/b?x=1`) counts as path and query.
"""

import re
from collections import Counter
from collections.abc import Iterable
from urllib.parse import unquote_plus, urlsplit

from auditor.crawl.url import as_path, session_free
from auditor.model import TRAPS, Fate, PageFacts

YEARS_BACK, YEARS_AHEAD = 10, 2
CALENDAR_MONTHS = 24
ARCHIVE_MONTHS = 240
REPEATS = 3
MAX_PARAMETERS = 8
MAX_SAME_NAME = 5
MAX_QUERIES = 50
MAX_DEPTH = 20

NOT_ASKED = TRAPS | {Fate.EXCLUDED, Fate.ROBOTS_DENIED, Fate.OVER_LIMIT}  # a row, but never a request

_YEAR = re.compile(r"[1-9]\d\d\d")
_BARE_YEAR = re.compile(r"(?:19|20)\d\d")
_BARE_MONTH = re.compile(r"0[1-9]|1[0-2]")
_MONTH = re.compile(r"0?[1-9]|1[0-2]")
_DATE = re.compile(r"([1-9]\d\d\d)[-_./]?(0[1-9]|1[0-2]|[1-9](?=[-_./]|$))(?:[-_./]?([0-3]?\d))?(?:T.*)?")
_YEAR_NAMES = re.compile(r"(?i)(?:\w*[_-])?(?:year|yr|yyyy|yy|y|nen)")
_MONTH_NAMES = re.compile(r"(?i)(?:\w*[_-])?(?:month|mon|mm|m|tsuki)")
_DATE_NAMES = re.compile(
    r"(?i)(?:\w*[_-])?(?:date|day|ym|ymd|yyyymm|yyyymmdd|yearmonth|start|end|from|to|d|cal|calendar|tribe-bar-date)"
)
_DATED = (_YEAR_NAMES, _MONTH_NAMES, _DATE_NAMES)
_DATE_VALUE = re.compile(rf"\d{{1,2}}|{_YEAR.pattern}|{_DATE.pattern}")
_CALENDAR_WORDS = re.compile(
    r"(?i)(?:\w*[_-])?(?:calendar|calender|cal|events?|schedules?|yotei|koyomi|gyoji)(?:[_-]\w*)?"
)
_SWITCHES = re.compile(
    r"(?i)(?:sort|sort_?by|sort_?order|order|order_?by|orderdir|dir|direction|asc|desc|print|printable|"
    r"print_?view|share|replytocom|fontsize|font_?size|utm_\w+|fbclid|gclid|ref|referer|returnurl|return_?to|backurl)"
)
_NUMBER = re.compile(r"[A-Za-z]{0,4}[-_]?\d{1,10}")


class TrapCounts:
    """What of a site was taken so far. Rebuilt from the stored rows in their order, it is the same again."""

    def __init__(self, year: int) -> None:
        self.year = year  # of the cycle, never of the clock: a run tomorrow must decide alike
        self.taken: set[str] = set()
        self._months: dict[str, set[str]] = {}
        self._queries: dict[tuple[str, tuple[str, ...]], set[tuple[tuple[str, str], ...]]] = {}
        self._values: dict[tuple[str, tuple[str, ...], str], set[str]] = {}

    @classmethod
    def of(cls, rows: Iterable[PageFacts], year: int) -> "TrapCounts":
        """Count again from stored rows."""
        counts = cls(year)
        for row in rows:
            if row.fate not in NOT_ASKED:
                counts.add(row.url)
        return counts

    def add(self, url: str) -> None:
        """Count a URL that will be asked for."""
        if url in self.taken:
            return
        self.taken.add(url)
        flat = as_path(url)
        if place := _calendar(flat):
            self._months.setdefault(place[0], set()).add(place[2])
        if pairs := _undated(_pairs(flat)):
            key = (urlsplit(flat).path, _names(pairs))
            self._queries.setdefault(key, set()).add(tuple(pairs))
            for name, value in pairs:
                self._values.setdefault((*key, name), set()).add(value)

    def months(self, pattern: str) -> set[str]:
        """Months of one calendar taken so far."""
        return self._months.get(pattern, set())

    def explosion(self, path: str, pairs: list[tuple[str, str]]) -> bool:
        """Return whether a query only combines anew what this path and these names have shown often enough."""
        names = _names(pairs)
        queries = self._queries.get((path, names), set())
        if len(queries) < MAX_QUERIES or tuple(pairs) in queries:
            return False
        return not any(
            _NUMBER.fullmatch(value) and value not in self._values[path, names, name] for name, value in pairs
        )


def trap(url: str, counts: TrapCounts) -> Fate | None:
    """Return the trap a canonical URL belongs to, None for an ordinary one."""
    if session_free(url) != url:
        return Fate.TRAP_SESSION
    flat = as_path(url)
    path = urlsplit(flat).path
    segments = [part for part in path.split("/") if part]
    if len(segments) > MAX_DEPTH:
        return Fate.TRAP_DEPTH
    if _repeats(segments):
        return Fate.TRAP_SEGMENTS
    if _outside_calendar(flat, counts):
        return Fate.TRAP_CALENDAR
    pairs = _pairs(flat)
    return Fate.TRAP_PARAMETERS if pairs and _endless(url, path, pairs, counts) else None


def _pairs(url: str) -> list[tuple[str, str]]:
    query = urlsplit(url).query
    cut = (pair.partition("=") for pair in query.split("&") if pair)
    return [(unquote_plus(name), unquote_plus(value)) for name, _, value in cut]


def _names(pairs: list[tuple[str, str]]) -> tuple[str, ...]:
    return tuple(sorted({name for name, _ in pairs}))


def _undated(pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the pairs without those that choose the month or day of a calendar."""
    if _query_month(pairs) is None:
        return pairs
    return [pair for pair in pairs if not (_is_date_name(pair[0]) and _DATE_VALUE.fullmatch(pair[1]))]


def _is_date_name(name: str) -> bool:
    return any(names.fullmatch(name) for names in _DATED)


def _endless(url: str, path: str, pairs: list[tuple[str, str]], counts: TrapCounts) -> bool:
    names = Counter(name for name, _ in pairs)
    if len(names) > MAX_PARAMETERS or max(names.values()) > MAX_SAME_NAME:
        return True
    return _switched(url) in counts.taken or counts.explosion(path, _undated(pairs))


def _switched(url: str) -> str:
    """Return the URL without switches of view; '' when it has none."""
    head, _, query = url.partition("?")
    kept = [pair for pair in query.split("&") if not _SWITCHES.fullmatch(pair.partition("=")[0])]
    if len(kept) == query.count("&") + 1:
        return ""
    return head + ("?" + "&".join(kept) if kept else "")


def _repeats(segments: list[str]) -> bool:
    worded = Counter(part for part in segments if re.search(r"[^\d._-]", part))
    if any(count >= REPEATS for count in worded.values()):
        return True
    for length in range(2, len(segments) // REPEATS + 1):
        for at in range(len(segments) - length * REPEATS + 1):
            group = segments[at : at + length]
            if segments[at : at + length * REPEATS] == group * REPEATS and len(set(group)) > 1:
                return True
    return False


def _outside_calendar(url: str, counts: TrapCounts) -> bool:
    place = _calendar(url)
    if place is None:
        return False
    pattern, strict, month = place
    year = int(month[:4])
    if year > counts.year + YEARS_AHEAD or (strict and year < counts.year - YEARS_BACK):
        return True
    seen = counts.months(pattern)
    return month not in seen and len(seen) >= (CALENDAR_MONTHS if strict else ARCHIVE_MONTHS)


def _calendar(url: str) -> tuple[str, bool, str] | None:
    """Return (pattern, whether it surely is a calendar, "YYYY-MM") of a URL that names a month, else None."""
    parts = urlsplit(url)
    if found := _query_month(_pairs(url)):
        return parts.path + "?" + found[0], True, found[1]
    segments = [part for part in parts.path.split("/") if part]
    for at in range(len(segments)):
        worded = any(_CALENDAR_WORDS.fullmatch(word) for word in segments[:at])
        if date := _path_month(segments[at:], worded):
            rest = segments[at + date[1] :]
            if rest and not (worded and rest[0].startswith("index.")):
                return None  # a document kept in a date folder
            return "/".join(segments[:at]), worded, date[0]
    return None


def _path_month(segments: list[str], worded: bool) -> tuple[str, int] | None:
    """Return a month at the head of these segments and how many of them belong to the date."""
    match = _DATE.fullmatch(segments[0])
    if match and (worded or _BARE_YEAR.fullmatch(match[1])):
        return f"{match[1]}-{int(match[2]):02}", 1
    year, month = (_YEAR, _MONTH) if worded else (_BARE_YEAR, _BARE_MONTH)
    if len(segments) > 1 and year.fullmatch(segments[0]) and month.fullmatch(segments[1]):
        day = len(segments) > 2 and re.fullmatch(r"[0-3]?\d", segments[2]) is not None
        return f"{segments[0]}-{int(segments[1]):02}", 3 if day else 2
    return None


def _query_month(pairs: list[tuple[str, str]]) -> tuple[str, str] | None:
    """Return the names of date parameters and the month they give."""
    year = next(((n, v) for n, v in pairs if _YEAR_NAMES.fullmatch(n) and _YEAR.fullmatch(v)), None)
    month = next(((n, v) for n, v in pairs if _MONTH_NAMES.fullmatch(n) and _MONTH.fullmatch(v)), None)
    if year and month:
        return f"{year[0]}&{month[0]}", f"{year[1]}-{int(month[1]):02}"
    for name, value in pairs:
        if _is_date_name(name) and (match := _DATE.fullmatch(value)):
            return name, f"{match[1]}-{int(match[2]):02}"
    return None
