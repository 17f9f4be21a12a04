"""Takes the picture of an open page, with what is private painted over."""

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass

from auditor.capture.mask import Box, private_boxes
from auditor.capture.tab import Tab, TabError
from auditor.model import Capture, CaptureError

MAX_WIDTH = 1280
MAX_HEIGHT = 8000
QUALITY = 60
SECONDS = 10.0

_SIZE = """(() => {
  scrollTo(0, 0);
  const d = document.documentElement, b = document.body;
  return [Math.max(d.clientWidth, 1), Math.max(d.scrollHeight, b ? b.scrollHeight : 0, 1)];
})()"""

# The page is at its end here: nothing is measured any more, so it may be painted on.
_PAINT = """(boxes => {
  const layer = document.createElement('div');
  const base = document.documentElement.getBoundingClientRect();
  layer.style.cssText = 'all:initial;position:absolute;left:0;top:0;width:0;height:0;z-index:2147483647';
  for (const [x, y, w, h] of boxes) {
    const box = document.createElement('div');
    box.style.cssText = `all:initial;position:absolute;left:${x}px;top:${y}px;width:${w}px;height:${h}px;background:#444`;
    layer.append(box);
  }
  document.documentElement.append(layer);
  if (layer.showPopover) { layer.setAttribute('popover', 'manual'); layer.style.overflow = 'visible'; layer.showPopover(); }
})(%s)"""


@dataclass(frozen=True, slots=True)
class Shot:
    """A WebP picture of a page from its top and the boxes painted over in it."""

    image: bytes
    masks: tuple[Box, ...]
    width: int
    height: int


async def screenshot(tab: Tab, capture: Capture, boxes: Sequence[Box] = ()) -> Shot | None:
    """Take the picture; None where the page can no longer be asked or its private parts are unknown."""
    if isinstance(capture.snapshot, CaptureError):
        return None
    masks = (*private_boxes(capture.snapshot), *boxes)
    try:
        width, height = await tab.evaluate(_SIZE, seconds=SECONDS)
        if masks:
            await tab.evaluate(_PAINT % json.dumps(masks), seconds=SECONDS)
        clip = {
            "x": 0, "y": 0, "width": min(width, MAX_WIDTH), "height": min(height, MAX_HEIGHT), "scale": 1,
        }  # fmt: skip
        answer = await tab.send(
            "Page.captureScreenshot",
            {"format": "webp", "quality": QUALITY, "clip": clip, "captureBeyondViewport": True},
            SECONDS,
        )
    except TabError:
        return None
    image = base64.b64decode(answer["data"])
    return Shot(image, masks, int(clip["width"]), int(clip["height"]))
