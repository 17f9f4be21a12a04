"""Answers for examples of the probe that turns the screen, widens spacing and enlarges text."""

from collections.abc import Mapping, Sequence
from typing import Any

Probes = dict[str, dict[str, Any]]


def adapted(
    *,
    spaced: Sequence[Mapping[str, Any]] = (),
    grown: int = 900,
    fixed: Sequence[Mapping[str, Any]] = (),
    portrait: int = 9,
    landscape: int = 9,
) -> Probes:
    """An answer of the probe: places cut by spacing, characters that grew, groups that did not, characters shown."""
    return {
        "adapt": {
            "spaced": list(spaced),
            "grown": grown,
            "fixed": list(fixed),
            "portrait": {"text": portrait, "cover": None, "coverText": ""},
            "landscape": {"text": landscape, "cover": None, "coverText": ""},
        }
    }
