"""Reading back: what people typed comes home by its 管理番号, and what is no plan is refused in words."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from package_edits import part_of
from plan_samples import SITE, material, url

from auditor.model import ALPHABET, ImprovementPlan, WorkbookError, check_character
from auditor.plan.improvement import build
from auditor.workbook.form import columns
from auditor.workbook.form.dates import japanese_date
from auditor.workbook.read import untrusted_xlsx
from auditor.workbook.read.import_log import Known, Merged
from auditor.workbook.read.importer import read_back
from auditor.workbook.read.merge import merge
from auditor.workbook.write.writer import render

DECIDED = {"status": "対応中", "owner-unit": "企画課", "due": "2027-01-31", "note": "一行目\n=二行目"}


@pytest.fixture(scope="module")
def plan() -> ImprovementPlan:
    made = material()
    return build(replace(made, decisions={made.issues[0].number: DECIDED}))


@pytest.fixture(scope="module")
def written(plan: ImprovementPlan):  # type: ignore[no-untyped-def]
    return render(plan)


def column(heading: str) -> int:
    return columns.PLAN_SHEET.index(heading) + 1


def edited(data: bytes, change: Callable[[Worksheet], None], sheet: str = columns.PLAN) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(data))
    change(book[sheet])
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def changes(data: bytes, base) -> set[tuple[str, str, str]]:  # type: ignore[no-untyped-def]
    return {(edit.number, edit.field, edit.value) for edit in merged(data, base).edits if edit.heading}


def merged(data: bytes, base) -> Merged:  # type: ignore[no-untyped-def]
    """What a file changes in a store that holds what was written in it."""
    return merge(read_back(data), base, Known(), "fukushi")


def test_a_workbook_nobody_touched_holds_no_edit(written) -> None:  # type: ignore[no-untyped-def]
    data, workbook_id, base = written

    read = read_back(data)

    assert (read.workbook_id, read.bureau, read.cycle, read.revision) == (workbook_id, "fukushi", "2026Q4", 1)
    assert merged(data, base).edits == ()
    assert merged(data, base).refused == []
    assert merged(data, base).problems == ()


def test_a_workbook_saved_by_another_program_holds_no_edit(written) -> None:  # type: ignore[no-untyped-def]
    data, _, base = written

    assert changes(edited(data, lambda sheet: None), base) == set()


def test_what_was_typed_comes_back_by_its_number(plan: ImprovementPlan, written) -> None:  # type: ignore[no-untyped-def]
    data, _, base = written
    number = plan.rows[2].number

    def type_in(sheet: Worksheet) -> None:
        for heading, value in (
            ("状態", "対応中"), ("担当部署", "広報課"), ("担当者", "山田"), ("対応期限", date(2027, 3, 31)),
            ("見直し期限", "R9.4.1"), ("代替手段", "電話で案内"), ("備考", "=業者に依頼"),
            ("対応方針", "ページを修正"),
        ):  # fmt: skip
            cell = sheet.cell(4, column(heading), value)
            cell.data_type = "d" if isinstance(value, date) else "s"

    assert changes(edited(data, type_in), base) == {
        (number, "status", "対応中"),
        (number, "owner-unit", "広報課"),
        (number, "owner", "山田"),
        (number, "due", "2027-03-31"),
        (number, "review-due", "2027-04-01"),
        (number, "alternative", "電話で案内"),
        (number, "note", "=業者に依頼"),
        (number, "policy", "ページを修正"),
    }


def test_sorted_rows_moved_columns_and_renamed_headings_do_not_matter(plan, written) -> None:  # type: ignore[no-untyped-def]
    data, _, base = written
    number = plan.rows[0].number

    def shake(sheet: Worksheet) -> None:
        sheet.cell(2, column("備考"), "動かす前")
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
        for at, row in enumerate(reversed(rows), start=2):
            for index, value in enumerate(row, start=1):
                sheet.cell(at, index).value = value
                if isinstance(value, str):
                    sheet.cell(at, index).data_type = "s"
        sheet.cell(1, column("担当部署")).value = "担当課"
        sheet.insert_cols(2)
        sheet.insert_rows(1, 3)
        sheet.title = "計画（清書）"

    assert changes(edited(data, shake), base) == {(number, "note", "動かす前")}


def test_a_cleared_cell_is_an_edit_and_a_cleared_state_is_not(plan, written) -> None:  # type: ignore[no-untyped-def]
    data, _, base = written
    number = material().issues[0].number
    row = [r.number for r in plan.rows].index(number) + 2

    def clear(sheet: Worksheet) -> None:
        sheet.cell(row, column("備考")).value = None
        sheet.cell(row, column("状態")).value = None

    result = merged(edited(data, clear), base)

    assert [(e.field, e.value, e.before) for e in result.edits] == [("note", "", "一行目\n=二行目")]
    assert [e.field for e, _ in result.refused] == ["status"]


def test_words_for_done_are_understood_and_others_are_kept_apart(written) -> None:  # type: ignore[no-untyped-def]
    data, _, base = written

    def type_in(sheet: Worksheet) -> None:
        sheet.cell(2, column("状態"), "完了")
        sheet.cell(3, column("状態"), "たぶん平気")
        sheet.cell(4, column("対応期限"), "未定")

    result = merged(edited(data, type_in), base)

    assert [e.value for e in result.edits] == ["対応済（確認待ち）"]
    assert sorted(e.value for e, _ in result.refused) == ["たぶん平気", "未定"]
    assert {e.place.sheet for e, _ in result.refused} == {"改善計画"}


def test_deleted_rows_delete_nothing(written) -> None:  # type: ignore[no-untyped-def]
    data, _, base = written

    assert changes(edited(data, lambda sheet: sheet.delete_rows(2, 5)), base) == set()


def test_of_two_different_rows_with_one_number_none_is_taken_and_a_person_asked(plan, written) -> None:  # type: ignore[no-untyped-def]
    data, _, base = written

    def copy(sheet: Worksheet) -> None:
        sheet.cell(2, column("備考"), "甲")
        sheet.cell(30, column("管理番号"), plan.rows[0].number)
        sheet.cell(30, column("備考"), "乙")

    result = merged(edited(data, copy), base)

    assert [edit.value for edit in result.edits if edit.heading] == []
    assert [(conflict["a"], conflict["b"]) for conflict in result.conflicts] == [("甲", "乙")]


def test_a_row_that_lost_its_number_is_known_by_its_hidden_id(plan, written) -> None:  # type: ignore[no-untyped-def]
    data, _, base = written

    def lose(sheet: Worksheet) -> None:
        sheet.cell(2, column("管理番号")).value = None
        sheet.cell(2, column("備考"), "番号なし")

    assert changes(edited(data, lose), base) == {(plan.rows[0].number, "note", "番号なし")}


def test_a_merged_cell_speaks_for_all_its_rows(plan, written) -> None:  # type: ignore[no-untyped-def]
    data, _, base = written

    def merge(sheet: Worksheet) -> None:
        sheet.cell(4, column("担当者"), "佐藤")
        sheet.merge_cells(start_row=4, end_row=6, start_column=column("担当者"), end_column=column("担当者"))

    found = changes(edited(data, merge), base)

    assert found == {(row.number, "owner", "佐藤") for row in plan.rows[2:5]}


def test_a_row_pasted_from_another_plan_is_set_aside_not_guessed(written) -> None:  # type: ignore[no-untyped-def]
    data, _, base = written

    def paste(sheet: Worksheet) -> None:
        sheet.cell(40, column("管理番号"), "ZZZZZZZ")
        sheet.cell(40, column("備考"), "よその行")

    result = merged(edited(data, paste), base)

    assert result.edits == ()
    assert [problem.values["備考"] for problem in result.problems] == ["よその行"]


@pytest.mark.parametrize(("last", "mistyped"), [(0, False), (1, True)])
def test_a_number_whose_check_character_is_wrong_is_said_to_be_mistyped(
    written, last: int, mistyped: bool
) -> None:  # type: ignore[no-untyped-def]
    data, _, base = written
    body = "ZZ2345"
    right = ALPHABET.index(check_character(body))

    def paste(sheet: Worksheet) -> None:
        sheet.cell(40, column("管理番号"), body + ALPHABET[(right + last) % len(ALPHABET)])
        sheet.cell(40, column("備考"), "よその行")

    (problem,) = merged(edited(data, paste), base).problems

    assert ("打ち間違いのようです" in problem.reason) is mistyped
    assert (problem.reason.startswith("A40の") and "記入してください" in problem.reason) is mistyped


def test_what_people_write_on_other_sheets_comes_back_too(written) -> None:  # type: ignore[no-untyped-def]
    data, _, base = written
    spec = columns.CRITERIA_SHEET

    def sign(sheet: Worksheet) -> None:
        sheet.cell(2, spec.index("目視確認者") + 1, "鈴木")
        sheet.cell(2, spec.index("目視確認日") + 1, datetime(2026, 12, 1))

    def own(sheet: Worksheet) -> None:
        sheet.cell(2, columns.PAGES_SHEET.index("担当課") + 1, "生活課")

    def score(sheet: Worksheet) -> None:
        sheet.cell(2, columns.FORM_SHEET.index("点") + 1, 3)

    data = edited(data, sign, columns.CRITERIA)
    data = edited(data, own, columns.PAGES)
    data = edited(data, score, columns.FORM)

    assert changes(data, base) == {
        (f"criterion:{SITE}:1.1.1", "reviewer", "鈴木"),
        (f"criterion:{SITE}:1.1.1", "reviewed-at", "2026-12-01"),
        (f"page:{SITE}:{url(SITE, 0)}", "page-owner", "生活課"),
        (f"form:{SITE}:1-1", "points", "3"),
    }


def test_a_date_shown_in_a_japanese_format_is_a_day(written) -> None:  # type: ignore[no-untyped-def]
    data, _, base = written

    def type_in(sheet: Worksheet) -> None:
        cell = sheet.cell(3, column("対応期限"), 46113)
        cell.number_format = "General"

    assert {value for _, _, value in changes(edited(data, type_in), base)} == {"2026-04-01"}


@pytest.mark.parametrize(
    ("written_day", "day"),
    [
        ("２０２６／０４／０１", "2026-04-01"),
        ("R8.4.1", "2026-04-01"),
        ("令和８年４月１日（水）", "2026-04-01"),
        ("令和元年5月1日", "2019-05-01"),
        ("H30.12.31", "2018-12-31"),
        ("20260401", "2026-04-01"),
        ("2026.4.1", "2026-04-01"),
        ("2026-04-01 00:00:00", "2026-04-01"),
        ("2026/2/30", None),
        ("未定", None),
        ("9月末", None),
        ("次期リニューアル時", None),
    ],
)
def test_days_are_read_as_officials_write_them(written_day: str, day: str | None) -> None:
    assert japanese_date(written_day) == day


def rezip(data: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(buffer, "w") as target:
        for name in source.namelist():
            target.writestr(name, change(name, source.read(name)))
    return buffer.getvalue()


def other_workbook() -> bytes:
    buffer = io.BytesIO()
    openpyxl.Workbook().save(buffer)
    return buffer.getvalue()


_SMALL = 1_234_567


def bomb() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        package.writestr("xl/workbook.xml", "<workbook/>")
        package.writestr("xl/media/image1.png", bytes(_SMALL))
    # What counts is the size a part says it unpacks to; reading never goes beyond it.
    said = (untrusted_xlsx.MAX_UNPACKED + 1).to_bytes(4, "little")
    return buffer.getvalue().replace(_SMALL.to_bytes(4, "little"), said)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "Excelブックではありません"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "パスワード"),
        (b"\xd0\xcf\x11\xe0 old", "古い形式"),
        (b"PK\x03\x04 broken", "壊れています"),
        (b"<html>", "Excelブックではありません"),
        (other_workbook(), "識別情報がありません"),
    ],
)
def test_what_is_no_plan_is_refused_in_one_line(data: bytes, words: str) -> None:
    with pytest.raises(WorkbookError, match=words) as caught:
        read_back(data)

    assert "\n" not in str(caught.value)


def test_a_strict_workbook_is_refused_not_read_as_empty(written) -> None:  # type: ignore[no-untyped-def]
    strict = rezip(
        written[0],
        lambda _, part: part.replace(
            b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
            b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        ),
    )

    with pytest.raises(WorkbookError, match="Strict"):
        read_back(strict)


def test_a_workbook_with_entities_is_refused(written) -> None:  # type: ignore[no-untyped-def]
    evil = rezip(
        written[0],
        lambda name, part: b'<!DOCTYPE x [<!ENTITY a "b">]>' + part if name == part_of(written[0]) else part,
    )

    with pytest.raises(WorkbookError, match="DOCTYPE"):
        read_back(evil)


def test_a_file_that_unpacks_without_bound_is_refused() -> None:
    with pytest.raises(WorkbookError, match="大きすぎ"):
        read_back(bomb())


def test_a_workbook_without_the_table_is_refused_and_the_hidden_one_not_taken_for_it(written) -> None:  # type: ignore[no-untyped-def]
    def strip(sheet: Worksheet) -> None:
        sheet.delete_rows(1, 1)

    with pytest.raises(WorkbookError, match="改善計画の表が見つかりません"):
        read_back(edited(written[0], strip))


def test_the_identity_survives_without_document_properties(written) -> None:  # type: ignore[no-untyped-def]
    def drop(name: str, part: bytes) -> bytes:
        return part.replace(b'name="tmg_', b'name="old_') if name == "docProps/custom.xml" else part

    assert read_back(rezip(written[0], drop)).workbook_id == written[1]
