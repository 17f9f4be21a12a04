"""Walks through a page with the Tab key and measures each stop."""

import hashlib
from typing import Any

from auditor.capture.probes.budget import Budget
from auditor.capture.scripts import measuring, script
from auditor.capture.tab import ScriptError, Tab

MAX_STOPS = 300
MAX_BACK = 20
MAX_SHOTS = 40
MARGIN = 8.0
MAX_SHOT = (1400.0, 1000.0)

_TAB = {
    "key": "Tab", "code": "Tab", "windowsVirtualKeyCode": 9, "nativeVirtualKeyCode": 9,
}  # fmt: skip


async def keyboard(tab: Tab, budget: Budget) -> dict[str, Any]:
    """Stops of a walk forward and back, whether focus shows, and whether the walk comes out at the end.

    end: left (focus left the page), wrapped (first stop again), trap (it goes round without leaving),
    limit (MAX_STOPS were walked), or time (the budget was used up: `cut` says which, and the stops how far it came).
    The page's URL is looked at after each stop: focus alone must not change it.
    """
    start = tab.trip.document
    stops: list[dict[str, Any]] = []
    seen: dict[str, int] = {}
    end, trap, cut = "limit", None, ""
    while len(stops) < MAX_STOPS:
        if cut := await budget.cut(tab):
            end = "time"
            break
        stop = await _press(tab, 0)
        if stop is None:
            end = "left"
            break
        again = seen.get(stop["selector"])
        if again is not None:
            length = len(stops) - again
            end = "wrapped" if again == 0 and length > 1 else "trap"
            if end == "trap":
                trap = {"selector": stop["selector"], "length": length}
            break
        seen[stop["selector"]] = len(stops)
        if len(stops) < MAX_SHOTS:
            stop["shows"] = await _focus_shows(tab, stop)
        stops.append(stop)
    back: list[str] = []
    if not cut:
        back, cut = await _back(tab, budget)
    moves = [event for event in tab.trip.events if event["kind"] == "navigation"]
    return {
        "stops": stops, "back": back, "end": end, "trap": trap, "url": start,
        "navigations": [event["detail"] for event in moves], **({"cut": cut} if cut else {}),
    }  # fmt: skip


async def _press(tab: Tab, modifiers: int) -> dict[str, Any] | None:
    """Press Tab (8 is Shift) and read where the focus is."""
    await tab.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", "modifiers": modifiers, **_TAB})
    await tab.send("Input.dispatchKeyEvent", {"type": "keyUp", "modifiers": modifiers, **_TAB})
    answer: dict[str, Any] | None = await tab.evaluate(measuring("focus"))
    return answer


async def _focus_shows(tab: Tab, stop: dict[str, Any]) -> bool | None:
    """Whether the picture around the element changes when the focus is taken off it; None: cannot be seen."""
    x, y, width, height = stop["box"]
    if not stop["visible"]:
        return None
    clip = {
        "x": max(x - MARGIN, 0.0), "y": max(y - MARGIN, 0.0), "scale": 1,
        "width": min(width + 2 * MARGIN, MAX_SHOT[0]), "height": min(height + 2 * MARGIN, MAX_SHOT[1]),
    }  # fmt: skip
    try:
        focused = await _shot(tab, clip)
        if not await tab.evaluate(script("blur")):
            return None
        bare = await _shot(tab, clip)
        await tab.evaluate("auditorBack()")  # else the next Tab would not be the element's to handle
        return focused != bare
    except ScriptError:  # a box outside the page cannot be photographed
        return None


async def _shot(tab: Tab, clip: dict[str, Any]) -> str:
    answer = await tab.send(
        "Page.captureScreenshot",
        {"format": "png", "clip": clip, "captureBeyondViewport": False, "optimizeForSpeed": True},
    )
    return hashlib.sha256(answer["data"].encode("ascii")).hexdigest()


async def _back(tab: Tab, budget: Budget) -> tuple[list[str], str]:
    """Where Shift+Tab leads from the last stop, and why that was cut short."""
    found: list[str] = []
    while len(found) < MAX_BACK:
        if cut := await budget.cut(tab):
            return found, cut
        stop = await _press(tab, 8)
        if stop is None or stop["selector"] in found:
            break
        found.append(stop["selector"])
    return found, ""
