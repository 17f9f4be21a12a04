"""The command line: exit codes, one clear line for each mistake, filters and formats."""

import csv
import io
import json
import logging
import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from running import Desk, auditor, family, html, left_alive, site_folder, start_auditor
from servers import Reply, SiteServer, never, page

from auditor.commands.reports_folder import opened
from auditor.gather.log import logged

PAGE = html("/", "/a", body='<p><img src="a.png"></p>')


@pytest.fixture(scope="module")
def audited(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """Two bureaus with a site each, audited."""
    desk = Desk(tmp_path_factory.mktemp("audited"))
    with SiteServer({"*": page(PAGE)}) as one, SiteServer({"*": page(PAGE)}) as two:
        desk.write_bureaus(
            soumu=[{"id": "one", "start": one.url()}], zaimu=[{"id": "two", "start": two.url()}]
        )
        done = desk.run()
        assert done.code == 0, done.err
        assert "2局、4ページ" in done.out
    return desk


def test_every_mistake_in_targets_is_a_line_of_its_own_and_nothing_is_made(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.targets.write_text(
        "bureaus:\n"
        "  - {id: a, name: 総務局, sites: [{id: x, start: www.example.jp}]}\n"
        "  - {id: a, name: 総務局, sites: [{id: y, start: 'https://example.jp/', colour: red}]}\n"
    )

    done = desk.run()

    assert done.code == 2
    assert len(done.err.splitlines()) >= 4
    for words in ("https://www.example.jp", "「a」", "「総務局」", "「colour」"):
        assert words in done.err
    assert not desk.reports.exists()


def test_reports_that_cannot_be_written_are_one_line(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.write(site="http://127.0.0.1:9/")
    desk.reports.write_text("a file")

    done = desk.run()

    assert done.code == 2
    assert len(done.err.splitlines()) == 1
    assert "--reports" in done.err


def test_a_store_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.write(site="http://127.0.0.1:9/")
    desk.reports.mkdir()
    store = desk.reports / "auditor.sqlite"
    with sqlite3.connect(store) as db:
        db.execute("CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL)")
        db.execute("INSERT INTO meta VALUES ('version', '99')")
    db.close()

    done = desk.run()

    assert done.code == 2
    assert len(done.err.splitlines()) == 1
    assert "新しい版の auditor" in done.err


def test_a_file_that_is_no_store_is_one_line(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.reports.mkdir()
    (desk.reports / "auditor.sqlite").write_bytes(b"not a database" * 100)

    done = auditor("export", "--reports", desk.reports)

    assert done.code == 2
    assert len(done.err.splitlines()) == 1


def test_where_there_is_no_browser_doctor_and_run_say_what_to_do(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.write(site="http://127.0.0.1:9/")
    place = {**os.environ, "PATH": str(tmp_path), "HOME": str(tmp_path)}

    def ask(*arguments: str | Path) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, "-m", "auditor.cli", *map(str, arguments)],
            env=place, capture_output=True, text=True, check=False, cwd=Path(__file__).parent.parent,
        )  # fmt: skip

    doctor = ask("doctor")
    run = ask("run", desk.targets, "--reports", desk.reports)

    assert doctor.returncode == 2
    assert "chromium-headless-shell: 見つかりません" in doctor.stdout
    assert "apt-get install chromium-headless-shell" in doctor.stderr
    assert ask("doctor", "--quiet").returncode == 2
    assert run.returncode == 2
    assert "auditor setup" in run.stderr
    assert len(run.stderr.splitlines()) == 1


def test_doctor_names_the_browser_it_would_use() -> None:
    done = auditor("doctor")

    assert done.code == 0
    assert "使うブラウザー: " in done.out
    assert "axe-core: " in done.out


@pytest.mark.parametrize(
    ("number", "everybody"),
    [(signal.SIGINT, True), (signal.SIGHUP, True), (signal.SIGHUP, False), (signal.SIGTERM, False)],
    ids=["Ctrl+C", "terminal closed", "hung up", "terminated"],
)
def test_an_interrupt_ends_the_run_with_130_and_leaves_nobody_behind(
    tmp_path: Path, number: int, everybody: bool
) -> None:
    if signal.getsignal(number) is signal.SIG_IGN:
        pytest.skip("the tests themselves run under nohup, which their processes inherit")
    desk = Desk(tmp_path)
    with SiteServer({"*": never()}) as server:
        desk.write(site=server.url())
        run = start_auditor("run", desk.targets, "--reports", desk.reports, group=True)
        deadline = time.monotonic() + 60
        while not server.hits and time.monotonic() < deadline:
            time.sleep(0.1)
        children = family(run.pid)
        if everybody:  # as Ctrl+C on a terminal, or its end, reaches all
            os.killpg(run.pid, number)
        else:
            run.send_signal(number)
        _, err = run.communicate(timeout=60)

    assert run.returncode == 130
    assert err.decode().splitlines() == [
        "中断しました。同じコマンドをもう一度実行すると、続きから再開します。"
    ]
    assert children
    assert left_alive(children) == []


def test_check_asks_only_whether_sites_answer(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    robots = Reply(b"User-agent: *\n", 200, (("Content-Type", "text/plain"),))
    with SiteServer({"/": page(PAGE), "/robots.txt": robots}) as up, SiteServer({"*": raw_500()}) as down:
        desk.write(up=up.url(), down=down.url())

        done = desk.run("--check")

        assert sorted(set(up.paths)) == ["/", "/robots.txt"]
    assert done.code == 3
    assert f"up\t{up.url()}\t応答あり\trobots.txt あり" in done.out
    assert "2サイトのうち1サイトが応答しました" in done.out
    assert not desk.reports.exists()


def raw_500() -> Reply:
    return Reply(b"<p>500", 500)


def test_export_gives_sorted_lines_filtered_by_bureau_and_site(audited: Desk, tmp_path: Path) -> None:
    everything = auditor("export", "--reports", audited.reports)
    one = auditor("export", "--reports", audited.reports, "--bureau", "soumu")
    two = auditor("export", "--reports", audited.reports, "--site", "two", "--out", tmp_path / "two.jsonl")

    lines = [json.loads(line) for line in everything.out.splitlines()]
    places = [(line["bureau"], line["site"], line["url"], line["rule"]) for line in lines]
    assert places == sorted(places)
    assert {line["bureau"] for line in lines} == {"soumu", "zaimu"}
    assert two.out == ""
    assert one.out + (tmp_path / "two.jsonl").read_text() == everything.out
    assert list(lines[0]) == [
        "kind", "cycle", "bureau", "site", "url", "rule", "outcome", "certainty", "criteria", "techniques",
        "act", "impact", next(key for key in ("selector", "where") if key in lines[0]), "snippet", "message",
        "question", "title", "issue", "viewport",
    ]  # fmt: skip


def test_export_as_csv_opens_in_a_spreadsheet(audited: Desk) -> None:
    done = auditor("export", "--reports", audited.reports, "--format", "csv")

    assert done.data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(done.data.decode("utf-8-sig"))))
    assert len({len(row) for row in rows}) == 1
    assert len(rows) > 1


def test_export_as_earl_is_json_ld_with_an_assertion_for_every_finding(audited: Desk, tmp_path: Path) -> None:
    path = tmp_path / "earl.jsonld"

    done = auditor("export", "--reports", audited.reports, "--format", "earl", "--out", path)
    lines = auditor("export", "--reports", audited.reports).out.splitlines()

    graph = json.loads(path.read_text(encoding="utf-8"))["@graph"]
    assert (done.code, done.out) == (0, "")
    assert graph[0]["@type"] == ["Assertor", "Software"]
    assert [one["subject"]["@id"] for one in graph[1:]] == [json.loads(line)["url"] for line in lines]
    assert {one["result"]["outcome"] for one in graph[1:]} <= {"earl:failed", "earl:cantTell"}


def test_export_for_the_public_is_a_folder_of_files_and_the_same_each_time(
    audited: Desk, tmp_path: Path
) -> None:
    one, two = tmp_path / "公開", tmp_path / "もう一度"

    done = auditor("export", "--reports", audited.reports, "--public", one)
    auditor("export", "--reports", audited.reports, "--public", two)

    names = sorted(path.name for path in one.iterdir())
    assert done.code == 0
    assert done.out.count(str(one)) == len(names)
    assert {"index.html", "issues.csv", "issues.json", "dictionary.csv", "readme.csv"} <= set(names)
    assert [(one / name).read_bytes() for name in names] == [(two / name).read_bytes() for name in names]


def test_a_run_of_one_bureau_keeps_the_other_in_the_index(audited: Desk) -> None:
    done = audited.run("--bureau", "soumu", workers=1)

    assert "1局、" in done.out or done.code == 3  # the servers are gone; nothing had to be asked
    assert "soumu局" in audited.index()
    assert "zaimu局" in audited.index()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["export", "--bureau", "nowhere"], "--bureau nowhere"),
        (["export", "--site", "nowhere"], "--site nowhere"),
        (["export", "--cycle", "1999Q1"], "--cycle 1999Q1"),
        (["plan", "import", "nowhere.xlsx"], "nowhere.xlsx"),
    ],
)
def test_what_is_not_there_is_named(audited: Desk, arguments: list[str], words: str) -> None:
    done = auditor(*arguments, "--reports", audited.reports)

    assert done.code == 2
    assert words in done.err


def test_a_store_without_a_run_says_so(tmp_path: Path) -> None:
    done = auditor("export", "--reports", tmp_path)

    assert done.code == 2
    assert "先に auditor run" in done.err


def test_rules_are_listed_shown_and_made_a_manual() -> None:
    listed = auditor("rules", "list")
    first = listed.out.split("\t", 1)[0]
    shown = auditor("rules", "show", first)
    manual = auditor("rules", "manual")
    missing = auditor("rules", "show", first[:-1] + "x")

    assert (listed.code, shown.code, manual.code) == (0, 0, 0)
    assert len(listed.out.splitlines()) > 50
    assert first in shown.out
    assert first in manual.out
    assert missing.code == 2
    assert first in missing.err


def test_a_wrong_command_is_one_line_in_japanese_and_help_is_help() -> None:
    wrong = auditor("sing")

    assert wrong.code == 2
    assert len(wrong.err.splitlines()) == 1
    assert "コマンドの書き方" in wrong.err
    assert auditor("--help").code == 0
    assert auditor("--version").out.startswith("auditor ")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "COMMAND を書いてください"),
        (["nope"], "COMMAND に 'nope' は書けません"),
        (["run", "--workers", "-3"], "--workers に '-3' は書けません"),
        (["run", "--ch"], "--ch は使えない引数です"),  # half an option could start another command than meant
        (["page", "a.html", "--fail-on", "x"], "使える値: 'definite', 'likely', 'review'"),
        (
            ["plan", "export", "--format", "x"],
            "--format に 'x' は書けません。使える値: 'xlsx', 'backlog', 'redmine', 'github'",
        ),
        (["plan", "export", "--lang", "xx"], "--lang に 'xx' は書けません。使える値: 'ja', 'en'"),
        (["page", "--json"], "--json の後に値を書いてください"),
        (["page", "a.html", "b.html"], "b.html は使えない引数です"),
    ],
)
def test_a_wrong_word_is_named_with_its_cure(words: list[str], said: str) -> None:
    wrong = auditor(*words)

    assert wrong.code == 2
    assert said in wrong.err and "--help" in wrong.err and len(wrong.err.splitlines()) == 1


def test_a_reader_that_hangs_up_is_no_error(audited: Desk) -> None:
    export = start_auditor("export", "--all", "--reports", audited.reports)
    assert export.stdout is not None
    export.stdout.read(100)
    export.stdout.close()
    export.stdout = None

    _, err = export.communicate(timeout=60)

    assert (export.returncode, err) == (0, b"")


def test_a_store_in_use_by_another_run_is_one_line(audited: Desk) -> None:
    with opened(audited.reports):
        done = audited.run()

    assert done.code == 2
    assert "ほかの auditor が使っています" in done.err
    assert len(done.err.splitlines()) == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_output_that_finds_no_room_is_one_line_and_no_traceback() -> None:
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "auditor.cli", "rules", "list"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
        )
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1 and "空き" in done.stderr


HOSTILE = "あ\x1b]0;x\x07\x9b31m\x85\u202egpj\rい"
RAW = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


@pytest.mark.parametrize(
    "words",
    [["file", "NAME.csv"], ["page", "NAME.html"], ["file", "NAME none.csv"], ["page", "NAME none.html"],
     ["plan", "import", "NAME.csv"], ["run", "NAME.yaml"], ["export", "--site", "NAME"], ["sing-NAME"],
     ["page", "NAME.csv", "--standard", "NAME"]],
)  # fmt: skip
def test_control_characters_of_names_never_reach_a_terminal(words: list[str], tmp_path: Path) -> None:
    (tmp_path / f"{HOSTILE}.csv").write_text(f"番号,名前{HOSTILE}\n1,{HOSTILE}\n")
    (tmp_path / f"{HOSTILE}.html").write_text(html(body=f"<title>{HOSTILE}</title><p>{HOSTILE}"))
    report = ["--no-open", "--html", str(tmp_path / "r.html")] if words[0] in ("file", "page") else []
    paths = [
        str(tmp_path / word.replace("NAME", HOSTILE)) if "." in word else word.replace("NAME", HOSTILE)
        for word in words
    ]

    done = auditor(*paths, *report)

    assert done.out or done.err
    assert not RAW.findall(done.out + done.err)


def test_control_characters_never_reach_the_log_and_no_name_begins_a_line(tmp_path: Path) -> None:
    with logged(tmp_path):
        logging.getLogger("auditor").info("page %s", f"a\n2026-01-01 INFO {HOSTILE}")

    (line,) = (tmp_path / "auditor.log").read_text(encoding="utf-8").splitlines()
    assert not RAW.findall(line)
    assert "\\x1b" in line and "\\n2026" in line


@pytest.mark.parametrize("command", ["run", "page"])
def test_a_browser_that_does_not_start_is_one_line_with_the_cure(tmp_path: Path, command: str) -> None:
    desk = Desk(tmp_path)
    desk.write(site=str(site_folder(tmp_path / "site", 2)))
    what = (
        [desk.targets, "--reports", desk.reports]
        if command == "run"
        else [tmp_path / "site/index.html", "--no-open", "--html", tmp_path / "h.html"]
    )

    done = subprocess.run(
        [sys.executable, "-m", "auditor.cli", command, *map(str, what)], capture_output=True, text=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent), "TMPDIR": "/nowhere/at/all"},
    )  # fmt: skip

    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert "起動しません" in done.stderr and "一時フォルダー /nowhere/at/all" in done.stderr


@pytest.mark.skipif(os.name != "posix", reason="Windows has no nohup")
def test_a_run_started_with_nohup_outlives_its_terminal(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    with SiteServer({"*": never()}) as server:
        desk.write(site=server.url())
        run = subprocess.Popen(
            ["nohup", sys.executable, "-m", "auditor.cli", "run", desk.targets, "--reports", desk.reports],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL, start_new_session=True,
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)},
        )  # fmt: skip
        deadline = time.monotonic() + 60
        while not server.hits and time.monotonic() < deadline:
            time.sleep(0.1)
        children = family(run.pid)

        os.killpg(run.pid, signal.SIGHUP)
        time.sleep(1.0)

        assert run.poll() is None
        run.send_signal(signal.SIGTERM)
        assert run.wait(60) == 130
    assert left_alive(children) == []
