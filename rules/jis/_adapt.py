"""The probe that zooms, turns the screen, widens spacing and enlarges text: its answer, and answers for examples."""

from collections.abc import Mapping, Sequence
from typing import Any

from auditor.rule import MissingEvidence, Page

Facts = Mapping[str, Any]
Probes = dict[str, dict[str, Any]]


def measured(page: Page) -> Facts:
    """Return what the probe told; captures from before it zoomed lack most of it."""
    told: Facts = page.probe("adapt")
    if "zoomed" not in told:
        raise MissingEvidence("probe:adapt")
    return told


def lost(cut: Sequence[Facts] = (), over: Sequence[Facts] = ()) -> dict[str, Any]:
    """Return places where text is cut off, and where it runs into other text."""
    return {"cut": list(cut), "over": list(over)}


def adapted(
    *,
    spaced: Sequence[Facts] = (),
    spaced_narrow: Sequence[Facts] = (),
    enlarged: Facts | None = None,
    zoomed: Facts | None = None,
    narrow: Facts | None = None,
    stuck: Sequence[Facts] = (),
    stuck_halfway: Sequence[Facts] = (),
    bars: Sequence[Facts] = (),
    covered: float = 0.0,
    grown: int = 900,
    portrait: int = 9,
    landscape: int = 9,
    gone: Facts | None = None,
    come: Facts | None = None,
    side: str = "",
) -> Probes:
    """Return an answer of the probe: places cut by spacing (in the first window, in the narrow one), by
    larger text and by
    zooming, text that does not grow, fixed bars, characters shown, and what is seen in one orientation only."""
    turned = {"cover": None, "coverText": "", "side": ""}
    return {
        "adapt": {
            "spaced": lost(spaced),
            "enlarged": enlarged or lost(),
            "grown": grown,
            "fixed": [],
            "zoomed": {**(zoomed or lost()), "spaced": lost(), "zoom": 2, "stuck": list(stuck_halfway)},
            "narrow": {
                **(narrow or lost()), "spaced": lost(spaced_narrow), "zoom": 4, "stuck": list(stuck),
                "bars": list(bars), "covered": covered, "scrolls": True,
            },
            "portrait": {"text": portrait, "gone": None, "come": None, **turned, "side": side},
            "landscape": {"text": landscape, "gone": gone, "come": come, **turned},
        }
    }  # fmt: skip
