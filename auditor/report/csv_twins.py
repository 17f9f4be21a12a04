"""CSV files beside the workbook, one a sheet: safe to open in a spreadsheet, UTF-8 with its mark."""

import csv
import io
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from auditor.model import ImprovementPlan
from auditor.report.jsonl import FINDING_KEYS, OTHER_KEYS
from auditor.report.workbook.columns import TABLES
from auditor.report.workbook.limit import MOST, is_cut, whole_name
from auditor.report.workbook.rows import ROWS

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
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow([safe(heading) for heading in headings])
    writer.writerows([safe(value) for value in row] for row in rows)
    return buffer.getvalue()


def sheets(plan: ImprovementPlan, most: int = MOST) -> Iterator[tuple[str, str]]:
    """Sheet name and CSV text, for every sheet that is one table; one that was cut also stands there whole."""
    for name, make in ROWS.items():
        rows, headings = make(plan), TABLES[name].headings
        if is_cut(name, rows, most):
            yield whole_name(name), table(headings, (row.cells for row in rows))
            rows = rows[:most]
        yield name, table(headings, (row.cells for row in rows))


def write(plan: ImprovementPlan, folder: Path, most: int = MOST) -> list[Path]:
    """Write `folder`/SHEET.csv for every table and give the paths."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, text in sheets(plan, most):
        path = folder / f"{name}.csv"
        part = folder / f".{name}.csv.part"
        part.write_bytes((BOM + text).encode("utf-8"))
        os.replace(part, path)
        written.append(path)
    for stale in {folder / f"{whole_name(name)}.csv" for name in ROWS} - set(written):
        stale.unlink(missing_ok=True)  # of a day when the sheet was longer
    return written


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
