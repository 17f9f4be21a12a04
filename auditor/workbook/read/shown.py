"""The text of a cell as a reader of the sheet sees it."""

from auditor.workbook.form.texts import text_of
from auditor.workbook.read.book import Cell


def shown_text(cell: Cell) -> str:
    """What the cell shows."""
    return text_of(cell.shown)
