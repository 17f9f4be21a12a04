"""Reads a workbook that came back into values: people's tables wherever their rows and columns went.

What it reads is hostile: call it through `child`, which bounds its time and memory.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
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
from auditor.workbook.read import csv_file, header_row, short_rows, strays, ticket_status, user_content
from auditor.workbook.read.book import Book, Cell, Keep, SheetRead, read_book
from auditor.workbook.read.header_row import Grid, Head
from auditor.workbook.read.pieces import TOO_LARGE, pieces
from auditor.workbook.read.shown import value_text
from auditor.workbook.read.untrusted_xlsx import MAX_BYTES, Package
from auditor.workbook.read.wrapped import unwrapped

READ = (*CARRIED, CONFLICTS_SHEET, QUARANTINE_SHEET, TODO_SHEET)
MAX_SPREAD = 1_000_000  # cells of a table that merged ranges speak for
MAX_CLAIM = 100  # characters of what a file says it is
# Fills that are ours: people's columns, heads, and white.
_OUR_FILLS = frozenset({"FFFBE6", "FFE699", "1F3864", "FFFFFF", ""})
_MACHINE = columns.SHEET_TITLES - {title for spec in READ for title in (spec.name, spec.english)}
ACROSS = "列をまたいで結合されたセルへの記入です。どの欄への記入かを決めて、その欄に記入してください"
NO_IDENTITY = "書き出された改善計画書ではありません（識別情報がありません）。元のファイルに記入してください。"
COPY = "シート「{title}」は改善計画の写しなので、その記入を改善計画の記入に合わせました。"
STRUCK = "取り消し線の付いた記入です。消すときは空欄にし、残すときは取り消し線を外してください"
NO_PLAN = "改善計画の表が見つかりません。見出しの行（管理番号、状態 …）を元に戻してください。"


def read_back(source: Path | bytes, name: str = "") -> Received:
    """Read a workbook or CSV file. WorkbookError, in one line that says what to do, where it cannot be taken."""
    data = source if isinstance(source, bytes) else _bytes(source)
    file = plain_text(name or (source.name if isinstance(source, Path) else ""))
    data, inside, opened = unwrapped(data, file)
    if ticket_status.is_json(data):
        return replace(ticket_status.read_json(data, file), remarks=opened)
    if csv_file.is_csv(data, inside):
        return replace(csv_file.read(data, inside), file=file, remarks=opened)
    package = Package(data)
    book = read_book(package, IDENTITY, _wanted)
    known = strays.known_of(next((sheet for sheet in book.sheets if sheet.title == IDENTITY), None))
    facts = _identity(package, book)
    author, modified = _last_saved(package)
    grids = [header_row.grid_of(sheet) for sheet in book.sheets if not sheet.title.startswith("_")]
    sheets = {sheet.title: sheet for sheet in book.sheets}
    rows: list[ReadRow] = []
    tables: dict[str, tuple[Sheet, Head]] = {}
    found: dict[str, Head] = {}
    copies: list[Head] = []
    for spec in READ:
        taken = _taken(found) | {head.grid.title for head in copies}
        free = [grid for grid in grids if grid.title not in taken]
        head = short_rows.find(free) if spec is TODO_SHEET else header_row.find(free, spec)
        if head is None:
            if spec.name == columns.PLAN:
                raise WorkbookError(NO_PLAN if facts["tmg_workbook_id"] else NO_IDENTITY)
            continue
        found[spec.name] = head
        tables[head.grid.title] = spec, head
        read = _rows(head, spec, sheets[head.grid.title], book.epoch)
        rows += map(short_rows.as_plan_row, read) if spec is TODO_SHEET else read
        if spec is columns.PLAN_SHEET:  # before shorter tables, whose headings a copy of it has too
            copies = _copies(grids, found)
    for head in copies:
        tables[head.grid.title] = columns.PLAN_SHEET, head
        rows += _rows(head, columns.PLAN_SHEET, sheets[head.grid.title], book.epoch)
    words, remarks = strays.strays(package, book.sheets, tables, known)
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
        heads={
            table: frozenset(head.where)
            | {h for copy in copies if table == columns.PLAN for h in copy.where if h.startswith(EXTRA)}
            for table, head in found.items()
            if table != columns.TODO
        },
        columns={
            head.grid.title: {
                column: short_rows.HEADINGS.get(heading, heading) if spec is TODO_SHEET else heading
                for heading, column in head.where.items()
            }
            for spec, head in tables.values()
        },
        comments=user_content.comments(package, book),
        sheets=user_content.own_sheets(book, frozenset(tables), known),
        strays=words,
        remarks=(*opened, *(COPY.format(title=copy.grid.title) for copy in copies), *remarks),
    )


def _copies(grids: Sequence[Grid], found: Mapping[str, Head]) -> list[Head]:
    """Return the heads of sheets that are further tables of the plan."""
    free = [grid for grid in grids if grid.title not in _taken(found)]
    return [head for grid in free if (head := header_row.copy_of_plan(grid))]


def _taken(found: Mapping[str, Head]) -> frozenset[str]:
    return frozenset(head.grid.title for head in found.values())


def _wanted(title: str, identity: SheetRead | None) -> Keep | None:
    """Return which cells of a sheet are held: all where people write, of the machine's sheets what it did not write.

    Of the two hidden sheets one says what the file is; what the other one says the store knows.
    """
    if title == columns.BASE:
        return None
    if title in _MACHINE:
        return strays.keep_of(title, strays.known_of(identity))
    return _all


def _all(row: int, column: int, value: object) -> bool:
    return True


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        raise WorkbookError(
            f"{path.name} を読めません（{error.strerror}）。場所と権限を確かめてください。"
        ) from error


def _identity(package: Package, book: Book) -> dict[str, str]:
    """Return what the file says it is: properties of the document, else the hidden sheet; '' where both are gone.

    The store knows better.
    """
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
    if facts.get("tmg_schema", columns.SCHEMA) != columns.SCHEMA:
        raise WorkbookError("別の版の改善計画書です。新しい版のauditorで取り込んでください。")
    return {name: facts.get(name, "")[:MAX_CLAIM] for name in wanted}


def _revision(text: str) -> int:
    """Return the number of a revision, 0 where it is none."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 7 else 0


def _last_saved(package: Package) -> tuple[str, str]:
    """Return who saved the file last, and when; '' where its properties do not say, or cannot be read."""
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


def _rows(head: Head, spec: Sheet, sheet: SheetRead, epoch: datetime) -> Iterator[ReadRow]:
    kinds = {column.heading: column.kind for column in spec.columns}
    people = {column.heading: column.field for column in spec.people}
    anchors = _anchors(sheet, head, spec)
    beside, across = _across(sheet, head, spec)
    letters = {heading: get_column_letter(column) for heading, column in head.where.items()}
    for number, values in head.grid.rows.items():
        if number <= head.row or header_row.is_repeated(head, values):
            continue
        cells: dict[str, str] = {}
        machine: dict[str, str] = {}
        fills: dict[str, str] = {}
        merged: set[str] = set()
        struck: dict[str, str] = {}
        asked = {heading: ACROSS for heading, at in head.where.items() if (number, at) in across}
        for heading, column in head.where.items():
            if (number, column) in beside:
                continue  # Excel emptied it when it was merged: nobody cleared it
            cell = sheet.cell(number, column)
            if (number, column) in anchors:
                cell = sheet.cell(*anchors[number, column])
                if heading in people and cell is not None and cell.shown is not None:
                    merged.add(heading)
            theirs = heading in people or heading.startswith(EXTRA)
            target = cells if theirs else machine
            text = _text(cell, kinds.get(heading, "text") if theirs else "", epoch)
            if theirs and cell is not None and cell.struck:
                struck[heading] = cell.struck
                if not cell.kept:
                    asked.setdefault(heading, STRUCK)
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
            struck=struck,
            asked=asked,
            hidden=number in sheet.hidden,
        )
        if row.has_text and not columns.is_nothing(machine.values()):
            yield row


def _text(cell: Cell | None, kind: str, epoch: datetime) -> str:
    """Return the text of a cell. `kind` of a column where people write; '' is one of the machine's."""
    if cell is None:
        return ""
    return (
        value_text(cell, epoch) if kind == "text" else text_of(cell.kept or cell.shown, kind or "text", epoch)
    )


def _anchors(sheet: SheetRead, head: Head, spec: Sheet) -> dict[tuple[int, int], tuple[int, int]]:
    """Return each cell of a filled row that a merged range covers → the cell that speaks for it.

    What is written once is meant for every row of its column; a key is never meant for two rows. A range is
    looked at no further than the table reaches.
    """
    keys = {columns.NUMBER, columns.ROW_ID, spec.heading(spec.key)}
    at = {column for heading, column in head.where.items() if heading not in keys}
    rows = list(head.grid.rows)
    anchors: dict[tuple[int, int], tuple[int, int]] = {}
    spread = 0
    for top, left, bottom, _ in sheet.merged:
        if left not in at:
            continue
        inside = rows[bisect_left(rows, max(top, head.row + 1)) : bisect_right(rows, bottom)]
        spread += len(inside)
        if spread > MAX_SPREAD:
            raise WorkbookError(TOO_LARGE)
        for row in inside:
            if row != top:
                anchors[row, left] = (top, left)
    return anchors


def _across(sheet: SheetRead, head: Head, spec: Sheet) -> tuple[set[tuple[int, int]], set[tuple[int, int]]]:
    """Return cells that a range merged over columns hides, and the cells it speaks through where it hides
    what people write.

    Which of the columns was meant nobody can know.
    """
    people = {column.heading for column in spec.people}
    written = {c for heading, c in head.where.items() if heading in people or heading.startswith(EXTRA)}
    rows = list(head.grid.rows)
    beside: set[tuple[int, int]] = set()
    across: set[tuple[int, int]] = set()
    for top, left, bottom, right in sheet.merged:
        hidden = [column for column in written if left < column <= right]
        inside = rows[bisect_left(rows, max(top, head.row + 1)) : bisect_right(rows, bottom)]
        if len(beside) + len(inside) * len(hidden) > MAX_SPREAD:
            raise WorkbookError(TOO_LARGE)
        beside |= {(row, column) for row in inside for column in hidden}
        across |= {(row, left) for row in inside if hidden and left in written}
    return beside, across
