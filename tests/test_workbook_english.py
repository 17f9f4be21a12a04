"""The English workbook: its words are English, and what people write in it comes home as from a Japanese one."""

import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from plan_samples import SITE, material
from roundtrip_desk import Desk, edited, small

from auditor.plan.improvement import build
from auditor.workbook.form.columns import CRITERIA_SHEET, OVERVIEW_TITLE, PLAN_SHEET, TABLES
from auditor.workbook.form.received import EXTRA
from auditor.workbook.write.csv_sheets import write as write_csv
from auditor.workbook.write.writer import render

PLAN = PLAN_SHEET.english


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path, material=replace(small(), lang="en"))
    yield made
    made.close()


def at(sheet: Worksheet, heading: str) -> int:
    return next(cell.column for cell in sheet[1] if cell.value == heading)


def cells(data: bytes, row: int, sheet: str = PLAN) -> dict[str, object]:
    """Heading → what stands below it."""
    table = openpyxl.load_workbook(io.BytesIO(data))[sheet]
    return {str(head.value): table.cell(row, head.column).value for head in table[1]}


def fill_in(sheet: Worksheet) -> None:
    for heading, value in (
        ("Status", "In progress"), ("Policy", "Fix the template"), ("Owner", "山田"), ("Due date", date(2027, 3, 31)),
        ("Notes", "業者に依頼"),
    ):  # fmt: skip
        sheet.cell(2, at(sheet, heading)).value = value


def test_sheets_headings_verdicts_and_rule_texts_are_english() -> None:
    plan = build(material(lang="en"))
    book = openpyxl.load_workbook(io.BytesIO(render(plan)[0]))

    titles = [title for title in book.sheetnames if not title.startswith("_")]
    assert titles[:2] == [OVERVIEW_TITLE.en, PLAN]
    assert all(title.isascii() for title in titles)
    for spec in TABLES.values():
        if spec.english in titles:
            assert tuple(cell.value for cell in book[spec.english][1]) == spec.titles("en")
            assert all(heading.isascii() for heading in spec.titles("en"))
    first = cells(render(plan)[0], 2)
    assert (first["Verdict"], first["Priority"], first["Certainty"]) == ("New", "High", "Defect")
    assert str(first["Finding (what is wrong)"]).startswith("jis/marquee. Example: found")
    assert first["How to fix it"] == "Mend it."
    assert {row[0].value for row in book["Guide"].iter_rows()} >= {"Not started", "Confirmed fixed", "High"}


def test_a_list_of_the_english_book_offers_its_english_words() -> None:
    book = openpyxl.load_workbook(io.BytesIO(render(build(material(lang="en")))[0]))

    assert {"StatusList", "PolicyList", "ReviewList"} <= set(book.defined_names)


def test_an_english_book_nobody_touched_changes_nothing(desk: Desk) -> None:
    done = desk.hand_in(edited(desk.publish(), lambda sheet: None, PLAN))

    assert (done.edits, done.refused, done.problems) == ((), (), ())


def test_what_was_typed_in_an_english_book_is_kept_in_the_next_one_of_either_language(desk: Desk) -> None:
    number = str(cells(desk.publish(), 2)["Issue no."])

    done = desk.hand_in(edited(desk.publish(), fill_in, PLAN))

    assert (done.refused, done.problems) == ((), ())
    said = {
        "status": "対応中",
        "policy": "テンプレートを修正",
        "owner": "山田",
        "due": "2027-03-31",
        "note": "業者に依頼",
    }
    assert desk.words() == {(number, field): value for field, value in said.items()}
    desk.material = replace(desk.material, cycle="2027Q1")
    english = cells(desk.publish(), 2)
    assert (english["Status"], english["Policy"], english["Owner"]) == (
        "In progress",
        "Fix the template",
        "山田",
    )
    assert english["Notes"] == "業者に依頼"
    desk.material = replace(desk.material, lang="ja")
    japanese = cells(desk.publish(), 2, PLAN_SHEET.name)
    assert (japanese["状態"], japanese["対応方針"], japanese["備考"]) == (
        "対応中",
        "テンプレートを修正",
        "業者に依頼",
    )


def add_columns(*columns: tuple[str, str]) -> Callable[[Worksheet], None]:
    """Add columns at the right, each with one word below its heading."""

    def change(sheet: Worksheet) -> None:
        for heading, word in columns:
            column = sheet.max_column + 1
            sheet.cell(1, column).value = heading
            sheet.cell(2, column).value = word

    return change


def own_words(desk: Desk) -> dict[str, str]:
    """Heading → word of the columns that people added."""
    return {
        field.removeprefix(EXTRA): value
        for fields in desk.decided().values()
        for field, value in fields.items()
        if field.startswith(EXTRA) and value != "1"
    }


def test_a_column_of_people_with_the_name_of_an_english_one_is_carried_beside_it(desk: Desk) -> None:
    words = {"Notes": "一", "Notes (added)": "二", "owner": "三", "経緯": "四"}
    japanese = replace(desk.material, lang="ja")
    english, desk.material = desk.material, japanese
    desk.hand_in(edited(desk.publish(), add_columns(*words.items())))
    desk.material = english
    book = desk.publish()

    found = cells(book, 2)
    done = desk.hand_in(edited(book, lambda sheet: None, PLAN))

    assert own_words(desk) == words
    assert (done.edits, done.refused, done.problems) == ((), (), ())
    assert {heading: found[heading] for heading in found if found[heading] in words.values()} == {
        "Notes (added)": "一", "Notes (added) (added)": "二", "owner (added)": "三", "経緯": "四",
    }  # fmt: skip


def test_what_is_typed_in_such_a_column_comes_home_to_it(desk: Desk) -> None:
    desk.hand_in(edited(desk.publish(), add_columns(("Notes", "一")), PLAN))

    def change(sheet: Worksheet) -> None:
        sheet.cell(2, at(sheet, "Notes (added)")).value = "二"
        sheet.cell(2, at(sheet, "Notes")).value = "備"
        new = at(sheet, "Notes") + 1
        sheet.insert_cols(new)
        sheet.cell(1, new).value = "Notes"
        sheet.cell(2, new).value = "三"

    desk.hand_in(edited(desk.publish(), change, PLAN))

    assert own_words(desk) == {"Notes": "二", "Notes（2）": "三"}
    assert [value for (_, field), value in desk.words().items() if field == "note"] == ["備"]
    desk.material = replace(desk.material, lang="ja")
    japanese = cells(desk.publish(), 2, PLAN_SHEET.name)
    assert (japanese["備考"], japanese["Notes"], japanese["Notes（2）"]) == ("備", "二", "三")


def test_a_verdict_of_a_person_on_another_sheet_comes_home(desk: Desk) -> None:
    def sign(sheet: Worksheet) -> None:
        sheet.cell(2, at(sheet, "Result of the review")).value = "Conforms"

    desk.hand_in(edited(desk.publish(), sign, CRITERIA_SHEET.english))

    assert [
        words["review-result"] for key, words in desk.decided().items() if key.startswith(f"criterion:{SITE}")
    ] == ["適合"]


def test_the_files_beside_it_are_english_too_and_replace_those_of_the_other_language(tmp_path: Path) -> None:
    write_csv(build(material()), tmp_path)

    write_csv(build(material(lang="en")), tmp_path)

    names = {path.name for path in tmp_path.iterdir()}
    assert f"{PLAN}.csv" in names
    assert all(name.isascii() for name in names)
