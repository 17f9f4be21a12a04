"""Writes the sheets of a plan as CSV files beside the workbook."""

import io
from collections.abc import Sequence
from pathlib import Path

from auditor.model import ImprovementPlan
from auditor.report.csv_lines import BOM, write_lines
from auditor.whole_file import whole_file
from auditor.workbook.form.columns import TABLES
from auditor.workbook.write.row_limit import MOST, is_cut, whole_name
from auditor.workbook.write.rows import ROWS, Row


def write(plan: ImprovementPlan, folder: Path, most: int = MOST) -> list[Path]:
    """Write `folder`/SHEET.csv for every table and give the paths; a sheet that was cut also stands there whole."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, make in ROWS.items():
        rows, spec = make(plan), TABLES[name]
        headings, title = spec.titles(plan.lang), spec.title(plan.lang)
        if is_cut(name, rows, most):
            written.append(_file(folder / f"{whole_name(title, plan.lang)}.csv", headings, rows))
            rows = rows[:most]
        written.append(_file(folder / f"{title}.csv", headings, rows))
    known = {(TABLES[name].title(lang), lang) for name in ROWS for lang in ("ja", "en")}
    names = {name for title, lang in known for name in (title, whole_name(title, lang))}
    for stale in {folder / f"{name}.csv" for name in names} - set(written):
        stale.unlink(missing_ok=True)  # of a day when the sheet was longer, or in the other language
    return written


def _file(path: Path, headings: Sequence[str], rows: Sequence[Row]) -> Path:
    with whole_file(path) as file:
        out = io.TextIOWrapper(file, "utf-8", newline="")  # a large bureau's findings are 100 MB as one text
        out.write(BOM)
        write_lines(out, headings, (row.cells for row in rows))
        out.detach()
    return path
