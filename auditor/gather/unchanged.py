"""Keeps last cycle's captures for pages that have not changed: decides, tries some by lot, judges the rest anew."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from auditor.crawl.url import document_of
from auditor.gather.ask_loads import loads_changed
from auditor.gather.carry_over import Seen, by_lot, loads_of, page_changed, places, void
from auditor.gather.discover import open_robots
from auditor.gather.site_audit import SiteAudit
from auditor.gather.visit import Visited, facts_of
from auditor.judge.job import SiteJob
from auditor.judge.judge import Judge, Judged, without_findings
from auditor.judge.lost import lost_in
from auditor.judge.stored import captures_path
from auditor.model import Capture, Carry, PageFacts, Revisit
from auditor.store import MEMBERS, CaptureStore

_COMPARED = ("source", "requests", "events", "further")
_JUDGED = tuple(name for name in MEMBERS if name != "screenshot")

log = logging.getLogger("auditor")


@dataclass(frozen=True, slots=True)
class Visits:
    """How a site's pages are visited."""

    instruments: Callable[[PageFacts], str]  # digest of everything that a visit of the page is made with
    look: Callable[[PageFacts], Awaitable[Visited]]
    keep: Callable[[PageFacts, Visited], None]


async def keep_unchanged(audit: SiteAudit, visits: Visits) -> None:
    """Keep what is known of unchanged pages; those left without evidence are to be visited.

    Killed and called again it goes on where it was: what was decided of a page, and what the visits by lot
    showed, is in the rows.
    """
    if audit.job.site.revisit is Revisit.ALL:  # somebody asked for it after an earlier run of the cycle
        stood = [page.url for page in audit.rows.pages() if page.seen_on]
        audit.rows.decide(dict.fromkeys(stood, Carry.VOID), again=True)
    if (last := audit.last) is None:
        return
    if audit.net.stay is None:  # a run that goes on here has not asked yet what it may
        await open_robots(audit)
    await _decide(audit, last, visits)
    await _try_drawn(audit, last, visits)
    void_of = void(_decided(audit, Carry.DIFFERS))
    unbelieved = [page.url for page in _decided(audit, Carry.UNCHANGED) if void_of(page)]
    audit.rows.decide(dict.fromkeys(unbelieved, Carry.VOID), again=True)
    await _carry(audit, last)


@contextmanager
def last_captures(job: SiteJob) -> Iterator[CaptureStore | None]:
    """Give the captures of last cycle, None where there are none on this machine or every page is visited."""
    path = captures_path(Path(job.reports), job.last_cycle, job.site.id)
    if job.site.revisit is not Revisit.CHANGED or not job.last_cycle or not path.exists():
        yield None
        return
    with closing(CaptureStore(path)) as last:
        yield last


def _decided(audit: SiteAudit, carry: Carry) -> list[PageFacts]:
    return [page for page in audit.rows.pages() if page.carry is carry]


async def _decide(audit: SiteAudit, last: CaptureStore, visits: Visits) -> None:
    """Decide of every page that is to be seen whether it has changed, and draw those that are visited anyway."""
    decided: dict[str, Carry] = {}
    for url in audit.rows.uncaptured():
        page = audit.rows.page(url)
        if page is not None and page.carry is None:
            decided[url] = await _changed(audit, last, page, visits.instruments(page)) or Carry.UNCHANGED
    same = [url for url, carry in decided.items() if carry is Carry.UNCHANGED]
    drawn = by_lot(same, audit.facts.seed)
    audit.rows.decide({**decided, **dict.fromkeys(drawn, Carry.DRAWN)})


async def _changed(audit: SiteAudit, last: CaptureStore, page: PageFacts, instruments: str) -> Carry | None:
    seen = Seen(last.sighting(page.url), _kept(audit, last, page.url, _COMPARED))
    why = page_changed(page, seen, instruments, audit.job.site.viewports)
    if why is not None:
        return why
    loads = loads_of(seen.captures)
    if loads is None:
        return Carry.REQUESTS
    return Carry.RESOURCES if await loads_changed(audit, loads) else None


def _kept(audit: SiteAudit, last: CaptureStore, url: str, only: Sequence[str]) -> tuple[Capture, ...]:
    """Return the captures of a page in the viewports of its site, with these members."""
    found = (last.get(url, viewport, only=only) for viewport in audit.job.site.viewports)
    return tuple(capture for capture in found if capture is not None)


async def _try_drawn(audit: SiteAudit, last: CaptureStore, visits: Visits) -> None:
    """Visit the drawn pages, and note which of them are not what the old capture says."""
    waiting = {*audit.rows.uncaptured()}
    drawn = [page.url for page in _decided(audit, Carry.DRAWN) if page.url in waiting]

    async def work() -> None:
        while drawn:
            if (page := audit.rows.page(drawn.pop(0))) is not None:
                kept = await _judged(audit, last, page)
                brought = await visits.look(page)
                carry = Carry.DRAWN if kept is not None and _alike(kept, brought) else Carry.DIFFERS
                decided = replace(brought, page=replace(brought.page, carry=carry))
                visits.keep(replace(page, carry=carry), decided)

    async with asyncio.TaskGroup() as group:
        for _ in range(max(1, audit.job.site.concurrency)):
            group.create_task(work())


def _alike(kept: Visited, brought: Visited) -> bool:
    """Return whether a visit shows what the old capture does."""
    there, then = (document_of(one.captures[0].url) for one in (brought, kept))
    return (
        brought.page.fate is kept.page.fate
        and there == then
        and places(brought.judged.rows) == places(kept.judged.rows)
    )


async def _carry(audit: SiteAudit, last: CaptureStore) -> None:
    """Take over the captures of unchanged pages, judged by today's rules; where they are not whole, none."""
    waiting = {*audit.rows.uncaptured()}
    kept = [page.url for page in _decided(audit, Carry.UNCHANGED) if page.url in waiting]
    lost: dict[str, Carry] = {}
    for url in kept:
        if not await _carried(audit, last, url):
            lost[url] = Carry.LOST
    audit.rows.decide(lost)
    if kept:
        log.info("%s unchanged: %d pages", audit.job.site.id, len(kept) - len(lost))


async def _carried(audit: SiteAudit, last: CaptureStore, url: str) -> bool:
    """Take one page over, whole; False where it has to be visited after all."""
    page, sighting = audit.rows.page(url), last.sighting(url)
    if page is None or sighting is None or (kept := await _judged(audit, last, page)) is None:
        return False
    later = replace(sighting, cycles=sighting.cycles + 1, headers=page.headers)
    audit.captures.take_over(last, url, later, audit.instruments.rules, kept.judged)
    facts = replace(kept.page, sample=page.sample, seen_on=sighting.day)
    audit.rows.commit_visit(facts, kept.judged.assertions, kept.judged.rows, audit.judge.digest)
    return True


async def _judged(audit: SiteAudit, last: CaptureStore, page: PageFacts) -> Visited | None:
    """Return what today's rules say of the old captures of a page; None where any evidence is missing.

    Where the same rules judged them then, they said it then.
    """
    judged = last.judged(page.url, audit.instruments.rules, Judged)
    captures = _kept(audit, last, page.url, () if judged is not None else _JUDGED)
    if not captures:
        return None
    if judged is None:
        judged = without_findings(await asyncio.to_thread(_by_rules, audit.judge, captures, page.url))
    if judged.fault or lost_in(judged.assertions):
        return None
    return Visited(facts_of(page, captures[0], judged), captures, judged)


def _by_rules(judge: Judge, captures: Sequence[Capture], url: str) -> Judged:
    judged = judge.capture(captures[0], url)
    for further in captures[1:]:
        judged = judge.further(further, url, judged)
    return judged
