"""Cycles: calendar quarters and how they are named in Japanese."""

import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

_NAME = re.compile(r"(\d{4})Q([1-4])")


def today() -> date:
    """Return the day it is in Tokyo."""
    return datetime.now(ZoneInfo("Asia/Tokyo")).date()


def cycle_of(day: date) -> str:
    """Return the quarter a day lies in: 2026-11-21 → 2026Q4."""
    return f"{day.year}Q{(day.month + 2) // 3}"


def is_cycle(name: str) -> bool:
    """Return whether a name is YYYYQn."""
    return _NAME.fullmatch(name) is not None


_MONTHS = ("January to March", "April to June", "July to September", "October to December")


def label(cycle: str, lang: str = "ja") -> str:
    """2026Q4 → 2026年10〜12月（令和8年度第3四半期）. The fiscal year begins in April."""
    match = _NAME.fullmatch(cycle)
    if not match:
        return cycle
    year, quarter = int(match[1]), int(match[2])
    if lang == "en":
        return f"{_MONTHS[quarter - 1]} {year}"
    fiscal = year if quarter > 1 else year - 1
    term = (quarter + 2) % 4 + 1
    return f"{year}年{quarter * 3 - 2}〜{quarter * 3}月（令和{fiscal - 2018}年度第{term}四半期）"
