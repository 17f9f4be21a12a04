"""The table of checks that were considered names rules that are there and gives a reason for the others."""

import re
from pathlib import Path

import pytest

from auditor.evaluate.rulebook import Rulebook, load

TEXT = (Path(__file__).parents[1] / "rules" / "NOT_BUILT.md").read_text(encoding="utf-8")
NOT_BUILT, BUILT = re.split(r"^## .+$", TEXT, flags=re.MULTILINE)[1:]
RULE = re.compile(r"`((?:jis|axe|pdf|security|opendata)/[a-z0-9-]+)`")


def rows(table: str) -> list[list[str]]:
    lines = [line for line in table.splitlines() if re.match(r"\| J", line)]
    return [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in lines]


@pytest.fixture(scope="module")
def book() -> Rulebook:
    return load()


def test_every_idea_stands_in_one_of_the_two_tables_once() -> None:
    names = [row[0].split()[0] for row in rows(NOT_BUILT) + rows(BUILT)]

    assert len(names) == len(set(names)) == 163


def test_the_figures_of_the_introduction_are_those_of_the_tables() -> None:
    first = [row for row in rows(NOT_BUILT) + rows(BUILT) if row[0].endswith(" P1")]
    first_built = [row for row in rows(BUILT) if row[0].endswith(" P1")]

    assert re.findall(r"(\d+) 件", TEXT) == [
        "163", str(len(rows(BUILT))), str(len(rows(NOT_BUILT))), str(len(first)), str(len(first_built)),
    ]  # fmt: skip


def test_every_rule_named_is_in_the_rulebook(book: Rulebook) -> None:
    known = {rule.id for rule in book}

    assert {rule for row in rows(BUILT) for rule in RULE.findall(row[3])} <= known
    assert all(RULE.findall(row[3]) for row in rows(BUILT))
    said = re.findall(r"\b(?:jis|axe|pdf|security|opendata)/[a-z0-9-]+", TEXT)
    assert set(said) <= known


def test_what_was_not_built_has_a_reason_in_both_languages() -> None:
    for name, _, _, japanese, english in rows(NOT_BUILT):
        assert re.search(r"[ぁ-ん]", japanese) and japanese.endswith("。"), name
        assert english.endswith("."), name
