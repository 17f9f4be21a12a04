"""What the reports of one page are drawn from: its findings grouped into problems, first things first."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from auditor.model import Assertion, Certainty, Fate, FindingRow, Impact, Missing, Outcome, Reason, Text
from auditor.report.report_words import (
    CURES,
    FATES,
    NO_RULE_ANSWERED,
    UNJUDGED_FILE,
    UNJUDGED_PAGE,
    places_word,
    untested_reason,
)
from auditor.rule import Rule
from auditor.words import say

FIRST = 3
NEAR = 2
ORDER = (Certainty.DEFINITE, Certainty.LIKELY, Certainty.REVIEW, Certainty.ADVICE)
_SURE = (Certainty.DEFINITE, Certainty.LIKELY)
_IMPACT = tuple(Impact)
_GOOD = (Fate.OK, Fate.REDIRECTED)


@dataclass(frozen=True, slots=True)
class Problem:
    """The findings of one rule on the page that ask for the same kind of work: mend, decide, or better."""

    rule: Rule
    certainty: Certainty  # the surest
    rows: tuple[FindingRow, ...]  # surest first
    unkept: Mapping[Certainty, int] = field(default_factory=dict)  # further places that are only counted

    @property
    def found(self) -> int:
        """How many places there are."""
        return len(self.rows) + sum(self.unkept.values())

    def places(self, lang: str) -> str:
        """Return how many places there are, and how many of them are kept."""
        count = places_word(self.found, lang)
        if not self.unkept:
            return count
        kept = len(self.rows)
        return f"{count}（うち{kept:,}か所を表示）" if lang == "ja" else f"{count} ({kept:,} of them shown)"


@dataclass(frozen=True, slots=True)
class Missed:
    """A file that no rule could judge, and why."""

    name: str
    why: Text


@dataclass(frozen=True, slots=True)
class Score:
    """The machine readability of one file: points of 100 for each level."""

    name: str
    points: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class PageReport:
    """What the terminal summary and the HTML report of one page, or of files, are drawn from."""

    url: str
    title: str
    fate: str
    day: str  # ISO date of the audit, passed in
    standard: str
    problems: tuple[Problem, ...]  # what to do first comes first
    untested: tuple[Assertion, ...]
    passed: int  # rules
    versions: Mapping[str, str]
    crops: Mapping[str, bytes]  # rule id → WebP of its first place
    of_files: bool = False  # files before they are published, not a page
    notes: tuple[
        Text, ...
    ] = ()  # what changed or narrowed the audit: a redirect, a style sheet that did not load
    missed: tuple[Missed, ...] = ()  # files of several that no rule could judge
    scores: tuple[Score, ...] = ()

    @property
    def audited(self) -> bool:
        """Whether any rule gave an answer; one that stopped half-way keeps what was captured."""
        return bool(self.problems) or self.passed > 0

    @property
    def whole(self) -> bool:
        """Whether the audit came to its end: everything that was asked for was judged."""
        return self.audited and self.fate in _GOOD and not self.missed


class Rules(Protocol):
    """Rules by id."""

    def __getitem__(self, id: str, /) -> Rule: ...


def problems_of(
    rows: Sequence[FindingRow], rules: Rules, assertions: Sequence[Assertion] = ()
) -> tuple[Problem, ...]:
    """Return findings grouped by rule: surest and most harmful first, then the more frequent.

    `assertions`: with how many places were counted, where fewer are kept.
    """
    unkept = _unkept(rows, assertions)
    grouped: dict[tuple[str, int], list[FindingRow]] = {}
    for row in rows:
        grouped.setdefault((row.rule, kind_of(row.certainty)), []).append(row)
    problems = []
    for (rule, kind), found in grouped.items():
        ordered = sorted(found, key=lambda row: (ORDER.index(row.certainty), not row.prominent))
        more = {one: unkept[rule, one] for one in ORDER if kind_of(one) == kind and unkept[rule, one] > 0}
        problems.append(Problem(rules[rule], ordered[0].certainty, tuple(ordered), more))
    # What blocks people comes before what annoys them; the machine's doubt lowers it one step, a place that
    # everybody sees raises it one.
    return tuple(
        sorted(
            problems,
            key=lambda item: (
                kind_of(item.certainty),
                min(_IMPACT.index(row.impact) for row in item.rows)
                + (item.certainty is Certainty.LIKELY)
                - any(row.prominent for row in item.rows),
                -item.found,
                item.rule.id,
            ),
        )
    )


def _unkept(rows: Sequence[FindingRow], assertions: Sequence[Assertion]) -> Counter[tuple[str, Certainty]]:
    """(rule, certainty) → places that were counted and not kept."""
    more: Counter[tuple[str, Certainty]] = Counter()
    for one in assertions:
        if (missing := Missing.of(one.reason)) and missing.kind is Reason.CUT:
            more.update({(one.rule, certainty): one.counts.get(certainty, 0) for certainty in ORDER})
    kept = Counter((row.rule, row.certainty) for row in rows)
    return Counter({key: count - kept[key] for key, count in more.items()})


def kind_of(certainty: Certainty) -> int:
    """0 to mend, 1 for people to decide, 2 advice."""
    return 0 if certainty in _SURE else 1 if certainty is Certainty.REVIEW else 2


def first_things(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """Return the FIRST problems to show on top; one that goes away with the mending of another waits behind it.

    A linked picture without a text is a picture without a text and a link without a name: one thing to do.
    """
    chosen: list[Problem] = []
    waiting: list[Problem] = []
    for problem in problems:
        kind = kind_of(problem.certainty)
        others = [row.target.selector for one in chosen if kind_of(one.certainty) == kind for row in one.rows]
        same = all(any(_near(row.target.selector, other) for other in others) for row in problem.rows)
        (waiting if others and same else chosen).append(problem)
    order = {problem.rule.id: number for number, problem in enumerate(problems)}
    first = sorted(chosen + waiting, key=lambda one: (kind_of(one.certainty), one in waiting))[:FIRST]
    return tuple(sorted(first, key=lambda one: (kind_of(one.certainty), order[one.rule.id])))


def _near(one: str, other: str) -> bool:
    """Return whether two places are one element, or one stands at most two steps inside the other."""
    short, long = sorted((one, other), key=len)
    return short == long or (long.startswith(f"{short} > ") and long[len(short) :].count(" > ") <= NEAR)


def page_report_of(
    rows: Sequence[FindingRow], assertions: Sequence[Assertion], rules: Rules
) -> tuple[tuple[Problem, ...], tuple[Assertion, ...], int]:
    """(problems, untested assertions, number of rules that passed) of one page."""
    untested = tuple(item for item in assertions if item.outcome is Outcome.UNTESTED)
    passed = sum(item.outcome is Outcome.PASSED for item in assertions)
    return problems_of(rows, rules, assertions), untested, passed


def why_unjudged(assertions: Sequence[Assertion]) -> Text:
    """Return why no rule gave an answer: the most frequent reason of the untested rules, else that none applied."""
    reasons = Counter(item.reason for item in assertions if item.outcome is Outcome.UNTESTED)
    if not reasons:
        return NO_RULE_ANSWERED
    reason = min(reasons, key=lambda name: (-reasons[name], name))
    return Text(untested_reason(reason, "ja"), untested_reason(reason, "en"))


def stopped(report: PageReport, lang: str) -> str:
    """Return why the audit did not come to its end; '' where it did."""
    if report.audited and report.fate in _GOOD:
        return ""
    if report.fate in _GOOD:
        why = say(report.missed[0].why if report.missed else why_unjudged(report.untested), lang)
    else:
        why = say(FATES[Fate(report.fate)], lang)
    if report.audited:
        head = "途中までしか検査できませんでした" if lang == "ja" else "Only a part could be audited"
    elif report.of_files:
        head = "ファイルを検査できませんでした" if lang == "ja" else "The file could not be audited"
    else:
        head = "ページを検査できませんでした" if lang == "ja" else "The page could not be audited"
    return f"{head}。{why}。" if lang == "ja" else f"{head}. {why}."


def cure(report: PageReport, lang: str) -> str:
    """Return what to do about an audit that did not come to its end; '' where there is nothing to do."""
    if not stopped(report, lang):
        return ""
    if report.fate in _GOOD:
        return say(UNJUDGED_FILE if report.of_files else UNJUDGED_PAGE, lang)
    found = CURES.get(Fate(report.fate))
    return say(found, lang) if found else ""


def lead(report: PageReport, lang: str) -> str:
    """Return the result in one sentence of plain text."""
    ja = lang == "ja"
    if not report.audited:
        return stopped(report, lang) + ("" if ja else " ") + cure(report, lang)
    kinds = [[item for item in report.problems if kind_of(item.certainty) == kind] for kind in range(3)]
    mend, decide, better = (sum(item.found for item in items) for items in kinds)
    if not report.problems:
        if not report.whole:  # silence about a part that was not looked at is no good news
            return (
                "検査できた範囲では、問題は見つかりませんでした。"
                if ja
                else "No problem in what was audited."
            )
        return "機械で見つかる問題はありませんでした。" if ja else "The machine found no problem."
    if ja:
        parts = [f"直すところが{places_word(mend, lang)}（{len(kinds[0])}種類）"] if mend else []
        parts += [f"人が確かめるところが{places_word(decide, lang)}"] if decide else []
        parts += [f"直すとよりよくなるところが{places_word(better, lang)}"] if better else []
        return "、".join(parts) + "あります。"
    parts = [f"{places_word(mend, lang)} to mend ({len(kinds[0])} kinds)"] if mend else []
    parts += [f"{places_word(decide, lang)} for people to check"] if decide else []
    parts += [f"{places_word(better, lang)} that could be better"] if better else []
    return ", ".join(parts) + "."


def missed_lines(report: PageReport, lang: str) -> list[str]:
    """Return one line for each file of several that was not judged; one alone is the report's own sentence."""
    if not report.audited and len(report.missed) == 1:
        return []
    head = "検査できなかったファイル" if lang == "ja" else "Not audited"
    return [f"{head}: {item.name}（{say(item.why, lang)}）" for item in report.missed]


def score_lines(report: PageReport, lang: str) -> list[str]:
    """Return the machine readability of each table file: 機械可読性: レベル1 100点、…（a.csv）."""
    ja = lang == "ja"
    head, comma, unit = ("機械可読性", "、", "点") if ja else ("Machine readability", ", ", "")
    lines = []
    for item in report.scores:
        points = comma.join(f"{level} {number}{unit}" for level, number in item.points.items())
        lines.append(f"{head}: {points}（{item.name}）")
    return lines
