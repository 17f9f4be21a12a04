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


@pytest.mark.parametrize(
    ("impact", "level"),
    [
        (Impact.CRITICAL, Priority.MIDDLE),
        (Impact.SERIOUS, Priority.MIDDLE),
        (Impact.MODERATE, Priority.LOW),
        (Impact.MINOR, Priority.LOW),
    ],
)
def test_what_people_have_to_judge_first_is_never_high(impact: Impact, level: Priority) -> None:
    review = issue(impact, 10, RepairPlace.TEMPLATE, Certainty.REVIEW)

    assert priority(review, PAGES).level is level


@pytest.mark.parametrize("certainty", [Certainty.DEFINITE, Certainty.LIKELY])
def test_what_may_make_a_whole_page_unusable_comes_before_everything_else(certainty: Certainty) -> None:
    trap = replace(issue(Impact.MINOR, 1, certainty=certainty), criteria=("1.3.3", "2.1.2"))
    worst = issue(Impact.CRITICAL, 10, RepairPlace.TEMPLATE)

    assert priority(trap, PAGES).level is Priority.HIGH
    assert priority(trap, PAGES).score > priority(worst, PAGES).score
    assert "達成基準2.1.2 非干渉" in priority(trap, PAGES).reason


def test_a_suspicion_of_it_waits_for_people() -> None:
    suspected = replace(issue(Impact.MINOR, 1, certainty=Certainty.REVIEW), criteria=("2.1.2",))

    assert priority(suspected, PAGES).level is Priority.LOW
    assert "非干渉" not in priority(suspected, PAGES).reason


@pytest.mark.parametrize(
    ("criteria", "halved"),
    [
        (("1.4.6",), True),
        (("1.4.6", "2.4.9"), True),
        (("1.4.6", "1.4.3"), False),  # AA asks for it too
        (("1.4.3",), False),
        (("1.1.1",), False),
        ((), False),
        (("1.4.6", "9.9.9"), True),  # a number that an older store knew
        (("9.9.9",), False),
    ],
)
def test_what_only_aaa_asks_for_counts_half(criteria: tuple[str, ...], halved: bool) -> None:
    score = priority(replace(issue(Impact.SERIOUS, 5), criteria=criteria), PAGES).score

    assert score == (3 if halved else 6)  # 3 × (1 + 2 × 0.5)


def test_the_reason_names_harm_reach_and_ease_in_either_language() -> None:
    found = replace(issue(Impact.SERIOUS, 2, RepairPlace.COMPONENT, Certainty.LIKELY), criteria=("2.2.2",))

    assert priority(found, PAGES).reason == (
        "ページ全体が使えなくなるおそれがあり最優先（達成基準2.2.2 非干渉）（人の確認で覆ることがある）"
        "・検査した10ページのうち2ページ・共通部品1か所の修正で直る"
    )
    assert priority(found, PAGES, "en").reason == (
        "comes first: whole pages may become unusable (success criterion 2.2.2, non-interference)"
        " (a person may find otherwise); 2 of 10 pages audited; one change of a shared component mends it"
    )


@pytest.mark.parametrize(
    ("rule", "ja", "en"),
    [
        ("security/hsts", "通信や画面を悪用されるおそれがある", "transfer or display may be abused"),
        (
            "opendata/data-link-dead",
            "データを機械で扱いにくくなる",
            "the data are hard to process by machine",
        ),
        ("jis/marquee", "利用が難しくなる人が出る", "it is hard to use for some people"),
    ],
)
def test_what_is_harmed_is_said_by_the_family_of_the_rule(rule: str, ja: str, en: str) -> None:
    found = replace(issue(Impact.SERIOUS, 2), rule=rule)

    assert priority(found, PAGES).reason.startswith(f"{ja}・")
    assert priority(found, PAGES, "en").reason.startswith(f"{en}; ")


def test_files_are_counted_as_files() -> None:
    assert "・2ファイル・" in priority(issue(Impact.SERIOUS, 2, RepairPlace.FILE), PAGES).reason


def test_one_page_of_one_is_every_page() -> None:
    assert priority(issue(Impact.SERIOUS, 1), 1).score == 9  # 3 × (1 + 2 × 1.0)


def test_the_reason_of_what_was_not_found_says_so_in_either_language() -> None:
    away = replace(issue(Impact.SERIOUS, 1), pages=(), places=())

    assert "・今期は検出していません・" in priority(away, PAGES).reason
    assert "; not found in this cycle; " in priority(away, PAGES, "en").reason
    assert priority(away, 0).score == 3  # without reach: its harm alone


def test_the_share_is_that_of_the_pages_its_rule_looked_at_and_is_held_while_nobody_can_look() -> None:
    wide = replace(issue(Impact.SERIOUS, 8), looked=20)
    held = replace(issue(Impact.SERIOUS, 5), looked=10, verdict=Verdict.UNCONFIRMED)

    assert "・検査した20ページのうち8ページ・" in priority(wide, 4).reason
    assert priority(wide, 4).level is Priority.MIDDLE
    assert priority(held, 0).level is Priority.HIGH
    assert "前回は検査した10ページのうち5ページ" in priority(held, 0).reason


@pytest.mark.parametrize(("found", "audited"), [(20, 15), (3, 0)])
def test_never_more_pages_are_found_than_were_looked_at(found: int, audited: int) -> None:
    assert f"{found}ページのうち{found}ページ" in priority(issue(Impact.SERIOUS, found), audited).reason
