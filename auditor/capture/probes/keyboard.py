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
MAX_TWIN = (800, 400)  # of the box around what shows the focus instead of an element
MAX_PARTS = {"frame": 100, "control": 12}  # stops within one element

_TAB = {
    "key": "Tab", "code": "Tab", "windowsVirtualKeyCode": 9, "nativeVirtualKeyCode": 9,
}  # fmt: skip


async def keyboard(tab: Tab, budget: Budget) -> dict[str, Any]:
    """Stops of a walk forward and back, whether focus shows, and whether the walk comes out at the end.

    end: left (focus left the page), wrapped (first stop again), trap (it goes round without leaving),
    limit (MAX_STOPS were walked), or time (the budget was used up: `cut` says which, and the stops how far it came).
    The page's URL is looked at after each stop: focus alone must not change it.
    """
    start = tab.navigation.document
    stops: list[dict[str, Any]] = []
    seen: dict[str, int] = {}
    inside = _Inside()
    end, trap, cut = "limit", None, ""
    while len(stops) < MAX_STOPS:
        if cut := await budget.cut(tab):
            end = "time"
            break
        stop = await _press(tab, 0)
        if stop is None:
            end = "left"
            break
        if inside.goes_on(stop):
            continue
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
    moves = [event for event in tab.navigation.events if event["kind"] == "navigation"]
    return {
        "stops": stops, "back": back, "end": end, "trap": trap, "url": start,
        "navigations": [event["detail"] for event in moves], **({"cut": cut} if cut else {}),
    }  # fmt: skip


class _Inside:
    """Follows the stops within one element, which all are that element to the page: links of a frame, fields of a date."""

    def __init__(self) -> None:
        self._selector, self._met, self._left = "", {""}, 0

    def goes_on(self, stop: dict[str, Any]) -> bool:
        """Whether this is a further stop within the element of the last one, and not the same one again."""
        if stop["selector"] != self._selector:
            self._selector, self._met = stop["selector"], {stop["inner"]}
            self._left = MAX_PARTS.get(stop["parts"], 0)
            return False
        again = bool(stop["inner"]) and stop["inner"] in self._met
        self._met.add(stop["inner"])
        self._left -= 1
        return self._left >= 0 and not again


async def _press(tab: Tab, modifiers: int) -> dict[str, Any] | None:
    """PublishContext Tab (8 is Shift) and read where the focus is."""
    await tab.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", "modifiers": modifiers, **_TAB})
    await tab.send("Input.dispatchKeyEvent", {"type": "keyUp", "modifiers": modifiers, **_TAB})
    answer: dict[str, Any] | None = await tab.evaluate(measuring("focus"))
    return answer


async def _focus_shows(tab: Tab, stop: dict[str, Any]) -> bool | None:
    """Whether the picture of the element, or of what stands for it, changes when the focus is taken off it.

    None: cannot be seen. A frame draws its focus inside, and would begin anew with its first stop.
    """
    if stop["parts"] == "frame":
        return None
    try:
        own = await _changes(tab, stop["box"]) if stop["visible"] else None
        if own or not stop["beside"] or (own is None and stop["visible"]):
            return own
        width, height = MAX_TWIN
        twin = await tab.evaluate(measuring("twin", width=width, height=height))
        return await _changes(tab, twin) if twin else own
    except ScriptError:  # a box outside the page cannot be photographed
        return None


async def _changes(tab: Tab, box: list[float]) -> bool | None:
    """Whether a part of the page changes when the focus is taken off; None where it does not go."""
    x, y, width, height = box
    clip = {
        "x": max(x - MARGIN, 0.0), "y": max(y - MARGIN, 0.0), "scale": 1,
        "width": min(width + 2 * MARGIN, MAX_SHOT[0]), "height": min(height + 2 * MARGIN, MAX_SHOT[1]),
    }  # fmt: skip
    focused = await _shot(tab, clip)
    if not await tab.evaluate(script("blur")):
        return None
    bare = await _shot(tab, clip)
    await tab.evaluate("auditorBack()")  # else the next Tab would not be the element's to handle
    return focused != bare


async def _shot(tab: Tab, clip: dict[str, Any]) -> str:
    answer = await tab.send(
        "Page.captureScreenshot",
        {"format": "png", "clip": clip, "captureBeyondViewport": False, "optimizeForSpeed": True},
    )
    return hashlib.sha256(answer["data"].encode("ascii")).hexdigest()


async def _back(tab: Tab, budget: Budget) -> tuple[list[str], str]:
    """Where Shift+Tab leads from the last stop, and why that was cut short."""
    found: list[str] = []
    inside = _Inside()
    while len(found) < MAX_BACK:
        if cut := await budget.cut(tab):
            return found, cut
        stop = await _press(tab, 8)
        if stop is not None and inside.goes_on(stop):
            continue
        if stop is None or stop["selector"] in found:
            break
        found.append(stop["selector"])
    return found, ""
