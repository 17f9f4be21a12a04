"""A run killed at any moment and started again ends with the same bytes as one that nobody disturbed."""

import contextlib
import random
import subprocess
import time
import zipfile
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest
from running import CYCLE, Desk, auditor, family, left_alive, site_folder, start_auditor


@dataclass(frozen=True)
class Undisturbed:
    """A run that nobody killed, and how long it took."""

    desk: Desk
    seconds: float


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Undisturbed:
    desk, began = prepared(tmp_path_factory.mktemp("undisturbed")), time.monotonic()
    assert desk.run(workers=1).code == 0
    return Undisturbed(desk, time.monotonic() - began)


def prepared(folder: Path) -> Desk:
    site_folder(folder / "site")
    desk = Desk(folder)
    desk.write(site="site/")
    return desk


def export(desk: Desk) -> bytes:
    done = auditor("export", "--all", "--reports", desk.reports)
    assert done.code == 0, done.err
    return done.data


def kill_once(desk: Desk, seconds: float, *, alone: bool) -> bool:
    """Start a run and kill it after so long; whether it was still at work. Nobody it started stays behind.

    alone: only the run itself is killed and its workers have to notice; else everything at once.
    """
    run = start_auditor("run", desk.targets, "--reports", desk.reports, "--cycle", CYCLE, "--workers", "1")
    try:
        run.communicate(timeout=seconds)
        return False
    except subprocess.TimeoutExpired:
        children = family(run.pid)
        for process in [] if alone else children:
            with contextlib.suppress(psutil.NoSuchProcess):
                process.kill()
        run.kill()
        run.communicate()
        assert left_alive(children) == []
        return True


def kill_often(folder: Path, undisturbed: Undisturbed, seed: int, kills: int) -> None:
    """Kill runs at random moments; whenever one comes to its end all the same, it is compared."""
    moments = random.Random(seed)
    left, desk = kills, prepared(folder / "0")
    for number in range(1, 10 * kills):
        alone = moments.random() < 0.7
        if kill_once(desk, moments.uniform(0.5, undisturbed.seconds + 2), alone=alone):
            left -= 1
        else:
            assert_equal(desk, undisturbed.desk)
            desk = prepared(folder / str(number))
        if not left:
            break
    assert not left
    done = desk.run(workers=1)
    assert done.code == 0, done.err
    assert_equal(desk, undisturbed.desk)


def parts(workbook: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(workbook) as package:
        return {name: package.read(name) for name in package.namelist()}


def assert_equal(desk: Desk, undisturbed: Desk) -> None:
    assert export(desk) == export(undisturbed)
    assert len(desk.fates("site")) == 8
    assert parts(desk.workbook()) == parts(undisturbed.workbook())
    assert desk.workbook().read_bytes() == undisturbed.workbook().read_bytes()
    assert not list(desk.published.rglob("*_r2*"))
    assert not list((desk.reports / ".work").rglob("*.sqlite*"))
    assert not list(desk.reports.rglob("*.part"))


def test_a_run_killed_five_times_ends_as_if_nothing_had_happened(
    tmp_path: Path, undisturbed: Undisturbed
) -> None:
    kill_often(tmp_path, undisturbed, seed=5, kills=5)


@pytest.mark.soak
def test_runs_killed_fifty_times_end_as_if_nothing_had_happened(
    tmp_path: Path, undisturbed: Undisturbed
) -> None:
    kill_often(tmp_path, undisturbed, seed=50, kills=50)
