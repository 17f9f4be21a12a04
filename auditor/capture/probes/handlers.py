"""Lists the elements that scripts listen on, whatever library bound the handler."""

import asyncio
from typing import Any

from auditor.capture.probes.budget import Budget
from auditor.capture.scripts import script
from auditor.capture.tab import ScriptError, Tab

KINDS = frozenset(
    {
        "click", "dblclick", "mousedown", "mouseup", "pointerdown", "pointerup", "touchstart", "touchend",
        "keydown", "keypress", "keyup", "mouseenter", "mouseover", "mouseleave", "mouseout", "focus",
        "focusin", "blur", "focusout", "contextmenu", "dragstart",
    }
)  # fmt: skip
MAX_ELEMENTS = 300
AT_ONCE = 20


async def handlers(tab: Tab, budget: Budget) -> dict[str, Any]:
    """Elements with the kinds of events they listen for; `page` has those of document and window."""
    root = await _main_world(tab, "document")
    answer = await tab.send("DOMDebugger.getEventListeners", {"objectId": root, "depth": -1, "pierce": False})
    kinds: dict[int, set[str]] = {}
    for one in answer["listeners"]:
        if one["type"] in KINDS and "backendNodeId" in one:
            kinds.setdefault(int(one["backendNodeId"]), set()).add(str(one["type"]))
    window = await _main_world(tab, "window")
    answer = await tab.send("DOMDebugger.getEventListeners", {"objectId": window})
    page = {str(one["type"]) for one in answer["listeners"] if one["type"] in KINDS}
    elements = []
    wanted = list(kinds)[:MAX_ELEMENTS]
    for start in range(0, len(wanted), AT_ONCE):
        part = wanted[start : start + AT_ONCE]
        for node, place in zip(part, await asyncio.gather(*(_place(tab, one) for one in part)), strict=True):
            if place is None:
                page |= kinds[node]
            else:
                elements.append({**place, "events": sorted(kinds[node])})
    return {"elements": elements, "page": sorted(page), "count": len(kinds)}


async def _main_world(tab: Tab, expression: str) -> str:
    """An object of the page's own world: listeners are told by world. Both names cannot be overwritten."""
    answer = await tab.send("Runtime.evaluate", {"expression": expression})
    return str(answer["result"]["objectId"])


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
