"""What machines can and cannot say of each success criterion, drawn from the rules that are there."""

from collections.abc import Iterator
from enum import Enum

from auditor.criteria import CRITERIA, criteria_of
from auditor.evaluate.rulebook import Rulebook
from auditor.model import Certainty, Text
from auditor.questions import QUESTIONS
from auditor.rule import Rule

_FIRM = (Certainty.DEFINITE, Certainty.LIKELY)
_JIS, _COMING = "jis-x-8341-3-2016-aa", "wcag-2.2-aa"


class Reach(Enum):
    """How far the machine gets with a criterion; never to the end, so that a person always signs."""

    JUDGED = Text("機械が問題を見つける", "machine finds failures")
    HELPED = Text("機械が確かめる所を挙げる", "machine lists what to check")
    PEOPLE = Text("人だけが確かめる", "people only")


def rules_of(number: str, rulebook: Rulebook) -> tuple[list[Rule], list[Rule]]:
    """Return the rules that find failures of a criterion, and those that only list places to check."""
    about = [rule for rule in rulebook if number in rule.criteria]
    firm = [rule for rule in about if _shown(rule) & set(_FIRM)]
    return firm, [rule for rule in about if rule not in firm and Certainty.REVIEW in _shown(rule)]


def _shown(rule: Rule) -> set[Certainty]:
    """Return how sure a rule can be: as an axe rule declares, as the examples of any other show."""
    if rule.kind == "axe":
        return {rule.certainty}
    return {example.outcome for example in rule.examples if isinstance(example.outcome, Certainty)}


def reach(number: str, rulebook: Rulebook) -> Reach:
    """Return how far the machine gets with a criterion."""
    firm, asking = rules_of(number, rulebook)
    return Reach.JUDGED if firm else Reach.HELPED if asking else Reach.PEOPLE


def coverage(rulebook: Rulebook) -> str:
    """Return the section of the manual: every A and AA criterion, its rules and the question left to people."""
    today = [one.number for one in criteria_of(_JIS)]
    coming = [one.number for one in criteria_of(_COMING) if one.number not in today]
    counts = {kind: sum(reach(number, rulebook) is kind for number in today) for kind in Reach}
    lines = [
        "## 達成基準ごとに、機械にできること / What the machine can do for each criterion",
        "",
        f"JIS X 8341-3:2016 の A・AA（{len(today)}項目）のうち、"
        + "、".join(f"{kind.value.ja}: {number}項目" for kind, number in counts.items())
        + "。どの項目も、適合と言えるのは人が確かめたあとです。",
        "",
        f"Of the {len(today)} A and AA criteria: "
        + ", ".join(f"{kind.value.en}: {number}" for kind, number in counts.items())
        + ". None is met before a person has checked.",
        "",
        *_table(today, rulebook),
        "",
        "次の版で加わる WCAG 2.2 の A・AA / A and AA criteria of WCAG 2.2, the coming edition",
        "",
        *_table(coming, rulebook),
        "",
    ]
    return "\n".join(lines)


def _table(numbers: list[str], rulebook: Rulebook) -> Iterator[str]:
    yield "| 達成基準 / criterion | 機械 / machine | 規則 / rules | 人への問い / question for people |"
    yield "|---|---|---|---|"
    for number in numbers:
        criterion, kind, question = CRITERIA[number], reach(number, rulebook), QUESTIONS[number]
        firm, asking = rules_of(number, rulebook)
        named = [f"`{rule.id}`" for rule in firm] + [f"`{rule.id}`（要判断）" for rule in asking]
        yield (
            f"| {number} {criterion.name_ja} ({criterion.level}) | {kind.value.ja} / {kind.value.en} "
            f"| {' '.join(named) or '—'} | {question.ja} / {question.en} |"
        )
