"""Cells: whatever a site sends is text, in the workbook and in its CSV twin."""

import csv
import io
from pathlib import Path

import openpyxl
import pytest
from plan_samples import finding, material
from xlsxwriter.workbook import Workbook

from auditor.plan.improvement import build
from auditor.report import csv_lines
from auditor.workbook.form.cells import LIMIT, CellWriter, as_date, clean, safe_url, utf16
from auditor.workbook.write import csv_sheets
from auditor.workbook.write.package_bytes import finish
from auditor.workbook.write.writer import render

HOSTILE = (
    '=HYPERLINK("http://evil.example","x")', "=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1+1", "\r=1+1", "＝1+1",
    "=cmd|' /C calc'!A0", "{=1+1}", "#N/A", "#REF!", "TRUE", "1E5", "00123", "2026/4/1",
    "http://www.example.jp/", "mailto:a@example.jp", "internal:Sheet1!A1", "external:c:\\a.xlsx",
    "javascript:x",
    "a\x00b", "a\x0bb", "a\x1bb", "a\ufffeb", "a\uffffb", "a\ud800b", "\udc00", "_x0041_", "_x000D_",
    "x" * 32_768, "😀" * 20_000, "一行目\r\n二行目\r三行目", "\n" * 400, "\u202egnp.exe", "か\u3099",
    "<script>&\"'</script>",
)  # fmt: skip


def test_there_are_37_kinds() -> None:
    assert len(HOSTILE) == 37


def workbook(texts: tuple[str, ...]) -> bytes:
    buffer = io.BytesIO()
    book = Workbook(buffer, {"in_memory": True})
    sheet = book.add_worksheet("x")
    pen = CellWriter(book)
    for row, text in enumerate(texts):
        pen.text(sheet, row, 0, text)
    book.close()
    return finish(buffer.getvalue())


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_written_and_read_as_the_same_text(text: str) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(workbook((text, "後")))).active

    cell = sheet["A1"]
    assert cell.data_type in ("s", "n")  # n: an empty cell
    assert cell.hyperlink is None
    assert cell.value in (clean(text), None if not clean(text) else clean(text))
    assert sheet["A2"].value == "後"


@pytest.mark.parametrize("text", HOSTILE)
def test_cleaned_text_fits_a_cell_and_stays_as_it_is_when_cleaned_again(text: str) -> None:
    cleaned = clean(text)

    assert utf16(cleaned) <= LIMIT
    assert cleaned.count("\n") <= 253
    assert clean(cleaned) == cleaned
    cleaned.encode("utf-8")


def test_text_like_a_formula_is_marked_as_text_for_editing_too() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(workbook(("=1+1", "普通")))).active

    assert sheet["A1"].quotePrefix
    assert sheet["A1"].number_format == "@"
    assert not sheet["A2"].quotePrefix


@pytest.mark.parametrize(
    "address",
    [
        "javascript:x",
        "mailto:a@b.jp",
        "file:///etc/passwd",
        "https://",
        "//x.jp",
        "https://x.jp/" + "a" * 3_000,
    ],
)
def test_only_web_addresses_of_bearable_length_become_links(address: str) -> None:
    assert safe_url(address) == ""


def test_a_link_is_percent_encoded() -> None:
    assert safe_url("https://x.jp/資料 1.html") == "https://x.jp/%E8%B3%87%E6%96%99%201.html"


def test_only_real_days_become_dates() -> None:
    assert as_date("2026-04-01") is not None
    assert as_date("2026-02-30") is None
    assert as_date("未定") is None
    assert as_date("0001-01-01") is None


def test_a_whole_workbook_of_hostile_findings_holds_no_formula_of_theirs() -> None:
    found = [
        finding("axe/image-alt", n % 10, path=f"p{n}>img", name=text, selector=text or "x")
        for n, text in enumerate(HOSTILE)
    ]
    data, _, _ = render(build(material(found)))

    book = openpyxl.load_workbook(io.BytesIO(data))
    formulas = [
        cell.value for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"
    ]
    assert all(str(formula).startswith("=COUNTIFS(T改善計画[状態]") for formula in formulas)
    errors = [c for sheet in book for row in sheet.iter_rows() for c in row if c.data_type == "e"]
    assert errors == []


@pytest.mark.parametrize("text", HOSTILE)
def test_no_csv_field_begins_like_a_formula(text: str) -> None:
    (row,) = csv.reader(io.StringIO(csv_lines.table([text], []), newline=""))

    assert not row[0].startswith(("=", "+", "-", "@", "\t", "\r"))


def test_csv_twins_have_the_mark_of_utf8_and_the_headings_of_their_sheet(tmp_path: Path) -> None:
    written = csv_sheets.write(build(material()), tmp_path)

    assert {path.name for path in written} == {
        "改善計画.csv", "指摘一覧.csv", "達成基準別結果.csv", "ページ一覧.csv", "セキュリティヘッダー.csv",
        "オープンデータリンク.csv", "推移.csv", "取組確認・評価表.csv", "完了した課題.csv",
    }  # fmt: skip
    data = (tmp_path / "改善計画.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert next(csv.reader(io.StringIO(data.decode("utf-8-sig"))))[:3] == ["管理番号", "区分", "優先度"]
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(path.name for path in written)
