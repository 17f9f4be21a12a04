"""One visit of a selected page: captured, judged, and pictured where there is something to show."""

import asyncio
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from math import ceil

from auditor.capture.browser import Session
from auditor.capture.crop import MARGIN, MIN_SIDE
from auditor.capture.page import Order
from auditor.capture.screenshot import MAX_HEIGHT
from auditor.crawl.url import stays
from auditor.criteria import Profile
from auditor.evaluate.judge import judge_capture, to_rows
from auditor.evaluate.rulebook import Rulebook
from auditor.model import (
    Assertion,
    Capture,
    CaptureError,
    Certainty,
    Fate,
    FindingRow,
    Link,
    Outcome,
    PageFacts,
    Site,
)
from auditor.page import page_from_capture
from auditor.plan.issue import issue_key
from auditor.rule import Need
from auditor.run.rendered import last_update, rendered_links, terms_of

# The walk with the keyboard takes what time there is, so it comes last.
PROBES = ("reflow", "adapt", "handlers", "images", "hover", "keyboard", "motion")
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


@dataclass(frozen=True, slots=True)
class Judge:
    """A rulebook with the profile of a site: what a capture is judged by."""

    site: Site
    rulebook: Rulebook
    profile: Profile

    @property
    def digest(self) -> str:
        """Changes when a rule or the profile does: then stored captures are judged again."""
        return hashlib.sha256(f"{self.rulebook.digest} {self.profile.numbers}".encode()).hexdigest()[:16]

    def capture(self, capture: Capture, url: str) -> Judged:
        """Judge one capture of the page selected as `url`, in its first viewport."""
        if isinstance(capture.snapshot, CaptureError):
            rules = [rule for rule in self.rulebook if rule.kind != "site"]
            reason = f"no-capture:{capture.fate}"
            return Judged(
                tuple(Assertion(url, rule.id, Outcome.UNTESTED, {}, reason, rule.digest) for rule in rules),
                (),
            )
        page = page_from_capture(capture)
        made = judge_capture(capture, self.rulebook, self.profile, page=page)
        assertions = tuple(replace(one, url=url) for one in made)
        links = rendered_links(page, capture.encoding)
        rows = self._rows(assertions, capture.viewport)
        return Judged(assertions, rows, links, page.title, terms_of(page, links), last_update(page))

    def further(self, capture: Capture, url: str, first: Judged) -> Judged:
        """Judge a further viewport by layout rules and axe; only what is new there is added to `first`."""
        if isinstance(capture.snapshot, CaptureError):
            return first
        layout = replace(
            self.rulebook,
            rules={
                rule.id: rule for rule in self.rulebook if rule.kind == "axe" or Need.LAYOUT in rule.needs
            },
        )
        made = judge_capture(capture, layout, self.profile)
        again = {one.rule: replace(one, url=url) for one in made}
        known = {(row.rule, row.key, row.target.selector) for row in first.rows}
        fresh = [
            row
            for row in self._rows(tuple(again.values()), capture.viewport)
            if (row.rule, row.key, row.target.selector) not in known
        ]
        added = {row.rule for row in fresh}
        merged = tuple(_worse(one, again[one.rule]) if one.rule in added else one for one in first.assertions)
        return replace(first, assertions=merged, rows=(*first.rows, *fresh))

    def _rows(self, assertions: tuple[Assertion, ...], viewport: str) -> tuple[FindingRow, ...]:
        return tuple(
            to_rows(assertions, self.site.bureau, self.site.id, self.rulebook, self.profile, viewport)
        )


def _worse(first: Assertion, again: Assertion) -> Assertion:
    return replace(first, outcome=max(first.outcome, again.outcome, key=_RANK.index))


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
    """
    site = judge.site
    order = Order(
        page.url, site.viewports[0], site.page_seconds, aaa=_aaa(judge.profile),
        allowed=partial(stays, site=site, page=page.url),
    )  # fmt: skip
    async with session.visit(order, PROBES if probed else ()) as tab:
        capture = tab.capture
        judged = await asyncio.to_thread(judge.capture, capture, page.url)
        height = _height(judged.rows, shown)
        shot = await tab.screenshot(most=height) if height else None
        if shot is not None:
            capture = replace(capture, screenshot=shot.image, masks=shot.masks)
    captures = [capture]
    if capture.fate is Fate.OK:
        for viewport in site.viewports[1:]:
            further = await session.capture(replace(order, viewport=viewport))
            judged = await asyncio.to_thread(judge.further, further, page.url, judged)
            captures.append(further)
    return Visited(_facts(page, capture, judged), tuple(captures), judged)


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
    if capture.settled != "quiet" and "unsettled" not in page.features:
        facts = replace(facts, features=(*page.features, "unsettled"))
    if judged.links or judged.title:
        facts = replace(
            facts, links=judged.links, title=judged.title or page.title, updated=judged.updated or page.updated,
            features=tuple(dict.fromkeys((*facts.features, *judged.terms))),
        )  # fmt: skip
    return facts


def _aaa(profile: Profile) -> bool:
    """Whether axe-core's AAA rules have anything to answer for."""
    return any(number in profile.numbers for number in ("1.4.6", "2.2.4", "2.4.9"))
