"""Workbooks that only calamine reads: .xls, .xlsb and .ods."""

import datetime
import zipfile
from collections.abc import Mapping
from io import BytesIO

from auditor.read.biff import sheet_records
from auditor.read.facts import MAX_CELLS, MAX_NOTED, Box, Drawn, Sheet, Special, Value
from auditor.read.grid import Grid, Room
from auditor.read.limits import Unreadable, member
from auditor.read.xml_events import parse

MAX_SHEETS = 60
_STATES = {"Hidden": "hidden", "VeryHidden": "very-hidden"}


def read_old(data: bytes, form: str) -> tuple[Sheet, ...]:
    """Return the sheets of a workbook; formulas and hidden rows are told where the form lets them be read."""
    import python_calamine as calamine

    try:
        book = calamine.CalamineWorkbook.from_filelike(BytesIO(data))
    except calamine.PasswordError as error:
        raise Unreadable("encrypted", str(error)[:200]) from error
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise Unreadable("damaged", str(error)[:200]) from error
    extra = _OpenDocument()
    if form == "ods":
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parse(member(archive, "content.xml"), extra.start, extra.end)
    records = sheet_records(data) if form == "xls" else None
    if records is not None and len(records) != len(book.sheets_metadata):
        records = None
    untold = () if form == "ods" or records is not None else ("formulas", "hidden")
    room = Room(MAX_CELLS)
    sheets = []
    for number, about in enumerate(book.sheets_metadata[:MAX_SHEETS]):
        try:
            sheet = book.get_sheet_by_name(about.name)
        except (calamine.CalamineError, OSError, ValueError):
            continue  # a chart sheet
        grid = Grid(room)
        for row, values in enumerate(sheet.to_python(skip_empty_area=False), 1):
            for column, value in enumerate(values, 1):
                grid.put(row, column, _value(value))
        merges = tuple(
            Box(first[0] + 1, first[1] + 1, last[0] + 1, last[1] + 1)
            for first, last in (sheet.merged_cell_ranges or ())[:MAX_NOTED]
        )
        found = records[number] if records is not None else extra.sheets.get(about.name, _Found())
        state = _STATES.get(str(about.visible).rsplit(".", 1)[-1], "visible")
        sheets.append(
            Sheet(
                name=about.name[:31],
                rows=grid.rows(),
                height=grid.height,
                width=grid.width,
                visibility=state,
                merges=merges or (tuple(found.merges) if isinstance(found, _Found) else ()),
                formulas=tuple(found.formulas),
                formula_count=found.formula_count,
                hidden_rows=tuple(found.hidden_rows),
                hidden_columns=tuple(found.hidden_columns),
                objects=tuple(found.objects) if isinstance(found, _Found) else (),
                cut=grid.cut,
                untold=untold,
            )
        )
    if not sheets:
        raise Unreadable("damaged", "no sheets")
    return tuple(sheets)


def _value(value: object) -> Value:
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) < 1e15 else value
    if isinstance(value, int):
        return value
    if isinstance(value, (datetime.datetime, datetime.date, datetime.time)):
        return Special("date", value.isoformat())
    if isinstance(value, datetime.timedelta):
        return Special("date", f"PT{int(value.total_seconds())}S")
    text = str(value)
    return Special("error", text) if text.startswith("#") and text.rstrip("!?").isupper() else text


class _Found:
    """What of one OpenDocument table calamine does not tell."""

    def __init__(self) -> None:
        self.formulas: list[tuple[int, int]] = []
        self.formula_count = 0
        self.merges: list[Box] = []
        self.hidden_rows: list[tuple[int, int]] = []
        self.hidden_columns: list[tuple[int, int]] = []
        self.objects: list[Drawn] = []


class _OpenDocument:
    """Handlers for the content of an OpenDocument spreadsheet."""

    def __init__(self) -> None:
        self.sheets: dict[str, _Found] = {}
        self._now = _Found()
        self._row = self._column = self._defined = 0
        self._repeat = 1
        self._depth = 0

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        told = {key.rsplit(":", 1)[-1]: value for key, value in attributes.items()}
        if name == "table" and not self._depth:
            self._now = self.sheets.setdefault(told.get("name", ""), _Found())
            self._row = self._column = self._defined = 0
        if name == "table":
            self._depth += 1
        if self._depth != 1:
            return
        hidden = told.get("visibility") in ("collapse", "filter")
        if name == "table-column":
            number = _count(told.get("number-columns-repeated"))
            if hidden and len(self._now.hidden_columns) < MAX_NOTED:
                self._now.hidden_columns.append((self._defined + 1, self._defined + number))
            self._defined += number
        elif name == "table-row":
            number = _count(told.get("number-rows-repeated"))
            if hidden and len(self._now.hidden_rows) < MAX_NOTED:
                self._now.hidden_rows.append((self._row + 1, self._row + number))
            self._row += 1
            self._repeat, self._column = number, 0
        elif name in ("table-cell", "covered-table-cell"):
            self._cell(told)
        elif name in ("frame", "custom-shape", "rect", "line") and len(self._now.objects) < MAX_NOTED:
            box = (
                Box(self._row, self._column, self._row, self._column) if self._row and self._column else None
            )
            self._now.objects.append(Drawn("image" if name == "frame" else "shape", box))

    def _cell(self, told: Mapping[str, str]) -> None:
        self._column += 1
        if "formula" in told:
            self._now.formula_count += 1
            if len(self._now.formulas) < MAX_NOTED:
                self._now.formulas.append((self._row, self._column))
        rows, columns = _count(told.get("number-rows-spanned")), _count(told.get("number-columns-spanned"))
        if rows * columns > 1 and len(self._now.merges) < MAX_NOTED:
            box = Box(self._row, self._column, self._row + rows - 1, self._column + columns - 1)
            self._now.merges.append(box)
        self._column += _count(told.get("number-columns-repeated")) - 1

    def end(self, name: str, _text: str) -> None:
        if name == "table":
            self._depth -= 1
        elif name == "table-row" and self._depth == 1:
            self._row += self._repeat - 1


def _count(text: str | None) -> int:
    return int(text) if text and text.isdigit() else 1
