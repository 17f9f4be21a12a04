"""Reads a workbook that came back into values: people's tables wherever their rows and columns went."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from openpyxl.utils import get_column_letter
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from auditor.model import WorkbookError
from auditor.report.workbook import carried, columns, csv_file, heads, opening
from auditor.report.workbook.colours import fill_of, theme_of
from auditor.report.workbook.columns import BASE, CARRIED, CONFLICTS_SHEET, IDENTITY, QUARANTINE_SHEET, Sheet
from auditor.report.workbook.heads import Grid, Head
from auditor.report.workbook.received import EXTRA, ReadRow, Received
from auditor.report.workbook.table import NOTHING
from auditor.report.workbook.texts import text_of

READ = (*CARRIED, CONFLICTS_SHEET, QUARANTINE_SHEET)
MAX_MERGED = 5_000  # cells of a merged area that speaks for rows
# Fills that are ours: people's columns, heads, and white.
_OUR_FILLS = frozenset({"FFFBE6", "FFE699", "1F3864", "FFFFFF", ""})
NO_PLAN = "改善計画の表が見つかりません。見出しの行（管理番号、状態 …）を元に戻してください。"


def read_back(source: Path | bytes, name: str = "") -> Received:
    """Read a workbook or CSV file. WorkbookError, in one line that says what to do, where it cannot be taken."""
    data = source if isinstance(source, bytes) else _bytes(source)
    file = name or (source.name if isinstance(source, Path) else "")
    if csv_file.is_csv(data, file):
        return csv_file.read(data, file)
    opening.check(data)
    book = opening.load(opening.lighter(data))
    facts = _identity(book)
    grids = [_grid(sheet, _cached(data, sheet.title)) for sheet in book.worksheets if _wanted(sheet)]
    rows: list[ReadRow] = []
    found: dict[str, Head] = {}
    for spec in READ:
        head = heads.find([grid for grid in grids if grid.title not in _taken(found)], spec)
        if head is None:
            if spec.name == columns.PLAN:
                raise WorkbookError(NO_PLAN)
            continue
        found[spec.name] = head
        rows += _rows(head, spec, book)
    return Received(
        file=file,
        form="xlsx",
        workbook_id=facts["tmg_workbook_id"],
        bureau=facts["tmg_bureau"],
        cycle=facts["tmg_cycle"],
        revision=int(facts["tmg_revision"]),
        author=text_of(book.properties.lastModifiedBy),
        modified=_time(book.properties.modified),
        rows=tuple(rows),
        heads={table: frozenset(head.where) for table, head in found.items()},
        columns={
            head.grid.title: {column: heading for heading, column in head.where.items()}
            for head in found.values()
        },
        comments=carried.comments(book, data),
        sheets=carried.own_sheets(book, _taken(found)),
        base=_own_base(book),
    )


def _taken(found: Mapping[str, Head]) -> frozenset[str]:
    return frozenset(head.grid.title for head in found.values())


def _time(value: Any) -> str:  # Any: openpyxl's properties have no types
    return value.isoformat(timespec="minutes", sep=" ") if isinstance(value, datetime) else ""


def _wanted(sheet: Worksheet) -> bool:
    """Whether people's words may stand in a table of this sheet."""
    machine = {columns.OVERVIEW, columns.GUIDE, *columns.TABLES} - {spec.name for spec in READ}
    return not sheet.title.startswith("_") and sheet.title not in machine


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(opening.MAX_BYTES + 1)
    except OSError as error:
        raise WorkbookError(
            f"{path.name} を読めません（{error.strerror}）。場所と権限を確かめてください。"
        ) from error


def _identity(book: Workbook) -> dict[str, str]:
    properties: Any = book.custom_doc_props  # type: ignore[attr-defined]  # missing in the stubs
    facts = {p.name: str(p.value) for p in properties.props if p.name.startswith("tmg_")}
    if IDENTITY in book.sheetnames:
        for row in book[IDENTITY].iter_rows(min_row=2, max_row=20, max_col=2, values_only=True):
            if row[0] is not None and row[-1] is not None:
                facts.setdefault(str(row[0]), str(row[-1]))
    wanted = ("tmg_workbook_id", "tmg_bureau", "tmg_cycle", "tmg_revision")
    if any(name not in facts for name in wanted) or not facts["tmg_revision"].isdecimal():
        raise WorkbookError(
            "書き出された改善計画書ではありません（識別情報がありません）。元のファイルに記入してください。"
        )
    if facts.get("tmg_schema", columns.SCHEMA) != columns.SCHEMA:
        raise WorkbookError("別の版の改善計画書です。新しい版のauditorで取り込んでください。")
    return facts


def _own_base(book: Workbook) -> dict[str, dict[str, str]]:
    """What the hidden sheet says people's columns held: for a file that comes to another store."""
    base: dict[str, dict[str, str]] = {}
    if BASE in book.sheetnames:
        for key, heading, value in book[BASE].iter_rows(min_row=2, max_col=3, values_only=True):
            if key is not None and heading is not None:
                base.setdefault(str(key), {})[str(heading)] = text_of(value)
    return base


def _cached(data: bytes, title: str) -> Callable[[int, int], Any]:
    """Looks a computed value up; the file is opened a second time only where there is a formula."""
    sheets: list[Worksheet] = []

    def value(row: int, column: int) -> Any:
        if not sheets:
            sheets.append(opening.load(opening.lighter(data), cached=True)[title])
        return sheets[0].cell(row, column).value

    return value


def _grid(sheet: Worksheet, cached: Callable[[int, int], Any]) -> Grid:
    """The filled cells; a formula gives its last computed value, or itself where no program computed it."""
    rows: dict[int, dict[int, Any]] = {}
    # The cells that are there: iter_rows would make a cell for every place of a sheet formatted to its end.
    for (row, column), cell in sheet._cells.items():
        value = cell.value
        if value is None:
            continue
        if cell.data_type == "f":
            computed = cached(row, column)
            value = str(getattr(value, "text", value)) if computed is None else computed
        rows.setdefault(row, {})[column] = value
    return Grid(sheet.title, rows)


def _rows(head: Head, spec: Sheet, book: Workbook) -> Iterator[ReadRow]:
    sheet = book[head.grid.title]
    kinds = {column.heading: column.kind for column in spec.columns}
    people = {column.heading for column in spec.people}
    shown = _merged(sheet)
    theme = theme_of(book)
    rows = {*head.grid.rows, *(row for row, _ in shown)}
    for number in sorted(row for row in rows if row > head.row):
        values = head.grid.rows.get(number, {})
        cells: dict[str, str] = {}
        machine: dict[str, str] = {}
        fills: dict[str, str] = {}
        merged: set[str] = set()
        for heading, column in head.where.items():
            value = values.get(column)
            if (number, column) in shown:
                top, left = shown[number, column]
                value = head.grid.rows.get(top, {}).get(left)
                if (top, left) != (number, column) and heading in people and value is not None:
                    merged.add(heading)
            kind = kinds.get(heading, "text") if heading in people else "text"
            target = cells if heading in people or heading.startswith(EXTRA) else machine
            target[heading] = text_of(value, kind, book.epoch)
            cell = sheet._cells.get((number, column))  # see _grid
            if cell is not None and (fill := fill_of(cell, theme)) not in _OUR_FILLS:
                fills[heading] = fill
        row = ReadRow(
            table=spec.name,
            sheet=sheet.title,
            row=number,
            cells=cells,
            places={h: f"{get_column_letter(c)}{number}" for h, c in head.where.items()},
            machine=machine,
            fills=fills,
            merged=frozenset(merged),
        )
        if row.has_text and NOTHING not in machine.values():
            yield row


def _merged(sheet: Worksheet) -> dict[tuple[int, int], tuple[int, int]]:
    """Each cell of a merged range → its anchor: what is written once there is meant for every row."""
    return {
        (row, column): (area.min_row, area.min_col)
        for area in list(sheet.merged_cells.ranges)[:MAX_MERGED]
        if area.size["rows"] * area.size["columns"] <= MAX_MERGED
        for row in range(area.min_row, area.max_row + 1)
        for column in range(area.min_col, area.max_col + 1)
    }
