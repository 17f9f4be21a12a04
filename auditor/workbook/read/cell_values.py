"""Understands what people typed: one spelling for what means the same, synonyms, and days with their guesses."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from auditor.model import Status
from auditor.workbook.form.cells import words
from auditor.workbook.form.columns import CARRIED, FIELDS, POINTS, STATUS
from auditor.workbook.form.dates import first_day, guess_date, japanese_date
from auditor.workbook.read.marks import ASKED, points_elsewhere

# What people write in place of a status.
_SAID: Mapping[Status, tuple[str, ...]] = MappingProxyType(
    {
        Status.DONE: (
            "完了", "対応済", "対応済み", "対応完了", "修正済", "修正済み", "済", "済み", "改善済", "改善済み", "改修済", "改修済み",
        ),
        Status.TODO: ("未対応", "未", "未実施"),
        Status.DOING: (
            "着手", "着手済", "着手済み", "作業中", "進行中", "対応予定", "実施中", "改修中", "修正中",
        ),
        Status.DECLINED: ("対応しない", "対応不可"),
        Status.MISTAKEN: ("指摘の誤り", "誤検知"),
        Status.CHECKED: ("問題なし", "問題無し"),
    }
)  # fmt: skip
STATUS_WORDS: Mapping[str, Status] = MappingProxyType(
    {said: status for status, words in _SAID.items() for said in words}
)
_DATE_HEADINGS = frozenset(c.heading for spec in CARRIED for c in spec.people if c.kind == "date")
_TO_COME = frozenset({"due", "review-due"})
# Years before and after that of the cycle that a day may lie in; another one is asked about.
_AHEAD, _BACK = (1, 10), (10, 1)
_ERRORS = frozenset({"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"})
PAST = "監査の期より前の日付です"
_REST = re.compile(r"([^(（]+?)\s*[(（](.+)[)）]", re.S)


@dataclass(frozen=True, slots=True)
class Understood:
    """What a typed text means. `refused`: why it cannot be taken; `guess`: what was guessed.

    `rest`: words that belong into 備考. `doubted`: `value` is what it means if a person says that it is meant.
    """

    value: str
    refused: str = ""
    guess: str = ""
    rest: str = ""
    doubted: bool = False


def normalise(text: str, heading: str) -> str:
    """Return one spelling for what means the same, so that opening and saving a file is no edit."""
    plain = words(text).strip()
    if heading in _DATE_HEADINGS:
        return japanese_date(plain) or plain
    return plain


def understand(text: str, heading: str, cycle: str = "") -> Understood:
    """Return the value in the plan's words."""
    value = normalise(text, heading)
    if not value:
        return Understood(value)
    if value in _ERRORS:
        return Understood(value, "数式の誤りの表示です。値を記入してください")
    if points_elsewhere(value):
        return Understood(value, ASKED)
    if heading in _DATE_HEADINGS and japanese_date(value) is None:
        day, guess = guess_date(value, cycle)
        if day:
            return _day(day, heading, cycle, guess)
        return Understood(value, "日付として読めません。2026/6/30 のように記入してください")
    if heading in _DATE_HEADINGS:
        return _day(value, heading, cycle)
    if heading == STATUS:
        return _status(value)
    if heading == POINTS:
        digits = unicodedata.normalize("NFKC", value)
        if not (digits.isascii() and digits.isdecimal()):
            return Understood(value, "点は0以上の整数で記入してください")
        return Understood(str(int(digits)))
    return Understood(value)


def _day(day: str, heading: str, cycle: str, guess: str = "") -> Understood:
    """Return a day; one far from the cycle is a slip of the keys, a date to come that is over gets a remark."""
    begins = first_day(cycle)
    if begins is None:
        return Understood(day, guess=guess)
    before, after = _AHEAD if FIELDS[heading] in _TO_COME else _BACK
    if not begins.year - before <= int(day[:4]) <= begins.year + after:
        why = f"{day}は期から離れすぎています。年を確かめて記入してください"
        return Understood(day, why, guess, doubted=True)
    over = PAST if FIELDS[heading] in _TO_COME and day < begins.isoformat() else ""
    return Understood(day, guess="。".join(part for part in (guess, over) if part))


def _status(value: str) -> Understood:
    known = {_plain(status): status for status in Status} | {_plain(k): v for k, v in STATUS_WORDS.items()}
    plain = _plain(value)
    if plain in known:
        return Understood(known[plain].value)
    match = _REST.fullmatch(value.strip())
    if match and _plain(match[1]) in known:
        rest = f"状態の欄の記入：{match[2].strip()}"
        return Understood(known[_plain(match[1])].value, guess=f"「{value}」を読み分けました", rest=rest)
    return Understood(value, "一覧にない状態です。一覧から選んでください")


def _plain(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
