"""Reads a sheet that somebody saved as CSV: UTF-8, Shift_JIS (CP932) or UTF-16, commas or tabs."""

import csv
import io
from collections.abc import Iterator

from openpyxl.utils import get_column_letter

from auditor.model import WorkbookError
from auditor.words import stored_word
from auditor.workbook.form.columns import CARRIED, TODO_SHEET, is_nothing
from auditor.workbook.form.received import EXTRA, ReadRow, Received, Stray
from auditor.workbook.form.texts import plain_text
from auditor.workbook.read import header_row, short_rows, ticket_status
from auditor.workbook.read.book import MAX_ROWS
from auditor.workbook.read.header_row import Grid, Head
from auditor.workbook.read.pieces import TOO_LARGE

MAX_BYTES = 50_000_000
MAX_CELL = 131_072
_NOT_TEXT = (b"PK", b"\xd0\xcf\x11\xe0", b"%PDF", b"{\\rtf")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def is_csv(data: bytes, name: str) -> bool:
    """Return whether this is text in lines and not a package; told by its bytes, and by its name where it says so."""
    if data.startswith(_NOT_TEXT) or not data.strip():
        return False
    if data.startswith(_UTF16) or name.lower().endswith((".csv", ".tsv", ".txt")):
        return True
    first = data[:2000].split(b"\n", 1)[0]
    return (
        b"\0" not in data[:2000]
        and first.count(b",") + first.count(b"\t") >= 4
        and not first.lstrip().startswith(b"<")
    )


def read(data: bytes, file: str) -> Received:
    """Return the rows of a people's table. Whose file it is, the numbers in it tell: a CSV file has no properties."""
    if len(data) > MAX_BYTES:
        raise WorkbookError(
            f"ファイルが大きすぎます（上限{MAX_BYTES // 1_000_000}MB）。行を減らして保存し直してください。"
        )
    text, encoding = _decode(data)
    grid = _grid(text)
    found = ticket_status.of_grid(grid, file, encoding)
    if found is not None:
        return found
    for spec in (TODO_SHEET, *CARRIED):
        head = short_rows.find([grid]) if spec is TODO_SHEET else header_row.find([grid], spec)
        if head is None:
            continue
        people = {column.heading: column.field for column in spec.people}
        rows = []
        for number, values in sorted(grid.rows.items()):
            if number <= head.row or header_row.is_repeated(head, values):
                continue
            texts = {heading: str(values.get(column, "")) for heading, column in head.where.items()}
            row = ReadRow(
                table=spec.name,
                sheet="CSV",
                row=number,
                cells={
                    h: stored_word(people[h], t) if h in people else t
                    for h, t in texts.items()
                    if h in people or h.startswith(EXTRA)
                },
                places={h: f"{get_column_letter(c)}{number}" for h, c in head.where.items()},
                machine={h: t for h, t in texts.items() if h not in people and not h.startswith(EXTRA)},
            )
            if row.has_text and not is_nothing(row.machine.values()):
                rows.append(short_rows.as_plan_row(row) if spec is TODO_SHEET else row)
        return Received(
            file, encoding, "", "", "", 0, "", "", tuple(rows),
            {} if spec is TODO_SHEET else {spec.name: frozenset(head.where)},
            {"CSV": {column: heading for heading, column in head.where.items()}},
            strays=() if spec is TODO_SHEET else tuple(_above(grid, head)),  # やること has lines of ours there
        )  # fmt: skip
    raise WorkbookError(
        "CSVに改善計画の表が見つかりません。見出しの行を残して、改善計画のシートを保存してください。"
    )


def _above(grid: Grid, head: Head) -> Iterator[Stray]:
    """Yield what people wrote above the heading row."""
    for number, values in sorted(grid.rows.items()):
        if number < head.row:
            for column, text in values.items():
                yield Stray("CSV", f"{get_column_letter(column)}{number}", number, "", "", text)


def _decode(data: bytes) -> tuple[str, str]:
    order = ("utf-16",) if data.startswith(_UTF16) else ("utf-8-sig", "cp932", "utf-16")
    for encoding in order:
        try:
            return data.decode(encoding), encoding
        except UnicodeError:
            continue
    raise WorkbookError(
        "文字コードを読み取れません。「CSV UTF-8」又は「Excelブック（.xlsx）」で保存し直してください。"
    )


def _grid(text: str) -> Grid:
    first = text.split("\n", 1)[0]
    rows = csv.reader(
        io.StringIO(text.replace("\0", ""), newline=""), delimiter="\t" if "\t" in first else ","
    )
    csv.field_size_limit(MAX_CELL)
    cells: dict[int, dict[int, str]] = {}
    try:
        for number, row in enumerate(rows, start=1):
            filled = {at: text for at, value in enumerate(row, start=1) if (text := plain_text(value))}
            if filled:
                cells[number] = filled
            if len(cells) > MAX_ROWS:
                raise WorkbookError(TOO_LARGE)
    except csv.Error as error:
        raise WorkbookError("CSVとして読めません。元のファイルを開いて保存し直してください。") from error
    return Grid("CSV", cells)
