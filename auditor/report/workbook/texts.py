"""Turns what a cell holds into text: days as ISO, whole numbers without a point, pasted returns as line feeds."""

import re
from datetime import date, datetime, time
from typing import Any

from openpyxl.utils.datetime import from_excel

from auditor.report.workbook.dates import day_of

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_RETURN = re.compile(r"_x000[dD]_\n?")
_DAYS = (20_000, 80_000)  # serial numbers of 1954 to 2119


def text_of(value: Any, kind: str = "text", epoch: datetime | None = None) -> str:
    """The text of a value; `kind` date: a bare number is a day shown in a format openpyxl does not know."""
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
    # openpyxl leaves the carriage returns of pasted text as it finds them in the file.
    text = _RETURN.sub("\n", str(value))
    return _ESCAPED.sub(lambda match: match[0] if int(match[1], 16) > 31 else "", text)
