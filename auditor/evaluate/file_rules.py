"""Rules × published file → assertions, and the score of the machine-readability rules."""

import time
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import cast

from auditor.criteria import Profile
from auditor.evaluate.engine import MAX_FINDINGS, PAGE_SECONDS, CheckResult, run_check
from auditor.evaluate.outcome import assertion, in_force, not_tested, outside_standard
from auditor.model import READING_LOST, Assertion, Finding, Impact, Missing, Outcome, Reason
from auditor.read.facts import FileFacts
from auditor.rule import File, FileCheck, Need, Rule

# Points a failed rule costs, by how grave it is and its level, as the scoring of the rules of 2026-03-31 has it.
_COSTS: Mapping[Impact, Mapping[str, int]] = {
    Impact.SERIOUS: {"L1": 10, "L2": 40, "L3": 15},
    Impact.MODERATE: {"L1": 5, "L2": 30, "L3": 10},
    Impact.MINOR: {"L1": 2, "L2": 10, "L3": 5},
}
_LEVELS = ("L1", "L2", "L3")
_FAILED = (Outcome.FAILED,)
_CLOSED = frozenset({"7z", "rar", "lzh", "tar", "gzip", "bzip2", "xz", "cab"})  # archives that are not opened
_NOTHING_FOUND = (Outcome.PASSED, Outcome.INAPPLICABLE)
_UNJUDGED = (Outcome.INAPPLICABLE, Outcome.UNTESTED)


def judge_file(
    file: File, rules: Iterable[Rule], profile: Profile, *, budget: float = PAGE_SECONDS
) -> list[Assertion]:
    """Return one assertion per file rule, sorted by rule.

    Of a file that our reading process failed, every rule is untested; of one that cannot be read, as a fact about
    it, every rule that has nothing to say of that.
    """
    url = file.url or file.name
    return [
        _judge(file, url, rule, profile, budget)
        for rule in sorted(rules, key=lambda rule: rule.id)
        if rule.kind == "file"
    ]


def _judge(file: File, url: str, rule: Rule, profile: Profile, budget: float) -> Assertion:
    if not in_force(rule, profile):
        return outside_standard(rule, url)
    if lost := reading_lost(file.facts):
        return not_tested(rule, url, lost)
    if Need.SIBLINGS in rule.needs and any(reading_lost(one) for one in (*file.siblings, *file.beside)):
        return not_tested(rule, url, Missing(Reason.LOST_EVIDENCE, Need.SIBLINGS))
    check = cast(FileCheck, rule.check)
    result = run_check(check, file, rule, profile, budget, MAX_FINDINGS, home="")
    if file.facts.members:
        result = _with_members(result, check, file, rule, profile, budget)
    if result.missing:
        return not_tested(rule, url, result.missing)
    made = assertion(rule, url, result.findings, result.of(""))
    if made.outcome in _NOTHING_FOUND and (unseen := _unseen(file.facts, rule)):
        return not_tested(rule, url, unseen)
    if made.outcome is Outcome.INAPPLICABLE:
        if file.facts.form in _CLOSED or (file.facts.archive is not None and not file.facts.members):
            return not_tested(rule, url, Missing(Reason.UNREADABLE, "archive"))
        if file.facts.problem:
            return not_tested(rule, url, Missing(Reason.UNREADABLE, file.facts.problem))
    return made


def _with_members(
    result: CheckResult, check: FileCheck, file: File, rule: Rule, profile: Profile, budget: float
) -> CheckResult:
    """Return what a rule says of an archive and of the data files in it; a member it cannot judge hides no
    finding in others.
    """
    end = time.thread_time() + budget
    findings, counts, missing = list(result.findings), Counter(result.counts or {}), result.missing
    for member in file.facts.members:
        others = tuple(one for one in file.facts.members if one is not member)
        inner = File(member, file.url, file.context, others, others)
        left = end - time.thread_time()
        if left <= 0:
            missing = missing or Missing(Reason.OVER_BUDGET)
            break
        one = run_check(check, inner, rule, profile, left, MAX_FINDINGS, home="")
        if one.missing is None and member.problem and not one.counts:
            one = replace(one, missing=Missing(Reason.UNREADABLE, member.problem))
        missing = missing or one.missing
        findings += [_of_member(finding, member.name) for finding in one.findings]
        counts += one.counts or Counter()
    return CheckResult(tuple(findings[:MAX_FINDINGS]), counts, None if findings else missing)


def _of_member(finding: Finding, name: str) -> Finding:
    """Return the finding with the name of the member before its place."""
    target = finding.target
    where = name if target.where == name else f"{name}: {target.where}"
    return replace(finding, target=replace(target, where=where, identity=f"{name}|{target.identity}"))


def _unseen(facts: FileFacts, rule: Rule) -> Missing | None:
    """Return why a rule that found nothing in a file does not speak for all of it; None where it does."""
    if facts.pdf is not None and facts.pdf.cut and Need.PDF_CONTENT in rule.needs:
        return Missing(Reason.TOO_LARGE, f"{facts.pdf.pages} pages")
    if facts.archive is None:
        return None
    if facts.archive.beyond:
        return Missing(Reason.TOO_LARGE, f"{facts.archive.beyond} members")
    return Missing(Reason.UNREADABLE, "archive") if facts.archive.unread else None


def reading_lost(facts: FileFacts) -> Missing | None:
    """Return why our reading process failed a file; None where what it says is about the file."""
    missing = Missing.of(facts.problem)
    if missing is None or missing.kind not in READING_LOST:
        return None
    return Missing(missing.kind, facts.detail)


def readability(assertions: Iterable[Assertion], rules: Mapping[str, Rule]) -> dict[str, int]:
    """Points of 100 for each level (L1, L2, L3) of the machine-readability rules; 0 where a fatal one failed.

    A level of which no rule found anything to judge has no points.
    """
    points: dict[str, int] = {}
    for one in assertions:
        rule = rules.get(one.rule)
        if rule is None:  # it was taken out after the file was judged
            continue
        number = next((name for name in rule.techniques if name[:2] in _LEVELS and name[2:3] == "-"), "")
        if not number or one.outcome in _UNJUDGED:
            continue
        level = number[:2]
        points.setdefault(level, 100)
        if one.outcome not in _FAILED:
            continue
        cost = _COSTS.get(rule.impact)
        points[level] = 0 if cost is None else max(0, points[level] - cost[level])
    return dict(sorted(points.items()))
