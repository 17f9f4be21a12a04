"""Pairs of pages by an author who saw no rule: barriers are found, and mended pages are left alone."""

import sys
from pathlib import Path

import pytest

from auditor.model import Certainty

FOLDER = Path(__file__).parent / "pairs"
sys.path.insert(0, str(Path(__file__).parent.parent / "tools"))

from score_pairs import FIRM, Pair, audit, found_at, pairs_of, suspects  # noqa: E402  # tools/ is no package

PAIR = Pair("001-a", frozenset({"1.1.1", "2.4.4"}), "1.1.1", "markup", "likely", "kind")


def line(rule: str, certainty: str, *criteria: str) -> dict[str, object]:
    return {"rule": rule, "certainty": certainty, "criteria": list(criteria)}


@pytest.mark.parametrize(
    ("ng", "ok", "level"),
    [
        ([line("a", "definite", "1.1.1")], [], Certainty.DEFINITE),
        ([line("a", "likely", "2.4.4")], [], Certainty.LIKELY),
        ([line("a", "review", "1.1.1")], [], Certainty.REVIEW),
        ([line("a", "advice", "1.1.1")], [], None),
        ([line("a", "likely", "3.1.1")], [], None),
        ([line("a", "likely", "1.1.1")], [line("a", "likely", "1.1.1")], None),
        ([line("a", "likely", "1.1.1")] * 2, [line("a", "likely", "1.1.1")], Certainty.LIKELY),
    ],
    ids=["definite", "another criterion", "review", "advice", "wrong criterion", "on both", "more often"],
)
def test_a_barrier_is_found_where_a_rule_speaks_more_often_than_on_the_mended_page(
    ng: list[dict[str, object]], ok: list[dict[str, object]], level: Certainty | None
) -> None:
    assert found_at(PAIR, {("001-a", "ng"): ng, ("001-a", "ok"): ok}) is level


def test_a_firm_finding_on_a_mended_page_is_a_suspect() -> None:
    said = {
        ("001-a", "ok"): [line("a", "likely", "1.1.1"), line("b", "review", "1.1.1"), line("c", "likely")]
    }

    assert suspects([PAIR], said) == {"001-a": {"a"}}


def test_every_pair_has_both_sides() -> None:
    for pair in pairs_of(FOLDER):
        for side in ("ng", "ok"):
            assert (FOLDER / pair.id / f"{side}.html").is_file() or (
                FOLDER / pair.id / side / "index.html"
            ).is_file()


@pytest.mark.soak
def test_barriers_of_an_author_who_saw_no_rule_are_found_and_mended_pages_left_alone() -> None:
    pairs = pairs_of(FOLDER)
    findings = audit(FOLDER, pairs)

    asked = [pair for pair in pairs if pair.machine != "question"]
    firm = sum(found_at(pair, findings) in FIRM for pair in asked)
    assert firm >= 0.75 * len(asked)
    assert len(suspects(pairs, findings)) <= 0.05 * len(pairs)
