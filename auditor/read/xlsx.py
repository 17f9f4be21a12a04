"""Workbooks of Excel 2007 and later, read from their parts: macros and formulas are never run."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

from auditor.read.drawings import drawn_of, old_drawn_of
from auditor.read.facts import MAX_NOTED, Box, Drawn, Sheet, Special, Value
from auditor.read.grid import Grid, Room, cell_of
from auditor.read.limits import Unreadable
from auditor.read.package import Package
from auditor.read.styles import Style, styles_of
from auditor.read.xml_events import parse

MAX_SHEETS = 60
MAX_SHEET_BYTES = 40_000_000
MAX_STRINGS = 1_000_000
MAX_FORMATS = 60_000
_VISIBLE = {"hidden": "hidden", "veryHidden": "very-hidden"}


@dataclass(frozen=True, slots=True)
class Book:
    """What is known of a workbook."""

    sheets: tuple[Sheet, ...]
    macros: bool
    external: int  # links to other workbooks
    lost: str  # what its parts name and the file does not hold


def read_xlsx(package: Package, main: str) -> Book:
    """Return the sheets of a workbook whose main part is `main`."""
    relations = package.relations(main)
    listed, old_dates = _listed(package.part(main))
    if not listed:
        raise Unreadable("damaged", "no sheets")
    by_kind = {one.kind: one.target for one in reversed(relations)}
    strings = _strings(package.part(by_kind.get("sharedStrings", "")))
    styles = styles_of(package.part(by_kind.get("styles", "")))
    by_id = {one.id: one for one in relations}
    room = Room()
    sheets: list[Sheet] = []
    lost: list[str] = []
    for name, state, link in listed[:MAX_SHEETS]:
        relation = by_id.get(link)
        if relation is None or not package.holds(relation.target):
            lost.append(f"sheet “{name}” is not there")
        elif relation.kind == "chartsheet":  # all of it is a drawing
            sheets.append(Sheet(name, (), 0, 0, state, objects=(Drawn("chart", None),)))
        elif relation.kind in ("worksheet", ""):
            reading = _Reading(Grid(room), strings, styles, old_dates)
            sheets.append(_sheet(package, relation.target, name, state, reading))
            if reading.lost:  # without them nothing can be judged: a header may be gone
                raise Unreadable("damaged", f"{reading.lost} texts of “{name}” are not there")
    external = sum(one.kind == "externalLink" for one in relations)
    macros = any(one.endswith("vbaproject.bin") for one in package.names)
    return Book(tuple(sheets), macros, external, ", ".join(lost[:5]))


def _listed(data: bytes) -> tuple[list[tuple[str, str, str]], bool]:
    """Name, visibility and relation of each sheet; whether dates count from 1904."""
    found: list[tuple[str, str, str]] = []
    old = [False]

    def start(tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "sheet":
            link = next((value for key, value in attributes.items() if key.endswith(":id")), "")
            state = _VISIBLE.get(attributes.get("state", ""), "visible")
            found.append((attributes.get("name", "")[:31], state, link))
        elif tag == "workbookPr":
            old[0] = attributes.get("date1904", "0") in ("1", "true")

    if data:
        parse(data, start)
    return found, old[0]


def _strings(data: bytes) -> list[str]:
    found: list[str] = []
    parts: list[str] = []
    phonetic = [0]

    def start(tag: str, _attributes: Mapping[str, str]) -> None:
        if tag == "si":
            parts.clear()
        elif tag == "rPh":  # the reading of kanji is not part of the text
            phonetic[0] += 1

    def end(tag: str, text: str) -> None:
        if tag == "t" and not phonetic[0]:
            parts.append(text)
        elif tag == "rPh":
            phonetic[0] -= 1
        elif tag == "si":
            if len(found) >= MAX_STRINGS:
                raise Unreadable("too-large", "shared strings")
            found.append("".join(parts))

    if data:
        parse(data, start, end)
    return found


@dataclass(slots=True)
class _Reading:
    """Handlers for one sheet part; what is collected is read off afterwards."""

    grid: Grid
    strings: list[str]
    styles: tuple[Style, ...]
    old_dates: bool
    row: int = 0
    column: int = 0
    kind: str = ""
    style: Style = field(default_factory=Style)
    value: str = ""
    formula: bool = False
    formulas: list[tuple[int, int]] = field(default_factory=list)
    formula_count: int = 0
    merges: list[Box] = field(default_factory=list)
    hidden_rows: list[tuple[int, int]] = field(default_factory=list)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    formats: list[tuple[int, int, str]] = field(default_factory=list)
    links: dict[str, str] = field(default_factory=dict)
    inline: list[str] = field(default_factory=list)
    lost: int = 0  # texts that are not where the cell says

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "c":
            place = cell_of(attributes.get("r", ""))
            self.row, self.column = place if place[1] else (self.row, self.column + 1)
            self.kind = attributes.get("t", "n")
            number = attributes.get("s", "0")
            at = int(number) if number.isdecimal() else 0
            self.style = self.styles[at] if at < len(self.styles) else Style()
            self.value, self.formula = "", False
            self.inline.clear()
        elif tag == "row":
            number = attributes.get("r", "")
            self.row = int(number) if number.isdecimal() else self.row + 1
            self.column = 0
            if attributes.get("hidden") in ("1", "true"):
                _extend(self.hidden_rows, self.row, self.row)
        elif tag == "f":
            self.formula = True
        elif tag == "mergeCell":
            if (box := box_of(attributes.get("ref", ""))) and len(self.merges) < MAX_NOTED:
                self.merges.append(box)
        elif tag == "col":
            if attributes.get("hidden") in ("1", "true"):
                first, last = attributes.get("min", "0"), attributes.get("max", "0")
                if first.isdecimal() and last.isdecimal():
                    _extend(self.hidden_columns, int(first), int(last))
        elif tag in ("drawing", "legacyDrawing"):
            self.links[tag] = next((text for key, text in attributes.items() if key.endswith(":id")), "")

    def end(self, tag: str, text: str) -> None:
        if tag == "v":
            self.value = text
        elif tag == "t":
            self.inline.append(text)
        elif tag == "c":
            self._cell()

    def _cell(self) -> None:
        if self.formula:
            self.formula_count += 1
            if len(self.formulas) < MAX_NOTED:
                self.formulas.append((self.row, self.column))
        value = self._read()
        # A formula that was never calculated has no value, and there is one all the same.
        if value is None and self.formula:
            value = Special("formula", "")
        if (
            self.grid.put(self.row, self.column, value)
            and self.style.mark
            and len(self.formats) < MAX_FORMATS
        ):
            self.formats.append((self.row, self.column, self.style.mark))

    def _read(self) -> Value:
        text = self.value
        if self.kind == "s":
            if text.isdecimal() and int(text) < len(self.strings):
                return self.strings[int(text)]
            self.lost += 1
            return None
        if self.kind == "inlineStr":
            return "".join(self.inline)
        if self.kind == "str":
            return text
        if self.kind == "b":
            return text == "1"
        if self.kind == "e":
            return Special("error", text)
        if self.kind == "d":
            return Special("date", text)
        if not text:
            return None
        try:
            number = float(text)
        except ValueError:
            return text
        if self.style.date and (date := date_of(number, old=self.old_dates)):
            return Special("date", date)
        return int(number) if number.is_integer() and abs(number) < 1e15 else number


def _extend(ranges: list[tuple[int, int]], first: int, last: int) -> None:
    if ranges and ranges[-1][1] == first - 1:
        ranges[-1] = (ranges[-1][0], last)
    elif len(ranges) < MAX_NOTED:
        ranges.append((first, last))


def box_of(reference: str) -> Box | None:
    """Return the range a reference such as B3:D3 names."""
    first, _, last = reference.partition(":")
    top, left = cell_of(first)
    bottom, right = cell_of(last or first)
    return Box(top, left, bottom, right) if top and left and bottom and right else None


def date_of(number: float, *, old: bool = False) -> str:
    """Return a day number of Excel in ISO 8601, '' for what is no date."""
    if not 0 <= number < 2_958_466:
        return ""
    start = datetime.datetime(1904, 1, 1) if old else datetime.datetime(1899, 12, 30)
    if not old and number < 61:  # Excel believes in 29 February 1900
        start = datetime.datetime(1899, 12, 31)
    moment = start + datetime.timedelta(seconds=round(number * 86_400))
    if number < 1:
        return moment.time().isoformat()
    return moment.date().isoformat() if number == int(number) else moment.isoformat()


def _sheet(package: Package, path: str, name: str, state: str, reading: _Reading) -> Sheet:
    parse(package.part(path, MAX_SHEET_BYTES), reading.start, reading.end)
    grid = reading.grid
    objects: list[Drawn] = []
    comments = 0
    if reading.links:
        targets = {one.id: one.target for one in package.relations(path)}
        for tag, link in sorted(reading.links.items()):
            part = package.part(targets.get(link, ""))
            if part and tag == "drawing":
                objects += drawn_of(part)
            elif part:
                found, comments = old_drawn_of(part)
                objects += found
    return Sheet(
        name=name, rows=grid.rows(), height=grid.height, width=grid.width, visibility=state,
        merges=tuple(reading.merges), formulas=tuple(reading.formulas), formula_count=reading.formula_count,
        hidden_rows=tuple(reading.hidden_rows), hidden_columns=tuple(reading.hidden_columns),
        objects=tuple(objects[:MAX_NOTED]), formats=tuple(reading.formats), comments=comments, cut=grid.cut,
    )  # fmt: skip
