"""What the reports of one page are drawn from: its findings grouped into problems, first things first."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from auditor.model import Assertion, Certainty, Fate, FindingRow, Impact, Missing, Outcome, Reason
from auditor.report.words import FATES, places_word, say
from auditor.rule import Rule

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
        """How many places there are, and how many of them are kept."""
        count = places_word(self.found, lang)
        if not self.unkept:
            return count
        kept = len(self.rows)
        return f"{count}（うち{kept:,}か所を表示）" if lang == "ja" else f"{count} ({kept:,} of them shown)"


@dataclass(frozen=True, slots=True)
class PageReport:
    """What the terminal summary and the HTML report of one page are drawn from."""

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

    @property
    def audited(self) -> bool:
        """Whether any rule saw the page; one that stopped half-way keeps what was captured."""
        return self.fate in _GOOD or bool(self.problems) or self.passed > 0


class Rules(Protocol):
    """Rules by id."""

    def __getitem__(self, id: str, /) -> Rule: ...


def problems_of(
    rows: Sequence[FindingRow], rules: Rules, assertions: Sequence[Assertion] = ()
) -> tuple[Problem, ...]:
    """Findings grouped by rule: surest and most harmful first, then the more frequent.

    `assertions`: with how many places were counted, where fewer are kept.
    """
    unkept = _unkept(rows, assertions)
    grouped: dict[tuple[str, int], list[FindingRow]] = {}
    for row in rows:
        grouped.setdefault((row.rule, kind_of(row.certainty)), []).append(row)
    problems = []
    for (rule, kind), found in grouped.items():
        ordered = sorted(found, key=lambda row: ORDER.index(row.certainty))
        more = {one: unkept[rule, one] for one in ORDER if kind_of(one) == kind and unkept[rule, one] > 0}
        problems.append(Problem(rules[rule], ordered[0].certainty, tuple(ordered), more))
    # What blocks people comes before what annoys them; the machine's doubt lowers it one step.
    return tuple(
        sorted(
            problems,
            key=lambda item: (
                kind_of(item.certainty),
                min(_IMPACT.index(row.impact) for row in item.rows) + (item.certainty is Certainty.LIKELY),
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
    """The FIRST problems to show on top; one that goes away with the mending of another waits behind it.

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
    """Whether two places are one element, or one stands at most two steps inside the other."""
    short, long = sorted((one, other), key=len)
    return short == long or (long.startswith(f"{short} > ") and long[len(short) :].count(" > ") <= NEAR)


def page_report_of(
    rows: Sequence[FindingRow], assertions: Sequence[Assertion], rules: Rules
) -> tuple[tuple[Problem, ...], tuple[Assertion, ...], int]:
    """(problems, untested assertions, number of rules that passed) of one page."""
    untested = tuple(item for item in assertions if item.outcome is Outcome.UNTESTED)
    passed = sum(item.outcome is Outcome.PASSED for item in assertions)
    return problems_of(rows, rules, assertions), untested, passed


def stopped(report: PageReport, lang: str) -> str:
    """Why the visit did not come to its end; '' where it did."""
    if report.fate in _GOOD:
        return ""
    why = say(FATES[Fate(report.fate)], lang)
    if report.audited:
        head = "途中までしか検査できませんでした" if lang == "ja" else "Only a part could be audited"
    else:
        head = "ページを検査できませんでした" if lang == "ja" else "The page could not be audited"
    return f"{head}。{why}。" if lang == "ja" else f"{head}. {why}."


def lead(report: PageReport, lang: str) -> str:
    """The result in one sentence of plain text."""
    ja = lang == "ja"
    if not report.audited:
        return stopped(report, lang)
    kinds = [[item for item in report.problems if kind_of(item.certainty) == kind] for kind in range(3)]
    mend, decide, better = (sum(item.found for item in items) for items in kinds)
    if not report.problems:
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
