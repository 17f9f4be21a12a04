"""Linked data files in a run: fetched politely, read, judged, stored, and never fetched twice."""

import contextlib
import csv
import io
import json
import threading
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import openpyxl
import psutil
import pytest
from running import CYCLE, Desk, auditor, family, left_alive, start_auditor
from servers import Reply, SiteServer

PAGE = """<!DOCTYPE html><html lang="ja"><head><meta charset="utf-8"><title>統計</title></head><body><main>
<h1>統計データ</h1><p>更新日：2026年9月1日</p><h2>人口</h2><ul>
<li><a href="/a.xlsx">市の人口（Excel：5KB）</a> 令和7年度</li>
<li><a href="/b.xlsx">町の人口（Excel：5KB）</a></li>
<li><a href="/documents/d/soumu/jinkou">人口（CSV：1KB）</a></li>
<li><a href="/gone.csv">古い人口（CSV：1KB）</a></li>
<li><a href="/large.csv">大きな表（CSV）</a></li>
</ul></main></body></html>"""


def merged() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in (
        ["区", "人口（人）"],
        ["千代田区", 68000],
        ["中央区", 179000],
        ["港区", 266000],
        ["新宿区", 350000],
    ):
        sheet.append(row)
    sheet.merge_cells("A2:A3")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


class Tagged:
    """A file with a validator and parts, as an ordinary server sends it."""

    def __init__(self, body: bytes, media: str, *more: tuple[str, str]) -> None:
        self.body, self.media, self.more = body, media, more
        self.sent: list[int] = []
        self.asked: Callable[[], None] = lambda: None

    def __call__(self, server: SiteServer, connection: Any, request: Any) -> bool:
        self.asked()
        lines = (("Content-Type", self.media), ("ETag", '"1"'), *self.more)
        if request.headers.get("if-none-match") == '"1"':
            self.sent.append(0)
            return server.send(Reply(b"", 304, lines), connection, request)
        asked = request.headers.get("range", "").removeprefix("bytes=").partition("-")
        if not asked[1]:
            self.sent.append(len(self.body))
            return server.send(Reply(self.body, 200, lines), connection, request)
        first, last = int(asked[0]), min(int(asked[2] or len(self.body)), len(self.body) - 1)
        part = self.body[first : last + 1]
        self.sent.append(len(part))
        whole = f"bytes {first}-{last}/{len(self.body)}"
        return server.send(Reply(part, 206, (*lines, ("Content-Range", whole))), connection, request)


CSV = "区,人口（人）\r\n千代田区,68000\r\n中央区,179000\r\n港区,266000\r\n".encode("utf-8-sig")
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NAMED = ("Content-Disposition", "attachment; filename*=UTF-8''%E4%BA%BA%E5%8F%A3.csv")


@pytest.fixture(scope="module")
def audited(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Desk, dict[str, Any]]]:
    desk = Desk(tmp_path_factory.mktemp("files"), defaults={"file_mb": 1})
    files = {
        "/a.xlsx": Tagged(merged(), EXCEL),
        "/b.xlsx": Tagged(merged() + b"", EXCEL),
        "/documents/d/soumu/jinkou": Tagged(CSV, "application/octet-stream", NAMED),
        "/large.csv": Tagged(b"a,b\r\n" + b"1,2\r\n" * 300_000, "text/csv"),
    }
    page = Reply(PAGE.encode(), 200, (("Content-Type", "text/html; charset=utf-8"),))
    with SiteServer({"/": page, **files}) as server:
        desk.write(soumu=server.url("/"))
        done = desk.run()
        assert done.code == 0, done.err
        yield desk, {"server": server, **files}


def findings(desk: Desk, *arguments: str) -> list[dict[str, Any]]:
    done = auditor("export", "--reports", desk.reports, *arguments)
    return [json.loads(line) for line in done.out.splitlines()]


def test_files_are_judged_by_the_rules_of_the_file_command(audited: tuple[Desk, dict[str, Any]]) -> None:
    desk, _ = audited

    found = {(one["url"].rsplit("/", 1)[1], one["rule"], one.get("where")) for one in findings(desk)}

    assert ("a.xlsx", "opendata/merged-cells", "Sheet!A2:A3") in found
    assert ("b.xlsx", "opendata/merged-cells", "Sheet!A2:A3") in found


def test_files_with_one_defect_are_one_row_of_the_plan(audited: tuple[Desk, dict[str, Any]]) -> None:
    desk, _ = audited

    rows = [one for one in findings(desk) if one["rule"] == "opendata/merged-cells"]

    assert len(rows) == 2
    assert len({one["issue"] for one in rows}) == 1


def test_every_file_rule_answers_for_every_file(audited: tuple[Desk, dict[str, Any]]) -> None:
    desk, _ = audited
    counts: Counter[str] = Counter()
    reasons: dict[str, set[str]] = {}

    for line in desk.lines():
        if line["kind"] == "assertion" and line["rule"].startswith("opendata/merged"):
            counts[line["url"].rsplit("/", 1)[1]] += 1
            reasons.setdefault(line["url"].rsplit("/", 1)[1], set()).add(line["reason"])

    assert {"a.xlsx", "b.xlsx", "jinkou", "large.csv"} <= set(counts)
    assert reasons["large.csv"] == {"no-file:too-large"}


def test_a_large_file_costs_its_first_bytes_only(audited: tuple[Desk, dict[str, Any]]) -> None:
    _, files = audited

    assert max(files["/large.csv"].sent[1:]) <= 65_536


def test_a_second_cycle_asks_and_is_told_that_nothing_changed(audited: tuple[Desk, dict[str, Any]]) -> None:
    desk, files = audited
    before = [{**one, "cycle": "", "issue": ""} for one in findings(desk) if "xlsx" in one["url"]]

    done = desk.run(cycle="2027Q1")

    after = [
        {**one, "cycle": "", "issue": ""}
        for one in findings(desk, "--cycle", "2027Q1")
        if "xlsx" in one["url"]
    ]
    assert done.code == 0
    assert files["/a.xlsx"].sent[-1] == 0
    assert after == before


def test_the_sheet_tells_name_form_size_score_and_state_of_each_link(
    audited: tuple[Desk, dict[str, Any]],
) -> None:
    desk, _ = audited
    (path,) = (desk.reports / CYCLE / "CSV").rglob("オープンデータリンク.csv")

    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = {row["リンク先URL"].rsplit("/", 1)[1]: row for row in csv.DictReader(file)}

    excel, named, gone, large = (rows[name] for name in ("a.xlsx", "jinkou", "gone.csv", "large.csv"))
    assert (excel["データセット名"], excel["形式"], excel["HTTP状態"]) == (
        "市の人口（Excel：5KB）",
        "Excel",
        "200",
    )
    assert "結合" in excel["機械判読性の点検結果"] and "L1" in excel["機械判読性の点検結果"]
    assert excel["管理番号"]
    assert (named["形式"], named["文字コード"], named["サイズ(byte)"]) == ("CSV", "utf-8-sig", str(len(CSV)))
    assert (gone["判定"], gone["HTTP状態"], gone["リンク切れ開始期"]) == ("リンク切れ", "404", CYCLE)
    assert "大きすぎる" in large["機械判読性の点検結果"]


def test_the_indicators_tell_dead_links_readable_files_and_what_is_not_known(
    audited: tuple[Desk, dict[str, Any]],
) -> None:
    desk, _ = audited

    sheet = openpyxl.load_workbook(desk.workbook())["概要"]
    text = " ".join(str(cell) for row in sheet.iter_rows(values_only=True) for cell in row)

    assert "オープンデータ リンク切れ率" in text and "1 ÷ 確かめた5ファイル" in text
    assert "÷ 中身を点検した3ファイル" in text
    assert "データカタログの写しがない" in text


@pytest.mark.parametrize("moment", [pytest.param(1, marks=pytest.mark.soak), 4])
def test_a_run_killed_among_its_files_ends_with_equal_bytes(
    audited: tuple[Desk, dict[str, Any]], tmp_path: Path, moment: int
) -> None:
    desk, files = audited
    again = Desk(tmp_path, defaults=desk.defaults)
    again.write(soumu=files["server"].url("/"))
    now = threading.Event()
    asked = [moment]

    def count() -> None:
        asked[0] -= 1
        if asked[0] == 0:
            now.set()

    routes = [route for route in files.values() if isinstance(route, Tagged)]
    for route in routes:
        route.asked = lambda: count() if "range" in route_range(files) else None
    run = start_auditor("run", again.targets, "--reports", again.reports, "--cycle", CYCLE, "--workers", "1")
    assert now.wait(180)
    children = family(run.pid)
    for process in children:
        with contextlib.suppress(psutil.NoSuchProcess):
            process.kill()
    run.kill()
    run.communicate()
    assert left_alive(children) == []
    for route in routes:
        route.asked = lambda: None

    assert again.run(workers=1).code == 0

    arguments = ("export", "--all", "--cycle", CYCLE, "--reports")
    mine, theirs = auditor(*arguments, again.reports).data, auditor(*arguments, desk.reports).data
    assert mine.splitlines() == theirs.splitlines()
    with zipfile.ZipFile(again.workbook()) as one, zipfile.ZipFile(desk.workbook()) as other:
        assert one.namelist() == other.namelist()
        assert [n for n in one.namelist() if one.read(n).split(b"<si>") != other.read(n).split(b"<si>")] == []


def route_range(files: dict[str, Any]) -> str:
    """Header names of the newest request: only the file phase asks for ranges."""
    return " ".join(files["server"].hits[-1].headers)
