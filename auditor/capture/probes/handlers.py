"""Lists the elements that scripts listen on, whatever library bound the handler, with the text of the handlers."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any

from auditor.capture.probes.budget import Budget
from auditor.capture.scripts import script
from auditor.capture.tab import ScriptError, Tab

KINDS = frozenset(
    {
        "click", "dblclick", "mousedown", "mouseup", "mousemove", "pointerdown", "pointerup", "pointermove",
        "touchstart", "touchmove", "touchend", "gesturestart", "gesturechange", "wheel", "keydown", "keypress",
        "keyup", "mouseenter", "mouseover", "mouseleave", "mouseout", "focus", "focusin", "blur", "focusout",
        "contextmenu", "dragstart", "dragover", "drop", "input", "change", "submit", "paste", "copy",
        "devicemotion", "deviceorientation", "orientationchange", "beforeunload",
    }
)  # fmt: skip
MAX_ELEMENTS = 300
MAX_SOURCES = 200
MAX_SOURCE = 2_000  # characters of one handler
AT_ONCE = 20
_GROUP = "auditor-handlers"  # without a group the browser does not tell the functions


async def handlers(tab: Tab, budget: Budget) -> dict[str, Any]:
    """Return elements with the kinds of events they listen for; `page` has those of document and window.

    `bound`: (selector, '' for the page; kind; selector it delegates to; index into `sources`) of each handler whose
    text is known. What jQuery keeps for itself is asked of jQuery.
    """
    listeners = _Listeners()
    for expression, depth in (("document", -1), ("window", 1)):
        root = await _main_world(tab, expression)
        answer = await tab.send(
            "DOMDebugger.getEventListeners", {"objectId": root, "depth": depth, "pierce": False}
        )
        for one in answer["listeners"]:
            if one["type"] in KINDS:
                node = int(one["backendNodeId"]) if depth < 0 and "backendNodeId" in one else 0
                listeners.add(node, str(one["type"]), one.get("handler", {}).get("description"))
    jquery = await _jquery(tab)
    await tab.send("Runtime.releaseObjectGroup", {"objectGroup": _GROUP})
    elements, page, names = [], set(listeners.kinds.pop(0, set())), {0: ""}
    wanted = list(listeners.kinds)[:MAX_ELEMENTS]
    for start in range(0, len(wanted), AT_ONCE):
        part = wanted[start : start + AT_ONCE]
        for node, place in zip(part, await asyncio.gather(*(_place(tab, one) for one in part)), strict=True):
            if place is None:
                page |= listeners.kinds[node]
                names[node] = ""
            else:
                names[node] = str(place["selector"])
                elements.append({**place, "events": sorted(listeners.kinds[node])})
    bound = [
        (names[node], kind, "", source) for node, kind, source in listeners.texts if node in names
    ] + listeners.of_jquery(jquery)
    return {
        "elements": elements, "page": sorted(page), "count": len(listeners.kinds),
        "bound": bound[: 4 * MAX_SOURCES], "sources": list(listeners.sources),
    }  # fmt: skip


async def heard_by_window(tab: Tab, kinds: frozenset[str]) -> list[dict[str, str]]:
    """Return the listeners of some kinds that the window has now: `kind` and `source`, the text of the handler."""
    root = await _main_world(tab, "window")
    answer = await tab.send("DOMDebugger.getEventListeners", {"objectId": root, "depth": 1, "pierce": False})
    await tab.send("Runtime.releaseObjectGroup", {"objectGroup": _GROUP})
    return [
        {"kind": str(one["type"]), "source": str(one.get("handler", {}).get("description") or "")[:MAX_SOURCE]}
        for one in answer["listeners"][:MAX_SOURCES] if one["type"] in kinds
    ]  # fmt: skip


class _Listeners:
    """Collects what listens where; each text is kept once."""

    def __init__(self) -> None:
        self.kinds: dict[int, set[str]] = {}  # node, 0 for the window → kinds
        self.sources: dict[str, int] = {}
        self.texts: list[tuple[int, str, int]] = []

    def add(self, node: int, kind: str, text: str | None) -> None:
        """Take in one listener."""
        self.kinds.setdefault(node, set()).add(kind)
        source = self._source(text)
        if source is not None:
            self.texts.append((node, kind, source))

    def of_jquery(self, told: Sequence[Mapping[str, Any]]) -> list[tuple[str, str, str, int]]:
        """Return what jQuery keeps, in the form of the others."""
        found = []
        for one in told:
            source = self._source(str(one["source"]))
            if source is not None and one["kind"] in KINDS:
                found.append((str(one["selector"]), str(one["kind"]), str(one["delegate"]), source))
        return found

    def _source(self, text: str | None) -> int | None:
        if not text or (len(self.sources) >= MAX_SOURCES and text[:MAX_SOURCE] not in self.sources):
            return None
        return self.sources.setdefault(text[:MAX_SOURCE], len(self.sources))


async def _main_world(tab: Tab, expression: str) -> str:
    """Return an object of the page's own world: listeners are told by world. Both names cannot be overwritten."""
    answer = await tab.send("Runtime.evaluate", {"expression": expression, "objectGroup": _GROUP})
    return str(answer["result"]["objectId"])


async def _jquery(tab: Tab) -> list[dict[str, Any]]:
    """Handlers that a jQuery of the page dispatches to: to the browser all of them are one function."""
    expression = script("handlers_jquery").replace("$path", script("path"))
    answer = await tab.send("Runtime.evaluate", {"expression": expression, "returnByValue": True})
    told = answer["result"].get("value")
    return [one for one in told if isinstance(one, dict)] if isinstance(told, list) else []


async def _place(tab: Tab, node: int) -> dict[str, Any] | None:
    _, context = await tab.world()
    try:
        found = await tab.send("DOM.resolveNode", {"backendNodeId": node, "executionContextId": context})
        answer = await tab.send(
            "Runtime.callFunctionOn",
            {
                "objectId": found["object"]["objectId"], "returnByValue": True,
                "functionDeclaration": script("handlers_paths").replace("$path", script("path")),
            },
        )  # fmt: skip
    except ScriptError:  # gone in the meantime
        return None
    place: dict[str, Any] | None = answer["result"].get("value")
    return place
