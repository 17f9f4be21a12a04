"""The command line: arguments in, one call, exit code. The only module that prints."""

import argparse
import contextlib
import difflib
import os
import shutil
import signal
import sys
import tempfile
import time
import webbrowser
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any, BinaryIO

from auditor import __version__, calendar
from auditor.arguments import WRONG, parser
from auditor.model import (
    AuditorError,
    Certainty,
    FindingRow,
    PageResult,
    Priority,
    RuleSettings,
    Targets,
    WorkbookError,
    WorkbookUnread,
)
from auditor.report.text import one_line, printable

# Commands import their rooms when they run: `auditor rules` shall not wait for a browser library.
if TYPE_CHECKING:
    from auditor.commands.run import Audited, Progress
    from auditor.report.page_report import PageReport
    from auditor.store import Store

STDIN_BYTES = 30_000_000
OK, FOUND, PARTIAL, INTERRUPTED = 0, 1, 3, 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code (INTERFACE: 0, 1, 2, 3, 130)."""
    signal.signal(signal.SIGTERM, _interrupt)
    # The terminal was closed; Windows has no such signal, and under nohup it is to be ignored.
    if hasattr(signal, "SIGHUP") and signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
        signal.signal(signal.SIGHUP, _interrupt)
    try:
        arguments = parser().parse_args(argv)
        return _CALLS[arguments.call](arguments)
    except AuditorError as error:
        _note(str(error))
        return WRONG
    except KeyboardInterrupt:
        _note("中断しました。同じコマンドをもう一度実行すると、続きから再開します。")
        return INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    except OSError as error:  # a full disk, a share that went away
        where = f"{error.filename}: " if error.filename else ""
        _note(
            f"{where}ファイルを読み書きできません（{error.strerror or error}）。（直し方: ディスクの空きと権限を確かめ、"
            "もう一度同じコマンドを実行してください。）"
        )
        return WRONG


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _today() -> str:
    return calendar.today().isoformat()


def _out(text: str) -> None:
    shown = printable(text)
    sys.stdout.write(shown if shown.endswith("\n") else f"{shown}\n")


def _note(text: str) -> None:
    sys.stderr.write(f"{printable(text)}\n")


def _run(arguments: argparse.Namespace) -> int:
    from auditor import targets
    from auditor.commands import run
    from auditor.publish.targets import chosen

    whole = targets.load(arguments.targets)
    whole = replace(whole, rules=_settings(arguments, whole.rules))
    if arguments.check:
        return _check(chosen(whole, arguments.bureau, arguments.site))
    with _progress(arguments) as tick:
        done = run.run_targets(
            whole, reports=arguments.reports, cycle=arguments.cycle, bureaus=arguments.bureau,
            sites=arguments.site, workers=arguments.workers or os.cpu_count() or 1,
            cluster=arguments.cluster, today=_today(), tick=tick, lang=arguments.lang,
        )  # fmt: skip
    return _audited(done)


def _settings(arguments: argparse.Namespace, rules: RuleSettings = RuleSettings()) -> RuleSettings:
    """The settings of the rules with the folders of `--rules`."""
    return rules.with_folders(str(folder.resolve()) for folder in arguments.rule_folders)


def _audited(done: "Audited") -> int:
    from auditor.report.words import FATES

    for item in done.published:
        for line in item.notes:
            _note(line)
        _out(f"{item.bureau.name}: {item.workbook}")
    _out(f"一覧: {done.index}")
    for line in done.notes:
        _note(line)
    for missed in done.missed:
        why = FATES[missed.fate].ja if missed.fate else "まだ見ていません"
        _note(f"検査できませんでした: {missed.site} {missed.url} （{why}）")
    if done.lost:
        _note(f"{done.lost}（サイトごとの内訳は一覧の各サイトにあります。）")
    high = sum(row.priority is Priority.HIGH for item in done.published for row in item.plan.rows)
    pages = sum(line.result is PageResult.OK for item in done.published for line in item.plan.pages)
    state = (
        f"（検査できなかったもの{len(done.missed)}件。同じコマンドでもう一度試せます）" if done.missed else ""
    )
    _out(
        f"{calendar.label(done.cycle)}の監査が終わりました: {len(done.published)}局、{pages:,}ページ、"
        f"優先度「高」{high:,}件{state}"
    )
    return PARTIAL if done.missed else OK


def _check(wanted: Targets) -> int:
    from auditor.commands.check import check_sites
    from auditor.report.words import FATES

    answers = check_sites(wanted)
    for answer in answers:
        robots = "robots.txt あり" if answer.robots else "robots.txt なし"
        state = "応答あり" if answer.reached else FATES[answer.fate].ja
        _out(f"{answer.site}\t{answer.url}\t{state}\t{robots}\t{answer.detail}".rstrip())
    reached = sum(answer.reached for answer in answers)
    _out(f"{len(answers)}サイトのうち{reached}サイトが応答しました。")
    return OK if reached == len(answers) else PARTIAL


@contextlib.contextmanager
def _progress(arguments: argparse.Namespace) -> "Iterator[Callable[[Progress], None]]":
    """A live table on a terminal, nothing anywhere else."""
    if arguments.no_progress or not sys.stderr.isatty():
        yield lambda progress: None
        return
    from rich.console import Console
    from rich.live import Live

    from auditor.report.live import live_table

    started = time.monotonic()
    with Live(console=Console(stderr=True), refresh_per_second=2, transient=True) as live:
        yield lambda progress: live.update(live_table(progress, time.monotonic() - started))


def _page(arguments: argparse.Namespace) -> int:
    from auditor.commands import page

    text = sys.stdin.buffer.read(STDIN_BYTES) if arguments.page == "-" else None
    result = page.audit_page(
        arguments.page, base=arguments.base, text=text, standards=arguments.standard, contact=arguments.contact,
        today=_today(), lang=arguments.lang, workbook=arguments.xlsx is not None, rules=_settings(arguments),
    )  # fmt: skip
    _hand_over(arguments, result.report, result.lines, result.workbook)
    return _judged(arguments, result.report, result.rows)


def _file(arguments: argparse.Namespace) -> int:
    from auditor.commands import file

    result = file.audit_files(
        arguments.paths, standards=arguments.standard, base=arguments.base, today=_today(), lang=arguments.lang,
        workbook=arguments.xlsx is not None, rules=_settings(arguments),
    )  # fmt: skip
    _hand_over(arguments, result.report, result.lines, result.workbook)
    return _judged(arguments, result.report, result.rows)


def _judged(arguments: argparse.Namespace, report: "PageReport", rows: Sequence[FindingRow]) -> int:
    """The exit code: what was not judged passes no `--fail-on`."""
    if not report.whole:
        _note(_unjudged(report, arguments.lang))
        return PARTIAL
    return FOUND if arguments.fail_on and _found(rows, arguments.fail_on) else OK


def _unjudged(report: "PageReport", lang: str) -> str:
    from auditor.report.page_report import missed_lines, stopped

    return f"{report.url}: {stopped(report, lang) or '、'.join(missed_lines(report, lang))}"


def _hand_over(
    arguments: argparse.Namespace,
    report: "PageReport",
    lines: Sequence[dict[str, Any]],
    workbook: bytes,
) -> None:
    """What was asked for of one audit: HTML report, workbook, JSON lines, the summary on the terminal."""
    from auditor.report.jsonl import dump
    from auditor.report.page_html import page_html
    from auditor.report.terminal import page_text

    path = arguments.html or _report_path()
    _write(path, page_html(report, arguments.lang).encode())
    if arguments.xlsx is not None:
        _write(arguments.xlsx, workbook)
    data = "".join(f"{dump(line)}\n" for line in lines)
    if arguments.json == "-":
        sys.stdout.buffer.write(data.encode())  # data as they are, not words for a terminal
        sys.stdout.buffer.flush()
    else:
        if arguments.json is not None:
            _write(Path(arguments.json), data.encode())
        _out(page_text(report, arguments.lang, html=str(path)))
    if arguments.open if arguments.open is not None else sys.stdout.isatty():
        webbrowser.open(path.resolve().as_uri())


def _report_path() -> Path:
    """A new place of the user's own: nobody else's report is there, and nobody can put a link in its way."""
    return Path(tempfile.mkdtemp(prefix="auditor-")) / "検査結果.html"


def _found(rows: Sequence[FindingRow], least: str) -> bool:
    order = (Certainty.DEFINITE, Certainty.LIKELY, Certainty.REVIEW)
    counted = order[: order.index(Certainty(least)) + 1]
    return any(row.certainty in counted for row in rows)


def _write(path: Path, data: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    except OSError as error:
        raise AuditorError(
            f"{path}: 書き込めません（{error.strerror}）。別の場所を指定してください。"
        ) from error


def _stored(arguments: argparse.Namespace, store: "Store") -> tuple[str, Targets]:
    """The cycle asked for and its bureaus and sites, narrowed to the filters."""
    from auditor.publish.targets import chosen, targets_of

    known = store.cycles()
    if not known:
        raise AuditorError(
            f"{arguments.reports}: まだ結果がありません。先に auditor run を実行してください。"
        )
    name = arguments.cycle or known[-1]
    if name not in known:
        raise AuditorError(f"--cycle {name}: その期の結果はありません。ある期: {'、'.join(known)}")
    return name, chosen(targets_of(store, name), arguments.bureau, arguments.site)


def _evaluate(arguments: argparse.Namespace) -> int:
    from auditor.commands import run
    from auditor.commands.evaluate import evaluate_site
    from auditor.evaluate.rulebook import configured
    from auditor.judge.stored import require_captures
    from auditor.publish.targets import remember_rules

    with run.opened(arguments.reports) as store:
        name, wanted = _stored(arguments, store)
        require_captures(store, arguments.reports, name, wanted.sites)
        wanted = replace(wanted, rules=_settings(arguments, wanted.rules))
        configured(wanted.rules)  # what is wrong with them is found before anything is changed
        remember_rules(store, name, wanted.rules)
        judged = sum(
            evaluate_site(store, arguments.reports, name, site, wanted.rules) for site in wanted.sites
        )
        done = run.publish(store, wanted, reports=arguments.reports, cycle=name)
    _out(f"{name}: {judged:,}ページを今の規則で検査し直しました。")
    for item in done.published:
        _out(f"{item.bureau.name}: {item.workbook}")
    return OK


def _plan_import(arguments: argparse.Namespace) -> int:
    from auditor.commands import run
    from auditor.publish.import_workbook import import_delivery, read_delivery

    wrong = unread = False
    only: Sequence[str] = ()
    if arguments.bureau:  # a file may be of a bureau that the newest cycle no longer has
        with run.opened(arguments.reports) as store:
            only = [bureau.id for bureau in _stored(arguments, store)[1].bureaus]
    for path in arguments.files:
        try:
            delivery = read_delivery(path)  # what was sent is hostile, and the store waits for nobody
            with run.opened(arguments.reports) as store:
                at = datetime.now(UTC).isoformat(timespec="seconds")
                done = import_delivery(
                    store, delivery, arguments.reports, at=at, bureau=only, dry_run=arguments.dry_run
                )
        except WorkbookUnread as error:
            _note(str(error))
            unread = True
            continue
        except WorkbookError as error:
            _note(str(error))
            wrong = True
            continue
        if done.known:
            _out(f"{one_line(done.file)}: 取込済みです（変更なし）。")
            continue
        word = "変わる所" if arguments.dry_run else "取り込んだ所"
        _out(f"{one_line(done.file)}: {word} {len(done.edits)}件")
        for edit in done.edits:
            _out(
                f"  {edit.number} {edit.heading}: 「{one_line(edit.before)}」→「{one_line(edit.value)}」"
                f"（{edit.place.sheet}!{edit.place.cell}）"
            )
        for edit, reason in done.refused:
            _note(f"  {edit.number} {edit.heading}: 「{one_line(edit.value)}」は取り込めません。{reason}")
        for message in done.messages:
            _note(f"  {message}")
        for problem in done.problems:
            _note(f"  {problem.sheet} {problem.row}行目: {problem.reason}")
    return WRONG if wrong else PARTIAL if unread else OK


def _plan_export(arguments: argparse.Namespace) -> int:
    from auditor.commands import run

    with run.opened(arguments.reports) as store:
        name, wanted = _stored(arguments, store)
        done = run.publish(store, wanted, reports=arguments.reports, cycle=name, lang=arguments.lang)
    for item in done.published:
        for line in item.notes:
            _note(line)
        _out(f"{item.bureau.name}: {item.workbook}")
    return OK


def _plan_status(arguments: argparse.Namespace) -> int:
    from auditor.commands import run
    from auditor.evaluate.rulebook import configured
    from auditor.publish.status import plan_status

    with run.opened(arguments.reports) as store:
        name, wanted = _stored(arguments, store)
        for line in plan_status(store, wanted, name, _today(), configured(wanted.rules), arguments.reports):
            _out(line)
    return OK


def _export_public(arguments: argparse.Namespace) -> int:
    from auditor.commands import run
    from auditor.evaluate.rulebook import configured
    from auditor.publish.material import PublishContext
    from auditor.publish.public import publish_public

    with run.opened(arguments.reports) as store:
        name, wanted = _stored(arguments, store)
        context = PublishContext(
            store, arguments.reports, name, store.opened(name), wanted.organisation, configured(wanted.rules)
        )
        for path in publish_public(context, wanted, arguments.public):
            _out(str(path))
    return OK


def _export(arguments: argparse.Namespace) -> int:
    if arguments.public is not None:
        return _export_public(arguments)
    from auditor.commands import run
    from auditor.evaluate.rulebook import configured
    from auditor.publish.export import export_lines
    from auditor.report.earl import earl
    from auditor.report.jsonl import dump

    if arguments.format == "parquet":
        from auditor.publish.frames import require_pyarrow

        require_pyarrow()
    with run.opened(arguments.reports) as store, _sink(arguments.file) as sink:
        name, wanted = _stored(arguments, store)
        lines = export_lines(
            store, name, wanted, configured(wanted.rules), everything=arguments.all, lang=arguments.lang
        )
        if arguments.format in ("csv", "parquet"):
            sink.write(_table(arguments.format, lines, name))
            return OK
        if arguments.format == "earl":
            for piece in earl(lines, tool="tokyo-web-auditor", version=__version__, date=store.opened(name)):
                sink.write(piece.encode())
            return OK
        for line in lines:
            sink.write(dump(line).encode() + b"\n")
    return OK


def _table(form: str, lines: Iterator[dict[str, Any]], cycle: str) -> bytes:
    """The lines as one table; only these forms load pandas."""
    from auditor.publish.frames import csv_text, export_frame, parquet

    data = export_frame(lines, cycle)
    return parquet(data) if form == "parquet" else b"\xef\xbb\xbf" + csv_text(data).encode()


@contextlib.contextmanager
def _sink(name: str) -> Iterator[BinaryIO]:
    """Where an export goes: standard output, or a file that is there whole or not at all."""
    if name == "-":
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    path = Path(name)
    part = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with part.open("wb") as file:
            yield file
        part.replace(path)
    except OSError as error:
        raise AuditorError(
            f"{path}: 書き込めません（{error.strerror}）。別の場所を指定してください。"
        ) from error
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)


def _rules(arguments: argparse.Namespace) -> int:
    from auditor.evaluate.manual import entry, manual
    from auditor.evaluate.rulebook import configured

    if arguments.action == "check":
        return _check_rule(Path(arguments.id))
    if arguments.action == "new":
        return _new_rule(arguments)
    book = configured(_settings(arguments))
    if arguments.action == "manual":
        _out(manual(book))
        return OK
    if arguments.action == "show":
        if arguments.id not in book:
            near = difflib.get_close_matches(arguments.id, list(book.rules), 3)
            hint = f"近い名前: {'、'.join(near)}" if near else "名前は auditor rules list で見られます"
            raise AuditorError(f"{arguments.id or '（名前なし）'}: その規則はありません。（{hint}）")
        _out(entry(book[arguments.id]))
        return OK
    for rule in book:
        title = rule.title.ja if arguments.lang == "ja" else rule.title.en
        _out(f"{rule.id}\t{' '.join(rule.criteria) or '-'}\t{title}")
    return OK


def _check_rule(path: Path) -> int:
    from auditor.commands.rules import check_rule

    done = check_rule(path)
    for one in done.examples:
        state = f"不一致（結果: {one.problem}）" if one.problem else "一致"
        _out(f"例{one.number}\t{one.example.outcome}\t{state}")
    for line in done.unfinished:
        _note(f"{path}:{line}行目: TODO が残っています。")
    wrong = sum(bool(one.problem) for one in done.examples)
    _out(
        f"{done.rule.id}: 例{len(done.examples)}件のうち{len(done.examples) - wrong}件が一致しました。"
        if done.examples
        else f"{done.rule.id}: 実行する例はありません。"
    )
    return OK if done.right else FOUND


def _new_rule(arguments: argparse.Namespace) -> int:
    from auditor.commands.rules import FOLDER, new_rule

    folder = arguments.rule_folders[0] if arguments.rule_folders else FOLDER
    path = new_rule(arguments.id, folder)
    _out(f"{path}: 見本を書きました。TODO の所を書き直して、次のコマンドで確かめてください。")
    _out(f"auditor rules check {path}")
    return OK


def _catalogue(arguments: argparse.Namespace) -> int:
    from auditor import targets
    from auditor.commands import run
    from auditor.commands.catalogue import fetch_catalogue

    whole = targets.load(arguments.targets)
    if not whole.catalogue:
        raise AuditorError(
            f"{arguments.targets}: catalogue がありません。（直し方: catalogue: {{endpoint: https://…/api/3/action}} を書いてください。）"
        )
    wanted = sorted({site.catalogue_organisation for site in whole.sites} - {""})
    with run.opened(arguments.reports):
        copied = fetch_catalogue(
            whole.catalogue, arguments.reports, contact=whole.contact,
            organisations=() if arguments.whole else wanted,
        )  # fmt: skip
    _out(f"カタログの写し: {copied.path}（{copied.datasets:,}データセット、要求{copied.requests}回）")
    return OK


def _prune(arguments: argparse.Namespace) -> int:
    from auditor.commands import run
    from auditor.store import FileStore

    if arguments.keep < 1:
        raise AuditorError(f"--keep {arguments.keep}: 1 以上の数を書いてください。")
    with run.opened(arguments.reports) as store:
        for name in store.prune(arguments.keep):
            folder = arguments.reports / "captures" / name
            if folder.exists():
                size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
                shutil.rmtree(folder)
                _out(f"{name}: 証拠を消しました（{size / 2**20:,.1f} MB）。判定・指摘・記入は残しています。")
        kept = store.cycles()[-arguments.keep :]
        for path in sorted((arguments.reports / "captures" / "files").glob("*.sqlite")) if kept else ():
            with contextlib.closing(FileStore(path)) as files:
                files.prune(kept[0])
    return OK


def _doctor(arguments: argparse.Namespace) -> int:
    from auditor.capture.locate import find_axe, find_browser
    from auditor.capture.sandbox import sandbox_problem

    located = find_browser()
    if arguments.quiet:
        return OK if located.browser else WRONG
    _out(f"auditor {__version__} / Python {sys.version.split()[0]}")
    for tried in located.tried:
        _out(f"ブラウザー: {tried.place}: {tried.result}")
    _out(f"axe-core: {find_axe('')[1]}")
    if located.browser is None:
        _note(
            "ブラウザーが見つかりません。次のどれかを実行してください:"
            " apt-get install chromium-headless-shell ／ playwright install --only-shell chromium"
        )
        return WRONG
    _out(f"使うブラウザー: {located.browser.path} {located.browser.version}")
    _out(f"サンドボックス: {sandbox_problem(located.browser.path) or '働いています'}")
    return OK


def _setup(_: argparse.Namespace) -> int:
    from auditor.capture.axe_fetch import fetch_axe
    from auditor.capture.locate import AXE_PINS, find_axe, find_browser

    reason = fetch_axe()
    used = find_axe("")[1]
    _out(
        f"検査エンジン axe-core {AXE_PINS[-1].version} を取り寄せませんでした: {reason}。axe-core {used} を使います。"
        if reason
        else f"検査エンジン: axe-core {used}"
    )
    if find_browser().browser is None:
        import subprocess

        _out("ブラウザー（Chromium）を取り寄せます。")
        subprocess.run(
            [sys.executable, "-m", "playwright", "install", "--only-shell", "chromium"], check=False
        )
    return OK if find_browser().browser else _doctor(argparse.Namespace(quiet=False))


_CALLS: dict[str, Callable[[argparse.Namespace], int]] = {
    "run": _run,
    "page": _page,
    "file": _file,
    "evaluate": _evaluate,
    "plan import": _plan_import,
    "plan export": _plan_export,
    "plan status": _plan_status,
    "export": _export,
    "rules": _rules,
    "catalogue": _catalogue,
    "prune": _prune,
    "doctor": _doctor,
    "setup": _setup,
}

if __name__ == "__main__":
    sys.exit(main())
