"""Measures whether a page fits a width of 320 CSS px (WCAG 1.4.10 Reflow)."""

from typing import Any

from auditor.capture.probes.budget import Budget
from auditor.capture.scripts import measuring
from auditor.capture.tab import Tab

MAX_ELEMENTS = 50


async def reflow(tab: Tab, budget: Budget) -> dict[str, Any]:
    """Width of the content beside that of the window, and the elements that stick out."""
    answer: dict[str, Any] = await tab.evaluate(measuring("reflow", most=MAX_ELEMENTS))
    return answer
