"""`auditor file PATH…`: files before they are published, with the report of a page."""

import json
from pathlib import Path

import openpyxl
import pytest

from auditor.cli import main

BAD = '都道府県,人口（千人）\r\n北海道,"5,092"\r\n青森県,1175\r\n岩手県,1162\r\n'


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_bytes(text.encode("utf-8-sig"))
    return path


def test_a_file_gets_a_summary_and_a_report(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(tmp_path, "jinkou.csv", BAD)

    code = main(["file", str(path), "--html", str(tmp_path / "r.html"), "--no-open"])

    out = capsys.readouterr().out
    assert code == 0
    assert "単位や記号の付いた数値" in out and "L2 0点" in out
    assert "2行2列" in (tmp_path / "r.html").read_text(encoding="utf-8")


def test_json_lines_name_the_place(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(tmp_path, "jinkou.csv", BAD)

    main(["file", str(path), "--html", str(tmp_path / "r.html"), "--no-open", "--json", "-"])

    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    (number,) = [one for one in found if one["rule"] == "opendata/number-as-text"]
    assert number["where"] == "2行2列" and number["url"] == path.resolve().as_uri()
    assert "selector" not in number


def test_fail_on_decides_the_exit_code(tmp_path: Path) -> None:
    path = write(tmp_path, "jinkou.csv", BAD)

    asked = ["file", str(path), "--html", str(tmp_path / "r.html"), "--no-open", "--fail-on"]

    assert main([*asked, "definite"]) == 1


def test_a_damaged_file_is_a_finding_and_the_others_are_judged(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"PK\x03\x04 broken")
    write(tmp_path, "b.csv", BAD)

    code = main(["file", str(tmp_path), "--html", str(tmp_path / "r" / "r.html"), "--no-open", "--json", "-"])

    rules = {json.loads(line)["rule"] for line in capsys.readouterr().out.splitlines()}
    assert code == 0
    assert {"opendata/file-unreadable", "opendata/number-as-text"} <= rules


def test_a_file_that_is_not_there_is_one_clear_line(capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["file", "ない.csv"])

    assert code == 2
    assert capsys.readouterr().err == "ない.csv: ファイルがありません。名前と場所を確かめてください。\n"


def test_the_workbook_of_files_lists_them_with_their_points(tmp_path: Path) -> None:
    path = write(tmp_path, "jinkou.csv", BAD)
    made = tmp_path / "r" / "plan.xlsx"

    asked = [
        "--html",
        str(tmp_path / "r" / "r.html"),
        "--no-open",
        "--base",
        "https://www.example.lg.jp/data/",
    ]
    code = main(["file", str(path), *asked, "--xlsx", str(made)])

    book = openpyxl.load_workbook(made)
    links = [
        row for row in book["オープンデータリンク"].iter_rows(values_only=True) if row[0] == "jinkou.csv"
    ]
    plan = [row for row in book["改善計画"].iter_rows(values_only=True) if "単位や記号" in str(row)]
    assert code == 0
    assert [(row[2], row[3], row[8]) for row in links] == [
        ("https://www.example.lg.jp/data/jinkou.csv", "CSV", "utf-8-sig")
    ]
    assert "L2 0点" in str(links[0][9]) and "5つ星は0" in str(links[0][9])
    assert len(plan) == 1
