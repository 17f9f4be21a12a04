"""Workbooks: takes in those that came back, writes them anew, says who has not answered."""

import argparse
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from auditor import calendar
from auditor.commands.reports_folder import opened, stored
from auditor.commands.run import publish
from auditor.console import Exit, note, out
from auditor.evaluate.rulebook import configured
from auditor.model import TicketForm, WorkbookError, WorkbookUnread
from auditor.publish.bureau import plan_of
from auditor.publish.import_workbook import Imported, import_delivery, read_delivery
from auditor.publish.material import PublishContext
from auditor.publish.status import plan_status
from auditor.report.text import one_line
from auditor.report.tickets import ticket_files
from auditor.targets import file_name
from auditor.whole_file import write_whole


def import_files(arguments: argparse.Namespace) -> int:
    """`auditor plan import`: each file for itself; one that cannot be taken stops no other."""
    wrong = unread = False
    only: Sequence[str] = ()
    if arguments.bureau:  # a file may be of a bureau that the newest cycle no longer has
        with opened(arguments.reports) as store:
            only = [bureau.id for bureau in stored(arguments, store)[1].bureaus]
    for path in arguments.files:
        try:
            done = _import(path, arguments.reports, only, dry_run=arguments.dry_run)
        except WorkbookUnread as error:
            note(str(error))
            unread = True
        except WorkbookError as error:
            note(str(error))
            wrong = True
        else:
            _tell(done, dry_run=arguments.dry_run)
    return Exit.WRONG if wrong else Exit.PARTIAL if unread else Exit.OK


def _import(path: Path, reports: Path, only: Sequence[str], *, dry_run: bool) -> Imported:
    delivery = read_delivery(path)  # what was sent is hostile, and the store waits for nobody
    with opened(reports) as store:
        at = datetime.now(UTC).isoformat(timespec="seconds")
        return import_delivery(store, delivery, reports, at=at, bureau=only, dry_run=dry_run)


def _tell(done: Imported, *, dry_run: bool) -> None:
    if done.known:
        out(f"{one_line(done.file)}: 取込済みです（変更なし）。")
        return
    word = "変わる所" if dry_run else "取り込んだ所"
    out(f"{one_line(done.file)}: {word} {len(done.edits)}件")
    for edit in done.edits:
        out(
            f"  {edit.number} {edit.heading}: 「{one_line(edit.before)}」→「{one_line(edit.value)}」"
            f"（{edit.place.sheet}!{edit.place.cell}）"
        )
    for edit, reason in done.refused:
        note(f"  {edit.number} {edit.heading}: 「{one_line(edit.value)}」は取り込めません。{reason}")
    for message in done.messages:
        note(f"  {message}")
    for problem in done.problems:
        note(f"  {problem.sheet} {problem.row}行目: {problem.reason}")


def export(arguments: argparse.Namespace) -> int:
    """`auditor plan export`"""
    if arguments.format != "xlsx":
        return _tickets(arguments, TicketForm(arguments.format))
    with opened(arguments.reports) as store:
        name, wanted = stored(arguments, store)
        done = publish(store, wanted, reports=arguments.reports, cycle=name, lang=arguments.lang)
    for item in done.published:
        for line in item.notes:
            note(line)
        out(f"{item.bureau.name}: {item.workbook}")
    return Exit.OK


def _tickets(arguments: argparse.Namespace, form: TicketForm) -> int:
    """Write the files of a tracker beside the workbooks."""
    with opened(arguments.reports) as store:
        name, wanted = stored(arguments, store)
        context = PublishContext(
            store, arguments.reports, name, store.opened(name), wanted.organisation, configured(wanted.rules),
            lang=arguments.lang,
        )  # fmt: skip
        for bureau in wanted.bureaus:
            for ending, text in ticket_files(plan_of(context, bureau), form):
                path = arguments.reports / name / f"課題_{name}_{file_name(bureau.name)}_{form}{ending}"
                write_whole(path, text.encode())
                out(f"{bureau.name}: {path}")
    return Exit.OK


def status(arguments: argparse.Namespace) -> int:
    """`auditor plan status`"""
    today = calendar.today().isoformat()
    with opened(arguments.reports) as store:
        name, wanted = stored(arguments, store)
        for line in plan_status(store, wanted, name, today, configured(wanted.rules), arguments.reports):
            out(line)
    return Exit.OK
