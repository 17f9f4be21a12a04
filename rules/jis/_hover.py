"""What rules ask of the probe that puts the pointer on things; and answers for examples."""

from collections.abc import Iterator, Mapping
from typing import Any

from auditor.rule import Element, Page

Probes = dict[str, dict[str, Any]]


def brought_up(page: Page) -> Iterator[tuple[Element, Element | None, Mapping[str, Any]]]:
    """(place, what came up, what was seen) of each place where the pointer brought something up.

    Raises MissingEvidence where the probe could not load the page again.
    """
    told = page.probe("hover")
    for one in told["found"]:
        place = page.at(str(one["selector"]))
        if place is not None:
            yield place, page.at(str(one["came"])), one


def hovered(selector: str = "a", came: str = "div", **seen: Any) -> Probes:
    """Return an answer of the probe with one place; by default all is well."""
    usual = {"text": "説明", "controls": 0, "focus": True, "reached": True, "stayed": True, "dismissed": True}
    return {
        "hover": {
            "found": [{"selector": selector, "came": came, **usual, "covers": True, **seen}],
            "tried": 1,
        }
    }
