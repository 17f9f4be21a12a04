"""Takes the pixels of a page's pictures, as the browser loaded or drew them, so that their letters can be read."""

import base64
import binascii
import hashlib
from typing import Any
from urllib.parse import unquote_to_bytes

from auditor.capture.probes.budget import Budget
from auditor.capture.scripts import measuring
from auditor.capture.tab import Gone, OutOfTime, Tab, TabError

MAX_IMAGES = 80
MAX_FRAMES = 10  # of the page's own origin, whose pictures are looked at
MAX_PARTS = 6000  # elements whose ::before and ::after are looked at
LOAD_SECONDS = 5.0  # of a background whose size is asked for: it is in the cache
MAX_CROPS = 15  # pictures taken of the page: each costs as much as a small screenshot
MAX_BYTES = 10_000_000  # of one picture
MAX_PAGE_BYTES = 60_000_000  # of all pictures of a page
MAX_DOWN = 8000  # CSS px from the top, as far as pictures of pages go
URL = 300  # characters kept of an address


async def letters(tab: Tab, budget: Budget) -> dict[str, Any]:
    """Pictures with their place, kind and size, each with the `sha256` of its bytes or an `error`.

    `pictures`: bytes by that hash. They are taken out again before the capture is kept.
    """
    answer: dict[str, Any] = await tab.evaluate(
        measuring(
            "letters",
            "shown_box",
            most=MAX_IMAGES,
            wait=int(LOAD_SECONDS * 1000),
            frames=MAX_FRAMES,
            parts=MAX_PARTS,
        )
    )
    homes: dict[str, str] | None = None  # address → the frame that loaded it
    pictures: dict[str, bytes] = {}
    known: dict[str, str] = {}  # address → hash, or the error
    crops = total = 0
    for one in answer["images"]:
        url = str(one["url"])
        one["url"] = url[:URL]
        place = "" if one.pop("crop") else url
        if place in known:
            told = known[place]
        else:
            data: bytes | str
            if place:
                if " >>> " in one["selector"] and homes is None:
                    homes = await _homes(tab)
                data = await _loaded(tab, place, (homes or {}).get(place, tab.frame))
            elif crops < MAX_CROPS:
                crops += 1
                data = await _cropped(tab, one)
            else:
                data = "many"
            if isinstance(data, bytes) and (len(data) > MAX_BYTES or total + len(data) > MAX_PAGE_BYTES):
                data = "too-large"
            if isinstance(data, bytes):
                told = hashlib.sha256(data).hexdigest()
                total += len(data) if told not in pictures else 0
                pictures[told] = data
            else:
                told = f"!{data}"
            if place:
                known[place] = told
        one |= {"error": told[1:]} if told.startswith("!") else {"sha256": told}
    return {**answer, "pictures": pictures}


async def _homes(tab: Tab) -> dict[str, str]:
    """Return which frame loaded each file of the page: a file is kept with its frame."""
    tree = (await tab.send("Page.getResourceTree"))["frameTree"]
    found: dict[str, str] = {}
    waiting = [tree]
    while waiting:
        one = waiting.pop()
        for resource in one["resources"]:
            found.setdefault(resource["url"], one["frame"]["id"])
        waiting += one.get("childFrames", ())
    return found


async def _loaded(tab: Tab, url: str, frame: str) -> bytes | str:
    """Return the bytes that the browser holds for an address; nothing is asked for again."""
    if url.startswith("data:"):
        return _embedded(url)
    try:
        answer = await tab.send("Page.getResourceContent", {"frameId": frame, "url": url})
    except (Gone, OutOfTime):
        raise
    except TabError:
        return "gone"
    content = str(answer["content"])
    try:
        return base64.b64decode(content) if answer["base64Encoded"] else content.encode()
    except (binascii.Error, ValueError):
        return "gone"


def _embedded(url: str) -> bytes | str:
    head, comma, body = url.partition(",")
    try:
        data = unquote_to_bytes(body)
        return base64.b64decode(data) if head.endswith(";base64") else data
    except (binascii.Error, ValueError):
        return "damaged" if comma else "gone"


async def _cropped(tab: Tab, one: dict[str, Any]) -> bytes | str:
    """Return a picture of the place as it is seen, twice as large where it is small."""
    x, y, width, height = (float(value) for value in one["box"])
    if y + height > MAX_DOWN or width * height > 4_000_000:
        return "too-large"
    scale = 2 if width < 640 else 1
    clip = {"x": max(0.0, x), "y": max(0.0, y), "width": width, "height": height, "scale": scale}
    try:
        answer = await tab.send(
            "Page.captureScreenshot",
            {"format": "png", "clip": clip, "captureBeyondViewport": True, "optimizeForSpeed": True},
        )
    except (Gone, OutOfTime):
        raise
    except TabError:
        return "gone"
    one["natural"] = [round(width * scale), round(height * scale)]
    return base64.b64decode(answer["data"])
