"""One visit of a selected page: captured, judged, and pictured where there is something to show."""

import asyncio
import hashlib
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from math import ceil
from typing import Any

from auditor.capture.browser import Session, Visit
from auditor.capture.crop import MARGIN, MIN_SIDE
from auditor.capture.page import Order
from auditor.capture.screenshot import MAX_HEIGHT
from auditor.crawl.url import stays
from auditor.criteria import Profile
from auditor.evaluate.judge import judge_capture, to_rows
from auditor.evaluate.outcome import not_tested
from auditor.evaluate.rulebook import Rulebook
from auditor.model import (
    EMPTY,
    UNSETTLED,
    Assertion,
    AuditorError,
    Capture,
    CaptureError,
    Certainty,
    Fate,
    FindingRow,
    Link,
    Missing,
    Outcome,
    PageFacts,
    Reason,
    Site,
)
from auditor.page import page_from_capture
from auditor.plan.issue import issue_key
from auditor.rule import Need
from auditor.run.rendered import is_empty, last_update, rendered_links, terms_of

log = logging.getLogger("auditor")

# The walk with the keyboard takes what time there is, so it comes last.
PROBES = ("reflow", "adapt", "handlers", "images", "hover", "keyboard", "motion")
_LOOK = frozenset({Need.LAYOUT, Need.REFLOW, Need.KEYBOARD, Need.ADAPT, Need.HOVER, Need.MOTION, Need.IMAGES})
_RANK = [Outcome.UNTESTED, Outcome.INAPPLICABLE, Outcome.PASSED, Outcome.CANT_TELL, Outcome.FAILED]


@dataclass(frozen=True, slots=True)
class Judged:
    """What rules said of one capture, and the links and title of the rendered page."""

    assertions: tuple[Assertion, ...]
    rows: tuple[FindingRow, ...]
    links: tuple[Link, ...] = ()
    title: str = ""
    terms: tuple[str, ...] = ()  # features that tell of terms of use
    updated: str = ""
    empty: bool = False  # nothing was drawn
    fault: str = ""  # why nothing could be judged although there is a capture


@dataclass(frozen=True, slots=True)
class Judge:
    """A rulebook with the profile of a site: what a capture is judged by."""

    site: Site
    rulebook: Rulebook
    profile: Profile
    headers: bool = True  # False: a page from a disk, its answers come from this machine

    @property
    def digest(self) -> str:
        """Changes when a rule or the profile does: then stored captures are judged again."""
        return hashlib.sha256(f"{self.rulebook.digest} {self.profile.numbers}".encode()).hexdigest()[:16]

    def capture(self, capture: Capture, url: str) -> Judged:
        """Judge one capture of the page selected as `url`, in its first viewport.

        A document that our view of it cannot hold is untested, never the end of a site.
        """
        if isinstance(capture.snapshot, CaptureError):
            return self.untested(url, Missing(Reason.NO_CAPTURE, capture.fate))
        try:
            return self._judged(capture, url)
        except Exception as error:
            log.exception("%s: cannot be judged", url)
            fault = _words(error)
            return replace(self.untested(url, Missing(Reason.ERROR, fault)), fault=fault)

    def untested(self, url: str, missing: Missing) -> Judged:
        """What is said of a page that no rule looked at."""
        rules = [rule for rule in self.rulebook if rule.kind != "site"]
        return Judged(tuple(not_tested(rule, url, missing) for rule in rules), ())

    def _judged(self, capture: Capture, url: str) -> Judged:
        lacking: frozenset[Need] = frozenset()
        if not self.headers:
            capture, lacking = without_headers(capture), unstyled(capture)
        page = page_from_capture(capture)
        made = judge_capture(capture, self.rulebook, self.profile, page=page, further_lacking=lacking)
        assertions = tuple(replace(one, url=url) for one in made)
        links = rendered_links(page, capture.encoding)
        rows = self._rows(assertions, capture.viewport)
        return Judged(
            assertions, rows, links, page.title, terms_of(page, links), last_update(page), is_empty(page)
        )

    def further(self, capture: Capture, url: str, first: Judged) -> Judged:
        """Judge a further viewport by layout rules and axe; only what is new there is added to `first`.

        Where that viewport could not be captured or judged these rules looked at a part only, and say so.
        """
        if isinstance(capture.snapshot, CaptureError):
            return self._partly(first, Missing(Reason.NO_CAPTURE, capture.fate))
        try:
            return self._added(capture, url, first)
        except Exception as error:
            log.exception("%s: cannot be judged in %s", url, capture.viewport)
            return self._partly(first, Missing(Reason.ERROR, _words(error)))

    def _layout(self) -> Rulebook:
        """The rules whose answer depends on the size of the window."""
        return replace(
            self.rulebook,
            rules={
                rule.id: rule for rule in self.rulebook if rule.kind == "axe" or Need.LAYOUT in rule.needs
            },
        )

    def _partly(self, first: Judged, missing: Missing) -> Judged:
        rules = self._layout().rules
        partly = tuple(_less(one, str(missing)) if one.rule in rules else one for one in first.assertions)
        return replace(first, assertions=partly)

    def _added(self, capture: Capture, url: str, first: Judged) -> Judged:
        made = judge_capture(capture, self._layout(), self.profile)
        again = {one.rule: replace(one, url=url) for one in made}
        known = {(row.rule, row.key, row.target.selector) for row in first.rows}
        fresh = [
            row
            for row in self._rows(tuple(again.values()), capture.viewport)
            if (row.rule, row.key, row.target.selector) not in known
        ]
        added = {row.rule for row in fresh}
        merged = tuple(
            _worse(one, again[one.rule], one.rule in added) if one.rule in again else one
            for one in first.assertions
        )
        return replace(first, assertions=merged, rows=(*first.rows, *fresh))

    def _rows(self, assertions: tuple[Assertion, ...], viewport: str) -> tuple[FindingRow, ...]:
        return tuple(
            to_rows(assertions, self.site.bureau, self.site.id, self.rulebook, self.profile, viewport)
        )


def without_headers(capture: Capture) -> Capture:
    """The capture without header lines: of a page from a disk they are those of this machine, not of a site."""
    return replace(
        capture,
        hops=tuple(replace(hop, headers=()) for hop in capture.hops),
        requests=tuple({k: v for k, v in entry.items() if k != "headers"} for entry in capture.requests),
    )


def unstyled(capture: Capture) -> frozenset[Need]:
    """What a page shows where a style sheet that it names did not load: nothing that visitors will see."""
    sheets = [entry for entry in capture.requests if entry.get("type") == "Stylesheet"]
    return _LOOK if any(failed(entry) for entry in sheets) else frozenset()


def failed(entry: Mapping[str, Any]) -> bool:
    """Whether a request of a page brought nothing."""
    status = entry.get("status")
    return bool(entry.get("blocked")) or status is None or status >= 400


def _worse(first: Assertion, again: Assertion, added: bool) -> Assertion:
    """What two viewports come to. One whose evidence was lost makes the answer partial."""
    missing = Missing.of(again.reason)
    if again.outcome is Outcome.UNTESTED and missing and missing.ours:
        return _less(first, again.reason)
    return replace(first, outcome=max(first.outcome, again.outcome, key=_RANK.index)) if added else first


def _less(first: Assertion, reason: str) -> Assertion:
    """An answer that lacks a part: what was found stays, that nothing was found does not."""
    found = first.outcome in (Outcome.FAILED, Outcome.CANT_TELL)
    return replace(first, outcome=first.outcome if found else Outcome.UNTESTED, reason=first.reason or reason)


@dataclass(frozen=True, slots=True)
class Visited:
    """Everything one visit brought, ready to be stored."""

    page: PageFacts
    captures: tuple[Capture, ...]
    judged: Judged


async def visit(
    session: Session, judge: Judge, page: PageFacts, *, probed: bool, shown: frozenset[str] = frozenset()
) -> Visited:
    """Capture a selected page in all viewports of its site and judge it; `probed` runs the active probes too.

    `shown` holds the issue keys that the pictures of other pages show. A page with nothing new to show gets no
    picture: it costs a third of what axe-core does. With nothing shown yet it is pictured wherever anything failed.
    Whatever a page does ends in its fate: this is the one place where what nobody foresaw becomes one.
    """
    try:
        return await _visit(session, judge, page, probed, shown)
    except AuditorError:  # of the machine, not of the page: no browser, nothing can be written
        raise
    except Exception as error:
        log.exception("%s: visit failed", page.url)
        lost = Capture(page.url, page.url, Fate.CRASHED, _words(error), viewport=judge.site.viewports[0])
        judged = judge.untested(page.url, Missing(Reason.NO_CAPTURE, lost.fate))
        return Visited(_facts(page, lost, judged), (lost,), judged)


async def _visit(
    session: Session, judge: Judge, page: PageFacts, probed: bool, shown: frozenset[str]
) -> Visited:
    site = judge.site
    order = Order(
        page.url, site.viewports[0], site.page_seconds, aaa=_aaa(judge.profile),
        allowed=partial(stays, site=site, page=page.url),
    )  # fmt: skip
    async with session.visit(order, PROBES if probed else ()) as tab:
        capture = _with_probes(tab.capture) if probed else tab.capture
        judged = await asyncio.to_thread(judge.capture, capture, page.url)
        capture = await _pictured(tab, capture, _height(judged.rows, shown))
    captures = [capture]
    if capture.fate is Fate.OK and not judged.fault:
        for viewport in site.viewports[1:]:
            further = await session.capture(replace(order, viewport=viewport))
            judged = await asyncio.to_thread(judge.further, further, page.url, judged)
            captures.append(further)
    return Visited(_facts(page, capture, judged), tuple(captures), judged)


def _with_probes(capture: Capture) -> Capture:
    """The capture with a word for each probe that was asked for and did not come to its turn."""
    if capture.fate is not Fate.OK:
        return capture
    lost = {name: {"error": "lost", "detail": "it did not come to its turn"} for name in PROBES}
    return replace(capture, probes={**lost, **capture.probes})


async def _pictured(tab: Visit, capture: Capture, height: int) -> Capture:
    """The capture with its picture; without one where it is not wanted or cannot be taken."""
    if not height:
        return capture
    try:
        shot = await tab.screenshot(most=height)
    except Exception:
        log.exception("%s: no picture", capture.requested)
        return capture
    return capture if shot is None else replace(capture, screenshot=shot.image, masks=shot.masks)


def _words(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:300]


def _height(rows: Sequence[FindingRow], shown: frozenset[str]) -> int:
    """How far down a picture has to reach to show one place of each issue not yet shown; 0 for no picture.

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
    """Whether a picture of the page can show the place: it has an area, and is not too far down."""
    _, top, width, height = row.target.box or (0, 0, 0, 0)
    return min(width, height) >= MIN_SIDE and top < MAX_HEIGHT


def _facts(page: PageFacts, capture: Capture, judged: Judged) -> PageFacts:
    """What is known of a page after it was rendered."""
    facts = replace(page, fate=capture.fate, detail=capture.detail or page.detail)
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
    """Whether axe-core's AAA rules have anything to answer for."""
    return any(number in profile.numbers for number in ("1.4.6", "2.2.4", "2.4.9"))
