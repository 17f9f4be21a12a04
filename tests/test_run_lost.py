"""Evidence that our side lost: never an answer about the site, tried again, and said wherever results are read."""

import contextlib
import csv
import io
import os
import signal
import socket
import struct
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from loaded import load
from running import CYCLE, Desk, Done, auditor, html, start_auditor
from servers import Reply, Request, SiteServer, page

from auditor.criteria import profile
from auditor.evaluate.file_rules import judge_file
from auditor.gather.audit import GIVE_UP
from auditor.judge.judge import Judge, Judged
from auditor.judge.kept_files import read_kept
from auditor.model import (
    READING_LOST,
    Assertion,
    Capture,
    Fate,
    Missing,
    Outcome,
    Reason,
    Site,
)
from auditor.read.child import VERSION
from auditor.read.facts import FileFacts
from auditor.rule import File
from auditor.store import FileStore

NEXT = "2027Q1"
needs_proc = pytest.mark.skipif(sys.platform != "linux", reason="kills processes that /proc shows")
RULE = "opendata/merged-cells"
PAGE = "http://example.localhost/"
PROFILE = profile(["jis-x-8341-3-2016-aa"])


def table(*notes: str) -> bytes:
    """A workbook with merged cells among its data."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in (
        ["区", "人口（人）"],
        ["千代田区", 68000],
        ["中央区", 179000],
        ["港区", 266000],
        *map(list, zip(notes)),
    ):
        sheet.append(row)
    sheet.merge_cells("A2:A3")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def folder_site(folder: Path) -> Desk:
    (folder / "site").mkdir(parents=True)
    (folder / "site" / "a.xlsx").write_bytes(table())
    (folder / "site" / "b.csv").write_bytes("区,人口\r\n港区,266000\r\n新宿区,350000\r\n".encode("utf-8-sig"))
    links = '<ul><li><a href="a.xlsx">区の人口（Excel：5KB）</a></li><li><a href="b.csv">人口（CSV：1KB）</a></li></ul>'
    (folder / "site" / "index.html").write_text(html("./", body=links))
    desk = Desk(folder)
    desk.write(site="site/")
    return desk


def change(desk: Desk) -> None:
    """Publish the workbook anew, with the defect it had."""
    (desk.folder / "site" / "a.xlsx").write_bytes(table("令和9年1月1日現在"))


def run_while_readers_are_killed(desk: Desk, cycle: str, most: int = 1_000) -> tuple[Done, int]:
    """Run with each process that reads a file killed as soon as it is there, up to `most`; how many were."""
    run = start_auditor("run", desk.targets, "--reports", desk.reports, "--cycle", cycle, "--workers", "1")
    killed: set[int] = set()
    while run.poll() is None:
        for worker in children(run.pid):
            for child in children(worker):
                if len(killed) < most and child not in killed and reads_a_file(child):
                    with contextlib.suppress(ProcessLookupError):
                        os.kill(child, signal.SIGKILL)
                        killed.add(child)
        time.sleep(0.001)
    out, err = run.communicate()
    return Done(run.returncode, out.decode(), err.decode()), len(killed)


def children(pid: int) -> list[int]:
    """What a process has started; psutil looks at every process of the machine for that."""
    found: list[int] = []
    for path in Path(f"/proc/{pid}/task").glob("*/children"):
        with contextlib.suppress(OSError):
            found += map(int, path.read_text().split())
    return found


def reads_a_file(pid: int) -> bool:
    with contextlib.suppress(OSError):
        return b"auditor.read.worker" in Path(f"/proc/{pid}/cmdline").read_bytes()
    return False


def outcomes(desk: Desk, name: str, cycle: str) -> dict[str, tuple[str, str]]:
    """Rule → outcome and reason of a file."""
    return {
        line["rule"]: (line["outcome"], line["reason"])
        for line in desk.lines("--cycle", cycle)
        if line["kind"] == "assertion" and line["url"].endswith(name)
    }


def issues_of(desk: Desk, name: str, rule: str = "") -> set[str]:
    """管理番号 of what the first quarter found in a file or page."""
    lines = [line for line in desk.lines("--cycle", CYCLE) if line["kind"] == "finding"]
    return {one["issue"] for one in lines if one["url"].endswith(name) and one["rule"].startswith(rule)}


def verdicts(desk: Desk, numbers: set[str]) -> dict[str, tuple[str, str]]:
    """管理番号 → verdict and comment in the second quarter."""
    path = desk.reports / NEXT / "CSV" / "soumu局" / "改善計画.csv"
    rows = csv.DictReader(io.StringIO(path.read_text("utf-8-sig")))
    return {row["管理番号"]: (row["判定"], row["監査コメント"]) for row in rows if row["管理番号"] in numbers}


def export(desk: Desk, cycle: str) -> bytes:
    return auditor("export", "--all", "--cycle", cycle, "--reports", desk.reports).data


@pytest.fixture(scope="module")
def quarters(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Desk, Desk, Done, int]]:
    """Two bureaus' desks after two quarters; the second quarter of the first was disturbed."""
    desks = []
    for name in ("disturbed", "quiet"):
        desk = folder_site(tmp_path_factory.mktemp(name))
        assert desk.run(workers=1).code == 0
        change(desk)
        desks.append(desk)
    disturbed, quiet = desks
    assert quiet.run(cycle=NEXT, workers=1).code == 0
    done, killed = run_while_readers_are_killed(disturbed, NEXT)
    yield disturbed, quiet, done, killed


@needs_proc
def test_a_file_whose_reader_is_killed_is_untested_by_every_rule(
    quarters: tuple[Desk, Desk, Done, int],
) -> None:
    desk, _, done, killed = quarters

    found = outcomes(desk, "a.xlsx", NEXT)

    assert (done.code, killed > 1) == (0, True), done.err
    assert found[RULE] == ("untested", "child-killed")
    assert {outcome for rule, (outcome, reason) in found.items() if reason != "standard"} == {"untested"}


@needs_proc
def test_nothing_is_mended_by_our_own_trouble_and_the_plan_says_why(
    quarters: tuple[Desk, Desk, Done, int],
) -> None:
    desk, _, done, _ = quarters

    alone = verdicts(desk, issues_of(desk, "a.xlsx", RULE))
    shared = verdicts(desk, issues_of(desk, "a.xlsx") & issues_of(desk, "b.csv"))

    assert [verdict for verdict, _ in alone.values()] == ["未確認"]
    assert [verdict for verdict, _ in shared.values()] == ["残存"]
    assert all("検査でき" in comment for _, comment in (*alone.values(), *shared.values()))
    told = "1ファイル（理由: ファイルを読む処理が途中で止まった 1）"
    sheet = openpyxl.load_workbook(desk.workbook(NEXT))["概要"]
    overview = " ".join(str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell)
    for text in (done.err, desk.index(NEXT), overview.replace(" 　", "").replace("\n", "")):
        assert told in text
        assert "もう一度実行" in text


@needs_proc
def test_the_next_run_reads_again_and_ends_as_if_nothing_had_happened(
    quarters: tuple[Desk, Desk, Done, int],
) -> None:
    desk, quiet, _, _ = quarters

    again = desk.run(cycle=NEXT, workers=1)

    assert again.code == 0
    assert "情報がそろわず" not in again.err
    assert export(desk, NEXT) == export(quiet, NEXT)
    assert {verdict for verdict, _ in verdicts(desk, issues_of(desk, "a.xlsx")).values()} == {"残存"}
    assert "情報がそろわず" not in desk.index(NEXT)


@needs_proc
def test_a_file_whose_reader_is_killed_once_is_read_again_by_the_same_run(tmp_path: Path) -> None:
    desk = folder_site(tmp_path)

    done, killed = run_while_readers_are_killed(desk, CYCLE, most=1)

    assert (done.code, killed) == (0, 1), done.err
    assert "情報がそろわず" not in done.err
    assert outcomes(desk, "a.xlsx", CYCLE)[RULE] == ("failed", "")


def reset(server: SiteServer, connection: socket.socket, request: Request) -> bool:
    """Break the connection off, as a network in trouble does."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    return False


def test_where_pages_fail_again_in_a_row_the_others_wait_for_the_next_run(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    names = [f"/{number}" for number in range(8)]
    with SiteServer({"/": page(html()), **dict.fromkeys(names, reset)}) as server:
        desk.write(site={"start": server.url(), "urls": [server.url(name) for name in ("/", *names)]})
        done = desk.run(workers=1)
        asked = Counter(hit.path for hit in server.hits)

    assert done.code == 3
    assert {desk.fates("site")[name] for name in names} == {"connection"}
    least = min(asked[name] for name in names)
    assert sum(asked[name] > least for name in names) == GIVE_UP


class Slow:
    """A page that answers late at the visits of these numbers, counted from 1."""

    def __init__(self, reply: Reply, *late: int) -> None:
        self.reply, self.late, self.count = reply, late, 0
        self._lock = threading.Lock()

    def __call__(self, server: SiteServer, connection: Any, request: Any) -> bool:
        with self._lock:
            self.count += 1
            number = self.count
        if number in self.late:
            time.sleep(9)
        return server.send(self.reply, connection, request)


@pytest.mark.parametrize(("late", "code"), [((2,), 0), ((2, 3), 3)])
def test_a_page_that_came_too_late_is_visited_once_more_at_the_end(
    tmp_path: Path, late: tuple[int, ...], code: int
) -> None:
    desk = Desk(tmp_path, defaults={"page_seconds": 5})
    slow = Slow(page(html("/")), *late)  # the first request is the crawl's
    with SiteServer({"/": page(html("/slow")), "/slow": slow}) as server:
        desk.write(site=server.url())

        first = desk.run(workers=1)
        fates = desk.fates("site")
        second = desk.run(workers=1)

    assert first.code == code
    assert fates["/slow"] == ("ok" if code == 0 else "timeout")
    assert ("もう一度実行すると" in first.err) == (code != 0)
    assert second.code == 0
    assert desk.fates("site")["/slow"] == "ok"


def test_a_page_that_is_not_drawn_any_more_confirms_no_repair(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    drawn = html(body='<p><img src="/a.png" width="40" height="40"></p>')
    routes = {"/": page(drawn)}
    with SiteServer(routes) as server:
        desk.write(site={"start": server.url(), "urls": [server.url()]})
        assert desk.run(workers=1).code == 0
        server.routes["/"] = page('<!DOCTYPE html><html lang="ja"><title>試験ページ</title><body></body>')
        assert desk.run(cycle=NEXT, workers=1).code == 0

    found = verdicts(desk, issues_of(desk, "/", "axe/image-alt"))
    assert [verdict for verdict, _ in found.values()] == ["未確認"]


def test_what_our_reading_process_failed_is_not_kept_with_the_file(tmp_path: Path) -> None:
    data = b"[" + b"0," * 11_000_000 + b"0]"  # more than the reader takes

    with contextlib.closing(FileStore(tmp_path / "files.sqlite")) as kept:
        large = read_kept(kept, "aa", "a.json", data)
        small = read_kept(kept, "bb", "b.json", b"[0]")

        assert (large.problem if large else "", kept.facts("aa", "a.json", VERSION)) == ("too-large", None)
        assert small and kept.facts("bb", "b.json", VERSION)


def test_every_rule_is_untested_on_a_file_that_our_reading_process_failed() -> None:
    rules = load().of_kind("file")
    lost = [FileFacts("a.csv", 9, "csv", problem, "SIGKILL") for problem in sorted(READING_LOST)]

    made = [judge_file(File(facts), rules, PROFILE) for facts in lost]

    for problem, assertions in zip(sorted(READING_LOST), made, strict=True):
        asked = [one for one in assertions if one.reason != "standard"]
        assert len(asked) > 30
        assert {(one.outcome, one.reason) for one in asked} == {(Outcome.UNTESTED, f"{problem}:SIGKILL")}


def test_a_damaged_file_is_a_finding_and_leaves_every_other_rule_without_an_answer() -> None:
    made = judge_file(File(FileFacts("a.xlsx", 9, "xlsx", "damaged")), load().of_kind("file"), PROFILE)

    said = {one.rule: one for one in made}
    assert said["opendata/file-unreadable"].outcome is Outcome.FAILED
    assert (said[RULE].outcome, said[RULE].reason) == (Outcome.UNTESTED, "unreadable:damaged")
    assert Outcome.INAPPLICABLE not in {one.outcome for one in made if one.reason != "standard"}


def test_a_rule_that_compares_files_waits_for_the_one_that_could_not_be_read() -> None:
    facts = FileFacts("a_202404.xlsx", 9, "xlsx")
    beside = FileFacts("a_202304.xlsx", 9, "xlsx", Reason.MEMORY)
    rules = [load()["opendata/layout-changes"]]

    (waiting,) = judge_file(File(facts, siblings=(beside,)), rules, PROFILE)
    (judged,) = judge_file(File(facts, siblings=(replace(beside, problem=""),)), rules, PROFILE)

    assert (waiting.outcome, waiting.reason) == (Outcome.UNTESTED, "lost-evidence:siblings")
    assert judged.outcome is Outcome.INAPPLICABLE


def test_a_further_viewport_that_could_not_be_captured_makes_its_rules_partial() -> None:
    judge = Judge(Site("s", "s", "b", PAGE), load(), PROFILE)
    first = Judged(
        (
            Assertion(PAGE, "axe/image-alt", Outcome.PASSED, {"passed": 1}),
            Assertion(PAGE, "axe/label", Outcome.FAILED, {"definite": 1}),
            Assertion(PAGE, "jis/alt-is-file-name", Outcome.PASSED, {"passed": 1}),
        ),
        (),
    )

    made = judge.further(Capture(PAGE, PAGE, Fate.TIMEOUT), PAGE, first).assertions

    assert [(one.outcome, one.reason) for one in made] == [
        (Outcome.UNTESTED, "no-capture:timeout"),
        (Outcome.FAILED, "no-capture:timeout"),
        (Outcome.PASSED, ""),
    ]


@pytest.mark.parametrize(
    ("reason", "ours", "again"),
    [
        ("child-killed:SIGKILL", True, True), ("memory", True, True), ("cpu-time", True, True),
        ("lost-evidence:probe:keyboard", True, True), ("frames-untested:2", True, True),
        ("no-capture:timeout", True, True), ("no-capture:dns", True, False), ("no-file:too-large", True, False),
        ("over-budget", True, False), ("error:KeyError: x", True, False),
        ("no-capture:http-error", False, False), ("no-file:http-error", False, False),
        ("missing-evidence:probe:keyboard", False, False), ("unreadable:damaged", False, False),
        ("one-page", False, False), ("standard", False, False), ("cut:500/732", False, False),
    ],
)  # fmt: skip
def test_a_reason_says_whose_side_it_is_on_and_whether_another_try_helps(
    reason: str, ours: bool, again: bool
) -> None:
    missing = Missing.of(reason)

    assert missing is not None
    assert (missing.ours, missing.again, str(missing)) == (ours, again, reason)


def test_no_reason_and_one_of_another_version_are_no_reason() -> None:
    assert (Missing.of(""), Missing.of("told-by-a-newer-version:x")) == (None, None)
