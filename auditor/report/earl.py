"""Results as EARL 1.0 in JSON-LD: what W3C's tools read."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from auditor.model import Outcome
from auditor.report.jsonl import Line

CONTEXT: Mapping[str, Any] = {
    "@vocab": "http://www.w3.org/ns/earl#",
    "earl": "http://www.w3.org/ns/earl#",
    "dct": "http://purl.org/dc/terms/",
    "doap": "http://usefulinc.com/ns/doap#",
    "title": "dct:title",
    "description": "dct:description",
    "source": {"@id": "dct:source", "@type": "@id"},
    "isPartOf": {"@id": "dct:isPartOf", "@type": "@id"},
}
_OUTCOMES = {outcome.value: f"earl:{outcome.value}" for outcome in Outcome}
_WCAG = "https://www.w3.org/TR/WCAG22/#"


def earl(lines: Iterable[Line], *, tool: str, version: str, date: str) -> Iterator[str]:
    """Yield the document in pieces, one assertion a line. `lines`: findings, and assertions where they are asked for.

    A person's word is not among them: every assertion is made by the tool, in automatic mode.
    """
    assertor = {
        "@id": "#auditor", "@type": ["Assertor", "Software"], "doap:name": tool,
        "doap:release": {"@type": "doap:Version", "doap:revision": version},
    }  # fmt: skip
    yield '{"@context":' + _dump(CONTEXT) + ',"@graph":[\n' + _dump(assertor)
    for line in lines:
        if line["kind"] in ("finding", "assertion"):
            yield ",\n" + _dump(_assertion(line, date))
    yield "\n]}\n"


def _assertion(line: Line, date: str) -> dict[str, Any]:
    result: dict[str, Any] = {"@type": "TestResult", "outcome": _OUTCOMES[line["outcome"]], "dct:date": date}
    if line["kind"] == "finding":
        result["description"] = line["message"]
        place = line.get("selector")
        result["pointer"] = (
            {"@type": "http://www.w3.org/2009/pointers#CSSSelectorPointer",
             "http://www.w3.org/2009/pointers#expression": place}
            if place
            else {"@type": "http://www.w3.org/2009/pointers#Pointer", "description": line.get("where", "")}
        )  # fmt: skip
    elif line["reason"]:
        result["description"] = line["reason"]
    test: dict[str, Any] = {"@id": f"#rule/{line['rule']}", "@type": "TestCase"}
    if line.get("title"):
        test["title"] = line["title"]
    if line.get("criteria"):
        test["isPartOf"] = [f"{_WCAG}sc-{number.replace('.', '-')}" for number in line["criteria"]]
    return {
        "@type": "Assertion",
        "assertedBy": "#auditor",
        "mode": "earl:automatic",
        "subject": {"@id": line["url"], "@type": ["TestSubject", "http://schema.org/WebPage"]},
        "test": test,
        "result": result,
    }


def _dump(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
