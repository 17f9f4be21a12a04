"""Looks at the pixels of a page's images for rows of letter-like shapes (WCAG 1.4.5 Images of Text)."""

from typing import Any

from auditor.capture.probes.budget import Budget
from auditor.capture.scripts import measuring
from auditor.capture.tab import Tab

MAX_IMAGES = 60
LOAD_SECONDS = 10.0  # of a picture that is asked for again: it is in the cache


async def images(tab: Tab, budget: Budget) -> dict[str, Any]:
    """Images with place, kind and address, and for those that could be read: `explained`, how much of the
    picture two plain colours make up, and `rows`, how many shapes stand in each row, longest first."""
    answer: dict[str, Any] = await tab.evaluate(
        measuring("images", "shown_box", most=MAX_IMAGES, wait=int(LOAD_SECONDS * 1000))
    )
    if any(image.get("error") == "late" for image in answer["images"]):
        answer["cut"] = "time"
    return answer
