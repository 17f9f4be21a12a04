"""Workbooks: takes in those that came back, writes them anew, says who has not answered."""

import argparse
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TypeVar

from auditor import calendar
from auditor.commands.reports_folder import opened, stored
from auditor.commands.run import publish
from auditor.console import Exit, note, out
from auditor.evaluate.rulebook import configured
from auditor.model import TicketForm, WorkbookError, WorkbookUnread
from auditor.publish.bureau import plan_of
from auditor.publish.import_workbook import Delivery, Imported, import_delivery, in_order, read_delivery
from auditor.publish.status import plan_status
from auditor.publish.stored_material import PublishContext
from auditor.report.safe_text import one_line
from auditor.report.tickets import ticket_files
from auditor.targets import file_name
from auditor.whole_file import write_whole
from auditor.workbook.form.columns import UNPLACED

File = TypeVar("File")
Result = TypeVar("Result")
MOST_SHOWN = 50  # words without a place that the terminal names


def import_files(arguments: argparse.Namespace) -> int:
    """`auditor plan import`: one that cannot be taken stops no other, and their order does not matter."""
    only: Sequence[str] = ()
    if arguments.bureau:  # a file may be of a bureau that the newest cycle no longer has
        with opened(arguments.reports) as store:
            only = [bureau.id for bureau in stored(arguments, store)[1].bureaus]
    failed: set[Exit] = set()

    def each(files: Iterable[File], work: Callable[[File], Result]) -> Iterator[Result]:
        for file in files:
            try:
                yield work(file)
            except WorkbookUnread as error:
                note(str(error))
                failed.add(Exit.PARTIAL)
            except WorkbookError as error:
                note(str(error))
                failed.add(Exit.WRONG)

    # What was sent is hostile, and the store waits for nobody: all is read before it is opened.
    deliveries = in_order(each(arguments.files, read_delivery))
    take = partial(_import, reports=arguments.reports, only=only, dry_run=arguments.dry_run)
    for done in each(deliveries, take):
        _tell(done, dry_run=arguments.dry_run)
    return next((code for code in (Exit.WRONG, Exit.PARTIAL) if code in failed), Exit.OK)


def _import(delivery: Delivery, *, reports: Path, only: Sequence[str], dry_run: bool) -> Imported:
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
    refused = (
        f"  {edit.number} {edit.heading}: 「{one_line(edit.value)}」は取り込めません。{reason}"
        for edit, reason in done.refused
    )
    for line in dict.fromkeys(refused):  # a copy of the sheet says it once more
        note(line)
    for words in done.unplaced[:MOST_SHOWN]:
        place = "!".join(part for part in (words["sheet"], words["cell"] or words["heading"]) if part)
        note(f"  {place}: 「{one_line(words['text'])}」 は{words['reason']}。")
    if len(done.unplaced) > MOST_SHOWN:
        note(f"  ほかに{len(done.unplaced) - MOST_SHOWN:,}か所の記入を「{UNPLACED}」に残しました。")
    for message in done.messages:
        note(f"  {message}")
    for problem in done.problems:
        note(f"  {problem.sheet} {problem.row}行目: {problem.reason}")
    for ask in done.asks:
        note(f"  {ask}")


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
