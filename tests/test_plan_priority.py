"""The priority of an issue: 高 from a score of 6, 中 from 2, and what overrides the score."""

from dataclasses import replace

import pytest
from plan_samples import finding, issues

from auditor.model import PROMINENT, Certainty, Impact, Issue, Priority, RepairPlace, Verdict
from auditor.plan.priority import priority

PAGES = 10


def issue(
    impact: Impact,
    pages: int,
    place: RepairPlace = RepairPlace.PAGE,
    certainty: Certainty = Certainty.DEFINITE,
) -> Issue:
    (one,) = issues([finding("jis/colour-words", n) for n in range(pages)])
    return replace(one, impact=impact, place=place, certainty=certainty, criteria=("1.3.3",))


@pytest.mark.parametrize(
    ("impact", "pages", "level"),
    [
        (Impact.SERIOUS, 5, Priority.HIGH),  # 3 × (1 + 2 × 0.5) = 6
        (Impact.SERIOUS, 4, Priority.MIDDLE),  # 3 × (1 + 2 × 0.4) = 5.4
        (Impact.MODERATE, 10, Priority.HIGH),  # 2 × (1 + 2 × 1.0) = 6
        (Impact.MODERATE, 9, Priority.MIDDLE),
        (Impact.MINOR, 5, Priority.MIDDLE),  # 1 × (1 + 2 × 0.5) = 2
        (Impact.MINOR, 4, Priority.LOW),
        (Impact.CRITICAL, 1, Priority.HIGH),  # whatever its reach
    ],
)
def test_the_level_follows_from_harm_and_share_of_pages(impact: Impact, pages: int, level: Priority) -> None:
    assert priority(issue(impact, pages), PAGES).level is level


def test_one_repair_that_mends_all_pages_counts_more() -> None:
    # 3 × (1 + 2 × 0.2) × 1.6 = 6.72, and × 1.0 = 4.2
    assert priority(issue(Impact.SERIOUS, 2, RepairPlace.TEMPLATE), PAGES).level is Priority.HIGH
    assert priority(issue(Impact.SERIOUS, 2, RepairPlace.PAGE), PAGES).level is Priority.MIDDLE


def test_a_picture_that_everybody_sees_comes_before_others_and_says_so() -> None:
    plain = issue(Impact.SERIOUS, 1)
    banner = replace(plain, data={**plain.data, PROMINENT: "1"})

    # 3 × (1 + 2 × 0.1) = 3.6, and twice as much
    assert priority(plain, PAGES).level is Priority.MIDDLE
    assert priority(banner, PAGES).level is Priority.HIGH
    assert "目立つ場所の画像" in priority(banner, PAGES).reason
    assert "prominent" in priority(banner, PAGES, "en").reason


def test_what_is_less_sure_needs_more_reach() -> None:
    # 3 × 0.8 × (1 + 2 × 0.5) = 4.8
    assert priority(issue(Impact.SERIOUS, 5, certainty=Certainty.LIKELY), PAGES).level is Priority.MIDDLE


def test_a_service_of_others_and_advice_are_low_however_many_pages() -> None:
    assert priority(issue(Impact.CRITICAL, 10, RepairPlace.EXTERNAL), PAGES).level is Priority.LOW
    assert priority(issue(Impact.CRITICAL, 10, certainty=Certainty.ADVICE), PAGES).level is Priority.LOW


def test_the_share_is_that_of_the_pages_its_rule_looked_at_and_is_held_while_nobody_can_look() -> None:
    wide = replace(issue(Impact.SERIOUS, 8), looked=20)
    held = replace(issue(Impact.SERIOUS, 5), looked=10, verdict=Verdict.UNCONFIRMED)

    assert "20ページのうち8ページ" in priority(wide, 4).reason
    assert priority(wide, 4).level is Priority.MIDDLE
    assert priority(held, 0).level is Priority.HIGH
    assert "前回は検査した10ページのうち5ページ" in priority(held, 0).reason


@pytest.mark.parametrize(("found", "audited"), [(20, 15), (3, 0)])
def test_never_more_pages_are_found_than_were_looked_at(found: int, audited: int) -> None:
    assert f"{found}ページのうち{found}ページ" in priority(issue(Impact.SERIOUS, found), audited).reason
