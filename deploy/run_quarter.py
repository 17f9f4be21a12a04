"""Run what is due of the quarterly audit, and leave one line of result in reports/last-run.txt.

The line is `time, cycle, exit code, summary`, parted by tabs. While a run is under way the file
reports/.running holds its cycle; where a power cut left it behind, the next start goes on with that cycle.
"""

import argparse
import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from datetime import datetime, timedelta, timezone
from pathlib import Path

from filelock import FileLock, Timeout

ROOT = Path(__file__).resolve().parents[1]
JAPAN = timezone(timedelta(hours=9))  # a fixed offset: Windows has no time zone database
ENDED = (0, 1, 2, 3)  # exit codes after which there is nothing to go on with


def main(argv: Sequence[str] | None = None) -> int:
    """Run the due cycles one after the other and return the exit code of the last."""
    parser = argparse.ArgumentParser(prog="run-quarter", description="四半期の監査を実行します。")
    parser.add_argument("targets", nargs="?", type=Path, default=ROOT / "targets.yaml")
    parser.add_argument("--reports", type=Path, default=ROOT / "reports", metavar="DIR")
    parser.add_argument(
        "--due", action="store_true", help="この四半期の監査が終わっていないときだけ実行します"
    )
    parser.add_argument("--auditor", default=str(Path(sys.executable).with_name("auditor")), metavar="PATH")
    parser.add_argument(
        "--now", type=datetime.fromisoformat, default=None, metavar="TIME", help=argparse.SUPPRESS
    )
    options = parser.parse_args(argv)
    reports: Path = options.reports
    reports.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(reports / ".run-quarter.lock", timeout=0):
            code = 0
            for cycle in due(reports, cycle_of(options.now or datetime.now(JAPAN)), options.due):
                command = [options.auditor, "run", str(options.targets), "--reports", str(reports)]
                code = run([*command, "--cycle", cycle, "--no-progress"], cycle, reports, options.now)
                if code not in ENDED:
                    break
            return code
    except Timeout:
        print("監査はすでに動いています。終わるまで待ってください。")
        return 0


def cycle_of(now: datetime) -> str:
    """The calendar quarter in Japan: 2026Q4."""
    local = now.astimezone(JAPAN)
    return f"{local.year}Q{(local.month + 2) // 3}"


def due(reports: Path, current: str, only_due: bool) -> tuple[str, ...]:
    """The cycles to run, oldest first: one that was interrupted, then the current one.

    With `only_due` the current one is left out where it ended already: a reboot in mid-quarter does nothing.
    """
    broken = _read(reports / ".running")
    last = _read(reports / "last-run.txt").split("\t")
    ended = last[1] if len(last) > 2 else ""
    wanted = [broken] if broken else []
    if not only_due or ended < current:
        wanted.append(current)
    return tuple(dict.fromkeys(wanted))


def run(command: Sequence[str], cycle: str, reports: Path, now: datetime | None) -> int:
    """Run one cycle, hand its output through, and write the line of result."""
    marker = reports / ".running"
    marker.write_text(cycle, encoding="utf-8")
    try:
        code, summary = _execute(command)
    except OSError as error:
        code, summary = 2, f"auditor を起動できません（{error.strerror}）。make setup を実行してください。"
    at = (now or datetime.now(JAPAN)).astimezone(JAPAN).isoformat(timespec="seconds")
    draft = reports / ".last-run.tmp"
    draft.write_text(f"{at}\t{cycle}\t{code}\t{summary}\n", encoding="utf-8")
    draft.replace(reports / "last-run.txt")
    if code in ENDED:
        marker.unlink(missing_ok=True)
    return code


def _execute(command: Sequence[str]) -> tuple[int, str]:
    summary = ""
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        env={**os.environ, "PYTHONUTF8": "1"},  # on Windows a pipe would else be CP932
    ) as process:
        # A shutdown stops the audit cleanly; what it has is kept and the next start goes on.
        before = signal.signal(signal.SIGTERM, lambda _number, _frame: process.terminate())
        try:
            for line in process.stdout or ():
                print(line, end="", flush=True)
                summary = " ".join(line.split())[:200] or summary
        finally:
            signal.signal(signal.SIGTERM, before)
    return process.returncode, summary


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8").strip() if path.exists() else ""


if __name__ == "__main__":
    sys.exit(main())
