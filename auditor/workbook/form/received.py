"""What a received file holds, as values: rows of people's tables, comments and sheets of their own."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from auditor.workbook.form.cells import words
from auditor.workbook.form.columns import EXAMPLE

# How a heading that is no column of ours is named in bases, decisions and ledgers.
FILL, EXTRA, HAND = "fill:", "column:", "hand:"
HAND_PREFIX = "M-"  # 管理番号 of rows people added


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value was read, for words like 改善計画!T5."""

    sheet: str
    cell: str


@dataclass(frozen=True, slots=True)
class ReadRow:
    """One row of one of people's tables.

    cells: heading → text of people's columns; columns people added have `EXTRA` before their heading.
    machine: heading → text of our own columns. fills: heading → RRGGBB where the colour is not ours.
    """

    table: str  # name of the sheet of ours it belongs to
    sheet: str  # what that sheet is called in the file
    row: int
    cells: Mapping[str, str]
    places: Mapping[str, str]
    machine: Mapping[str, str] = field(default_factory=dict)
    fills: Mapping[str, str] = field(default_factory=dict)
    merged: frozenset[str] = frozenset()  # headings whose value came from a merged cell
    marks: Mapping[str, str] = field(
        default_factory=dict
    )  # heading → 〃 as typed; `cells` has what it stands for
    struck: Mapping[str, str] = field(default_factory=dict)  # heading → words that are struck out
    asked: Mapping[str, str] = field(default_factory=dict)  # heading → why a person has to say what is meant
    hidden: bool = False  # out of sight, by a filter most often
    partly: bool = False  # some cells of a row of 改善計画, which stands there whole

    @property
    def has_text(self) -> bool:
        """Whether there is anything to keep. A link whose row is gone is left behind, and is nothing."""
        return any(self.cells.values()) or any(t for h, t in self.machine.items() if h != EXAMPLE)


@dataclass(frozen=True, slots=True)
class ReadComment:
    """A note or a thread on a cell."""

    sheet: str
    cell: str
    row: int
    column: int
    author: str
    text: str


@dataclass(frozen=True, slots=True)
class Stray:
    """Words that stand where no cell of the plan is: on a sheet of the machine, above a table, in a text box."""

    sheet: str
    cell: str  # '' where they stand in no cell
    row: int  # 0 where they stand in no cell, as a text box does that only lies over one
    about: str  # what the row begins with
    heading: str  # of the column, or what else holds them
    text: str


@dataclass(frozen=True, slots=True)
class SheetCell:
    """One cell of a sheet that people added, with as much of its looks as can be drawn again."""

    row: int
    column: int
    value: str | int | float | bool
    kind: str = "text"  # text | number | bool | formula
    form: str = "General"  # number format
    bold: bool = False
    italic: bool = False
    ink: str = ""
    fill: str = ""
    wrap: bool = False
    size: float = 0
    link: str = ""


@dataclass(frozen=True, slots=True)
class OwnSheet:
    """A sheet that people added."""

    name: str
    cells: tuple[SheetCell, ...]
    widths: Mapping[str, float] = field(default_factory=dict)  # column number → width
    merges: tuple[tuple[int, int, int, int], ...] = ()
    lost: str = ""  # what of it cannot be drawn again (charts, pictures)

    @property
    def mark(self) -> str:
        """Equal for sheets that say the same, however they look."""
        said = [(c.row, c.column, _plain(c.value)) for c in self.cells if c.value not in ("", "None")]
        return hashlib.sha256(json.dumps(sorted(said)).encode()).hexdigest()[:20]


def _plain(value: str | int | float | bool) -> str:
    return f"{value:g}" if isinstance(value, int | float) else words(value).strip()


@dataclass(frozen=True, slots=True)
class Received:
    """A file that came back. `heads`: table → headings found; `columns`: sheet → column number → heading.

    workbook_id, bureau, cycle and revision are what the file says it is: nothing is decided by them before
    the store has confirmed them.
    """

    file: str
    form: str  # xlsx, or the encoding of a CSV file
    workbook_id: str
    bureau: str
    cycle: str
    revision: int
    author: str
    modified: str
    rows: tuple[ReadRow, ...]
    heads: Mapping[str, frozenset[str]] = field(default_factory=dict)
    columns: Mapping[str, Mapping[int, str]] = field(default_factory=dict)
    comments: tuple[ReadComment, ...] = ()
    sheets: tuple[OwnSheet, ...] = ()
    strays: tuple[Stray, ...] = ()
    remarks: tuple[str, ...] = ()  # what could not be looked at

    @property
    def origin(self) -> str:
        """File, person and time in one line, as 取込の食い違い shows them."""
        return "／".join(part for part in (self.file, self.author, self.modified) if part)
