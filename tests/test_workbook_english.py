"""The English workbook: its words are English, and what people write in it comes home as from a Japanese one."""

import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from itertools import cycle, repeat
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from plan_samples import SITE, material
from roundtrip_desk import Desk, edited, small

from auditor import cli
from auditor.model import Certainty, Fate, ImprovementPlan, Lost, Reason, RepairPlace, Status, Text, Verdict
from auditor.plan import comments
from auditor.plan.improvement import build
from auditor.plan.material import Material
from auditor.workbook.form.columns import CRITERIA_SHEET, OVERVIEW_TITLE, PLAN_SHEET, TABLES, TODO_SHEET
from auditor.workbook.form.received import EXTRA
from auditor.workbook.write.csv_sheets import write as write_csv
from auditor.workbook.write.rows import ROWS
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
    assert titles[:3] == [TODO_SHEET.english, OVERVIEW_TITLE.en, PLAN]
    assert all(title.isascii() for title in titles)
    for spec in TABLES.values():
        if spec.english in titles:
            heads = [tuple(cell.value for cell in row) for row in book[spec.english].iter_rows(max_row=7)]
            assert spec.titles("en") in heads
            assert all(heading.isascii() for heading in spec.titles("en"))
    first = cells(render(plan)[0], 2)
    assert (first["Verdict"], first["Priority"], first["Certainty"]) == ("New", "High", "Defect")
    assert str(first["Finding (what is wrong)"]).startswith("jis/marquee. Example: found")
    assert first["How to fix it"] == "Mend it."
    assert {row[0].value for row in book["Guide"].iter_rows()} >= {"Not started", "Confirmed fixed", "High"}


JAPANESE = re.compile("[\u3000-\u30ff\u4e00-\u9fff\uff08\uff09\uff1a]")
# What is still in Japanese in an English book: sheet, heading.
STILL_JAPANESE = {
    ("Import results", "Reason"),
    ("Rows set aside", "Reason"),
    ("Carried comments", "Comment"),
    ("Import conflicts", "Source of A (file, person, time)"),
    ("Import conflicts", "Source of B"),
    ("Import results", "Column"),
}


def japanese(cells: Iterable[tuple[str, str, object]], theirs: Iterable[str]) -> set[tuple[str, str, str]]:
    """(sheet, heading, text) of the cells with Japanese in them that is neither of people nor of a site."""
    texts = sorted(filter(None, theirs), key=len, reverse=True)
    found = set()
    for sheet, heading, value in cells:
        rest = value if isinstance(value, str) else ""
        for text in texts:
            rest = rest.replace(text, "")
        if JAPANESE.search(rest):
            found.add((sheet, heading, str(value)))
    return found


def cells_of_book(data: bytes) -> Iterator[tuple[str, str, object]]:
    """Sheet, heading and value of every cell in sight."""
    for sheet in openpyxl.load_workbook(io.BytesIO(data)):
        for row in () if sheet.title.startswith("_") else sheet.iter_rows():
            yield from ((sheet.title, str(sheet.cell(1, cell.column).value), cell.value) for cell in row)


def cells_of_plan(plan: ImprovementPlan) -> Iterator[tuple[str, str, object]]:
    """The same of the tables and the overview, without the time that a workbook takes."""
    for name, make in ROWS.items():
        for row in make(plan):
            yield from zip(repeat(TABLES[name].english), TABLES[name].titles("en"), row.cells, strict=False)
    texts = (
        plan.lost,
        plan.label,
        *plan.highlights,
        *dict(plan.facts).values(),
        *(kpi.note for kpi in plan.kpis),
    )
    yield from zip(repeat(OVERVIEW_TITLE.en), repeat(""), texts, strict=False)


def of_sites(material: Material) -> set[str]:
    """What a site, or whoever configured it, wrote."""
    pages = [page for pages in material.pages.values() for page in pages]
    return {
        material.organisation, material.bureau.name,
        *(site.name for site in material.sites),
        *(exemption.reason for site in material.sites for exemption in site.exceptions),
        *(page.title for page in pages),
        *(link.text for page in pages for link in page.links),
        *(str(value) for row in material.rows for value in row.data.values()),
    }  # fmt: skip


VARIANTS: Mapping[str, Callable[[Material], Material]] = {
    "plain": lambda plan: plan,
    "nothing audited": lambda plan: replace(plan, audited={}),
    "of files": lambda plan: replace(plan, of_files=True, adjusted=Text("止めた規則", "Rules off")),
    "evidence lost": lambda plan: replace(
        plan, lost=Lost(1, 2, 3, again=1, why=((Reason.LOST_EVIDENCE, 1), ("no-capture:timeout", 2)))
    ),
    "cut": lambda plan: replace(
        plan, cut={(one.site, one.pages[0], one.rule): (5, 9) for one in plan.issues}
    ),
    **{
        f"comment {number}": lambda plan, text=text: replace(
            plan,
            issues=[
                replace(
                    one,
                    comment=text.fill(
                        "ja", {"known": 3, "unknown": 2, "lost": 1, "gone": 1, "numbers": "K6XMZA4、EN8CTK3"}
                    ),
                )
                for one in plan.issues
            ],
        )
        for number, text in enumerate(comments.ALL)
    },
    **{
        f"{status.name} {verdict.name}": lambda plan, status=status, verdict=verdict: replace(
            plan,
            issues=[replace(one, verdict=verdict) for one in plan.issues],
            decisions={one.number: {"status": status, "due": "2026-01-01"} for one in plan.issues},
        )
        for status in Status
        for verdict in (Verdict.REMAINING, Verdict.FIXED, Verdict.UNCONFIRMED)
    },
    **{
        f"pages {fate.name}": lambda plan, fate=fate: replace(
            plan,
            pages={s: [replace(p, fate=fate, title="") for p in pages] for s, pages in plan.pages.items()},
            audited={},
        )
        for fate in Fate
    },
    **{
        f"certainty {one.name}": lambda plan, one=one: replace(
            plan,
            issues=[
                replace(issue, certainty=one, place=place)
                for issue, place in zip(plan.issues, cycle(RepairPlace))
            ],
        )
        for one in Certainty
    },
}


@pytest.mark.parametrize("change", VARIANTS.values(), ids=VARIANTS.keys())
def test_all_that_the_machine_writes_in_an_english_book_is_english(
    change: Callable[[Material], Material],
) -> None:
    made = change(replace(small(), lang="en"))

    plan = build(made)

    assert japanese(cells_of_plan(plan), of_sites(made)) == set()


def test_all_words_of_an_english_book_are_english() -> None:
    made = material(lang="en")

    assert japanese(cells_of_book(render(build(made))[0]), of_sites(made)) == set()


def test_the_workbook_of_files_before_publication_is_english(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "data.csv").write_text("name,count\na,1\n\nb,(2)\n", encoding="utf-8")
    book = tmp_path / "plan.xlsx"

    cli.main(["file", str(tmp_path / "data.csv"), "--lang", "en", "--xlsx", str(book), "--html",
              str(tmp_path / "report.html"), "--no-open"])  # fmt: skip

    assert capsys.readouterr().err == ""
    place = "4行1列〜4行2列"  # still in Japanese: findings hold the place in a CSV file in words
    assert japanese(cells_of_book(book.read_bytes()), (place,)) == set()


def test_what_the_sheets_about_imports_still_say_in_japanese_is_known(desk: Desk) -> None:
    typed = {"担当者名", "山田", "だれか", "いつか", "上書き", "返送"}

    def change(sheet: Worksheet) -> None:
        sheet.cell(2, at(sheet, "Owner")).value = "山田"
        sheet.cell(3, at(sheet, "Due date")).value = "いつか"
        sheet.cell(2, at(sheet, "Finding (what is wrong)")).value = "上書き"
        row = sheet.max_row + 2
        sheet.cell(row, at(sheet, "Issue no.")).value = "ZZ-99"
        sheet.cell(row, at(sheet, "Owner")).value = "だれか"

    desk.hand_in(edited(desk.publish(), change, PLAN))
    theirs = {*of_sites(desk.material), *typed, "計画書"}
    found = japanese(cells_of_book(desk.publish()), theirs)

    assert {(sheet, heading) for sheet, heading, _ in found} <= STILL_JAPANESE


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


def test_the_column_for_numbers_that_nobody_knows_is_named_in_english_and_comes_home(desk: Desk) -> None:
    def change(sheet: Worksheet) -> None:
        row = sheet.max_row + 1
        sheet.cell(row, at(sheet, "Issue no.")).value = "ZZ-99"
        sheet.cell(row, at(sheet, "Notes")).value = "だれか"

    desk.hand_in(edited(desk.publish(), change, PLAN))
    first = desk.publish()
    done = desk.hand_in(first)

    table = openpyxl.load_workbook(io.BytesIO(desk.publish()))[PLAN]
    heads = [str(cell.value) for cell in table[1]]
    assert heads.count("Issue no. as entered") == 1
    assert "記入された管理番号" not in heads
    assert "ZZ-99" in [row[heads.index("Issue no. as entered")] for row in table.iter_rows(values_only=True)]
    assert done.unplaced == ()
