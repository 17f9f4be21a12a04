"""What the manual says of each success criterion."""

import pytest

from auditor.criteria import STANDARDS, criteria_of
from auditor.evaluate.coverage import Reach, coverage, reach, rules_of
from auditor.evaluate.manual import certainties
from auditor.evaluate.rulebook import Rulebook, load
from auditor.model import Certainty
from auditor.questions import QUESTIONS


@pytest.fixture(scope="module")
def book() -> Rulebook:
    return load()


def test_people_are_asked_a_question_for_every_a_and_aa_criterion_of_every_standard() -> None:
    numbers = {one.number for name in STANDARDS if not name.endswith("-aaa") for one in criteria_of(name)}

    assert {number for number in numbers if number not in QUESTIONS} == set()
    assert all(question.ja.endswith("か。") and question.en.endswith("?") for question in QUESTIONS.values())


def test_each_criterion_is_judged_helped_or_left_to_people_by_the_rules_that_are_there(
    book: Rulebook,
) -> None:
    for number in QUESTIONS:
        firm, asking = rules_of(number, book)
        wanted = Reach.JUDGED if firm else Reach.HELPED if asking else Reach.PEOPLE
        assert reach(number, book) is wanted
        assert all(certainties(rule)[0] is Certainty.REVIEW for rule in asking)


def test_the_section_names_all_thirty_eight_criteria_and_promises_conformity_for_none(book: Rulebook) -> None:
    text = coverage(book)

    assert "（38項目）" in text
    assert all(f"| {one.number} {one.name_ja} " in text for one in criteria_of("jis-x-8341-3-2016-aa"))
    assert "適合と言えるのは人が確かめたあと" in text
