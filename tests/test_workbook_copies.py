"""The plan in more than one place: copies of its sheet, files of one batch, files that lost what says whose they are."""

import argparse
import io
from collections.abc import Callable
from itertools import permutations
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from roundtrip_desk import Desk, changed, column, edited, number_at, put

from auditor.commands.plan import import_files
from auditor.model import WorkbookError
from auditor.publish.import_workbook import in_order, read_delivery
from auditor.workbook.form import columns

CHOSEN = columns.CONFLICTS_SHEET.index("採用する値") + 1


def numbers(data: bytes) -> list[str]:
    sheet = openpyxl.load_workbook(io.BytesIO(data))[columns.PLAN]
    return [str(cell.value) for cell in sheet["A"][1:] if cell.value]


def copied(book: Workbook, title: str) -> Worksheet:
    sheet: Worksheet = book.copy_worksheet(book[columns.PLAN])
    sheet.title = title
    return sheet


def test_words_in_a_copy_of_the_sheet_reach_their_rows_and_the_copy_is_not_carried(desk: Desk) -> None:
    data = desk.publish()

    done = desk.hand_in(changed(data, lambda book: put(copied(book, "改善計画 (2)"), 2, "担当者", "山田")))

    assert desk.words() == {(numbers(data)[0], "owner"): "山田"}
    assert any("改善計画 (2)" in message for message in done.messages)
    assert "改善計画 (2)" not in openpyxl.load_workbook(io.BytesIO(desk.publish())).sheetnames


def test_where_the_sheet_and_its_copy_differ_a_person_is_asked(desk: Desk) -> None:
    def change(book: Workbook) -> None:
        put(copied(book, "写し"), 2, "担当者", "山田")
        put(book[columns.PLAN], 2, "担当者", "鈴木")

    desk.hand_in(changed(desk.publish(), change))

    assert desk.words() == {}
    assert [{note["a"], note["b"]} for note in desk.notes("conflict")] == [{"山田", "鈴木"}]


def test_rows_moved_to_a_sheet_for_each_section_reach_the_plan(desk: Desk) -> None:
    data = desk.publish()
    order = numbers(data)

    def change(book: Workbook) -> None:
        plan = book[columns.PLAN]
        for title, rows in (("情報課", (2, 3)), ("広報課", (4, 5, 6))):
            sheet = book.create_sheet(title)
            sheet.append([title])
            sheet.append([plan.cell(1, at).value for at in range(1, plan.max_column)])
            for row in rows:
                put(plan, row, "担当部署", title)
                sheet.append([plan.cell(row, at).value for at in range(1, plan.max_column)])
        plan.delete_rows(2, 5)

    done = desk.hand_in(changed(data, change))

    expected = ("情報課", "情報課", "広報課", "広報課", "広報課")
    assert desk.words() == {
        (number, "owner-unit"): unit for number, unit in zip(order[:5], expected, strict=True)
    }
    assert not any("削除" in message for message in done.messages)
    assert [one["text"] for one in done.unplaced] == ["情報課", "広報課"]


def test_a_list_of_people_with_headings_like_ours_stays_their_sheet(desk: Desk) -> None:
    def change(book: Workbook) -> None:
        sheet = book.create_sheet("作業一覧")
        for row in (
            ("番号", "担当", "期限", "備考"),
            (1, "山田", "2026/12/1", "会議室"),
            (2, "鈴木", "2026/12/2", "議事録"),
        ):
            sheet.append(row)

    desk.hand_in(changed(desk.publish(), change))

    assert desk.words() == {}
    assert openpyxl.load_workbook(io.BytesIO(desk.publish()))["作業一覧"]["D3"].value == "議事録"


def alone(data: bytes) -> bytes:
    """The plan's sheet in a workbook of its own, as "move or copy" makes one."""
    source = openpyxl.load_workbook(io.BytesIO(data))[columns.PLAN]
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = columns.PLAN
    for row in source.iter_rows(values_only=True):
        sheet.append(row)
    put(sheet, 2, "備考", "単独")
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def without_identity(data: bytes) -> bytes:
    def change(book: Workbook) -> None:
        del book[columns.IDENTITY], book[columns.BASE]
        for name in list(book.custom_doc_props.names):
            del book.custom_doc_props[name]
        put(book[columns.PLAN], 2, "備考", "単独")

    return changed(data, change)


@pytest.mark.parametrize("lose", [alone, without_identity])
def test_a_file_that_lost_what_says_whose_it_is_is_known_by_its_numbers(
    desk: Desk, lose: Callable[[bytes], bytes]
) -> None:
    data = desk.publish()

    done = desk.hand_in(lose(data))

    assert desk.words() == {(numbers(data)[0], "note"): "単独"}
    assert any("識別情報が無い" in message for message in done.messages)


def test_a_file_without_identity_whose_numbers_nobody_gave_is_refused(desk: Desk) -> None:
    def change(book: Workbook) -> None:
        for row in range(2, book.worksheets[0].max_row + 1):
            book.worksheets[0].cell(row, 1).value = f"よその{row}"
            book.worksheets[0].cell(row, column("_行ID")).value = None
            book.worksheets[0].cell(row, column("サイト")).value = "よそ"

    with pytest.raises(WorkbookError, match="この保存先から"):
        desk.hand_in(changed(alone(desk.publish()), change))


def test_a_question_is_not_closed_by_another_file_that_never_showed_it(desk: Desk) -> None:
    data = desk.publish()

    def twice(sheet: Worksheet) -> None:
        put(sheet, 2, "備考", "語一")
        bottom = sheet.max_row + 1
        for at in range(1, sheet.max_column + 1):
            sheet.cell(bottom, at).value = sheet.cell(2, at).value
        put(sheet, bottom, "備考", "語二")

    desk.hand_in(edited(data, twice))
    desk.hand_in(edited(data, lambda sheet: put(sheet, 2, "備考", "語三")))

    assert [(note["a"], note["b"]) for note in desk.notes("conflict")] == [("語一", "語二")]
    assert list(desk.words().values()) == ["語三"]


@pytest.mark.parametrize(("typed", "open_"), [("語二", 0), ("語四", 1)])
def test_a_question_between_two_values_is_closed_by_one_of_them_and_by_nothing_else(
    desk: Desk, typed: str, open_: int
) -> None:
    data = desk.publish()
    desk.hand_in(edited(data, lambda sheet: put(sheet, 2, "備考", "語一")))
    desk.hand_in(edited(data, lambda sheet: put(sheet, 2, "備考", "語二")))

    desk.hand_in(edited(desk.publish(), lambda sheet: put(sheet, 2, "備考", typed)))

    assert len(desk.notes("conflict")) == open_


def test_a_value_that_nobody_could_read_is_answered_by_a_readable_one(desk: Desk) -> None:
    desk.hand_in(edited(desk.publish(), lambda sheet: put(sheet, 2, "対応期限", "次期")))

    desk.hand_in(edited(desk.publish(), lambda sheet: put(sheet, 2, "対応期限", "2027/3/31")))

    assert desk.notes("conflict") == []


def test_files_of_a_batch_are_taken_in_one_order_whatever_order_they_are_named_in(
    desk: Desk, tmp_path: Path
) -> None:
    old = desk.publish()
    desk.hand_in(edited(old, lambda sheet: put(sheet, 2, "備考", "前")))
    new = desk.publish()
    files = []
    for at, data in enumerate((new, old, old)):
        path = tmp_path / f"{at}.xlsx"
        path.write_bytes(edited(data, lambda sheet, at=at: put(sheet, 3, "備考", f"案{at}")))  # type: ignore[misc]
        files.append(read_delivery(path))

    orders = {tuple(one.name for one in in_order(batch)) for batch in permutations(files)}

    assert len(orders) == 1
    assert next(iter(orders))[-1] == "0.xlsx"


def test_the_command_says_what_the_next_workbook_would_ask_and_a_dry_run_too(
    desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def change(sheet: Worksheet) -> None:
        put(sheet, 2, "状態", "対応しない")
        put(sheet, 3, "対応期限", "9月末")
        put(sheet, 4, "対応期限", "未定")

    data = desk.publish()
    path = tmp_path / "返送.xlsx"
    path.write_bytes(
        changed(
            data,
            lambda book: (change(book[columns.PLAN]), book[columns.OVERVIEW].__setitem__("H2", "局長決裁")),
        )
    )
    desk.close()

    code = import_files(argparse.Namespace(files=[path], reports=tmp_path, bureau=[], dry_run=True))
    said = "".join(capsys.readouterr())

    first, second = numbers(data)[:2]
    assert code == 0
    assert f"{first}: 「対応しない」とするには、備考（理由）と見直し期限も記入してください" in said
    assert f"{second} 対応期限: 「9月末」を2027-09-30と推定しました" in said
    assert "「取込の食い違い」で1件" in said
    assert "概要!H2: 「局長決裁」" in said


def test_the_number_of_a_row_is_read_at_its_place(desk: Desk) -> None:
    data = desk.publish()

    def change(book: Workbook) -> None:
        sheet = copied(book, "清書")
        assert number_at(sheet, 2) == numbers(data)[0]
        sheet.insert_rows(1, 3)
        sheet["A1"] = "情報課の回答"
        sheet.cell(5, column("備考")).value = "対応済の見込み"

    done = desk.hand_in(changed(data, change))

    assert desk.words() == {(numbers(data)[0], "note"): "対応済の見込み"}
    assert [(one["sheet"], one["text"]) for one in done.unplaced] == [("清書", "情報課の回答")]


def test_rows_that_people_added_are_not_doubled_by_a_copy_of_the_sheet(desk: Desk) -> None:
    def change(book: Workbook) -> None:
        sheet = book[columns.PLAN]
        for at in (1, 2):
            put(sheet, sheet.max_row + 1, "指摘内容（何が問題か）", "電話番号が古い")
            put(sheet, sheet.max_row, "備考", f"その{at}")
        copied(book, "写し")

    desk.hand_in(changed(desk.publish(), change))

    assert sorted(desk.words()[key] for key in desk.words() if key[1] == "note") == ["その1", "その2"]
    assert len({number for number in desk.decided() if number.startswith("M-")}) == 2
