"""Gathers what a workbook says before it is closed: every sheet, whoever wrote in it."""

from collections.abc import Iterator, Sequence
from typing import Any

from openpyxl.utils.datetime import from_excel
from xlsxwriter.workbook import Workbook

from auditor.workbook.form.cells import as_date, clean
from auditor.workbook.form.known_words import KnownWords, formula_of, known_words
from auditor.workbook.form.page_texts import page_texts
from auditor.workbook.write.bulk_rows import BulkRows


def written_words(book: Workbook, pours: Sequence[BulkRows]) -> dict[str, KnownWords]:
    """Title of a sheet → what stands on it, rows that are still to be poured included."""
    # XlsxWriter numbers the strings and keeps the numbers in its cells.
    strings = {number: text for text, number in book.str_table.string_table.items()}
    waiting = {pour.part: pour for pour in pours}
    words = {}
    for at, sheet in enumerate(book.worksheets(), start=1):
        values = set(_cells(sheet, strings))
        pour = waiting.get(f"xl/worksheets/sheet{at}.xml")
        if pour is not None:
            values |= {
                _poured(value, column.kind)
                for row in pour.rows
                for value, column in zip(row.cells, pour.columns, strict=True)
            }
        values |= {*page_texts(sheet.header), *page_texts(sheet.footer)}
        words[sheet.name] = known_words(values, len(sheet.images) + len(sheet.charts))
    return words


def _cells(sheet: Any, strings: dict[int, str]) -> Iterator[object]:  # Any: XlsxWriter has no types
    for cells in sheet.table.values():
        for column, cell in cells.items():
            match type(cell).__name__:
                case "String":
                    yield strings[cell.string]
                case "RichString":
                    yield cell.raw_string
                case "Number":
                    yield cell.number
                case "Datetime":
                    yield from_excel(cell.number)
                case "Formula":
                    yield formula_of(column + 1)
                    yield cell.value


def _poured(value: object, kind: str) -> object:
    if isinstance(value, str):
        return (as_date(value) if kind == "date" else None) or clean(value)
    return value
