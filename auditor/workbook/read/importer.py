"""Reads a workbook that came back into values: people's tables wherever their rows and columns went.

What it reads is hostile: call it through `child`, which bounds its time and memory.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path

from openpyxl.utils import get_column_letter

from auditor.model import WorkbookError
from auditor.words import stored_word
from auditor.workbook.form import columns
from auditor.workbook.form.columns import (
    CARRIED,
    CONFLICTS_SHEET,
    IDENTITY,
    QUARANTINE_SHEET,
    TODO_SHEET,
    Sheet,
)
from auditor.workbook.form.received import EXTRA, ReadRow, Received
from auditor.workbook.form.texts import plain_text, text_of, unescaped
from auditor.workbook.read import csv_file, header_row, short_rows, tickets, user_content
from auditor.workbook.read.book import Book, SheetRead, read_book
from auditor.workbook.read.header_row import Grid, Head
from auditor.workbook.read.pieces import TOO_LARGE, pieces
from auditor.workbook.read.untrusted_xlsx import MAX_BYTES, Package

READ = (*CARRIED, CONFLICTS_SHEET, QUARANTINE_SHEET, TODO_SHEET)
MAX_SPREAD = 1_000_000  # cells of a table that merged ranges speak for
MAX_CLAIM = 100  # characters of what a file says it is
# Fills that are ours: people's columns, heads, and white.
_OUR_FILLS = frozenset({"FFFBE6", "FFE699", "1F3864", "FFFFFF", ""})
_MACHINE = columns.SHEET_TITLES - {title for spec in READ for title in (spec.name, spec.english)}
NO_PLAN = "改善計画の表が見つかりません。見出しの行（管理番号、状態 …）を元に戻してください。"


def read_back(source: Path | bytes, name: str = "") -> Received:
    """Read a workbook or CSV file. WorkbookError, in one line that says what to do, where it cannot be taken."""
    data = source if isinstance(source, bytes) else _bytes(source)
    file = plain_text(name or (source.name if isinstance(source, Path) else ""))
    if tickets.is_json(data):
        return tickets.read_json(data, file)
    if csv_file.is_csv(data, file):
        return csv_file.read(data, file)
    package = Package(data)
    book = read_book(package, _wanted)
    facts = _identity(package, book)
    author, modified = _last_saved(package)
    grids = [_grid(sheet) for sheet in book.sheets if not sheet.title.startswith("_")]
    sheets = {sheet.title: sheet for sheet in book.sheets}
    rows: list[ReadRow] = []
    found: dict[str, Head] = {}
    for spec in READ:
        free = [grid for grid in grids if grid.title not in _taken(found)]
        head = short_rows.find(free) if spec is TODO_SHEET else header_row.find(free, spec)
        if head is None:
            if spec.name == columns.PLAN:
                raise WorkbookError(NO_PLAN)
            continue
        found[spec.name] = head
        read = _rows(head, spec, sheets[head.grid.title], book.epoch)
        rows += map(short_rows.as_plan_row, read) if spec is TODO_SHEET else read
    return Received(
        file=file,
        form="xlsx",
        workbook_id=facts["tmg_workbook_id"],
        bureau=facts["tmg_bureau"],
        cycle=facts["tmg_cycle"],
        revision=_revision(facts["tmg_revision"]),
        author=author,
        modified=modified,
        rows=tuple(rows),
        heads={table: frozenset(head.where) for table, head in found.items() if table != columns.TODO},
        columns={
            head.grid.title: {
                column: short_rows.HEADINGS.get(heading, heading) if table == columns.TODO else heading
                for heading, column in head.where.items()
            }
            for table, head in found.items()
        },
        comments=user_content.comments(package, book),
        sheets=user_content.own_sheets(book, _taken(found)),
    )


def _taken(found: Mapping[str, Head]) -> frozenset[str]:
    return frozenset(head.grid.title for head in found.values())


def _wanted(title: str) -> bool:
    """Whether the cells of a sheet are read: people's words may stand in it, or it says what the file is.

    The machine draws its own sheets new, and the store knows what people's columns held.
    """
    return title == IDENTITY or (not title.startswith("_") and title not in _MACHINE)


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        raise WorkbookError(
            f"{path.name} を読めません（{error.strerror}）。場所と権限を確かめてください。"
        ) from error


def _identity(package: Package, book: Book) -> dict[str, str]:
    """What the file says it is: properties of the document, else the hidden sheet. The store knows better."""
    facts: dict[str, str] = {}
    for part in (one.part for one in package.relations("") if one.kind == "custom-properties"):
        with package.open(part) as stream:
            for piece in pieces(stream, frozenset({"property"})):
                text = "".join(value.text for value in piece.parts)
                facts.setdefault(piece.facts.get("name", ""), unescaped(text))
    for sheet in book.sheets:
        if sheet.title == IDENTITY:
            for row in range(2, 21):
                name, said = sheet.cell(row, 1), sheet.cell(row, 2)
                if name is not None and said is not None and said.value is not None:
                    facts.setdefault(text_of(name.value), text_of(said.value))
    wanted = ("tmg_workbook_id", "tmg_bureau", "tmg_cycle", "tmg_revision")
    if any(name not in facts for name in wanted):
        raise WorkbookError(
            "書き出された改善計画書ではありません（識別情報がありません）。元のファイルに記入してください。"
        )
    if facts.get("tmg_schema", columns.SCHEMA) != columns.SCHEMA:
        raise WorkbookError("別の版の改善計画書です。新しい版のauditorで取り込んでください。")
    return {name: facts[name][:MAX_CLAIM] for name in wanted}


def _revision(text: str) -> int:
    """The number of a revision, 0 where it is none."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 7 else 0


def _last_saved(package: Package) -> tuple[str, str]:
    """Who saved the file last, and when; '' where its properties do not say, or cannot be read."""
    said: dict[str, str] = {}
    try:
        for part in (one.part for one in package.relations("") if one.kind == "core-properties"):
            with package.open(part) as stream:
                for piece in pieces(stream, frozenset({"lastModifiedBy", "modified"})):
                    said.setdefault(piece.name, unescaped(piece.text).strip()[:MAX_CLAIM])
    except WorkbookError:
        pass
    try:
        day = datetime.fromisoformat(said.get("modified", "").removesuffix("Z"))
    except ValueError:
        return said.get("lastModifiedBy", ""), ""
    return said.get("lastModifiedBy", ""), day.replace(tzinfo=None).isoformat(timespec="minutes", sep=" ")


def _grid(sheet: SheetRead) -> Grid:
    """The filled cells; a formula gives its last computed value, or itself where no program computed it."""
    rows = {
        number: filled
        for number, cells in sheet.rows.items()
        if (filled := {at: value for at, cell in cells.items() if (value := cell.shown) is not None})
    }
    return Grid(sheet.title, rows)


def _rows(head: Head, spec: Sheet, sheet: SheetRead, epoch: datetime) -> Iterator[ReadRow]:
    kinds = {column.heading: column.kind for column in spec.columns}
    people = {column.heading: column.field for column in spec.people}
    anchors = _anchors(sheet, head, spec)
    letters = {heading: get_column_letter(column) for heading, column in head.where.items()}
    for number, values in head.grid.rows.items():
        if number <= head.row or header_row.is_repeated(head, values):
            continue
        cells: dict[str, str] = {}
        machine: dict[str, str] = {}
        fills: dict[str, str] = {}
        merged: set[str] = set()
        for heading, column in head.where.items():
            value = values.get(column)
            if (number, column) in anchors:
                top, left = anchors[number, column]
                value = head.grid.rows.get(top, {}).get(left)
                if heading in people and value is not None:
                    merged.add(heading)
            kind = kinds.get(heading, "text") if heading in people else "text"
            target = cells if heading in people or heading.startswith(EXTRA) else machine
            text = text_of(value, kind, epoch)
            target[heading] = stored_word(people[heading], text) if heading in people else text
            cell = sheet.cell(number, column)
            if cell is not None and cell.look.fill not in _OUR_FILLS:
                fills[heading] = cell.look.fill
        row = ReadRow(
            table=spec.name,
            sheet=sheet.title,
            row=number,
            cells=cells,
            places={heading: f"{letter}{number}" for heading, letter in letters.items()},
            machine=machine,
            fills=fills,
            merged=frozenset(merged),
            hidden=number in sheet.hidden,
        )
        if row.has_text and not columns.is_nothing(machine.values()):
            yield row


def _anchors(sheet: SheetRead, head: Head, spec: Sheet) -> dict[tuple[int, int], tuple[int, int]]:
    """Each cell of a filled row that a merged range covers → the cell that speaks for it.

    What is written once is meant for every row of its column, and for the columns beside it where people
    write; a key is never meant for two rows. A range is looked at no further than the table reaches.
    """
    keys = {columns.NUMBER, columns.ROW_ID, spec.heading(spec.key)}
    people = {column.heading for column in spec.people}
    at = {column: heading for heading, column in head.where.items() if heading not in keys}
    written = {column for column, heading in at.items() if heading in people or heading.startswith(EXTRA)}
    rows = list(head.grid.rows)
    anchors: dict[tuple[int, int], tuple[int, int]] = {}
    spread = 0
    for top, left, bottom, right in sheet.merged:
        if left not in at:
            continue
        inside = rows[bisect_left(rows, max(top, head.row + 1)) : bisect_right(rows, bottom)]
        beside = {left} | {column for column in written if left in written and left < column <= right}
        spread += len(inside) * len(beside)
        if spread > MAX_SPREAD:
            raise WorkbookError(TOO_LARGE)
        for row in inside:
            for column in beside:
                if (row, column) != (top, left):
                    anchors[row, column] = (top, left)
    return anchors
