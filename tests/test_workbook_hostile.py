"""Returned workbooks that are hostile, odd or far too large: read where that can be done, else refused in one line."""

import io
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import openpyxl
import psutil
import pytest
from filelock import FileLock
from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet
from package_edits import after_rows, cell, in_plan, more_rows, part_of, rezip
from roundtrip_desk import BUREAU, Desk, column, edited, put

from auditor import cli
from auditor.model import WorkbookError, WorkbookUnread
from auditor.publish.import_workbook import ORIGINALS
from auditor.store import WorkbookRow
from auditor.workbook.form import columns
from auditor.workbook.read import book, pieces, untrusted_xlsx
from auditor.workbook.read.importer import read_back
from auditor.workbook.read.workbook_process import receive


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, list[WorkbookRow]]:
    """A returned workbook with 広報課 in the first row, and what the store knows of it."""
    desk = Desk(tmp_path_factory.mktemp("written"))
    data = desk.publish()
    rows = desk.store.workbooks()
    desk.close()
    return edited(data, lambda sheet: put(sheet, 2, "担当部署", "広報課")), rows


@pytest.fixture
def returned(written: tuple[bytes, list[WorkbookRow]]) -> bytes:
    return written[0]


@pytest.fixture
def desk(tmp_path: Path, written: tuple[bytes, list[WorkbookRow]]) -> Iterator[Desk]:
    """A desk whose store has written that workbook."""
    made = Desk(tmp_path / "reports", count=1)
    for row in written[1]:
        made.store.put_workbook(row)
    yield made
    made.close()


@pytest.fixture(autouse=True)
def folder(tmp_path: Path) -> None:
    (tmp_path / "reports").mkdir()


def units(data: bytes) -> list[str]:
    """担当部署 of all rows of 改善計画 where it is filled in."""
    rows = (row for row in read_back(data).rows if row.table == columns.PLAN)
    return [word for row in rows if (word := row.cells["担当部署"])]


# What is read all the same


def odd_styles(part: bytes) -> bytes:
    return part.replace(b'<family val="2"', b'<family val="34"').replace(b'rgb="FF', b'rgb="#FF')


def odd_validations(part: bytes) -> bytes:
    odd = b'<dataValidations count="x"><dataValidation type="bogus" errorStyle="odd" sqref="??" new="1"/></dataValidations>'
    return after_rows(odd + b'<conditionalFormatting sqref=""><cfRule type="none"/></conditionalFormatting>')(
        part
    )


@pytest.mark.parametrize(
    ("part", "change"),
    [
        ("xl/styles.xml", odd_styles),
        ("xl/styles.xml", lambda part: part[: len(part) // 2]),
        ("xl/styles.xml", lambda part: b"no XML at all"),
        ("xl/theme/theme1.xml", lambda part: b""),
        ("docProps/core.xml", lambda part: part.replace(b"Z<", b"yesterday<")),
        ("docProps/core.xml", lambda part: b"<"),
        ("", odd_validations),
        ("", after_rows(b"<unknown><deep new='1'/></unknown>")),
        ("", after_rows(b'<mergeCells><mergeCell ref="A9:XFD1048576"/><mergeCell ref="??"/></mergeCells>')),
    ],
)
def test_what_is_odd_beside_the_cells_costs_no_words(
    returned: bytes, part: str, change: Callable[[bytes], bytes]
) -> None:
    data = rezip(returned, {part or part_of(returned): change})

    assert units(data) == ["広報課"]


def test_a_day_keeps_its_meaning_where_the_style_sheet_is_odd(returned: bytes) -> None:
    def day(sheet: Worksheet) -> None:
        sheet.cell(2, column("備考")).value = 46478
        sheet.cell(2, column("備考")).number_format = '[$-ja-JP-x-gannen]ggge"年"m"月"d"日";@'

    data = rezip(edited(returned, day), {"xl/styles.xml": odd_styles})

    assert "2027-04-01" in [row.cells.get("備考") for row in read_back(data).rows]


@pytest.mark.parametrize(
    "rename",
    [
        lambda name: name.replace("xl/workbook.xml", "xl/workbook2.xml").replace("workbook.xml.rels", "workbook2.xml.rels"),
        lambda name: name.replace("/", "\\"),
        str.upper,
    ],
    ids=["named by a relationship", "backslashes", "upper case"],
)  # fmt: skip
def test_parts_are_found_by_their_relationships(returned: bytes, rename: Callable[[str], str]) -> None:
    main = {"_rels/.rels": lambda part: part.replace(b"xl/workbook.xml", rename("xl/workbook.xml").encode())}

    assert units(rezip(returned, main, rename)) == ["広報課"]


@pytest.mark.parametrize(
    ("inside", "kind", "text"),
    [
        ("<is><t>山田</t><rPh sb='0' eb='2'><t>ヤマダ</t></rPh></is>", "inlineStr", "山田"),
        ("<is><r><t>山</t></r><r><t xml:space='preserve'>田 </t></r></is>", "inlineStr", "山田 "),
        ("<f>IF(A2=&quot;&quot;,1,&quot;&quot;)</f><v></v>", "str", ""),
        ("<f>1+1</f>", "n", "=1+1"),
        ("<f>1+1</f><v>2</v>", "n", "2"),
        ("<v>1E999</v>", "n", "1E999"),
        ("<v>12</v>", "n", "12"),
        ("<v>2027-02-28T00:00:00</v>", "d", "2027-02-28"),
        ("<v>someday</v>", "d", "someday"),
        ("<v>甲_x001B_[31m乙_x0085_丙&#x9b;丁_x005F_x0041_</v>", "str", "甲[31m乙\n丙丁_x0041_"),
    ],
)
def test_a_cell_is_the_text_that_people_see(returned: bytes, inside: str, kind: str, text: str) -> None:
    place = f"{openpyxl.utils.get_column_letter(column('備考'))}3"
    data = in_plan(edited(returned, lambda sheet: put(sheet, 3, "備考", "仮")), cell(place, inside, kind))

    (row,) = [row for row in read_back(data).rows if row.table == columns.PLAN and row.row == 3]

    assert row.cells["備考"] == text


def test_a_head_that_is_repeated_for_printing_is_no_row(returned: bytes) -> None:
    def repeat(sheet: Worksheet) -> None:
        sheet.insert_rows(4)
        for at in range(1, sheet.max_column + 1):
            sheet.cell(4, at).value = sheet.cell(1, at).value

    assert units(edited(returned, repeat)) == ["広報課"]


def test_a_key_that_was_merged_is_not_meant_for_two_rows(desk: Desk, returned: bytes) -> None:
    def merge(sheet: Worksheet) -> None:
        sheet.merge_cells(start_row=2, end_row=4, start_column=1, end_column=1)
        put(sheet, 4, "備考", "三行目")

    desk.hand_in(edited(returned, merge))

    assert len({row for row, _ in desk.words()}) == 2


# What is refused, in one line


def many(element: bytes, count: int) -> bytes:
    return element * count


_STRANGE_STRING = b'<row r="900"><c r="A900" t="s"><v>99999999</v></c></row>'


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (after_rows(b"<mergeCells>" + b"".join(
            b'<mergeCell ref="A%d:A%d"/>' % (at * 2, at * 2 + 1) for at in range(1, book.MAX_MERGED + 2)
        ) + b"</mergeCells>"), "結合セルが多すぎ"),
        (more_rows(b"<row r='1048570'/>" + many(b"<row/>", 7)), "行が多すぎ"),
        (more_rows(b"".join(b'<row r="%d"><c><v>1</v></c></row>' % at for at in range(9_000, 9_001 + book.MAX_ROWS))),
         "行が多すぎ"),
        (more_rows(b"<row r='900'>" + many(b"<c><v>1</v></c>", 100) + many(b"<x>", pieces.MAX_DEPTH)
         + many(b"</x>", pieces.MAX_DEPTH) + b"</row>"), "読めません"),
        (more_rows(b"<row r='900'><c t='inlineStr'><is><t>" + many(b"x", pieces.MAX_TEXT + 1) + b"</t></is></c></row>"),
         "多すぎ"),
        (more_rows(b"<row r='900'><c t='inlineStr'><is>" + many(b"<r/>", pieces.MAX_INSIDE) + b"</is></c></row>"),
         "多すぎ"),
        (more_rows(_STRANGE_STRING), "読めません"),
        (lambda part: part[:-30], "読めません"),
        (lambda part: part.replace(b"<worksheet", b" " * 5_000 + b"<!DOCTYPE x [<!ENTITY a 'b'>]><worksheet", 1), "DOCTYPE"),
        (lambda part: ("<!DOCTYPE x [<!ENTITY a 'b'>]>" + part.decode().partition("?>")[2]).encode("utf-16"), "読めません|DOCTYPE"),
    ],
    ids=["merges", "empty rows", "rows", "depth", "length", "pieces", "string", "cut", "late doctype", "utf-16 doctype"],
)  # fmt: skip
def test_what_is_beyond_the_bounds_is_refused_in_one_line(
    returned: bytes, change: Callable[[bytes], bytes], words: str
) -> None:
    with pytest.raises(WorkbookError, match=words) as caught:
        read_back(in_plan(returned, change))

    assert "\n" not in str(caught.value)


def test_rows_of_another_table_are_refused_and_not_taken_for_added_ones(desk: Desk, returned: bytes) -> None:
    rows = b"".join(
        b'<row r="%d"><c r="J%d" t="str"><v>%d</v></c></row>' % (at, at, at) for at in range(1_000, 22_000)
    )

    with pytest.raises(WorkbookError, match="この計画書にない行が多すぎます"):
        desk.hand_in(in_plan(returned, more_rows(rows)))

    assert desk.decided() == {}


def test_many_copies_of_a_row_take_time_in_proportion(desk: Desk, returned: bytes) -> None:
    number = next(iter(desk.store.workbooks()[0].base))
    rows = b"".join(
        b'<row r="%d"><c r="A%d" t="str"><v>%s</v></c><c r="J%d" t="str"><v>%d</v></c></row>'
        % (at, at, number.encode(), at, at)
        for at in range(1_000, 6_000)
    )
    began = time.process_time()

    desk.hand_in(in_plan(returned, more_rows(rows)), dry_run=True)

    assert time.process_time() - began < 20


# The reading process


def large(returned: bytes) -> bytes:
    """A workbook that takes some seconds to read."""
    rows = b"".join(b'<row r="%d"><c t="str"><v>%d</v></c></row>' % (at, at) for at in range(1_000, 200_000))
    return in_plan(returned, more_rows(rows))


def test_the_child_reads_what_reading_in_place_reads(returned: bytes) -> None:
    assert receive(returned, "返送.xlsx") == read_back(returned, "返送.xlsx")


def test_a_file_that_takes_too_much_time_or_memory_says_what_to_do(returned: bytes) -> None:
    data = large(returned)

    with pytest.raises(WorkbookError, match="中身が多すぎて") as slow:
        receive(data, "返送.xlsx", seconds=1)
    with pytest.raises(WorkbookError, match="中身が多すぎて") as fat:
        receive(data, "返送.xlsx", memory=250_000_000)

    assert {type(slow.value), type(fat.value)} == {WorkbookError}


@contextmanager
def killed_child() -> Iterator[None]:
    """Kill the next child of this process, as a machine without memory does."""
    me = psutil.Process()
    before = set(me.children())

    def kill() -> None:
        while not (born := set(me.children()) - before):
            time.sleep(0.01)
        for child in born:
            child.kill()

    killer = threading.Thread(target=kill)
    killer.start()
    yield
    killer.join()


def test_a_child_that_our_machine_ends_says_nothing_about_the_file(returned: bytes) -> None:
    data = large(returned)

    with killed_child(), pytest.raises(WorkbookUnread, match=r"今は読めませんでした.*もう一度"):
        receive(data, "返送.xlsx")
    with pytest.raises(WorkbookUnread, match="今は読めませんでした"):
        receive(data, "返送.xlsx", wall=0.1)


def test_the_command_is_done_in_part_where_a_file_was_not_read_now(
    desk: Desk, returned: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    (desk.folder / "返送.xlsx").write_bytes(large(returned))

    with killed_child():
        code = cli.main(["plan", "import", str(desk.folder / "返送.xlsx"), "--reports", str(desk.folder)])

    assert code == 3
    assert "今は読めませんでした" in capsys.readouterr().err
    assert desk.decided() == {}


def test_a_file_is_read_before_the_store_is_locked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "broken.xlsx").write_bytes(b"PK broken")

    with FileLock(tmp_path / "reports" / ".auditor.lock"):
        code = cli.main(
            ["plan", "import", str(tmp_path / "broken.xlsx"), "--reports", str(tmp_path / "reports")]
        )

    assert code == 2
    assert "壊れています" in capsys.readouterr().err


# Whose file it is


def claiming(data: bytes, **said: str) -> bytes:
    """The workbook with other words about what it is, in both places."""
    made = openpyxl.load_workbook(io.BytesIO(data))
    for name, value in said.items():
        for one in made.custom_doc_props.props:  # type: ignore[attr-defined]
            if one.name == f"tmg_{name}":
                one.value = value
        for row in made[columns.IDENTITY].iter_rows():
            if row[0].value == f"tmg_{name}":
                row[1].value = value
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize(
    "said",
    [
        {"bureau": "minato"}, {"bureau": "../../x"}, {"cycle": "/tmp/elsewhere"}, {"cycle": "../../../escaped"},
        {"cycle": "2026Q4\n\n[x]"}, {"cycle": "9999Q9"}, {"revision": "9"}, {"revision": "9" * 4_000}, {"revision": "١"},
    ],
    ids=str,
)  # fmt: skip
def test_bureau_cycle_and_revision_are_the_stores_whatever_the_file_says(
    desk: Desk, returned: bytes, said: dict[str, str]
) -> None:
    before = {path for path in desk.folder.parent.rglob("*") if path.is_file()}

    done = desk.hand_in(claiming(returned, **said))

    new = {path for path in desk.folder.parent.rglob("*") if path.is_file()} - before
    kept = [path for path in new if ORIGINALS in path.parts]
    assert (done.bureau, done.cycle) == (BUREAU, "2026Q4")
    assert list(desk.words().values()) == ["広報課"]
    assert [path.parent for path in kept] == [desk.folder / ORIGINALS / "2026Q4" / BUREAU]
    assert all(desk.folder in path.parents for path in new)
    assert "識別情報" in done.messages[0] and "\n" not in done.messages[0]


def test_a_file_whose_id_the_store_never_gave_is_refused_and_its_own_base_not_believed(
    desk: Desk, returned: bytes
) -> None:
    with pytest.raises(WorkbookError, match="この保存先から") as caught:
        desk.hand_in(claiming(returned, workbook_id="forged"))

    assert "\n" not in str(caught.value)
    assert desk.decided() == {}
    assert not (desk.folder / ORIGINALS).exists()


def test_a_forged_base_hides_no_conflict(desk: Desk, returned: bytes) -> None:
    desk.hand_in(returned)
    second = edited(returned, lambda sheet: put(sheet, 2, "担当部署", "総務課"))

    def forge(sheet: Worksheet) -> None:
        for row in sheet.iter_rows(min_row=2):
            if row[1].value == "担当部署":
                row[2].value = "広報課"

    desk.hand_in(edited(second, forge, columns.BASE))

    assert list(desk.words().values()) == ["広報課"]
    assert [(note["a"], note["b"]) for note in desk.notes("conflict")] == [("広報課", "総務課")]


# The kept original


def test_the_stump_of_an_original_that_a_kill_left_is_replaced(desk: Desk, returned: bytes) -> None:
    desk.hand_in(returned, "返送.xlsx", dry_run=True)
    desk.hand_in(returned, "返送.xlsx")
    (kept,) = (desk.folder / ORIGINALS).rglob("*.xlsx")
    other = Desk(desk.folder.parent / "again")
    other.store.put_workbook(desk.store.workbooks()[0])
    stump = other.folder / kept.relative_to(desk.folder)
    stump.parent.mkdir(parents=True)
    stump.write_bytes(returned[:1_000])

    other.hand_in(returned, "返送.xlsx")

    other.close()
    assert stump.read_bytes() == returned
    assert stump.stat().st_mode & 0o777 == 0o444
    assert [path.name for path in stump.parent.iterdir()] == [stump.name]


def test_a_long_file_name_is_kept_in_short(desk: Desk, returned: bytes) -> None:
    desk.hand_in(
        returned,
        "改善計画書（くらし福祉局・生活支援課・令和八年度第三四半期・修正版・最終・確認済）の控え及び返送用.xlsx",
    )

    (kept,) = (desk.folder / ORIGINALS).rglob("*.xlsx")
    assert kept.read_bytes() == returned


# Control characters


def controls(text: str) -> str:
    return "".join(c for c in text if (ord(c) < 32 and c not in "\n\t") or 127 <= ord(c) < 160)


def test_no_control_character_comes_in_and_the_words_stay(desk: Desk, returned: bytes) -> None:
    def change(sheet: Worksheet) -> None:
        put(sheet, 4, "備考", "甲\x9b31m乙\x85丙\tと_x0007_")
        sheet.cell(4, 1).comment = Comment("見\x9b出し", "\x9b山田")

    made = openpyxl.load_workbook(io.BytesIO(edited(returned, change)))
    own = made.create_sheet("控え\x9b2J")
    own["A1"] = "\x90控"
    buffer = io.BytesIO()
    made.save(buffer)

    done = desk.hand_in(buffer.getvalue(), "返\x1b[31m送\n.xlsx")

    received = receive(buffer.getvalue(), "返\x1b送.xlsx")
    texts = [received.file, done.file, *done.messages, *(sheet.name for sheet in received.sheets)]
    texts += [text for one in received.comments for text in (one.text, one.author)]
    texts += [cell.value for sheet in received.sheets for cell in sheet.cells if isinstance(cell.value, str)]
    assert "甲31m乙\n丙\tと" in desk.words().values()
    assert [one.text for one in received.comments] == ["見出し"]
    assert not any(controls(text) for text in texts + list(desk.words().values()))
    assert "\n" not in done.file


def test_no_control_character_comes_in_by_a_csv_file(desk: Desk, returned: bytes) -> None:
    number = next(row.machine["管理番号"] for row in read_back(returned).rows)
    text = f"管理番号,状態,担当部署,担当者,備考\n{number},,,,甲\x9b31m乙\x1b丙\n"

    desk.hand_in(text.encode(), "返送.csv")

    assert list(desk.words().values()) == ["甲31m乙丙"]


def test_the_bounds_are_those_of_the_format() -> None:
    assert (book.MAX_ROW, book.MAX_COLUMN) == (1_048_576, 16_384)
    assert untrusted_xlsx.MAX_BYTES <= 50_000_000
