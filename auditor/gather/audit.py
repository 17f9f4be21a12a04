"""One site from start to end: discover, select, visit, ask for linked files, judge the whole, cut the evidence."""

import asyncio
import hashlib
import logging
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import msgspec
from filelock import FileLock

from auditor import __version__, calendar
from auditor.capture.addresses import Endpoint, Reach, Resolver, reach_of
from auditor.capture.browser import SiteBrowserSettings, open_session, user_agent
from auditor.capture.folder import serve, serve_files
from auditor.capture.http import PlainClient
from auditor.capture.locate import find_axe, require_browser
from auditor.capture.neighbours import Neighbours
from auditor.crawl.pace import Pace
from auditor.crawl.robots import parse
from auditor.crawl.sample import draw, landings
from auditor.crawl.url import canonical, document_of
from auditor.criteria import profile
from auditor.evaluate.rulebook import Rulebook, configured
from auditor.gather.discover import ask_resources, discover, join_rendered, led_on, open_robots
from auditor.gather.fetch_files import fetch_files, read_again
from auditor.gather.host_probe import probe_host
from auditor.gather.instruments import instruments_of
from auditor.gather.linked_files import linked_files
from auditor.gather.log import logged
from auditor.gather.read_letters import LetterReader
from auditor.gather.script_heads import fetch_scripts
from auditor.gather.site_audit import SiteAudit
from auditor.gather.transport import Net
from auditor.gather.unchanged import Visits, keep_unchanged, last_captures
from auditor.gather.visit import Visited, can_be_shown, probes_of, visit
from auditor.judge.file_places import file_places
from auditor.judge.files import judge_files
from auditor.judge.job import SiteJob, SiteResult
from auditor.judge.judge import Judge, without_findings
from auditor.judge.lost import lost_in, lost_of, to_try_again
from auditor.judge.stored import judge_whole, rejudge_pages
from auditor.model import (
    RETRIED,
    UNREACHED,
    AuditorError,
    Capture,
    Fate,
    PageFacts,
    ProbedPages,
    Selection,
    Sighting,
    Site,
)
from auditor.plan.issue_grouping import issue_key
from auditor.store import CaptureStore, SiteStore, Store

log = logging.getLogger("auditor")

_AGAIN_RANDOM = "last-cycle:random"  # it gets no more probes than when it was drawn
PICTURED = 2  # pages of one template that are pictured wherever something failed
GIVE_UP = 5  # pages in a row that lose evidence again: then it is not the moment
LOCK_SECONDS = 60  # a worker that is being killed lets go of its file within moments


def audit_site(job: SiteJob) -> SiteResult:
    """Audit one site, doing whatever is missing; killed at any moment and called again it ends with equal rows.

    Raises BrowserError where there is no browser, StoreError where nothing can be written.
    """
    job.work_path.parent.mkdir(parents=True, exist_ok=True)
    with (
        logged(Path(job.reports)),
        FileLock(job.work_path.with_suffix(".lock"), timeout=LOCK_SECONDS),
        Store(job.work_path) as store,
        closing(CaptureStore(job.captures_path)) as captures,
        _served(job) as hosts,
    ):
        try:
            asyncio.run(_audit(job, store.site(job.cycle, job.site.id), captures, hosts))
        except (
            BaseExceptionGroup
        ) as group:  # of tasks side by side: what the machine lacks is one line all the same
            own = _first_own(group)
            if own is None:
                raise
            raise own from None
        store.checkpoint()
    rows = job.work_path.read_bytes() if job.by_value else b""
    return SiteResult(job.site.id, str(job.captures_path), rows)


def _first_own(group: BaseExceptionGroup[BaseException]) -> AuditorError | None:
    """Return the first error of ours in a group, None where there is none."""
    for error in group.exceptions:
        found = _first_own(error) if isinstance(error, BaseExceptionGroup) else error
        if isinstance(found, AuditorError):
            return found
    return None


@contextmanager
def _served(job: SiteJob) -> Iterator[dict[str, Endpoint]]:
    """Host names that lead to this machine: a site before it is published, or a page from a disk."""
    host = urlsplit(job.site.start).hostname or ""
    if job.neighbours is not None:
        with serve_files(job.neighbours.files) as address:
            yield {host: address}
    elif job.site.folder:
        with serve(job.site.folder) as address:
            yield {host: address}
    else:
        yield {}


def site_reach(site: Site, served: Mapping[str, Endpoint], neighbours: Neighbours | None = None) -> Reach:
    """Return where the audit of a site may connect: public addresses, and the hosts it is configured at.

    A local page connects only to the hosts that its markup names.
    """
    reach = reach_of((site.start, *site.urls, *site.sample), served, site.internal_hosts)
    return reach if neighbours is None else replace(reach, only=neighbours.hosts)


def settings_of(site: Site) -> dict[str, Any]:
    """Return the settings of a site as the store gives them back."""
    settings: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(site))
    return settings


def product(chromium: str) -> str:
    """Chromium's own User-Agent on this platform, for the plain client."""
    major = chromium.split(".", 1)[0]
    return f"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/{major}.0.0.0 Safari/537.36"


async def _audit(job: SiteJob, rows: SiteStore, captures: CaptureStore, hosts: dict[str, Endpoint]) -> None:
    site = job.site
    before = rows.run()
    run = rows.open(site.bureau, settings_of(site))
    book = configured(job.rules)
    judge = Judge(
        site,
        book,
        profile(site.standard, site.extra_criteria),
        headers=job.headers,
        whole=job.neighbours is None,
    )
    browser = require_browser()
    source, axe = find_axe(job.axe, wanted=job.axe_version)
    settings = SiteBrowserSettings(
        browser=browser, axe_source=source, version=__version__, contact=job.contact,
        resolver=Resolver(site_reach(site, hosts, job.neighbours)), tabs=max(1, site.concurrency), neighbours=job.neighbours,
    )  # fmt: skip
    agent = user_agent(product(browser.version), __version__, job.contact)
    async with (
        PlainClient(agent, resolver=settings.resolver, seconds=min(site.page_seconds, 30.0)) as plain,
        open_session(settings) as session,
    ):
        net = Net(
            plain,
            session,
            Pace(site.delay, concurrency=site.concurrency),
            seconds=min(site.page_seconds, 30.0),
        )
        facts = replace(run.facts, axe_core=run.facts.axe_core or axe, headers=job.headers)
        net.transport = facts.transport
        # Other settings may ask for more pages: what is known stays, what is missing is done.
        again = run.phase == "done" and before is not None and before.settings != settings_of(site)
        phase = "discover" if again else run.phase
        with LetterReader(job.readings_path, job.cycle) as letters, last_captures(job) as last:
            means = instruments_of(judge, settings, agent, letters.version)
            audit = SiteAudit(
                job, rows, captures, net, session, judge, parse(None, b""), letters, means, facts, last, phase
            )
            await _phases(audit, book)


async def _phases(audit: SiteAudit, book: Rulebook) -> None:
    """Go through the phases; what our side lost is tried once more at the end, then the whole is judged."""
    if audit.phase == "done" and _reopened(audit):
        audit.enter("discover")
    await _evidence(audit)
    if await _visit_again(audit):
        audit.enter("discover" if await join_rendered(audit) else "resources")
        await _evidence(audit)
    files = to_try_again(audit.rows, "file")
    if files and read_again(audit, files):
        judge_files(audit, changed=True)
    judge_whole(audit)
    again = lost_of(audit.rows).again
    audit.enter("done", replace(audit.facts, rules=book.digest, again=again))


async def _evidence(audit: SiteAudit) -> None:
    """Discover and visit in turns until rendered pages show nothing new; then files, and what the host tells."""
    while audit.phase in ("discover", "capture"):
        if audit.phase == "discover":
            audit.session.warm_up()
            await discover(audit)
            _select(audit)
            audit.enter("capture")
        await _visit_all(audit)
        audit.enter("discover" if await join_rendered(audit) else "resources")
    if audit.phase == "resources":
        await fetch_files(audit, file_places(audit))
        if audit.job.links:
            await ask_resources(audit, linked_files(audit))
        await probe_host(audit)
        await fetch_scripts(audit)
        audit.enter("judge")
    rejudge_pages(audit)
    judge_files(audit)


def _reopened(audit: SiteAudit) -> bool:
    """Open pages again that a finished run could not reach: the next run of a cycle does what is missing."""
    return audit.rows.reopen([str(fate) for fate in UNREACHED]) > 0


def _select(audit: SiteAudit) -> None:
    """Draw the sample from what is known; pages that were visited before stay in it."""
    site, cycle = audit.job.site, audit.job.cycle
    pages = [page for page in audit.rows.pages() if page.found_by != "resource"]
    led = landings(pages)
    before = {led(page.url): page.sample for page in pages if page.sample}
    seed = hashlib.sha256(f"{cycle}/{site.id}".encode()).hexdigest()[:16]
    drawn = draw(pages, site, seed, tuple(before) or audit.job.last_sample)
    random = {led(url) for url in audit.job.last_random}
    selected = {
        url: before.get(url, _AGAIN_RANDOM if reason == "last-cycle" and url in random else reason)
        for url, reason in drawn.selected
    }
    audit.rows.select({**selected, **before})
    probed = [led(url) for url in audit.facts.probed] if before else []
    if site.selection is Selection.ALL and not site.urls and not probed:
        few = draw(pages, replace(site, selection=Selection.REPRESENTATIVE), seed)
        probed = [url for url, _ in few.selected]
    audit.keep(
        replace(
            audit.facts, seed=seed, method=drawn.method.letter, frame=drawn.frame_size, probed=tuple(probed)
        )
    )


def _probed(audit: SiteAudit, page: PageFacts) -> bool:
    """Return whether a page gets the active probes; of a site audited whole, those a representative sample
    would take.
    """
    if audit.job.site.probes != ProbedPages.REPRESENTATIVE:
        return audit.job.site.probes == ProbedPages.ALL
    return page.url in audit.facts.probed if page.sample == "all" else not page.sample.endswith("random")


async def _visit_all(audit: SiteAudit) -> None:
    """Visit every selected page that has no evidence yet: those to be pictured in any case first."""
    pictured = _pictured(audit)
    audit.screened = _screened(audit)
    look = partial(_brought, audit, shown=frozenset())
    await keep_unchanged(audit, Visits(lambda page: _instruments(audit, page), look, partial(_keep, audit)))
    waiting = audit.rows.uncaptured()
    await _visit_each(audit, [url for url in waiting if url in pictured], frozenset())
    rest = [url for url in waiting if url not in pictured]
    await _visit_each(audit, rest, _shown(audit, pictured))


def _shown(audit: SiteAudit, pictured: Collection[str]) -> frozenset[str]:
    """Return the issues that the pictures of these pages show."""
    of_pages = {rule.id for rule in audit.judge.rulebook if rule.kind != "site"}
    return frozenset(
        issue_key(row)
        for row in audit.rows.findings()
        if row.url in pictured and row.rule in of_pages and can_be_shown(row)
    )


async def _visit_again(audit: SiteAudit) -> bool:
    """Visit pages once more whose evidence our side lost, one at a time; whether any has more of it now.

    Those that lack least come first. A page that brings no more than before stays as it was.
    """
    lost: dict[str, int | None] = dict(to_try_again(audit.rows, "page"))
    for url, fate, sample in audit.rows.page_fates():
        if sample and fate in RETRIED:
            lost.setdefault(url, None)  # it was never visited: its rules said nothing at all
    if not lost:
        return False
    if audit.net.stay is None:  # a run that goes on at its end has not asked yet what it may
        await open_robots(audit)
    pictured = _pictured(audit)
    audit.screened = _screened(audit)
    shown = _shown(audit, pictured)
    better, in_vain = False, 0
    for url in sorted(lost, key=lambda url: (lost[url] is None, lost[url] or 0, url)):
        page = audit.rows.page(url)
        if page is None:
            continue
        brought = await _brought(audit, page, frozenset() if url in pictured else shown)
        if _is_better(brought, page, lost[url]):
            _keep(audit, page, brought)
            better, in_vain = True, 0
        elif (in_vain := in_vain + 1) >= GIVE_UP:
            break
    return better


def _is_better(brought: Visited, before: PageFacts, lost: int | None) -> bool:
    """Return whether another visit lost less than the one before; what was seen of a page is not given up
    for a failure.
    """
    if before.fate is Fate.OK and brought.page.fate is not Fate.OK:
        return False
    if lost is None:
        return brought.page.fate not in RETRIED
    return lost_in(brought.judged.assertions) < lost


def _pictured(audit: SiteAudit) -> frozenset[str]:
    """Return the pages on which an issue is looked for first when its picture is cut: probed ones and a few
    of each template.

    It depends on the sample alone, so that a run that was killed pictures the same pages.
    """
    found: list[str] = []
    seen: Counter[str] = Counter()
    for page in audit.rows.pages():
        if page.sample:
            seen[page.signature] += 1
            if seen[page.signature] <= PICTURED or _probed(audit, page):
                found.append(page.url)
    return frozenset(found)


def _screened(audit: SiteAudit) -> frozenset[str]:
    """Return the first probed page of each template: what a template draws without text is looked for once."""
    found: dict[str, str] = {}
    for page in audit.rows.pages():
        if page.sample and _probed(audit, page):
            found.setdefault(page.signature or page.url, page.url)
    return frozenset(found.values())


async def _visit_each(audit: SiteAudit, urls: Sequence[str], shown: frozenset[str]) -> None:
    """Visit pages, as many at a time as the host allows."""
    waiting = list(reversed(urls))

    async def work() -> None:
        while waiting:
            page = audit.rows.page(waiting.pop())
            if page is not None:
                await _visit(audit, page, shown)

    async with asyncio.TaskGroup() as group:
        # One more than there are tabs: its page is stored while the tabs go on.
        for _ in range(max(1, audit.job.site.concurrency) + 1):
            group.create_task(work())


def _led(page: PageFacts, capture: Capture) -> str:
    """Return the other page that a script led on to as this one loaded, '' where it stayed.

    The browser follows such leads to their end, so the page it came to is not asked for another one.
    """
    if capture.fate is not Fate.OK or page.found_by == "redirect" or not capture.hops:
        return ""
    there = canonical(capture.url) or page.url
    asked, shown = document_of(capture.hops[0].url), document_of(capture.url)
    return there if shown != asked and document_of(there) != document_of(page.url) else ""


async def _visit(audit: SiteAudit, page: PageFacts, shown: frozenset[str]) -> None:
    if page.fate not in (Fate.OK, None):  # listed by hand, and known to be no page
        audit.rows.commit_visit(page, [], [], "")
        return
    _keep(audit, page, await _brought(audit, page, shown))


async def _brought(audit: SiteAudit, page: PageFacts, shown: frozenset[str]) -> Visited:
    async with audit.net.turn(page.url):
        return await visit(
            audit.session, audit.judge, page, probes=_probes(audit, page), letters=audit.letters, shown=shown
        )


def _probes(audit: SiteAudit, page: PageFacts) -> tuple[str, ...]:
    return probes_of(
        audit.job.site,
        probed=_probed(audit, page),
        readable=audit.letters.ready,
        first=page.url in audit.screened,
    )


def _instruments(audit: SiteAudit, page: PageFacts) -> str:
    return audit.instruments.of_page(_probes(audit, page))


def _keep(audit: SiteAudit, page: PageFacts, brought: Visited) -> None:
    """Store what a visit brought, whole; a page whose script led on to another one is counted there."""
    if there := _led(page, brought.captures[0]):
        led_on(audit, page, there, brought.captures[0].hops)
        return
    for capture in brought.captures:
        audit.captures.put(capture, page.url)
    judged = brought.judged
    frames = any(isinstance(one.snapshot, Mapping) and "frames" in one.snapshot for one in brought.captures)
    seen = Sighting(calendar.today().isoformat(), _instruments(audit, page), page.headers, frames)
    audit.captures.sight(page.url, seen, audit.instruments.rules, without_findings(judged))
    audit.rows.commit_visit(replace(brought.page, sample=page.sample), judged.assertions,
        judged.rows, audit.judge.digest,
    )  # fmt: skip
    log.info("%s %s %s", audit.job.site.id, brought.page.fate, page.url)
