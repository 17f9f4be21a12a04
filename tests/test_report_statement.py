"""試験結果 and EARL: nothing is claimed that evidence and signatures do not carry."""

import json
from dataclasses import replace

from plan_samples import BUREAU, RULES, SITE, material, rows

from auditor.model import Conformity
from auditor.plan.improvement import build
from auditor.report import jsonl
from auditor.report.earl import earl
from auditor.report.statement import statement_html, verdict

SIGNED = {"review-result": "適合", "reviewer": "鈴木", "reviewed-at": "2026-12-01"}


def test_the_statement_has_the_nine_items_and_the_checklist() -> None:
    text = statement_html(build(material()), BUREAU.sites[0])

    assert all(f"{number}. " in text for number in range(1, 10))
    assert "目標とする達成基準（38項目）" in text
    assert "適合を表明するものではありません" in text


def test_a_criterion_is_met_only_where_a_person_signed_with_name_and_day() -> None:
    key = f"criterion:{SITE}:1.2.1"

    def said(decision: dict[str, str]) -> str:
        plan = build(material(decisions={key: decision}))
        return verdict(next(line for line in plan.criteria if line.key == key)).result

    assert said(SIGNED) == "適合"
    assert said({**SIGNED, "reviewer": ""}) != "適合"
    assert said({}) in ("機械検出なし（要確認）", "未評価")


def test_a_signature_does_not_overrule_a_proven_defect() -> None:
    line = next(line for line in build(material()).criteria if line.result is Conformity.FAILED)

    assert verdict(replace(line, decision=SIGNED)).result == "不適合"


def test_exceptions_are_listed_and_counted_apart() -> None:
    text = statement_html(build(material()), BUREAU.sites[1])

    assert "例外とした範囲" in text
    assert "*/map/*" in text


def test_earl_is_json_with_one_assertion_a_line_and_known_outcomes() -> None:
    lines = list(jsonl.lines("2026Q4", RULES, rows()))

    graph = json.loads("".join(earl(lines, tool="auditor", version="0.1.0", date="2026-11-20")))["@graph"]

    assert len(graph) == len(lines) + 1
    assert {item["result"]["outcome"] for item in graph[1:]} <= {"earl:failed", "earl:cantTell"}
    assert {item["mode"] for item in graph[1:]} == {"earl:automatic"}
