"""Takes the picture of an open page, with what is private painted over."""

import base64
from collections.abc import Sequence
from dataclasses import dataclass

from auditor.capture.mask import Box, private_boxes
from auditor.capture.scripts import filled, script
from auditor.capture.tab import Tab, TabError
from auditor.model import Capture, CaptureError

MAX_WIDTH = 1280
MAX_HEIGHT = 8000
QUALITY = 60  # JPEG: encoding the same picture as WebP costs the browser half a second more
SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Shot:
    """A JPEG picture of a page from its top and the boxes painted over in it."""

    image: bytes
    masks: tuple[Box, ...]
    width: int
    height: int


async def screenshot(
    tab: Tab, capture: Capture, boxes: Sequence[Box] = (), most: int = MAX_HEIGHT
) -> Shot | None:
    """Take the picture, at most so many CSS px high; None where the page can no longer be asked or its private parts are unknown."""
    if isinstance(capture.snapshot, CaptureError):
        return None
    masks = (*private_boxes(capture.snapshot), *boxes)
    try:
        width, height = await tab.evaluate(script("size"), seconds=SECONDS)
        if masks:
            await tab.evaluate(filled("paint", boxes=masks), seconds=SECONDS)
        clip = {
            "x": 0, "y": 0, "width": min(width, MAX_WIDTH), "height": min(height, most), "scale": 1,
        }  # fmt: skip
        answer = await tab.send(
            "Page.captureScreenshot",
            {"format": "jpeg", "quality": QUALITY, "clip": clip, "captureBeyondViewport": True},
            SECONDS,
        )
    except TabError:
        return None
    image = base64.b64decode(answer["data"])
    return Shot(image, masks, int(clip["width"]), int(clip["height"]))
