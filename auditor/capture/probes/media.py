"""Asks the sounds and films of a page for their length, sound, text tracks and flashes."""

import base64
from typing import Any

from auditor.capture.flashes import flashes_a_second
from auditor.capture.probes.budget import Budget
from auditor.capture.scripts import filled, measuring
from auditor.capture.tab import ScriptError, Tab

MOST = 12
LOAD_SECONDS = 4.0
MAX_FILMS = 3
WIDE, HIGH = 16, 12
RATE = 16  # pictures a second: eight changes a second are seen
WATCHED = 3.0  # seconds, at the beginning and around the middle


async def media(tab: Tab, budget: Budget) -> dict[str, Any]:
    """Return each audio and video element as its metadata and text tracks tell, films with the most flashes
    a second.
    """
    found: list[dict[str, Any]] = await tab.evaluate(
        measuring("media", most=MOST, wait=int(LOAD_SECONDS * 1000))
    )
    answer: dict[str, Any] = {"media": found}
    films = [one for one in found if one["picture"] and one["seconds"] and one["shown"]]
    for film in films[:MAX_FILMS]:
        if cut := await budget.cut(tab):
            answer["cut"] = cut
            break
        film["flashes"] = await _flashes(tab, str(film["selector"]), float(film["seconds"]))
    return answer


async def _flashes(tab: Tab, selector: str, seconds: float) -> dict[str, Any] | None:
    """Return the most flashes a second that were seen and the share of the picture; None where it could not
    be read.
    """
    most: dict[str, Any] | None = None
    for start in sorted({0.0, max(0.0, seconds / 2 - WATCHED / 2)}):
        moments = [
            start + step / RATE for step in range(int(WATCHED * RATE)) if start + step / RATE < seconds
        ]
        try:
            told = await tab.evaluate(
                "(async () => {"
                + filled("film", selector=selector, wide=WIDE, high=HIGH, moments=moments)
                + "})()"
            )
        except ScriptError:
            return most
        if told is None:
            return most
        grids = [base64.b64decode(line) for line in told["grids"]]
        count, share = flashes_a_second(grids, moments)
        if most is None or count > most["count"]:
            most = {"count": count, "share": round(share, 2)}
        if seconds <= WATCHED:
            break
    return most
