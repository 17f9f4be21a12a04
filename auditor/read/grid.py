"""Cells as they come, made into a bounded sheet."""

from dataclasses import dataclass, field
from math import isfinite

from auditor.read.facts import MAX_CELLS, MAX_COLUMNS, MAX_ROWS, Value

MAX_TEXT = 2_000  # characters kept of one cell


@dataclass(slots=True)
class Room:
    """How many cells one file may still keep."""

    left: int = MAX_CELLS


@dataclass(slots=True)
class Grid:
    """The cells of one sheet while it is read; rows and columns are counted from 1."""

    room: Room
    cells: dict[int, dict[int, Value]] = field(default_factory=dict)
    height: int = 0
    width: int = 0
    cut: bool = False

    def put(self, row: int, column: int, value: Value) -> bool:
        """Keep a value where there is room; tell whether it was kept."""
        if value is None or value == "":
            return False
        if isinstance(value, float) and not isfinite(value):
            value = str(value)
        self.height = max(self.height, row)
        self.width = max(self.width, column)
        if row > MAX_ROWS or column > MAX_COLUMNS or self.room.left <= 0:
            self.cut = True
            return False
        self.room.left -= 1
        if isinstance(value, str) and len(value) > MAX_TEXT:
            value = value[:MAX_TEXT]
        self.cells.setdefault(row, {})[column] = value
        return True

    def rows(self) -> tuple[tuple[Value, ...], ...]:
        """Return the cells as rows from A1, empty ends left out."""
        last = max(self.cells, default=0)
        return tuple(_row(self.cells.get(number, {})) for number in range(1, last + 1))


def _row(cells: dict[int, Value]) -> tuple[Value, ...]:
    return tuple(cells.get(column) for column in range(1, max(cells, default=0) + 1))


def cell_of(name: str) -> tuple[int, int]:
    """Row and column of an address such as B3; (0, 0) for what is none."""
    column = row = 0
    for char in name:
        if "A" <= char <= "Z":
            column = column * 26 + ord(char) - 64
        elif char.isdigit():
            row = row * 10 + ord(char) - 48
    return row, column
