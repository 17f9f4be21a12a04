"""Puts links and buttons into the states of a pointer or focus on them, and reads their colours (WCAG 1.4.3)."""

import asyncio
from typing import Any

from auditor.capture.probes.budget import Budget, rest
from auditor.capture.scripts import measuring
from auditor.capture.tab import ScriptError, Tab

MOST = 40
FADES = 0.4  # seconds until a change of colour is through
STATES = ("hover", "focus")


async def states(tab: Tab, budget: Budget) -> dict[str, Any]:
    """Colours of text and ground of at most MOST links and buttons of different looks: plain, hovered, focused."""
    places = await tab.evaluate(measuring("states", "light", most=MOST))
    await tab.send("DOM.enable")
    await tab.send("CSS.enable")
    root = (await tab.send("DOM.getDocument", {"depth": 0}))["root"]["nodeId"]
    nodes = await asyncio.gather(*(_node(tab, root, place["selector"]) for place in places))
    looks = {"plain": await tab.evaluate("auditorStates()")}
    for state in STATES:
        forced = [state, "focus-visible"] if state == "focus" else [state]
        await asyncio.gather(*(_force(tab, node, forced) for node in nodes if node))
        await rest(tab, FADES)
        looks[state] = await tab.evaluate("auditorStates()")
        await asyncio.gather(*(_force(tab, node, []) for node in nodes if node))
    await tab.send("CSS.disable")
    await tab.send("DOM.disable")
    return {
        "places": [
            {**place, **{state: looks[state][turn] for state in looks}}
            for turn, (place, node) in enumerate(zip(places, nodes, strict=True)) if node
        ]
    }  # fmt: skip


async def _node(tab: Tab, root: int, selector: str) -> int:
    try:
        return int((await tab.send("DOM.querySelector", {"nodeId": root, "selector": selector}))["nodeId"])
    except ScriptError:
        return 0


async def _force(tab: Tab, node: int, names: list[str]) -> None:
    await tab.send("CSS.forcePseudoState", {"nodeId": node, "forcedPseudoClasses": names})
