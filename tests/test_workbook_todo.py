"""やること: twenty rows at most, to whom and by when, and the same cells as 改善計画 when it comes back."""

import io
import re
from dataclasses import replace
from datetime import date

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from plan_samples import material
from roundtrip_desk import Desk, column, edited, put

from auditor.model import Certainty, RepairPlace, Target, Verdict, Work
from auditor.plan.improvement import build
from auditor.plan.short import first_step, to_do, visible_text, worded, work
from auditor.workbook.form import columns
from auditor.workbook.form.columns import TODO, TODO_SHEET
from auditor.workbook.write.writer import render

COMMAND = re.compile(r"auditor (?:run|page|file|plan|export|catalogue|rules|doctor|setup)| --[a-z]|コマンド")
ELSEWHERE = "（設定の例は「改善計画」の「直し方」にあります。）"


def head(sheet: Worksheet) -> int:
    """Row of the headings."""
    return next(row for row in range(1, 12) if sheet.cell(row, 1).value == "番号")


def at(heading: str) -> int:
    return TODO_SHEET.index(heading) + 1


def first(data: bytes) -> str:
    """管理番号 of the first row."""
    sheet = openpyxl.load_workbook(io.BytesIO(data))[TODO]
    return str(sheet.cell(head(sheet) + 1, 1).value)


def typed(heading: str, value: object, row: int = 1):  # type: ignore[no-untyped-def]
    """A change that types into a row of やること, from 1."""

    def change(sheet: Worksheet) -> None:
        sheet.cell(head(sheet) + row, at(heading)).value = value  # type: ignore[assignment]

    return change


def in_plan(data: bytes, number: str, heading: str, value: object) -> bytes:
    def change(sheet: Worksheet) -> None:
        row = next(row for row in range(2, sheet.max_row + 1) if sheet.cell(row, 1).value == number)
        put(sheet, row, heading, value)

    return edited(data, change)


def test_it_is_the_first_sheet_and_the_one_that_opens() -> None:
    book = openpyxl.load_workbook(io.BytesIO(render(build(material()))[0]))

    assert book.sheetnames[0] == TODO
    assert book.active is not None
    assert book.active.title == TODO


def test_it_has_twenty_rows_at_most_and_says_where_the_rest_is() -> None:
    plan = build(material())
    many = tuple(replace(plan.rows[0], number=f"N{n:06}", rank=n) for n in range(30))
    sheet = openpyxl.load_workbook(io.BytesIO(render(replace(plan, rows=many))[0]))[TODO]

    numbers = [sheet.cell(row, 1).value for row in range(head(sheet) + 1, sheet.max_row + 1)]
    said = [str(sheet.cell(row, 1).value) for row in range(1, head(sheet))]

    assert numbers == [f"N{n:06}" for n in range(20)]
    assert any("全部で30件" in line and "改善計画" in line for line in said)


def test_only_what_has_to_be_mended_is_on_it() -> None:
    plan = build(material())
    kinds = (Work.ADVICE, Work.DECIDE, Work.MEND, Work.CLOSED, Work.LEFT)
    rows = [replace(plan.rows[0], number=str(n), rank=n, work=kind) for n, kind in enumerate(kinds)]

    assert [row.number for row in to_do(rows)] == ["2"]


def test_it_says_to_whom_and_by_when_it_goes_back() -> None:
    made = material()
    asked = replace(made, bureau=replace(made.bureau, return_to="企画課", return_by="2027-01-29"))
    sheet = openpyxl.load_workbook(io.BytesIO(render(build(asked))[0]))[TODO]

    assert any(
        "企画課へ返してください（1月29日まで）" in str(sheet.cell(row, 1).value) for row in range(1, 5)
    )


def test_a_day_of_return_that_has_passed_is_not_printed() -> None:
    made = material()
    late = replace(made, bureau=replace(made.bureau, return_to="企画課", return_by="2020-01-31"))

    assert build(late).return_by == ""


def test_it_is_one_page_wide_and_has_the_lists_of_the_plan() -> None:
    book = openpyxl.load_workbook(io.BytesIO(render(build(material()))[0]))
    sheet = book[TODO]
    (table,) = sheet.tables.values()

    assert sheet.page_setup.fitToWidth in (None, 1)
    assert sum(column.width for column in TODO_SHEET.columns) <= 150
    assert table.ref.startswith(f"A{head(sheet)}:")
    assert {rule.formula1 for rule in sheet.data_validations.dataValidation if rule.type == "list"} == {
        "状態一覧"
    }


@pytest.mark.parametrize(("rows", "pages"), [(6, 1), (20, 0)])
def test_it_is_one_printed_page_as_long_as_that_can_be_read(rows: int, pages: int) -> None:
    plan = build(material())
    many = tuple(replace(plan.rows[0], number=f"N{n:06}", rank=n) for n in range(rows))
    sheet = openpyxl.load_workbook(io.BytesIO(render(replace(plan, rows=many))[0]))[TODO]

    assert sheet.page_setup.fitToHeight == (None if pages == 1 else 0)


def test_a_word_typed_on_it_stands_in_the_plan_of_the_next_workbook(desk: Desk) -> None:
    data = desk.publish()
    number = first(data)

    def change(sheet: Worksheet) -> None:
        for heading, value in (
            ("状態", "対応中"),
            ("担当", "広報課"),
            ("期限", date(2027, 3, 31)),
            ("備考", "委託"),
        ):
            typed(heading, value)(sheet)

    done = desk.hand_in(edited(data, change, TODO))
    book = openpyxl.load_workbook(io.BytesIO(desk.publish()))

    assert {edit.place.sheet for edit in done.edits} == {TODO}
    assert desk.words() == {
        (number, "status"): "対応中", (number, "owner-unit"): "広報課", (number, "due"): "2027-03-31",
        (number, "note"): "委託",
    }  # fmt: skip
    plan, short = book[columns.PLAN], book[TODO]
    row = next(row for row in range(2, plan.max_row + 1) if plan.cell(row, 1).value == number)
    assert plan.cell(row, column("備考")).value == short.cell(head(short) + 1, at("備考")).value == "委託"


def test_a_word_typed_in_the_plan_stands_on_it_in_the_next_workbook(desk: Desk) -> None:
    data = desk.publish()
    number = first(data)

    desk.hand_in(in_plan(data, number, "備考", "計画から"))
    sheet = openpyxl.load_workbook(io.BytesIO(desk.publish()))[TODO]

    assert sheet.cell(head(sheet) + 1, at("備考")).value == "計画から"


def test_a_word_typed_in_both_places_counts_once(desk: Desk) -> None:
    data = desk.publish()
    number = first(data)
    both = in_plan(edited(data, typed("備考", "同一の語"), TODO), number, "備考", "同一の語")

    desk.hand_in(both)

    assert desk.words() == {(number, "note"): "同一の語"}
    assert desk.notes("conflict") == []


def test_where_the_two_places_differ_a_person_is_asked_and_both_words_stay(desk: Desk) -> None:
    data = desk.publish()
    number = first(data)
    both = in_plan(edited(data, typed("備考", "甲"), TODO), number, "備考", "乙")

    desk.hand_in(both)
    (asked,) = desk.notes("conflict")

    assert desk.words() == {}
    assert {asked["a"], asked["b"]} == {"甲", "乙"}
    assert (asked["row"], asked["heading"]) == (number, "備考")


def test_an_untouched_copy_does_not_take_back_what_the_other_place_says(desk: Desk) -> None:
    data = desk.publish()
    number = first(data)
    desk.hand_in(in_plan(data, number, "備考", "前の語"))
    second = desk.publish()

    desk.hand_in(edited(second, typed("備考", "新しい語"), TODO))

    assert desk.words() == {(number, "note"): "新しい語"}


def test_a_word_on_it_is_not_doubled_however_often_the_book_comes_back(desk: Desk) -> None:
    data = desk.publish()
    number = first(data)
    desk.hand_in(edited(data, typed("備考", "一度"), TODO))
    for _ in range(3):
        desk.hand_in(edited(desk.publish(), lambda sheet: None, TODO))

    assert desk.words() == {(number, "note"): "一度"}


def test_a_word_in_a_cell_of_the_machine_is_kept_as_a_comment_of_the_row(desk: Desk) -> None:
    data = desk.publish()

    desk.hand_in(edited(data, typed("こう直す", "業者に頼む"), TODO))

    assert [(note["row"], "業者に頼む" in note["text"]) for note in desk.notes("comment")] == [
        (first(data), True)
    ]


def test_a_row_that_people_add_becomes_a_row_of_the_plan(desk: Desk) -> None:
    data = desk.publish()

    def change(sheet: Worksheet) -> None:
        row = sheet.max_row + 1
        for heading, value in (("どこ", "窓口の案内"), ("何が問題か", "古い地図"), ("備考", "足した行")):
            sheet.cell(row, at(heading)).value = value

    desk.hand_in(edited(data, change, TODO))
    sheet = openpyxl.load_workbook(io.BytesIO(desk.publish()))[columns.PLAN]
    (row,) = [row for row in range(2, sheet.max_row + 1) if str(sheet.cell(row, 1).value).startswith("M-")]

    assert [sheet.cell(row, column(h)).value for h in ("どこ", "指摘内容（何が問題か）", "備考")] == [
        "窓口の案内", "古い地図", "足した行",
    ]  # fmt: skip


def test_a_column_that_people_add_to_it_comes_to_the_plan(desk: Desk) -> None:
    data = desk.publish()

    def change(sheet: Worksheet) -> None:
        sheet.cell(head(sheet), 9).value = "局の意見"
        sheet.cell(head(sheet) + 1, 9).value = "賛成"

    desk.hand_in(edited(data, change, TODO))
    sheet = openpyxl.load_workbook(io.BytesIO(desk.publish()))[columns.PLAN]
    heads = [cell.value for cell in sheet[1]]
    told = {sheet.cell(row, 1).value: sheet.cell(row, heads.index("局の意見") + 1).value
            for row in range(2, sheet.max_row + 1)}  # fmt: skip

    assert told[first(data)] == "賛成"


def test_without_the_sheet_the_plan_is_read_as_ever(desk: Desk) -> None:
    book = openpyxl.load_workbook(io.BytesIO(desk.publish()))
    number = str(book[columns.PLAN].cell(2, 1).value)
    put(book[columns.PLAN], 2, "備考", "計画だけ")
    del book[TODO]
    buffer = io.BytesIO()
    book.save(buffer)

    desk.hand_in(buffer.getvalue())

    assert desk.words() == {(number, "note"): "計画だけ"}


def test_a_list_of_peoples_own_with_like_headings_is_not_taken_for_it(desk: Desk) -> None:
    book = openpyxl.load_workbook(io.BytesIO(desk.publish()))
    del book[TODO]
    own = book.create_sheet("課内の一覧")
    own.append(["番号", "状態", "担当", "期限", "備考"])
    own.append([1, "対応中", "佐藤", "来週", "課内"])
    buffer = io.BytesIO()
    book.save(buffer)

    desk.hand_in(buffer.getvalue())

    assert desk.words() == {}
    assert "課内の一覧" in openpyxl.load_workbook(io.BytesIO(desk.publish())).sheetnames


def test_the_sheet_saved_as_csv_arrives(desk: Desk) -> None:
    data = desk.publish()
    sheet = openpyxl.load_workbook(io.BytesIO(edited(data, typed("担当", "広報課"), TODO)))[TODO]
    lines = [",".join(f'"{cell.value or ""}"' for cell in row) for row in sheet.iter_rows()]

    desk.hand_in("\n".join(lines).encode("utf-8-sig"), "やること.csv")

    assert desk.words() == {(first(data), "owner-unit"): "広報課"}


@pytest.mark.parametrize(
    ("fix", "step"),
    [
        ("代替テキスト欄に内容を書いてください。飾りなら空にします。例：<img>", "代替テキスト欄に内容を書いてください。"),
        ("値は nosniff だけです。管理者に設定を依頼してください。", "管理者に設定を依頼してください。"),
        ("文字を入れてください。例：「。」で終える", "文字を入れてください。"),
        ("管理者に次の設定を依頼してください。\nnginx: x", "管理者に次の設定を依頼してください。" + ELSEWHERE),
        ("リンクの文字をページの名前にします。例: a → b", "リンクの文字をページの名前にします。"),
        ("", ""),
    ],
)  # fmt: skip
def test_the_first_step_is_one_sentence_that_asks_for_something(fix: str, step: str) -> None:
    assert first_step(fix, "ja") == step


@pytest.mark.parametrize(
    ("snippet", "text"),
    [
        ('<a href="/x"><b>申請</b> の方法</a>', "申請 の方法"),
        ('<img src="/img/logo.png" alt="都庁">', "都庁"),
        ('<img src="/img/%E5%9C%B0%E5%9B%B3.png">', "地図.png"),
        ('<input type="text" placeholder="氏名">', "氏名"),
        ('<a href="/x"><script>x()</script></a>', ""),
        ('<iframe src="about:blank"></iframe>', ""),
        ('<div><p>切れた', "切れた"),
    ],
)  # fmt: skip
def test_the_text_that_a_reader_finds_on_the_page(snippet: str, text: str) -> None:
    assert visible_text(snippet) == text


def test_which_work_a_row_is() -> None:
    row = build(material()).rows[0]
    day = "2026-12-01"
    left = {"status": "対応しない（理由を備考に）", "note": "外部", "review-due": "2027-06-30"}

    assert work(replace(row, certainty=Certainty.LIKELY), day) is Work.MEND
    assert work(replace(row, certainty=Certainty.REVIEW), day) is Work.DECIDE
    assert work(replace(row, certainty=Certainty.ADVICE), day) is Work.ADVICE
    assert work(replace(row, verdict=Verdict.FIXED), day) is Work.CLOSED
    assert work(replace(row, decision=left), day) is Work.LEFT
    assert work(replace(row, decision=left), "2027-07-01") is Work.MEND
    assert work(replace(row, exempt=True), day) is Work.LEFT


@pytest.mark.parametrize(
    ("region", "heading", "place", "said"),
    [
        ("main", "", RepairPlace.PAGE, ["本文「こちら」"]),
        ("main", "窓口の案内", RepairPlace.PAGE, ["本文の見出し「窓口の案内」の下", "「こちら」"]),
        ("", "窓口の案内", RepairPlace.PAGE, ["見出し「窓口の案内」の下", "「こちら」"]),
        ("main", "窓口の案内", RepairPlace.TEMPLATE, ["本文「こちら」"]),
    ],
)
def test_where_it_is_is_told_by_page_part_heading_and_text(
    region: str, heading: str, place: RepairPlace, said: list[str]
) -> None:
    made = material()
    issue = replace(
        made.issues[0], place=place,
        example=Target(selector="a", snippet="<a href='/'>こちら</a>", region=region, heading=heading),
    )  # fmt: skip
    row = next(
        row
        for row in build(replace(made, issues=[issue, *made.issues[1:]])).rows
        if row.number == issue.number
    )

    assert row.spot.splitlines()[2:] == said  # after site and page


@pytest.mark.parametrize(
    ("heading", "told"),
    [("窓口　の案内", False), ("窓口", False), ("窓口の案内図", True)],
)
def test_a_heading_that_the_title_of_its_page_says_is_left_out(heading: str, told: bool) -> None:
    made = material()
    issue = replace(
        made.issues[0],
        example=Target(selector="a", snippet="<a href='/'>こちら</a>", region="main", heading=heading),
    )
    made = replace(made, issues=[issue, *made.issues[1:]])
    (row,) = (row for row in build(made).rows if row.number == issue.number)
    (said,) = worded(made, [replace(row, place=RepairPlace.PAGE, example_title="窓口の案内｜みらい都")])

    assert ("見出し" in said.spot) is told


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("あ" * 30, "あ" * 30),
        ("あ" * 31, "あ" * 29 + "…"),
        ("申込み\n  の 方法", "申込み の 方法"),
        ("", "page3.html"),
    ],
)
def test_a_page_is_told_by_thirty_letters_of_its_title_or_by_its_file(title: str, shown: str) -> None:
    made = material()
    plan = build(made)
    row = replace(
        plan.rows[0],
        place=RepairPlace.PAGE,
        example_url="https://www.example.jp/a/page3.html",
        example_title=title,
    )

    (told,) = worded(made, [row])

    assert f"「{shown}」" in told.spot


def test_no_command_line_stands_in_what_a_bureau_reads() -> None:
    for lang in ("ja", "en"):
        book = openpyxl.load_workbook(io.BytesIO(render(build(material(lang=lang)))[0]))
        texts = [
            str(cell.value)
            for sheet in book
            if not sheet.title.startswith("_")
            for row in sheet.iter_rows()
            for cell in row
            if cell.value
        ]

        assert [text for text in texts if COMMAND.search(text)] == []
