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
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, replace
from multiprocessing import resource_tracker
from pathlib import Path
from typing import Any

from auditor.gather import SiteJob, SiteResult, audit_site
from auditor.gather.log import NAME as LOG_NAME
from auditor.model import AuditorError, StoreError
from auditor.store import Store

log = logging.getLogger("auditor")

TRIES = 3  # a site whose worker died twice is tried once more before the run says so
CONNECT_SECONDS = 180  # of a scheduler and its workers on this machine, which may be busy


class FleetError(AuditorError):
    """The cluster cannot be reached."""


class SitesLost(FleetError):
    """The audit of `sites` ended again and again before it was done; the others are done."""

    def __init__(self, reasons: Mapping[str, str]) -> None:
        super().__init__("\n".join(f"サイト {site}: {reason}" for site, reason in reasons.items()))
        self.sites = tuple(reasons)


@dataclass(frozen=True, slots=True)
class _Failed:
    """One try of a site that came to no result."""

    reason: str  # what happened and the cure, for people
    error: AuditorError | None = None  # of the machine, not of the site


_DIED = (
    f"検査の処理が{TRIES}回、途中で強制終了されました。"
    "（直し方: メモリーの空きを確かめ、--workers 1 を付けて、もう一度実行してください。続きから再開します。）"
)


def run_sites(
    jobs: Sequence[SiteJob],
    store: Store,
    *,
    workers: int,
    cluster: str = "",
    tick: Callable[[Sequence[SiteJob]], None] = lambda running: None,
) -> list[SiteResult]:
    """Audit every site and absorb its rows into `store` as soon as it is done.

    `tick` is called about once a second with the jobs under way. A worker that dies takes those beside it along:
    the sites that were under way are tried again one by one when the others are done.
    Raises SitesLost when the audit of a site failed TRIES times; what was captured of it is absorbed all the same.
    """
    results: dict[str, SiteResult] = {}
    waiting = [replace(job, by_value=bool(cluster)) for job in jobs]
    suspects: list[SiteJob] = []
    while waiting:
        failed: list[SiteJob] = []
        with _executor(cluster, min(workers, len(waiting))) as executor:
            for job, result in _completed({executor.submit(audit_site, one): one for one in waiting}, tick):
                if isinstance(result, SiteResult):
                    _absorb(store, job, result)
                    results[job.site.id] = result
                elif result.error is not None and not results:
                    raise result.error  # nothing worked yet: the machine is not fit for any site
                else:
                    failed.append(job)
        begun = [job for job in failed if job.work_path.exists()] or failed
        suspects += begun
        waiting = [job for job in failed if job not in begun]
    lost: dict[str, str] = {}
    for job in suspects:
        last = _again(job, cluster, tick)
        if isinstance(last, SiteResult):
            _absorb(store, job, last)
            results[job.site.id] = last
            continue
        lost[job.site.id] = last.reason
        _salvage(store, job)
    if lost:
        raise SitesLost(lost)
    return [results[job.site.id] for job in jobs]


def _again(job: SiteJob, cluster: str, tick: Callable[[Sequence[SiteJob]], None]) -> SiteResult | _Failed:
    """Try a site alone until it is done, at most so often that it had TRIES in all."""
    last: SiteResult | _Failed = _Failed(_DIED)
    for _ in range(TRIES - 1):
        with _executor(cluster, 1) as executor:
            last = next(_completed({executor.submit(audit_site, job): job}, tick))[1]
        if isinstance(last, SiteResult):
            break
    return last


def _completed(
    running: dict[Future[SiteResult], SiteJob], tick: Callable[[Sequence[SiteJob]], None]
) -> Iterator[tuple[SiteJob, SiteResult | _Failed]]:
    """Yield each job with its result as it ends, or with why its worker died or met what nobody foresaw."""
    open_ = dict(running)
    while open_:
        done, _ = futures.wait(open_, timeout=1, return_when=futures.FIRST_COMPLETED)
        for future in done:
            job = open_.pop(future)
            yield job, _result(job, future)
        tick(list(open_.values()))


def _result(job: SiteJob, future: Future[SiteResult]) -> SiteResult | _Failed:
    try:
        return future.result()
    except (BrokenProcessPool, futures.CancelledError):
        return _Failed(_DIED)
    except AuditorError as error:  # no browser, nothing can be written
        return _Failed(str(error), error)
    except Exception as error:  # Dask's KilledWorker too; one site shall not end the others
        log.error("%s: audit of a site failed", job.site.id, exc_info=error)
        what = f"{type(error).__name__}: {error}".splitlines()[0][:200]
        return _Failed(
            f"予期しない誤りで検査の処理が{TRIES}回続けて止まりました（{what}）。ほかのサイトの結果は使えます。"
            f"（直し方: {Path(job.reports) / LOG_NAME} を添えて、開発元に知らせてください。）"
        )


def _absorb(store: Store, job: SiteJob, result: SiteResult) -> None:
    if result.rows:  # by value: the worker may have been on another machine
        path = job.work_path.with_suffix(".received")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(result.rows)
    else:
        path = job.work_path
    store.site(job.cycle, job.site.id).absorb(path)
    for file in {path, job.work_path}:
        forget(file)


def _salvage(store: Store, job: SiteJob) -> None:
    """Absorb what there is of a lost site. Its work file stays: the next run goes on there."""
    if not job.work_path.exists():
        return
    try:
        with Store(job.work_path):  # killed at any moment: it may have no table yet
            pass
        store.site(job.cycle, job.site.id).absorb(job.work_path)
    except StoreError as error:
        log.error("%s: nothing can be read of the lost audit: %s", job.site.id, error)


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
    _start_tracker()
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


def _start_tracker() -> None:
    """Start multiprocessing's own helper deaf to the end of the terminal, as it is to Ctrl+C: it cleans up after us."""
    main = threading.current_thread() is threading.main_thread()  # nobody else may set signals
    if not main or not hasattr(signal, "SIGHUP"):
        return
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        resource_tracker.ensure_running()
    finally:
        signal.signal(signal.SIGHUP, before)


def _die_with(parent: int) -> None:
    """End this worker when its parent is gone, so that a killed run leaves no one writing behind.

    Ctrl+C and a closed terminal reach the whole group of processes; the parent alone answers, and ends its workers.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(signal, "SIGHUP"):
        signal.signal(signal.SIGHUP, signal.SIG_IGN)

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(0.2)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


@contextmanager
def _dask(cluster: str) -> Iterator[Executor]:
    try:
        import dask
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
            dask.config.set({"distributed.comm.timeouts.connect": f"{CONNECT_SECONDS}s"}),
            LocalCluster(  # type: ignore[no-untyped-call]  # the library is untyped
                n_workers=int(count), threads_per_worker=1, processes=True, dashboard_address=None,
                # The guard sees only Python's own memory; capture watches the browser's.
                memory_limit=0,
            ) as local,
            Client(local, timeout=CONNECT_SECONDS) as client,  # type: ignore[no-untyped-call]
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
