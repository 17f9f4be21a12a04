"""One visit of a selected page: captured, judged, and pictured where there is something to show."""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from math import ceil

from auditor.capture.browser import Session, Visit
from auditor.capture.crop import MARGIN, MIN_SIDE
from auditor.capture.page import Order
from auditor.capture.recorded import recorded
from auditor.capture.screenshot import MAX_HEIGHT
from auditor.crawl.url import stays
from auditor.criteria import Profile
from auditor.gather.read_letters import LetterReader
from auditor.judge.judge import Judge, Judged, error_text
from auditor.model import (
    EMPTY,
    UNSETTLED,
    AuditorError,
    Capture,
    Certainty,
    Fate,
    FindingRow,
    Missing,
    Ocr,
    PageFacts,
    ProbeName,
    Reason,
    Site,
)
from auditor.plan.issue_grouping import issue_key

log = logging.getLogger("auditor")


@dataclass(frozen=True, slots=True)
class Visited:
    """Everything one visit brought, ready to be stored."""

    page: PageFacts
    captures: tuple[Capture, ...]
    judged: Judged


async def visit(
    session: Session,
    judge: Judge,
    page: PageFacts,
    *,
    probes: Sequence[str],
    letters: LetterReader,
    shown: frozenset[str] = frozenset(),
) -> Visited:
    """Capture a selected page in all viewports of its site, run these active probes on it and judge it.

    `shown` holds the issue keys that the pictures of other pages show. A page with nothing new to show gets no
    picture: it costs a third of what axe-core does. With nothing shown yet it is pictured wherever anything failed.
    Whatever a page does ends in its fate: this is the one place where what nobody foresaw becomes one.
    """
    try:
        return await _visit(session, judge, page, probes, letters, shown)
    except AuditorError:  # of the machine, not of the page: no browser, nothing can be written
        raise
    except Exception as error:
        log.exception("%s: visit failed", page.url)
        lost = Capture(page.url, page.url, Fate.CRASHED, error_text(error), viewport=judge.site.viewports[0])
        judged = judge.untested(page.url, Missing(Reason.NO_CAPTURE, lost.fate))
        return Visited(facts_of(page, lost, judged), (lost,), judged)


async def _visit(
    session: Session,
    judge: Judge,
    page: PageFacts,
    probes: Sequence[str],
    letters: LetterReader,
    shown: frozenset[str],
) -> Visited:
    site = judge.site
    order = Order(
        page.url, site.viewports[0], site.page_seconds, aaa=_aaa(judge.profile),
        allowed=partial(stays, site=site, page=page.url),
    )  # fmt: skip
    async with session.visit(order, probes) as tab:
        capture = await asyncio.to_thread(letters.read, _with_probes(tab.capture, probes))
        judged = await asyncio.to_thread(judge.capture, capture, page.url)
        capture = await _pictured(tab, capture, _height(judged.rows, shown))
    captures = [capture]
    if capture.fate is Fate.OK and not judged.fault:
        again = replace(order, document=recorded(capture))
        for viewport in site.viewports[1:]:
            further = await session.capture(replace(again, viewport=viewport))
            judged = await asyncio.to_thread(judge.further, further, page.url, judged)
            captures.append(further)
    return Visited(facts_of(page, capture, judged), tuple(captures), judged)


def probes_of(site: Site, *, probed: bool, readable: bool, first: bool = True) -> tuple[str, ...]:
    """Return the probes that a page of the site gets.

    `readable`: there is something to read pictures with; `first`: of the probed pages of its template.
    """
    chosen = [*ProbeName] if probed else [ProbeName.LETTERS] if site.ocr == Ocr.ALL else []
    without = set() if readable and site.ocr != Ocr.NONE else {ProbeName.LETTERS, ProbeName.SCREEN}
    without |= set() if first else {ProbeName.SCREEN}
    return tuple(probe.value for probe in chosen if probe not in without)


def _with_probes(capture: Capture, probes: Sequence[str]) -> Capture:
    """Return the capture with a word for each probe that was asked for and did not come to its turn."""
    if capture.fate is not Fate.OK:
        return capture
    lost = {name: {"error": "lost", "detail": "it did not come to its turn"} for name in probes}
    return replace(capture, probes={**lost, **capture.probes})


async def _pictured(tab: Visit, capture: Capture, height: int) -> Capture:
    """Return the capture with its picture; without one where it is not wanted or cannot be taken."""
    if not height:
        return capture
    try:
        shot = await tab.screenshot(most=height)
    except Exception:
        log.exception("%s: no picture", capture.requested)
        return capture
    return capture if shot is None else replace(capture, screenshot=shot.image, masks=shot.masks)


def _height(rows: Sequence[FindingRow], shown: frozenset[str]) -> int:
    """Return how far down a picture has to reach to show one place of each issue not yet shown; 0 for no picture.

    Where issues are shown already, a mere question to people is no reason for another picture.
    """
    bottoms: dict[str, float] = {}
    for row in rows:
        if not can_be_shown(row) or (shown and row.certainty is Certainty.REVIEW):
            continue
        if (key := issue_key(row)) in shown:
            continue
        _, top, _, height = row.target.box or (0, 0, 0, 0)
        bottoms[key] = min(top + height, bottoms.get(key, MAX_HEIGHT))
    return min(MAX_HEIGHT, ceil(max(bottoms.values())) + MARGIN) if bottoms else 0


def can_be_shown(row: FindingRow) -> bool:
    """Return whether a picture of the page can show the place: it has an area, and is not too far down."""
    _, top, width, height = row.target.box or (0, 0, 0, 0)
    return min(width, height) >= MIN_SIDE and top < MAX_HEIGHT


def facts_of(page: PageFacts, capture: Capture, judged: Judged) -> PageFacts:
    """Return what is known of a page after it was rendered."""
    facts = replace(page, fate=capture.fate, detail=capture.detail or page.detail, seen_on="")
    flags = {UNSETTLED: capture.settled != "quiet", EMPTY: judged.empty}
    kept = [name for name in page.features if name not in flags]
    facts = replace(facts, features=(*kept, *(name for name, there in flags.items() if there)))
    if judged.fault:
        facts = replace(facts, fate=Fate.CRASHED, detail=judged.fault)
    if judged.links or judged.title:
        facts = replace(
            facts, links=judged.links, title=judged.title or page.title, updated=judged.updated or page.updated,
            features=tuple(dict.fromkeys((*facts.features, *judged.terms))),
        )  # fmt: skip
    return facts


def _aaa(profile: Profile) -> bool:
    """Return whether axe-core's AAA rules have anything to answer for."""
    return any(number in profile.numbers for number in ("1.4.6", "2.2.4", "2.4.9"))
