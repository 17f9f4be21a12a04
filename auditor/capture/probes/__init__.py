"""Active probes: measurements that must touch the page, each on a tab of its own."""

import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from importlib import import_module
from types import MappingProxyType
from typing import Any

from auditor.capture.navigation import Navigation
from auditor.capture.network import NetworkLog
from auditor.capture.page import Order
from auditor.capture.probes.budget import Budget
from auditor.capture.settle import State, settle
from auditor.capture.tab import OutOfTime, Tab, TabError
from auditor.model import ProbeName

log = logging.getLogger("auditor")

Probe = Callable[[Tab, Budget], Awaitable[dict[str, Any]]]

PROBES: Mapping[str, Probe] = MappingProxyType(
    {str(name): getattr(import_module(f"{__name__}.{name}"), name) for name in ProbeName}
)
# What watches or waits most of its time does so while the others touch another copy of the page.
LANES = (frozenset({"keyboard", "motion", "timers"}), frozenset({"press", "forms"}))
# These look at the page as it stands and leave it so: one after the other they need no load of their own.
_STILL = frozenset({"images", "letters", "screen"})
_WIDTHS: Mapping[str, tuple[int, int]] = MappingProxyType({"reflow": (320, 900)})


def lanes(names: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """Return the probes by the tab they run in, each with a copy of the page of its own."""
    apart = frozenset().union(*LANES)
    ordered = sorted(names, key=lambda name: [*PROBES].index(name) if name in PROBES else -1)
    parted = (
        tuple(name for name in ordered if name not in apart),
        *(tuple(name for name in ordered if name in lane) for lane in LANES),
    )
    return tuple(lane for lane in parted if lane)


async def run_probes(tab: Tab, order: Order, names: Sequence[str]) -> dict[str, Any]:
    """Load the page anew for each probe and measure.

    A probe that fails, or that nothing was left for, is {"error": why}; one that was cut short says so under "cut".
    """
    budget = Budget.of(order.seconds)
    answers: dict[str, Any] = {}
    before = ""
    tab.replay(order.document)
    for name in names:
        open_still = {before, name} <= _STILL and "error" not in answers[before]
        if before and not open_still:
            await tab.clear()
        tab.deadline = budget.end  # not before: clearing a tab has a short time of its own
        try:
            cut = "no-tab" if not tab.usable else await budget.cut(tab)
            if cut:
                answers[name] = {"error": cut}
            elif open_still:
                answers[name] = await PROBES[name](tab, budget)
            else:
                answers[name] = await _run(tab, order, name, budget)
        except OutOfTime as error:
            tab.usable = False  # whatever holds it up would hold up the next probe too
            answers[name] = {"error": "time", "detail": str(error)[:300]}
        except TabError as error:
            answers[name] = {"error": type(error).__name__, "detail": str(error)[:300]}
        except Exception as error:  # a measurement that nobody foresaw: the page and the others stay
            log.exception("%s: probe %s failed", order.url, name)
            answers[name] = {"error": type(error).__name__, "detail": str(error)[:300]}
        before = name
    await tab.clear()
    return answers


async def _run(tab: Tab, order: Order, name: str, budget: Budget) -> dict[str, Any]:
    if name not in PROBES:
        return {"error": "unknown", "detail": name}
    await tab.resize(*_WIDTHS.get(name, order.size))
    navigation = Navigation(order.url, NetworkLog(tab.frame), order.allowed)
    error = await tab.go(navigation)
    if error or navigation.fate is not None:
        return {"error": "load", "detail": error or str(navigation.fate)}
    if not navigation.document:
        navigation.on_commit(order.url, "text/html")

    async def nothing(state: State) -> None:
        return None

    await settle(tab, order.settle_seconds, nothing, patient=order.patient)
    navigation.touched = True
    await tab.unclobber()
    answer = await PROBES[name](tab, budget)
    answer["events"] = [dict(event) for event in navigation.events]
    if tab.navigation.refused:  # of a probe that loaded the page again: of all its visits
        answer["refused"] = tab.navigation.refused
    return answer
