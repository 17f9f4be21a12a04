"""One example of a rule → whether the rule gives the outcome that the example claims."""

from collections.abc import Callable, Sequence
from typing import Any

from auditor.criteria import STANDARDS, profile
from auditor.evaluate.engine import judge_page, judge_site
from auditor.evaluate.file_rules import judge_file
from auditor.model import Assertion, Capture, Certainty, Finding, Outcome
from auditor.page import TreePage, page_from_capture, page_from_html, site_from_examples
from auditor.rule import Example, File, Need, Rule

_RENDERED = frozenset({Need.LAYOUT, Need.ACCESSIBILITY})
_EVERY_CRITERION = profile(tuple(STANDARDS))


def needs_browser(rule: Rule) -> bool:
    """Return whether the examples of a rule are rendered by a browser; the others are parsed."""
    return rule.kind == "page" and bool(rule.needs & _RENDERED)


def problem_of(rule: Rule, example: Example, capture: Capture | None = None) -> str:
    """Return how the outcome differs from what the example claims, '' where it is right.

    capture: what a browser made of the example, for a rule that needs one.
    """
    made, views = _judged(rule, example, capture)
    if reasons := {one.reason for one in made if one.outcome is Outcome.UNTESTED}:
        return f"untested: {', '.join(sorted(reasons))}"
    found = [finding for one in made for finding in one.findings]
    if isinstance(example.outcome, Certainty):
        return _missed(example, found, views)
    if found:
        return f"{', '.join(_said(one) for one in found)}"
    outcomes = {one.outcome for one in made}
    if example.outcome in outcomes and outcomes <= {example.outcome, Outcome.INAPPLICABLE}:
        return ""
    return ", ".join(sorted(outcomes)) or "-"


def _judged(
    rule: Rule, example: Example, capture: Capture | None
) -> tuple[list[Assertion], Sequence[TreePage]]:
    if rule.kind == "file":
        facts = example.file
        if facts is None:
            raise ValueError("an example of a file rule needs file=…")
        file = facts if isinstance(facts, File) else File(facts)
        return judge_file(file, [rule], _EVERY_CRITERION), []
    if rule.kind == "site":
        view = site_from_examples(
            example.pages or {"/": (example.html, example.headers)}, evidence=example.evidence,
            catalogue=example.catalogue, scripts=example.scripts,
        )  # fmt: skip
        return judge_site(view, [rule], _EVERY_CRITERION), list(view.views())
    if capture is not None:
        page = page_from_capture(capture)
    else:
        page = page_from_html(example.html, headers=example.headers, probes=example.probes)
    return judge_page(page, [rule], _EVERY_CRITERION), [page]


def _missed(example: Example, found: Sequence[Finding], views: Sequence[TreePage]) -> str:
    fitting = [one for one in found if one.certainty is example.outcome]
    if example.key:
        fitting = [one for one in fitting if one.key == example.key]
    if example.at:
        fitting = [one for one in fitting if _is_at(one, example.at, views)]
    return "" if fitting else ", ".join(map(_said, found)) or "-"


def _said(finding: Finding) -> str:
    place = finding.target.where or finding.target.selector
    return f"{finding.certainty} {finding.key}" + (f" ({place})" if place else "")


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
