"""What is published of a cycle: tables, their dictionary, a page; nothing of people, and sound by our own rules."""

import csv
import io
import json
from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest
from loaded import load
from plan_samples import BUREAU as SAMPLE
from plan_samples import RULES, material
from rendering import Renderer

from auditor.commands.file import audit_files
from auditor.evaluate.rulebook import Rulebook
from auditor.model import ImprovementPlan
from auditor.page import page_from_capture
from auditor.plan.counts import open_rows
from auditor.plan.improvement import build, remember
from auditor.report.public import LICENCE, Table, csv_of, json_of, page_of, tables
from auditor.rule import MissingEvidence, PageCheck

# A name with 「・」 would make our rule ask a person whether it is a list of two names.
BUREAU = replace(SAMPLE, name="福祉局")
PRIVATE = ("山田太郎", "広報課", "業者に依頼", "logo.png", "a.png", "赤い字の項目")


@pytest.fixture(scope="module")
def plan() -> ImprovementPlan:
    """A second cycle in which people have named owners and written notes."""
    made = material(bureau=BUREAU)
    said = {"owner": "山田太郎", "owner-unit": "広報課", "note": "業者に依頼", "due": "2027-03-31"}
    decisions = {issue.number: dict(said) for issue in made.issues}
    excused = {"status": "問題なし（目視確認済）", **said}
    decisions[made.issues[0].number] = excused
    first = remember(build(replace(made, cycle="2026Q3")))
    return build(replace(made, previous=first, decisions=decisions))


@pytest.fixture(scope="module")
def made(plan: ImprovementPlan) -> tuple[Table, ...]:
    shown = {plan.bureau: open_rows(plan.rows, plan.date)}
    return tables([plan], [BUREAU], shown, {id: rule.title.ja for id, rule in RULES.items()})


@pytest.fixture(scope="module")
def files(plan: ImprovementPlan, made: tuple[Table, ...]) -> dict[str, bytes]:
    data = {f"{one.file}.csv": csv_of(one) for one in made}
    for one in made:
        data[f"{one.file}.json"] = json_of(one, title="検査の結果", organisation="東京都", cycle=plan.cycle)
    page = page_of([plan], made, {name: len(content) for name, content in data.items()})
    return {**data, "index.html": page.encode()}


def test_no_word_of_people_and_no_quotation_from_a_page_is_published(files: dict[str, bytes]) -> None:
    for name, content in files.items():
        assert [word for word in PRIVATE if word in content.decode()] == [], name


def test_what_people_excused_and_where_security_defects_are_is_not_published(
    plan: ImprovementPlan, made: tuple[Table, ...]
) -> None:
    issues = next(one for one in made if one.file == "issues").rows

    excused = {row.number for row in plan.rows if row.decision.get("status", "").startswith("問題なし")}
    assert excused
    assert excused.isdisjoint(row[3] for row in issues)
    assert {row[6] for row in issues} == {"アクセシビリティ", "オープンデータ"}


def test_both_forms_hold_the_same_values(files: dict[str, bytes], made: tuple[Table, ...]) -> None:
    for one in made:
        rows = list(csv.DictReader(io.StringIO(files[f"{one.file}.csv"].decode("utf-8-sig"))))
        whole = json.loads(files[f"{one.file}.json"])

        assert [list(row.values()) for row in rows] == [
            [str(value) for value in row.values()] for row in whole["rows"]
        ]
        assert whole["licence"] == LICENCE


def test_the_dictionary_explains_every_column_of_every_file(
    files: dict[str, bytes], made: tuple[Table, ...]
) -> None:
    words = list(csv.DictReader(io.StringIO(files["dictionary.csv"].decode("utf-8-sig"))))

    for one in made:
        if one.file in ("dictionary", "readme"):
            continue
        head = next(csv.reader(io.StringIO(files[f"{one.file}.csv"].decode("utf-8-sig"))))
        assert [word["列名"] for word in words if word["ファイル"] == one.file] == head
    assert all(word["説明"] for word in words)


def test_the_page_names_licence_and_files_with_their_type_and_size(files: dict[str, bytes]) -> None:
    page = files["index.html"].decode()

    assert LICENCE in page
    for name in files:
        assert name == "index.html" or f'href="{name}"' in page
    assert "（CSV：" in page and "（JSON：" in page


def test_our_own_rules_for_files_find_nothing(files: dict[str, bytes], tmp_path: Path) -> None:
    for name, content in files.items():
        if name != "index.html":
            (tmp_path / name).write_bytes(content)

    result = audit_files([tmp_path], today="2026-11-21")

    assert [(row.rule, row.url.rsplit("/", 1)[-1], row.target.where, row.data) for row in result.rows] == []


@pytest.fixture(scope="module")
def book() -> Rulebook:
    return load()


def test_our_own_rules_for_pages_find_nothing(
    files: dict[str, bytes], book: Rulebook, renderer: Renderer
) -> None:
    page = page_from_capture(renderer.capture(files["index.html"].decode()))
    found = []

    for rule in book.of_kind("page"):
        if rule.family == "security":
            continue  # a file has no response headers
        try:
            check = cast(PageCheck, rule.check)
            found += [f"{rule.id}: {item.target.snippet}" for item in check(page) if item.certainty]
        except MissingEvidence:
            continue

    assert found == []
