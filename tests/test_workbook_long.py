"""A long finding list: the sheet shows its first rows, says where the rest is, and a CSV file has all."""

import csv
import io
import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from plan_samples import material

from auditor.model import ImprovementPlan
from auditor.plan.improvement import build
from auditor.workbook.form import columns
from auditor.workbook.write import csv_sheets
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
    return replace(made, findings=lines, findings_total=len(lines))


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
