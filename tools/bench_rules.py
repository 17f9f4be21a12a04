"""What judging costs: CPU time a page of the page view and of every rule, the ten dearest rules by name.

    python tools/bench_rules.py CAPTURES.sqlite [AXE_MS_A_PAGE]

Reads the captures of a run; `make bench` calls it with those of its own, and with the time that axe-core itself
took on the same pages, which judging in Python may cost a quarter of.
"""

import sqlite3
import sys
import time
from collections import defaultdict
from contextlib import closing
from pathlib import Path

from auditor.criteria import profile
from auditor.evaluate.axe_results import judge_axe
from auditor.evaluate.engine import judge_page
from auditor.evaluate.rulebook import load
from auditor.model import CaptureError
from auditor.page import evidence_lacking, page_from_capture
from auditor.store import CaptureStore

STANDARD = "jis-x-8341-3-2016-aa"
SHARE = 0.25  # of axe-core's own time
WORST = 10


def main(arguments: list[str]) -> int:
    """Print the costs of judging the captures of a file."""
    path = Path(arguments[0])
    print(table(path, float(arguments[1]) if len(arguments) > 1 else None))
    return 0


def table(path: Path, axe_ms: float | None) -> str:
    """Return the costs as Markdown; axe_ms: milliseconds axe-core took a page, None where nobody measured it."""
    book, standard = load(), profile((STANDARD,), ())
    spent: defaultdict[str, float] = defaultdict(float)
    pages = 0
    with closing(sqlite3.connect(path)) as db:
        captured = db.execute("SELECT DISTINCT url, viewport FROM capture ORDER BY url, viewport").fetchall()
    with closing(CaptureStore(path)) as captures:
        for url, viewport in captured:
            capture = captures.get(url, viewport, without=("screenshot",))
            if capture is None or isinstance(capture.snapshot, CaptureError):
                continue
            pages += 1
            started = time.thread_time()
            page = page_from_capture(capture)
            lacking = evidence_lacking(capture)
            spent["(page view)"] += _since(started)
            for rule in book.of_kind("page"):
                started = time.thread_time()
                judge_page(page, [rule], standard, lacking=lacking)
                spent[rule.id] += _since(started)
            started = time.thread_time()
            judge_axe(page, book.of_kind("axe"), standard)
            spent["(axe-core's answer)"] += _since(started)
    if not pages:
        return "no captures"
    whole = sum(spent.values()) / pages
    lines = [
        f"judging: {whole:.1f} ms of CPU a page over {pages} pages, {len(book.of_kind('page'))} page rules"
    ]
    if axe_ms:
        lines[0] += f"; axe-core itself {axe_ms:.0f} ms: {whole / axe_ms:.0%} of it (at most {SHARE:.0%})"
    lines += ["", "| rule | ms a page |", "|---|---|"]
    lines += [
        f"| {name} | {used / pages:.1f} |"
        for name, used in sorted(spent.items(), key=lambda one: -one[1])[: WORST + 2]
    ]
    return "\n".join(lines)


def _since(started: float) -> float:
    return (time.thread_time() - started) * 1000


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
