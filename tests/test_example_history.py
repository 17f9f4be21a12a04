"""The make-believe quarters of the examples: what was changed since is still there to be undone."""

import importlib.util
import sys
from datetime import date
from pathlib import Path
from types import ModuleType

import openpyxl
import pytest
from plan_samples import material

from auditor.plan.improvement import build
from auditor.targets.reader import load
from auditor.workbook.write.writer import write

EXAMPLES = Path(__file__).parent.parent / "examples"


@pytest.fixture(scope="module")
def history() -> ModuleType:
    spec = importlib.util.spec_from_file_location("example_history", EXAMPLES / "history.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["example_history"] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("at", [0, 1])
def test_the_sites_as_they_were_differ_in_the_changes_alone(
    history: ModuleType, tmp_path: Path, at: int
) -> None:
    targets = load(history.site_as_it_was(tmp_path, at))

    for change in history.CHANGES:
        before = (tmp_path / "examples" / change.file).read_text(encoding="utf-8")
        today = (EXAMPLES / change.file).read_text(encoding="utf-8")
        assert today.replace(change.now, change.before[at], 1) == before
    assert {site.id for site in targets.sites} == {site.id for site in load(EXAMPLES / "targets.yaml").sites}
    assert {site.probes for site in targets.sites} == {"none"}


def test_each_kind_of_verdict_has_its_change(history: ModuleType) -> None:
    kinds = {(c.before[0] == c.now, c.before[1] == c.now) for c in history.CHANGES}

    assert (True, False) in kinds, "there, away, there again: 再発"
    assert (False, False) in kinds, "never as today: 新規, or 改善確認済 since"


def test_the_quarters_are_the_two_before_today(history: ModuleType) -> None:
    assert history.earlier(date(2026, 11, 22)) == ("2026Q2", "2026Q3")
    assert history.earlier(date(2027, 2, 1)) == ("2026Q3", "2026Q4")


def test_answers_stand_beside_the_issue_they_are_about(history: ModuleType, tmp_path: Path) -> None:
    book = write(build(material()), tmp_path / "計画書.xlsx").path
    back = tmp_path / "返送.xlsx"
    answers = {"コントラスト": {"担当部署": "広報課", "対応期限": "{due}"}}

    assert history.fill_in(book, back, answers, "2026/11/1")
    assert not history.fill_in(book, tmp_path / "x.xlsx", {"無い言葉": {"備考": "x"}}, "")

    sheet = openpyxl.load_workbook(back)["改善計画"]
    at = {str(cell.value): cell.column for cell in sheet[1]}
    (row,) = [r for r in range(2, sheet.max_row + 1) if sheet.cell(r, at["担当部署"]).value]
    assert "コントラスト" in str(sheet.cell(row, at["指摘内容（何が問題か）"]).value)
    assert sheet.cell(row, at["対応期限"]).value == "2026/11/1"


def test_a_folder_with_results_is_left_alone(
    history: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "auditor.sqlite").write_bytes(b"")
    monkeypatch.setattr(sys, "argv", ["history.py", "--reports", str(tmp_path)])

    assert history.main() == 0
    assert [path.name for path in tmp_path.iterdir()] == ["auditor.sqlite"]
