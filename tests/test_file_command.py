"""`auditor file`: what was not judged is never a pass, and its reports speak of files."""

import json
import os
import random
from pathlib import Path

import openpyxl
import pytest
from running import Done, auditor

GOOD = "番号,施設名,利用者数（人）\n1,みどり図書館,120\n2,みなと図書館,95\n"
POOR = "番号, 施 設 名,利用者数\n1,みどり図書館 ,１２０人\n\n2,みなと図書館,95\n"


def audit(tmp_path: Path, *paths: Path, gate: str = "review") -> tuple[Done, list[dict[str, object]]]:
    lines = tmp_path / "lines.jsonl"
    done = auditor(
        "file", *paths, "--no-open", "--html", tmp_path / "r.html", "--json", lines, "--fail-on", gate,
        "--xlsx", tmp_path / "r.xlsx",
    )  # fmt: skip
    return done, [json.loads(line) for line in lines.read_text().splitlines()]


@pytest.mark.parametrize("name", ["a.xlsx", "a.pdf", "a.csv", "a", "a.docx", "a.zip", "写真.png"])
def test_bytes_that_are_no_file_of_any_form_never_pass(name: str, tmp_path: Path) -> None:
    noise = random.Random(name).randbytes(5_000)
    (tmp_path / name).write_bytes(b"\x02" + noise)

    done, lines = audit(tmp_path, tmp_path / name)

    assert done.code in (1, 3), done.out
    assert lines, "JSON readers learn of it too"
    assert "機械で見つかる問題はありませんでした" not in done.out + (tmp_path / "r.html").read_text()


def test_a_form_whose_content_no_rule_knows_is_no_pass(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<!DOCTYPE html><html lang=ja><title>お知らせ</title><p>お知らせ</html>")

    done, (line,) = audit(tmp_path, tmp_path / "a.html")

    assert done.code == 3
    assert "auditor page で検査" in done.err
    assert (line["kind"], line["title"]) == ("page", "a.html")


def test_one_file_of_several_that_was_not_judged_is_named_and_fails_the_gate(tmp_path: Path) -> None:
    (tmp_path / "good.csv").write_text(GOOD)
    (tmp_path / "noise.bin").write_bytes(random.Random(1).randbytes(3_000))

    done, lines = audit(tmp_path, tmp_path / "good.csv", tmp_path / "noise.bin", gate="definite")

    assert done.code == 3
    assert [line["title"] for line in lines if line["kind"] == "page"] == ["noise.bin"]
    assert "noise.bin" in done.err and len(done.err.splitlines()) == 1
    assert "noise.bin" in (tmp_path / "r.html").read_text()


def test_reports_of_files_speak_of_files_name_them_and_explain_the_scores(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(POOR)
    (tmp_path / "b.csv").write_text(POOR.replace("95", "９５"))

    done, _ = audit(tmp_path, tmp_path / "a.csv", tmp_path / "b.csv", gate="definite")

    report = (tmp_path / "r.html").read_text()
    assert "<h1>ファイル検査の結果</h1>" in report
    assert "ページ検査" not in report and "ページを編集する職員" not in report + done.out
    assert "ファイルを作成する職員" in done.out
    assert "a.csv: " in report and "b.csv: " in report
    for words in (done.out.replace("\n  ", ""), report):
        assert "機械可読性: L1 " in words and "（a.csv）" in words and "（b.csv）" in words
        assert "点は0〜100" in words
    cells = [cell for row in openpyxl.load_workbook(tmp_path / "r.xlsx")["概要"].iter_rows(values_only=True)
             for cell in row if isinstance(cell, str)]  # fmt: skip
    assert any("検査2ファイル" in cell for cell in cells)
    assert not [cell for cell in cells if "ページ" in cell or "令和-" in cell]


def test_files_with_one_name_in_two_folders_are_told_apart(tmp_path: Path) -> None:
    for folder in ("2025", "2026"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "人口.csv").write_text(POOR)

    audit(tmp_path, tmp_path / "2025/人口.csv", tmp_path / "2026/人口.csv", gate="definite")

    report = (tmp_path / "r.html").read_text()
    assert f"file://{tmp_path}/2025/人口.csv" in report and f"file://{tmp_path}/2026/人口.csv" in report


def test_an_empty_file_is_a_finding_and_a_file_without_permission_one_line(tmp_path: Path) -> None:
    (tmp_path / "empty.csv").write_bytes(b"")
    (tmp_path / "locked.csv").write_text(GOOD)
    (tmp_path / "locked.csv").chmod(0)

    empty, _ = audit(tmp_path, tmp_path / "empty.csv", gate="definite")

    assert empty.code == 1 and "開けないファイル" in empty.out
    if os.geteuid():  # root reads everything
        locked = auditor("file", tmp_path / "locked.csv")
        assert (locked.code, len(locked.err.splitlines())) == (2, 1)
        assert "読む権限がありません" in locked.err
