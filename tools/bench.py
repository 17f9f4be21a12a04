"""Speed, as a ratio to a floor measured in the same run on the same pages.

    make bench                      the table of docs/measured.md
    python tools/bench.py --pages N --runs N --folder DIR

Floor: load a page, inject axe-core, run it, through Playwright; contexts reused, as many tabs as cores, waiting for
`load` and nothing else. Whole: `auditor run` with no delay and active probes off, everything else on. Both are whole
processes with the same browser and the same axe file; they alternate, and the medians are compared.
With --probes: `unread` with all probes but without reading pictures, `probes` with all.
Quarters: the same pages as a site that is asked over the network, in a first quarter and in a second one in which
nothing changed; its time and the bytes that the site's server sent are told as shares of the first.
"""

import argparse
import asyncio
import os
import shutil
import socket
import socketserver
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import bench_rules
import msgspec
import psutil
import zstandard

from auditor.read.drawn import Drawn

REPO = Path(__file__).resolve().parent.parent
HANDBOOK = Path("/usr/share/doc/debian-handbook/html/ja-JP")


def main() -> int:
    """Run the comparison and print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pages", type=int, default=200, help="at most so many")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--folder", type=Path, help="a folder of HTML pages instead of the default mix")
    parser.add_argument("--probes", action="store_true", help="also measure with the probes on")
    parser.add_argument("--quarters", action="store_true", help="measure the two quarters alone")
    parser.add_argument("--floor", metavar="BASE", help=argparse.SUPPRESS)
    parser.add_argument("urls", nargs="*", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.floor:
        asyncio.run(_floor(arguments.urls))
        return 0
    return _compare(arguments)


def _pages(folder: Path | None, count: int, into: Path) -> list[str]:
    """Copy the pages to measure into one folder and name them."""
    if folder is not None:
        shutil.copytree(folder, into, dirs_exist_ok=True)
    else:
        for source in (HANDBOOK, REPO / "examples" / "midori", REPO / "examples" / "kurashi"):
            if source.is_dir():
                shutil.copytree(source, into / source.name, dirs_exist_ok=True)
    names = sorted(str(path.relative_to(into)) for path in into.rglob("*.html"))
    step = max(1, len(names) // count)
    return names[::step][:count]


async def _floor(urls: list[str]) -> None:
    from playwright.async_api import async_playwright

    from auditor.capture.locate import find_axe, require_browser

    source, _ = find_axe("")
    browser_path = require_browser().path
    queue = list(reversed(urls))
    axe_ms = 0.0
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=browser_path, args=["--no-sandbox"])

        async def tab() -> None:
            nonlocal axe_ms
            page = await (await browser.new_context(viewport={"width": 1280, "height": 900})).new_page()
            while queue:
                await page.goto(queue.pop(), wait_until="load")
                await page.evaluate(source)
                axe_ms += await page.evaluate(
                    "(async () => { const from = performance.now(); await axe.run(); return performance.now() - from })()"
                )

        await asyncio.gather(*(tab() for _ in range(os.cpu_count() or 1)))
        await browser.close()
    print(axe_ms / len(urls))


@dataclass(frozen=True)
class Measured:
    """One run of a command: seconds, those of processor time, peak bytes of Python processes and of the browser's,
    what it printed. Processor time is that of processes that have ended and were waited for."""

    seconds: float
    cpu: float
    python: int
    browser: int
    said: str


def _timed(command: list[str]) -> Measured:
    started, spent = time.perf_counter(), os.times()
    process = psutil.Popen(command, cwd=REPO, stdout=subprocess.PIPE, text=True)
    python = browser = 0
    while process.poll() is None:
        ours = theirs = 0
        try:
            for child in [process, *process.children(recursive=True)]:
                try:
                    memory = child.memory_info()
                    if "python" in child.name() or "auditor" in child.name():
                        ours += memory.rss
                    else:
                        theirs += memory.rss - memory.shared
                except psutil.NoSuchProcess:
                    continue
        except psutil.NoSuchProcess:
            break
        python, browser = max(python, ours), max(browser, theirs)
        time.sleep(0.1)
    if process.returncode not in (0, 3):
        raise SystemExit(f"{' '.join(command)}: exit {process.returncode}")
    after = os.times()
    cpu = after.children_user + after.children_system - spent.children_user - spent.children_system
    return Measured(time.perf_counter() - started, cpu, python, browser, process.stdout.read())


def _compare(arguments: argparse.Namespace) -> int:
    from auditor.capture.folder import serve

    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        site = root / "site"
        site.mkdir()
        pages = _pages(arguments.folder, arguments.pages, site)
        if arguments.quarters:
            _quarters(root, site, pages, arguments.runs)
            return 0
        with serve(site) as (host, port):
            floor = [sys.executable, __file__, "--floor", "x"]
            floor += [f"http://{host}:{port}/{page}" for page in pages]
            rows: dict[str, list[Measured]] = {"floor": [], "whole": [], "unread": [], "probes": []}
            for run in range(arguments.runs):
                rows["floor"].append(_timed(floor))
                rows["whole"].append(_timed(_whole(root, run, pages, "none")))
                if arguments.probes:
                    rows["unread"].append(_timed(_whole(root, 200 + run, pages, "all", "none")))
                    rows["probes"].append(_timed(_whole(root, 100 + run, pages, "all")))
                times = ", ".join(f"{label} {row[-1].seconds:.1f} s" for label, row in rows.items() if row)
                print(f"run {run + 1}: {times}", file=sys.stderr, flush=True)
        print(f"{len(pages)} pages, {os.cpu_count()} cores, {arguments.runs} alternating runs, medians")
        base = statistics.median(row.seconds for row in rows["floor"])
        print(
            "| | s | CPU s | pages/s | ratio to the floor | Python, MB | browser, MB |\n|---|---|---|---|---|---|---|"
        )
        for label, measured in rows.items():
            if measured:
                seconds = statistics.median(row.seconds for row in measured)
                cpu = statistics.median(row.cpu for row in measured)
                python = max(row.python for row in measured) // 2**20
                browser = max(row.browser for row in measured) // 2**20
                print(
                    f"| {label} | {seconds:.1f} | {cpu:.1f} | {len(pages) / seconds:.2f} | {base / seconds:.2f} | {python} | {browser} |"
                )
        _quarters(root, site, pages, arguments.runs)
        _sizes(root / "reports0", len(pages))
        _readings(root / "reports100")
        axe_ms = statistics.median(float(row.said) for row in rows["floor"])
        captures = next((root / "reports0" / "captures").glob("2*/*.sqlite"))
        print(f"\n{bench_rules.table(captures, axe_ms)}")
    return 0


def _quarters(root: Path, site: Path, pages: list[str], runs: int) -> None:
    """Print what an unchanged quarter takes of the first: time, and bytes that the site's server sent."""
    from auditor.capture.folder import serve

    times: list[float] = []
    spent: list[float] = []
    sent: list[float] = []
    for run in range(runs):
        with serve(site) as address, _counted(address) as (port, counted):
            first = _timed(_quarter(root, run, pages, port, "2026Q4"))
            bytes_first = counted[0]
            again = _timed(_quarter(root, run, pages, port, "2027Q1"))
            bytes_again = counted[0] - bytes_first
        times.append(again.seconds / first.seconds)
        spent.append(again.cpu / first.cpu)
        sent.append(bytes_again / bytes_first)
        print(
            f"quarters {run + 1}: first {first.seconds:.1f} s, CPU {first.cpu:.1f} s, {bytes_first:,} bytes; "
            f"unchanged {again.seconds:.1f} s, CPU {again.cpu:.1f} s, {bytes_again:,} bytes",
            file=sys.stderr,
            flush=True,
        )
    print(
        f"\nunchanged quarter ÷ first quarter: time {statistics.median(times):.2f} "
        f"({1 / statistics.median(times):.1f} x faster), CPU {statistics.median(spent):.2f}, bytes {statistics.median(sent):.3f}"
    )


def _quarter(root: Path, run: int, pages: list[str], port: int, cycle: str) -> list[str]:
    command = _whole(root, 300 + run, pages, "none", start=f"http://127.0.0.1:{port}/")
    return [*command, "--cycle", cycle]


@contextmanager
def _counted(address: tuple[str, int]) -> Iterator[tuple[int, list[int]]]:
    """Give a port that leads to an address, and the bytes that came from there so far."""
    counted = [0]

    class Relay(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            with socket.create_connection(address) as there, suppress(OSError):
                asking = threading.Thread(target=self.ask, args=(there,), daemon=True)
                asking.start()
                while part := there.recv(65_536):
                    counted[0] += len(part)
                    self.request.sendall(part)

        def ask(self, there: socket.socket) -> None:
            with suppress(OSError):
                while part := self.request.recv(65_536):
                    there.sendall(part)
                there.shutdown(socket.SHUT_RDWR)

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True
        block_on_close = False

    with Server(("127.0.0.1", 0), Relay) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_address[1], counted
        server.shutdown()


def _readings(reports: Path) -> None:
    """How many pictures were read, and for how long each."""
    cpu = [
        msgspec.json.decode(zstandard.ZstdDecompressor().decompress(value), type=Drawn).cpu
        for path in (reports / "captures" / "pictures").glob("*.sqlite")
        for (value,) in sqlite3.connect(path).execute("SELECT value FROM reading")
    ]
    if cpu:
        print(
            f"\npictures read {len(cpu)}: CPU median {statistics.median(cpu):.2f} s, most {max(cpu):.2f} s, in all {sum(cpu):.1f} s"
        )


def _whole(
    root: Path, run: int, pages: list[str], probes: str, ocr: str = "auto", start: str = "site/"
) -> list[str]:
    targets = root / f"targets{run}.yaml"
    base = start if "://" in start else "http://bench.localhost/"
    urls = "\n".join(f"          - {base}{page}" for page in pages)
    targets.write_text(
        f"""organisation: 計測
contact: bench@example.jp
defaults: {{delay: 0, concurrency: {os.cpu_count()}, selection: all, probes: {probes}, ocr: {ocr}}}
bureaus:
  - id: bench
    name: 計測
    sites:
      - id: bench
        name: 計測用サイト
        start: {start}
        urls:
{urls}
""",
        encoding="utf-8",
    )
    reports = root / f"reports{run}"
    return [
        sys.executable,
        "-m",
        "auditor.cli",
        "run",
        str(targets),
        "--reports",
        str(reports),
        "--no-progress",
    ]


def _sizes(reports: Path, pages: int) -> None:
    store = (reports / "auditor.sqlite").stat().st_size
    captures = sum(path.stat().st_size for path in (reports / "captures").rglob("*.sqlite"))
    print(
        f"\nstore {store / 2**20:.1f} MB, captures {captures / 2**20:.1f} MB = {captures / 1024 / pages:.0f} KB a page"
    )


if __name__ == "__main__":
    sys.exit(main())
