"""Lets twenty minutes of a page's own timers go by at once: what it does when nobody does anything (WCAG 2.2.1)."""

import asyncio
import time
from typing import Any

from auditor.capture.probes.budget import Budget
from auditor.capture.probes.hand import Hand, moves
from auditor.capture.probes.press import happened
from auditor.capture.scripts import measuring
from auditor.capture.tab import Tab

# Seconds of the page's clock, one after the other: WCAG 2.2.1 speaks of limits up to twenty hours, sites of minutes.
# A minute each, so that a warning and the end that it warns of seldom fall into one. Those before are uneven: of what
# goes round in half a minute or a minute, even ones would see the same part each time.
STEPS = (4, 4, 4, 6, 12, 13, 17, *(60,) * 19)
STEP_SECONDS = 8.0  # of the wall, for one of them
MAX_EVENTS = 20
POLL = 0.02


async def timers(tab: Tab, budget: Budget) -> dict[str, Any]:
    """Return what happened on the page's own clock, with the second at the end of the step it fell into;
    `seconds` is how far.

    Frames and animations of style sheets do not go on with that clock. Nothing is loaded meanwhile: a page that asks
    its server every minute would ask twenty times at once. The tab is of no use afterwards: its clock stands.
    """
    hand = Hand(tab, budget, reloads=0)
    found: list[dict[str, Any]] = []
    passed, cut = 0, ""
    try:
        await tab.send("Network.setBlockedURLs", {"urls": ["*"]})
        await tab.evaluate(measuring("effects"))
        fields: int = await tab.evaluate(
            "(() => {let n = 0; for (const one of document.querySelectorAll('input, textarea')) {"
            "if (/^(text|email|tel|search|textarea|)$/.test(one.type) && !one.value && !one.readOnly && n < 5) "
            "{one.value = '記入'; n += 1}} return n})()"
        )
        for step in STEPS:
            if cut := await budget.cut(tab):
                break
            await hand.watch()
            if not await _advance(tab, step):
                cut = "slow"
                break
            passed += step
            effect = await tab.evaluate("auditorEffects.end('')")
            effect["moves"] = moves(tab)
            if happened(effect):
                found.append({"at": passed, **effect})
            if len(found) >= MAX_EVENTS or any(one.startswith("navigation") for one in effect["moves"]):
                break
        return {"events_seen": found, "seconds": passed, "filled": fields, **({"cut": cut} if cut else {})}
    finally:
        tab.usable = False


async def _advance(tab: Tab, seconds: int) -> bool:
    """Let the page's clock run on; False where its work took too long."""
    begun = float(await tab.evaluate("performance.now()"))
    await tab.send(
        "Emulation.setVirtualTimePolicy",
        {"policy": "advance", "budget": seconds * 1000, "maxVirtualTimeTaskStarvationCount": 100},
    )
    end = time.monotonic() + STEP_SECONDS
    while time.monotonic() < end:
        if float(await tab.evaluate("performance.now()")) >= begun + seconds * 1000 - 1:
            return True
        await asyncio.sleep(POLL)
    return False
