"""CSV and TSV: text into records, and where the records are not what RFC 4180 asks for."""

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice

from auditor.read.facts import MAX_NOTED, Csv, Sheet
from auditor.read.grid import Grid, Room

MAX_RECORDS = 300_000  # looked at; the rest is only counted
_CANDIDATES = (",", "\t", ";", "|")


def delimiter_of(text: str, suffix: str) -> str:
    """The character that most lines of the head agree on; a comma where there is none."""
    lines = [re.sub(r'"[^"]*"', "", line) for line in text[:20_000].splitlines()[:30] if line.strip()]
    scores = {}
    for candidate in _CANDIDATES:
        counts = Counter(line.count(candidate) for line in lines)
        counts.pop(0, None)
        if counts:
            number, agreeing = counts.most_common(1)[0]
            scores[candidate] = agreeing * min(number, 3) + (suffix == "tsv" and candidate == "\t")
    return max(scores, key=lambda one: scores[one]) if scores else ("\t" if suffix == "tsv" else ",")


def read_delimited(text: str, suffix: str, more: int = 0) -> tuple[Sheet, Csv]:
    """The one table of a delimited text and how its records are written; `more` lines were not decoded."""
    delimiter = delimiter_of(text, suffix)
    csv.field_size_limit(2_000_000)
    found = _Records(delimiter)
    lines = text.splitlines(keepends=True) if "\r\r" in text else text.split("\n")
    if lines and not lines[-1]:
        lines.pop()
    number_of_lines = len(lines)
    unclosed = found.read(f"{line}\n" if not line.endswith(("\n", "\r")) else line for line in lines)
    beyond = more + max(0, number_of_lines - found.lines)
    grid = found.grid
    sheet = Sheet("", grid.rows(), grid.height + beyond, grid.width, cut=grid.cut or beyond > 0)
    columns = found.widths.most_common(1)[0][0] if found.widths else 0
    first = found.first_width
    # The header says how many there should be, where most records agree with it or there are few.
    wanted = first if found.widths.get(first, 0) * 3 >= sum(found.widths.values()) else columns
    return sheet, Csv(
        delimiter=delimiter, records=found.records + beyond, columns=wanted,
        ragged=tuple(islice(((row, n) for row, n in found.ragged if n != wanted), MAX_NOTED)),
        broken_lines=tuple(found.broken), stray_quotes=tuple(found.stray), unclosed=unclosed,
        blank=tuple(found.blank), quoted_commas=found.quoted_commas,
    )  # fmt: skip


class _Records:
    """One walk over the records of a text."""

    def __init__(self, delimiter: str) -> None:
        self.delimiter = delimiter
        self.grid = Grid(Room())
        self.widths: Counter[int] = Counter()
        self.first_width = 0
        self.ragged: list[tuple[int, int]] = []
        self.broken: list[int] = []
        self.stray: list[int] = []
        self.blank: list[int] = []
        self.quoted_commas = 0
        self.records = 0
        self.lines = 0
        one = re.escape(delimiter)
        field = rf'(?:"(?:[^"]|"")*"|[^"{one}\r\n]*)'
        self._proper = re.compile(rf"{field}(?:{one}{field})*[\r\n]*")
        self._raw = ""

    def read(self, lines: Iterable[str]) -> int:
        """Read to the end or the limit; returns the record whose quotation is never closed, else 0."""
        reader = csv.reader(self._watch(lines), delimiter=self.delimiter)
        before = 0
        widths_seen: dict[int, int] = {}
        try:
            for fields in reader:
                self.records += 1
                spent = reader.line_num - before
                before = reader.line_num
                raw, self._raw = self._raw, ""
                self._record(fields, spent, raw, widths_seen)
                if self.records >= MAX_RECORDS:
                    break
        except csv.Error:
            self.lines = reader.line_num
            return self.records + 1
        self.lines = reader.line_num
        return self._open_at_end

    _open_at_end = 0

    def _watch(self, lines: Iterable[str]) -> Iterator[str]:
        for line in lines:
            if '"' in line or self._raw:
                self._raw += line
                if len(self._raw) > 4_000_000:
                    raise csv.Error("quotation never closed")
            yield line.replace("\0", "")

    def _record(self, fields: list[str], spent: int, raw: str, seen: dict[int, int]) -> None:
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
            if raw.count('"') % 2:
                self._open_at_end = number
        if raw:
            if len(self.stray) < MAX_NOTED and spent == 1 and not self._proper.fullmatch(raw):
                self.stray.append(number)
            self.quoted_commas += sum(self.delimiter in field for field in fields)
        for column, field in enumerate(fields, 1):
            self.grid.put(number, column, field)
