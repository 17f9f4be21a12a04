"""A long finding list: the sheet shows its first rows, says where the rest is, and a CSV file has all."""

import csv
import io
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from plan_samples import material
from xlsxwriter.workbook import Workbook

from auditor.model import ImprovementPlan
from auditor.plan.improvement import build
from auditor.workbook.form import columns
from auditor.workbook.form.cells import CellWriter
from auditor.workbook.write import csv_sheets, package_bytes
from auditor.workbook.write.bulk_rows import BulkRows
from auditor.workbook.write.rows import Row
from auditor.workbook.write.table import pour_table
from auditor.workbook.write.writer import render


@pytest.fixture(scope="module")
def plan() -> ImprovementPlan:
    """A bureau with 200 findings; some begin like a formula, one looks like an escape, one is many lines."""
    made = build(material())
    odd = ("=1+1", "_x0041_ と _x000D_", " 前の空白", "一行目\n二行目 <b>&amp;</b>", "\t表", "")
    lines = tuple(
        replace(made.findings[at % len(made.findings)], id=f"F{at:05d}", snippet=odd[at % len(odd)], count=at)
        for at in range(200)
    )
    return replace(made, findings=lines)


def finding_sheet(data: bytes) -> list[tuple[object, ...]]:
    return list(openpyxl.load_workbook(io.BytesIO(data))[columns.FINDINGS].iter_rows(values_only=True))


def csv_rows(path: Path) -> int:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return sum(1 for _ in csv.reader(file))


def test_a_list_within_the_limit_stands_there_whole_and_as_it_was(plan: ImprovementPlan) -> None:
    rows = finding_sheet(render(plan)[0])

    at = columns.FINDINGS_SHEET.index
    assert [row[0] for row in rows[1:]] == [line.id for line in plan.findings]
    # openpyxl does not undo the escape of an escape, see auditor/workbook/form/texts.py
    assert [str(row[at("該当HTML（抜粋）")] or "").replace("x005F_", "") for row in rows[1:]] == [
        line.snippet for line in plan.findings
    ]
    assert [row[at("件数")] for row in rows[1:]] == list(range(200))
    assert rows[1][at("検出日")].date().isoformat() == plan.date  # type: ignore[attr-defined]


def test_beyond_the_limit_the_sheet_says_where_the_rest_is(plan: ImprovementPlan) -> None:
    rows = finding_sheet(render(plan, most=50)[0])

    assert len(rows) == 1 + 1 + 50
    assert rows[1][0] == "（注記）"
    assert "全200件のうち、先頭の50件" in "".join(str(cell or "") for cell in rows[1])
    assert "指摘一覧_全件.csv" in "".join(str(cell or "") for cell in rows[1])
    assert [row[0] for row in rows[2:]] == [line.id for line in plan.findings[:50]]


def test_the_csv_file_has_all_and_goes_when_it_is_no_longer_needed(
    plan: ImprovementPlan, tmp_path: Path
) -> None:
    csv_sheets.write(plan, tmp_path, most=50)

    assert (csv_rows(tmp_path / "指摘一覧_全件.csv"), csv_rows(tmp_path / "指摘一覧.csv")) == (201, 51)

    csv_sheets.write(plan, tmp_path)

    assert not (tmp_path / "指摘一覧_全件.csv").exists()


def test_the_plan_itself_is_never_cut(plan: ImprovementPlan) -> None:
    book = openpyxl.load_workbook(io.BytesIO(render(plan, most=3)[0]))

    assert book[columns.PLAN].max_row == 1 + len(plan.rows)


def test_the_package_counts_its_strings_rightly(plan: ImprovementPlan) -> None:
    with zipfile.ZipFile(io.BytesIO(render(plan)[0])) as package:
        strings = package.read("xl/sharedStrings.xml").decode()
        uses = sum(
            package.read(name).count(b't="s"') for name in package.namelist() if "worksheets/sheet" in name
        )

    assert f'count="{uses}" uniqueCount="{strings.count("<si>")}"' in strings


def table_cells(data: bytes) -> dict[str, list[tuple[object, ...]]]:
    book = openpyxl.load_workbook(io.BytesIO(data))
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}


def test_where_xlsxwriter_lays_out_its_parts_in_another_way_the_rows_are_written_one_by_one(
    plan: ImprovementPlan, monkeypatch: pytest.MonkeyPatch
) -> None:
    poured = table_cells(render(plan)[0])
    asked: list[Sequence[BulkRows]] = []

    def unknown(data: bytes, pours: Sequence[BulkRows]) -> bool:
        asked.append(pours)
        return False

    monkeypatch.setattr("auditor.workbook.write.writer.pourable", unknown)
    written = table_cells(render(plan)[0])

    assert len(asked[0]) > 1
    assert written == poured


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("xl/sharedStrings.xml", b" uniqueCount=", b" unique="),
        ("xl/worksheets/sheet1.xml", b'<row r="2"', b'<x:row r="2"'),
        ("xl/worksheets/sheet1.xml", b' s="', b" style='"),
        ("xl/worksheets/sheet1.xml", b"<dimension ", b"<size "),
    ],
)
def test_a_package_is_taken_for_a_new_one_when_any_of_what_pouring_relies_on_is_not_there(
    part: str, old: bytes, new: bytes
) -> None:
    buffer = io.BytesIO()
    book = Workbook(buffer, {"in_memory": True})
    pour = pour_table(book, CellWriter(book), columns.TRENDS_SHEET, [Row("1", ("",) * 8)], "題")
    book.close()
    data = buffer.getvalue()
    assert pour is not None

    assert package_bytes.pourable(data, [pour])
    assert not package_bytes.pourable(edited(data, part, old, new), [pour])
    assert not package_bytes.pourable(data, [replace(pour, part="xl/worksheets/a.xml")])


def edited(data: bytes, part: str, old: bytes, new: bytes) -> bytes:
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(result, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            assert name != part or old in content
            target.writestr(name, content.replace(old, new) if name == part else content)
    return result.getvalue()
