"""One capture or site → settled assertions, and assertions → rows of the store."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from auditor.criteria import Profile
from auditor.evaluate.axe_results import judge_axe
from auditor.evaluate.engine import judge_page
from auditor.evaluate.outcome import criteria_in, outcome_of
from auditor.evaluate.rulebook import Rulebook
from auditor.model import (
    Assertion,
    Capture,
    Certainty,
    Finding,
    FindingRow,
    Impact,
    Missing,
    Outcome,
    Reason,
)
from auditor.page import TreePage, evidence_lacking, page_from_capture
from auditor.rule import Need

_IMPACTS: Mapping[str, Impact] = {impact.value: impact for impact in Impact}


def judge_capture(
    capture: Capture,
    rulebook: Rulebook,
    profile: Profile,
    *,
    page: TreePage | None = None,
    further_lacking: frozenset[Need] = frozenset(),
) -> list[Assertion]:
    """Return all page and axe rules on one capture, sorted by rule, each defect said by one rule only.

    `page` is the view of this very capture, where the caller has made it already.
    """
    page = page or page_from_capture(capture)
    lacking = evidence_lacking(capture) | dict.fromkeys(further_lacking, Reason.MISSING_EVIDENCE)
    made = judge_page(page, rulebook.of_kind("page"), profile, lacking=lacking)
    made += judge_axe(page, rulebook.of_kind("axe"), profile, lacking)
    # axe-core runs its own rules, and one that is off speaks all the same.
    made = [one for one in made if not rulebook.is_off(one.rule)]
    return sorted(without_replaced(made, rulebook), key=lambda one: one.rule)


def without_replaced(assertions: Iterable[Assertion], rulebook: Rulebook) -> list[Assertion]:
    """Drop what a rule said where one that replaces it speaks of the same element and criterion.

    A rule without criteria replaces what it is the cause of, whatever criterion that breaks.
    """
    assertions = list(assertions)
    spoken: dict[tuple[str, str], set[str]] = {}  # (page, replaced rule) → selectors
    for one in assertions:
        rule = rulebook[one.rule]
        for replaced in rule.replaces:
            if rule.criteria and not set(rule.criteria) & set(rulebook[replaced].criteria):
                continue
            places = spoken.setdefault((one.url, replaced), set())
            places |= {
                finding.target.selector
                for finding in one.findings
                if finding.certainty is not Certainty.ADVICE
            }
    return [_less(one, spoken.get((one.url, one.rule), set())) for one in assertions]


def _less(one: Assertion, places: set[str]) -> Assertion:
    kept = tuple(finding for finding in one.findings if finding.target.selector not in places)
    dropped = [finding for finding in one.findings if finding.target.selector in places]
    if not dropped:
        return one
    counts = dict(one.counts)
    for finding in dropped:
        counts[str(finding.certainty)] -= 1
    reason = one.reason or str(Missing(Reason.REPLACED, str(len(dropped))))
    return replace(one, findings=kept, counts=counts, outcome=outcome_of(counts), reason=reason)


def to_rows(
    assertions: Iterable[Assertion],
    bureau: str,
    site: str,
    rulebook: Rulebook,
    profile: Profile,
    viewport: str = "",
) -> list[FindingRow]:
    """Return the findings of assertions as rows, sorted by page, rule and place."""
    rows = [
        _row(one, finding, bureau, site, rulebook, profile, viewport)
        for one in assertions
        if one.outcome is not Outcome.UNTESTED
        for finding in one.findings
    ]
    return sorted(rows, key=lambda row: (row.url, row.rule, row.target.selector, row.target.where, row.key))


def _row(
    one: Assertion,
    finding: Finding,
    bureau: str,
    site: str,
    rulebook: Rulebook,
    profile: Profile,
    viewport: str,
) -> FindingRow:
    rule = rulebook[one.rule]
    certainty = finding.certainty or Certainty.REVIEW  # stored findings never passed
    return FindingRow(
        bureau=bureau,
        site=site,
        url=finding.target.url or one.url,
        rule=one.rule,
        certainty=certainty,
        # Advice is what the standard does not ask for: no criterion is broken.
        criteria=() if certainty is Certainty.ADVICE else criteria_in(rule, profile),
        impact=_IMPACTS.get(str(finding.data.get("impact", "")), rule.impact),
        key=finding.key,
        data=finding.data,
        target=finding.target,
        viewport=viewport,
    )
