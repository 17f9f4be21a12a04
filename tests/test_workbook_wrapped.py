"""Files as they arrive: in a zip archive, in a mail, as a spreadsheet of LibreOffice."""

import io
import zipfile
from collections.abc import Callable
from email.message import EmailMessage
from xml.sax.saxutils import escape, quoteattr

import openpyxl
import pytest
from roundtrip_desk import Desk, column, edited, put
from test_read_biff import compound

from auditor.model import WorkbookError
from auditor.workbook.form import columns
from auditor.workbook.read import ods, wrapped
from auditor.workbook.read.importer import read_back
from auditor.workbook.read.untrusted_xlsx import MAX_BYTES

SPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
    for short, long in (
        ("office", "office"),
        ("table", "table"),
        ("text", "text"),
        ("meta", "meta"),
        ("draw", "drawing"),
    )
)
NOTE = "<office:annotation><text:p>確認済</text:p></office:annotation>"
BOX = "<draw:frame><draw:text-box><text:p>予算要求中</text:p></draw:text-box></draw:frame>"


def zipped(files: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def mailed(name: str, data: bytes, *others: tuple[str, bytes]) -> bytes:
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "fukushi@example.jp", "改善計画書の送付"
    mail.set_content("よろしくお願いします。")
    for title, content in ((name, data), *others):
        mail.add_attachment(content, maintype="application", subtype="octet-stream", filename=title)
    return mail.as_bytes()


def spreadsheet(content: str, meta: str = "", styles: str = "<office:document-styles {spaces}/>") -> bytes:
    """A file as LibreOffice writes it, as far as anybody reads it."""
    return zipped({
        "styles.xml": styles.format(spaces=SPACES).encode(),
        "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
        "META-INF/manifest.xml": b"<manifest/>",
        "content.xml": f"<office:document-content {SPACES}>{content}</office:document-content>".encode(),
        "meta.xml": f"<office:document-meta {SPACES}>{meta}</office:document-meta>".encode(),
    })  # fmt: skip


def saved_by_libreoffice(data: bytes, second: str = "") -> bytes:
    """The plan as .ods. `second`: what else stands in the cell of 備考 of the first row."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    noted = book[columns.PLAN].cell(2, column("備考"))
    sheets = []
    for sheet in book.worksheets:
        rows = [
            "".join(_cell(cell.value, second if cell is noted else "") for cell in row)
            for row in sheet.iter_rows()
        ]
        inside = "".join(f"<table:table-row>{row}</table:table-row>" for row in rows)
        sheets.append(f"<table:table table:name={quoteattr(sheet.title)}>{inside}</table:table>")
    return spreadsheet("".join(sheets))


def _cell(value: object, more: str) -> str:
    if value is None:
        return f"<table:table-cell>{more}</table:table-cell>"
    kind, shown = 'office:value-type="string"', str(value)
    if isinstance(value, int | float):
        kind = f'office:value-type="float" office:value="{value}"'
    elif shown.startswith("=COUNT"):
        kind, shown = (
            f'office:value-type="float" office:value="77" table:formula={quoteattr("of:" + shown)}',
            "77",
        )
    lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in shown.split("\n"))
    return f"<table:table-cell {kind}>{more}{lines}</table:table-cell>"


@pytest.mark.parametrize(
    "wrap",
    [
        lambda data: zipped({"計画書.xlsx": data}), lambda data: mailed("計画書.xlsx", data),
        lambda data: mailed("計画書.zip", zipped({"送付/計画書.xlsx": data, "__MACOSX/._計画書.xlsx": b""})),
        lambda data: zipped({"計画書.xlsx": data, "送付状.txt": "送ります".encode()}), saved_by_libreoffice,
        lambda data: zipped({"計画書.ods": saved_by_libreoffice(data)}),
        lambda data: mailed("転送.eml", mailed("送付.zip", zipped({"計画書.xlsx": data}))),
    ],
)  # fmt: skip
def test_the_one_workbook_inside_is_read_and_its_wrapping_kept(
    desk: Desk, wrap: Callable[[bytes], bytes]
) -> None:
    sent = wrap(edited(desk.publish(), lambda sheet: put(sheet, 2, "備考", "確認中")))

    done = desk.hand_in(sent, "返送.dat")

    assert list(desk.words().values()) == ["確認中"]
    assert done.unplaced == ()
    assert [path.read_bytes() for path in desk.folder.glob("受領原本/*/*/*")] == [sent]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (zipped({"写真.jpg": b"x"}), "計画書（.xlsx）がありません"), (zipped({"一.xlsx": b"x", "二.xlsx": b"x"}), "2個あります"),
        (mailed("写真.jpg", b"x"), "メールの中に計画書"),
        (zipped({"一.zip": zipped({"二.zip": zipped({"三.zip": b"PK"})})}), "壊れています"),
        (zipped({"計画書.xlsx": b"x"}), "Excelブックではありません"), (zipped({"計画書.xlsx": bytes(MAX_BYTES + 1)}), "大きすぎます"),
        (b"From: a\nMIME-Version: 1.0\n\n", "メールの中に計画書"),
        (compound(b"", "__properties_version1.0"), "Outlookのメール（.msg）です。メールを開き"),
        (compound(b"", "WordDocument"), "Excelブックではありません"), (compound(b""), "古い形式（.xls）"),
    ],
)  # fmt: skip
def test_what_holds_no_or_several_workbooks_is_refused_in_one_line(data: bytes, words: str) -> None:
    with pytest.raises(WorkbookError, match=words) as caught:
        read_back(data, "返送.dat")

    assert "\n" not in str(caught.value)


def test_what_is_wrapped_four_times_is_refused(desk: Desk) -> None:
    data = desk.publish()
    for name in ("計画書.xlsx", "1.zip", "2.zip", "3.zip"):
        data = zipped({name: data})

    with pytest.raises(WorkbookError, match="Excelブックではありません"):
        read_back(data, "返送.zip")


def test_of_a_mail_500_parts_are_looked_at() -> None:
    def mail(parts_before: int) -> bytes:
        mail = EmailMessage()  # itself the first part
        mail["From"] = "fukushi@example.jp"
        mail.make_mixed()
        for _ in range(parts_before - 1):
            mail.add_attachment(b"", maintype="image", subtype="png", filename="a.png")
        mail.add_attachment(b"book", maintype="application", subtype="octet-stream", filename="計画書.xlsx")
        return mail.as_bytes()

    assert wrapped.unwrapped(mail(499), "返送.eml")[0] == b"book"
    with pytest.raises(WorkbookError, match="メールの中に計画書"):
        wrapped.unwrapped(mail(500), "返送.eml")


def test_a_mail_says_that_its_own_words_are_not_taken(desk: Desk) -> None:
    done = desk.hand_in(
        mailed("計画書.xlsx", edited(desk.publish(), lambda sheet: put(sheet, 2, "備考", "一"))), "返送.eml"
    )

    assert any("本文は取り込みません" in message for message in done.messages)
    assert not any("ほかに入っている" in message for message in done.messages)


def test_what_else_is_attached_to_a_mail_is_named(desk: Desk) -> None:
    plan = edited(desk.publish(), lambda sheet: put(sheet, 2, "備考", "一"))
    sent = mailed("計画書.xlsx", plan, ("回答書.docx", b"x"))

    done = desk.hand_in(sent, "返送.eml")

    assert any("ほかに入っているファイルは取り込みません: 回答書.docx" in one for one in done.messages)


def test_other_files_of_an_archive_are_named_and_their_words_said_not_to_be_taken(desk: Desk) -> None:
    plan = edited(desk.publish(), lambda sheet: put(sheet, 2, "備考", "一"))
    sent = zipped({"送付/計画書.xlsx": plan, "送付/送付状.txt": b"x", "__MACOSX/._計画書.xlsx": b""})

    done = desk.hand_in(sent, "返送.zip")

    assert any("取り込みません: 送付状.txt" in message for message in done.messages)


def test_at_most_so_many_other_files_are_named(desk: Desk) -> None:
    plan = edited(desk.publish(), lambda sheet: put(sheet, 2, "備考", "一"))
    more = {f"{number}.txt": b"x" for number in range(1, wrapped.MAX_NAMED + 2)}

    done = desk.hand_in(zipped({"計画書.xlsx": plan, **more}), "返送.zip")

    [said] = [message for message in done.messages if "取り込みません" in message]
    assert f"{wrapped.MAX_NAMED}.txt" in said
    assert f"{wrapped.MAX_NAMED + 1}.txt" not in said


def test_an_archive_of_nothing_else_names_nothing(desk: Desk) -> None:
    plan = edited(desk.publish(), lambda sheet: put(sheet, 2, "備考", "一"))

    done = desk.hand_in(zipped({"計画書.xlsx": plan, "__MACOSX/._計画書.xlsx": b""}), "返送.zip")

    assert not any("取り込みません" in message for message in done.messages)


def test_names_in_an_archive_of_windows_are_read_in_japanese(desk: Desk) -> None:
    plan = edited(desk.publish(), lambda sheet: put(sheet, 2, "備考", "一"))
    sent = zipped({"AAAAAA.xlsx": plan, "BBBBBB.txt": b"x"})
    sent = sent.replace(b"AAAAAA", "計画書".encode("cp932")).replace(b"BBBBBB", "送付状".encode("cp932"))

    done = desk.hand_in(sent, "返送.zip")

    assert any("「計画書.xlsx」" in message for message in done.messages)
    assert any("送付状.txt" in message for message in done.messages)


def test_notes_and_text_boxes_of_a_spreadsheet_of_libreoffice_are_kept(desk: Desk) -> None:
    desk.hand_in(saved_by_libreoffice(desk.publish(), NOTE + BOX))

    assert [(note["heading"], note["text"]) for note in desk.notes("comment")] == [
        ("備考", "確認済\n予算要求中")
    ]
    assert desk.words() == {}


CELLS = """<table:table table:name="表"><table:table-row table:number-rows-repeated="2">
<table:table-cell table:number-columns-repeated="3"/>
<table:table-cell office:value-type="percentage" office:value="0.5"><text:p>50%</text:p></table:table-cell>
<table:table-cell office:value-type="float" office:value="123"><text:p>00123</text:p></table:table-cell>
<table:table-cell office:value-type="float" office:value="1234"><text:p>1,234</text:p></table:table-cell>
<table:table-cell office:value-type="time" office:time-value="PT25H00M00S"><text:p>25:00</text:p></table:table-cell>
<table:table-cell office:value-type="date" office:date-value="2026-12-31"><text:p>R8.12.31</text:p></table:table-cell>
<table:table-cell office:value-type="string">
<text:p>甲<text:span>乙</text:span>丙<text:s text:c="2"/>丁</text:p><text:p>=1+1</text:p></table:table-cell>
<table:table-cell table:number-columns-spanned="2"><text:p>結合</text:p></table:table-cell><table:covered-table-cell/>
</table:table-row><table:table-row table:number-rows-repeated="1048000"/></table:table>"""


def test_a_cell_of_libreoffice_is_what_it_shows() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(ods.as_xlsx(spreadsheet(CELLS))))["表"]
    row = [cell.value for cell in sheet[2]][3:10]

    assert [str(value) for value in row] == [
        "50%",
        "00123",
        "1234",
        "25:00",
        "2026-12-31 00:00:00",
        "甲乙丙  丁\n=1+1",
        "結合",
    ]
    assert [str(merged) for merged in sheet.merged_cells.ranges] == ["J1:K1"]


@pytest.mark.parametrize(
    "content",
    [
        '<table:table table:name="表"><table:table-row table:number-rows-repeated="1000000"><table:table-cell '
        'table:number-columns-repeated="900"><text:p>あ</text:p></table:table-cell></table:table-row></table:table>',
        '<table:table table:name="表"/>' * (ods.MAX_SHEETS + 1), "<table:table><table:table-row>" * 200, "<office:body",
    ],
)  # fmt: skip
def test_a_spreadsheet_beyond_the_bounds_is_refused(content: str) -> None:
    with pytest.raises(WorkbookError):
        ods.as_xlsx(spreadsheet(content))


PAGE = """<office:document-styles {spaces} xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"><office:master-styles>
<style:master-page style:name="頁"><style:header><style:region-left><text:p>総務局</text:p></style:region-left>
<style:region-right><text:p>決裁 &amp; <text:span>回付</text:span></text:p></style:region-right></style:header>
<style:header-first><text:p>表紙</text:p></style:header-first>
<style:header-left style:display="false"><text:p>無</text:p></style:header-left>
<style:footer><text:p><text:page-number>1</text:page-number> 頁</text:p></style:footer></style:master-page></office:master-styles>
</office:document-styles>"""


def test_header_and_footer_of_a_printed_page_of_libreoffice_are_read_without_its_fields() -> None:
    content = (
        '<table:table table:name="表" table:style-name="ta1"><table:table-row><table:table-cell>'
        "<office:annotation><text:p>確認済</text:p></office:annotation></table:table-cell></table:table-row></table:table>"
    )
    style = (
        '<style:style xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" style:name="ta1"'
        ' style:family="table" style:master-page-name="頁"/>'
    )
    data = spreadsheet(style + content, styles=PAGE)

    sheet = openpyxl.load_workbook(io.BytesIO(ods.as_xlsx(data)))["表"]

    assert sheet.oddHeader.left.text == "総務局"
    assert sheet.oddHeader.right.text.replace("&&", "&") == "決裁 & 回付"
    assert sheet.oddFooter.center.text == "頁"
    assert sheet["A1"].comment.text == "表紙\n確認済"


def test_a_spreadsheet_with_a_password_is_refused() -> None:
    data = zipped(
        {
            "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": b"x",
            "META-INF/manifest.xml": b"<encryption-data/>",
        }
    )

    with pytest.raises(WorkbookError, match="パスワード"):
        wrapped.unwrapped(data, "返送.ods")
