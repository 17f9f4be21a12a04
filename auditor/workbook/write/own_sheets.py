"""Draws sheets that people added, from the values that were read of them."""

import re
from collections.abc import Collection, Sequence
from typing import Any

from xlsxwriter.workbook import Workbook

from auditor.workbook.form.cells import clean, parted, safe_url, utf16, words
from auditor.workbook.form.received import OwnSheet, SheetCell

_FORBIDDEN = str.maketrans("[]:*?/\\", "［］：＊？／＼")
_HIDDEN = re.compile(r"(WEBSERVICE|HYPERLINK|IMPORTDATA|DDE|RTD|CALL|EXEC|FILTERXML|\[|\|)", re.IGNORECASE)
NAME = 31  # UTF-16 units of a sheet's name


def sheet_name(name: str, taken: Collection[str]) -> str:
    """Return a name Excel takes that no other sheet has."""
    plain = clean(name).translate(_FORBIDDEN).replace("\n", " ").strip(" '") or "追加シート"
    if plain.casefold() in ("history", "履歴"):
        plain += "_"
    used = {other.casefold() for other in taken}
    candidate, again = _cut(plain, NAME), 2
    while candidate.casefold() in used:
        candidate, again = f"{_cut(plain, NAME - 5)}（{again}）", again + 1
    return candidate


def _cut(text: str, units: int) -> str:
    while utf16(text) > units:
        text = text[:-1]
    return text


def write_own(book: Workbook, sheets: Sequence[OwnSheet], taken: Collection[str]) -> None:
    """Add the sheets behind our own."""
    formats: dict[tuple[object, ...], Any] = {}
    used = list(taken)
    for own in sheets:
        name = sheet_name(own.name, used)
        used.append(name)
        sheet = book.add_worksheet(name)
        for column, width in own.widths.items():
            at = int(column) - 1
            sheet.set_column(at, at, min(120.0, width))
        merged = {(top, left): (bottom, right) for top, left, bottom, right in own.merges}
        for cell in own.cells:
            look = _look(cell)
            key = tuple(sorted(look.items()))
            if key not in formats:
                formats[key] = book.add_format(look)
            _put(sheet, cell, formats[key])
            if (cell.row, cell.column) in merged:
                bottom, right = merged[cell.row, cell.column]
                sheet.merge_range(cell.row - 1, cell.column - 1, bottom - 1, right - 1, "", formats[key])
                _put(sheet, cell, formats[key])


def _look(cell: SheetCell) -> dict[str, object]:
    look: dict[str, object] = {"valign": "top"}
    if cell.form and cell.form != "General":
        look["num_format"] = cell.form
    for name, value in (("bold", cell.bold), ("italic", cell.italic), ("text_wrap", cell.wrap)):
        if value:
            look[name] = True
    if cell.ink and cell.ink != "000000":
        look["font_color"] = f"#{cell.ink}"
    if cell.fill:
        look["bg_color"] = f"#{cell.fill}"
    if cell.size:
        look["font_size"] = max(9.0, cell.size)
    return look


def _put(sheet: Any, cell: SheetCell, look: Any) -> None:  # Any: XlsxWriter has no types
    row, column = cell.row - 1, cell.column - 1
    if cell.kind == "number" and isinstance(cell.value, int | float):
        sheet.write_number(row, column, cell.value, look)
    elif cell.kind == "bool":
        sheet.write_boolean(row, column, bool(cell.value), look)
    elif cell.kind == "formula" and not _HIDDEN.search(str(cell.value)):
        sheet.write_formula(row, column, clean(str(cell.value)), look)
    elif cell.value in (None, "", "None"):
        sheet.write_blank(row, column, None, look)
    elif cell.link and safe_url(cell.link):
        sheet.write_url(row, column, safe_url(cell.link), look, parted(words(str(cell.value)))[0])
    else:
        sheet.write_string(row, column, parted(words(str(cell.value)))[0], look)
