"""Many sites at once: whoever does the work, the result is the same bytes; a worker that dies costs a retry."""

import contextlib
import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from running import CYCLE, Desk, auditor, site_folder

PAGES = 4


def prepared(folder: Path) -> Desk:
    desk = Desk(folder)
    for id in ("one", "two"):
        site_folder(folder / id, PAGES)
    desk.write(one="one/", two="two/")
    return desk


def export(desk: Desk) -> bytes:
    return auditor("export", "--all", "--reports", desk.reports).data


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The export of a run of one worker."""
    desk = prepared(tmp_path_factory.mktemp("alone"))
    assert desk.run(workers=1).code == 0
    assert set(desk.fates("one").values()) == {"ok"}
    return export(desk)


@pytest.mark.parametrize(
    "how",
    [
        pytest.param(["--workers", "2"], id="workers"),
        pytest.param(["--cluster", "local:2"], id="cluster", marks=pytest.mark.soak),
    ],
)
def test_many_workers_give_the_same_bytes_as_one(tmp_path: Path, alone: bytes, how: list[str]) -> None:
    desk = prepared(tmp_path)

    done = desk.run(*how)

    assert done.code == 0, done.err
    assert export(desk) == alone


@contextlib.contextmanager
def one_worker_killed(desk: Desk) -> Iterator[list[int]]:
    """Kill a worker once, in the middle of a site."""
    killed: list[int] = []
    over = threading.Event()
    captures = desk.reports / "captures" / CYCLE

    def hunt() -> None:
        while not over.is_set() and not list(captures.glob("*.sqlite")):
            time.sleep(0.02)
        time.sleep(0.2)
        for process in psutil.Process(os.getpid()).children():
            with contextlib.suppress(psutil.Error):
                if any("spawn_main" in word for word in process.cmdline()):
                    process.kill()
                    killed.append(process.pid)
                    return

    thread = threading.Thread(target=hunt)
    thread.start()
    try:
        yield killed
    finally:
        over.set()
        thread.join()


def test_a_worker_killed_in_the_middle_of_a_site_costs_a_retry_and_nothing_else(
    tmp_path: Path, alone: bytes
) -> None:
    desk = prepared(tmp_path)

    with one_worker_killed(desk) as killed:
        done = desk.run(workers=1)

    assert len(killed) == 1
    assert done.code == 0, done.err
    assert export(desk) == alone


@pytest.mark.soak
def test_a_worker_that_dies_again_and_again_costs_only_its_own_site(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    ids = ("one", "two", "three", "four", "five")
    for id in ids:
        site_folder(tmp_path / id, 2)
    desk.write(**{id: f"{id}/" for id in ids})
    over = threading.Event()
    held = desk.reports / ".work" / CYCLE / "two.lock"

    def kill_its_worker() -> None:
        while not over.is_set():
            for process in psutil.Process(os.getpid()).children():
                with contextlib.suppress(psutil.Error):
                    if any(file.path == str(held) for file in process.open_files()):
                        process.kill()
            time.sleep(0.02)

    thread = threading.Thread(target=kill_its_worker)
    thread.start()
    try:
        done = desk.run(workers=2)
    finally:
        over.set()
        thread.join()

    assert done.code == 3
    assert "サイト two: 検査の処理が3回、途中で強制終了されました" in done.err and "メモリー" in done.err
    for id in set(ids) - {"two"}:
        assert set(desk.fates(id).values()) == {"ok"}


def test_a_site_that_cannot_be_audited_at_all_does_not_keep_the_others(tmp_path: Path) -> None:
    desk = prepared(tmp_path)
    (desk.reports / ".work" / CYCLE / "two.lock").mkdir(parents=True)

    done = desk.run(workers=1)

    assert done.code == 3
    assert "サイト two: 予期しない誤り" in done.err and "auditor.log" in done.err
    assert "検査できませんでした: two http://two.localhost/" in done.err
    assert desk.workbook().exists()
    assert set(desk.fates("one").values()) == {"ok"}
    assert "Traceback" in (desk.reports / "auditor.log").read_text()


@pytest.mark.parametrize(
    ("cluster", "words"),
    [("local:many", "local: の後に"), ("tcp://127.0.0.1:9", "つながりません")],
)
def test_a_cluster_that_is_not_there_is_one_clear_line(tmp_path: Path, cluster: str, words: str) -> None:
    desk = prepared(tmp_path)

    done = desk.run("--cluster", cluster)

    assert done.code == 2
    assert words in done.err
    assert len(done.err.splitlines()) == 1
