"""CSV and TSV: text into records, and where the records are not what RFC 4180 asks for."""

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice

from auditor.read.facts import MAX_NOTED, Csv, Sheet
from auditor.read.grid import Grid, Room
from auditor.read.limits import Unreadable

MAX_RECORDS = 300_000  # looked at; the rest is only counted
MAX_FIELD = 2_000_000  # characters
MAX_QUOTED = 4_000_000  # characters of a record with quotation marks
_CANDIDATES = (",", "\t", ";", "|")
_USUAL = {"csv": ",", "tsv": "\t"}
_LINES = re.compile("\r?\r\n|\n|\r")  # a program that writes CR LF on Windows as text leaves two CR
_LINE = re.compile("[^\r\n]*(?:\r?\r\n|\n|\r)|[^\r\n]+")
_TOLD = re.compile(
    r'"?sep=(.)"?[,;\t]*', re.IGNORECASE
)  # what Excel takes as the delimiter, and others as data


def delimiter_of(text: str, suffix: str) -> str:
    """Return the character that most lines of the head agree on; a comma where there is none."""
    lines = [re.sub(r'"[^"]*"', "", line) for line in _LINES.split(text[:20_000])[:30] if line.strip()]
    usual = _USUAL.get(suffix, "")
    scores = {}
    for candidate in _CANDIDATES:
        counts = Counter(line.count(candidate) for line in lines)
        counts.pop(0, None)
        if counts:
            number, agreeing = counts.most_common(1)[0]
            if candidate == usual and len(lines) > 1 and agreeing * 10 >= len(lines) * 8:
                return candidate  # other signs are lists within the values
            scores[candidate] = agreeing * min(number, 3) + (suffix == "tsv" and candidate == "\t")
    return max(scores, key=lambda one: scores[one]) if scores else usual or ","


def read_delimited(text: str, suffix: str, more: int = 0) -> tuple[Sheet, Csv]:
    """Return the one table of a delimited text and how its records are written; `more` lines were not decoded."""
    lines = _LINE.findall(text)
    told = _TOLD.fullmatch(lines[0].strip("\r\n")) if lines else None
    delimiter = told[1] if told else delimiter_of(text, suffix)
    csv.field_size_limit(MAX_FIELD)
    found = _Records(delimiter, skip=1 if told else 0)
    unclosed = found.read(lines)
    beyond = more + max(0, len(lines) - found.lines)
    grid = found.grid
    sheet = Sheet("", grid.rows(), grid.height + beyond, grid.width, cut=grid.cut or beyond > 0)
    columns = found.widths.most_common(1)[0][0] if found.widths else 0
    first = found.first_width
    # The header says how many there should be, where most records agree with it or there are few.
    wanted = first if found.widths.get(first, 0) * 3 >= sum(found.widths.values()) else columns
    return sheet, Csv(
        delimiter=delimiter, records=found.records + beyond, columns=wanted,
        ragged=tuple(islice(((row, n) for row, n in found.ragged if n != wanted), MAX_NOTED)),
        broken_lines=tuple(found.broken), stray_quotes=tuple(found.stray), unclosed=unclosed, swallowed=found.swallowed,
        blank=tuple(found.blank), quoted_commas=found.quoted_commas, told=told is not None,
    )  # fmt: skip


class _Records:
    """One walk over the records of a text."""

    def __init__(self, delimiter: str, skip: int) -> None:
        self.delimiter = delimiter
        self.grid = Grid(Room())
        self.widths: Counter[int] = Counter()
        self.first_width = 0
        self.ragged: list[tuple[int, int]] = []
        self.broken: list[int] = []
        self.stray: list[int] = []
        self.blank: list[int] = []
        self.quoted_commas = 0
        self.swallowed = 0
        self.records = 0
        self.lines = skip
        self._skip = skip
        one = re.escape(delimiter)
        # A value such as ="001" is how Excel is made to keep its zeros: no mark of it is out of place.
        field = rf'(?:=?"(?:[^"]|"")*"|[^"{one}\r\n]*)'
        self._proper = re.compile(rf"{field}(?:{one}{field})*[\r\n]*")
        self._open = re.compile(rf'(?:{field}{one})*"(?:[^"]|"")*')
        self._raw = ""

    def read(self, lines: list[str]) -> int:
        """Read to the end or the limit; returns the line in which a quotation is opened and never closed, else 0."""
        reader = csv.reader(self._watch(islice(lines, self._skip, None)), delimiter=self.delimiter)
        unclosed = 0
        widths_seen: dict[int, int] = {}
        try:
            for fields in reader:
                first, spent = self.lines + 1, reader.line_num + self._skip - self.lines
                self.lines += spent
                raw, self._raw = self._raw, ""
                last = self.lines == len(lines) and self._open.fullmatch(raw)
                if raw.count('"') % 2 and (spent > 1 or last):
                    if not unclosed:
                        unclosed = first + _opened(raw)
                        self.swallowed = self.lines - unclosed
                    self._each_line(raw, widths_seen)
                else:
                    self._record(fields, spent, raw, widths_seen)
                if self.records >= MAX_RECORDS:
                    break
        except csv.Error as error:
            if self._raw.count('"') % 2 == 0:
                raise Unreadable("too-large", f"line {self.lines + 1}: {error}") from error
            if not unclosed:
                unclosed = self.lines + 1 + _opened(self._raw)
                self.swallowed = len(lines) - unclosed
            self.lines = reader.line_num + self._skip
        return unclosed

    def _watch(self, lines: Iterable[str]) -> Iterator[str]:
        for line in lines:
            if '"' in line or self._raw:
                self._raw += line
                if len(self._raw) > MAX_QUOTED:
                    raise csv.Error("quotation never closed")
            yield line

    def _each_line(self, raw: str, seen: dict[int, int]) -> None:
        """Keep the lines that an open quotation has swallowed as records of their own."""
        for line in _LINES.split(raw.rstrip("\r\n")):
            if self.records < MAX_RECORDS:
                self._record(line.replace('"', "").split(self.delimiter), 1, line, seen)

    def _record(self, fields: list[str], spent: int, raw: str, seen: dict[int, int]) -> None:
        self.records += 1
        number = self.records
        if not any(field.strip() for field in fields):
            if len(self.blank) < MAX_NOTED:
                self.blank.append(number)
            return
        width = len(fields)
        if not self.first_width:
            self.first_width = width
        self.widths[width] += 1
        if seen.setdefault(width, 0) < MAX_NOTED:
            seen[width] += 1
            self.ragged.append((number, width))
        if spent > 1 and len(self.broken) < MAX_NOTED:
            self.broken.append(number)
        if '"' in raw:
            if len(self.stray) < MAX_NOTED and spent == 1 and not self._proper.fullmatch(raw):
                self.stray.append(number)
            self.quoted_commas += sum(self.delimiter in field for field in fields)
        for column, field in enumerate(fields, 1):
            self.grid.put(number, column, field)


def _opened(raw: str) -> int:
    """Return how many lines into a record the first is whose quotation marks do not come in pairs."""
    return next((at for at, line in enumerate(_LINES.split(raw)) if line.count('"') % 2), 0)
