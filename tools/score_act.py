"""How the rules agree with the test cases of the W3C's approved ACT rules, one line a rule.

A case's outcome is the worst one of the rules that implement its ACT rule (`act=[…]`). An ACT rule is
consistent when each failed case gets failed or cantTell, no passed or inapplicable case gets failed, and
at most one in five of those gets cantTell. What a browser shows but is no HTML page (an SVG image) is not
judged: it counts as neither, and a case that should have evidence and has none is a fault.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from score_captures import Wanted, captured, known_probes

from auditor.criteria import STANDARDS, Profile, profile
from auditor.evaluate.assertions import judge_capture
from auditor.evaluate.rulebook import Rulebook, load
from auditor.model import Assertion, Capture, CaptureError, Fate, Outcome
from auditor.rule import Rule

HOST = "act.localhost"
NO_PAGE = frozenset({Fate.NOT_HTML, Fate.REDIRECTED_OFF_SITE})  # and so nothing for the rules to judge
REVIEW_SHARE = 5  # one in so many passed or inapplicable cases may be left to people
_JUDGED = frozenset({Outcome.FAILED, Outcome.CANT_TELL, Outcome.PASSED, Outcome.INAPPLICABLE})
_WORST = (Outcome.FAILED, Outcome.CANT_TELL, Outcome.UNTESTED, Outcome.PASSED, Outcome.INAPPLICABLE)


@dataclass(frozen=True, slots=True)
class Case:
    """One labelled page of an ACT rule."""

    rule: str
    title: str
    expected: str
    path: str


@dataclass(slots=True)
class Tally:
    """The answers for one ACT rule."""

    id: str
    name: str
    mapped: tuple[str, ...]
    answers: Counter[tuple[str, str]] = field(default_factory=Counter)  # (expected, answer)
    faults: list[str] = field(default_factory=list)

    @property
    def consistent(self) -> bool:
        """As the module says; a rule that nothing implements is not."""
        harmless = {key: number for key, number in self.answers.items() if key[0] != "failed"}
        doubts = sum(number for (_, answer), number in harmless.items() if answer == Outcome.CANT_TELL)
        return bool(self.mapped) and not self.faults and doubts * REVIEW_SHARE <= sum(harmless.values())


def score(folder: Path, only: Iterable[str] = (), verbose: bool = False) -> bool:
    """Print the table; whether every rule is mapped and consistent."""
    listed = json.loads((folder / "testcases.json").read_text(encoding="utf-8"))
    names = {one["ruleId"]: one["ruleName"] for one in listed}
    wanted_rules = set(only) or set(names)
    cases = [
        Case(one["ruleId"], one["title"], one["expected"], one["path"])
        for one in listed
        if one["ruleId"] in wanted_rules
    ]
    book, wanted = load(), profile(tuple(STANDARDS))
    mapped = implementations(book)
    captures = captured(
        folder, HOST,
        [Wanted(one.path, _probes(mapped.get(one.rule, ()))) for one in cases],
        name="act", aaa=True,
    )  # fmt: skip
    tallies = {
        id: Tally(id, names[id], tuple(rule.id for rule in mapped.get(id, ()))) for id in sorted(wanted_rules)
    }
    for case in cases:
        _note(
            tallies[case.rule], case, _answer(captures[case.path], tallies[case.rule], book, wanted), verbose
        )
    return _report(list(tallies.values()))


def implementations(book: Rulebook) -> Mapping[str, Sequence[Rule]]:
    """ACT rule → the rules that say they implement it. Site rules see more than one page: not asked here."""
    found: dict[str, list[Rule]] = defaultdict(list)
    for rule in book:
        if rule.kind in ("page", "axe"):
            for id in rule.act:
                found[id].append(rule)
    return found


def _probes(rules: Iterable[Rule]) -> tuple[str, ...]:
    asked = {str(need).removeprefix("probe:") for rule in rules for need in rule.needs}
    return tuple(sorted(asked & known_probes()))


def _answer(
    capture: Capture, tally: Tally, book: Rulebook, wanted: Profile
) -> tuple[Outcome | Fate, list[Assertion]]:
    """Return the worst outcome of the mapped rules, or the fate of a capture without evidence to judge."""
    if isinstance(capture.snapshot, CaptureError):
        return capture.fate, []
    made = [one for one in judge_capture(capture, book, wanted) if one.rule in tally.mapped]
    outcomes = {one.outcome for one in made}
    return next((one for one in _WORST if one in outcomes), Outcome.INAPPLICABLE), made


def _note(tally: Tally, case: Case, answer: tuple[Outcome | Fate, list[Assertion]], verbose: bool) -> None:
    outcome, made = answer
    tally.answers[case.expected, outcome] += 1
    reasons = [f"{one.rule} {one.outcome} {one.reason}".strip() for one in made if one.outcome == outcome]
    place = case.path.rsplit("/", 1)[-1]
    words = f"{case.expected} → {outcome}: {case.title} {place} ({'; '.join(reasons)})"
    if case.expected == "failed":
        wrong = outcome not in (Outcome.FAILED, Outcome.CANT_TELL)
    else:
        wrong = outcome not in (Outcome.PASSED, Outcome.INAPPLICABLE, Outcome.CANT_TELL, *NO_PAGE)
    if wrong:
        tally.faults.append(words)
    if verbose or (outcome is Outcome.CANT_TELL and case.expected != "failed") or outcome in NO_PAGE:
        print(f"  {'!' if wrong else '·'} {case.rule} {words}")


def _report(tallies: Sequence[Tally]) -> bool:
    print("  ACT rule  consistent  failed found (cantTell)  harmless quiet, cantTell, failed  no evidence")
    for tally in tallies:
        print(f"  {_line(tally)}")
        for fault in tally.faults:
            print(f"      {fault}")
    whole = sum((tally.answers for tally in tallies), Counter[tuple[str, str]]())
    total = Tally("total", "", ("all",), whole)
    print(f"  {_line(total)}")
    good = sum(tally.consistent for tally in tallies)
    unmapped = [tally.id for tally in tallies if not tally.mapped]
    print(f"  consistent {good} of {len(tallies)}; not mapped: {', '.join(unmapped) or '-'}")
    return good == len(tallies)


def _line(tally: Tally) -> str:
    def count(harmful: bool, *answers: str) -> int:
        return sum(
            number
            for (expected, answer), number in tally.answers.items()
            if (expected == "failed") == harmful and (not answers or answer in answers)
        )

    doubts = count(False, Outcome.CANT_TELL)
    lost = sum(tally.answers.values()) - sum(
        number for (_, answer), number in tally.answers.items() if answer in _JUDGED
    )
    mark = "" if tally.id == "total" else "yes" if tally.consistent else "NO"
    return (
        f"{tally.id:8}  {mark:10}  "
        f"{count(True, Outcome.FAILED, Outcome.CANT_TELL):3} of {count(True):3} ({count(True, Outcome.CANT_TELL)})"
        f"          {count(False, Outcome.PASSED, Outcome.INAPPLICABLE):3} of {count(False):3}, {doubts}, "
        f"{count(False, Outcome.FAILED)}   {lost}   {tally.name} [{', '.join(tally.mapped) or 'nothing'}]"
    )
