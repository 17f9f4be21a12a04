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
from auditor.report.workbook.columns import CARRIED, IDENTITY, Column, Sheet
from auditor.report.workbook.dates import day_of

HEADER_ROWS = 40  # a heading further down is not looked for
MIN_SCORE = 4  # headings that make a row the head of a table
EMPTY_ROWS = 2_000  # after so many a column that is only formatted has ended
MAX_COLUMNS = 500

# What people rename the headings to.
ALIASES: Mapping[str, str] = MappingProxyType(
    {"対応状況": "状態", "進捗": "状態", "期限": "対応期限", "担当課": "担当部署", "部署": "担当部署",
     "メモ": "備考", "ID": "管理番号"}
)  # fmt: skip


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
    a row that lost its 管理番号 has "id:" and its _行ID, which `edits.compare` looks up.
    """

    workbook_id: str
    bureau: str
    cycle: str
    revision: int
    rows: Mapping[str, Mapping[str, str]]
    places: Mapping[tuple[str, str], Place] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def read_back(source: Path | bytes) -> ReadBack:
    """Read a workbook. WorkbookError, in one line that says what to do, where it cannot be taken."""
    data = source if isinstance(source, bytes) else _bytes(source)
    opening.check(data)
    book = opening.load(data)
    facts = _identity(book)
    rows: dict[str, Mapping[str, str]] = {}
    places: dict[tuple[str, str], Place] = {}
    problems: list[Problem] = []
    for spec in CARRIED:
        found = _find(book, spec)
        if found is None:
            if spec.name == columns.PLAN:
                raise WorkbookError(
                    "改善計画の表が見つかりません。見出しの行（管理番号、状態 …）を元に戻してください。"
                )
            continue
        for key, read in _group(_rows(found, spec, book, data)).items():
            reason = _doubt(key, read)
            if reason:
                problems += [
                    Problem(r.sheet, r.row, reason, r.values) for r in read if any(r.values.values())
                ]
                continue
            rows[key] = read[0].values
            places |= {(key, heading): Place(read[0].sheet, cell) for heading, cell in read[0].cells.items()}
    return ReadBack(
        workbook_id=facts["tmg_workbook_id"],
        bureau=facts["tmg_bureau"],
        cycle=facts["tmg_cycle"],
        revision=int(facts["tmg_revision"]),
        rows=rows,
        places=places,
        problems=tuple(problems),
    )


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(opening.MAX_BYTES + 1)
    except OSError as error:
        raise WorkbookError(
            f"{path.name} を読めません（{error.strerror}）。場所と権限を確かめてください。"
        ) from error


def _identity(book: Workbook) -> dict[str, str]:
    properties: Any = book.custom_doc_props  # type: ignore[attr-defined]  # missing in the stubs
    facts = {p.name: str(p.value) for p in properties.props if p.name.startswith("tmg_")}
    if IDENTITY in book.sheetnames:
        for row in book[IDENTITY].iter_rows(min_row=2, max_row=20, max_col=2, values_only=True):
            if row[0] is not None and row[-1] is not None:
                facts.setdefault(str(row[0]), str(row[-1]))
    wanted = ("tmg_workbook_id", "tmg_bureau", "tmg_cycle", "tmg_revision")
    if any(name not in facts for name in wanted) or not facts["tmg_revision"].isdecimal():
        raise WorkbookError(
            "書き出された改善計画書ではありません（識別情報がありません）。元のファイルに記入してください。"
        )
    if facts.get("tmg_schema", columns.SCHEMA) != columns.SCHEMA:
        raise WorkbookError("別の版の改善計画書です。新しい版のauditorで取り込んでください。")
    return facts


@dataclass(frozen=True, slots=True)
class _Found:
    """A table head: its sheet, row, and heading → column number."""

    sheet: Worksheet
    head: int
    where: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class _Read:
    sheet: str
    row: int
    key: str
    values: Mapping[str, str]
    cells: Mapping[str, str]


def _find(book: Workbook, spec: Sheet) -> _Found | None:
    """The head of a table: on the sheet of its name, else on the sheet that has most of its headings.

    Sheets whose name begins with _ are ours: to take one for the table would swallow every edit.
    """
    best: tuple[tuple[bool, int], _Found] | None = None
    people = {column.heading for column in spec.people}
    for sheet in book.worksheets:
        if sheet.title.startswith("_"):
            continue
        bound = min(sheet.max_column, MAX_COLUMNS)
        for number, cells in enumerate(
            sheet.iter_rows(max_row=min(sheet.max_row, HEADER_ROWS), max_col=bound, values_only=True), start=1
        ):
            where: dict[str, int] = {}
            for column, value in enumerate(cells, start=1):
                heading = _heading(value, spec)
                if heading:
                    where.setdefault(heading, column)
            if len(where) < MIN_SCORE or not people & set(where) or not _keyed(where, spec):
                continue
            rank = (sheet.title == spec.name, len(where))
            if best is None or rank > best[0]:
                best = (rank, _Found(sheet, number, where))
    return best[1] if best else None


def _heading(value: object, spec: Sheet) -> str:
    if not isinstance(value, str):
        return ""
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", value))
    for heading in spec.headings:
        if plain == unicodedata.normalize("NFKC", heading):
            return heading
    alias = ALIASES.get(plain, "")
    return alias if alias in spec.headings else ""


def _keyed(where: Mapping[str, int], spec: Sheet) -> bool:
    if spec.name == columns.PLAN:
        return "管理番号" in where or "_行ID" in where
    return spec.key in where and "サイト" in where


def _rows(found: _Found, spec: Sheet, book: Workbook, data: bytes) -> Iterator[_Read]:
    sheet, where = found.sheet, found.where
    shown = _merged(sheet)
    cached: Worksheet | None = None
    empty = 0
    people = [column for column in spec.people if column.heading in where]
    for cells in sheet.iter_rows(min_row=found.head + 1, max_col=max(where.values())):
        if all(cell.value is None for cell in cells):
            empty += 1
            if empty > EMPTY_ROWS:
                return
            continue
        empty = 0
        row = cells[0].row or 0
        values: dict[str, str] = {}
        places: dict[str, str] = {}
        for column in people:
            cell = cells[where[column.heading] - 1]
            row_at, column_at = shown.get((row, where[column.heading]), (row, where[column.heading]))
            anchor = sheet.cell(row_at, column_at)
            value: Any = anchor.value
            if anchor.data_type == "f":
                cached = cached or opening.load(data, cached=True)[sheet.title]
                computed = cached.cell(row_at, column_at).value
                value = value if computed is None else computed
            values[column.heading] = _text(value, column, book)
            places[column.heading] = cell.coordinate
        named = {
            heading: _text(cells[index - 1].value, Column(heading, 0), book)
            for heading, index in where.items()
            if heading in ("管理番号", "_行ID", "サイト", spec.key)
        }
        yield _Read(sheet.title, row, _key(named, spec), values, places)


def _merged(sheet: Worksheet) -> dict[tuple[int, int], tuple[int, int]]:
    """Each cell of a merged range → its anchor: what is written once there is meant for every row."""
    return {
        (row, column): (area.min_row, area.min_col)
        for area in list(sheet.merged_cells.ranges)[:EMPTY_ROWS]
        if area.size["rows"] * area.size["columns"] <= EMPTY_ROWS
        for row in range(area.min_row, area.max_row + 1)
        for column in range(area.min_col, area.max_col + 1)
    }


def _key(named: Mapping[str, str], spec: Sheet) -> str:
    site, own = named.get("サイト", ""), named.get(spec.key, "")
    if spec.name == columns.PLAN:
        number = unicodedata.normalize("NFKC", own).strip().upper()
        row_id = named.get("_行ID", "").strip()
        return number or (f"id:{row_id}" if row_id else "")
    kind = {columns.CRITERIA: "criterion", columns.PAGES: "page", columns.FORM: "form"}[spec.name]
    return f"{kind}:{site}:{own}" if site and own else ""


def _text(value: Any, column: Column, book: Workbook) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return day_of(value)
    if isinstance(value, bool):
        return "はい" if value else "いいえ"
    if isinstance(value, int | float):
        if column.kind == "date" and 20_000 <= value <= 80_000:
            return day_of(from_excel(value, book.epoch))  # a date shown in a format openpyxl does not know
        return str(int(value)) if float(value).is_integer() else str(value)
    return str(value)


def _group(rows: Iterator[_Read]) -> dict[str, list[_Read]]:
    groups: dict[str, list[_Read]] = {}
    for row in rows:
        groups.setdefault(row.key, []).append(row)
    return groups


def _doubt(key: str, read: Sequence[_Read]) -> str:
    """Why rows with one key are not taken: a person has to say which of them counts."""
    if not key:
        return "管理番号がありません"
    if any(row.values != read[0].values for row in read):
        return "同じ管理番号の行が複数あり、内容が異なります"
    return ""
