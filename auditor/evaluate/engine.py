"""Rules × page → assertions: every rule answers, and none can hinder another."""

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar, cast

from auditor.criteria import Profile
from auditor.evaluate.outcome import assertion, in_force, inapplicable, not_tested, under
from auditor.evaluate.timelimit import OverBudget, within
from auditor.model import Assertion, Finding
from auditor.rule import MissingEvidence, Need, Page, PageCheck, Rule, SiteCheck, SiteView

MAX_FINDINGS = 500  # kept of one rule on one page; the rest is only counted
MAX_SITE_FINDINGS = 50_000  # kept of one rule over a whole site
PAGE_SECONDS = 5.0  # of wall clock: rules take milliseconds, a busy machine makes them seconds
ALL_RULES_SECONDS = (
    60.0  # of one page: two hundred rules that each use up their time are a quarter of an hour
)
SITE_SECONDS = 60.0

Subject = TypeVar("Subject")


@dataclass(frozen=True, slots=True)
class Heard:
    """What a check said: findings that did not pass, counts by page, or why it is no answer."""

    findings: tuple[Finding, ...] = ()
    counts: Counter[tuple[str, str]] | None = None  # (url, "passed" or certainty) → number
    reason: str = ""

    def of(self, url: str) -> dict[str, int]:
        """The counts of one page."""
        return {kind: number for (page, kind), number in (self.counts or {}).items() if page == url}


def judge_page(
    page: Page,
    rules: Iterable[Rule],
    profile: Profile,
    *,
    lacking: frozenset[Need] = frozenset(),
    budget: float = PAGE_SECONDS,
    total: float = ALL_RULES_SECONDS,
) -> list[Assertion]:
    """One assertion per page rule; `lacking` names the evidence the capture does not have.

    budget: seconds of one rule. total: of all of them; what comes after it is untested, as over budget.
    """
    end = time.monotonic() + total
    return [
        _on_page(page, rule, profile, lacking, min(budget, end - time.monotonic()))
        for rule in sorted(rules, key=lambda rule: rule.id)
        if rule.kind == "page"
    ]


def judge_site(
    view: SiteView, rules: Iterable[Rule], profile: Profile, *, budget: float = SITE_SECONDS
) -> list[Assertion]:
    """One assertion per site rule and page: every audited page, and every other page a finding names."""
    return [
        made
        for rule in sorted(rules, key=lambda rule: rule.id)
        if rule.kind == "site"
        for made in _on_site(view, rule, profile, budget)
    ]


def _on_page(page: Page, rule: Rule, profile: Profile, lacking: frozenset[Need], budget: float) -> Assertion:
    if not in_force(rule, profile):
        return inapplicable(rule, page.url, "standard")
    if missing := sorted(rule.needs & lacking):
        return not_tested(rule, page.url, f"missing-evidence:{missing[0]}")
    if budget <= 0:
        return not_tested(rule, page.url, "over-budget")
    heard = hear(cast(PageCheck, rule.check), page, rule, profile, budget, MAX_FINDINGS, home="")
    if heard.reason:
        return not_tested(rule, page.url, heard.reason)
    return assertion(rule, page.url, heard.findings, heard.of(""))


def _on_site(view: SiteView, rule: Rule, profile: Profile, budget: float) -> Iterator[Assertion]:
    audited = list(view.audited) or [page.url for page in view.pages]
    if not in_force(rule, profile):
        yield from (inapplicable(rule, url, "standard") for url in audited)
        return
    if Need.SITE in rule.needs and len(view.pages) <= 1:
        yield from (not_tested(rule, url, "one-page") for url in audited)
        return
    home = view.start if view.start in audited or not audited else audited[0]
    heard = hear(cast(SiteCheck, rule.check), view, rule, profile, budget, MAX_SITE_FINDINGS, home)
    if heard.reason:
        yield from (not_tested(rule, url, heard.reason) for url in audited)
        return
    by_page: dict[str, list[Finding]] = {}
    for finding in heard.findings:
        by_page.setdefault(finding.target.url or home, []).append(finding)
    by_count: dict[str, dict[str, int]] = {}
    for (url, kind), number in (heard.counts or {}).items():
        by_count.setdefault(url, {})[kind] = number
    for url in sorted({*audited, *by_count}):
        yield assertion(rule, url, by_page.get(url, [])[:MAX_FINDINGS], by_count.get(url, {}))


def hear(
    check: Callable[[Subject], Iterator[Finding]],
    subject: Subject,
    rule: Rule,
    profile: Profile,
    budget: float,
    most: int,
    home: str,
) -> Heard:
    """Run one check to its end, its time or its error. This is the one place where a rule may fail."""
    kept: list[Finding] = []
    counts: Counter[tuple[str, str]] = Counter()

    def listen() -> None:
        for said in check(subject):
            finding = under(said, rule, profile)
            # A page rule speaks of its own page, whatever its target says.
            url = (finding.target.url or home) if home else ""
            counts[url, "passed" if finding.certainty is None else finding.certainty] += 1
            if finding.certainty is not None and len(kept) < most:
                kept.append(finding)

    try:
        within(budget, listen)
    except OverBudget:
        return Heard(reason="over-budget")
    except MissingEvidence as missing:
        return Heard(reason=f"missing-evidence:{missing}")
    except Exception as error:  # whatever a rule raises is an answer about that rule, never the end of a page
        return Heard(reason=f"error:{type(error).__name__}: {error}"[:300])
    return Heard(tuple(kept), counts)
