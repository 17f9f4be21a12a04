"""Reads the status export of an issue tracker: what became of the tickets that a plan was exported as."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

import msgspec

from auditor.model import EXCUSED, Status, WorkbookError, is_number
from auditor.workbook.form import columns
from auditor.workbook.form.columns import NUMBER, STATUS
from auditor.workbook.form.received import HAND_PREFIX, ReadRow, Received
from auditor.workbook.read.header_row import Grid
from auditor.workbook.read.row_matching import Base

SHEET = "課題管理ツール"
UNKNOWN = "この計画書にない管理番号の課題{count}件は、読みませんでした。"
MAX_ISSUES = 50_000
_BAD_JSON = "課題の一覧（JSON）として読めません。課題管理ツールから書き出し直してください。"
_NUMBERED = re.compile(r"\[((?:M-)?[0-9A-Z]{7})\]")
_TITLES = frozenset(("件名", "題名", "subject", "title"))
_STATES = frozenset(("状態", "ステータス", "status", "state"))
# What the trackers say from the start on. A status of a person's own naming is asked about; the first one of a ticket
# is no news, and must not take back what somebody wrote in the plan.
_FIRST = frozenset(("未対応", "新規", "new", "open", "opened", "todo", "未着手"))
_SAID: Mapping[str, Status] = MappingProxyType(
    {
        "処理中": Status.DOING, "進行中": Status.DOING, "フィードバック": Status.DOING, "対応中": Status.DOING,
        "inprogress": Status.DOING, "feedback": Status.DOING, "reopened": Status.DOING,
        "処理済み": Status.DONE, "完了": Status.DONE, "解決": Status.DONE, "終了": Status.DONE,
        "resolved": Status.DONE, "closed": Status.DONE, "done": Status.DONE, "completed": Status.DONE,
        "却下": Status.DECLINED, "rejected": Status.DECLINED, "notplanned": Status.DECLINED,
    }
)  # fmt: skip


class _Issue(msgspec.Struct):
    """An issue of GitHub as its API and its command line tool write it."""

    title: str
    state: str
    stateReason: str | None = ""
    state_reason: str | None = ""


def is_json(data: bytes) -> bool:
    """Return whether this is a JSON list or object."""
    return data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"[", b"{")


def read_json(data: bytes, file: str) -> Received:
    """Return the status of every numbered issue of a JSON list. Raises WorkbookError for anything else."""
    try:
        issues = msgspec.json.decode(data.removeprefix(b"\xef\xbb\xbf"), type=list[_Issue])
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        raise WorkbookError(_BAD_JSON) from error
    said = [
        (at, issue.title, issue.stateReason or issue.state_reason or issue.state, f"{at}件目")
        for at, issue in enumerate(issues[:MAX_ISSUES], start=1)
    ]
    return _received(file, "utf-8-sig", said)


def of_grid(grid: Grid, file: str, encoding: str) -> Received | None:
    """Return the status of every numbered row of a CSV file of tickets, None where it is none."""
    if not grid.rows:
        return None
    first = min(grid.rows)
    heads = {_plain(text): column for column, text in grid.rows[first].items() if isinstance(text, str)}
    title = next((heads[name] for name in _TITLES if name in heads), None)
    state = next((heads[name] for name in _STATES if name in heads), None)
    if title is None or state is None:
        return None
    said = [
        (number, str(cells.get(title, "")), str(cells.get(state, "")), f"{number}行目")
        for number, cells in list(grid.rows.items())[:MAX_ISSUES]
        if number > first
    ]
    return _received(file, encoding, said) if any(_number(words) for _, words, _, _ in said) else None


def _received(file: str, encoding: str, said: Iterable[tuple[int, str, str, str]]) -> Received:
    rows = tuple(
        ReadRow(
            columns.PLAN, SHEET, at, {STATUS: status} if (status := _status(state)) else {}, {STATUS: place},
            {NUMBER: number}, partly=True,
        )
        for at, title, state, place in said
        if (number := _number(title))
    )  # fmt: skip
    return Received(file, encoding, "", "", "", 0, "", "", rows)


def _number(title: str) -> str:
    """Return the 管理番号 that a title begins with, '' where it has none."""
    found = _NUMBERED.search(unicodedata.normalize("NFKC", title[:200]).upper())
    if found is None:
        return ""
    return found[1] if found[1].startswith(HAND_PREFIX) or is_number(found[1]) else ""


def _status(text: str) -> str:
    """Return the status in the plan's words; '' for one that is no news; an unknown one as it stands."""
    plain = _plain(text)
    return "" if not plain or plain in _FIRST else _SAID[plain].value if plain in _SAID else text.strip()


def _plain(text: str) -> str:
    return re.sub(r"[\s_-]", "", unicodedata.normalize("NFKC", text)).casefold()


def news(rows: Sequence[ReadRow], base: Base) -> tuple[list[ReadRow], int]:
    """Return the rows without tickets of other plans, and how many those were.

    A ticket that was closed says nothing of a row that people took out of the numbers: they said why.
    """
    kept, strange = [], 0
    for row in rows:
        known = base.get(row.machine.get(NUMBER, "")) if row.sheet == SHEET else None
        if row.sheet != SHEET:
            kept.append(row)
        elif known is None:
            strange += 1
        elif known.get(STATUS, "") in EXCUSED:
            kept.append(replace(row, cells={}))
        else:
            kept.append(row)
    return kept, strange
