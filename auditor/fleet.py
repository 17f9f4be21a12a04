"""Many sites at once: one picklable function on any concurrent.futures.Executor, here or on a cluster.

The default executor is processes of this machine, each with its own browser. `local:N` starts a Dask LocalCluster,
an address joins a running Dask scheduler. Nothing outside this module knows the engine.
"""

import concurrent.futures as futures
import logging
import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from auditor.model import AuditorError
from auditor.run import SiteJob, SiteResult, audit_site
from auditor.store import Store

log = logging.getLogger("auditor")

TRIES = 3  # a site whose worker died twice is tried once more before the run says so


class FleetError(AuditorError):
    """The cluster cannot be reached."""


class SitesLost(FleetError):
    """The audit of some sites ended again and again before it was done; the others are done."""


def run_sites(
    jobs: Sequence[SiteJob],
    store: Store,
    *,
    workers: int,
    cluster: str = "",
    tick: Callable[[Sequence[SiteJob]], None] = lambda running: None,
) -> list[SiteResult]:
    """Audit every site and absorb its rows into `store` as soon as it is done.

    `tick` is called about once a second with the jobs under way. A worker that dies costs its sites a retry.
    Raises SitesLost when the audit of a site failed TRIES times; the other sites are finished first.
    """
    results: dict[str, SiteResult] = {}
    tries: dict[str, int] = {}
    waiting = [replace(job, by_value=bool(cluster)) for job in jobs]
    lost: list[str] = []
    while waiting:
        with _executor(cluster, min(workers, len(waiting))) as executor:
            running = {executor.submit(audit_site, job): job for job in waiting}
            waiting = []
            for job, result in _completed(running, tick):
                if result is not None:
                    _absorb(store, job, result)
                    results[job.site.id] = result
                    continue
                tries[job.site.id] = tries.get(job.site.id, 0) + 1
                if tries[job.site.id] < TRIES:
                    waiting.append(job)
                else:
                    lost.append(job.site.id)
    if lost:
        raise SitesLost(
            f"サイト {'、'.join(lost)}: 検査の処理が{TRIES}回続けて止まりました。"
            "（直し方: メモリーの空きを確かめ、--workers 1 を付けて、もう一度実行してください。続きから再開します。）"
        )
    return [results[job.site.id] for job in jobs]


def _completed(
    running: dict[Future[SiteResult], SiteJob], tick: Callable[[Sequence[SiteJob]], None]
) -> Iterator[tuple[SiteJob, SiteResult | None]]:
    """Each job with its result as it ends, None where its worker died or met what nobody foresaw."""
    open_ = dict(running)
    while open_:
        done, _ = futures.wait(open_, timeout=1, return_when=futures.FIRST_COMPLETED)
        for future in done:
            job = open_.pop(future)
            yield job, _result(future)
        tick(list(open_.values()))


def _result(future: Future[SiteResult]) -> SiteResult | None:
    try:
        return future.result()
    except (BrokenProcessPool, futures.CancelledError):
        return None
    except AuditorError:  # of the machine, not of the site: no browser, nothing can be written
        raise
    except Exception as error:  # Dask's KilledWorker too; one site shall not end the others
        log.error("audit of a site failed", exc_info=error)
        return None


def _absorb(store: Store, job: SiteJob, result: SiteResult) -> None:
    if result.rows:  # by value: the worker may have been on another machine
        path = job.work_path.with_suffix(".received")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(result.rows)
    else:
        path = job.work_path
    store.absorb(path, job.cycle, job.site.id)
    for file in {path, job.work_path}:
        forget(file)


def forget(path: Path) -> None:
    """Take a work file away whose rows are in the store; the log goes first, so that none stays without its file."""
    for suffix in ("-wal", "-shm", ""):
        Path(f"{path}{suffix}").unlink(missing_ok=True)


@contextmanager
def _executor(cluster: str, workers: int) -> Iterator[Executor]:
    if cluster:
        with _dask(cluster) as executor:
            yield executor
        return
    executor = ProcessPoolExecutor(
        max_workers=max(1, workers),
        mp_context=multiprocessing.get_context("spawn"),
        initializer=_die_with,
        initargs=(os.getpid(),),
    )
    try:
        yield executor
    except BaseException:
        for process in list((executor._processes or {}).values()):
            process.terminate()
        executor.shutdown(wait=False, cancel_futures=True)
        raise
    executor.shutdown()


def _die_with(parent: int) -> None:
    """End this worker when its parent is gone, so that a killed run leaves no one writing behind.

    Ctrl+C reaches the whole group of processes; the parent alone answers it, and ends its workers.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(0.2)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


@contextmanager
def _dask(cluster: str) -> Iterator[Executor]:
    try:
        from distributed import Client, LocalCluster
    except ImportError as error:
        raise FleetError(
            "--cluster: Dask が入っていません。（直し方: pip install 'tokyo-web-auditor[cluster]' を実行してください。）"
        ) from error
    if cluster.startswith("local:"):
        count = cluster.removeprefix("local:")
        if not count.isdigit() or int(count) < 1:
            raise FleetError(
                f"--cluster {cluster}: local: の後に 1 以上の数を書いてください。（例: --cluster local:2）"
            )
        with (
            LocalCluster(  # type: ignore[no-untyped-call]  # the library is untyped
                n_workers=int(count), threads_per_worker=1, processes=True, dashboard_address=None,
                # The guard sees only Python's own memory; capture watches the browser's.
                memory_limit=0,
            ) as local,
            Client(local) as client,  # type: ignore[no-untyped-call]
        ):  # fmt: skip
            yield _client_executor(client)
        return
    try:
        client = Client(cluster, timeout=10)  # type: ignore[no-untyped-call]
    except (OSError, ValueError, TimeoutError) as error:
        raise FleetError(
            f"--cluster {cluster}: Dask のスケジューラーにつながりません。"
            "（直し方: dask scheduler が動いているか、アドレスが tcp://ホスト:8786 の形かを確かめてください。）"
        ) from error
    with client:
        yield _client_executor(client)


def _client_executor(client: Any) -> Executor:  # Any: the extra may be absent where types are checked
    executor: Executor = client.get_executor(retries=TRIES - 1, pure=False)
    return executor
