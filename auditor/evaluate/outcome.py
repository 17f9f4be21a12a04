"""From findings to one outcome: what a profile makes of a rule, and how places add up to an assertion."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from auditor.criteria import Profile
from auditor.model import Assertion, Certainty, Finding, Missing, Outcome, Reason
from auditor.rule import Rule

COUNTED = ("passed", "definite", "likely", "review", "advice")
_DECREASING = tuple(Certainty)
_SURE = (Certainty.DEFINITE, Certainty.LIKELY)
UNASKED = "unasked"  # counts questions that the profile does not ask; they are not stored


def in_force(rule: Rule, profile: Profile) -> bool:
    """Return whether the rule belongs to one of the profile's standards at all."""
    return not rule.standards or any(
        name.startswith(prefix) for name in profile.standards for prefix in rule.standards
    )


def criteria_in(rule: Rule, profile: Profile) -> tuple[str, ...]:
    """Return the rule's criteria the profile asks for, the primary one first."""
    return tuple(number for number in rule.criteria if number in profile)


def outside(rule: Rule, profile: Profile) -> bool:
    """Return whether the rule is about criteria, and the profile asks for none of them: then it at most advises."""
    return bool(rule.criteria) and not criteria_in(rule, profile)


def apply_profile(finding: Finding, rule: Rule, profile: Profile) -> Finding | None:
    """Return the finding as this profile sees it, None for a question that the profile does not ask."""
    if finding.certainty is not None and rule.override is not None:
        finding = replace(finding, certainty=_overridden(finding.certainty, rule.override))
    if finding.certainty is None or not outside(rule, profile):
        return finding
    if finding.certainty is Certainty.REVIEW:
        return None
    return replace(finding, certainty=Certainty.ADVICE)


def _overridden(certainty: Certainty, wanted: Certainty) -> Certainty:
    """Return what a rule is sure of becomes what is wanted; a question or advice is never raised to a failure."""
    if certainty in _SURE:
        return wanted
    return max(certainty, wanted, key=_DECREASING.index)


def outcome_of(counts: Mapping[str, int]) -> Outcome:
    """EARL outcome of one page: the worst of its places."""
    if counts.get("definite") or counts.get("likely") or counts.get("advice"):
        return Outcome.FAILED
    if counts.get("review"):
        return Outcome.CANT_TELL
    return Outcome.PASSED if counts.get("passed") else Outcome.INAPPLICABLE


def assertion(
    rule: Rule, url: str, findings: Sequence[Finding], counts: Mapping[str, int], reason: str = ""
) -> Assertion:
    """Return what came of a rule that ran to its end.

    Where fewer findings are kept than were counted, or questions were left out, the reason says so.
    """
    full = {name: counts.get(name, 0) for name in COUNTED}
    found = sum(full.values()) - full["passed"]
    if found > len(findings):
        reason = reason or str(Missing(Reason.CUT, f"{len(findings)}/{found}"))
    elif not found and counts.get(UNASKED):
        reason = reason or str(Reason.STANDARD)
    return Assertion(url, rule.id, outcome_of(full), full, reason, rule.digest, tuple(findings))


def not_tested(rule: Rule, url: str, missing: Missing) -> Assertion:
    """Return what is said where a rule did not look, or not to the end."""
    return Assertion(url, rule.id, Outcome.UNTESTED, dict.fromkeys(COUNTED, 0), str(missing), rule.digest)


def outside_standard(rule: Rule, url: str) -> Assertion:
    """Return what is said of a rule that the profile does not ask for."""
    counts = dict.fromkeys(COUNTED, 0)
    return Assertion(url, rule.id, Outcome.INAPPLICABLE, counts, str(Reason.STANDARD), rule.digest)
