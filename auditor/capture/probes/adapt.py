"""Measures what a page does when a person zooms, turns the screen, widens the spacing or enlarges the text."""

from typing import Any

from auditor.capture.probes.budget import Budget
from auditor.capture.scripts import measuring, script
from auditor.capture.tab import Tab

MOST = 40
# As wide as each other, so that only the orientation differs for style sheets and scripts.
PORTRAIT, LANDSCAPE = (900, 1200), (900, 440)  # as wide as each other, and a phone on its side is low
NARROW = (320, 256)  # WCAG 1.4.10: what 1280 by 1024 is at a zoom of 400 %


async def adapt(tab: Tab, budget: Budget) -> dict[str, Any]:
    """Return text cut off or overlapping under wider spacing, at twice its size, and at a zoom of 200 %;
    text that neither a
    larger root font nor zooming enlarges; what fixed bars leave of a narrow window; text shown in both orientations."""
    await tab.evaluate(script("still"))
    answer: dict[str, Any] = await tab.evaluate(measuring("adapt_text", most=MOST))
    size = tab.page.viewport_size or {"width": 1280, "height": 900}
    await tab.resize(max(NARROW[0], size["width"] // 2), max(NARROW[1], size["height"] // 2))
    answer["zoomed"] = await tab.evaluate(measuring("adapt_zoomed"))
    await tab.resize(*NARROW)
    answer["narrow"] = await tab.evaluate(measuring("adapt_narrow", most=MOST))
    for name, (width, height) in {"portrait": PORTRAIT, "landscape": LANDSCAPE}.items():
        await tab.resize(width, height)
        answer[name] = await tab.evaluate(measuring("adapt_orientation"))
    return answer
