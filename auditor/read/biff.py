"""What of an .xls workbook only its records tell: hidden rows and columns, and which cells hold formulas."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from auditor.read.compound import compound
from auditor.read.facts import MAX_NOTED

MAX_RECORDS = 3_000_000  # of one workbook; beyond, nothing is told
_BOF, _EOF, _SHEET, _ROW, _COLUMNS, _FORMULA = 0x0809, 0x000A, 0x0085, 0x0208, 0x007D, 0x0006


@dataclass(slots=True)
class SheetRecords:
    """What the records of one sheet tell; rows and columns are counted from 1."""

    hidden_rows: list[tuple[int, int]] = field(default_factory=list)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    formulas: list[tuple[int, int]] = field(default_factory=list)
    formula_count: int = 0


def sheet_records(data: bytes) -> list[SheetRecords] | None:
    """Return one value per sheet in the order of the workbook; None where the records cannot be followed to
    their end.
    """
    try:
        stream = _workbook(data)
        return _sheets(stream) if stream else None
    except (struct.error, _TooMany):
        return None


class _TooMany(Exception):
    pass


def _workbook(data: bytes) -> bytes:
    """Return the stream of the workbook in its compound file, b'' where there is none."""
    found = compound(data)
    name = next((one for one in ("Workbook", "Book") if found and one in found.streams), "")
    return found.stream(name) if found and name else b""


def _sheets(stream: bytes) -> list[SheetRecords]:
    steps = [0]
    starts = [
        struct.unpack_from("<I", stream, at)[0]
        for kind, at, length in _records(stream, 0, steps)
        if kind == _SHEET and length >= 6
    ]
    return [_sheet(stream, start, steps) for start in starts]


def _records(stream: bytes, at: int, steps: list[int]) -> Iterator[tuple[int, int, int]]:
    """Kind, place and length of each record of a substream; those of charts within it are left out."""
    depth = 0
    while True:
        kind, length = struct.unpack_from("<HH", stream, at)
        steps[0] += 1
        if steps[0] > MAX_RECORDS:
            raise _TooMany
        depth += (kind == _BOF) - (kind == _EOF)
        if depth <= 0:
            return
        if depth == 1:
            yield kind, at + 4, length
        at += 4 + length


def _sheet(stream: bytes, start: int, steps: list[int]) -> SheetRecords:
    found = SheetRecords()
    for kind, at, length in _records(stream, start, steps):
        if kind == _ROW and length >= 14 and stream[at + 12] & 0x20:
            _add(found.hidden_rows, *struct.unpack_from("<H", stream, at) * 2)
        elif kind == _COLUMNS and length >= 10 and stream[at + 8] & 0x01:
            _add(found.hidden_columns, *struct.unpack_from("<HH", stream, at))
        elif kind == _FORMULA and length >= 4:
            row, column = struct.unpack_from("<HH", stream, at)
            found.formula_count += 1
            if len(found.formulas) < MAX_NOTED:
                found.formulas.append((row + 1, column + 1))
    return found


def _add(ranges: list[tuple[int, int]], first: int, last: int) -> None:
    """Add a range counted from 0, joined with the one before it where they touch."""
    if ranges and ranges[-1][1] == first:
        ranges[-1] = (ranges[-1][0], last + 1)
    elif len(ranges) < MAX_NOTED:
        ranges.append((first + 1, last + 1))
