"""Presses what opens, switches and chooses on a copy of the page, and tells what each action changed (WCAG 2.1, 3.2, 4.1)."""

import re
from typing import Any

from auditor.capture.probes.budget import Budget, rest
from auditor.capture.probes.hand import QUICK, SLOW, Hand, Json, moves
from auditor.capture.probes.handlers import handlers, heard_by_window
from auditor.capture.scripts import measuring
from auditor.capture.tab import ScriptError, Tab

MOST = 40
MAX_TABS = 16  # within what was opened
MAX_CLOSERS = 4
MAX_DELEGATED = 60
_ASKED = re.compile(r"\.(?:closest|matches)\(\s*(['\"`])([^'\"`]{1,80})\1")  # in the text of a handler
FINGERS = 20.0  # pixels from the middle at which each of two fingers begins
LETTERS = "hjsnpkacdefgmtqwbiloruvxyz?/1234567890"
MAX_KEYS = 45
DRAG = 90.0  # pixels
STEPS = 6
SCROLLS = 8  # times QUICK in which a page may go on scrolling to what a link leads to
MAX_PARTS = 3  # of what is dragged, to which the arrow keys may belong instead
LARGE = 0.06  # share of the window: what covers so much is more than a message

KEY_KINDS = frozenset({"keydown", "keypress", "keyup"})
SENSORS = frozenset({"devicemotion", "deviceorientation"})
SWITCHES = frozenset(
    {"button", "bare", "opener", "widget", "choice", "label"}
)  # what may set a script to listen
# Keys that set a value, and those that set it back where it was the last.
_WAYS = {"slider": ("ArrowRight", "ArrowLeft")}
_ROUTES = re.compile(r"pushState|replaceState|\brouter?\b|navigat", re.IGNORECASE)  # in the text of a handler


async def press(tab: Tab, budget: Budget) -> dict[str, Any]:
    """Return what came of pressing each control, at most MOST; `left` is how many were not tried because of
    a bound in steps.

    Nothing is sent and the page goes nowhere: the guard refuses it, and `refused` of a control says how often.
    `keys`: what single keys did on the page itself.
    """
    listening = await handlers(tab, budget)
    heard = [(one["selector"], one["events"]) for one in listening["elements"]]
    hand = Hand(tab, budget)
    await hand.begin()
    controls = await tab.evaluate(
        measuring(
            "controls", heard=heard, page=listening["page"], delegated=_delegated(listening), most=MOST,
            routed=any(_ROUTES.search(one) for one in listening["sources"]),
        )
    )  # fmt: skip
    known = SENSORS & set(listening["page"])
    tried: list[Json] = []
    cut = ""
    bound = False
    for control in controls["found"]:
        if cut := await budget.cut(tab):
            break
        refused = tab.navigation.refused
        try:
            told = await _try(hand, control)
        except ScriptError:  # its document went away under the hand
            if bound := not await hand.anew():
                break
            continue
        if sent := tab.navigation.refused - refused:
            told["refused"] = sent
        if control["kind"] in SWITCHES and not known and (felt := await heard_by_window(tab, SENSORS)):
            told["sensors"] = felt
        tried.append({**control, **told})
        if told.get("away", 0) and (bound := not await hand.anew()):
            break
    cut = cut or ("load" if hand.lost else "")
    keys = [] if cut or bound else await _keys(hand, listening)
    # Routes are a sample: others lead to views of the same script.
    left = sum(one["kind"] != "route" for one in controls["found"][len(tried) :]) + int(controls["left"])
    return {"tried": tried, "left": left, "keys": keys, **({"cut": cut} if cut else {})}


def _delegated(listening: Json) -> list[tuple[str, str]]:
    """Return (selector, kind) of what listeners further up answer for: as jQuery was told, or as a handler asks for."""
    found = []
    for _, kind, delegate, number in listening["bound"]:
        named = [one[1] for one in _ASKED.findall(listening["sources"][number])[:5]]
        found += [(one, kind) for one in ([delegate] if delegate else named)]
    return list(dict.fromkeys(found))[:MAX_DELEGATED]


async def _try(hand: Hand, control: Json) -> Json:
    kind, selector = control["kind"], control["selector"]
    if kind in ("choice", "slider"):
        return await _choose(hand, control)
    if kind == "field":
        return await _write(hand, control)
    if kind == "skip":
        return await _skip(hand, control)
    if kind == "route":
        return await _route(hand, control)
    if kind in ("drag", "draggable"):
        return await _drag(hand, control)
    told: Json = {}
    point = await hand.point(selector)
    if point is None:
        return {"hidden": True}
    await hand.move(point[0], point[1])
    await rest(hand.tab, QUICK / 2)
    await hand.watch(selector)
    if control["down"]:
        await hand.down(*point)
        early = await hand.changed(selector, slow=0)
        if happened(early):
            await hand.move(1, 1, down=True)
            await hand.release(1, 1)
            late = await hand.changed(selector, slow=0)
            told["down"] = {
                **early,
                "kept": bool(late["moves"] or early["moves"])
                or late["away"] > 0
                or not happened(late)
                or _same(early, late),
            }
            told["effect"] = early
        else:
            await hand.release(*point)
    else:
        await hand.click(*point)
        if control["double"]:
            await hand.click(*point, count=2)
    if "effect" not in told:
        told["effect"] = await hand.changed(selector)
    effect = told["effect"]
    if not happened(effect):
        return told
    if _brought(effect):
        told["shown"] = await hand.look()
    opened = _opened(effect)
    if opened is not None and (opened["dialog"] or (opened["over"] and opened["controls"])):
        told["opened"] = await _within(hand, selector, opened)
    elif await hand.shown(selector):
        told["again"] = await _again(hand, selector)
    left: Json = told.get("opened") or told.get("again") or effect
    # What was put elsewhere is counted by no coming and going, and its path leads to something else now.
    away = int(left.get("away", 1)) or int(bool(effect["order"]))
    if control["focusable"] and (not control["native"] or "down" in told) and not away:
        told["key"] = await _by_key(hand, selector)
        away = told["key"]["away"]
    told["away"] = away
    return told


def happened(effect: Json) -> bool:
    """Return whether an action changed anything that a person could meet."""
    return bool(
        effect["appeared"] or effect["vanished"] or effect["texts"] or effect["moves"] or effect["values"]
        or effect["order"] or any(not _passing(one) for one in effect["attributes"])
    )  # fmt: skip


def _brought(effect: Json) -> bool:
    """Return whether an action brought something to look at: new parts or texts, or another look of what is there."""
    return bool(effect["appeared"] or effect["texts"] or effect["attributes"])


def _passing(change: Json) -> bool:
    """Return whether a change is a style of the part itself, or of its surroundings, that only shows it is touched."""
    return set(change["changes"]) <= {"style", "title"} and change["own"]


def _same(one: Json, other: Json) -> bool:
    return len(one["appeared"]) == len(other["appeared"]) and len(one["texts"]) == len(other["texts"])


def _opened(effect: Json) -> Json | None:
    """Return the largest thing that came up, where it is more than a message."""
    large = [one for one in effect["appeared"] if one["controls"] or one["dialog"] or one["share"] > LARGE]
    return max(large, key=lambda one: (bool(one["dialog"]), one["share"]), default=None)


async def _within(hand: Hand, opener: str, opened: Json) -> Json:
    """Return how the keyboard comes into what was opened, through it and out of it."""
    place = opened["selector"]
    told: Json = {"selector": place, "focus": await hand.within(place)}
    stops: list[str] = []
    left = False
    for turn in range(min(MAX_TABS, int(opened["controls"]) + 3)):
        await hand.key("Tab")
        at = await hand.focused()
        stops.append(at)
        inside = await hand.within(place)
        if turn == 0:
            told["next"] = inside
        if told["next"] and not inside:
            left = True
            break
        if not told["next"] and turn >= 2:
            break
    told["leaves"] = left
    told["stops"] = len(set(stops))
    await hand.watch("")
    await hand.key("Escape")
    await rest(hand.tab, 2 * QUICK)
    told["escape"] = not await hand.shown(place)
    told["closed"] = told["escape"]
    if told["escape"]:
        told["returned"] = await hand.focused() == opener
    else:
        closers: list[str] = await hand.tab.evaluate(measuring("closers", selector=place, most=MAX_CLOSERS))
        told["closers"] = len(closers)
        for closer in closers:
            if not await hand.focus(closer):
                continue
            await hand.key("Enter")
            await rest(hand.tab, 2 * QUICK)
            if not await hand.shown(place):
                told["closed"] = True
                told["returned"] = await hand.focused() == opener
                break
    moves(hand.tab)
    # Whatever is beside the closed part is as before, or it is another page now.
    told["away"] = (await hand.tab.evaluate("auditorEffects.end('')"))["away"]
    return told


async def _again(hand: Hand, selector: str) -> Json:
    """Return what the same control does when it is pressed once more."""
    point = await hand.point(selector)
    if point is None:
        return {"hidden": True, "away": 1}
    await hand.watch(selector)
    await hand.click(*point)
    return await hand.changed(selector, slow=0)


async def _by_key(hand: Hand, selector: str) -> Json:
    """Return whether the keys that press a button press this one."""
    told: Json = {"away": 0, "works": False}
    for key in ("Enter", " "):
        if not await hand.focus(selector):
            return {**told, "focus": False}
        await hand.watch(selector)
        await hand.key(key)
        effect = await hand.changed(selector)
        if happened(effect):
            return {"works": True, "key": key, "away": effect["away"]}
    return told


async def _choose(hand: Hand, control: Json) -> Json:
    """Choose another value with the keyboard."""
    selector = control["selector"]
    if not await hand.focus(selector):
        return {"hidden": True}
    ahead, back = _WAYS.get(
        control["kind"], ("ArrowDown", "ArrowUp") if control["tag"] == "select" else (" ", "")
    )
    await hand.watch(selector)
    await hand.key(ahead)
    effect = await hand.changed(selector)
    if (
        back
        and not effect["values"]
        and not effect["moves"]
        and (control["tag"] == "select" or not happened(effect))
    ):
        await hand.key(back)
        effect = await hand.changed(selector)
    told: Json = {"effect": effect, "away": int(bool(effect["away"] or effect["moves"]))}
    return {**told, "shown": await hand.look()} if _brought(effect) else told


async def _write(hand: Hand, control: Json) -> Json:
    """Type into a field: does the focus move on by itself, does something answer; can Tab leave it."""
    selector = control["selector"]
    if not await hand.focus(selector):
        return {"hidden": True}
    await hand.watch(selector)
    length = int(control["length"])
    if 0 < length <= 6:
        for _ in range(length):
            await hand.key("1")
    else:
        await hand.key("1")
        await hand.write("東")
    effect = await hand.changed(selector)
    effect["jumped"] = (
        bool(effect["focus"][1]) and effect["focus"][1] != selector and effect["focus"][0] == selector
    )
    return {"effect": effect, "away": 1 if happened(effect) else 0}


async def _skip(hand: Hand, control: Json) -> Json:
    """Follow a link within the page by key: where does the next Tab land."""
    selector = control["selector"]
    if not await hand.focus(selector):
        return {"hidden": True}
    await hand.watch(selector)
    await hand.key("Enter")
    effect = await hand.changed(selector, slow=0)
    # A script that scrolls smoothly gives the focus, if at all, when it has arrived.
    place = await hand.tab.evaluate("scrollY")
    for _ in range(SCROLLS):
        await rest(hand.tab, QUICK)
        before, place = place, await hand.tab.evaluate("scrollY")
        if before == place:
            break
    await rest(hand.tab, QUICK)
    await hand.key("Tab")
    answer: Json = await hand.tab.evaluate(measuring("landed", selector=selector))
    return {"effect": effect, "landed": answer, "away": 0}


async def _route(hand: Hand, control: Json) -> Json:
    """Follow a link that a script of the page may answer for by drawing another view: its address, heading and title."""
    selector = control["selector"]
    point = await hand.point(selector)
    if point is None:
        return {"hidden": True}
    await hand.watch(selector)
    before: Json = await hand.tab.evaluate(measuring("view"))
    await hand.click(*point)
    effect = await hand.changed(selector)
    await rest(hand.tab, SLOW)  # titles are often set a little later than the view
    after: Json = await hand.tab.evaluate(measuring("view"))
    return {"effect": effect, "view": [before, after], "away": int(before != after or bool(effect["away"]))}


async def _drag(hand: Hand, control: Json) -> Json:
    """Draw a part to the side, or down and up, and let it go: what follows, what is changed, and what a plain click does beside it."""
    selector = control["selector"]
    if control["kind"] == "draggable":  # the browser's own dragging would take the pointer away from us
        return {"away": 0}
    point = await hand.point(selector)
    if point is None:
        return {"hidden": True}
    x, y = point
    told: Json = {}
    draw = _Finger(hand) if control["touch"] else _Pointer(hand)
    stacked: float = await hand.tab.evaluate(measuring("stacked", selector=selector))
    drawn = False
    if stacked:  # one of a column: its place in it is what drawing changes
        told |= {**await _pull(hand, draw, selector, (x, y), (0.0, stacked)), "way": 0}
        drawn = bool(told["during"]["order"] or told["effect"]["order"])
    if not drawn:
        width = max(float(control["box"][2]), 1.0)
        way = DRAG if width < 120 else -min(DRAG * 2, width * 0.6)
        if way < 0:
            x = float((await hand.tab.evaluate(measuring("aim", selector=selector)))[0]) - way / 2
        told |= {**await _pull(hand, draw, selector, (x, y), (way, 0.0)), "way": way}
        drawn = _shows(told["during"]) or _shows(told["effect"])
    if not drawn and control["touch"]:  # what is pulled down, or pushed away upwards
        for down in (DRAG, -DRAG):
            after = await _pull(hand, draw, selector, (x, y), (0.0, down))
            if drawn := _shows(after["effect"]):
                told["effect"] = after["effect"]
                break
    told["drawn"] = drawn
    if drawn:
        selector = await hand.acted() or selector
        told["focus_key"] = await _arrows(hand, selector)
        targets: list[list[float]] = await hand.tab.evaluate(measuring("track", selector=selector))
        for target in targets:
            await hand.watch("")
            await hand.click(*target)
            after = await hand.changed(selector, slow=0)
            told["click"] = happened(after) or any("style" in one["changes"] for one in after["attributes"])
            if told["click"]:
                break
    if control["fingers"]:
        told["pinch"] = await _spread(hand, selector)
    told["away"] = 1
    return told


async def _pull(
    hand: Hand, draw: "_Pointer", selector: str, start: tuple[float, float], way: tuple[float, float]
) -> Json:
    """Draw a part from one place by (x, y) pixels: what changed before it was let go, and what after."""
    (x, y), (right, down) = start, way
    await hand.watch(selector)
    await draw.down(x, y)
    for step in range(1, STEPS + 1):
        await draw.move(x + right * step / STEPS, y + down * step / STEPS)
    during = await hand.changed(selector, slow=0)
    await draw.release(x + right, y + down)
    return {"during": during, "effect": await hand.changed(selector)}


async def _spread(hand: Hand, selector: str) -> Json:
    """Put two fingers on a part, spread and turn them; what that changes."""
    point = await hand.point(selector)
    if point is None:
        return {"hidden": True}
    x, y = point
    two = _Finger(hand)
    await hand.watch(selector)
    for step in range(STEPS + 1):
        far, turn = FINGERS + 10 * step, 6.0 * step
        ends = [
            {"x": x - far, "y": y - turn, "id": 0}, {"x": x + far, "y": y + turn, "id": 1}
        ]  # fmt: skip
        await two.touch("touchMove" if step else "touchStart", ends)
    await two.touch("touchEnd", [])
    told = await hand.changed(selector, slow=0)
    await hand.tab.send("Emulation.setPageScaleFactor", {"pageScaleFactor": 1})
    return told


def _shows(step: Json) -> bool:
    return happened(step) or any(_drawn(one) for one in step["attributes"])


def _drawn(change: Json) -> bool:
    """Return whether a change shows more than that the part is being held."""
    return not change["self"] or bool(set(change["changes"]) - {"class"})


class _Pointer:
    """Draws with the mouse."""

    def __init__(self, hand: Hand) -> None:
        self.hand = hand

    async def down(self, x: float, y: float) -> None:
        await self.hand.move(x, y)
        await self.hand.down(x, y)

    async def move(self, x: float, y: float) -> None:
        await self.hand.move(x, y, down=True)

    async def release(self, x: float, y: float) -> None:
        await self.hand.release(x, y)


class _Finger(_Pointer):
    """Draws with one finger, for what listens to nothing else."""

    async def down(self, x: float, y: float) -> None:
        await self.touch("touchStart", [{"x": x, "y": y}])

    async def move(self, x: float, y: float) -> None:
        await self.touch("touchMove", [{"x": x, "y": y}])

    async def release(self, x: float, y: float) -> None:
        await self.touch("touchEnd", [])

    async def touch(self, kind: str, points: list[Json]) -> None:
        """Put fingers down at points of the window, move them there, or lift them."""
        await self.hand.tab.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})


async def _arrows(hand: Hand, selector: str) -> bool:
    """Return whether arrow keys move a part, or what of it takes the focus; some are to be taken up by Space first."""
    parts: list[str] = await hand.tab.evaluate(measuring("reached_parts", selector=selector, most=MAX_PARTS))
    for part in parts:
        for keys in (("ArrowRight",), ("ArrowDown",), (" ", "ArrowDown")):
            if not await hand.focus(part):
                break
            await hand.watch(part)
            for key in keys:
                await hand.key(key)
            effect = await hand.changed(part, slow=0)
            if happened(effect) or effect["attributes"]:
                return True
    return False


async def _keys(hand: Hand, listening: Json) -> list[Json]:
    """Single keys that do something while no field has the focus."""
    whole = [one["events"] for one in listening["elements"] if one["selector"] in ("html", "html > body")]
    if not KEY_KINDS & {*listening["page"], *(kind for kinds in whole for kind in kinds)}:
        return []
    found: list[Json] = []
    # What was shown where the pointer or the focus was goes away by itself: that is no answer to a key.
    await hand.blur()
    await hand.move(1, 1)
    await rest(hand.tab, 2 * SLOW)
    for key in _letters(listening):
        await hand.watch()
        await hand.key(key)
        await rest(hand.tab, QUICK / 3)
        if not hand.tab.navigation.wishes and not await hand.tab.evaluate("auditorEffects.any()"):
            continue
        effect = await hand.changed("", slow=0)
        if happened(effect) or effect["focus"][1]:
            found.append({"key": key, "effect": effect})
            await hand.blur()
        if len(found) >= 3:
            break
    return found


def _letters(listening: Json) -> str:
    """Keys to strike: what the handlers of the page name first, then some that are usual."""
    named = "".join(
        source for place, kind, _, number in listening["bound"]
        if kind in KEY_KINDS and place in ("", "html", "html > body") and (source := listening["sources"][number])
    )  # fmt: skip
    quoted = [
        one[1].lower() for one in (named[at : at + 3] for at in range(len(named)))
        if len(one) == 3 and one[0] in "'\"" and one[0] == one[2] and one[1].isascii() and one[1].isprintable() and one[1] != " "
    ]  # fmt: skip
    return "".join(dict.fromkeys([*quoted, *LETTERS]))[:MAX_KEYS]
