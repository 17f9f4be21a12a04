"""JSON lines and their CSV twin: keys, order and outcomes by the contract."""

import csv
import io
import json
from dataclasses import replace

from plan_samples import RULES, SITE, finding, rows, url

from auditor.model import Assertion, Certainty, Fate, Outcome, PageFacts
from auditor.publish.frames import csv_text, export_frame
from auditor.report import jsonl

KEYS = [
    "kind", "cycle", "bureau", "site", "url", "rule", "outcome", "certainty", "criteria", "techniques", "act",
    "impact", "selector", "snippet", "message", "question", "title", "issue", "viewport",
]  # fmt: skip


def test_a_finding_has_the_keys_of_the_contract_in_their_order() -> None:
    line = jsonl.finding_line(finding("axe/image-alt", 1, name="logo.png"), RULES["axe/image-alt"], "2026Q4")

    assert list(line) == KEYS
    assert line["message"] == "画像「logo.png」に代替テキストがありません。"
    assert line["outcome"] == "failed"


def test_a_finding_of_a_header_has_where_instead_of_selector() -> None:
    line = jsonl.finding_line(
        finding("security/hsts", 1, region="response"), RULES["security/hsts"], "2026Q4"
    )

    assert list(line) == [key.replace("selector", "where") for key in KEYS]


def test_a_finding_in_a_linked_file_names_the_pages_that_link_it() -> None:
    row = finding("axe/image-alt", 1, name="logo.png")

    line = jsonl.finding_line(row, RULES["axe/image-alt"], "2026Q4", found_on=["https://a.example/1"])

    assert list(line) == [*KEYS, "found_on"]
    assert line["found_on"] == ["https://a.example/1"]


def test_only_what_people_must_decide_has_a_question() -> None:
    def question(certainty: Certainty) -> str:
        row = finding("jis/colour-words", certainty=certainty)
        line = jsonl.finding_line(row, RULES["jis/colour-words"], "2026Q4")
        return f"{line['outcome']} {line['question']}"

    assert question(Certainty.REVIEW) == "cantTell 色だけで区別していませんか。"
    assert question(Certainty.ADVICE) == "failed "


def test_the_words_come_in_both_languages() -> None:
    line = jsonl.finding_line(finding("axe/image-alt"), RULES["axe/image-alt"], "2026Q4", "en")

    assert (line["title"], line["message"]) == ("axe/image-alt", "found")


def test_lines_are_sorted_whatever_order_they_come_in() -> None:
    found = rows()

    there = [jsonl.dump(line) for line in jsonl.lines("2026Q4", RULES, found)]
    back = [jsonl.dump(line) for line in jsonl.lines("2026Q4", RULES, found[::-1])]

    assert there == back
    keys = [(line["bureau"], line["site"], line["url"], line["rule"]) for line in map(json.loads, there)]
    assert keys == sorted(keys)


def test_with_all_there_are_assertions_and_pages() -> None:
    assertion = Assertion(url(SITE, 1), "jis/marquee", Outcome.UNTESTED, {}, "missing-evidence:layout")
    page = PageFacts(url(SITE, 1), Fate.OK, depth=1, status=200, title="題", sample="random")

    lines = list(jsonl.lines("2026Q4", RULES, [], [("b", SITE, assertion)], [("b", SITE, page)]))

    assert list(lines[0]) == [
        "kind", "cycle", "bureau", "site", "url", "fate", "depth", "status", "title", "sample", "seen_on"
    ]  # fmt: skip
    assert list(lines[1]) == ["kind", "cycle", "bureau", "site", "url", "rule", "outcome", "counts", "reason"]
    assert lines[1]["counts"] == {"passed": 0, "definite": 0, "likely": 0, "review": 0, "advice": 0}


def test_a_line_is_one_line_of_utf8_whatever_a_site_sent() -> None:
    row = finding("axe/image-alt", name="\ud800\n\u2028")
    text = jsonl.dump(jsonl.finding_line(row, RULES["axe/image-alt"], "2026Q4"))

    assert "\n" not in text
    assert json.loads(text.encode("utf-8"))["message"].startswith("画像「\ufffd\n")


def test_a_snippet_is_bounded_and_a_missing_rule_does_no_harm() -> None:
    row = finding("axe/image-alt")
    row = replace(row, target=replace(row.target, snippet="x" * 900))

    line = jsonl.finding_line(row, None, "2026Q4")

    assert len(line["snippet"]) == 500
    assert line["title"] == "axe/image-alt"


def test_the_csv_export_has_the_same_keys_and_both_names_of_a_place() -> None:
    text = csv_text(export_frame(jsonl.lines("2026Q4", RULES, rows()), "2026Q4"))

    head, first, *_ = csv.reader(io.StringIO(text))
    assert head == list(jsonl.FINDING_KEYS)
    assert len(first) == len(head)


def test_the_csv_export_of_everything_has_the_columns_of_assertions_and_pages() -> None:
    page = PageFacts(url(SITE, 1), Fate.TIMEOUT, detail="60 s")

    lines = jsonl.lines("2026Q4", RULES, [], pages=[("b", SITE, page)])
    text = csv_text(export_frame(lines, "2026Q4"))

    line = next(csv.DictReader(io.StringIO(text)))
    assert (line["kind"], line["fate"], line["title"]) == ("page", "timeout", "")
