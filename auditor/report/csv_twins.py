"""CSV files beside the workbook, one a sheet: safe to open in a spreadsheet, UTF-8 with its mark."""

import csv
import io
import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, TextIO

from auditor.model import ImprovementPlan
from auditor.report.jsonl import FINDING_KEYS, OTHER_KEYS
from auditor.report.workbook.columns import TABLES
from auditor.report.workbook.limit import MOST, is_cut, whole_name
from auditor.report.workbook.rows import ROWS, Row

BOM = "\ufeff"
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\0")


def safe(value: object) -> object:
    """A value that no spreadsheet computes: text that begins like a formula gets an apostrophe (CWE-1236)."""
    if not isinstance(value, str):
        return "" if value is None else value
    if value.isprintable() and not value.startswith(_FORMULA):
        return value  # nearly all texts: nothing that is printable is a half pair or NUL
    text = value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return ("'" + text if text.startswith(_FORMULA) else text).replace("\0", "")


def table(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """One CSV text: CRLF, quoted where needed, without the mark."""
    buffer = io.StringIO()
    _write(buffer, headings, rows)
    return buffer.getvalue()


def _write(out: TextIO, headings: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([safe(heading) for heading in headings])
    writer.writerows([safe(value) for value in row] for row in rows)


def write(plan: ImprovementPlan, folder: Path, most: int = MOST) -> list[Path]:
    """Write `folder`/SHEET.csv for every table and give the paths; a sheet that was cut also stands there whole."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, make in ROWS.items():
        rows, headings = make(plan), TABLES[name].headings
        if is_cut(name, rows, most):
            written.append(_file(folder / f"{whole_name(name)}.csv", headings, rows))
            rows = rows[:most]
        written.append(_file(folder / f"{name}.csv", headings, rows))
    for stale in {folder / f"{whole_name(name)}.csv" for name in ROWS} - set(written):
        stale.unlink(missing_ok=True)  # of a day when the sheet was longer
    return written


def _file(path: Path, headings: Sequence[str], rows: Sequence[Row]) -> Path:
    part = path.with_name(f".{path.name}.part")
    with part.open(
        "w", encoding="utf-8", newline=""
    ) as out:  # a large bureau's findings are 100 MB as one text
        out.write(BOM)
        _write(out, headings, (row.cells for row in rows))
    os.replace(part, path)
    return path


def export(lines: Iterable[Mapping[str, Any]]) -> str:
    """The CSV twin of JSON lines, without the mark: the same keys as headings, lists joined by a space.

    Assertions and pages add their own columns where there are any.
    """
    made = list(lines)
    headings: tuple[str, ...] = FINDING_KEYS
    if any(line["kind"] != "finding" for line in made):
        headings += OTHER_KEYS
    return table(headings, ([_flat(line.get(name)) for name in headings] for line in made))


def _flat(value: Any) -> object:  # Any: JSON values
    if isinstance(value, list):
        return " ".join(map(str, value))
    if isinstance(value, dict):
        return " ".join(f"{name}={item}" for name, item in value.items())
    return value
