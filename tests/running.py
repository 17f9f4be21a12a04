"""Runs the real command line over sites on loopback: a desk with targets.yaml, reports and what was said."""

import contextlib
import io
import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil

from auditor.cli import main

CYCLE = "2026Q4"
CONTACT = "audit@example.jp"


@dataclass(frozen=True)
class Done:
    """What a command left: exit code and both outputs."""

    code: int
    out: str
    err: str
    data: bytes = b""


def auditor(*arguments: str | Path, stdin: bytes = b"") -> Done:
    """Run a command in this process, as `auditor ARGUMENTS` does."""
    out, err = io.BytesIO(), io.StringIO()
    stdout = io.TextIOWrapper(out, encoding="utf-8", write_through=True)
    before, handlers = sys.stdin, {one: signal.getsignal(one) for one in (signal.SIGTERM, signal.SIGHUP)}
    sys.stdin = io.TextIOWrapper(io.BytesIO(stdin))
    try:
        with contextlib.redirect_stdout(stdout), contextlib.redirect_stderr(err):
            try:
                code = main([str(argument) for argument in arguments])
            except SystemExit as stop:  # argparse's own way out
                code = int(stop.code or 0)
    finally:
        sys.stdin = before
        for one, handler in handlers.items():
            signal.signal(one, handler)
    stdout.flush()
    return Done(code, out.getvalue().decode(errors="replace"), err.getvalue(), out.getvalue())


@dataclass
class Desk:
    """A folder with a targets.yaml and the reports of its runs."""

    folder: Path
    bureaus: list[str] = field(default_factory=list)
    defaults: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.defaults = {"selection": "all", "delay": 0, "probes": "none", "concurrency": 2, **self.defaults}

    @property
    def targets(self) -> Path:
        return self.folder / "targets.yaml"

    @property
    def reports(self) -> Path:
        return self.folder / "reports"

    @property
    def published(self) -> Path:
        return self.reports / CYCLE

    def write(self, **sites: str | dict[str, Any]) -> None:
        """Write a targets.yaml of one bureau; a site is its start or all its keys. JSON is YAML."""
        rows = [
            {"id": id, "name": f"{id}サイト", **(keys if isinstance(keys, dict) else {"start": keys})}
            for id, keys in sites.items()
        ]
        self.write_bureaus(**{"soumu": rows})

    def write_bureaus(self, **bureaus: list[dict[str, Any]]) -> None:
        """Write a targets.yaml of several bureaus, named after their ids."""
        rows = [{"id": id, "name": f"{id}局", "sites": sites} for id, sites in bureaus.items()]
        self.targets.write_text(
            json.dumps(
                {"organisation": "試験都", "contact": CONTACT, "defaults": self.defaults, "bureaus": rows},
                ensure_ascii=False,
            )
        )

    def run(self, *arguments: str, cycle: str = CYCLE, workers: int = 2) -> Done:
        """auditor run"""
        return auditor(
            "run", self.targets, "--reports", self.reports, "--cycle", cycle, "--workers", str(workers),
            *arguments,
        )  # fmt: skip

    def lines(self, *arguments: str) -> list[dict[str, Any]]:
        """Lines of `auditor export --all`."""
        done = auditor("export", "--all", "--reports", self.reports, *arguments)
        assert done.code == 0, done.err
        return [json.loads(line) for line in done.out.splitlines()]

    def fates(self, site: str, *arguments: str) -> dict[str, str]:
        """Path and query of each URL of a site → fate; fails where a URL is there twice."""
        pages = [line for line in self.lines(*arguments) if line["kind"] == "page" and line["site"] == site]
        counts = Counter(page["url"] for page in pages)
        assert all(count == 1 for count in counts.values()), counts.most_common(3)
        return {"/" + page["url"].split("/", 3)[3]: page["fate"] for page in pages}

    def workbook(self, cycle: str = CYCLE, bureau: str = "soumu") -> Path:
        return self.reports / cycle / f"改善計画書_{cycle}_{bureau}局.xlsx"

    def index(self, cycle: str = CYCLE) -> str:
        return (self.reports / cycle / "index.html").read_text()


def html(*links: str, body: str = "", title: str = "試験ページ") -> str:
    """A page in order, with links to paths and anything else in its main part."""
    named = "".join(f'<li><a href="{link}">{link} のページ</a></li>' for link in links)
    return (
        f'<!DOCTYPE html><html lang="ja"><head><meta charset="utf-8"><title>{title}</title></head>'
        f"<body><header><p>試験都</p></header><main><h1>{title}</h1><ul>{named}</ul>{body}</main></body></html>"
    )


def site_folder(folder: Path, pages: int = 8) -> Path:
    """A small site on disk with a few defects on every page."""
    folder.mkdir(parents=True, exist_ok=True)
    names = ["index.html", *(f"p{number}.html" for number in range(1, pages))]
    for number, name in enumerate(names):
        body = (
            f'<p><img src="a.png"></p><p>本文{number}</p><form action="/"><input type="text" name="q"></form>'
        )
        links = ("./", *names[1:])
        (folder / name).write_text(html(*links, body=body, title=f"ページ{number}"))
    return folder


def start_auditor(*arguments: str | Path, group: bool = False) -> "subprocess.Popen[bytes]":
    """Start a command in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "auditor.cli", *map(str, arguments)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, start_new_session=group,
        preexec_fn=_heeding_interrupts,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)},
    )  # fmt: skip


def _heeding_interrupts() -> None:
    """A shell's background job is born deaf to Ctrl+C, and so would be everything the tests start from it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def family(pid: int) -> list[psutil.Process]:
    """All processes a process has started, and theirs."""
    with contextlib.suppress(psutil.NoSuchProcess):
        return psutil.Process(pid).children(recursive=True)
    return []


def left_alive(processes: list[psutil.Process], seconds: float = 15) -> list[str]:
    """Names of those still there after at most so many seconds."""
    _, alive = psutil.wait_procs(processes, timeout=seconds)
    return [" ".join(_command(process))[:200] for process in alive if process.is_running()]


def _command(process: psutil.Process) -> list[str]:
    with contextlib.suppress(psutil.Error):
        return [process.name(), process.status(), *process.cmdline()]
    return []


@contextlib.contextmanager
def within(seconds: float) -> Iterator[None]:
    """Fail where the block takes longer."""
    began = time.monotonic()
    yield
    assert time.monotonic() - began < seconds
