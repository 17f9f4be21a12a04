"""Turns what a cell holds into text: days as ISO, whole numbers without a point, no control characters."""

import re
from datetime import date, datetime, time
from typing import Any

from openpyxl.utils.datetime import from_excel

from auditor.workbook.form.dates import day_of

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_RETURN = re.compile("\r\n?|\x85|\u2028|\u2029")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")
_DAYS = (20_000, 80_000)  # serial numbers of 1954 to 2119


def text_of(value: Any, kind: str = "text", epoch: datetime | None = None) -> str:
    """The text of a value; `kind` date: a bare number is a day shown in a format nobody knows."""
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        if isinstance(value, datetime) and kind != "date" and (value.hour or value.minute):
            return value.isoformat(sep=" ", timespec="minutes")
        return day_of(value)
    if isinstance(value, time):
        return value.isoformat(timespec="minutes")
    if isinstance(value, bool):
        return "はい" if value else "いいえ"
    if isinstance(value, int | float):
        if kind == "date" and _DAYS[0] <= value <= _DAYS[1]:
            return day_of(from_excel(value, epoch) if epoch else from_excel(value))
        return str(int(value)) if float(value).is_integer() else str(value)
    return plain_text(str(value))


def plain_text(text: str) -> str:
    """Text whose only control characters are line feeds and tabs; the words stay."""
    if text.isprintable():
        return text
    return _CONTROL.sub("", _RETURN.sub("\n", text))


def unescaped(text: str) -> str:
    """A string of a workbook as plain text, with _x000D_ and the like as the characters they stand for."""
    return plain_text(_ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text)
