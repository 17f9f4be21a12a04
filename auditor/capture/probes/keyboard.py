"""Walks through a page with the Tab key and measures each stop."""

import hashlib
import time
from typing import Any

from auditor.capture.probes.path import PATH
from auditor.capture.tab import ScriptError, Tab

MAX_STOPS = 200
MAX_BACK = 20
MAX_SHOTS = 40
MARGIN = 8.0
RESERVE = 2.0  # seconds kept for the way back
MAX_SHOT = (1400.0, 1000.0)

_FOCUS = (
    "(() => {"
    + PATH
    + """
  let at = document.activeElement;
  while (at && at.shadowRoot && at.shadowRoot.activeElement) at = at.shadowRoot.activeElement;
  if (!at || at === document.body || at === document.documentElement) return null;
  const box = at.getBoundingClientRect(), style = getComputedStyle(at);
  const x = box.x + box.width / 2, y = box.y + box.height / 2;
  let top = document.elementFromPoint(x, y);
  while (top && top.shadowRoot && top.shadowRoot !== at.getRootNode()) {
    const inner = top.shadowRoot.elementFromPoint(x, y);
    if (!inner || inner === top) break;
    top = inner;
  }
  const visible = at.checkVisibility ? at.checkVisibility({opacityProperty: true, visibilityProperty: true}) : true;
  const label = at.labels && at.labels[0] ? at.labels[0].textContent : '';
  return {
    selector: path(at), tag: at.localName, role: at.getAttribute('role') || '', tabindex: at.tabIndex,
    name: (at.getAttribute('aria-label') || label || at.textContent || at.getAttribute('alt') || at.title || '')
      .replace(/\\s+/g, ' ').trim().slice(0, 100),
    box: [box.x + scrollX, box.y + scrollY, box.width, box.height], visible: visible && box.width > 0 && box.height > 0,
    covered: !!top && top !== at && !at.contains(top) && !top.contains(at) ? path(top) : null,
    outline: [style.outlineStyle, style.outlineWidth, style.outlineColor, style.boxShadow],
  };
})()"""
)
_BLUR = """(() => {
  let at = document.activeElement;
  while (at && at.shadowRoot && at.shadowRoot.activeElement) at = at.shadowRoot.activeElement;
  if (at) at.blur();
})()"""
_TAB = {
    "key": "Tab", "code": "Tab", "windowsVirtualKeyCode": 9, "nativeVirtualKeyCode": 9,
}  # fmt: skip


async def keyboard(tab: Tab) -> dict[str, Any]:
    """Stops of a walk forward and back, whether focus shows, and whether the walk comes out at the end.

    end: left (focus left the page), wrapped (first stop again), trap (it goes round without leaving),
    limit, or time. The page's URL is looked at after each stop: focus alone must not change it.
    """
    start = tab.trip.document
    stops: list[dict[str, Any]] = []
    seen: dict[str, int] = {}
    end, trap = "limit", None
    while len(stops) < MAX_STOPS:
        if tab.deadline - time.monotonic() < RESERVE:
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
    back = await _back(tab)
    moves = [event for event in tab.trip.events if event["kind"] == "navigation"]
    return {
        "stops": stops, "back": back, "end": end, "trap": trap, "url": start,
        "navigations": [event["detail"] for event in moves],
    }  # fmt: skip


async def _press(tab: Tab, modifiers: int) -> dict[str, Any] | None:
    """Press Tab (8 is Shift) and read where the focus is."""
    await tab.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", "modifiers": modifiers, **_TAB})
    await tab.send("Input.dispatchKeyEvent", {"type": "keyUp", "modifiers": modifiers, **_TAB})
    answer: dict[str, Any] | None = await tab.evaluate(_FOCUS)
    return answer


async def _focus_shows(tab: Tab, stop: dict[str, Any]) -> bool | None:
    """Whether the picture around the element changes when the focus is taken off it; None: not visible.

    After blur() Chromium goes on from the same place, so the walk is not disturbed.
    """
    x, y, width, height = stop["box"]
    if not stop["visible"]:
        return None
    clip = {
        "x": max(x - MARGIN, 0.0), "y": max(y - MARGIN, 0.0), "scale": 1,
        "width": min(width + 2 * MARGIN, MAX_SHOT[0]), "height": min(height + 2 * MARGIN, MAX_SHOT[1]),
    }  # fmt: skip
    try:
        focused = await _shot(tab, clip)
        await tab.evaluate(_BLUR)
        return focused != await _shot(tab, clip)
    except ScriptError:  # a box outside the page cannot be photographed
        return None


async def _shot(tab: Tab, clip: dict[str, Any]) -> str:
    answer = await tab.send(
        "Page.captureScreenshot",
        {"format": "png", "clip": clip, "captureBeyondViewport": False, "optimizeForSpeed": True},
    )
    return hashlib.sha256(answer["data"].encode("ascii")).hexdigest()


async def _back(tab: Tab) -> list[str]:
    """Where Shift+Tab leads from the last stop."""
    found: list[str] = []
    while len(found) < MAX_BACK and tab.deadline - time.monotonic() > RESERVE / 4:
        stop = await _press(tab, 8)
        if stop is None or stop["selector"] in found:
            break
        found.append(stop["selector"])
    return found
