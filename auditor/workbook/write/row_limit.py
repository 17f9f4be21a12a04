"""How many rows a sheet holds; what is beyond stands in a CSV file of its own, and the sheet says so."""

from collections.abc import Sequence

from auditor.workbook.form.columns import PLAN, Column, Sheet
from auditor.workbook.write.rows import Cell, Row

# Excel takes 1,048,576 rows; a sheet of 200,000 is what an office computer still opens and filters.
MOST = 200_000
NOTE = "（注記）"


def whole_name(sheet: str) -> str:
    """Name of the CSV file that has all rows of a sheet that was cut."""
    return f"{sheet}_全件"


def is_cut(sheet: str, rows: Sequence[Row], most: int = MOST) -> bool:
    """Whether a sheet shows only its first rows. 改善計画 is never cut: people write in it."""
    return sheet != PLAN and len(rows) > most


def cut(spec: Sheet, rows: Sequence[Row], most: int = MOST) -> Sequence[Row]:
    """The rows that stand on the sheet: all of them, or the first below a row that says where the rest is."""
    if not is_cut(spec.name, rows, most):
        return rows
    told = (
        f"全{len(rows):,}件のうち、先頭の{most:,}件を載せています。"
        f"全件は、CSVフォルダーの「{whole_name(spec.name)}.csv」にあります。"
    )
    texts = [at for at, column in enumerate(spec.columns) if _is_free_text(column) and at]
    widest = max(texts, key=lambda at: spec.columns[at].width)
    cells: list[Cell] = [""] * len(spec.columns)
    cells[0], cells[widest] = NOTE, told
    return [Row("", tuple(cells)), *rows[:most]]


def _is_free_text(column: Column) -> bool:
    return column.kind == "text" and not column.field and not column.hidden
