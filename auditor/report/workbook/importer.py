"""Reads people's columns back from a workbook, by 管理番号, wherever the rows and columns went."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

from openpyxl.utils.datetime import from_excel
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from auditor.model import WorkbookError
from auditor.report.workbook import columns, opening
from auditor.report.workbook.columns import CARRIED, FIELDS, IDENTITY, Column, Sheet
from auditor.report.workbook.dates import day_of, japanese_date
from auditor.report.workbook.guide import statuses

HEADER_ROWS = 40  # a heading further down is not looked for
MIN_SCORE = 4  # headings that make a row the head of a table
EMPTY_ROWS = 2_000  # after so many a column that is only formatted has ended
MAX_COLUMNS = 500

# What people rename the headings to.
ALIASES: Mapping[str, str] = MappingProxyType(
    {"対応状況": "状態", "進捗": "状態", "期限": "対応期限", "担当課": "担当部署", "部署": "担当部署",
     "メモ": "備考", "ID": "管理番号"}
)  # fmt: skip
STATUS_WORDS: Mapping[str, str] = MappingProxyType(
    {"完了": "対応済（確認待ち）", "対応済": "対応済（確認待ち）", "対応済み": "対応済（確認待ち）",
     "未対応": "未着手", "着手": "対応中", "対応しない": "対応しない（理由を備考に）",
     "指摘の誤り": "指摘の誤り（理由を備考に）", "問題なし": "問題なし（目視確認済）"}
)  # fmt: skip
_ESCAPED_RETURN = re.compile("_x000D_\n?")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value was read, for words like 改善計画!T5."""

    sheet: str
    cell: str


@dataclass(frozen=True, slots=True)
class Problem:
    """A row that was read and cannot be told what it belongs to; its words are kept."""

    sheet: str
    row: int
    reason: str
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ReadBack:
    """What people's columns hold. rows: row key → heading → value; dates ISO where they are days.

    Row keys are those of `Written.base`: 管理番号, criterion:SITE:NUMBER, page:SITE:URL, form:SITE:NUMBER;
    a row that lost its 管理番号 has "id:" and its _行ID, which `edits` looks up.
    """

    workbook_id: str
    bureau: str
    cycle: str
    revision: int
    rows: Mapping[str, Mapping[str, str]]
    places: Mapping[tuple[str, str], Place] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Edit:
    """One cell that somebody changed: the making of a Decision. `number` is the row key."""

    number: str
    field: str
    value: str
    heading: str
    before: str
    place: Place


@dataclass(frozen=True, slots=True)
class Comparison:
    """Edits that can be taken, and those whose words the machine cannot read; then the old value stays."""

    edits: tuple[Edit, ...]
    refused: tuple[tuple[Edit, str], ...]  # with the reason


def read_back(source: Path | bytes) -> ReadBack:
    """Read a workbook. WorkbookError, in one line that says what to do, where it cannot be taken."""
    data = source if isinstance(source, bytes) else _bytes(source)
    opening.check(data)
    book = opening.load(data)
    facts = _identity(book)
    rows: dict[str, Mapping[str, str]] = {}
    places: dict[tuple[str, str], Place] = {}
    problems: list[Problem] = []
    cached: Workbook | None = None
    for spec in CARRIED:
        found = _find(book, spec)
        if found is None:
            if spec.name == columns.PLAN:
                raise WorkbookError(
                    "改善計画の表が見つかりません。見出しの行（管理番号、状態 …）を元に戻してください。"
                )
            continue
        sheet, head, where = found
        if cached is None and _has_formula(sheet, head, [where[c.heading] for c in spec.people if c.heading in where]):
            cached = opening.load(data, cached=True)
        own: dict[str, Mapping[str, str]] = {}
        for number, key, values, at in _rows(book, cached, sheet, head, where, spec):
            if not key:
                if any(values.values()):
                    problems.append(Problem(sheet.title, number, "管理番号がありません", values))
                continue
            if key in own and own[key] != values:
                problems.append(Problem(sheet.title, number, "同じ管理番号の行が複数あります", values))
                continue
            own.setdefault(key, values)
            for heading, cell in at.items():
                places.setdefault((key, heading), Place(sheet.title, cell))
        # Of rows that contradict each other none is taken: a person has to say which one counts.
        for problem in [p for p in problems if p.sheet == sheet.title and p.reason.startswith("同じ")]:
            clash = next((k for k in own if places_row(places, k) and _same(k, problem, spec)), "")
            own.pop(clash, None)
        rows |= own
    return ReadBack(
        facts["tmg_workbook_id"], facts["tmg_bureau"], facts["tmg_cycle"],
        int(facts.get("tmg_revision", "1")), rows, places, tuple(problems),
    )  # fmt: skip
