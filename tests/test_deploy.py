"""deploy/: the files that run the audit each quarter, each checked by its own tool where there is one."""

import importlib.util
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType

import pytest
from filelock import FileLock
from lxml import etree

from auditor import calendar

DEPLOY = Path(__file__).parents[1] / "deploy"
TASK = "{http://schemas.microsoft.com/windows/2004/02/mit/task}"
OCTOBER = datetime.fromisoformat("2026-10-01T01:00:00+09:00")


def tool(name: str) -> str:
    path = shutil.which(name)
    if path is None:
        pytest.skip(f"{name} is not on this machine")
    return path


def check(*command: str) -> str:
    japan = {**os.environ, "TZ": "Asia/Tokyo", "LC_ALL": "C.UTF-8"}
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False, env=japan)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


@pytest.fixture(scope="module")
def runner() -> ModuleType:
    spec = importlib.util.spec_from_file_location("run_quarter", DEPLOY / "run_quarter.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def auditor(tmp_path: Path) -> Iterator[Path]:
    """A program in the auditor's place: it notes its arguments, speaks, and ends as the test asks."""
    program = tmp_path / "auditor"
    program.write_text(
        f"#!{sys.executable}\n"
        "import pathlib, sys\n"
        f"here = pathlib.Path({str(tmp_path)!r})\n"
        "with (here / 'calls').open('a') as calls: calls.write(' '.join(sys.argv[1:]) + '\\n')\n"
        "print('始めます')\nprint('  2局を\\t監査しました。 \\n')\n"
        "sys.exit(int((here / 'code').read_text()))\n",
        encoding="utf-8",
    )
    program.chmod(0o755)
    (tmp_path / "code").write_text("0")
    yield program


def run(runner: ModuleType, auditor: Path, *more: str, now: datetime = OCTOBER) -> int:
    reports = auditor.parent / "reports"
    code = runner.main(
        ["t.yaml", "--reports", str(reports), "--auditor", str(auditor), "--now", now.isoformat(), *more]
    )
    assert isinstance(code, int)
    return code


def calls(auditor: Path) -> list[str]:
    noted = auditor.parent / "calls"
    return re.findall(r"--cycle (\S+)", noted.read_text()) if noted.exists() else []


@pytest.mark.parametrize("code", [0, 1, 2, 3])
def test_a_run_leaves_one_line_of_result(runner: ModuleType, auditor: Path, code: int) -> None:
    (auditor.parent / "code").write_text(str(code))

    assert run(runner, auditor) == code

    reports = auditor.parent / "reports"
    line = (reports / "last-run.txt").read_text(encoding="utf-8")
    assert line == f"2026-10-01T01:00:00+09:00\t2026Q4\t{code}\t2局を 監査しました。\n"
    assert not (reports / ".running").exists()


def test_an_interrupted_run_is_gone_on_with_in_its_own_cycle(runner: ModuleType, auditor: Path) -> None:
    (auditor.parent / "code").write_text("130")
    run(runner, auditor)
    (auditor.parent / "code").write_text("0")

    run(runner, auditor, "--due", now=datetime.fromisoformat("2027-01-02T09:00:00+09:00"))

    assert calls(auditor) == ["2026Q4", "2026Q4", "2027Q1"]
    assert not (auditor.parent / "reports" / ".running").exists()


def test_a_reboot_in_mid_quarter_does_nothing(runner: ModuleType, auditor: Path) -> None:
    run(runner, auditor)

    assert run(runner, auditor, "--due", now=datetime.fromisoformat("2026-11-20T09:00:00+09:00")) == 0

    assert calls(auditor) == ["2026Q4"]


def test_a_first_day_that_was_missed_is_made_up_for(runner: ModuleType, auditor: Path) -> None:
    run(runner, auditor)

    run(runner, auditor, "--due", now=datetime.fromisoformat("2027-01-09T09:00:00+09:00"))

    assert calls(auditor) == ["2026Q4", "2027Q1"]


def test_the_quarter_begins_at_midnight_in_japan(runner: ModuleType) -> None:
    assert runner.cycle_of(datetime.fromisoformat("2026-09-30T14:59:59+00:00")) == "2026Q3"
    assert runner.cycle_of(datetime.fromisoformat("2026-09-30T15:00:00+00:00")) == "2026Q4"
    for month in range(1, 13):
        day = datetime(2026, month, 28, 12, tzinfo=UTC)
        assert runner.cycle_of(day) == calendar.cycle_of(day.date())


def test_two_runs_never_overlap(
    runner: ModuleType, auditor: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    reports = auditor.parent / "reports"
    reports.mkdir()

    with FileLock(reports / ".run-quarter.lock"):
        assert run(runner, auditor) == 0

    assert calls(auditor) == []
    assert "すでに動いています" in capsys.readouterr().out


def test_a_missing_auditor_is_said_in_the_line_of_result(runner: ModuleType, auditor: Path) -> None:
    auditor.unlink()

    assert run(runner, auditor) == 2

    assert "make setup" in (auditor.parent / "reports" / "last-run.txt").read_text(encoding="utf-8")


@pytest.mark.skipif(os.name != "posix", reason="Windows has no SIGTERM")
def test_a_shutdown_stops_the_audit_and_the_next_start_goes_on(tmp_path: Path) -> None:
    program = tmp_path / "auditor"
    program.write_text(
        f"#!{sys.executable}\nimport signal, sys, time\n"
        "signal.signal(signal.SIGTERM, lambda *_: sys.exit(130))\n"
        "print('始めました', flush=True)\ntime.sleep(60)\n",
        encoding="utf-8",
    )
    program.chmod(0o755)
    reports = tmp_path / "reports"
    command = [sys.executable, str(DEPLOY / "run_quarter.py"), "--reports", str(reports)]

    with subprocess.Popen([*command, "--auditor", str(program)], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None and process.stdout.readline()
        started = time.monotonic()
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 130

    assert time.monotonic() - started < 20
    assert (reports / ".running").exists()
    assert (reports / "last-run.txt").read_text(encoding="utf-8").split("\t")[2:] == ["130", "始めました\n"]


def test_systemd_accepts_the_units(tmp_path: Path) -> None:
    analyze = tool("systemd-analyze")
    program = tmp_path / "deploy" / "run-quarter.sh"
    program.parent.mkdir()
    shutil.copy(DEPLOY / "run-quarter.sh", program)
    units = []
    for unit in ("auditor.service", "auditor.timer", "auditor-resume.service"):
        text = (DEPLOY / unit).read_text().replace("/opt/auditor", str(tmp_path))
        # systemd-analyze looks for each program; systemctl need not be where this test runs.
        (tmp_path / unit).write_text(text.replace("/usr/bin/systemctl", shutil.which("true") or "/bin/true"))
        units.append(str(tmp_path / unit))

    said = check(analyze, "verify", "--man=no", "--recursive-errors=no", *units)

    assert str(tmp_path) not in said


def test_the_timer_fires_on_the_first_day_of_each_quarter() -> None:
    analyze = tool("systemd-analyze")
    (calendar,) = re.findall(r"OnCalendar=(.+)", (DEPLOY / "auditor.timer").read_text())

    said = check(analyze, "calendar", "--iterations=4", "--base-time=2026-01-02", calendar)

    days = re.findall(r"(?:elapse|Iter(?:ation|\.) #\d+): \w+ (\d{4}-\d\d-\d\d)", said)
    assert [day[5:] for day in days] == ["04-01", "07-01", "10-01", "01-01"]


def test_partial_results_are_no_failure_for_systemd() -> None:
    assert "\nSuccessExitStatus=1 3\n" in (DEPLOY / "auditor.service").read_text()
    assert "\nPersistent=true\n" in (DEPLOY / "auditor.timer").read_text()


def test_the_shell_script_is_posix() -> None:
    check(tool("sh"), "-n", str(DEPLOY / "run-quarter.sh"))
    assert os.access(DEPLOY / "run-quarter.sh", os.X_OK)


def test_the_shell_script_says_what_to_do_before_set_up(tmp_path: Path) -> None:
    (tmp_path / "deploy").mkdir()
    script = shutil.copy(DEPLOY / "run-quarter.sh", tmp_path / "deploy")

    done = subprocess.run(["sh", script], capture_output=True, text=True, timeout=20, check=False)

    assert done.returncode == 2
    assert "make setup" in done.stderr


def test_the_crontab_lines_name_minute_hour_day_month_and_weekday() -> None:
    lines = [line for line in (DEPLOY / "crontab").read_text().splitlines() if line and line[0] not in "#M"]

    quarter, reboot = lines
    assert quarter.split()[:5] == ["0", "1", "1", "1,4,7,10", "*"]
    assert reboot.startswith("@reboot ") and "--due" in reboot
    assert not any("%" in line for line in lines), "cron takes % for a line break"
    assert (DEPLOY / "crontab").read_bytes().endswith(b"\n"), "cron drops a last line without line break"


def test_cron_accepts_the_crontab() -> None:
    crontab = tool("crontab")
    helped = subprocess.run([crontab, "-V"], capture_output=True, text=True, timeout=20, check=False)
    if "cronie" not in helped.stdout + helped.stderr:
        pytest.skip("only cronie's crontab can check a file without installing it")

    check(crontab, "-T", str(DEPLOY / "crontab"))


def test_the_windows_task_is_well_formed_and_has_what_its_schema_asks() -> None:
    data = (DEPLOY / "auditor-task.xml").read_bytes()
    task = etree.fromstring(data)

    assert data.startswith(b'<?xml version="1.0" encoding="UTF-8"?>') and data.decode("utf-8")
    assert task.tag == TASK + "Task" and task.get("version") == "1.2"
    order = [etree.QName(child).localname for child in task]
    assert order == ["RegistrationInfo", "Triggers", "Principals", "Settings", "Actions"]
    (principal,), (actions,) = task.findall(f".//{TASK}Principal"), task.findall(f"{TASK}Actions")
    assert principal.get("id") == actions.get("Context")
    months = task.findall(f".//{TASK}ScheduleByMonth/{TASK}Months/*")
    assert [etree.QName(month).localname for month in months] == ["January", "April", "July", "October"]
    assert task.findtext(f".//{TASK}DaysOfMonth/{TASK}Day") == "1"
    assert task.find(f".//{TASK}BootTrigger") is not None
    assert task.findtext(f".//{TASK}StartWhenAvailable") == "true"
    assert task.findtext(f".//{TASK}ExecutionTimeLimit") == "PT0S"
    assert task.findtext(f".//{TASK}Arguments", "").endswith("run_quarter.py --due")


def test_the_container_copies_only_what_is_there() -> None:
    lines = (DEPLOY / "Containerfile").read_text().replace("\\\n", " ").splitlines()
    steps = [line.split() for line in lines if line and not line.startswith("#")]

    assert {step[0] for step in steps} <= {"FROM", "RUN", "WORKDIR", "COPY", "USER", "VOLUME", "ENTRYPOINT"}
    sources = [source for step in steps if step[0] == "COPY" for source in step[1:-1]]
    assert [source for source in sources if not (DEPLOY.parent / source).exists()] == []


def test_the_container_runs_as_a_user_that_is_not_root_and_whom_it_makes() -> None:
    text = (DEPLOY / "Containerfile").read_text(encoding="utf-8")

    users = re.findall(r"^USER (\d+):(\d+)$", text, re.MULTILINE)

    assert users == [("1000", "1000")]
    assert re.search(r"useradd --uid 1000 .*auditor$", text, re.MULTILINE)
    assert "--no-sandbox" not in text
