"""One page, now: an address, a file or text, audited on the same path as a site with a store of its own."""

import argparse
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TypeVar
from urllib.parse import unquote, urlsplit

import msgspec

from auditor import __version__, calendar
from auditor.capture.locate import find_axe, require_browser
from auditor.capture.neighbours import ROOT, Neighbours
from auditor.commands.outputs import hand_over
from auditor.commands.reports_folder import rule_settings
from auditor.crawl.sample import landings
from auditor.crawl.url import canonical
from auditor.criteria import STANDARDS
from auditor.evaluate.adjustments import adjustments
from auditor.evaluate.rulebook import Rulebook, configured
from auditor.gather import SiteJob, audit_site, settings_of
from auditor.gather.local_page import neighbours_of, neighbours_of_text
from auditor.judge.judge import failed
from auditor.model import (
    Assertion,
    AuditorError,
    Bureau,
    Fate,
    FindingRow,
    PageFacts,
    ProbedPages,
    RuleSettings,
    Selection,
    Site,
    Text,
)
from auditor.publish.bureau import publish_bureau
from auditor.publish.stored_material import PublishContext
from auditor.read.local import require_readable
from auditor.read.recogniser_child import reader_named
from auditor.report.jsonl import Line, finding_line, sort_key, unjudged_line
from auditor.report.page_report import PageReport, Problem, page_report_of, stopped
from auditor.store import CaptureStore, SiteStore, Store
from auditor.words import say

NAME = "page"
STDIN_BYTES = 30_000_000
SHOWN = 5  # files that did not load that are named
_NAMED = ("Stylesheet", "Script", "Image", "Font", "Media")
MAX_SITES = 5  # that a page may lead to before it is audited
_STDIN = Text("標準入力のページ", "Page from standard input")


Known = TypeVar("Known", FindingRow, Assertion, PageFacts)


@dataclass(frozen=True, slots=True)
class Subject:
    """What is audited: where it is for the browser and how it is named for people."""

    start: str
    named: str
    neighbours: Neighbours | None = None  # of a page from a disk or from standard input

    def public(self, url: str) -> str:
        """Return an address as people know it."""
        if url == self.start:
            return self.named
        return self.neighbours.public(url) if self.neighbours is not None else url

    def renamed(self, value: Known) -> Known:
        """Return rows or facts of the page without an address of this machine anywhere in them."""
        if self.neighbours is None:
            return value
        written = msgspec.json.encode(value).replace(self.start.encode(), self.named.encode())
        root = b"stdin:" if self.named == "stdin:" else b"file://"
        return msgspec.json.decode(written.replace(ROOT.encode(), root), type=type(value))


@dataclass(frozen=True, slots=True)
class PageResult:
    """The audit of one page, ready for every form of output."""

    report: PageReport
    rows: tuple[FindingRow, ...]
    lines: tuple[Line, ...]
    fate: Fate
    workbook: bytes


def page(arguments: argparse.Namespace) -> int:
    """`auditor page`"""
    text = sys.stdin.buffer.read(STDIN_BYTES) if arguments.page == "-" else None
    result = audit_page(
        arguments.page, base=arguments.base, text=text, standards=arguments.standard, contact=arguments.contact,
        today=calendar.today().isoformat(), lang=arguments.lang, workbook=arguments.xlsx is not None,
        rules=rule_settings(arguments),
    )  # fmt: skip
    return hand_over(arguments, result)


def subject_of(where: str, base: str, text: bytes | None, scratch: Path) -> Subject:
    """Find out what is meant: an address, a file, or `-` with `text` from standard input."""
    if where == "-":
        if base and canonical(base) is None:
            raise AuditorError(f"--base {base}: http:// か https:// で始まるアドレスを書いてください。")
        (scratch / "index.html").write_bytes(_based(text or b"", base))
        text_ = neighbours_of_text(scratch / "index.html")
        return Subject(f"{ROOT}/index.html", "stdin:", text_)
    if where.startswith(("http://", "https://")):
        url = canonical(where)
        if url is None:
            raise AuditorError(f"{where}: アドレスとして読めません。（例: https://www.example.lg.jp/）")
        return Subject(url, url)
    path = Path(where)
    if "://" in where:
        raise AuditorError(f"{where}: http:// か https:// のアドレスか、ファイルの名前を書いてください。")
    require_readable(path, folders=False, missing="（アドレスは http:// か https:// から書きます。）")
    path = path.resolve()
    near = neighbours_of(path)
    return Subject(canonical(near.page) or near.page, path.as_uri(), near)


def _based(text: bytes, base: str) -> bytes:
    """Return the text with its base address, where it names none itself."""
    if not base or b"<base" in text.lower():
        return text
    at = text.lower().find(b"<head>")
    tag = f'<base href="{base}">'.encode()
    return text[: at + 6] + tag + text[at + 6 :] if at >= 0 else tag + text


def audit_page(
    where: str,
    *,
    base: str = "",
    text: bytes | None = None,
    standards: Sequence[str] = (),
    contact: str = "",
    today: str,
    lang: str = "ja",
    workbook: bool = False,
    rules: RuleSettings = RuleSettings(),
) -> PageResult:
    """Audit one page. Raises AuditorError for what is not there, BrowserError where there is no browser."""
    chosen = tuple(standards) or ("jis-x-8341-3-2016-aa",)
    unknown = [name for name in chosen if name not in STANDARDS]
    if unknown:
        raise AuditorError(f"--standard {unknown[0]}: 次のどれかを書いてください。{'、'.join(STANDARDS)}")
    with tempfile.TemporaryDirectory(prefix="auditor-") as name:
        scratch = Path(name)
        pages = scratch / "page"
        pages.mkdir()
        subject = subject_of(where, base, text, pages)
        book = configured(rules)
        audited, passed = _audit(
            subject, calendar.cycle_of(date.fromisoformat(today)), chosen, contact, scratch, rules
        )
        with Store(audited.work_path) as store:
            return _result(
                _rows(store, audited), audited, subject, passed, book, today, lang, workbook=workbook
            )


def _audit(
    subject: Subject, cycle: str, standards: Sequence[str], contact: str, scratch: Path, rules: RuleSettings
) -> tuple[SiteJob, tuple[str, ...]]:
    """Audit the subject where it leads to: the last job, and the addresses that redirected to another site.

    A redirect within a site is followed on the way. One to another site is followed here, because whoever asks
    for a page means the page they see in the end; each site is visited by its own robots.txt.
    """
    start, passed = subject.start, list[str]()
    while True:
        job = _job(replace(subject, start=start), cycle, standards, contact, scratch / str(len(passed)))
        job = replace(job, rules=rules)
        audit_site(job)
        with Store(job.work_path) as store:
            page = _landing(_rows(store, job), job)
        target = canonical(page.detail) if page.fate is Fate.REDIRECTED_OFF_SITE else None
        if target is None or subject.neighbours or target in (start, *passed) or len(passed) >= MAX_SITES:
            return job, tuple(passed)
        passed.append(start)
        route = start.partition("#")[2]  # browsers carry it over a redirect that names none
        start = f"{target}#{route}" if route and "#" not in target else target


def _job(subject: Subject, cycle: str, standards: Sequence[str], contact: str, scratch: Path) -> SiteJob:
    site = Site(
        id=NAME,
        name=urlsplit(subject.start).hostname or "page",
        bureau=NAME,
        start=subject.start,
        standard=tuple(standards),
        selection=Selection.ALL,
        delay=0.0,
        urls=(subject.start,),
        probes=ProbedPages.ALL,
        max_urls=1,
        files=0,
    )
    local = subject.neighbours is not None
    return SiteJob(
        site, cycle, str(scratch), contact, headers=not local, links=not local, neighbours=subject.neighbours
    )


def _rows(store: Store, job: SiteJob) -> SiteStore:
    return store.site(job.cycle, NAME)


def _landing(rows: SiteStore, job: SiteJob) -> PageFacts:
    """Return the page that was asked for, or the one that redirects within its site led to."""
    pages = {page.url: page for page in rows.pages() if page.found_by != "resource"}
    landed = landings(pages.values())(job.site.start)
    return pages[landed if landed in pages else job.site.start]


def _result(
    stored: SiteStore,
    job: SiteJob,
    subject: Subject,
    passed_sites: Sequence[str],
    book: Rulebook,
    today: str,
    lang: str,
    *,
    workbook: bool,
) -> PageResult:
    site, page = job.site, _landing(stored, job)
    rows = tuple(subject.renamed(row) for row in stored.findings() if row.url == page.url)
    assertions = [one for one in stored.assertions() if one.url == page.url]
    problems, untested, passed = page_report_of(rows, assertions, book)
    versions = _versions(book)
    fate = page.fate or Fate.INTERRUPTED
    named = subject.public(page.url)
    notes = [] if page.url == subject.start else [_redirected(subject.named, named, fate)]
    notes += _unloaded(job, subject, page.url)
    notes += filter(None, [adjustments(book)])
    report = PageReport(
        url=named,
        title=page.title,
        fate=fate,
        day=today,
        standard="、".join(STANDARDS[name] for name in site.standard),
        problems=problems,
        untested=untested,
        passed=passed,
        versions=versions,
        crops=_crops(stored, problems),
        notes=tuple(notes),
    )
    lines = [finding_line(row, book[row.rule], "", lang) for row in rows]
    if not report.whole:
        lines.append(unjudged_line(replace(page, url=named, fate=fate), NAME, stopped(report, lang)))
    data = b""
    if workbook:
        data = _workbook(stored, job, subject, book, today, versions, lang)
    return PageResult(report, rows, tuple(sorted(lines, key=sort_key)), fate, data)


def _unloaded(job: SiteJob, subject: Subject, url: str) -> Iterator[Text]:
    """Yield what a page from a disk was audited without: files it names that did not load, and what its
    scripts wanted.
    """
    if subject.neighbours is None:
        return
    with closing(CaptureStore(job.captures_path)) as captures:
        capture = captures.get(url, job.site.viewports[0], only=["requests"])
    lost = [entry for entry in capture.requests if failed(entry)] if capture is not None else []
    named = {
        subject.public(str(entry["url"])): str(entry["type"]) for entry in lost if entry.get("type") in _NAMED
    }
    if named:
        shown = list(named)[:SHOWN]
        more = len(named) - len(shown)
        yield Text(
            f"読み込めなかったもの: {'、'.join(shown)}{f' ほか{more}件' if more else ''}"
            "（ファイルの有無と、HTML に書いた場所を確かめてください。）",
            f"Did not load: {', '.join(shown)}{f' and {more} more' if more else ''}"
            " (check that the file is there, and the address in the markup)",
        )
    if "Stylesheet" in named.values():
        yield Text(
            "スタイルシートが読み込めないため、見た目に関わる規則は検査していません。",
            "A style sheet did not load: rules about what is seen were not run.",
        )
    if any(entry.get("type") not in (*_NAMED, "Document") for entry in lost):
        yield Text(
            "ファイルの検査では、スクリプトによる通信をすべて止めています。",
            "Scripts of a page from a disk can send and ask for nothing.",
        )


def _redirected(asked: str, landed: str, fate: Fate) -> Text:
    if fate is not Fate.OK:
        return Text(f"{asked} → {landed} へ転送されました。", f"{asked} → {landed}: redirected.")
    return Text(
        f"{asked} → {landed} へ転送されたため、転送先を検査しました。",
        f"{asked} → {landed}: redirected, and audited where it led to.",
    )


def _versions(book: Rulebook) -> Mapping[str, str]:
    return {
        "auditor": __version__,
        "axe-core": find_axe("")[1],
        "browser": f"Chromium {require_browser().version}",
        "rules": book.digest,
        **reader_named(),
    }


def _crops(stored: SiteStore, problems: Sequence[Problem]) -> dict[str, bytes]:
    """Return by rule the picture of its surest place that has one."""
    cut = {(rule, selector): image for _, rule, selector, image in stored.crops()}
    crops: dict[str, bytes] = {}
    for problem in problems:
        for row in problem.rows:
            if image := cut.get((row.rule, row.target.selector)):
                crops.setdefault(row.rule, image)
    return crops


def _workbook(
    stored: SiteStore,
    job: SiteJob,
    subject: Subject,
    book: Rulebook,
    today: str,
    versions: Mapping[str, str],
    lang: str,
) -> bytes:
    """Return the plan of the page, drawn from its rows under the names that people know."""
    site = job.site
    if subject.neighbours is not None:
        name = unquote(subject.named.rsplit("/", 1)[-1]) if subject.named != "stdin:" else say(_STDIN, lang)
        site = replace(site, start=subject.named, urls=(subject.named,), name=name)
    cycle, work = job.cycle, Path(job.reports) / "named.sqlite"
    judged: dict[str, tuple[list[Assertion], list[FindingRow]]] = defaultdict(lambda: ([], []))
    for made in stored.assertions():
        judged[made.url][0].append(made)
    for row in stored.findings():
        judged[row.url][1].append(row)
    with Store(work) as named:
        named.open_cycle(cycle, today, versions)
        rows = named.site(cycle, NAME)
        rows.open(NAME, settings_of(site))
        for page in list(stored.pages()):
            facts = subject.renamed(replace(page, links=stored.links(page.url)))
            rows.commit_discovery([], [facts])
            if page.url in stored.captured():
                assertions, findings = judged[page.url]
                rows.commit_visit(
                    facts, [subject.renamed(one) for one in assertions],
                    [subject.renamed(row) for row in findings], book.digest,
                )  # fmt: skip
        rows.put_crops(
            {(subject.public(url), rule, selector): image for url, rule, selector, image in stored.crops()}
        )
        context = PublishContext(named, Path(job.reports), cycle, today, "", book, lang=lang)
        return publish_bureau(context, Bureau(NAME, site.name, (site,))).workbook.read_bytes()
