"""Measures what a page does when a person turns the screen, widens the spacing or enlarges the text."""

from typing import Any

from auditor.capture.probes.budget import Budget
from auditor.capture.scripts import measuring
from auditor.capture.tab import Tab

MOST = 40
# As wide as each other, so that only the orientation differs for style sheets and scripts.
PORTRAIT, LANDSCAPE = (900, 1200), (900, 600)


async def adapt(tab: Tab, budget: Budget) -> dict[str, Any]:
    """Text shown in both orientations; text cut off by wider spacing; text that a larger root font leaves as it is."""
    texts: dict[str, Any] = await tab.evaluate(measuring("adapt_text", most=MOST))
    turned = {}
    for name, (width, height) in {"portrait": PORTRAIT, "landscape": LANDSCAPE}.items():
        await tab.resize(width, height)
        turned[name] = await tab.evaluate(measuring("adapt_orientation"))
    return {**texts, **turned}
