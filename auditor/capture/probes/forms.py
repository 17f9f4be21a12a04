"""Tries forms with nothing and with wrong values: what a page says of errors before anything is sent (WCAG 3.3)."""

import re
from typing import Any

from auditor.capture.probes.budget import Budget
from auditor.capture.probes.hand import Hand, Json
from auditor.capture.probes.handlers import handlers
from auditor.capture.scripts import measuring
from auditor.capture.tab import ScriptError, Tab

MOST = 3
MAX_FIELDS = 12
MAX_PASTED = 30
WORKS = 1.2  # seconds a page may take to answer a press of its button
_NUMBER = re.compile(r"人数|枚数|個数|数量|年齢|金額|[何人名枚個]$|number", re.IGNORECASE)


async def forms(tab: Tab, budget: Budget) -> dict[str, Any]:
    """Rounds of each form, at most MOST: `empty` as the page gave it, `wrong` with values that cannot be right.

    Of each round: what came up, whether the page wanted to send it (it was not let), and its fields before and after.
    `blurred` are the fields of which something changed as soon as the focus left them. `unpasted` are those of the page, in
    a form or not, that take nothing that is pasted.
    """
    hand = Hand(tab, budget, reloads=2 * MOST)
    await hand.begin()
    listening = await handlers(tab, budget)
    heard = [one["selector"] for one in listening["elements"] if "submit" in one["events"]]
    find = measuring("forms", most=MOST, heard=heard[:20])
    found = await tab.evaluate(find)
    unpasted = await tab.evaluate(measuring("pastes", most=MAX_PASTED))
    tried: list[Json] = []
    cut = ""
    bound = False
    for turn, form in enumerate(found):
        rounds: list[Json] = []
        for kind in ("empty", "wrong"):
            if cut := await budget.cut(tab):
                break
            try:
                rounds.append(await _round(hand, form, turn, kind))
            except ScriptError:
                cut = "moved"
            if bound := not await hand.anew():
                break
            await tab.evaluate(find)
        tried.append({**form, "rounds": rounds})
        if cut or bound:
            break
    cut = cut or ("load" if hand.lost else "")
    return {
        "tried": tried,
        "left": len(found) - len(tried),
        "unpasted": unpasted,
        **({"cut": cut} if cut else {}),
    }


async def _round(hand: Hand, form: Json, turn: int, kind: str) -> Json:
    tab = hand.tab
    before = await tab.evaluate(f"auditorForms.state({turn})")
    told: Json = {"kind": kind, "blurred": [], "typed": {}}
    if kind == "wrong":
        for field in before[:MAX_FIELDS]:
            text = _wrong(field)
            if not text or not await hand.focus(field["selector"]):
                continue
            await hand.watch()
            await hand.write(text)
            await hand.key("Tab")
            effect = await hand.changed(field["selector"], slow=0)
            told["typed"][field["selector"]] = text
            now = await tab.evaluate(f"auditorForms.state({turn})")
            same = next((one for one in now if one["selector"] == field["selector"]), None)
            changed = same and (
                same["value"] != text or same["look"] != field["look"] or same["near"] != field["near"]
            )
            if effect["appeared"] or effect["texts"] or effect["moves"] or changed:
                told["blurred"].append(
                    {"selector": field["selector"], "effect": effect, "field": same, "before": field}
                )
        before = await tab.evaluate(f"auditorForms.state({turn})")
    refused = tab.navigation.refused
    if await hand.focus(form["button"]):
        await hand.watch(form["button"])
        await hand.key("Enter")
    else:
        await hand.watch()
    effect = await hand.changed(form["button"], slow=WORKS)
    told["effect"] = effect
    told["sent"] = tab.navigation.refused > refused or any("navigation" in one for one in effect["moves"])
    told["before"] = before
    told["after"] = await tab.evaluate(f"auditorForms.state({turn})")
    return told


def _wrong(field: Json) -> str:
    """Return a value that a field cannot take, or one it can hardly want; '' for fields that are not typed into."""
    if (
        field["value"]
        or field["tag"] == "select"
        or field["type"] in ("radio", "checkbox", "range", "color", "file")
    ):
        return ""
    if field["type"] == "password":
        return "a"  # too short for a new one
    if field["type"] in ("date", "time", "month", "week", "datetime-local"):
        return ""
    numbers = field["type"] == "number" or field["mode"] == "numeric" or _NUMBER.search(field["name"])
    return "99999" if numbers else "あ"
