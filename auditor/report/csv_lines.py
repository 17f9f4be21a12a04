"""CSV files beside the workbook, one a sheet: safe to open in a spreadsheet, UTF-8 with its mark."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TextIO

from auditor.report.jsonl import FINDING_KEYS, OTHER_KEYS

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
    write_lines(buffer, headings, rows)
    return buffer.getvalue()


def write_lines(out: TextIO, headings: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([safe(heading) for heading in headings])
    writer.writerows([safe(value) for value in row] for row in rows)


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
