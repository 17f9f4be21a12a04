"""`import auditor`: the names it promises, what they cost, and the recipes of docs/library.md."""

import json
import os
import re
import subprocess
import sys
import tomllib
from datetime import date
from pathlib import Path

import pytest
from running import CONTACT, html

import auditor

ROOT = Path(__file__).parents[1]
LIBRARY = (ROOT / "docs" / "library.md").read_text(encoding="utf-8")
PROMISED = [
    "Audited", "AuditorError", "BrowserError", "Certainty", "Fate", "FilesResult", "FindingRow", "Impact",
    "Outcome", "PageResult", "Reports", "Rule", "Rulebook", "StoreError", "TargetsError", "Verdict", "__version__",
    "audit_file", "audit_page", "load_rules", "open_reports", "run",
]  # fmt: skip


def python(source: str, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """Run a program in a fresh interpreter, outside the checkout's folder."""
    return subprocess.run(
        [sys.executable, "-c", source, *arguments], capture_output=True, text=True, check=False, cwd="/",
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip


def loaded_after(statement: str) -> set[str]:
    """Top-level packages that a program has loaded after the statement."""
    done = python(f"import sys\n{statement}\nprint(*{{name.partition('.')[0] for name in sys.modules}})")
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split())


def recipes(text: str) -> list[str]:
    return re.findall(r"^```python\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def test_the_surface_is_exactly_this_list() -> None:
    assert auditor.__all__ == PROMISED
    assert set(PROMISED) <= set(dir(auditor))


def test_every_promised_name_is_there_and_in_the_document() -> None:
    missing = [name for name in PROMISED if getattr(auditor, name, None) is None]

    assert missing == []
    assert [name for name in PROMISED if name != "__version__" and f"`{name}" not in LIBRARY] == []


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="audit_pages"):
        auditor.audit_pages  # noqa: B018


def test_the_import_loads_no_heavy_library() -> None:
    loaded = loaded_after("import auditor")

    assert "auditor" in loaded
    assert loaded.isdisjoint({"pandas", "numpy", "playwright", "lxml", "httpx", "openpyxl", "msgspec"})


def test_words_and_rules_load_neither_browser_nor_pandas() -> None:
    loaded = loaded_after("import auditor; auditor.Certainty; auditor.load_rules(); auditor.audit_page")

    assert loaded.isdisjoint({"pandas", "playwright"})


def test_auditing_a_file_does_not_load_pandas(tmp_path: Path) -> None:
    path = tmp_path / "一覧.csv"
    path.write_text("番号,名前\n1,港\n", encoding="utf-8")

    loaded = loaded_after(f"import auditor; auditor.audit_file({str(path)!r})")

    assert "pandas" not in loaded


def test_the_page_command_does_not_load_pandas() -> None:
    assert "pandas" not in loaded_after("import auditor.cli, auditor.commands.page")


def test_the_package_says_that_it_is_typed_and_types_what_it_promises(tmp_path: Path) -> None:
    sample = tmp_path / "sample.py"
    sample.write_text(
        """from typing import assert_type

import pandas as pd

import auditor

result = auditor.audit_page("page.html", standards=["wcag-2.2-aa"], lang="en")
assert_type(result, auditor.PageResult)
assert_type(result.fate, auditor.Fate)
assert_type(result.rows[0].certainty, auditor.Certainty)
assert_type(auditor.audit_file("a.csv", "b.pdf"), auditor.FilesResult)
assert_type(auditor.run("targets.yaml", reports="reports"), auditor.Audited)
with auditor.open_reports("reports") as reports:
    assert_type(reports, auditor.Reports)
    assert_type(reports.kpis(cycle=["2026Q3", "2026Q4"]), pd.DataFrame)
assert_type(auditor.load_rules()["axe/image-alt"], auditor.Rule)
auditor.audit_page("page.html", lang="fr")  # type: ignore[arg-type]
""",
        encoding="utf-8",
    )

    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--config-file", str(ROOT / "pyproject.toml"), str(sample)],
        capture_output=True, text=True, check=False, cwd=ROOT,
        env={**os.environ, "MYPYPATH": str(ROOT)},
    )  # fmt: skip

    assert (ROOT / "auditor" / "py.typed").exists()
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_version_of_the_package_is_the_one_it_says() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

    assert project["version"] == auditor.__version__


def test_html_as_bytes_is_audited_at_the_address_given() -> None:
    day = date(2026, 11, 20)

    result = auditor.audit_page(
        b'<html lang="ja"><head><title>x</title></head><body><main><h1>x</h1><img src="a.png"></main>',
        base="https://www.example.lg.jp/",
        today=day,
    )

    assert result.fate is auditor.Fate.OK
    assert "axe/image-alt" in {row.rule for row in result.rows}
    assert result.report.day == day.isoformat()


def test_errors_are_one_clear_line(tmp_path: Path) -> None:
    for call in (
        lambda: auditor.audit_page(tmp_path / "無い.html"),
        lambda: auditor.audit_page("-"),
        lambda: auditor.audit_page(tmp_path / "x.html", base="https://www.example.lg.jp/"),
        lambda: auditor.audit_file(),
        lambda: auditor.audit_file(tmp_path / "無い.csv"),
        lambda: auditor.audit_file(tmp_path, standards="iso-9001"),
        lambda: auditor.run(tmp_path / "無い.yaml", reports=tmp_path / "reports"),
    ):
        with pytest.raises(auditor.AuditorError) as error:
            call()
        assert len(str(error.value).splitlines()) == 1
        assert "ください" in str(error.value) or "。" in str(error.value)


def test_a_filter_that_names_nothing_starts_nothing(tmp_path: Path) -> None:
    _targets(tmp_path)

    with pytest.raises(auditor.AuditorError, match="minato"):
        auditor.run(tmp_path / "targets.yaml", reports=tmp_path / "reports", bureau="minato")

    assert not (tmp_path / "reports").exists()


def test_the_recipes_of_the_document_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "page.html").write_text(html(body='<p><img src="a.png"></p>'), encoding="utf-8")
    _targets(tmp_path)
    monkeypatch.chdir(tmp_path)
    page, whole, tables = recipes(LIBRARY)

    for recipe in (page, whole, tables):
        exec(compile(recipe, "docs/library.md", "exec"), {"__name__": "__main__"})

    said = capsys.readouterr().out
    assert re.search("^.*img.*→.*代替テキスト|^.*img.*→.*alt", said, re.MULTILINE)
    assert "問題あり 1件" in said
    assert "総務局" in said
    assert "bureau" in said and "soumu" in said
    assert list((tmp_path / "reports").glob("*/改善計画書_*_総務局.xlsx"))


def _targets(folder: Path) -> None:
    site = folder / "site"
    site.mkdir()
    (site / "index.html").write_text(html(body='<p><img src="a.png"></p>'), encoding="utf-8")
    written = {
        "organisation": "試験都", "contact": CONTACT,
        "defaults": {"selection": "all", "delay": 0, "probes": "none"},
        "bureaus": [
            {"id": "soumu", "name": "総務局", "sites": [{"id": "top", "name": "総務局", "start": "site/"}]}
        ],
    }  # fmt: skip
    (folder / "targets.yaml").write_text(json.dumps(written, ensure_ascii=False), encoding="utf-8")
