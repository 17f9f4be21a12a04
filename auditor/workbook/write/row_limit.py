"""How many rows a sheet holds; what is beyond stands in a CSV file of its own, and the sheet says so."""

from collections.abc import Sequence

from auditor.model import Text
from auditor.words import say
from auditor.workbook.form.columns import PLAN, Column, Sheet
from auditor.workbook.write.rows import Cell, Row

# Excel takes 1,048,576 rows; a sheet of 200,000 is what an office computer still opens and filters.
MOST = 200_000
NOTE = Text("（注記）", "(note)")
_TOLD = Text(
    "全{all:,}件のうち、先頭の{most:,}件を載せています。全件は、CSVフォルダーの「{file}.csv」にあります。",
    "The first {most:,} of {all:,} rows. All of them are in the CSV folder, in {file}.csv.",
)


def whole_name(title: str, lang: str = "ja") -> str:
    """Name of the CSV file that has all rows of a sheet that was cut."""
    return f"{title}_全件" if lang == "ja" else f"{title}_all"


def is_cut(sheet: str, rows: Sequence[Row], most: int = MOST) -> bool:
    """Return whether a sheet shows only its first rows. 改善計画 is never cut: people write in it."""
    return sheet != PLAN and len(rows) > most


def cut(spec: Sheet, rows: Sequence[Row], most: int = MOST, lang: str = "ja") -> Sequence[Row]:
    """Return the rows that stand on the sheet: all of them, or the first below a row that says where the rest is."""
    if not is_cut(spec.name, rows, most):
        return rows
    file = whole_name(spec.title(lang), lang)
    told = say(_TOLD, lang).format(all=len(rows), most=most, file=file)
    texts = [at for at, column in enumerate(spec.columns) if _is_free_text(column) and at]
    widest = max(texts, key=lambda at: spec.columns[at].width)
    cells: list[Cell] = [""] * len(spec.columns)
    cells[0], cells[widest] = say(NOTE, lang), told
    return [Row("", tuple(cells)), *rows[:most]]


def _is_free_text(column: Column) -> bool:
    return column.kind == "text" and not column.field and not column.hidden
