"""Judges one capture by the rules and the profile of its site."""

import hashlib
import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from auditor.criteria import Profile
from auditor.evaluate.assertions import judge_capture, to_rows
from auditor.evaluate.outcome import not_tested
from auditor.evaluate.rulebook import Rulebook
from auditor.judge.rendered_facts import is_empty, last_update, rendered_links, terms_of
from auditor.model import (
    Assertion,
    Capture,
    CaptureError,
    FindingRow,
    Link,
    Missing,
    Outcome,
    ProbeName,
    Reason,
    Site,
)
from auditor.page import page_from_capture
from auditor.rule import Need

_LOOK = frozenset({Need.LAYOUT, *(Need(probe.need) for probe in ProbeName if probe.looks)})


log = logging.getLogger("auditor")

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
    headers: bool = True  # False: pages from a disk, the header lines are those of this machine
    whole: bool = True  # False: one page from a disk, whose style sheets may not be beside it

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
            fault = error_text(error)
            return replace(self.untested(url, Missing(Reason.ERROR, fault)), fault=fault)

    def untested(self, url: str, missing: Missing) -> Judged:
        """Return what is said of a page that no rule looked at."""
        rules = [rule for rule in self.rulebook if rule.kind != "site"]
        return Judged(tuple(not_tested(rule, url, missing) for rule in rules), ())

    def _judged(self, capture: Capture, url: str) -> Judged:
        lacking: frozenset[Need] = frozenset()
        if not self.headers:
            capture = without_headers(capture)
        if not self.whole:
            lacking = unstyled(capture)
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
            return self._partly(first, Missing(Reason.ERROR, error_text(error)))

    def _layout(self) -> Rulebook:
        """Return the rules whose answer depends on the size of the window."""
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
    """Return the capture without header lines: of a page from a disk they are those of this machine, not of
    a site.
    """
    return replace(
        capture,
        hops=tuple(replace(hop, headers=()) for hop in capture.hops),
        requests=tuple({k: v for k, v in entry.items() if k != "headers"} for entry in capture.requests),
    )


def without_findings(judged: Judged) -> Judged:
    """Return what is stored of a judgement: its findings are rows."""
    return replace(judged, assertions=tuple(replace(one, findings=()) for one in judged.assertions))


def unstyled(capture: Capture) -> frozenset[Need]:
    """Return what a page shows where a style sheet that it names did not load: nothing that visitors will see."""
    sheets = [entry for entry in capture.requests if entry.get("type") == "Stylesheet"]
    return _LOOK if any(failed(entry) for entry in sheets) else frozenset()


def failed(entry: Mapping[str, Any]) -> bool:
    """Return whether a request of a page brought nothing."""
    status = entry.get("status")
    return bool(entry.get("blocked")) or status is None or status >= 400


def _worse(first: Assertion, again: Assertion, added: bool) -> Assertion:
    """Return what two viewports come to. One whose evidence was lost makes the answer partial."""
    missing = Missing.of(again.reason)
    if again.outcome is Outcome.UNTESTED and missing and missing.ours:
        return _less(first, again.reason)
    return replace(first, outcome=max(first.outcome, again.outcome, key=_RANK.index)) if added else first


def _less(first: Assertion, reason: str) -> Assertion:
    """Return an answer that lacks a part: what was found stays, that nothing was found does not."""
    found = first.outcome in (Outcome.FAILED, Outcome.CANT_TELL)
    return replace(first, outcome=first.outcome if found else Outcome.UNTESTED, reason=first.reason or reason)


def error_text(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:300]
