"""The text of a cell as a reader of the sheet sees it: 50% and not 0.5, 00123 and not 123."""

from datetime import datetime

from auditor.workbook.form.number_formats import formatted
from auditor.workbook.form.texts import text_of
from auditor.workbook.read.book import Cell

STRUCK = "（取り消し線：{words}）"


def shown_text(cell: Cell, epoch: datetime | None = None) -> str:
    """Return what the cell shows, words that are struck out apart from the rest."""
    if cell.struck:
        return f"{cell.kept}{STRUCK.format(words=cell.struck)}"
    return value_text(cell, epoch)


def value_text(cell: Cell, epoch: datetime | None = None) -> str:
    """Return what the cell says, without words of it that are struck out."""
    value = cell.shown
    if isinstance(value, int | float) and not isinstance(value, bool):
        return formatted(value, cell.look.form) or text_of(value, "text", epoch)
    return cell.kept or text_of(value, "text", epoch)
