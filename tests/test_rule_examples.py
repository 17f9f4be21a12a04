"""Every example of every rule gives the outcome it claims."""

import pytest
from loaded import load

from auditor.evaluate.examples import needs_browser, problem_of
from auditor.rule import Example, Rule

CASES = [
    pytest.param(rule, example, id=f"{rule.id}-{number}")
    for rule in load()
    if rule.kind != "axe"
    for number, example in enumerate(rule.examples, 1)
]


@pytest.mark.parametrize(("rule", "example"), CASES)
def test_an_example_gives_the_outcome_it_claims(
    rule: Rule, example: Example, request: pytest.FixtureRequest
) -> None:
    capture = None
    if needs_browser(rule):
        renderer = request.getfixturevalue("renderer")
        capture = renderer.capture(example.html, example.headers, example.probes)

    assert problem_of(rule, example, capture) == ""
