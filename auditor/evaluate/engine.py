"""Rules × page → assertions: every rule answers, and none can hinder another."""

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TypeVar, cast

from auditor.criteria import Profile
from auditor.evaluate.outcome import UNASKED, apply_profile, assertion, in_force, not_tested, outside_standard
from auditor.evaluate.timelimit import OverBudget, within
from auditor.model import Assertion, Finding, Missing, Reason
from auditor.rule import (
    EvidenceBound,
    EvidenceCut,
    MissingEvidence,
    Need,
    Page,
    PageCheck,
    Rule,
    SiteCheck,
    SiteView,
)

MAX_FINDINGS = 500  # kept of one rule on one page; the rest is only counted
MAX_SITE_FINDINGS = 50_000  # kept of one rule over a whole site
PAGE_SECONDS = 5.0  # of CPU time: rules take milliseconds
ALL_RULES_SECONDS = (
    60.0  # of CPU time on one page: two hundred rules that each use up theirs are a quarter of an hour
)
SITE_SECONDS = 60.0
MAX_DETAIL = 300  # characters kept of what a rule raised

Subject = TypeVar("Subject")


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What a check said: findings that did not pass, counts by page, or why it is no answer."""

    findings: tuple[Finding, ...] = ()
    counts: Counter[tuple[str, str]] | None = None  # (url, "passed", certainty or UNASKED) → number
    missing: Missing | None = None

    def of(self, url: str) -> dict[str, int]:
        """Return the counts of one page."""
        return {kind: number for (page, kind), number in (self.counts or {}).items() if page == url}


def judge_page(
    page: Page,
    rules: Iterable[Rule],
    profile: Profile,
    *,
    lacking: Mapping[Need, Reason] = MappingProxyType({}),
    budget: float = PAGE_SECONDS,
    total: float = ALL_RULES_SECONDS,
) -> list[Assertion]:
    """Return one assertion per page rule; `lacking` names the evidence the capture does not have, and why not.

    budget: seconds of CPU time of one rule. total: of all of them; what comes after it is untested, as over budget.
    """
    end = time.thread_time() + total
    return [
        _on_page(page, rule, profile, lacking, min(budget, end - time.thread_time()))
        for rule in sorted(rules, key=lambda rule: rule.id)
        if rule.kind == "page"
    ]


def judge_site(
    view: SiteView, rules: Iterable[Rule], profile: Profile, *, budget: float = SITE_SECONDS
) -> list[Assertion]:
    """Return one assertion per site rule and page: every audited page, and every other page a finding names."""
    return [
        made
        for rule in sorted(rules, key=lambda rule: rule.id)
        if rule.kind == "site"
        for made in _on_site(view, rule, profile, budget)
    ]


def _on_page(
    page: Page, rule: Rule, profile: Profile, lacking: Mapping[Need, Reason], budget: float
) -> Assertion:
    if not in_force(rule, profile):
        return outside_standard(rule, page.url)
    if missing := [Missing(lacking[need], need) for need in sorted(rule.needs) if need in lacking]:
        return not_tested(rule, page.url, next((one for one in missing if one.ours), missing[0]))
    if budget <= 0:
        return not_tested(rule, page.url, Missing(Reason.OVER_BUDGET))
    page.lost.clear()
    page.left_out.clear()
    result = run_check(cast(PageCheck, rule.check), page, rule, profile, budget, MAX_FINDINGS, home="")
    if result.missing:
        return not_tested(rule, page.url, _explained(result.missing, lacking))
    if page.lost and not result.findings:  # the rule went on without it: what it did not find may be there
        return not_tested(rule, page.url, Missing(Reason.LOST_EVIDENCE, min(page.lost)))
    if page.left_out and not result.findings:
        return not_tested(rule, page.url, Missing(Reason.OVER_BUDGET, min(page.left_out)))
    return assertion(rule, page.url, result.findings, result.of(""))


def _explained(missing: Missing, lacking: Mapping[Need, Reason]) -> Missing:
    """Return what a rule missed though nothing says that it was not there: a probe that was cut short is lost."""
    if missing.kind is not Reason.MISSING_EVIDENCE:
        return missing
    for need, reason in lacking.items():
        if need == missing.detail:
            return Missing(reason, missing.detail)
    cut_short = missing.detail == "moved" or missing.detail.startswith("probe:")
    return replace(missing, kind=Reason.LOST_EVIDENCE) if cut_short else missing


def _on_site(view: SiteView, rule: Rule, profile: Profile, budget: float) -> Iterator[Assertion]:
    audited = list(view.audited) or [page.url for page in view.pages]
    if not in_force(rule, profile):
        yield from (outside_standard(rule, url) for url in audited)
        return
    if Need.SITE in rule.needs and len(view.pages) <= 1:
        yield from (not_tested(rule, url, Missing(Reason.ONE_PAGE)) for url in audited)
        return
    home = view.start if view.start in audited or not audited else audited[0]
    result = run_check(cast(SiteCheck, rule.check), view, rule, profile, budget, MAX_SITE_FINDINGS, home)
    if result.missing:
        yield from (not_tested(rule, url, result.missing) for url in audited)
        return
    by_page: dict[str, list[Finding]] = {}
    for finding in result.findings:
        by_page.setdefault(finding.target.url or home, []).append(finding)
    by_count: dict[str, dict[str, int]] = {}
    for (url, kind), number in (result.counts or {}).items():
        by_count.setdefault(url, {})[kind] = number
    for url in sorted({*audited, *by_count}):
        yield assertion(rule, url, by_page.get(url, [])[:MAX_FINDINGS], by_count.get(url, {}))


def run_check(
    check: Callable[[Subject], Iterator[Finding]],
    subject: Subject,
    rule: Rule,
    profile: Profile,
    budget: float,
    most: int,
    home: str,
) -> CheckResult:
    """Run one check to its end, its time or its error. This is the one place where a rule may fail."""
    kept: list[Finding] = []
    counts: Counter[tuple[str, str]] = Counter()

    def listen() -> None:
        for said in check(subject):
            finding = apply_profile(said, rule, profile)
            # A page rule speaks of its own page, whatever its target says.
            url = (said.target.url or home) if home else ""
            if finding is None:
                counts[url, UNASKED] += 1
                continue
            counts[url, "passed" if finding.certainty is None else finding.certainty] += 1
            if finding.certainty is not None and len(kept) < most:
                kept.append(finding)

    try:
        within(budget, listen)
    except OverBudget as over:
        return CheckResult(missing=Missing(Reason.WALL_TIME if over.waited else Reason.OVER_BUDGET))
    except EvidenceBound as bound:
        return CheckResult(missing=Missing(Reason.OVER_BUDGET, str(bound)))
    except EvidenceCut as cut:
        return CheckResult(missing=Missing(Reason.LOST_EVIDENCE, str(cut)))
    except MissingEvidence as missing:
        return CheckResult(missing=Missing(Reason.MISSING_EVIDENCE, str(missing)))
    except Exception as error:  # whatever a rule raises is an answer about that rule, never the end of a page
        return CheckResult(missing=Missing(Reason.ERROR, f"{type(error).__name__}: {error}"[:MAX_DETAIL]))
    return CheckResult(tuple(kept), counts)
