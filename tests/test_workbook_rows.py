"""Rows of the plan as people leave them: sorted in part, with words in odd cells, added, merged and struck out."""

import io
from datetime import date, timedelta

import openpyxl
import pytest
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet
from package_edits import cell, in_plan
from roundtrip_desk import Desk, column, edited, number_at, put

from auditor.model import HAND_COLUMNS
from auditor.workbook.form import columns

ABOUT = "指摘内容（何が問題か）"


def plan(data: bytes) -> Worksheet:
    sheet: Worksheet = openpyxl.load_workbook(io.BytesIO(data))[columns.PLAN]
    return sheet


def numbers(data: bytes) -> list[str]:
    return [str(cell.value) for cell in plan(data)["A"][1:] if cell.value]


def notes(desk: Desk) -> list[tuple[str, str]]:
    return [(note["heading"], note["text"]) for note in desk.notes("comment")]


def test_rows_sorted_without_the_hidden_column_are_taken_by_number_and_content(desk: Desk) -> None:
    data = desk.publish()

    def change(sheet: Worksheet) -> None:
        for row in range(2, 8):
            put(sheet, row, "担当者", f"者{number_at(sheet, row)}")
        bottom, last = sheet.max_row, column("_行ID")
        rows = [[sheet.cell(row, at).value for at in range(1, last)] for row in range(2, bottom + 1)]
        for row, values in enumerate(reversed(rows), start=2):
            for at, value in enumerate(values, start=1):
                sheet.cell(row, at).value = value

    done = desk.hand_in(edited(data, change))

    assert done.problems == ()
    assert desk.words() == {(number, "owner"): f"者{number}" for number in numbers(data)[:6]}


def test_a_mistyped_number_is_found_by_what_the_row_is_about(desk: Desk) -> None:
    data = desk.publish()
    number = numbers(data)[0]
    wrong = number[:-1] + ("2" if number[-1] != "2" else "3")

    def change(sheet: Worksheet) -> None:
        sheet.cell(2, 1).value, sheet.cell(2, column("_行ID")).value = wrong, None
        put(sheet, 2, "備考", "確認中")

    desk.hand_in(edited(data, change))

    assert desk.words() == {(number, "note"): "確認中"}
    assert notes(desk) == [("管理番号", f"（機械の欄への記入）{wrong}")]


@pytest.mark.parametrize("text", ["{number} ※至急", "至急：{number}", "総－1"])
def test_words_in_the_cell_of_the_number_are_kept(desk: Desk, text: str) -> None:
    data = desk.publish()
    number = numbers(data)[0]
    typed = text.format(number=number)

    desk.hand_in(edited(data, lambda sheet: setattr(sheet.cell(2, 1), "value", typed)))

    assert notes(desk) == [("管理番号", f"（機械の欄への記入）{typed}")]


def test_words_beside_the_number_do_not_hide_it_where_the_hidden_column_is_gone(desk: Desk) -> None:
    data = desk.publish()
    number = numbers(data)[0]

    def change(sheet: Worksheet) -> None:
        sheet.cell(2, 1).value, sheet.cell(2, column("_行ID")).value = f"{number}（済）", None
        put(sheet, 2, ABOUT, "")
        put(sheet, 2, "備考", "確認中")

    desk.hand_in(edited(data, change))

    assert desk.words() == {(number, "note"): "確認中"}


@pytest.mark.parametrize("heading", ["優先度", "判定", "確からしさ"])
def test_another_judgement_typed_over_the_machines_is_a_wish_beside_it(desk: Desk, heading: str) -> None:
    data = desk.publish()
    sheet = plan(data)
    own = sheet.cell(2, column(heading)).value
    column_ = [sheet.cell(row, column(heading)).value for row in range(3, 30)]
    other = (
        "改善確認済" if heading == "判定" else next(value for value in column_ if value not in (own, None))
    )

    done = desk.hand_in(edited(data, lambda one: put(one, 2, heading, other)))
    after = plan(desk.publish())

    assert notes(desk) == [(heading, f"（局の希望）{other}")]
    assert after.cell(2, column(heading)).value == own
    assert after.cell(2, column(heading)).comment.text == f"（局の希望）{other}"
    assert not any("並べ替え" in message for message in done.messages)


def test_a_row_that_people_add_keeps_all_its_columns(desk: Desk) -> None:
    data = desk.publish()
    typed = {heading: f"記入{at}" for at, heading in enumerate(HAND_COLUMNS.values())}

    def change(sheet: Worksheet) -> None:
        bottom = sheet.max_row + 1
        for heading, text in typed.items():
            put(sheet, bottom, heading, text)

    desk.hand_in(edited(data, change))
    after = plan(desk.publish())
    (row,) = [row for row in range(2, after.max_row + 1) if number_at(after, row).startswith("M-")]
    shown = {heading: after.cell(row, column(heading)).value for heading in typed}

    page = typed.pop("代表ページ")
    assert {heading: str(shown[heading]).partition("代表ページ：")[0] for heading in typed} == typed
    assert page in str(shown["監査コメント"])


def test_an_added_row_that_comes_back_untouched_changes_nothing(desk: Desk) -> None:
    def add(sheet: Worksheet) -> None:
        bottom = sheet.max_row + 1
        for heading in ("サイト", ABOUT, "判定", "代表ページ", "監査コメント", "該当ページ数"):
            put(sheet, bottom, heading, "記入")

    desk.hand_in(edited(desk.publish(), add))
    before = desk.decided()
    done = desk.hand_in(edited(desk.publish(), lambda sheet: put(sheet, 2, "備考", "一")))

    assert [edit.heading for edit in done.edits] == ["備考"]
    assert {n: f for n, f in desk.decided().items() if n.startswith("M-")} == {
        n: f for n, f in before.items() if n.startswith("M-")
    }


@pytest.mark.parametrize("pages", [("/a", "/b"), ("", "")])
def test_two_added_rows_with_one_text_stay_two(desk: Desk, pages: tuple[str, str]) -> None:
    def change(sheet: Worksheet) -> None:
        bottom = sheet.max_row
        for at, page in enumerate(pages, start=1):
            put(sheet, bottom + at, ABOUT, "電話番号が古い")
            put(sheet, bottom + at, "代表ページ", page)
            put(sheet, bottom + at, "備考", f"その{at}")

    done = desk.hand_in(edited(desk.publish(), change))

    assert done.refused == ()
    assert sorted(desk.words()[key] for key in desk.words() if key[1] == "note") == ["その1", "その2"]


def test_a_further_row_with_the_text_of_an_added_one_is_another_row(desk: Desk) -> None:
    def change(sheet: Worksheet) -> None:
        put(sheet, sheet.max_row + 1, ABOUT, "電話番号が古い")

    desk.hand_in(edited(desk.publish(), change))
    desk.hand_in(edited(desk.publish(), change))

    assert len({number for number in desk.decided() if number.startswith("M-")}) == 2


def test_a_cell_merged_over_columns_of_people_is_asked_about_and_clears_nothing(desk: Desk) -> None:
    data = desk.publish()
    desk.hand_in(edited(data, lambda sheet: put(sheet, 2, "担当者", "田中")))

    def change(sheet: Worksheet) -> None:
        put(sheet, 2, "担当部署", "予算要求中")
        sheet.merge_cells(start_row=2, end_row=2, start_column=column("担当部署"), end_column=column("備考"))

    desk.hand_in(edited(desk.publish(), change))

    assert desk.words() == {(numbers(data)[0], "owner"): "田中"}
    assert [(note["heading"], note["b"]) for note in desk.notes("conflict")] == [("担当部署", "予算要求中")]


def test_a_cell_of_the_machine_merged_over_those_of_people_clears_nothing(desk: Desk) -> None:
    data = desk.publish()
    desk.hand_in(edited(data, lambda sheet: put(sheet, 2, "担当者", "田中")))

    def change(sheet: Worksheet) -> None:
        put(sheet, 2, "監査コメント", "予算要求中")
        sheet.merge_cells(
            start_row=2, end_row=2, start_column=column("監査コメント"), end_column=column("備考")
        )

    desk.hand_in(edited(desk.publish(), change))

    assert desk.words() == {(numbers(data)[0], "owner"): "田中"}
    assert notes(desk) == [("監査コメント", "（機械の欄への記入）予算要求中")]


@pytest.mark.parametrize(
    ("value", "form", "shown"),
    [
        (0.5, "0%", "50%"), (123, "00000", "00123"), (timedelta(hours=25), "[h]:mm", "25:00"), (True, "General", "TRUE"), (3, "0", "3"),
        (1234.5, "General", "1234.5"), ("00123", "@", "00123"),
    ],
)  # fmt: skip
def test_what_a_cell_shows_is_what_was_written(desk: Desk, value: object, form: str, shown: str) -> None:
    def change(sheet: Worksheet) -> None:
        put(sheet, 2, "備考", value)
        sheet.cell(2, column("備考")).number_format = form

    desk.hand_in(edited(desk.publish(), change))

    assert list(desk.words().values()) == [shown]


def test_words_that_are_struck_out_stand_apart_from_the_rest(desk: Desk) -> None:
    data = desk.publish()
    text = "<is><r><rPr><strike/></rPr><t>山田</t></r><r><t>鈴木</t></r></is>"
    place = f"{get_column_letter(column('担当者'))}2"

    desk.hand_in(in_plan(data, cell(place, text, "inlineStr")))

    assert list(desk.words().values()) == ["鈴木"]
    assert notes(desk) == [("担当者", "（取り消し線の付いた記入）山田")]


def test_a_cell_that_is_struck_out_as_a_whole_is_asked_about(desk: Desk) -> None:
    def change(sheet: Worksheet) -> None:
        put(sheet, 2, "担当者", "山田")
        sheet.cell(2, column("担当者")).font = Font(strike=True)

    desk.hand_in(edited(desk.publish(), change))

    assert desk.words() == {}
    assert [(note["heading"], note["b"]) for note in desk.notes("conflict")] == [("担当者", "山田")]


def test_the_error_of_a_formula_is_nobodys_word(desk: Desk) -> None:
    place = f"{get_column_letter(column('担当者'))}2"

    desk.hand_in(in_plan(desk.publish(), cell(place, "<f>VLOOKUP(1,A1:B2,2)</f><v>#N/A</v>", "e")))

    assert desk.words() == {}
    assert [note["b"] for note in desk.notes("conflict")] == ["#N/A"]


def test_a_long_note_is_kept_whole_as_far_as_a_cell_holds_it_and_the_rest_is_spoken_of(desk: Desk) -> None:
    lines = "\n".join(f"行{at}" for at in range(254))

    def change(sheet: Worksheet) -> None:
        for row, text in enumerate(("あ" * 32_700, lines, f"{lines}\n語"), start=2):
            put(sheet, row, "備考", text)

    data = edited(desk.publish(), change)

    done = desk.hand_in(data)
    again = plan(desk.publish())

    assert [again.cell(row, column("備考")).value for row in (2, 3, 4)] == ["あ" * 32_700, lines, lines]
    assert [(one["heading"], one["text"]) for one in done.unplaced] == [("備考", "語")]
    assert desk.hand_in(edited(desk.publish(), lambda sheet: put(sheet, 5, "担当者", "人"))).unplaced == ()


@pytest.mark.parametrize(
    ("typed", "taken", "asked"),
    [
        (20261231, "2026-12-31", ""), (8.12, "2027-08-12", ""), (8.1, "", "8.1"), (8, "", "8"), (1231, "", "1231"),
        (date(2008, 12, 31), "", "2008-12-31"), ("2626/12/31", "", "2626/12/31"), (date(2025, 12, 31), "2025-12-31", ""),
        (date(2024, 12, 31), "", "2024-12-31"), (date(2036, 1, 1), "2036-01-01", ""), (date(2037, 1, 1), "", "2037-01-01"),
    ],
)  # fmt: skip
def test_a_day_is_taken_where_it_is_plausible_and_else_asked_about_as_it_was_typed(
    desk: Desk, typed: object, taken: str, asked: str
) -> None:
    def change(sheet: Worksheet) -> None:
        put(sheet, 2, "対応期限", typed)
        sheet.cell(2, column("対応期限")).number_format = "yyyy/mm/dd"

    desk.hand_in(edited(desk.publish(), change))

    assert list(desk.words().values()) == ([taken] if taken else [])
    assert [note["b"] for note in desk.notes("conflict")] == ([asked] if asked else [])


def test_an_unlikely_day_that_a_person_names_again_when_asked_is_meant(desk: Desk) -> None:
    desk.hand_in(edited(desk.publish(), lambda sheet: put(sheet, 2, "対応期限", "2040/3/31")))
    at = columns.CONFLICTS_SHEET.index("採用する値") + 1

    desk.hand_in(edited(desk.publish(), lambda sheet: sheet.cell(2, at, "B"), columns.CONFLICTS))

    assert list(desk.words().values()) == ["2040-03-31"]
    assert desk.notes("conflict") == []
