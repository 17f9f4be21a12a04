"""What the manual says of each success criterion."""

import pytest

from auditor.criteria import STANDARDS, criteria_of
from auditor.evaluate.coverage import Reach, coverage, reach
from auditor.evaluate.rulebook import Rulebook, load
from auditor.model import Certainty, Outcome, Text
from auditor.questions import QUESTIONS
from auditor.rule import Example, Rule


@pytest.fixture(scope="module")
def book() -> Rulebook:
    return load()


def test_people_are_asked_a_question_for_every_a_and_aa_criterion_of_every_standard() -> None:
    numbers = {one.number for name in STANDARDS if not name.endswith("-aaa") for one in criteria_of(name)}

    assert {number for number in numbers if number not in QUESTIONS} == set()
    assert all(question.ja.endswith("か。") and question.en.endswith("?") for question in QUESTIONS.values())


def a_rule(id: str, *shown: Outcome | Certainty) -> Rule:
    return Rule(
        id, "page", Text("題", "title"), Text("訳", "why"), Text("直", "fix"), {}, criteria=("1.1.1",),
        examples=tuple(Example(outcome, "<p>") for outcome in shown),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("shown", "wanted"),
    [
        ([], Reach.PEOPLE),
        ([(Outcome.PASSED,)], Reach.PEOPLE),
        ([(Certainty.ADVICE,)], Reach.PEOPLE),
        ([(Certainty.REVIEW, Outcome.PASSED)], Reach.HELPED),
        ([(Certainty.REVIEW,), (Certainty.LIKELY,)], Reach.JUDGED),
        ([(Certainty.REVIEW, Certainty.DEFINITE)], Reach.JUDGED),
    ],
)
def test_a_criterion_is_judged_helped_or_left_to_people_by_what_its_rules_show(
    shown: list[tuple[Outcome | Certainty, ...]], wanted: Reach
) -> None:
    book = Rulebook({f"jis/{n}": a_rule(f"jis/{n}", *outcomes) for n, outcomes in enumerate(shown)}, "d")

    assert reach("1.1.1", book) is wanted
    assert reach("1.4.3", book) is Reach.PEOPLE


def test_the_section_names_all_thirty_eight_criteria_and_promises_conformity_for_none(book: Rulebook) -> None:
    text = coverage(book)

    assert "（38項目）" in text
    assert all(f"| {one.number} {one.name_ja} " in text for one in criteria_of("jis-x-8341-3-2016-aa"))
    assert "適合と言えるのは人が確かめたあと" in text
