"""Hands over one audit of a page or of files: HTML report, workbook, JSON lines, and its summary on the terminal."""

import argparse
import tempfile
import webbrowser
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Protocol

from auditor.console import STDOUT, Exit, is_watched, note, out, output
from auditor.model import Certainty, FindingRow
from auditor.report.jsonl import Line, dump
from auditor.report.page_html import page_html
from auditor.report.page_report import PageReport, missed_lines, stopped
from auditor.report.terminal import page_text


class Result(Protocol):
    """An audit, ready for every form of output."""

    @property
    def report(self) -> PageReport: ...
    @property
    def rows(self) -> Sequence[FindingRow]: ...
    @property
    def lines(self) -> Sequence[Line]: ...
    @property
    def workbook(self) -> bytes: ...


# Option that names the file → what is written, in the language asked for.
FORMS: Mapping[str, Callable[[Result, str], bytes]] = MappingProxyType(
    {
        "html": lambda result, lang: page_html(result.report, lang).encode(),
        "xlsx": lambda result, lang: result.workbook,
        "json": lambda result, lang: "".join(f"{dump(line)}\n" for line in result.lines).encode(),
    }
)


def hand_over(arguments: argparse.Namespace, result: Result) -> int:
    """Write what was asked for, print the summary, and return the exit code."""
    places = {form: getattr(arguments, form) for form in FORMS}
    places["html"] = page = places["html"] or str(_report_path())
    for form, make in FORMS.items():
        if (place := places[form]) is not None:
            with output(place) as file:
                file.write(make(result, arguments.lang))
    if STDOUT not in places.values():
        out(page_text(result.report, arguments.lang, html=page))
    if page != STDOUT and (arguments.open if arguments.open is not None else is_watched()):
        webbrowser.open(Path(page).resolve().as_uri())
    return _code(arguments, result)


def _report_path() -> Path:
    """Return a new place of the user's own: nobody else's report is there, and nobody can put a link in its way."""
    return Path(tempfile.mkdtemp(prefix="auditor-")) / "検査結果.html"


def _code(arguments: argparse.Namespace, result: Result) -> int:
    """Return the exit code: what was not judged passes no `--fail-on`."""
    report = result.report
    if not report.whole:
        why = stopped(report, arguments.lang) or "、".join(missed_lines(report, arguments.lang))
        note(f"{report.url}: {why}")
        return Exit.PARTIAL
    return Exit.FOUND if arguments.fail_on and _found(result.rows, arguments.fail_on) else Exit.OK


def _found(rows: Sequence[FindingRow], least: str) -> bool:
    order = tuple(Certainty)
    counted = order[: order.index(Certainty(least)) + 1]
    return any(row.certainty in counted for row in rows)
