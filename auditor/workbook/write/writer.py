"""Writes the workbook of one bureau and cycle, whole or not at all."""

import hashlib
import io
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path
from types import MappingProxyType

from xlsxwriter.workbook import Workbook

from auditor.model import ImprovementPlan, Text, Work
from auditor.whole_file import whole_file
from auditor.words import say, word
from auditor.workbook.form import columns
from auditor.workbook.form.cells import CellWriter, as_date
from auditor.workbook.form.columns import Sheet
from auditor.workbook.form.page_texts import TITLE
from auditor.workbook.form.received import OwnSheet
from auditor.workbook.write import hidden
from auditor.workbook.write.bulk_rows import BulkRows
from auditor.workbook.write.guide import write_guide
from auditor.workbook.write.note_rows import is_handled
from auditor.workbook.write.overview import write_overview
from auditor.workbook.write.own_sheets import write_own
from auditor.workbook.write.package_bytes import finish, pourable
from auditor.workbook.write.pictures import picture_rows, write_pictures
from auditor.workbook.write.row_limit import MOST, cut
from auditor.workbook.write.rows import ROWS, Row, base_of, dressed
from auditor.workbook.write.table import is_plain, pour_table, write_table
from auditor.workbook.write.todo import digests, todo_rows, write_todo
from auditor.workbook.write.written_words import written_words

log = logging.getLogger("auditor")

_CATEGORY = Text("ウェブサイト改善計画", "Improvement plan of web sites")
_KEYWORDS = Text("アクセシビリティ、セキュリティ、オープンデータ", "accessibility, security, open data")
_DATA_SHEETS = (
    columns.FINDINGS_SHEET,
    columns.CRITERIA_SHEET,
    columns.PAGES_SHEET,
    columns.HEADERS_SHEET,
    columns.DATA_LINKS_SHEET,
    columns.TRENDS_SHEET,
    columns.FORM_SHEET,
    columns.DONE_SHEET,
)
_AFTER_GUIDE = (
    columns.IMPORTED_SHEET, columns.QUARANTINE_SHEET, columns.UNPLACED_SHEET, columns.COMMENTS_SHEET,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Carry:
    """What people brought along and gets a place in the next workbook.

    columns: table → headings of columns they added. comments: row key → heading → text. sheets: their own.
    """

    columns: Mapping[str, Sequence[str]] = field(default_factory=dict)
    comments: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    sheets: Sequence[OwnSheet] = ()


@dataclass(frozen=True, slots=True)
class Written:
    """A workbook on disk. `base`: row key → heading → value of people's columns as written."""

    path: Path
    workbook_id: str
    revision: int
    sha256: str
    base: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def render(
    plan: ImprovementPlan,
    *,
    revision: int = 1,
    notes: Mapping[str, Sequence[Row]] | None = None,
    carry: Carry | None = None,
    crops: Mapping[str, bytes] = MappingProxyType({}),
    most: int = MOST,
) -> tuple[bytes, str, Mapping[str, Mapping[str, str]]]:
    """Return the bytes of the workbook, its id and its base values.

    `notes`: rows of 取込の食い違い, 取込結果, 取込できなかった行, 取り込めなかった記入 and コメント引継ぎ, by sheet name;
    a sheet without rows is left out. `crops`: 管理番号 → WebP of its place. `most`: rows of a sheet, the rest stands
    in a CSV file only.
    """
    notes, carry = notes or {}, carry or Carry()
    tables = {
        spec.name: dressed(
            spec,
            ROWS[spec.name](plan) if spec.name in ROWS else notes.get(spec.name, ()),
            carry.columns.get(spec.name, ()),
            carry.comments,
        )
        for spec in columns.CARRIED
    }
    short = todo_rows(plan)
    base: dict[str, Mapping[str, str]] = {}
    for spec, rows in tables.values():
        base |= base_of(spec, rows)
    for key, kept in digests(short).items():
        base[key] = {**base[key], **kept}
    if carry.sheets:
        base[columns.OWN_SHEETS] = {sheet.name: sheet.mark for sheet in carry.sheets}
    facts = hidden.identity(plan, revision, base)
    draw = partial(_draw, plan, facts, base, short, tables, notes, carry, picture_rows(plan, crops), most)
    data, pours = draw(pouring=True)
    if not pourable(data, pours):
        log.warning(
            "XlsxWriter lays out its parts in a way that is new to us: long sheets are written cell by cell"
        )
        data, pours = draw(pouring=False)
    filters = {}
    if _out_of_sight(plan):
        at = columns.PLAN_SHEET.index(columns.PLAN_SHEET.heading("work"))
        filters[say(columns.PLAN_SHEET.table, plan.lang)] = (at, word(Work.MEND, plan.lang))
    return finish(data, pours, plan.lang, filters), facts["tmg_workbook_id"], base


def _draw(
    plan: ImprovementPlan,
    facts: Mapping[str, str],
    base: Mapping[str, Mapping[str, str]],
    short: Sequence[Row],
    tables: Mapping[str, tuple[Sheet, Sequence[Row]]],
    notes: Mapping[str, Sequence[Row]],
    carry: Carry,
    pictures: tuple[Sequence[Row], Mapping[str, bytes]],
    most: int,
    *,
    pouring: bool,
) -> tuple[bytes, Sequence[BulkRows]]:
    """Return the package as XlsxWriter writes it, and the rows that are still to be poured into it."""
    buffer = io.BytesIO()
    book = Workbook(
        buffer,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    title = TITLE.fill(plan.lang, {"bureau": plan.bureau_name, "cycle": plan.cycle})
    day = as_date(plan.date)
    book.set_properties(
        {
            "title": title,
            "subject": plan.label,
            "author": f"{plan.organisation} {plan.bureau_name}".strip(),
            "company": plan.organisation,
            "category": say(_CATEGORY, plan.lang),
            "keywords": say(_KEYWORDS, plan.lang),
            "created": datetime(day.year, day.month, day.day) if day else datetime(2000, 1, 1),
        }
    )
    book.set_size(2400, 1400)
    pen = CellWriter(book, plan.lang)
    write_todo(book, pen, plan, short, title)
    write_overview(book, pen, plan)
    write_table(book, pen, *tables[columns.PLAN], title, hidden=_out_of_sight(plan))
    if notes.get(columns.CONFLICTS):
        write_table(book, pen, columns.CONFLICTS_SHEET, notes[columns.CONFLICTS], title)
    if pictures[0]:
        write_pictures(book, pen, *pictures, title)
    pours: list[BulkRows | None] = []
    for spec in _DATA_SHEETS:
        wide, rows = tables.get(spec.name) or (spec, ROWS[spec.name](plan))
        if spec.name == columns.DONE and not rows:
            continue
        shown = cut(wide, rows, most, plan.lang)
        if pouring and is_plain(wide):
            pours.append(pour_table(book, pen, wide, shown, title))
        else:
            write_table(book, pen, wide, shown, title)
    write_guide(book, pen)
    for spec in _AFTER_GUIDE:
        wide, rows = tables.get(spec.name) or (spec, notes.get(spec.name, ()))
        if rows:
            write_table(book, pen, wide, rows, title, folded={row.key for row in rows if is_handled(row)})
    write_own(book, carry.sheets, [sheet.name for sheet in book.worksheets()])
    poured = [pour for pour in pours if pour]
    hidden.write_hidden(book, pen, facts, base, written_words(book, poured))
    book.close()
    return buffer.getvalue(), poured


def _out_of_sight(plan: ImprovementPlan) -> frozenset[str]:
    """管理番号 of the rows that the filter of 改善計画 hides, so that what has to be mended stands alone."""
    works = {row.number: row.work for row in plan.rows}
    if Work.MEND not in works.values():
        return frozenset()
    return frozenset(number for number, work in works.items() if work is not Work.MEND)


def write(
    plan: ImprovementPlan,
    path: Path,
    *,
    revision: int = 1,
    notes: Mapping[str, Sequence[Row]] | None = None,
    carry: Carry | None = None,
    crops: Mapping[str, bytes] = MappingProxyType({}),
    most: int = MOST,
    before: Callable[[Written], None] = lambda written: None,
) -> Written:
    """Write the workbook to `path` by way of a file beside it, so that no reader meets half of one; see `render`.

    `before` is called with what will be written, before it is there under its name.
    """
    data, workbook_id, base = render(
        plan, revision=revision, notes=notes, carry=carry, crops=crops, most=most
    )
    written = Written(path, workbook_id, revision, hashlib.sha256(data).hexdigest(), base)
    with whole_file(path) as file:
        file.write(data)
        before(written)
    return written
