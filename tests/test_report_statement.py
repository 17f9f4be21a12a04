"""試験結果 and EARL: nothing is claimed that evidence and signatures do not carry."""

import json
from dataclasses import replace

import pytest
from plan_samples import BUREAU, RULES, SITE, material, rows

from auditor.api import load_rules
from auditor.evaluate.examples import problem_of
from auditor.model import Conformity, Outcome, PageKind, Site
from auditor.plan.improvement import build
from auditor.report import jsonl
from auditor.report.earl import earl
from auditor.report.statement import policy_html, statement_html, verdict
from auditor.rule import Example

BOOK = load_rules()
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


RULES_OF_STATEMENTS = (
    "jis/policy-items-missing", "jis/policy-standard-misnamed", "jis/policy-content-kind-unnamed",
    "jis/test-result-items-missing", "jis/test-result-outdated",
)  # fmt: skip
SEEN = (("date", "Sun, 22 Nov 2026 00:00:00 GMT"),)


def published(name: str, html: str) -> dict[str, object]:
    """A site that publishes the page, and PDF files on three others."""
    home = f'<title>総務局</title><a href="/a11y">{name}</a>'
    documents = {f"/{n}": (f'<title>お知らせ{n}</title><a href="/{n}.pdf">資料</a>', SEEN) for n in range(3)}
    return {"/": (home, SEEN), "/a11y": (html, SEEN), **documents}


@pytest.mark.parametrize("site", BUREAU.sites)
@pytest.mark.parametrize("rule", RULES_OF_STATEMENTS)
def test_what_we_draft_passes_our_own_rules_for_such_pages(site: Site, rule: str) -> None:
    plan = build(material())
    pdf = replace(plan.pages[0], site=site.id, kind=PageKind.PDF)
    plan = replace(plan, pages=(*plan.pages, pdf))
    drawn = {
        "ウェブアクセシビリティ方針": policy_html(plan, site),
        "アクセシビリティ試験結果": statement_html(plan, site),
    }

    for name, html in drawn.items():
        asked = ("policy" if "方針" in name else "test-result") in rule
        outcome = Outcome.PASSED if asked or rule == "jis/policy-standard-misnamed" else Outcome.INAPPLICABLE
        example = Example(outcome, pages=published(name, html))
        assert problem_of(BOOK[rule], example) == "", name


def test_the_draft_leaves_open_what_only_the_bureau_knows_and_claims_nothing() -> None:
    text = policy_html(build(material()), BUREAU.sites[0])

    assert "準拠することを目標とします" in text
    assert "準拠しています" not in text
    assert "【" in text[text.index("お問い合わせ先") :]


def test_the_draft_names_exceptions_with_their_reasons() -> None:
    site = BUREAU.sites[1]

    text = policy_html(build(material()), site)

    assert all(one.pattern in text and one.reason in text for one in site.exceptions)
    assert "例外はありません" in policy_html(build(material()), replace(site, exceptions=()))
