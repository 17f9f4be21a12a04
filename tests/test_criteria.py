"""The success criteria and the profiles made of them."""

import pytest

from auditor.criteria import (
    CRITERIA,
    NON_INTERFERENCE,
    PEOPLE,
    STANDARDS,
    affected,
    criteria_of,
    profile,
    severity,
    sort_key,
)


def test_every_criterion_stands_once_and_in_numerical_order() -> None:
    numbers = list(CRITERIA)

    assert len(numbers) == 87
    assert numbers == sorted(numbers, key=sort_key)
    assert numbers.index("1.4.10") == numbers.index("1.4.9") + 1


@pytest.mark.parametrize(
    ("standard", "count"),
    [
        ("jis-x-8341-3-2016-a", 25),
        ("jis-x-8341-3-2016-aa", 38),
        ("jis-x-8341-3-2016-aaa", 61),
        ("wcag-2.2-a", 31),
        ("wcag-2.2-aa", 55),
        ("wcag-2.2-aaa", 86),
    ],
)
def test_a_standard_has_as_many_criteria_as_its_text(standard: str, count: int) -> None:
    assert len(criteria_of(standard)) == count


def test_parsing_is_asked_by_jis_and_not_by_wcag_2_2() -> None:
    assert "4.1.1" in profile(["jis-x-8341-3-2016-aa"])
    assert "4.1.1" not in profile(["wcag-2.2-aaa"])


def test_several_standards_ask_for_their_union() -> None:
    union = profile(["jis-x-8341-3-2016-aa", "wcag-2.2-aa"])

    assert {"4.1.1", "2.5.8", "1.4.3"} <= set(union.numbers)
    assert len(union.numbers) == 56
    assert union.numbers == tuple(sorted(union.numbers, key=sort_key))
    assert union.title == "JIS X 8341-3:2016 レベルAA ＋ WCAG 2.2 レベルAA"


def test_extra_criteria_are_added() -> None:
    tokyo = profile(["jis-x-8341-3-2016-aa"], ["2.3.2", "2.1.3", "2.2.3", "1.1.1"])

    assert len(tokyo.numbers) == 41
    assert {"2.1.3", "2.2.3", "2.3.2"} <= set(tokyo.numbers)


def test_large_text_begins_later_for_japanese_text_in_jis() -> None:
    jis, wcag = profile(["jis-x-8341-3-2016-aa"]), profile(["wcag-2.2-aa"])

    assert (jis.large_text_pt, jis.large_bold_pt) == (22, 18)
    assert (wcag.large_text_pt, wcag.large_bold_pt) == (18, 14)


def test_a_union_with_jis_keeps_the_stricter_threshold() -> None:
    assert profile(["wcag-2.2-aa", "jis-x-8341-3-2016-a"]).large_text_pt == 22


def test_a_criterion_is_named_in_the_words_of_its_standard() -> None:
    assert profile(["jis-x-8341-3-2016-aa"]).name("2.4.1") == "ブロックスキップ"
    assert profile(["wcag-2.2-aa"]).name("2.4.1") == "ブロックのバイパス"
    assert profile(["wcag-2.2-aa"]).name("2.4.1", "en") == "Bypass Blocks"


def test_what_does_not_exist_is_refused() -> None:
    with pytest.raises(KeyError):
        profile(["jis-x-8341-3-2010-aa"])
    with pytest.raises(KeyError):
        profile(["wcag-2.2-aa"], ["9.9.9"])


def test_standards_have_a_title_for_reports() -> None:
    assert STANDARDS["jis-x-8341-3-2016-aa"] == "JIS X 8341-3:2016 レベルAA"
    assert len(STANDARDS) == 6


def test_every_criterion_names_the_people_it_is_for() -> None:
    for criterion in CRITERIA.values():
        assert criterion.people
        assert set(criterion.people) <= set(PEOPLE)


def test_people_of_several_criteria_are_named_once_and_in_one_order() -> None:
    people = affected(["2.1.1", "1.1.1"])

    assert people == affected(["1.1.1", "2.1.1", "1.1.1"])
    assert people[0].startswith("画面を見ないで使う人")
    assert affected([]) == ()


def test_criteria_no_page_may_fail_anywhere_come_first() -> None:
    assert [severity([number]) for number in NON_INTERFERENCE] == [0, 0, 0, 0]
    assert severity(["1.1.1"]) < severity(["1.4.3"]) < severity(["1.4.6"]) < severity([])
    assert severity(["1.4.6", "1.1.1"]) == severity(["1.1.1"])


def test_a_criterion_belongs_to_a_principle() -> None:
    assert CRITERIA["3.1.1"].principle == "理解可能"
