"""Words outside the cells of the plan: each is kept with its sheet and cell, and named when the file comes in."""

import csv
import io

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from package_edits import drawn, text_box
from roundtrip_desk import Desk, changed, column, edited, put

from auditor.workbook.form import columns
from auditor.workbook.form.cell_notes import added_text, note_text
from auditor.workbook.form.known_words import KnownWords, as_rows, from_rows, known_words
from auditor.workbook.form.page_texts import page_texts


def kept(desk: Desk) -> list[tuple[str, str, str]]:
    """Sheet, cell and words of 取り込めなかった記入 in the next workbook."""
    book = openpyxl.load_workbook(io.BytesIO(desk.publish()))
    if columns.UNPLACED not in book.sheetnames:
        return []
    return [
        (str(row[2]), str(row[3] or ""), str(row[6]))
        for row in book[columns.UNPLACED].iter_rows(min_row=2, values_only=True)
    ]


@pytest.mark.parametrize(
    ("sheet", "cell"),
    [
        (columns.OVERVIEW, "H2"), (columns.OVERVIEW, "A1"), (columns.CRITERIA, "G2"), (columns.TRENDS, "I2"), (columns.GUIDE, "F3"),
        (columns.FORM, "I2"), (columns.PAGES, "D2"), (columns.PAGES, "D99"), (columns.FINDINGS, "B2"), (columns.HEADERS, "H2"),
    ],
)  # fmt: skip
def test_words_on_a_sheet_of_the_machine_are_kept_with_their_cell_and_named(
    desk: Desk, sheet: str, cell: str
) -> None:
    data = edited(desk.publish(), lambda one: one.__setitem__(cell, "確認者：山田"), sheet)

    done = desk.hand_in(data)

    assert [(words["sheet"], words["cell"], words["text"]) for words in done.unplaced] == [
        (sheet, cell, "確認者：山田")
    ]
    assert kept(desk) == [(sheet, cell, "確認者：山田")]


def test_a_column_of_ones_own_on_a_sheet_of_the_machine_keeps_its_heading_and_what_the_row_is_about(
    desk: Desk,
) -> None:
    def change(sheet: Worksheet) -> None:
        sheet["L1"], sheet["L2"], sheet["M1"] = "局の意見", "適合", "空の列"

    done = desk.hand_in(edited(desk.publish(), change, columns.HEADERS))

    assert [(one["cell"], one["heading"], one["text"]) for one in done.unplaced] == [
        ("L2", "局の意見", "適合"),
        ("M1", "", "空の列"),
    ]
    assert done.unplaced[0]["about"] != ""


@pytest.mark.parametrize("sheet", [columns.PLAN, columns.CRITERIA, columns.HEADERS])
def test_lines_above_the_heading_row_are_kept(desk: Desk, sheet: str) -> None:
    def change(one: Worksheet) -> None:
        one.insert_rows(1, 2)
        one["A1"], one["F2"] = "総務局 回答書", "提出日 12月1日"

    desk.hand_in(edited(desk.publish(), change, sheet))

    assert kept(desk) == [(sheet, "A1", "総務局 回答書"), (sheet, "F2", "提出日 12月1日")]


def test_a_file_that_only_went_through_another_program_holds_no_words_of_people(desk: Desk) -> None:
    first = desk.hand_in(edited(desk.publish(), lambda sheet: put(sheet, 2, "備考", "一")))
    later = desk.hand_in(edited(desk.publish(), lambda sheet: put(sheet, 2, "備考", "二")))

    assert (first.unplaced, later.unplaced) == ((), ())


def test_words_said_once_are_kept_once_however_often_the_file_comes(desk: Desk) -> None:
    data = desk.publish()
    for text in ("一", "二"):
        desk.hand_in(
            changed(
                data,
                lambda book, text=text: (
                    put(book[columns.PLAN], 2, "備考", text),
                    book[columns.OVERVIEW].__setitem__("H2", "局長決裁"),
                ),
            )
        )  # type: ignore[misc]

    assert kept(desk) == [(columns.OVERVIEW, "H2", "局長決裁")]


def test_a_sheet_whose_name_begins_with_a_line_is_carried(desk: Desk) -> None:
    desk.hand_in(
        changed(desk.publish(), lambda book: book.create_sheet("_作業メモ").__setitem__("A1", "内線 1234"))
    )

    assert openpyxl.load_workbook(io.BytesIO(desk.publish()))["_作業メモ"]["A1"].value == "内線 1234"


def test_a_copy_of_a_sheet_of_the_machine_is_carried_where_people_wrote_in_it_and_only_there(
    desk: Desk,
) -> None:
    def change(book: Workbook) -> None:
        for title in ("写し", "写し (2)"):
            book.copy_worksheet(book[columns.HEADERS]).title = title
        book["写し (2)"]["L1"], book["写し (2)"]["L2"] = "担当", "情報課"

    desk.hand_in(changed(desk.publish(), change))
    again = openpyxl.load_workbook(io.BytesIO(desk.publish()))

    assert "写し" not in again.sheetnames
    assert again["写し (2)"]["L2"].value == "情報課"


def test_words_in_a_text_box_are_kept_with_the_cell_below_it(desk: Desk) -> None:
    desk.hand_in(drawn(desk.publish(), text_box("令和9年度", "予算で対応")))

    assert kept(desk) == [(columns.PLAN, "U3", "令和9年度予算で対応")]


def test_words_in_a_text_box_over_a_row_that_is_set_aside_are_kept_by_themselves(desk: Desk) -> None:
    def change(sheet: Worksheet) -> None:
        put(sheet, 3, "備考", "どの行か不明")
        sheet.cell(3, 1).value = "ZZZZZZZ"
        sheet.cell(3, column("_行ID")).value = None
        put(sheet, 3, "指摘内容（何が問題か）", "別の表から貼った行")

    done = desk.hand_in(drawn(edited(desk.publish(), change), text_box("決裁済")))

    assert len(done.problems) == 1
    assert [one["text"] for one in done.unplaced] == ["決裁済"]


def test_a_picture_that_was_added_is_spoken_of(desk: Desk) -> None:
    done = desk.hand_in(drawn(desk.publish(), "<xdr:pic/>"))

    assert [(one["sheet"], one["heading"]) for one in done.unplaced] == [(columns.PLAN, "図・グラフ・画像")]
    assert "1個" in done.unplaced[0]["text"]


def test_words_in_the_header_of_the_printed_page_are_kept(desk: Desk) -> None:
    def change(sheet: Worksheet) -> None:
        sheet.oddHeader.right.text = "総務局 決裁済"

    desk.hand_in(edited(desk.publish(), change))

    assert kept(desk) == [(columns.PLAN, "", "総務局 決裁済")]


@pytest.mark.parametrize("typed", ["総務局 決裁済", ""])
def test_words_in_the_header_of_the_printed_page_are_told_from_ours_without_the_hidden_sheets(
    desk: Desk, typed: str
) -> None:
    def change(book: Workbook) -> None:
        book[columns.PLAN].oddHeader.center.text = typed or None
        for title in (columns.IDENTITY, columns.BASE):
            book.remove(book[title])

    done = desk.hand_in(changed(desk.publish(), change))

    assert [one["text"] for one in done.unplaced] == ([typed] if typed else [])


@pytest.mark.parametrize(
    ("header", "words"),
    [
        ('&L&"游ゴシック,標準"&9計画書&R&9改善計画', ("計画書", "改善計画")), ("&C&P / &N", ("/",)),
        ("研究&&開発", ("研究&開発",)), ("", ()), ("&K01+000表&A", ("表",)),
    ],
)  # fmt: skip
def test_a_header_is_its_words_without_codes(header: str, words: tuple[str, ...]) -> None:
    assert page_texts(header) == words


def test_where_nothing_was_kept_of_what_was_written_the_import_says_that_it_could_not_look(
    desk: Desk,
) -> None:
    def change(book: Workbook) -> None:
        hidden = book[columns.IDENTITY]
        hidden.delete_rows(7, hidden.max_row)
        book[columns.HEADERS]["L2"] = "業者に依頼済"

    done = desk.hand_in(changed(desk.publish(), change))

    assert [one["text"] for one in done.unplaced] == ["業者に依頼済"]
    assert any(columns.OVERVIEW in message and "探せません" in message for message in done.messages)


def test_the_row_that_says_there_is_nothing_hides_no_words(desk: Desk) -> None:
    data = edited(desk.publish(), lambda sheet: sheet.__setitem__("C2", "該当なしを確認"), columns.FINDINGS)

    desk.hand_in(data)

    assert kept(desk) == [(columns.FINDINGS, "C2", "該当なしを確認")]


@pytest.mark.parametrize(
    "name",
    ["大\ufa10", "\ufa19\ufa1b\ufa26\ufa2d\ufa1c\uf9dc\ufa22", "\U0002f804", "𠮷野", "葛\U000e0100", "ﾊﾝｶｸ"],
)
def test_a_name_keeps_its_letters(desk: Desk, name: str) -> None:
    desk.hand_in(edited(desk.publish(), lambda sheet: put(sheet, 2, "担当者", name)))

    assert list(desk.words().values()) == [name]
    assert (
        openpyxl.load_workbook(io.BytesIO(desk.publish()))[columns.PLAN].cell(2, column("担当者")).value
        == name
    )


def test_invisible_marks_of_direction_are_dropped_and_letters_of_two_parts_composed(desk: Desk) -> None:
    desk.hand_in(
        edited(desk.publish(), lambda sheet: put(sheet, 2, "備考", "\u202aC:\\共有\\か\u3099\u200e"))
    )

    assert list(desk.words().values()) == ["C:\\共有\\が"]


def note_on(desk: Desk) -> str:
    comment = openpyxl.load_workbook(io.BytesIO(desk.publish()))[columns.PLAN].cell(2, column("備考")).comment
    return comment.text if comment else ""


def with_note(data: bytes, text: str) -> bytes:
    return edited(
        data, lambda sheet: setattr(sheet.cell(2, column("備考")), "comment", Comment(text, "鈴木"))
    )


def test_what_is_said_on_a_cell_in_two_notes_stands_there_once_however_often_it_comes_back(
    desk: Desk,
) -> None:
    desk.hand_in(with_note(desk.publish(), "一言目"))
    desk.hand_in(with_note(desk.publish(), "一言目\n二言目"))
    for turn in range(3):
        desk.hand_in(edited(desk.publish(), lambda sheet, turn=turn: put(sheet, 2, "担当者", f"人{turn}")))  # type: ignore[misc]

    assert note_on(desk) == "一言目\n二言目"
    assert [note["text"] for note in desk.notes("comment")] == ["一言目", "二言目"]


@pytest.mark.parametrize(
    ("returned", "new"),
    [
        ("甲\n乙", ""), ("甲\n乙\n丙", "丙"), ("丙\n甲\n乙", "丙"), ("甲\n丙\n乙", "丙"), ("乙", ""), ("甲乙", "甲乙"), ("", ""),
    ],
)  # fmt: skip
def test_of_a_returned_note_what_is_not_known_is_new(returned: str, new: str) -> None:
    assert added_text(returned, ["甲", "乙"]) == new


def test_a_note_that_was_cut_is_known_again() -> None:
    said = ["長" * 1_500, "文" * 1_500]

    assert added_text(note_text(said), said) == ""
    assert added_text(note_text(said) + "\n返事", said) == "返事"


def test_what_a_long_sheet_said_is_kept_over_many_cells() -> None:
    said = [f"指摘{at}" for at in range(10_000)]
    rows = list(as_rows({"指摘一覧": known_words(said, pictures=2)}))
    known = from_rows(rows)["指摘一覧"]

    assert len(rows) > 3
    assert all(len(text) <= 15_000 for *_, text in rows)
    assert (known.pictures, all(text in known for text in said), "確認者：山田" in known) == (2, True, False)


@pytest.mark.parametrize(("count", "kept"), [(400_000, True), (400_001, False)])
def test_of_a_sheet_of_more_than_400_000_words_nothing_is_kept(count: int, kept: bool) -> None:
    words = KnownWords(frozenset(at.to_bytes(4, "big") for at in range(count)))

    assert any(as_rows({"指摘一覧": words})) is kept


@pytest.mark.parametrize(
    "rows", [[("words", "指摘一覧", "AAAA")], [("words", "0:表", "あ")], [("tmg_cycle", "0:表", "AAAA")]]
)
def test_a_damaged_record_of_what_was_written_is_passed_over(rows: list[tuple[str, str, str]]) -> None:
    assert from_rows(rows) == {}


@pytest.mark.parametrize(
    ("written", "returned"), [(0.1 + 0.2, 0.3), (3, "3"), ("ｶﾅ 一", "カナ一"), ("=1+1", "'=1+1")]
)
def test_a_word_is_known_again_whichever_program_saved_it(written: object, returned: object) -> None:
    assert returned in known_words([written])


def test_lines_above_the_table_of_a_csv_file_are_kept(desk: Desk) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(desk.publish()))[columns.PLAN]
    buffer = io.StringIO()
    rows = [["総務局 回答書"], *([value for value in row] for row in sheet.iter_rows(values_only=True))]
    csv.writer(buffer).writerows(rows)

    done = desk.hand_in(buffer.getvalue().encode("utf-8-sig"), "返送.csv")

    assert [(one["cell"], one["text"]) for one in done.unplaced] == [("A1", "総務局 回答書")]


def test_words_typed_over_the_machine_in_a_csv_file_are_kept(desk: Desk) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(desk.publish()))[columns.PLAN]
    put(sheet, 2, "直し方", "業者に聞く")
    buffer = io.StringIO()
    csv.writer(buffer).writerows(sheet.iter_rows(values_only=True))

    desk.hand_in(buffer.getvalue().encode("utf-8-sig"), "返送.csv")

    assert [note["text"] for note in desk.notes("comment")] == ["（機械の欄への記入）業者に聞く"]


def handled(data: bytes, text: str, word: str) -> bytes:
    """The workbook with a word in 対応 of the entry that says `text`."""

    def change(sheet: Worksheet) -> None:
        said, answer = (columns.UNPLACED_SHEET.index(name) + 1 for name in ("記入", "対応"))
        row = next(row for row in range(2, sheet.max_row + 1) if sheet.cell(row, said).value == text)
        sheet.cell(row, answer).value = word

    return edited(data, change, columns.UNPLACED)


def test_an_entry_without_a_place_that_was_handled_is_folded_away_and_still_there(desk: Desk) -> None:
    data = edited(desk.publish(), lambda sheet: sheet.__setitem__("H2", "決裁済"), columns.OVERVIEW)
    desk.hand_in(edited(data, lambda sheet: sheet.__setitem__("H3", "要確認"), columns.OVERVIEW))

    done = desk.hand_in(handled(desk.publish(), "決裁済", "改善計画に写した"))
    sheet = openpyxl.load_workbook(io.BytesIO(desk.publish()))[columns.UNPLACED]

    assert done.unplaced == ()
    rows = [tuple(cell.value for cell in row)[6:9:2] for row in sheet.iter_rows(min_row=2, max_row=3)]
    assert rows == [("要確認", None), ("決裁済", "改善計画に写した")]
    assert [sheet.row_dimensions[row].hidden for row in (2, 3)] == [False, True]
    assert "1行は、この上にたたんであります" in str(sheet.cell(4, 1).value)
    again = desk.hand_in(edited(desk.publish(), lambda one: one.__setitem__("A1", one["A1"].value)))
    assert (again.edits, again.unplaced) == ((), ())


def test_an_entry_is_opened_again_by_clearing_its_answer_and_two_answers_are_asked_about(desk: Desk) -> None:
    desk.hand_in(edited(desk.publish(), lambda sheet: sheet.__setitem__("H2", "決裁済"), columns.OVERVIEW))
    data = desk.publish()
    desk.hand_in(handled(data, "決裁済", "写した"))
    desk.hand_in(handled(data, "決裁済", "不要"))
    asked = [(note["heading"], note["a"], note["b"]) for note in desk.notes("conflict")]

    desk.hand_in(handled(desk.publish(), "決裁済", ""))
    sheet = openpyxl.load_workbook(io.BytesIO(desk.publish()))[columns.UNPLACED]

    assert asked == [("対応", "写した", "不要")]
    assert not sheet.row_dimensions[2].hidden
