"""Findings, assertions and pages as JSON lines: keys and order are the contract of the export."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from auditor.model import Assertion, FindingRow, Outcome, PageFacts
from auditor.rule import Rule

SNIPPET = 500
# Of a finding, with both names of its place: one of them is there.
FINDING_KEYS = (
    "kind", "cycle", "bureau", "site", "url", "rule", "outcome", "certainty", "criteria", "techniques", "act",
    "impact", "selector", "where", "snippet", "message", "question", "title", "issue", "viewport",
)  # fmt: skip
# What only assertions and pages have.
OTHER_KEYS = ("counts", "reason", "fate", "depth", "status", "sample", "seen_on")
COUNTS = ("passed", "definite", "likely", "review", "advice")

Line = dict[str, Any]
Key = tuple[str, ...]


def finding_line(
    row: FindingRow, rule: Rule | None, cycle: str, lang: str = "ja", *, found_on: Sequence[str] = ()
) -> Line:
    """Return one finding. `question` is '' but for what a person has to decide.

    `found_on`: URLs of the pages that link a file; the key is there only for those, as `suggestion` is only where a
    rule gives a draft to copy.
    """
    message = rule.messages.get(row.key) if rule else None
    question = rule.question if rule and row.outcome is Outcome.CANT_TELL else None
    place = {"where": row.target.where} if row.target.where else {"selector": row.target.selector or "html"}
    return {
        "kind": "finding",
        "cycle": cycle,
        "bureau": row.bureau,
        "site": row.site,
        "url": row.url,
        "rule": row.rule,
        "outcome": row.outcome.value,
        "certainty": row.certainty.value,
        "criteria": list(row.criteria),
        "techniques": list(rule.techniques) if rule else [],
        "act": list(rule.act) if rule else [],
        "impact": row.impact.value,
        **place,
        "snippet": row.target.snippet[:SNIPPET],
        "message": message.fill(lang, row.data) if message else row.key,
        "question": question.fill(lang, row.data) if question else "",
        "title": rule.title.fill(lang, {}) if rule else row.rule,
        "issue": row.issue,
        "viewport": row.viewport,
        **({"suggestion": row.suggestion} if row.suggestion else {}),
        **({"found_on": [*found_on]} if found_on else {}),
    }


def assertion_line(assertion: Assertion, bureau: str, site: str, cycle: str) -> Line:
    """Return one page × rule."""
    return {
        "kind": "assertion",
        "cycle": cycle,
        "bureau": bureau,
        "site": site,
        "url": assertion.url,
        "rule": assertion.rule,
        "outcome": assertion.outcome.value,
        "counts": {name: assertion.counts.get(name, 0) for name in COUNTS},
        "reason": assertion.reason,
    }


def page_line(page: PageFacts, bureau: str, site: str, cycle: str) -> Line:
    """Return one URL and its fate."""
    return {
        "kind": "page",
        "cycle": cycle,
        "bureau": bureau,
        "site": site,
        "url": page.url,
        "fate": page.fate.value if page.fate else None,
        "depth": page.depth,
        "status": page.status,
        "title": page.title,
        "sample": page.sample,
        "seen_on": page.seen_on,
    }


def unjudged_line(page: PageFacts, bureau: str, reason: str) -> Line:
    """Return a single page or file that was not judged: an empty list of findings would read as no problem."""
    return {**page_line(page, bureau, bureau, ""), "reason": reason}


def sort_key(line: Line) -> Key:
    """By bureau, site, url, rule, selector or where; what is equal there by its whole text."""
    return (
        line["bureau"],
        line["site"],
        line["url"],
        line.get("rule", ""),
        str(line.get("selector", line.get("where", ""))),
        dump(line),
    )


def dump(line: Line) -> str:
    """Return one line of JSON without its line feed. Half a surrogate pair, which UTF-8 cannot hold, is U+FFFD."""
    text = json.dumps(line, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def lines(
    cycle: str,
    rules: Mapping[str, Rule],
    findings: Iterable[FindingRow],
    assertions: Iterable[tuple[str, str, Assertion]] = (),
    pages: Iterable[tuple[str, str, PageFacts]] = (),
    lang: str = "ja",
) -> Iterator[Line]:
    """Yield all lines of an export, sorted. Assertions and pages come with their bureau and site."""
    made = [finding_line(row, rules.get(row.rule), cycle, lang) for row in findings]
    made += [assertion_line(a, bureau, site, cycle) for bureau, site, a in assertions]
    made += [page_line(page, bureau, site, cycle) for bureau, site, page in pages]
    yield from sorted(made, key=sort_key)
