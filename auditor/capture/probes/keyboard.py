"""Walks through a page with the Tab key and measures each stop.

A focus that is drawn around something that holds the element (a card) is seen by the styles of up to five ancestors.
Links within a closed shadow root are one stop to the page, whichever of them has the focus: they are not measured.
"""

import hashlib
from typing import Any

from auditor.capture.probes.budget import Budget
from auditor.capture.probes.hand import moves
from auditor.capture.scripts import measuring, script
from auditor.capture.tab import ScriptError, Tab

MAX_STOPS = 300
MAX_BACK = 60
MAX_SHOTS = 40
MARGIN = 8.0
MAX_SHOT = (1400.0, 1000.0)
MAX_TWIN = (800, 400)  # of the box around what shows the focus instead of an element
MAX_PARTS = {"frame": 100, "control": 12}  # stops within one element

_TAB = {
    "key": "Tab", "code": "Tab", "windowsVirtualKeyCode": 9, "nativeVirtualKeyCode": 9,
}  # fmt: skip


_ESCAPE = {
    "key": "Escape", "code": "Escape", "windowsVirtualKeyCode": 27, "nativeVirtualKeyCode": 27,
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
    moves(tab)
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
                circle = {one["selector"] for one in stops[again:]}
                trap = {"selector": stop["selector"], "length": length, "escape": await _escapes(tab, circle)}
            break
        seen[stop["selector"]] = len(stops)
        if len(stops) < MAX_SHOTS:
            stop["shows"] = await _focus_shows(tab, stop)
        stops.append(stop)
    title = str(await tab.evaluate(script("title")))
    back: list[str] = []
    buried: list[dict[str, Any]] = []
    if not cut:
        back, buried, cut = await _back(tab, budget)
    return {
        "stops": stops, "back": back, "end": end, "trap": trap, "url": start,
        "title": title,
        "buried": buried, "navigations": [one for stop in stops for one in stop.get("moves", ())], **({"cut": cut} if cut else {}),
    }  # fmt: skip


async def _escapes(tab: Tab, circle: set[str]) -> bool:
    """Return whether Tab leads out once Escape was pressed."""
    await tab.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", **_ESCAPE})
    await tab.send("Input.dispatchKeyEvent", {"type": "keyUp", **_ESCAPE})
    stop = await _press(tab, 0)
    return stop is None or stop["selector"] not in circle


class _Inside:
    """Follows the stops within one element, which all are that element to the page: links of a frame, fields of a date."""

    def __init__(self) -> None:
        self._selector, self._met, self._left = "", {""}, 0

    def goes_on(self, stop: dict[str, Any]) -> bool:
        """Return whether this is a further stop within the element of the last one, and not the same one again."""
        if stop["selector"] != self._selector:
            self._selector, self._met = stop["selector"], {stop["inner"]}
            self._left = MAX_PARTS.get(stop["parts"], 0)
            return False
        again = bool(stop["inner"]) and stop["inner"] in self._met
        self._met.add(stop["inner"])
        self._left -= 1
        return self._left >= 0 and not again


async def _press(tab: Tab, modifiers: int) -> dict[str, Any] | None:
    """Press Tab (8 is Shift) and read where the focus is."""
    await tab.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", "modifiers": modifiers, **_TAB})
    await tab.send("Input.dispatchKeyEvent", {"type": "keyUp", "modifiers": modifiers, **_TAB})
    answer: dict[str, Any] | None = await tab.evaluate(measuring("focus"))
    if answer is not None and (asked := moves(tab)):
        answer["moves"] = asked
    return answer


async def _focus_shows(tab: Tab, stop: dict[str, Any]) -> bool | None:
    """Return whether the picture of the element, or of what stands for it, changes when the focus is taken off it.

    None: cannot be seen. A frame draws its focus inside, and would begin anew with its first stop.
    """
    if stop["parts"] == "frame":
        return None
    try:
        own = await _changes(tab, stop["box"], stop) if stop["visible"] else None
        if own is False and stop["look"]["around"]:
            return True  # drawn at the edge of what it is in: a card
        if own or not stop["beside"] or (own is None and stop["visible"]):
            return own
        width, height = MAX_TWIN
        twin = await tab.evaluate(measuring("twin", width=width, height=height))
        return await _changes(tab, twin, stop) if twin else own
    except ScriptError:  # a box outside the page cannot be photographed
        return None


async def _changes(tab: Tab, box: list[float], stop: dict[str, Any]) -> bool | None:
    """Return whether a part of the page changes when the focus is taken off; None where it does not go.

    What of its style changes then is noted at the stop.
    """
    x, y, width, height = box
    clip = {
        "x": max(x - MARGIN, 0.0), "y": max(y - MARGIN, 0.0), "scale": 1,
        "width": min(width + 2 * MARGIN, MAX_SHOT[0]), "height": min(height + 2 * MARGIN, MAX_SHOT[1]),
    }  # fmt: skip
    focused = await _shot(tab, clip)
    stop["look"] = await tab.evaluate(script("blur"))
    if not stop["look"]["off"]:
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


async def _back(tab: Tab, budget: Budget) -> tuple[list[str], list[dict[str, Any]], str]:
    """Where Shift+Tab leads from the last stop, what of it lies under something, and why that was cut short."""
    found: list[str] = []
    buried: list[dict[str, Any]] = []
    inside = _Inside()
    while len(found) < MAX_BACK:
        if cut := await budget.cut(tab):
            return found, buried, cut
        stop = await _press(tab, 8)
        if stop is not None and inside.goes_on(stop):
            continue
        if stop is None or stop["selector"] in found:
            break
        found.append(stop["selector"])
        if stop["buried"] and stop["visible"]:
            buried.append({name: stop[name] for name in ("selector", "name", "buried")})
    return found, buried, ""
