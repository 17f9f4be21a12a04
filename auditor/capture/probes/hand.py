"""Presses, types and points as a person would, and tells what each action changed."""

import json
from dataclasses import dataclass
from typing import Any

from auditor.capture.flashes import stepped, watched
from auditor.capture.navigation import Navigation
from auditor.capture.network import NetworkLog
from auditor.capture.probes.budget import Budget, rest
from auditor.capture.scripts import measuring
from auditor.capture.settle import State, settle
from auditor.capture.tab import Tab

QUICK = 0.12  # seconds after which most effects are there
SLOW = 0.3  # seconds more for what comes after a while
IDLE = 0.8  # seconds in which nobody does anything: what changes then moves by itself
MAX_MOVES = 10
SETTLE_SECONDS = 2.0
# key → code, number, text
_KEYS = {
    "Enter": ("Enter", 13, "\r"), "Escape": ("Escape", 27, ""), "Tab": ("Tab", 9, ""), " ": ("Space", 32, " "),
    "ArrowDown": ("ArrowDown", 40, ""), "ArrowUp": ("ArrowUp", 38, ""), "ArrowRight": ("ArrowRight", 39, ""),
    "Backspace": ("Backspace", 8, ""),
}  # fmt: skip

Json = dict[str, Any]


@dataclass(slots=True)
class Hand:
    """Acts on one copy of a page; loads it anew where an action left it another one."""

    tab: Tab
    budget: Budget
    reloads: int = 8  # that are left
    lost: bool = False  # the page did not come again

    async def begin(self) -> None:
        """Look at the page for a while in which nobody does anything."""
        self.tab.navigation.pressed = True
        await self.tab.evaluate(measuring("effects", "light"))
        await rest(self.tab, IDLE)
        await self.tab.evaluate("auditorEffects.rest()")
        moves(self.tab)

    async def anew(self) -> bool:
        """Load the page again; False where that fails (`lost` says so) or was done often enough."""
        if self.reloads <= 0:
            return False
        self.reloads -= 1
        before = self.tab.navigation
        navigation = Navigation(before.url, NetworkLog(self.tab.frame), before.allowed)
        if await self.tab.go(navigation) or navigation.fate is not None:
            self.lost = True
            return False
        if not navigation.document:
            navigation.on_commit(before.url, "text/html")

        async def nothing(state: State) -> None:
            return None

        await settle(self.tab, SETTLE_SECONDS, nothing, patient=False)
        navigation.touched = True
        navigation.refused += before.refused
        await self.tab.unclobber()
        await self.begin()
        return True

    async def point(self, selector: str) -> list[float] | None:
        """Bring an element into view; a place where the pointer meets it, None where there is none."""
        answer: list[float] | None = await self.tab.evaluate(measuring("aim", selector=selector))
        return answer

    async def watch(self, selector: str = "") -> None:
        """Begin to look for what changes when something is done to an element."""
        await self.tab.evaluate(f"auditorEffects.begin({json.dumps(selector)})")

    async def changed(self, selector: str, slow: float = SLOW) -> Json:
        """Return what has changed since `watch`, with where the page wanted to go; waits a little for it to come."""
        await rest(self.tab, QUICK)
        if not self.tab.navigation.wishes and not await self.tab.evaluate("auditorEffects.any()"):
            await rest(self.tab, slow)
        told: Json = await self.tab.evaluate(f"auditorEffects.end({json.dumps(selector)})")
        told["moves"] = moves(self.tab)
        return told

    async def look(self) -> Json:
        """Return how what the last action brought is to be read, heard and borne: once what fades in is there."""
        told: Json = await self.tab.evaluate("auditorEffects.look()")
        for one in told["flickering"]:
            lights = one.pop("lights")
            one["flashes"] = stepped(lights) if one.pop("stepped") else watched(lights)
        return told

    async def move(self, x: float, y: float, down: bool = False) -> None:
        """Take the pointer to a place, held down or not."""
        await self._mouse("mouseMoved", x, y, 1 if down else 0)

    async def down(self, x: float, y: float, *, count: int = 1) -> None:
        """Press the pointer's button down."""
        await self._mouse("mousePressed", x, y, 1, count)

    async def release(self, x: float, y: float, *, count: int = 1) -> None:
        """Let the pointer's button go."""
        await self._mouse("mouseReleased", x, y, 0, count)

    async def click(self, x: float, y: float, *, count: int = 1) -> None:
        """Press and release; `count` 2: as the second of two clicks in a row."""
        await self.down(x, y, count=count)
        await self.release(x, y, count=count)

    async def key(self, key: str, modifiers: int = 0) -> None:
        """Strike one key."""
        code, number, text = _KEYS.get(key, ("", ord(key[0].upper()), key))
        event: Json = {
            "key": key, "windowsVirtualKeyCode": number, "nativeVirtualKeyCode": number, "modifiers": modifiers,
            "code": code or (f"Key{key.upper()}" if key.isalpha() else f"Digit{key}" if key.isdigit() else ""),
        }  # fmt: skip
        down = {"type": "keyDown", "text": text, **event} if text else {"type": "rawKeyDown", **event}
        await self.tab.send("Input.dispatchKeyEvent", down)
        await self.tab.send("Input.dispatchKeyEvent", {"type": "keyUp", **event})

    async def write(self, text: str) -> None:
        """Insert a text where the focus is, as an input method does."""
        await self.tab.send("Input.insertText", {"text": text})

    async def focus(self, selector: str) -> bool:
        """Give an element the focus; whether it took it."""
        return bool(await self.tab.evaluate(
            f"(() => {{const e = auditorAt({json.dumps(selector)}); if (!e) return false;"
            "e.focus({preventScroll: false}); return auditorEffects.focused() !== '' && "
            f"auditorEffects.focusIn({json.dumps(selector)})}})()"
        ))  # fmt: skip

    async def blur(self) -> None:
        """Take the focus off."""
        await self.tab.evaluate("document.activeElement && document.activeElement.blur();0")

    async def focused(self) -> str:
        """Path of what has the focus, '' for nothing."""
        return str(await self.tab.evaluate("auditorEffects.focused()"))

    async def acted(self) -> str:
        """Path of what is watched, which may have another place by now; '' where it is gone."""
        return str(await self.tab.evaluate("auditorEffects.acted()"))

    async def within(self, selector: str) -> bool:
        """Return whether the focus is in an element."""
        return bool(await self.tab.evaluate(f"auditorEffects.focusIn({json.dumps(selector)})"))

    async def shown(self, selector: str) -> bool:
        """Return whether an element is seen."""
        return bool(await self.tab.evaluate(f"auditorEffects.shown({json.dumps(selector)})"))

    async def _mouse(self, kind: str, x: float, y: float, buttons: int, count: int = 1) -> None:
        button = "none" if kind == "mouseMoved" and not buttons else "left"
        await self.tab.send(
            "Input.dispatchMouseEvent",
            {
                "type": kind, "x": x, "y": y, "button": button, "buttons": buttons, "pointerType": "mouse",
                "clickCount": 0 if kind == "mouseMoved" else count,
            },
        )  # fmt: skip


def moves(tab: Tab) -> list[str]:
    """Where the page wanted to go since it was asked last: 「kind: what」 each; a dialog is one of them."""
    navigation = tab.navigation
    found = [f"navigation: {reason} {url}" for reason, url in navigation.wishes]
    found += [
        f"{one['kind']}: {one['detail']}"
        for one in navigation.events
        if one["kind"] in ("popup", "dialog", "download", "sound")
    ]
    navigation.wishes.clear()
    navigation.events.clear()  # else an endless row of refused requests would leave no room for what comes
    return found[:MAX_MOVES]
