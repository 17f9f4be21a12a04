"""CSV files beside the workbook, one a sheet: safe to open in a spreadsheet, UTF-8 with its mark."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any, TextIO

BOM = "\ufeff"
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\0")


def safe(value: object) -> object:
    """Return a value that no spreadsheet computes: text that begins like a formula gets an apostrophe (CWE-1236)."""
    if not isinstance(value, str):
        return "" if value is None else value
    if value.isprintable() and not value.startswith(_FORMULA):
        return value  # nearly all texts: nothing that is printable is a half pair or NUL
    text = value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return ("'" + text if text.startswith(_FORMULA) else text).replace("\0", "")


def table(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return one CSV text: CRLF, quoted where needed, without the mark."""
    buffer = io.StringIO()
    write_lines(buffer, headings, rows)
    return buffer.getvalue()


def write_lines(out: TextIO, headings: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([safe(heading) for heading in headings])
    writer.writerows([safe(value) for value in row] for row in rows)


def flat(value: Any) -> object:  # Any: JSON values
    """Return a value of a JSON line in one cell: lists joined by a space, mappings as name=value."""
    if isinstance(value, list):
        return " ".join(map(str, value))
    if isinstance(value, dict):
        return " ".join(f"{name}={item}" for name, item in value.items())
    return value
