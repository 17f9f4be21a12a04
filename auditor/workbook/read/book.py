"""Reads the sheets of a received workbook into cells, as a stream: no more is held than is filled in."""

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from openpyxl.formula.translate import Translator
from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import column_index_from_string
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel, from_ISO8601

from auditor.model import WorkbookError
from auditor.workbook.form.colours import MAX_THEME, theme_of
from auditor.workbook.form.page_texts import page_texts
from auditor.workbook.form.texts import unescaped
from auditor.workbook.read.looks import PLAIN, Look, is_on, looks_of
from auditor.workbook.read.pieces import BROKEN, TOO_LARGE, Piece, pieces
from auditor.workbook.read.untrusted_xlsx import Package, Relation

MAX_SHEETS = 1_000
MAX_ROW, MAX_COLUMN = 1_048_576, 16_384
MAX_ROWS = 250_000  # filled rows of one sheet; ours have 200,000 at most
MAX_CELLS = 3_500_000  # filled cells of all sheets
MAX_STRINGS = 4_000_000
MAX_MERGED = 20_000  # merged ranges of one sheet
MAX_LINKS = 70_000  # Excel takes 65,530 on a sheet
MAX_COLUMNS = 200  # column widths

_PLACE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_PRINTED = frozenset(f"{page}{part}" for page in ("odd", "even", "first") for part in ("Header", "Footer"))
_ROW_PARTS = frozenset({"c", "mergeCell", "col", "hyperlink"}) | _PRINTED
Value = str | int | float | bool | datetime | date | time | timedelta
Area = tuple[int, int, int, int]  # first row, first column, last row, last column
Keep = Callable[[int, int, Value | None], bool]  # row, column and value of a cell → whether it is held


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell; of a formula the value that was last computed, None where none was.

    `struck`: words that are struck out, `kept` the others where there are some.
    """

    value: Value | None
    formula: str = ""
    look: Look = PLAIN
    struck: str = ""
    kept: str = ""

    @property
    def shown(self) -> Value | None:
        """The value a reader sees, the formula where no program computed one."""
        return self.formula if self.value is None and self.formula else self.value


@dataclass(frozen=True, slots=True)
class SheetRead:
    """One sheet. `rows`: row → column → cell, filled ones and coloured ones; in order of the rows."""

    title: str
    part: str
    rows: Mapping[int, Mapping[int, Cell]] = field(default_factory=dict)
    hidden: frozenset[int] = frozenset()  # rows that are out of sight
    merged: tuple[Area, ...] = ()
    links: Mapping[tuple[int, int], str] = field(default_factory=dict)
    widths: Mapping[int, float] = field(default_factory=dict)
    relations: tuple[Relation, ...] = ()
    printed: tuple[str, ...] = ()  # words of the header and the footer of its pages

    def cell(self, row: int, column: int) -> Cell | None:
        """Return the cell of a place, None where nothing is."""
        return self.rows.get(row, {}).get(column)


@dataclass(frozen=True, slots=True)
class Book:
    """The sheets in order. `epoch`: the day that serial numbers count from."""

    sheets: tuple[SheetRead, ...]
    epoch: datetime


@dataclass(frozen=True, slots=True)
class _Common:
    """What all sheets of a workbook share."""

    strings: Sequence[str]
    parted: Mapping[int, tuple[str, str]]  # number of a string → what of it is kept, what is struck out
    looks: Sequence[Look]
    epoch: datetime


def read_book(package: Package, first: str, wanted: Callable[[str, SheetRead | None], Keep | None]) -> Book:
    """Return the workbook. Raises WorkbookError beyond the bounds.

    `first`: title of the sheet that is read before all others. `wanted`: title of a sheet, and that first one
    where there is one → which of its cells are held, None for a sheet that is not read at all.
    """
    titles: list[tuple[str, str]] = []
    epoch = CALENDAR_WINDOWS_1900
    with package.open(package.main) as stream:
        for piece in pieces(stream, frozenset({"sheet", "workbookPr"})):
            if piece.name == "workbookPr" and piece.facts.get("date1904") in ("1", "true"):
                epoch = CALENDAR_MAC_1904
            elif piece.parent == "sheets":
                title, taken = unescaped(piece.facts.get("name", "")), {known for known, _ in titles}
                titles.append(
                    (f"{title}（{len(titles)}）" if title in taken else title, piece.facts.get("id", ""))
                )
            if len(titles) > MAX_SHEETS:
                raise WorkbookError("シートが多すぎます。不要なシートを除いて保存し直してください。")
    relations = package.relations(package.main)
    places = {one.id: one.part for one in relations}
    shared = {one.kind: one.part for one in relations}
    theme = theme_of(package.read(shared.get("theme", ""), MAX_THEME))
    common = _Common(
        *_strings(package, shared.get("sharedStrings", "")),
        looks_of(package, shared.get("styles", ""), theme),
        epoch,
    )
    sheets: dict[str, SheetRead] = {}
    left = MAX_CELLS
    for title, id_ in sorted(titles, key=lambda one: one[0] != first):
        sheet = SheetRead(title, places.get(id_, ""))
        keep = wanted(title, sheets.get(first))
        if keep is not None and sheet.part in package:
            sheet = _Sheet(sheet, common, left, keep).read(package)
            left -= sum(map(len, sheet.rows.values()))
        sheets[title] = sheet
    return Book(tuple(sheets[title] for title, _ in titles), epoch)


def _strings(package: Package, part: str) -> tuple[list[str], dict[int, tuple[str, str]]]:
    found: list[str] = []
    parted: dict[int, tuple[str, str]] = {}
    with package.open(part) as stream:
        if part in package:
            for piece in pieces(stream, frozenset({"si"})):
                if both := _parted(piece):
                    parted[len(found)] = both
                found.append(unescaped(piece.words()))
                if len(found) > MAX_STRINGS:
                    raise WorkbookError(TOO_LARGE)
    return found, parted


def _parted(piece: Piece) -> tuple[str, str] | None:
    """Return what of a text is kept and what is struck out, None where nothing is."""
    runs = [(part, part.first("rPr")) for part in piece.parts if part.name == "r"]
    struck = [run for run, look in runs if look and is_on(look.first("strike"))]
    if not struck:
        return None
    kept = (part for part in piece.parts if not any(part is run for run in struck))
    texts = [
        unescaped("".join(part.words() for part in parts if part.name in ("r", "t"))).strip()
        for parts in (kept, struck)
    ]
    return texts[0], texts[1]


class _Sheet:
    """Gathers one sheet while its part is read."""

    def __init__(self, sheet: SheetRead, common: _Common, left: int, keep: Keep) -> None:
        self._sheet, self._common, self._left, self._keep = sheet, common, left, keep
        self._rows: dict[int, dict[int, Cell]] = {}
        self._hidden: set[int] = set()
        self._merged: list[Area] = []
        self._links: dict[tuple[int, int], str] = {}
        self._widths: dict[int, float] = {}
        self._shared: dict[str, Translator] = {}
        self._printed: list[str] = []
        self._row = self._column = self._filled = 0

    def read(self, package: Package) -> SheetRead:
        relations = tuple(package.relations(self._sheet.part))
        outside = {one.id: one.target for one in relations if one.kind == "hyperlink"}
        with package.open(self._sheet.part) as stream:
            for piece in pieces(stream, _ROW_PARTS, frozenset({"row"})):
                if piece.name == "row":
                    self._begin_row(piece)
                elif piece.name == "c" and piece.parent == "row":
                    self._cell(piece)
                elif piece.name == "mergeCell":
                    self._merge(piece)
                elif piece.name == "hyperlink":
                    self._link(piece, outside)
                elif piece.parent == "cols":
                    self._width(piece)
                elif piece.name in _PRINTED:
                    self._printed += page_texts(unescaped(piece.text))
        return SheetRead(
            title=self._sheet.title,
            part=self._sheet.part,
            rows={row: self._rows[row] for row in sorted(self._rows)},
            hidden=frozenset(self._hidden),
            merged=tuple(self._merged),
            links=self._links,
            widths=self._widths,
            relations=relations,
            printed=tuple(dict.fromkeys(self._printed)),
        )

    def _too_much(self, what: str) -> WorkbookError:
        return WorkbookError(
            f"シート「{self._sheet.title[:31]}」の{what}が多すぎて読めません。計画書にない表や空の行・結合を除き、保存し直してください。"
        )

    def _begin_row(self, piece: Piece) -> None:
        said = piece.facts.get("r", "")
        self._row = int(said) if said.isascii() and said.isdecimal() and len(said) < 9 else self._row + 1
        self._column = 0
        if self._row > MAX_ROW:
            raise self._too_much("行")
        if piece.facts.get("hidden") in ("1", "true"):
            self._hidden.add(self._row)

    def _cell(self, piece: Piece) -> None:
        row, column = place(piece.facts.get("r", "")) or (self._row, self._column + 1)
        self._column = column
        look = self._look(piece.facts.get("s", ""))
        value, formula = self._value(piece, look, row, column)
        if (value is None and not formula and not look.fill) or not self._keep(row, column, value):
            return
        self._filled += 1
        cells = self._rows.setdefault(row, {})
        kept, struck = self._struck(piece, value, look)
        cells[column] = Cell(value, formula, look, struck, kept)
        if len(self._rows) > MAX_ROWS:
            raise self._too_much("行")
        if self._filled > self._left:
            raise self._too_much("セル")

    def _struck(self, piece: Piece, value: Value | None, look: Look) -> tuple[str, str]:
        """Return what of a text is kept and what is struck out, both '' where nothing is."""
        if look.strike and isinstance(value, str):
            return "", value
        kind, held = piece.facts.get("t", ""), piece.first("v")
        if kind == "s" and held is not None and held.text.strip().isdecimal():
            return self._common.parted.get(int(held.text[:9]), ("", ""))
        inside = piece.first("is") if kind == "inlineStr" else None
        return (_parted(inside) if inside else None) or ("", "")

    def _look(self, number: str) -> Look:
        looks = self._common.looks
        at = int(number) if number.isascii() and number.isdecimal() and len(number) < 8 else 0
        return looks[at] if at < len(looks) else PLAIN

    def _value(self, piece: Piece, look: Look, row: int, column: int) -> tuple[Value | None, str]:
        value, formula = None, ""
        kind = piece.facts.get("t", "n")
        for part in piece.parts:
            if part.name == "v":
                value = self._typed(part.text, kind, look)
            elif part.name == "f":
                formula = self._formula(part, row, column)
            elif part.name == "is" and kind == "inlineStr":
                value = unescaped(part.words())
        return value, formula

    def _typed(self, text: str, kind: str, look: Look) -> Value | None:
        if kind == "s":
            strings = self._common.strings
            at = int(text) if text.strip().isdecimal() and len(text) < 10 else len(strings)
            if at >= len(strings):
                raise WorkbookError(BROKEN)  # words that are not there: to go on would lose them
            return strings[at]
        if kind == "str":
            return unescaped(text)
        if not text.strip():
            return None
        if kind == "b":
            return text.strip() in ("1", "true")
        if kind == "n":
            return self._number(text.strip(), look)
        if kind == "d":
            try:
                day: Value = from_ISO8601(text.strip())  # type: ignore[no-untyped-call]
            except ValueError:
                return unescaped(text)
            return day
        return unescaped(text)  # an error value, or a kind nobody knows

    def _number(self, text: str, look: Look) -> Value:
        try:
            number = float(text)
        except ValueError:
            return unescaped(text)
        if not math.isfinite(number):
            return unescaped(text)[:400]
        if look.is_date:
            try:
                found: Value = from_excel(number, self._common.epoch, timedelta=look.is_span)
            except (OverflowError, ValueError):
                return number
            return found
        whole = number.is_integer() and abs(number) < 2**53 and not set(text) & set(".eE")
        return int(number) if whole else number

    def _formula(self, part: Piece, row: int, column: int) -> str:
        text, shared = unescaped(part.text), part.facts.get("si", "")
        here = f"{get_column_letter(column)}{row}"
        if part.facts.get("t") != "shared" or not shared:
            return f"={text}" if text else ""
        if text:
            self._shared[shared] = Translator(f"={text}", here)
            return f"={text}"
        origin = self._shared.get(shared)
        return str(origin.translate_formula(here)) if origin else ""

    def _merge(self, piece: Piece) -> None:
        area = _area(piece.facts.get("ref", ""))
        if area is not None and area[:2] != area[2:]:
            self._merged.append(area)
        if len(self._merged) > MAX_MERGED:
            raise self._too_much("結合セル")

    def _link(self, piece: Piece, outside: Mapping[str, str]) -> None:
        area, target = _area(piece.facts.get("ref", "")), outside.get(piece.facts.get("id", ""), "")
        if area is not None and target:
            self._links[area[:2]] = target
        if len(self._links) > MAX_LINKS:
            raise self._too_much("リンク")

    def _width(self, piece: Piece) -> None:
        first, width = piece.facts.get("min", ""), piece.facts.get("width", "")
        try:
            column, size = int(first[:6]), float(width[:20])
        except ValueError:
            return
        if 1 <= column <= MAX_COLUMN and 0 < size <= 255 and len(self._widths) < MAX_COLUMNS:
            self._widths[column] = round(size, 1)


def place(text: str) -> tuple[int, int] | None:
    """Row and column of a reference, None where it is none."""
    match = _PLACE.fullmatch(text)
    if match is None:
        return None
    row, column = int(match[2]), column_index_from_string(match[1].upper())
    return (row, column) if 1 <= row <= MAX_ROW and column <= MAX_COLUMN else None


def _area(text: str) -> Area | None:
    first, _, last = text.partition(":")
    start, end = place(first), place(last or first)
    if start is None or end is None:
        return None
    rows, columns = sorted((start[0], end[0])), sorted((start[1], end[1]))
    return rows[0], columns[0], rows[1], columns[1]
