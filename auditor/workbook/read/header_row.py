"""Finds the head of a people's table in a grid of cells: renamed, moved down, with columns put in between."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from auditor.model import is_number
from auditor.workbook.form import columns
from auditor.workbook.form.added_columns import plain, stored
from auditor.workbook.form.columns import Sheet
from auditor.workbook.form.received import EXTRA
from auditor.workbook.read.book import SheetRead

HEADER_ROWS = 40  # a heading further down is not looked for
MIN_SCORE = 4  # headings that make a row the head of a table
MAX_EXTRA = 60  # columns that people added

# What people rename the headings to.
ALIASES: Mapping[str, str] = MappingProxyType(
    {"対応状況": "状態", "進捗": "状態", "進捗状況": "状態", "ステータス": "状態", "期限": "対応期限",
     "対応予定日": "対応期限", "完了予定日": "対応期限", "担当課": "担当部署", "部署": "担当部署",
     "所管課": "担当部署", "担当": "担当者", "担当者名": "担当者", "方針": "対応方針", "見直し日": "見直し期限",
     "代替": "代替手段", "メモ": "備考", "コメント": "備考", "備考欄": "備考", "ID": "管理番号", "番号": "管理番号",
     "管理No": "管理番号", "管理No.": "管理番号", "指摘内容": "指摘内容（何が問題か）"}
)  # fmt: skip
_BRACKET = re.compile(r"[(【\[].*?[)】\]]$")


@dataclass(frozen=True, slots=True)
class Grid:
    """The filled cells of one sheet: row number → column number → value."""

    title: str
    rows: Mapping[int, Mapping[int, Any]]


@dataclass(frozen=True, slots=True)
class Head:
    """Where a table begins: `where`: heading (with EXTRA before those people added) → column number."""

    grid: Grid
    row: int
    where: Mapping[str, int]


def grid_of(sheet: SheetRead) -> Grid:
    """Return the filled cells; a formula gives its last computed value, or itself where no program computed it."""
    rows = {
        number: filled
        for number, cells in sheet.rows.items()
        if (filled := {at: value for at, cell in cells.items() if (value := cell.shown) is not None})
    }
    return Grid(sheet.title, rows)


def find(grids: Sequence[Grid], spec: Sheet) -> Head | None:
    """Return the head of a table: on the sheet of its name, else on the sheet that has most of its headings.

    Sheets whose name begins with _ are ours: to take one for the table would swallow every edit.
    """
    best: tuple[tuple[bool, int, int], Head] | None = None
    names = _names(spec)
    people = {column.heading for column in spec.people}
    own = (spec.name, spec.english)
    others = {title for sheet in columns.TABLES.values() for title in (sheet.name, sheet.english)} - {*own}
    for grid in grids:
        if grid.title.startswith("_") or grid.title in others:
            continue
        for number in sorted(grid.rows)[:HEADER_ROWS]:
            if number > HEADER_ROWS:
                break
            where = _where(grid.rows[number], spec, names)
            if len(where) < min(MIN_SCORE, len(spec.columns)) or not people & set(where):
                continue
            if spec.name != columns.PLAN and not {spec.heading(spec.key), *_site(spec)} <= set(where):
                continue
            rank = (grid.title in own, len(where), -number)
            if best is None or rank > best[0]:
                best = (rank, Head(grid, number, where))
    return _with_extra(best[1], spec) if best else None


def copy_of_plan(grid: Grid) -> Head | None:
    """Return the head of a further table of the plan: a copy of it, or rows moved to a sheet of their own.

    Its rows have numbers that we gave: a list that only has such headings is a sheet of people.
    """
    head = find([grid], columns.PLAN_SHEET)
    at = head.where.get(columns.NUMBER) if head else None
    if head is None or at is None:
        return None
    rows = [
        cells for number, cells in grid.rows.items() if number > head.row and not is_repeated(head, cells)
    ]
    ours = sum(_is_given(cells.get(at)) for cells in rows)
    return head if ours and ours * 2 >= len(rows) else None


def _is_given(value: object) -> bool:
    text = plain(value).upper().lstrip("'")
    return is_number(text) or re.fullmatch(r"M-[0-9A-Z]{7}", text) is not None


def of_machine(grid: Grid, spec: Sheet) -> Head | None:
    """Return the head of a table where people write nothing, on its own sheet: the row that has most of its
    headings.
    """
    names = _names(spec)
    heads = [
        Head(grid, number, _where(grid.rows[number], spec, names))
        for number in sorted(grid.rows)[:HEADER_ROWS]
        if number <= HEADER_ROWS
    ]
    best = max(heads, key=lambda head: len(head.where), default=None)
    return best if best is not None and len(best.where) * 2 >= len(spec.columns) else None


def is_repeated(head: Head, cells: Mapping[int, Any]) -> bool:
    """Return whether a row is the head once more, as people put it in for printing."""
    titles = head.grid.rows[head.row]
    filled = {column: word for column, value in cells.items() if (word := plain(value))}
    return len(filled) >= MIN_SCORE and all(plain(titles.get(at)) == word for at, word in filled.items())


def _site(spec: Sheet) -> set[str]:
    return {columns.SITE} & set(spec.headings)


def _names(spec: Sheet) -> Mapping[str, str]:
    """Plain heading in either language, or what people rename it to → heading."""
    known = {plain(heading): heading for heading in spec.headings}
    for column in spec.columns:
        known.setdefault(plain(column.english), column.heading)
    for alias, heading in ALIASES.items():
        if heading in spec.headings:
            known.setdefault(plain(alias), heading)
    return known


def _where(cells: Mapping[int, Any], spec: Sheet, names: Mapping[str, str]) -> dict[str, int]:
    """Heading → column; the exact word in the language of the row wins over what only means the same."""
    words = {column: word for column in sorted(cells) if (word := plain(cells[column]))}
    exact = _exact(spec, _language(words.values(), spec))
    where: dict[str, int] = {}
    rest = []
    for column, word in words.items():
        if word in exact and exact[word] not in where:
            where[exact[word]] = column
        else:
            rest.append((column, word))
    for column, word in rest:
        heading = names.get(word) or names.get(_BRACKET.sub("", word).rstrip("※*欄"))
        if heading and heading not in where and column not in where.values():
            where[heading] = column
    return where


def _exact(spec: Sheet, lang: str) -> Mapping[str, str]:
    """Plain heading in a language → heading."""
    return {plain(column.title(lang)): column.heading for column in spec.columns}


def _language(words: Collection[str], spec: Sheet) -> str:
    """Return the language that most of the plain headings of a row are in, "ja" where both have as many."""
    return max(("ja", "en"), key=lambda lang: len(_exact(spec, lang).keys() & set(words)))


def _with_extra(head: Head, spec: Sheet) -> Head:
    """Add the columns people made, those without a heading included where something stands in them."""
    used = set(head.where.values())
    where = dict(head.where)
    filled = {
        column
        for number, cells in head.grid.rows.items()
        if number >= head.row
        for column, value in cells.items()
        if value not in (None, "")
    }
    titles = head.grid.rows[head.row]
    lang = _language({plain(title) for title in titles.values()}, spec)
    typed = {column: _title(titles.get(column)) for column in sorted(filled - used)[:MAX_EXTRA]}
    names = {column: stored(title, spec, lang) for column, title in typed.items()}
    # What an earlier workbook showed keeps its name; a new column of that name gets a number.
    for column in sorted(names, key=lambda column: (names[column] == typed[column], column)):
        name = names[column]
        key, again = EXTRA + name, 2
        while key in where or key.removeprefix(EXTRA) in where:
            key, again = f"{EXTRA}{name}（{again}）", again + 1
        where[key] = column
    return Head(head.grid, head.row, where)


def _title(raw: object) -> str:
    return " ".join(str(raw).split())[:80] if raw not in (None, "") else "見出しのない列"
