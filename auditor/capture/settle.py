"""Waits until a page has come to rest, by events and not by sleeping."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from auditor.capture.tab import TURN, OutOfTime, ScriptError, Tab

QUIET = 0.1  # seconds without a change of the document and without a request under way
STEP = 0.025
EARLY_TRIES = 3
ASK_AGAIN = 20
LOAD_SHARE = 0.5  # of a page's time: a subresource that never answers must not cost the evidence
WAIT_SHARE = 0.5  # of what is left of it after the load
# Seconds of the page's own clock that a page gets which is not drawn yet; a page in motion gets fewer.
REQUESTS = 10.0  # while requests are under way
BARE = 8.0  # while its scripts have shown nothing
WALL = 5.0  # times as long by the clock on the wall, on a machine that gives the page no turn

State = Mapping[str, Any]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Settled(Generic[T]):
    """How waiting ended (quiet or budget), the page's state then, and what was taken meanwhile."""

    how: str
    state: State
    taken: T


@dataclass(slots=True)
class _Clock:
    """Time by the turns of the page's event loop; where timers are forbidden, and as a limit, by the wall."""

    begun: float
    end: float  # time.monotonic()
    turns: int = 0
    last: int | None = None

    def spent(self, state: State) -> float:
        """Seconds since the first state that was shown to it."""
        wall = time.monotonic() - self.begun
        if state["turns"] is None:
            return wall
        turns = int(state["turns"])
        if self.last is not None:  # a new document counts from zero
            self.turns += turns - self.last if turns >= self.last else turns
        self.last = turns
        return max(self.turns * TURN, wall / WALL)

    @property
    def over(self) -> bool:
        """Whether the page's own time is needed for its evidence from now on."""
        return time.monotonic() >= self.end


async def wait_for_load(tab: Tab) -> bool:
    """Wait for the load event, the pages that replace this one included; False when time ran out."""
    navigation = tab.navigation
    end = time.monotonic() + (tab.deadline - time.monotonic()) * LOAD_SHARE
    loaded = asyncio.ensure_future(navigation.loaded.wait())
    try:
        done, _ = await asyncio.wait({loaded}, timeout=max(end - time.monotonic(), 0.01))
    finally:
        loaded.cancel()
    if done:
        return True
    if navigation.document:
        await tab.send("Page.stopLoading", seconds=2.0)
    return False


async def settle(
    tab: Tab, seconds: float, take: Callable[[State], Awaitable[T]], *, patient: bool = True
) -> Settled[T]:
    """Wait for quiet and take the evidence that a page at rest gives.

    Evidence is taken at once after the load event. If nothing moved until a whole quiet window had
    passed, it is the evidence of the page at rest and the window has cost nothing; else it is thrown away.
    A page in motion is given `seconds`; a patient wait gives more to one that still waits for answers or shows nothing.
    """
    in_time = await wait_for_load(tab)
    now = time.monotonic()
    clock = _Clock(now, now + (tab.deadline - now) * WAIT_SHARE)
    tries, waited = 0, 0.0
    while True:
        if tab.navigation.moving or not tab.navigation.loaded.is_set():
            in_time = in_time and await wait_for_load(tab)
        state = await _state(tab)
        spent = clock.spent(state)
        limit = _patience(tab, state) if patient else 0.0
        waits = spent < limit
        if waits:
            waited = spent
        if not in_time or clock.over or spent >= max(limit, waited + seconds):
            tab.navigation.frozen = True
            rests = in_time and _ready(tab, state) and _quiet(tab, state)
            return Settled("quiet" if rests else "budget", state, await take(state))
        if waits or not _ready(tab, state):
            await asyncio.sleep(STEP)
            continue
        if _quiet(tab, state):
            tab.navigation.frozen = True
            return Settled("quiet", state, await take(state))
        if tries >= EARLY_TRIES:
            await asyncio.sleep(STEP)
            continue
        tries += 1
        taken = await take(state)
        after = await _state(tab)
        while _unmoved(tab, state, after) and not _quiet(tab, after) and not clock.over:
            await asyncio.sleep(max(QUIET - float(after["idle"]) / 1000, STEP))
            after = await _state(tab)
        if _unmoved(tab, state, after) and _quiet(tab, after):
            tab.navigation.frozen = True
            return Settled("quiet", after, taken)


def _patience(tab: Tab, state: State) -> float:
    """Seconds a page is waited for that is not drawn yet, 0 for one that may be."""
    return max(REQUESTS if tab.navigation.log.quiet_for() is None else 0.0, BARE if state["bare"] else 0.0)


async def _state(tab: Tab) -> State:
    """Return the page's own account of itself; asked again where a new document comes up meanwhile."""
    for _ in range(ASK_AGAIN):
        if tab.navigation.document:
            try:
                answer = await tab.evaluate("globalThis.auditorState ? auditorState() : null")
                if answer is not None:
                    return dict(answer)
                await tab.inject_axe()
            except ScriptError:  # the world went away with its document
                tab.forget_worlds()
        await asyncio.sleep(STEP)
    raise OutOfTime("no document")


def _ready(tab: Tab, state: State) -> bool:
    return bool(
        state["ready"] == "complete"
        and state["fonts"] == "loaded"
        and not state["coming"]
        and tab.navigation.log.quiet_for() is not None
    )


def _quiet(tab: Tab, state: State) -> bool:
    """At rest: nothing changed for a moment, or nothing is there that could change the page."""
    network = tab.navigation.log.quiet_for()
    if network is None or tab.navigation.moving:
        return False
    return not state["scripted"] or (state["idle"] >= QUIET * 1000 and network >= QUIET)


def _unmoved(tab: Tab, before: State, after: State) -> bool:
    return bool(
        before["changes"] == after["changes"] and before["url"] == after["url"] and _ready(tab, after)
    )
