"""Whatever a file is, reading it ends in facts: in bounded time and memory, in a process of its own."""

import io
import time
import zipfile
from pathlib import Path

import openpyxl
import pikepdf
import pytest

from auditor.read.any_file import read_bytes
from auditor.read.child import read_data, read_file
from auditor.read.sniff import sniff
from auditor.read.text import encoding_of


def packed(**members: bytes) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/"), content)
    return data.getvalue()


def workbook(rows: int = 2) -> bytes:
    made = openpyxl.Workbook()
    for number in range(rows):
        made.worksheets[0].append([number, "a"])
    data = io.BytesIO()
    made.save(data)
    return data.getvalue()


def with_sheet(markup: bytes) -> bytes:
    """A workbook whose one sheet part is `markup`."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook())) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, markup if name == "xl/worksheets/sheet1.xml" else old.read(name))
    return out.getvalue()


BOMB = b'<!DOCTYPE a [<!ENTITY x "aaaaaaaaaa"><!ENTITY y "&x;&x;&x;&x;">]><worksheet>&y;</worksheet>'


def test_a_zip_bomb_is_a_fact() -> None:
    facts = read_bytes("a.zip", packed(a=b"\0" * 90_000_000))

    assert facts.problem == "bomb"


def test_an_entity_bomb_in_a_workbook_is_a_fact() -> None:
    facts = read_bytes("a.xlsx", with_sheet(BOMB))

    assert (facts.form, facts.problem) == ("xlsx", "bomb")


def test_an_entity_bomb_in_xml_is_a_fact() -> None:
    assert read_bytes("a.xml", b"<?xml version='1.0'?>" + BOMB).problem == "bomb"


def test_a_sheet_of_16384_columns_is_kept_in_part_and_counted_whole() -> None:
    row = "".join(f'<c r="{openpyxl.utils.get_column_letter(n)}1"><v>1</v></c>' for n in range(1, 16_385))

    facts = read_bytes(
        "a.xlsx", with_sheet(f"<worksheet><sheetData><row r='1'>{row}</row></sheetData></worksheet>".encode())
    )

    (sheet,) = facts.sheets
    assert (sheet.width, sheet.cut, len(sheet.rows[0])) == (16_384, True, 500)


def test_a_csv_file_of_ten_million_rows_is_counted_within_its_limits() -> None:
    started = time.monotonic()

    facts = read_data("a.csv", b"a,b\n" * 10_000_000, seconds=60)

    assert facts.problem in ("", "cpu-time", "memory")
    assert not facts.sheets or (facts.sheets[0].height > 9_999_000 and len(facts.sheets[0].rows) == 10_000)
    assert time.monotonic() - started < 60


def test_a_password_ends_in_a_fact() -> None:
    out = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        document.save(out, encryption=pikepdf.Encryption(user="geheim", owner="geheim"))

    assert read_bytes("a.pdf", out.getvalue()).problem == "encrypted"
    package = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")
    assert read_bytes("a.xlsx", package).problem == "encrypted"


@pytest.mark.parametrize("name", ["a.xlsx", "a.ods", "a.pdf", "a.xls"])
def test_a_damaged_file_is_a_fact(name: str) -> None:
    whole = {
        "a.pdf": b"%PDF-1.7\n1 0 obj\n<<",
        "a.xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le") * 90,
    }

    facts = read_bytes(name, whole.get(name, workbook()[:900]))

    assert facts.problem == "damaged"


def test_an_empty_file_is_a_fact() -> None:
    assert read_bytes("a.csv", b"\r\n").problem == "empty"


def test_a_reader_that_does_not_end_is_stopped() -> None:
    facts = read_data("a.csv", b'a,"' + b"b\n" * 30_000_000, seconds=1)

    assert facts.problem == "cpu-time"


def test_a_reader_that_waits_for_the_machine_is_given_time_and_stopped_in_the_end() -> None:
    facts = read_data("a.csv", b'a,"' + b"b\n" * 9_000_000, wall=0.05)

    assert facts.problem == "wall-time"


def test_macros_are_told_and_never_run(tmp_path: Path) -> None:
    out = io.BytesIO(workbook())
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"macro")
    path = tmp_path / "a.xlsm"
    path.write_bytes(out.getvalue())

    facts = read_file(path)

    assert facts.macros and facts.form == "xlsm"


def test_paths_that_leave_the_folder_and_programs_are_told() -> None:
    facts = read_bytes("a.zip", packed(**{"..__..__etc__passwd": b"a", "setup.exe": b"b"}))

    assert facts.archive is not None
    assert facts.archive.unsafe == ("../../etc/passwd",)
    assert facts.archive.executable == ("setup.exe",)


@pytest.mark.parametrize(
    ("data", "suffix", "form"),
    [
        (b"a,b\n1,2\n", "csv", "csv"), (b"a\tb\n", "tsv", "tsv"), (b'{"a": 1}', "json", "json"), (b"[1]", "", "json"),
        (b"<!DOCTYPE html><p>", "csv", "html"), (b"<?xml version='1.0'?><kml/>", "kml", "xml"), (b"%PDF-1.4", "pdf", "pdf"),
        (b"\x89PNG\r\n", "xlsx", "image"), (b"", "csv", "empty"), (b"\0\1\2", "csv", ""), (b"xx-lh5-", "lzh", "lzh"),
    ],
)  # fmt: skip
def test_a_file_is_what_its_bytes_say(data: bytes, suffix: str, form: str) -> None:
    assert sniff(data, suffix) == form


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp932", "euc_jp", "iso2022_jp"])
def test_the_encoding_of_japanese_text_is_found(encoding: str) -> None:
    text = "施設名,所在地\n中央図書館,千代田区日比谷公園\nこども館,港区しばうら\n"

    assert encoding_of(text.encode(encoding)) == encoding


def test_how_csv_records_are_written_is_told() -> None:
    facts = read_bytes("a.csv", '市,値\r\n"東京\n都",1\r\n港区,2,3\r\n\r\nab"c",4\r\n'.encode())

    assert facts.csv is not None
    assert (facts.csv.broken_lines, facts.csv.ragged, facts.csv.blank) == ((2,), ((3, 3),), (4,))
    assert facts.csv.stray_quotes == (5,)


def test_geojson_with_latitude_first_is_told() -> None:
    point = '{"type":"Feature","geometry":{"type":"Point","coordinates":[35.6,139.7]},"properties":{}}'

    facts = read_bytes("a.geojson", f'{{"type":"FeatureCollection","features":[{point}]}}'.encode())

    assert facts.data is not None and facts.data.swapped == 1


def test_an_open_document_tells_formulas_merges_and_hidden_parts() -> None:
    names = " ".join(
        f'xmlns:{one}="urn:oasis:names:tc:opendocument:xmlns:{one}:1.0"'
        for one in ("office", "table", "text")
    )
    cell = (
        '<table:table-cell office:value-type="float" office:value="2"{}><text:p>2</text:p></table:table-cell>'
    )
    content = (
        f'<?xml version="1.0"?><office:document-content {names}><office:body><office:spreadsheet>'
        '<table:table table:name="表"><table:table-column/><table:table-column table:visibility="collapse"/>'
        f"<table:table-row>{cell.format(' table:number-columns-spanned=' + chr(34) + '2' + chr(34))}"
        "<table:covered-table-cell/></table:table-row>"
        f'<table:table-row table:visibility="collapse">{cell.format("")}'
        f"{cell.format(' table:formula=' + chr(34) + 'of:=1+1' + chr(34))}</table:table-row>"
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    mimetype = b"application/vnd.oasis.opendocument.spreadsheet"

    manifest = b'<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'

    facts = read_bytes(
        "a.ods",
        packed(**{"mimetype": mimetype, "content.xml": content.encode(), "META-INF__manifest.xml": manifest}),
    )

    assert (facts.problem, facts.detail) == ("", "")
    (sheet,) = facts.sheets
    assert facts.form == "ods" and sheet.formulas == ((2, 2),)
    assert (sheet.hidden_rows, sheet.hidden_columns) == (((2, 2),), ((2, 2),))
    assert [(box.top, box.left, box.right) for box in sheet.merges] == [(1, 1, 2)]
