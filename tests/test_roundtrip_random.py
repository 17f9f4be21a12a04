"""People edit in any order, three cycles deep: no word is lost, and none appears where nobody wrote it."""

import io
import random
import re
import shutil
import sys
import tempfile
from collections.abc import Collection, Iterator
from datetime import date, timedelta
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from office import Office
from openpyxl.cell.cell import MergedCell
from openpyxl.comments import Comment
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from package_edits import drawn, text_box
from roundtrip_desk import Desk

from auditor.workbook.form import columns

CYCLES = 3
STEPS = 7  # so many things people do before a quarter ends, at most
TEXTS = ("備考", "担当者", "担当部署", "代替手段", "対応方針")
TOKEN = re.compile(r"語\d+番")
_DAYS = ("{y}/{m}/{d}", "R{r}.{m}.{d}", "令和{r}年{m}月{d}日", "{y}-{m:02}-{d:02}", "{y}{m:02}{d:02}")
COPY, MOVED = "写し", "分冊"
MACHINE = (
    columns.OVERVIEW, columns.GUIDE, columns.HEADERS, columns.FINDINGS, columns.TRENDS, columns.CRITERIA, columns.DATA_LINKS,
    columns.IMPORTED, columns.COMMENTS, columns.UNPLACED,
)  # fmt: skip
KEYS = ("サイト", "No.")
PEOPLE = ("状態", "対応方針", "担当部署", "担当者", "対応期限", "見直し期限", "代替手段", "備考")


class People(RuleBasedStateMachine):
    """Up to two people with the same workbook before them; what they hand in becomes the next one."""

    editors = Bundle("editors")

    @initialize(neighbour=st.integers(0, 3), office=st.integers(0, 7))
    def begin(self, neighbour: int, office: int) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="roundtrip"))
        self.desk = Desk(self.folder)
        self.desks = [self.desk, self.desk.neighbour()] if neighbour == 0 else [self.desk]
        self.office = OFFICE if office == 0 else None
        self.tokens: dict[str, set[str]] = {}  # token → rows it was meant for
        self.days: dict[str, set[str]] = {}
        self.cycle = 0
        self.steps = 0
        self._open([set() for _ in self.desks])

    def _open(self, there: list[set[str]]) -> None:
        """Open the next workbook of each bureau, in which all stands that stood `there` before."""
        self.data = [desk.publish() for desk in self.desks]
        self.books = [openpyxl.load_workbook(io.BytesIO(data)) for data in self.data]
        self.owners = [*range(len(self.books))]  # of each book the desk it is from
        self.before: dict[object, object] = {}
        for book, stood in zip(self.books, there, strict=True):
            missing = stood - _tokens(book)
            assert not missing, f"nowhere in the next workbook: {missing}"
            plan = book[columns.PLAN]
            self.before |= {
                plan.cell(r, 1).value: plan.cell(r, _at("備考")).value for r in range(2, plan.max_row + 1)
            }
        self.copies: dict[int, tuple[dict[str, int], int, list[int]]] = {}
        self.shaken: set[int] = set()
        self.boxes: dict[int, str] = {}  # book → words in a text box that lies on it

    def teardown(self) -> None:
        if hasattr(self, "desk"):
            self.desk.close()
            shutil.rmtree(self.folder)

    def _pick(self, editor: int) -> tuple[Worksheet, dict[str, int], int, list[int]]:
        """The sheet, heading → column, row of the heads, rows with a number."""
        book = self.books[editor % len(self.books)]
        sheet = next(s for s in book.worksheets if s.title.startswith("改善計画"))
        head = next(r for r in range(1, 8) if any(sheet.cell(r, c).value == "備考" for c in range(1, 45)))
        where = {str(sheet.cell(head, c).value): c for c in range(1, 45) if sheet.cell(head, c).value}
        rows = [r for r in range(head + 1, sheet.max_row + 1) if sheet.cell(r, where["管理番号"]).value]
        return sheet, where, head, rows

    def _number(self, sheet: Worksheet, where: dict[str, int], row: int) -> str:
        """The row's number; M- for any row that people added, which gets its number later."""
        number = str(sheet.cell(row, where["管理番号"]).value)
        return "M-" if number == "追加" else number

    def _free(self, editor: int) -> bool:
        """Whether this person's file was not yet sorted in a way that ends the editing."""
        return editor % len(self.books) not in self.shaken

    def _word(self) -> str:
        return f"語{len(self.tokens) + 1}番"

    @rule(editor=st.integers(0, 2), at=st.integers(0, 99), heading=st.sampled_from(TEXTS))
    def edit(self, editor: int, at: int, heading: str) -> None:
        sheet, where, _, rows = self._pick(editor)
        if not rows or not self._free(editor):
            return
        row = rows[at % len(rows)]
        if isinstance(sheet.cell(row, where[heading]), MergedCell):
            return  # under a merged cell nobody can type
        word = self._word()
        self.tokens[word] = {self._number(sheet, where, one) for one in _covered(sheet, row, where[heading])}
        sheet.cell(row, where[heading]).value = word

    @rule(editor=st.integers(0, 2), at=st.integers(0, 99), form=st.sampled_from(_DAYS))
    def date_it(self, editor: int, at: int, form: str) -> None:
        sheet, where, _, rows = self._pick(editor)
        if not rows or not self._free(editor):
            return
        day = date(2027, 1, 1) + timedelta(days=len(self.days))
        row = rows[at % len(rows)]
        self.days[day.isoformat()] = {self._number(sheet, where, row)}
        text = form.format(y=day.year, r=day.year - 2018, m=day.month, d=day.day)
        sheet.cell(row, where["対応期限"]).value = text

    @rule(
        editor=st.integers(0, 2), at=st.integers(0, 99),
        text=st.sampled_from(("対応中", "完了", "着手", "たぶん", "対応中（{}）", "未着手", "")),
    )  # fmt: skip
    def state(self, editor: int, at: int, text: str) -> None:
        sheet, where, _, rows = self._pick(editor)
        if not rows or not self._free(editor):
            return
        row = rows[at % len(rows)]
        if "{}" in text:
            word = self._word()
            self.tokens[word] = {self._number(sheet, where, row)}
            text = text.format(word)
        sheet.cell(row, where["状態"]).value = text or None

    @rule(
        editor=st.integers(0, 2), at=st.integers(0, 99), text=st.sampled_from(("未定", "2026/2/30", "次期"))
    )
    def wrong_date(self, editor: int, at: int, text: str) -> None:
        sheet, where, _, rows = self._pick(editor)
        if rows and self._free(editor):
            word = self._word()
            row = rows[at % len(rows)]
            self.tokens[word] = {self._number(sheet, where, row)}
            sheet.cell(row, where["見直し期限"]).value = f"{text}{word}"

    def _short(self, editor: int) -> tuple[Worksheet, int, list[int]]:
        """やること of this person: the sheet, the row of the heads, rows with a number."""
        sheet = self.books[editor % len(self.books)][columns.TODO]
        head = next(r for r in range(1, 12) if sheet.cell(r, 1).value == "番号")
        return sheet, head, [r for r in range(head + 1, sheet.max_row + 1) if is_key(sheet.cell(r, 1).value)]

    @rule(editor=st.integers(0, 2), at=st.integers(0, 99), heading=st.sampled_from(("備考", "担当")))
    def edit_short(self, editor: int, at: int, heading: str) -> None:
        sheet, _, rows = self._short(editor)
        if not rows or not self._free(editor):
            return
        row, word = rows[at % len(rows)], self._word()
        self.tokens[word] = {str(sheet.cell(row, 1).value)}
        sheet.cell(row, columns.TODO_SHEET.index(heading) + 1).value = word

    @rule(editor=st.integers(0, 2), seed=st.integers(0, 99))
    def sort_short(self, editor: int, seed: int) -> None:
        sheet, _, rows = self._short(editor)
        wide = range(1, len(columns.TODO_SHEET.columns) + 1)
        values = [[sheet.cell(row, at).value for at in wide] for row in rows]
        random.Random(seed).shuffle(values)
        for row, line in zip(rows, values, strict=True):
            for at, value in zip(wide, line, strict=True):
                sheet.cell(row, at).value = value

    @rule(editor=st.integers(0, 2), seed=st.integers(0, 99))
    def sort_all(self, editor: int, seed: int) -> None:
        sheet, _, head, _ = self._pick(editor)
        if sheet.merged_cells.ranges:
            return
        wide = sheet.max_column
        rows = [
            [sheet.cell(r, c).value for c in range(1, wide + 1)] for r in range(head + 1, sheet.max_row + 1)
        ]
        random.Random(seed).shuffle(rows)
        for r, row in enumerate(rows, start=head + 1):
            for c, value in enumerate(row, start=1):
                sheet.cell(r, c).value = value

    @rule(editor=st.integers(0, 2), at=st.integers(0, 99))
    def filter(self, editor: int, at: int) -> None:
        sheet, _, _, rows = self._pick(editor)
        for row in rows[at % 5 :: 2]:
            sheet.row_dimensions[row].hidden = True

    @rule(editor=st.integers(0, 2), at=st.integers(0, 99))
    def delete_row(self, editor: int, at: int) -> None:
        sheet, _, _, rows = self._pick(editor)
        if len(rows) > 4 and not sheet.merged_cells.ranges:
            row = rows[at % len(rows)]
            for cell in sheet[row]:
                cell.hyperlink = None
            sheet.delete_rows(row)

    @rule(editor=st.integers(0, 2), at=st.integers(0, 99), change=st.booleans())
    def copy_row(self, editor: int, at: int, change: bool) -> None:
        sheet, where, _, rows = self._pick(editor)
        if not rows or not self._free(editor) or sheet.max_row > 40:
            return
        row, bottom = rows[at % len(rows)], sheet.max_row + 1
        for c in range(1, sheet.max_column + 1):
            sheet.cell(bottom, c).value = sheet.cell(row, c).value
        if change:
            word = self._word()
            self.tokens[word] = {self._number(sheet, where, row)}
            sheet.cell(bottom, where["備考"]).value = word

    @rule(editor=st.integers(0, 2), number=st.booleans(), about=st.booleans())
    def add_row(self, editor: int, number: bool, about: bool) -> None:
        sheet, where, _, _ = self._pick(editor)
        if not self._free(editor) or sheet.max_row > 40:
            return
        bottom, word = sheet.max_row + 1, self._word()
        self.tokens[word] = {"M-"}
        if number:
            sheet.cell(bottom, where["管理番号"]).value = "追加"
        sheet.cell(bottom, where["指摘内容（何が問題か）" if about else "備考"]).value = word

    @rule(editor=st.integers(0, 2))
    def paste_foreign(self, editor: int) -> None:
        sheet, where, _, _ = self._pick(editor)
        if not self._free(editor) or sheet.max_row > 40:
            return
        bottom, word = sheet.max_row + 1, self._word()
        self.tokens[word] = set()
        sheet.cell(bottom, where["管理番号"]).value = "ZZZZZZZ"
        sheet.cell(bottom, where["備考"]).value = word

    @rule(editor=st.integers(0, 2), at=st.integers(1, 20))
    def insert_column(self, editor: int, at: int) -> None:
        sheet, _, head, rows = self._pick(editor)
        if sheet.max_column > 42 or sheet.merged_cells.ranges or not rows or not self._free(editor):
            return
        sheet.insert_cols(at)
        word = self._word()
        row = rows[at % len(rows)]
        sheet.cell(head, at).value = f"メモ{len(self.tokens)}"
        self.tokens[word] = {self._number(sheet, self._pick(editor)[1], row)}
        sheet.cell(row, at).value = word

    @rule(editor=st.integers(0, 2))
    def insert_row_above(self, editor: int) -> None:
        sheet, _, head, _ = self._pick(editor)
        if head < 5 and not sheet.merged_cells.ranges:
            sheet.insert_rows(1)

    @rule(editor=st.integers(0, 2), at=st.integers(0, 99), heading=st.sampled_from(("担当部署", "担当者")))
    def merge_cells(self, editor: int, at: int, heading: str) -> None:
        sheet, where, _, rows = self._pick(editor)
        if len(rows) < 3 or sheet.merged_cells.ranges or not self._free(editor):
            return
        top = rows[at % (len(rows) - 2)]
        if rows[rows.index(top) + 1] != top + 1:
            return
        word = self._word()
        self.tokens[word] = {self._number(sheet, where, top), self._number(sheet, where, top + 1)}
        sheet.cell(top, where[heading]).value = word
        sheet.merge_cells(
            start_row=top, end_row=top + 1, start_column=where[heading], end_column=where[heading]
        )

    @rule(editor=st.integers(0, 2), which=st.integers(0, 99), at=st.integers(0, 99), heading=st.booleans())
    def write_on_a_sheet_of_the_machine(self, editor: int, which: int, at: int, heading: bool) -> None:
        """Over a cell of the machine, or beside its table, in a column of one's own with or without a heading."""
        book = self.books[editor % len(self.books)]
        sheets = [sheet for sheet in book.worksheets if sheet.title in MACHINE]
        sheet = sheets[which % len(sheets)]
        row = 2 + at % max(1, sheet.max_row - 1)
        filled = [cell.column for cell in sheet[row] if cell.value and not isinstance(cell, MergedCell)]
        column = filled[at % len(filled)] if filled and at % 2 else sheet.max_column + 1
        if sheet.cell(row, column).value in KEYS or column > 45:
            return
        word = self._word()
        self.tokens[word] = {columns.CRITERIA: {"cr"}, columns.UNPLACED: {"un"}}.get(sheet.title, set())
        sheet.cell(row, column).value = word
        if heading and column > len(filled) and not sheet.cell(1, column).value:
            title = self._word()
            self.tokens[title] = set()
            sheet.cell(1, column).value = title

    @rule(editor=st.integers(0, 2), at=st.integers(0, 2), heading=st.booleans())
    def add_a_column_to_another_table(self, editor: int, at: int, heading: bool) -> None:
        sheet = self.books[editor % len(self.books)][(columns.CRITERIA, columns.PAGES, columns.FORM)[at]]
        if sheet.max_column > 30 or sheet.max_row < 3:
            return
        word, wide = self._word(), sheet.max_column + 1
        self.tokens[word] = {"cr", "pa", "fo"}
        if heading:
            sheet.cell(1, wide).value = f"局の欄{len(self.tokens)}"
        sheet.cell(2 + at % 2, wide).value = word

    @rule(editor=st.integers(0, 2), at=st.integers(0, 99))
    def close_an_entry_without_a_place(self, editor: int, at: int) -> None:
        book = self.books[editor % len(self.books)]
        if columns.UNPLACED not in book.sheetnames:
            return
        sheet = book[columns.UNPLACED]
        heads = {cell.value: cell.column for cell in sheet[1]}
        rows = [r for r in range(2, sheet.max_row + 1) if str(sheet.cell(r, 1).value or "").isdecimal()]
        if not rows or "対応" not in heads:
            return
        word = self._word()
        self.tokens[word] = {"un"}
        sheet.cell(rows[at % len(rows)], heads["対応"]).value = word

    @rule(editor=st.integers(0, 2), at=st.integers(0, 99), heading=st.sampled_from(TEXTS))
    def write_in_a_copy(self, editor: int, at: int, heading: str) -> None:
        book = self.books[editor % len(self.books)]
        _, where, head, rows = self._pick(editor)
        if COPY not in book.sheetnames:
            if not rows or not self._free(editor):
                return
            book.copy_worksheet(self._pick(editor)[0]).title = COPY
            self.copies[editor % len(self.books)] = (where, head, rows)
        where, _, rows = self.copies[editor % len(self.books)]
        sheet, row = book[COPY], rows[at % len(rows)]
        if isinstance(sheet.cell(row, where[heading]), MergedCell):
            return
        word = self._word()
        self.tokens[word] = {self._number(sheet, where, one) for one in _covered(sheet, row, where[heading])}
        sheet.cell(row, where[heading]).value = word

    @rule(editor=st.integers(0, 2), at=st.integers(1, 9), which=st.integers(0, 99))
    def write_above_the_heading(self, editor: int, at: int, which: int) -> None:
        sheet, _, head, _ = self._pick(editor)
        if which % 3 == 0:
            sheet = self.books[editor % len(self.books)][columns.CRITERIA]
            head = next(r for r in range(1, 9) if sheet.cell(r, 1).value == "サイト")
        if head >= 5 or sheet.merged_cells.ranges:
            return
        sheet.insert_rows(1)
        word = self._word()
        self.tokens[word] = set()
        sheet.cell(1, at).value = word

    @rule(editor=st.integers(0, 2), hidden=st.booleans(), at=st.integers(1, 9))
    def add_a_sheet(self, editor: int, hidden: bool, at: int) -> None:
        book = self.books[editor % len(self.books)]
        title = f"{'_' if hidden else ''}作業{at}"
        if title in book.sheetnames or len(book.sheetnames) > 25:
            return
        word = self._word()
        self.tokens[word] = set()
        book.create_sheet(title).cell(at, at).value = word

    @rule(editor=st.integers(0, 2), at=st.integers(0, 99), heading=st.sampled_from(("備考", "判定", "状態")))
    def say_on_a_cell(self, editor: int, at: int, heading: str) -> None:
        sheet, where, _, rows = self._pick(editor)
        if not rows:
            return
        cell, word = sheet.cell(rows[at % len(rows)], where[heading]), self._word()
        if isinstance(cell, MergedCell):
            return
        self.tokens[word] = set()
        cell.comment = Comment(f"{cell.comment.text}\n{word}" if cell.comment else word, "局")

    @rule(editor=st.integers(0, 2), side=st.sampled_from(("left", "center", "right")))
    def write_in_the_printed_header(self, editor: int, side: str) -> None:
        word = self._word()
        self.tokens[word] = set()
        getattr(self._pick(editor)[0].oddHeader, side).text = word

    @rule(
        editor=st.integers(0, 2),
        at=st.integers(0, 99),
        text=st.sampled_from(("低", "高", "至急{}", "{}さん")),
    )
    def type_over_the_machine(self, editor: int, at: int, text: str) -> None:
        sheet, where, _, rows = self._pick(editor)
        if not rows or not self._free(editor):
            return
        cell = sheet.cell(rows[at % len(rows)], where["優先度" if at % 2 else "直し方"])
        if isinstance(cell, MergedCell):
            return
        if "{}" in text:
            word = self._word()
            self.tokens[word] = {self._number(sheet, where, cell.row)}
            text = text.format(word)
        cell.value = text

    @rule(editor=st.integers(0, 2), lost=st.sampled_from(("管理番号", "_行ID")), at=st.integers(0, 99))
    def lose_a_key(self, editor: int, lost: str, at: int) -> None:
        sheet, where, _, rows = self._pick(editor)
        number = self._number(sheet, where, rows[at % len(rows)]) if rows else ""
        if rows and lost == "_行ID" and not number.startswith("M-"):
            sheet.cell(rows[at % len(rows)], where["_行ID"]).value = None

    @rule(editor=st.integers(0, 2))
    def rename(self, editor: int) -> None:
        sheet, where, head, _ = self._pick(editor)
        sheet.title = "改善計画（清書）"
        if "対応期限" in where and "期限" not in where:
            sheet.cell(head, where["対応方針"]).value = "対応方針"

    @rule(editor=st.integers(0, 2), seed=st.integers(1, 99))
    def sort_people_columns(self, editor: int, seed: int) -> None:
        """Only where enough was there before, and nothing new: else nobody could tell it from editing."""
        which = editor % len(self.books)
        sheet, where, _, rows = self._pick(which)
        words = [sheet.cell(r, where["備考"]).value for r in rows]
        untouched = all(
            self.before.get(self._number(sheet, where, r)) == w for r, w in zip(rows, words, strict=True)
        )
        others = all(sheet.cell(r, where[h]).value is None for r in rows for h in PEOPLE if h != "備考")
        if len([w for w in words if w]) < 4 or not untouched or not others or sheet.merged_cells.ranges:
            return
        turned = words[seed % len(words) :] + words[: seed % len(words)]
        for row, word in zip(rows, turned, strict=True):
            sheet.cell(row, where["備考"]).value = word
        self.shaken.add(which)

    @rule(editor=st.integers(0, 2), bottom=st.integers(0, 99))
    def move_rows_to_a_sheet_of_their_own(self, editor: int, bottom: int) -> None:
        """The last rows, with the headings above them, and a word in one of them."""
        sheet, where, head, rows = self._pick(editor)
        book = self.books[editor % len(self.books)]
        moved = rows[2 + bottom % max(1, len(rows) - 2) :]
        if MOVED in book.sheetnames or sheet.merged_cells.ranges or not moved or not self._free(editor):
            return
        word, made = self._word(), book.create_sheet(MOVED)
        self.tokens[word] = {self._number(sheet, where, moved[0])}
        sheet.cell(moved[0], where["担当者"]).value = word
        for row in (head, *moved):
            made.append([cell.value for cell in sheet[row]])
        for row in reversed(moved):
            for cell in sheet[row]:
                cell.hyperlink = None
            sheet.delete_rows(row)

    @rule(editor=st.integers(0, 2))
    def lay_a_text_box_on_the_sheet(self, editor: int) -> None:
        book = editor % len(self.books)
        if book not in self.boxes:
            self.boxes[book] = self._word()
            self.tokens[self.boxes[book]] = set()

    @precondition(lambda self: self.office)
    @rule(editor=st.integers(0, 2))
    def save_with_libreoffice_and_go_on(self, editor: int) -> None:
        at = editor % len(self.books)
        if not self.copies.get(at):
            self.books[at] = openpyxl.load_workbook(io.BytesIO(self.office.save(_saved(self.books[at]))))

    @precondition(lambda self: len(self.books) == len(self.desks))
    @rule()
    def second_editor(self) -> None:
        self.books.append(openpyxl.load_workbook(io.BytesIO(self.data[0])))
        self.owners.append(0)

    @invariant()
    def the_quarter_ends_after_some_steps(self) -> None:
        if not hasattr(self, "steps"):
            return
        self.steps += 1
        if self.steps % STEPS == 0 and self.cycle < CYCLES:
            self.hand_in_all(order=self.steps % 3, way=self.steps)

    @precondition(lambda self: self.cycle < CYCLES - 1)
    @rule(order=st.integers(0, 2), way=st.integers(0, 99))
    def hand_in(self, order: int, way: int) -> None:
        self.hand_in_all(order=order, way=way)

    def hand_in_all(self, *, order: int, way: int) -> None:
        """All files come back: as one delivery, or one after the other, in either order."""
        files: list[tuple[str, bytes]] = []
        there: list[set[str]] = [set() for _ in self.desks]
        for at, (book, owner) in enumerate(zip(self.books, self.owners, strict=True)):
            if way % 7 == at:
                self._drop_sheets(book, alone=way % 2 == 0)
            there[owner] |= _tokens(book)
            data = _saved(book)
            if box := self.boxes.get(at):
                data = drawn(data, text_box(box), self._pick(at)[0].title)
                there[owner].add(box)
            files.append(self._resaved(data, way + at))
        self.desk.hand_in_batch(files[::-1] if order == 1 else files, as_set=order == 2)
        self.cycle += 1
        for desk, stood in zip(self.desks, there, strict=True):
            self._nothing_lost(desk, stood)
            self._nothing_invented(desk)
        self._open(there)

    def _drop_sheets(self, book: Workbook, *, alone: bool) -> None:
        """The sheets in sight without the hidden ones, or the plan without anything else."""
        plans = {
            s.title for s in book.worksheets if s.title in (MOVED, COPY) or s.title.startswith("改善計画")
        }
        for sheet in book.worksheets:
            gone = sheet.title not in plans if alone else sheet.title in (columns.IDENTITY, columns.BASE)
            if not alone and gone and _tokens(book, MACHINE):
                return  # what stands on a sheet of the machine cannot be told any more, and the import says so
            if gone:
                book.remove(sheet)

    def _resaved(self, data: bytes, way: int) -> tuple[str, bytes]:
        form = ("xlsx", "ods", "")[way % 3]
        if not self.office or not form:
            return "xlsx", data
        return form, self.office.save(data, form)

    def _nothing_lost(self, desk: Desk, there: set[str]) -> None:
        decisions = " ".join(f"{d.field} {d.value}" for d in desk.store.decisions(desk.bureau))
        notes = " ".join(
            str(note.value)
            for kind in ("conflict", "aside", "comment", "unplaced", "sheet")
            for note in desk.store.notes(desk.bureau, kind)
        )
        missing = {word for word in there if word not in decisions and word not in notes}
        assert not missing, f"lost: {missing}"

    def _nothing_invented(self, desk: Desk) -> None:
        for row, fields in desk.decided().items():
            for field, value in fields.items():
                for word in TOKEN.findall(value):
                    meant = self.tokens[word]
                    assert {row, row[:2]} & meant, f"{word} of {meant} at {row} {field}"
                if field == "due" and value:
                    assert {row, row[:2]} & self.days[value], f"{value} of {self.days[value]} at {row}"


def _saved(book: Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _covered(sheet: Worksheet, row: int, column: int) -> range:
    """The rows that a cell stands for: all of them where it is a merged one."""
    for merged in sheet.merged_cells.ranges:
        if merged.min_row <= row <= merged.max_row and merged.min_col <= column <= merged.max_col:
            return range(merged.min_row, merged.max_row + 1)
    return range(row, row + 1)


def is_key(value: object) -> bool:
    """Whether a cell holds a 管理番号."""
    return isinstance(value, str) and re.fullmatch(r"(M-)?[0-9A-Z]{7}", value) is not None


def _at(heading: str) -> int:
    return columns.PLAN_SHEET.index(heading) + 1


def _tokens(book: Workbook, titles: Collection[str] = ()) -> set[str]:
    """Every word that stands where people see it, and is not hidden under a merged cell; of some sheets or all."""
    texts: list[object] = []
    for sheet in book.worksheets:
        if sheet.title in (columns.IDENTITY, columns.BASE) or (titles and sheet.title not in titles):
            continue
        for row in sheet.iter_rows():
            for cell in row:
                texts += [cell.value, cell.comment.text if cell.comment else None]
        texts += [part.text for part in (sheet.oddHeader.left, sheet.oddHeader.center, sheet.oddHeader.right)]
    return {word for text in texts if isinstance(text, str) for word in TOKEN.findall(text)}


OFFICE: Office | None = None


def _run(part: int, examples: int, steps: int) -> None:
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        seed(part)(type(f"People{part}", (People,), {})),
        settings=settings(
            max_examples=examples, stateful_step_count=steps, deadline=None, database=None, derandomize=True,
            suppress_health_check=list(HealthCheck), print_blob=False, phases=[Phase.generate],
        ),
    )  # fmt: skip


@pytest.mark.parametrize("part", [0])  # 8 sequences; the rest is for `make soak`
def test_whatever_people_do_no_word_is_lost_and_none_invented(part: int) -> None:
    _run(part, 8, CYCLES * STEPS + 1)


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """LibreOffice, where this machine has one, for the sequences that save with it."""
    soffice = shutil.which("soffice")
    made = Office(soffice, tmp_path) if soffice else None
    monkeypatch.setattr(sys.modules[__name__], "OFFICE", made)
    yield
    if made:
        made.close()


@pytest.mark.soak
@pytest.mark.usefixtures("office")
@pytest.mark.parametrize("part", range(100, 112))  # 3,000 sequences, one in eight with saves by LibreOffice
def test_whatever_people_do_for_long_no_word_is_lost_and_none_invented(part: int) -> None:
    _run(part, 250, CYCLES * STEPS + 1)
