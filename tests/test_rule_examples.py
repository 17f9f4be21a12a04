"""Every example of every rule gives the outcome it claims."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from auditor.criteria import STANDARDS, Profile, profile
from auditor.evaluate.engine import judge_page, judge_site
from auditor.evaluate.file import judge_file
from auditor.evaluate.rulebook import load
from auditor.model import Assertion, Certainty, Finding
from auditor.page import TreePage, page_from_capture, page_from_html, site_from_examples
from auditor.rule import Example, File, Need, Rule

RULEBOOK = load()
CASES = [
    pytest.param(rule, example, id=f"{rule.id}-{number}")
    for rule in RULEBOOK
    if rule.kind != "axe"
    for number, example in enumerate(rule.examples, 1)
]
EVERY_CRITERION = profile(tuple(STANDARDS))
JIS_AA = profile(["jis-x-8341-3-2016-aa"])
RENDERED = {Need.LAYOUT, Need.ACCESSIBILITY}


@pytest.mark.parametrize(("rule", "example"), CASES)
def test_an_example_gives_the_outcome_it_claims(
    rule: Rule, example: Example, request: pytest.FixtureRequest
) -> None:
    made, views = _judge(rule, example, EVERY_CRITERION, request)

    reasons = {one.reason for one in made if one.outcome == "untested"}
    assert not reasons, reasons
    if isinstance(example.outcome, Certainty):
        _assert_found(example, made, views)
    else:
        said = [finding for one in made for finding in one.findings]
        assert not said, said
        outcomes = {one.outcome for one in made}
        assert example.outcome in outcomes and outcomes <= {example.outcome, "inapplicable"}


def _judge(
    rule: Rule, example: Example, wanted: Profile, request: pytest.FixtureRequest
) -> tuple[list[Assertion], Sequence[TreePage]]:
    if rule.kind == "file":
        assert example.file is not None
        file = example.file if isinstance(example.file, File) else File(example.file)
        return judge_file(file, [rule], wanted), []
    if rule.kind == "site":
        view = site_from_examples(
            example.pages or {"/": (example.html, example.headers)}, evidence=example.evidence,
            catalogue=example.catalogue, scripts=example.scripts,
        )  # fmt: skip
        return judge_site(view, [rule], wanted), list(view.views())
    if rule.needs & RENDERED:
        renderer = request.getfixturevalue("renderer")
        page = page_from_capture(renderer.capture(example.html, example.headers, example.probes))
    else:
        page = page_from_html(example.html, headers=example.headers, probes=example.probes)
    return judge_page(page, [rule], wanted), [page]


def _assert_found(example: Example, made: list[Assertion], views: Sequence[TreePage]) -> None:
    said = [finding for one in made for finding in one.findings]
    fitting = [finding for finding in said if finding.certainty is example.outcome]
    assert fitting, f"no {example.outcome} finding, but {said}"
    if example.key:
        fitting = [finding for finding in fitting if finding.key == example.key]
        assert fitting, f"no finding says {example.key!r}, but {[finding.key for finding in said]}"
    if example.at:
        assert any(_is_at(finding, example.at, views) for finding in fitting), [one.target for one in fitting]


def _is_at(finding: Finding, at: str, views: Sequence[TreePage]) -> bool:
    target = finding.target
    if at in (target.where, target.selector) or (target.url and target.url.endswith(at)):
        return True
    return any(
        target.selector == page.select(at)[0].target().selector for page in views if _selects(page.select, at)
    )


def _selects(select: Callable[[str], Sequence[Any]], at: str) -> bool:
    try:
        return bool(select(at))
    except ValueError:
        return False
