"""Puts the pointer on what may show something, and sees how what comes up can be reached, kept and dismissed."""

import json
from typing import Any

from auditor.capture.probes.budget import Budget, rest
from auditor.capture.probes.hand import Hand
from auditor.capture.probes.handlers import handlers
from auditor.capture.scripts import measuring
from auditor.capture.tab import Tab

MOST = 4  # places tried, one of each way of showing something
SHOWN = 2  # of them where something came up and was looked at: that takes some seconds each
CONTROLS = 3  # of a place that are given the focus
COMES = 0.3  # seconds until it is there: menus wait a little before they open
GOES = 0.4  # seconds until it is gone, its fading out included
STAYS = 1.4  # seconds it is watched after the pointer went onto it
STEPS = 8  # of the pointer's way from one to the other
OVER = frozenset({"mouseenter", "mouseover"})


async def hover(tab: Tab, budget: Budget) -> dict[str, Any]:
    """Return what came up under the pointer, at most MOST places.

    Of each: selector of the place and of what came, its text and number of controls; `focus` whether the keyboard
    brings it up too, by the focus on a control of the place or by pressing it (None: nothing there takes the focus),
    `reached` whether the pointer can move onto it, `stayed` whether it was still there after STAYS seconds,
    `dismissed` whether Escape takes it away, `covers` whether it hides anything (WCAG 2.1 1.4.13). `tried` is the
    number of places.
    """
    heard = [one["selector"] for one in (await handlers(tab, budget))["elements"] if OVER & {*one["events"]}]
    triggers = await tab.evaluate(measuring("hover", most=MOST, heard=heard[:50]))
    hand = Hand(tab, budget)
    tab.navigation.pressed = True  # what is asked of other sites from now on is our doing
    found: list[dict[str, Any]] = []
    tried, cut = 0, ""
    for turn, trigger in enumerate(triggers):
        if len(found) >= SHOWN or (cut := await budget.cut(tab)):
            break
        tried += 1
        told = await _try(hand, turn)
        if told is not None:
            found.append({**trigger, **told})
    return {"found": found, "tried": tried, **({"cut": cut} if cut else {})}


async def _try(hand: Hand, turn: int) -> dict[str, Any] | None:
    await hand.move(1, 1)
    point = await hand.tab.evaluate(f"auditorHover.aim({turn})")
    if point is None:
        return None
    await hand.move(point[0], point[1])
    await rest(hand.tab, COMES)
    came = await hand.tab.evaluate("auditorHover.came()")
    if came is None:
        return None
    reached = await _move_onto(hand, point, came["box"])
    await hand.move(
        point[0], point[1]
    )  # gone or not, it is there again now, and the pointer where a person has it
    await rest(hand.tab, STAYS)
    stayed = await _still(hand.tab)
    if not (reached and stayed) and not await _brought(hand, point):
        return None
    dismissed = await _escape(hand) if stayed else None
    await hand.move(1, 1)
    await rest(hand.tab, GOES)
    covers = await hand.tab.evaluate(f"auditorHover.hidden({turn}, {json.dumps(came['box'])})")
    focus = await _focus(hand, turn)
    return {
        "came": came["selector"], "text": came["text"], "controls": came["controls"], "focus": focus,
        "reached": reached, "stayed": stayed, "dismissed": dismissed, "covers": covers,
    }  # fmt: skip


async def _brought(hand: Hand, point: list[float]) -> bool:
    """Return whether it is the pointer that brings it up, and not a slide show: it is away without, and
    there with it.
    """
    await hand.move(1, 1)
    await rest(hand.tab, GOES)
    away = not await _still(hand.tab)
    await hand.move(point[0], point[1])
    await rest(hand.tab, COMES)
    return away and await _still(hand.tab)


async def _move_onto(hand: Hand, point: list[float], box: list[float]) -> bool:
    """Take the pointer on the straight way to the nearest place well within the box."""
    x, y, width, height = box
    inset_x, inset_y = min(8.0, width / 2), min(8.0, height / 2)
    goal = (
        min(max(point[0], x + inset_x), x + width - inset_x),
        min(max(point[1], y + inset_y), y + height - inset_y),
    )
    for step in range(1, STEPS + 1):
        part = step / STEPS
        await hand.move(point[0] + part * (goal[0] - point[0]), point[1] + part * (goal[1] - point[1]))
    await rest(hand.tab, GOES)
    return await _still(hand.tab)


async def _escape(hand: Hand) -> bool:
    await hand.tab.evaluate("auditorHover.heed()")
    await hand.key("Escape")
    await rest(hand.tab, GOES)
    return bool(await hand.tab.evaluate("auditorHover.dismissed()"))


async def _focus(hand: Hand, turn: int) -> bool | None:
    """Return whether a control of the place brings it up by its focus or by the key that presses it.

    None where the place has no control, or where what came up stays: then neither would prove anything.
    """
    if await hand.tab.evaluate("auditorHover.still()"):
        return None
    answer: bool | None = None
    for control in range(CONTROLS):
        taken: str | None = await hand.tab.evaluate(f"auditorHover.focus({turn}, {control})")
        if taken is None:
            break
        await rest(hand.tab, COMES)
        answer = await _still(hand.tab)
        if not answer and taken == "pressed":
            await hand.key("Enter")
            await rest(hand.tab, COMES)
            answer = await _still(hand.tab)
        await hand.tab.evaluate("auditorHover.leave()")
        if answer:
            break
    return answer


async def _still(tab: Tab) -> bool:
    return bool(await tab.evaluate("auditorHover.still()"))
