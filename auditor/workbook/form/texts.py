"""Turns what a cell holds into text: days as ISO, whole numbers without a point, no control characters."""

import re
from datetime import date, datetime, time, timedelta
from typing import Any

from openpyxl.utils.datetime import CALENDAR_WINDOWS_1900, from_excel, to_excel

from auditor.workbook.form.dates import day_of

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_RETURN = re.compile("\r\n?|\x85|\u2028|\u2029")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")
_DAYS = (20_000, 80_000)  # serial numbers of 1954 to 2119
_NO_DAY = 3_653  # a smaller one, 1900 to 1909, is a number that a person typed: 8, 8.12, 1231


def text_of(value: Any, kind: str = "text", epoch: datetime | None = None) -> str:
    """Return the text of a value.

    `kind` date: a bare number is a day shown in a format nobody knows, and a day long before
    anybody's plan a bare number in the format of a day."""
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        serial = to_excel(value, epoch or CALENDAR_WINDOWS_1900)  # type: ignore[no-untyped-call]
        if kind == "date" and 0 <= serial < _NO_DAY:
            return f"{serial:.10g}"
        if isinstance(value, datetime) and kind != "date" and (value.hour or value.minute):
            return value.isoformat(sep=" ", timespec="minutes")
        return day_of(value)
    if isinstance(value, time):
        return value.isoformat(timespec="minutes")
    if isinstance(value, timedelta):
        minutes, seconds = divmod(round(abs(value).total_seconds()), 60)
        sign, end = "-" if value < timedelta() else "", f":{seconds:02}" if seconds else ""
        return f"{sign}{minutes // 60}:{minutes % 60:02}{end}"
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        if kind == "date" and _DAYS[0] <= value <= _DAYS[1]:
            return day_of(from_excel(value, epoch) if epoch else from_excel(value))
        return str(int(value)) if float(value).is_integer() else str(value)
    return plain_text(str(value))


def plain_text(text: str) -> str:
    """Return text whose only control characters are line feeds and tabs; the words stay."""
    if text.isprintable():
        return text
    return _CONTROL.sub("", _RETURN.sub("\n", text))


def unescaped(text: str) -> str:
    """Return a string of a workbook as plain text, with _x000D_ and the like as the characters they stand for."""
    return plain_text(_ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text)
