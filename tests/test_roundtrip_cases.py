"""Workbooks as people send them back: every word arrives where it belongs, or is set aside with a reason."""

import csv
import io
import subprocess
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.worksheet import Worksheet
from roundtrip_desk import Desk, column, edited, number_at, put

from auditor.model import WorkbookError
from auditor.workbook.form import columns
from auditor.workbook.form.dates import guess_date


def numbers(data: bytes) -> list[str]:
    """管理番号 of all rows, from the second on."""
    sheet = openpyxl.load_workbook(io.BytesIO(data))[columns.PLAN]
    return [str(cell.value) for cell in sheet["A"][1:] if cell.value]


def fill_in(sheet: Worksheet) -> None:
    """Six words on six rows."""
    for row in range(2, 8):
        put(sheet, row, "備考", f"記入{row}")


def six(data: bytes) -> dict[tuple[str, str], str]:
    return {(number, "note"): f"記入{row}" for row, number in enumerate(numbers(data)[:6], start=2)}


def permute(sheet: Worksheet, first: int, last: int, bottom: int = 7) -> None:
    """Turn the rows of some columns upside down: what sorting does."""
    for at in range(first, last + 1):
        values = [sheet.cell(row, at).value for row in range(2, bottom + 1)]
        for row, value in zip(range(2, bottom + 1), reversed(values), strict=True):
            sheet.cell(row, at).value = value


def test_plain_edits_arrive(desk: Desk) -> None:
    data = desk.publish()

    desk.hand_in(edited(data, fill_in))

    assert desk.words() == six(data)


def test_a_sorted_table_arrives(desk: Desk) -> None:
    data = desk.publish()

    def change(sheet: Worksheet) -> None:
        fill_in(sheet)
        permute(sheet, 1, len(columns.PLAN_SHEET.columns))

    desk.hand_in(edited(data, change))

    assert desk.words() == six(data)


def test_rows_hidden_by_a_filter_are_read_too(desk: Desk) -> None:
    data = desk.publish()

    def change(sheet: Worksheet) -> None:
        fill_in(sheet)
        for row in (3, 5):
            sheet.row_dimensions[row].hidden = True

    desk.hand_in(edited(data, change))

    assert desk.words() == six(data)


def test_deleted_rows_keep_their_values_and_are_spoken_of(desk: Desk) -> None:
    data = desk.publish()
    desk.hand_in(edited(data, fill_in))
    again = desk.publish()

    done = desk.hand_in(edited(again, lambda sheet: sheet.delete_rows(2, 3)))

    assert desk.words() == six(data)
    assert done.messages[0].startswith("3行が計画書から削除されています")


def contradicting(data: bytes, said: tuple[str, ...]) -> bytes:
    """The workbook with the first row copied to the bottom, each copy with a note of its own."""

    def change(sheet: Worksheet) -> None:
        put(sheet, 2, "備考", said[0])
        for note in said[1:]:
            bottom = sheet.max_row + 1
            for at in range(1, len(columns.PLAN_SHEET.columns) + 1):
                sheet.cell(bottom, at).value = sheet.cell(2, at).value
            put(sheet, bottom, "備考", note)

    return edited(data, change)


@pytest.mark.parametrize(("answer", "taken"), [("Ｂ", "乙"), ("A", "甲"), ("丙", "")])
def test_copied_rows_that_differ_are_asked_about_and_the_answer_is_read_back(
    desk: Desk, answer: str, taken: str
) -> None:
    data = desk.publish()
    number = numbers(data)[0]

    desk.hand_in(contradicting(data, ("甲", "乙")))
    (conflict,) = desk.notes("conflict")
    before = desk.words()
    desk.hand_in(edited(desk.publish(), lambda sheet: sheet.cell(2, 9, answer), columns.CONFLICTS))

    assert (conflict["row"], conflict["a"], conflict["b"]) == (number, "甲", "乙")
    assert "改善計画!" in conflict["a_source"]
    assert "改善計画!" in conflict["b_source"]
    assert before == {}, "neither of the two is taken before a person decides"
    assert desk.words() == ({(number, "note"): taken} if taken else {})
    assert len(desk.notes("conflict")) == (0 if taken else 1)


def test_copied_rows_that_agree_are_one_and_an_untouched_copy_says_nothing(desk: Desk) -> None:
    data = desk.publish()
    number = numbers(data)[0]

    desk.hand_in(contradicting(data, ("甲", "甲", "")))

    assert desk.words() == {(number, "note"): "甲"}
    assert desk.notes("conflict") == []


def test_three_copies_of_a_row_are_two_questions_and_an_answer_to_one_is_not_overwritten(desk: Desk) -> None:
    data = desk.publish()
    number = numbers(data)[0]

    desk.hand_in(contradicting(data, ("甲", "乙", "丁")))

    assert [(c["a"], c["b"]) for c in desk.notes("conflict")] == [("甲", "乙"), ("甲", "丁")]
    desk.hand_in(edited(desk.publish(), lambda sheet: sheet.cell(3, 9, "B"), columns.CONFLICTS))
    assert desk.words() == {(number, "note"): "丁"}


@pytest.mark.parametrize("lost", ["管理番号", "_行ID"])
def test_one_key_is_enough(desk: Desk, lost: str) -> None:
    data = desk.publish()

    def change(sheet: Worksheet) -> None:
        fill_in(sheet)
        sheet.delete_cols(column(lost))

    desk.hand_in(edited(data, change))

    assert desk.words() == six(data)


def test_rows_without_keys_are_known_by_their_content(desk: Desk) -> None:
    data = desk.publish()

    def change(sheet: Worksheet) -> None:
        fill_in(sheet)
        sheet.delete_cols(column("_行ID"))
        sheet.delete_cols(1)

    desk.hand_in(edited(data, change))

    assert {*desk.words().values(), *(word for note in desk.notes("aside") for word in [note["values"]])}
    kept = set(desk.words().items()) <= set(six(data).items())
    told = len(desk.words()) + sum("記入" in note["values"] for note in desk.notes("aside"))
    assert (kept, told) == (True, 6)


def test_rows_without_keys_and_content_are_set_aside_and_can_be_moved_home(desk: Desk) -> None:
    data = desk.publish()
    number = numbers(data)[3]

    def change(sheet: Worksheet) -> None:
        fill_in(sheet)
        people = {one.heading for one in columns.PLAN_SHEET.people}
        for at in range(len(columns.PLAN_SHEET.columns), 0, -1):
            if sheet.cell(1, at).value not in people:
                sheet.delete_cols(at)

    desk.hand_in(edited(data, change))
    aside = desk.notes("aside")
    spec = columns.QUARANTINE_SHEET

    def answer(sheet: Worksheet) -> None:
        for row in range(2, sheet.max_row + 1):
            if "記入5" in str(sheet.cell(row, 6).value):
                sheet.cell(row, spec.index("移し先の管理番号") + 1, number)
            else:
                sheet.cell(row, spec.index("処理") + 1, "破棄")

    desk.hand_in(edited(desk.publish(), answer, columns.QUARANTINE))

    assert len(aside) == 6
    assert desk.words() == {(number, "note"): "記入5"}
    assert desk.notes("aside") == []


def test_inserted_columns_and_rows_do_no_harm_and_an_own_column_is_carried(desk: Desk) -> None:
    data = desk.publish()
    number = numbers(data)[1]

    def change(sheet: Worksheet) -> None:
        fill_in(sheet)
        sheet.insert_cols(3)
        sheet.insert_rows(1, 2)
        sheet.cell(3, 3, "現場メモ")
        sheet.cell(5, 3, "現場の声")

    desk.hand_in(edited(data, change))
    book = openpyxl.load_workbook(io.BytesIO(desk.publish()))[columns.PLAN]
    heads = [cell.value for cell in book[1]]
    told = {book.cell(row, 1).value: book.cell(row, heads.index("現場メモ") + 1).value for row in range(2, 8)}

    assert desk.words() == six(data)
    assert told[number] == "現場の声"


def test_renamed_headings_and_sheets_are_understood(desk: Desk) -> None:
    data = desk.publish()

    def change(sheet: Worksheet) -> None:
        fill_in(sheet)
        sheet.title = "計画（清書）"
        for old, new in (("状態", "対応状況"), ("対応期限", "期限"), ("備考", "備考（自由記入）")):
            sheet.cell(1, column(old)).value = new

    desk.hand_in(edited(data, change))

    assert desk.words() == six(data)


def test_people_columns_sorted_without_the_key_change_nothing(desk: Desk) -> None:
    first = desk.publish()
    desk.hand_in(edited(first, fill_in))
    data = desk.publish()

    done = desk.hand_in(edited(data, lambda sheet: permute(sheet, column("状態"), column("備考"))))

    assert done.edits == ()
    assert desk.words() == six(first)
    assert {problem.reason[:9] for problem in done.problems} == {"一部の列だけ並べ替"}


def test_machine_columns_sorted_without_the_key_do_no_harm(desk: Desk) -> None:
    data = desk.publish()

    def change(sheet: Worksheet) -> None:
        fill_in(sheet)
        permute(sheet, column("サイト"), column("初回検出期"))

    done = desk.hand_in(edited(data, change))

    assert desk.words() == six(data)
    assert any("管理番号で照合" in message for message in done.messages)


def test_keys_that_point_to_two_rows_are_set_aside(desk: Desk) -> None:
    data = desk.publish()

    def change(sheet: Worksheet) -> None:
        put(sheet, 2, "備考", "どちら")
        sheet.cell(2, column("管理番号")).value = sheet.cell(3, column("管理番号")).value

    done = desk.hand_in(edited(data, change))

    assert desk.words() == {}
    assert [problem.reason[:5] for problem in done.problems] == ["キー不一致"]


def test_merged_cells_speak_for_every_row(desk: Desk) -> None:
    data = desk.publish()

    def change(sheet: Worksheet) -> None:
        put(sheet, 2, "担当部署", "広報課")
        sheet.merge_cells(
            start_row=2, end_row=4, start_column=column("担当部署"), end_column=column("担当部署")
        )

    desk.hand_in(edited(data, change))

    assert desk.words() == {(number, "owner-unit"): "広報課" for number in numbers(data)[:3]}


def test_comments_colours_and_sheets_are_carried_to_the_next_workbook(desk: Desk) -> None:
    data = desk.publish()
    book = openpyxl.load_workbook(io.BytesIO(data))
    sheet = book[columns.PLAN]
    sheet.cell(3, column("備考")).comment = Comment("委託先に確認", "山田")
    sheet.cell(4, column("状態")).fill = PatternFill("solid", fgColor="FFFF9900")
    own = book.create_sheet("打合せ記録")
    own.append(["日付", "内容"])
    own.append([date(2026, 11, 5), "=方針を決めた"])
    own["B2"].data_type = "s"
    own["A5"] = 12.5
    buffer = io.BytesIO()
    book.save(buffer)

    desk.hand_in(buffer.getvalue())
    once = desk.publish()
    desk.hand_in(edited(once, lambda sheet: put(sheet, 2, "備考", "次")))
    again = openpyxl.load_workbook(io.BytesIO(desk.publish()))

    plan = again[columns.PLAN]
    assert plan.cell(3, column("備考")).comment.text == "委託先に確認"
    assert plan.cell(4, column("状態")).fill.fgColor.rgb == "FFFF9900"
    assert [cell.value for cell in again["打合せ記録"]["B"][:2]] == ["内容", "=方針を決めた"]
    assert again["打合せ記録"]["B2"].data_type == "s"
    assert again["打合せ記録"]["A5"].value == 12.5
    assert again["打合せ記録"]["A2"].is_date
    assert [row[7].value for row in again[columns.COMMENTS].iter_rows(min_row=2)] == ["委託先に確認"]
    assert again.sheetnames[-3:] == ["打合せ記録", "_取込情報", "_前回値"]


def threaded(data: bytes, row: int, *said: tuple[str, str]) -> bytes:
    """The workbook with a thread on a row's 備考 as Excel writes it: parts of its own beside the old comment."""
    place = f"{get_column_letter(column('備考'))}{row}"
    book = openpyxl.load_workbook(io.BytesIO(data))
    old = "[スレッド化されたコメント]\n\nお使いの Excel では読めますが…\n\nコメント:\n    " + said[0][1]
    book[columns.PLAN][place].comment = Comment(old, "tc={1}")
    at = book.sheetnames.index(columns.PLAN) + 1
    buffer = io.BytesIO()
    book.save(buffer)
    space = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
    people = "".join(f'<person displayName="{who}" id="{n}"/>' for n, (who, _) in enumerate(said))
    words = "".join(
        f'<threadedComment ref="{place}" personId="{n}" id="{n}"><text>{text}</text></threadedComment>'
        for n, (_, text) in enumerate(said)
    )
    relation = (
        '<Relationship Id="rIdThread" Target="../threadedComments/threadedComment1.xml"'
        ' Type="http://schemas.microsoft.com/office/2017/10/relationships/threadedComment"/></Relationships>'
    )
    out = io.BytesIO()
    with zipfile.ZipFile(buffer) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            part = source.read(name)
            if name == f"xl/worksheets/_rels/sheet{at}.xml.rels":
                part = part.replace(b"</Relationships>", relation.encode())
            target.writestr(name, part)
        target.writestr("xl/persons/person.xml", f'<personList xmlns="{space}">{people}</personList>')
        target.writestr(
            "xl/threadedComments/threadedComment1.xml",
            f'<ThreadedComments xmlns="{space}">{words}</ThreadedComments>',
        )
    return out.getvalue()


def test_a_thread_of_comments_is_carried_with_who_said_what(desk: Desk) -> None:
    data = desk.publish()

    desk.hand_in(threaded(data, 3, ("山田", "委託先に確認"), ("佐藤", "来週返事の予定")))

    again = openpyxl.load_workbook(io.BytesIO(desk.publish()))
    told = [[cell.value for cell in row] for row in again[columns.COMMENTS].iter_rows(min_row=2)]
    assert [(row[6], row[7]) for row in told] == [("山田", "委託先に確認"), ("佐藤", "来週返事の予定")]


def test_days_in_a_workbook_that_counts_from_1904_are_the_days_people_see(desk: Desk) -> None:
    data = desk.publish()
    book = openpyxl.load_workbook(io.BytesIO(data))
    book.epoch = CALENDAR_MAC_1904
    put(book[columns.PLAN], 3, "対応期限", date(2027, 3, 1))
    buffer = io.BytesIO()
    book.save(buffer)

    desk.hand_in(buffer.getvalue())

    assert [value for (_, field), value in desk.words().items() if field == "due"] == ["2027-03-01"]


def test_free_words_for_state_and_day_are_understood_or_asked_about(desk: Desk) -> None:
    data = desk.publish()
    order = numbers(data)

    def change(sheet: Worksheet) -> None:
        put(sheet, 2, "状態", "完了")
        put(sheet, 3, "状態", "対応中（9月予定）")
        put(sheet, 4, "状態", "たぶん平気")
        put(sheet, 5, "対応期限", "今年度末")
        put(sheet, 6, "対応期限", "次期リニューアル時")

    desk.hand_in(edited(data, change))

    assert desk.words() == {
        (order[0], "status"): "対応済（確認待ち）",
        (order[1], "status"): "対応中",
        (order[1], "note"): "状態の欄の記入：9月予定",
        (order[3], "due"): "2027-03-31",
    }
    assert {note["b"] for note in desk.notes("conflict")} == {"たぶん平気", "次期リニューアル時"}
    assert any("推定" in str(row[10].value) for row in _sheet(desk, columns.IMPORTED).iter_rows(min_row=2))


def _sheet(desk: Desk, name: str) -> Worksheet:
    return openpyxl.load_workbook(io.BytesIO(desk.publish()))[name]


def test_two_editors_are_merged_and_asked_where_they_differ(desk: Desk) -> None:
    data = desk.publish()
    order = numbers(data)

    def one(sheet: Worksheet) -> None:
        put(sheet, 2, "担当者", "山田")
        put(sheet, 3, "備考", "甲案")

    def two(sheet: Worksheet) -> None:
        put(sheet, 3, "備考", "乙案")
        put(sheet, 4, "担当者", "鈴木")

    desk.hand_in(edited(data, one), "山田.xlsx")
    desk.hand_in(edited(data, two), "鈴木.xlsx")

    assert desk.words() == {
        (order[0], "owner"): "山田", (order[1], "note"): "甲案", (order[2], "owner"): "鈴木"
    }  # fmt: skip
    (conflict,) = desk.notes("conflict")
    assert (conflict["a"], conflict["b"]) == ("甲案", "乙案")
    assert "山田.xlsx" in conflict["a_source"]
    assert "鈴木.xlsx" in conflict["b_source"]


def test_the_same_file_twice_and_an_old_one_change_nothing_back(desk: Desk) -> None:
    old = desk.publish()
    first = edited(old, lambda sheet: put(sheet, 2, "備考", "旧"))
    desk.hand_in(first)
    desk.hand_in(edited(desk.publish(), lambda sheet: put(sheet, 2, "備考", "新")))

    again = desk.hand_in(first)
    stale = desk.hand_in(edited(old, lambda sheet: put(sheet, 3, "備考", "別の行")))

    order = numbers(old)
    assert again.known
    assert [edit.value for edit in stale.edits] == ["別の行"]
    assert desk.words() == {(order[0], "note"): "新", (order[1], "note"): "別の行"}


def test_a_dry_run_shows_old_and_new_and_changes_nothing(desk: Desk) -> None:
    data = edited(desk.publish(), fill_in)

    done = desk.hand_in(data, "a.xlsx", dry_run=True)

    assert [(edit.before, edit.value) for edit in done.edits] == [("", f"記入{row}") for row in range(2, 8)]
    assert desk.decided() == {}
    assert not desk.hand_in(data, "a.xlsx").known


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp932", "utf-16"])
def test_a_sheet_saved_as_csv_arrives(desk: Desk, encoding: str) -> None:
    data = desk.publish()
    desk.hand_in(edited(data, lambda sheet: put(sheet, 8, "備考", "丸✓と한글")))
    sheet = openpyxl.load_workbook(io.BytesIO(desk.publish()))[columns.PLAN]
    fill_in(sheet)
    put(sheet, 2, "対応期限", "令和9年1月31日")
    text = io.StringIO()
    csv.writer(text, delimiter="\t" if encoding == "utf-16" else ",").writerows(
        [("" if cell.value is None else cell.value) for cell in row] for row in sheet.iter_rows()
    )

    done = desk.hand_in(text.getvalue().encode(encoding, "replace"), "改善計画.csv")

    order = numbers(data)
    assert desk.words() == {
        **six(data), (order[0], "due"): "2027-01-31", (order[6], "note"): "丸✓と한글"
    }  # fmt: skip
    assert len(done.edits) == 7


def test_a_row_people_add_is_carried_with_a_number_of_its_own_and_can_be_edited(desk: Desk) -> None:
    data = desk.publish()

    def change(sheet: Worksheet) -> None:
        bottom = sheet.max_row + 1
        put(sheet, bottom, "指摘内容（何が問題か）", "電話番号が古い")
        put(sheet, bottom, "担当者", "田中")

    desk.hand_in(edited(data, change))
    again = desk.publish()
    sheet = openpyxl.load_workbook(io.BytesIO(again))[columns.PLAN]
    (row,) = [r for r in range(2, sheet.max_row + 1) if number_at(sheet, r).startswith("M-")]
    number = number_at(sheet, row)
    desk.hand_in(edited(again, lambda s: put(s, row, "指摘内容（何が問題か）", "電話番号が古い（代表）")))

    assert sheet.cell(row, column("指摘内容（何が問題か）")).value == "電話番号が古い"
    assert desk.decided()[number]["hand:指摘内容（何が問題か）"] == "電話番号が古い（代表）"
    assert desk.decided()[number]["owner"] == "田中"


def test_words_in_the_machines_columns_are_kept_as_comments(desk: Desk) -> None:
    data = desk.publish()

    desk.hand_in(edited(data, lambda sheet: put(sheet, 2, "直し方", "業者に聞く")))

    assert desk.words() == {}
    assert [note["text"] for note in desk.notes("comment")] == ["（機械の欄への記入）業者に聞く"]


def test_formulas_typed_in_keep_their_text_where_nothing_was_computed(desk: Desk) -> None:
    data = desk.publish()

    def change(sheet: Worksheet) -> None:
        sheet.cell(2, column("備考")).value = "=1+1"

    desk.hand_in(edited(data, change))

    assert list(desk.words().values()) == ["=1+1"]


def test_a_cleared_state_keeps_the_last_and_a_cleared_note_is_an_edit(desk: Desk) -> None:
    data = desk.publish()

    def first(sheet: Worksheet) -> None:
        put(sheet, 2, "状態", "対応中")
        put(sheet, 2, "備考", "あとで消す")

    def then(sheet: Worksheet) -> None:
        sheet.cell(2, column("状態")).value = None
        sheet.cell(2, column("備考")).value = None

    desk.hand_in(edited(data, first))
    desk.hand_in(edited(desk.publish(), then))

    assert list(desk.words().values()) == ["対応中"]


def test_another_bureaus_plan_is_refused_and_nothing_moves(desk: Desk) -> None:
    data = edited(desk.publish(), fill_in)

    with pytest.raises(WorkbookError, match="別の局"):
        desk.hand_in(data, bureau="soumu")

    assert desk.decided() == {}


def test_a_plan_of_another_store_is_refused(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    other = Desk(tmp_path / "other")

    with pytest.raises(WorkbookError, match="この保存先から"):
        other.hand_in(edited(desk.publish(), fill_in))

    other.close()


def test_a_file_nobody_touched_changes_nothing(desk: Desk) -> None:
    done = desk.hand_in(edited(desk.publish(), lambda sheet: None))

    assert (done.edits, done.refused, done.problems, done.messages) == ((), (), (), ())
    assert desk.decided() == {}


def test_a_file_saved_by_libreoffice_arrives(desk: Desk, soffice: str) -> None:
    data = desk.publish()
    source = desk.folder / "送付.xlsx"
    source.write_bytes(edited(data, fill_in))

    saved = libreoffice(soffice, source, desk.folder)
    done = desk.hand_in(saved.read_bytes())

    assert desk.words() == six(data)
    assert (len(done.edits), done.refused, done.problems) == (6, (), ())


def libreoffice(soffice: str, source: Path, folder: Path) -> Path:
    """Have LibreOffice open and save a file."""
    subprocess.run(
        [soffice, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML",
         "--outdir", str(folder / "out"), str(source)],
        check=True, capture_output=True, timeout=120, env={"LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin", "HOME": str(folder)},
    )  # fmt: skip
    return folder / "out" / source.name


@pytest.fixture
def soffice() -> str:
    import shutil

    found = shutil.which("soffice")
    if not found:
        pytest.skip("soffice が無いため（Debian: libreoffice-calc）")
    return found


@pytest.mark.parametrize(
    "mark", ["〃", "同　上", "（同上）", "上に同じ", "上記と同様", "↑", '"', "″", "々", "//", "Ditto"]
)
def test_a_mark_for_as_above_is_taken_as_what_stands_above_and_says_so(desk: Desk, mark: str) -> None:
    data = desk.publish()
    order = numbers(data)

    def change(sheet: Worksheet) -> None:
        put(sheet, 3, "担当部署", "福祉課")
        put(sheet, 4, "担当部署", mark)
        put(sheet, 5, "担当部署", mark)
        put(sheet, 3, "対応期限", date(2027, 3, 1))
        put(sheet, 4, "対応期限", mark)

    desk.hand_in(edited(data, change))

    units = {(number, "owner-unit"): "福祉課" for number in order[1:4]}
    assert desk.words() == units | {(number, "due"): "2027-03-01" for number in order[1:3]}
    lines = [[cell.value for cell in row] for row in _sheet(desk, columns.IMPORTED).iter_rows(min_row=2)]
    assert any(f"「{mark}」を上の行の記入「福祉課」と読みました" in str(line[10]) for line in lines)
    assert any(line[7] == mark and line[8] == "福祉課" for line in lines)


def test_above_is_the_row_in_sight_and_a_merged_cell_speaks_for_its_rows(desk: Desk) -> None:
    data = desk.publish()
    order = numbers(data)

    def change(sheet: Worksheet) -> None:
        put(sheet, 2, "担当者", "田中")
        sheet.merge_cells(start_row=2, end_row=3, start_column=column("担当者"), end_column=column("担当者"))
        put(sheet, 4, "担当者", "佐藤")
        sheet.row_dimensions[4].hidden = True
        put(sheet, 5, "担当者", "〃")

    desk.hand_in(edited(data, change))

    names = ("田中", "田中", "佐藤", "田中")
    assert desk.words() == {(number, "owner"): name for number, name in zip(order, names, strict=False)}


@pytest.mark.parametrize("text", ["〃", "同左", "↓", "3行目と同じ", "同上（分室）"])
def test_a_text_that_points_to_no_readable_cell_is_asked_about(desk: Desk, text: str) -> None:
    desk.hand_in(edited(desk.publish(), lambda sheet: put(sheet, 2, "担当部署", text)))

    assert desk.words() == {}
    assert [note["b"] for note in desk.notes("conflict")] == [text]


def test_marks_in_a_table_that_was_sorted_anew_are_asked_about(desk: Desk) -> None:
    data = desk.publish()
    order = numbers(data)

    def change(sheet: Worksheet) -> None:
        put(sheet, 2, "担当部署", "福祉課")
        put(sheet, 3, "担当部署", "〃")
        permute(sheet, 1, len(columns.PLAN_SHEET.columns))

    desk.hand_in(edited(data, change))

    assert desk.words() == {(order[0], "owner-unit"): "福祉課"}
    assert [(note["row"], note["b"]) for note in desk.notes("conflict")] == [(order[1], "〃")]


def test_words_that_only_look_like_a_mark_are_words(desk: Desk) -> None:
    data = desk.publish()
    texts = ("同意済み", "上下水道課", "前年度と同じ方針", "本庁と同じ", "同和対策課", "以上")

    def change(sheet: Worksheet) -> None:
        for row, text in enumerate(texts, start=2):
            put(sheet, row, "備考", text)

    desk.hand_in(edited(data, change))

    assert tuple(desk.words().values()) == texts


def test_marks_in_rows_that_people_add_and_in_answers_are_spelled_out(desk: Desk) -> None:
    data = desk.publish()

    def add(sheet: Worksheet) -> None:
        bottom = sheet.max_row + 1
        put(sheet, bottom, "サイト", "暮らし")
        put(sheet, bottom, "指摘内容（何が問題か）", "電話番号が古い")
        put(sheet, bottom + 1, "サイト", "〃")
        put(sheet, bottom + 1, "指摘内容（何が問題か）", "地図が古い")
        put(sheet, 2, "状態", "たぶん平気")
        put(sheet, 3, "状態", "きっと平気")

    desk.hand_in(edited(data, add))

    def answer(sheet: Worksheet) -> None:
        for row, text in ((2, "その他"), (3, "〃")):
            sheet.cell(row, columns.CONFLICTS_SHEET.index("採用する値") + 1, text)
        for row, text in ((2, "対応中"), (3, "〃")):
            sheet.cell(row, columns.CONFLICTS_SHEET.index("その他の値") + 1, text)

    desk.hand_in(edited(desk.publish(), answer, columns.CONFLICTS))

    added = [fields["hand:サイト"] for number, fields in desk.decided().items() if number.startswith("M-")]
    assert added == ["暮らし", "暮らし"]
    assert [value for (_, field), value in desk.words().items() if field == "status"] == ["対応中", "対応中"]


@pytest.mark.parametrize(
    ("written", "taken", "remark"),
    [
        (date(1899, 12, 25), "", "期から離れすぎています"), ("3027/1/1", "", "期から離れすぎています"),
        ("R1.5.1", "", "期から離れすぎています"), ("R7.5.1", "2025-05-01", "期より前"),
        ("2026/9/30", "2026-09-30", "期より前"), ("2026/10/1", "2026-10-01", ""),
    ],
)  # fmt: skip
def test_a_day_that_is_over_is_remarked_and_one_far_off_asked_about(
    desk: Desk, written: object, taken: str, remark: str
) -> None:
    data = edited(desk.publish(), lambda sheet: put(sheet, 2, "対応期限", written))

    done = desk.hand_in(data)

    assert list(desk.words().values()) == ([taken] if taken else [])
    told = [*done.messages, *(reason for _, reason in done.refused)]
    assert any(remark in text for text in told) if remark else told == []


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("4/30", "2027-04-30"), ("12月1日", "2026-12-01"), ("9月末", "2027-09-30"), ("R8年12月", "2026-12-31"),
        ("今年度末", "2027-03-31"), ("令和8年度末", "2027-03-31"), ("来年度中", "2028-03-31"), ("8/12/1", "2026-12-01"),
        ("2026年11月中旬", "2026-11-20"), ("2026/12/25まで", "2026-12-25"), ("年内", "2026-12-31"),
        ("未定", ""), ("2026/2/30", ""), ("13/45", ""), ("次期リニューアル時", ""),
    ],
)  # fmt: skip
def test_days_that_need_a_guess_are_guessed_and_said_to_be(written: str, day: str) -> None:
    found, guess = guess_date(written, "2026Q4")

    assert found == day
    assert bool(guess) == bool(day)
