"""Captures one page in a tab: everything that is evidence of one visit, within its time."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from auditor.capture.axe import run_axe
from auditor.capture.members import (
    MAX_ELEMENTS,
    MAX_TEXT,
    Frame,
    accessibility,
    capture_error,
    cookies,
    frames_of,
    has_element,
    snapshot,
)  # fmt: skip
from auditor.capture.navigation import Navigation
from auditor.capture.network import NetworkLog, fate_of_error, fate_of_response
from auditor.capture.recorded import RecordedDocument
from auditor.capture.settle import Settled, State, settle
from auditor.capture.tab import Gone, OutOfTime, ScriptError, Tab, TabError
from auditor.model import Capture, CaptureError, Fate, Hop

MISSING = CaptureError("absent")
# What a document that gave no snapshot ends as.
_LOST = {
    "too-large": Fate.TOO_LARGE, "timeout": Fate.TIMEOUT, "empty": Fate.NO_CONTENT,
    "not-well-formed": Fate.NOT_WELL_FORMED,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Order:
    """How a page is to be captured. Times are seconds."""

    url: str
    viewport: str = "1280x900"
    seconds: float = 60.0
    settle_seconds: float = 3.0
    aaa: bool = False  # axe-core's AAA rules too: they cost as much again
    axe: bool = True
    patient: bool = True  # wait longer for a page that still waits for answers, or shows nothing yet
    allowed: Callable[[str], bool] = lambda _: True  # False for an address outside the site
    document: RecordedDocument | None = None  # of an earlier visit: the page as it was, and no request

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of the viewport in CSS px."""
        width, height = self.viewport.lower().split("x")
        return int(width), int(height)


@dataclass(frozen=True, slots=True)
class _Trees:
    frames: tuple[Frame, ...]
    snapshot: Mapping[str, Any] | CaptureError
    ax: Mapping[str, Any] | CaptureError


async def capture(tab: Tab, order: Order) -> Capture:
    """Visit a URL and keep its evidence. It always comes back with a fate, in that time or a little more."""
    tab.deadline = time.monotonic() + order.seconds
    navigation = Navigation(order.url, NetworkLog(tab.frame), order.allowed)
    answer = Capture(order.url, order.url, Fate.OK, viewport=order.viewport)
    tab.replay(order.document)
    try:
        await tab.resize(*order.size)
        answer = await _arrive(tab, navigation, answer)
        if answer.fate is Fate.OK:
            answer = await _settled(tab, order, navigation, answer)
        if answer.fate is Fate.OK and order.axe:
            answer = replace(answer, axe=await _axe(tab, order, answer))
        if navigation.document:
            answer = replace(answer, cookies=await _cookies(tab))
    except Gone as error:
        answer = replace(answer, fate=Fate.CRASHED, detail=str(error))
    except OutOfTime as error:
        tab.usable = False  # whatever holds it up would hold up the next page too
        answer = replace(answer, fate=Fate.TIMEOUT, detail=str(error))
    except ScriptError as error:  # the browser could not even start: rare, and worth another try
        answer = replace(answer, fate=Fate.CRASHED, detail=str(error))
    hops = navigation.log.hops()
    return replace(
        answer,
        url=_address(navigation, hops, order.url),
        hops=hops,
        source=navigation.body,
        requests=navigation.log.requests(),
        events=tuple(navigation.events),
    )


def _address(navigation: Navigation, hops: tuple[Hop, ...], asked: str) -> str:
    """Return the address of what is shown.

    DevTools leave the fragment out; it stays unless the page went elsewhere.
    """
    document = navigation.document or (hops[-1].url if hops else asked)
    fragment = asked[len(asked.partition("#")[0]) :]
    return document if "#" in document or navigation.navigations else document + fragment


async def _arrive(tab: Tab, navigation: Navigation, answer: Capture) -> Capture:
    """Go to the page; the fate when none came."""
    error = await tab.go(navigation)
    if navigation.fate is not None:
        return replace(answer, fate=navigation.fate, detail=navigation.detail)
    if error:
        hops = navigation.log.hops()
        fate = fate_of_error(error)
        if error.endswith("ERR_ABORTED"):  # 204, or a file that went to the downloads
            downloaded = any(event["kind"] == "download" for event in navigation.events)
            fate = Fate.DOWNLOAD if downloaded else Fate.NOT_HTML
        elif hops and hops[-1].status >= 400:
            fate = fate_of_response(hops[-1].status, "text/html")
        return replace(answer, fate=fate, detail=error)
    if not navigation.document:  # the answer to Page.navigate can overtake the event
        navigation.on_commit(
            navigation.log.hops()[-1].url if navigation.log.hops() else navigation.url, "text/html"
        )
    return answer


async def _settled(tab: Tab, order: Order, navigation: Navigation, answer: Capture) -> Capture:
    async def take(state: State) -> _Trees:
        return await _trees(tab, state)

    settled: Settled[_Trees] = await settle(tab, order.settle_seconds, take, patient=order.patient)
    if navigation.fate is not None:  # it went somewhere else by script
        return replace(answer, fate=navigation.fate, detail=navigation.detail)
    mime = navigation.mime or "text/html"
    taken = settled.taken
    if settled.state["bare"]:
        navigation.note("empty", "")
    answer = replace(
        answer, settled=settled.how, encoding=str(settled.state.get("charset", "")).lower(),
        snapshot=taken.snapshot, ax=taken.ax,
    )  # fmt: skip
    if isinstance(taken.snapshot, CaptureError):
        fate = _LOST.get(taken.snapshot.kind, Fate.CRASHED)
        return replace(answer, fate=fate, detail=taken.snapshot.detail)
    return replace(answer, fate=fate_of_response(200, mime))


async def _trees(tab: Tab, state: State) -> _Trees:
    """Snapshot and accessibility trees, or why not."""
    if state["broken"] is not None:
        error = CaptureError("not-well-formed", str(state["broken"]))
        return _Trees((), error, error)
    if state["elements"] > MAX_ELEMENTS or state["text"] > MAX_TEXT:
        error = CaptureError("too-large", f"{state['elements']} elements, {state['text']} characters")
        return _Trees((), error, error)
    shot: Mapping[str, Any] | CaptureError = MISSING
    ax: Mapping[str, Any] | CaptureError = MISSING
    frames: tuple[Frame, ...] = ()
    try:
        frames = await frames_of(tab)
        shot = await snapshot(tab, frames)
        if not has_element(shot):
            shot = CaptureError("empty", "the document has no element")
    except TabError as error:
        shot = capture_error(error)
    try:
        ax = await accessibility(tab, frames)
    except TabError as error:
        ax = capture_error(error)
    return _Trees(frames, shot, ax)


async def _axe(tab: Tab, order: Order, answer: Capture) -> Mapping[str, Any] | CaptureError:
    try:
        return await run_axe(tab, await frames_of(tab), order.aaa)
    except OutOfTime as error:
        tab.usable = False  # it still runs there: nothing else would get an answer
        return capture_error(error)
    except (TabError, ValueError, KeyError) as error:
        return capture_error(error)


async def _cookies(tab: Tab) -> tuple[Mapping[str, Any], ...]:
    try:
        return await cookies(tab)
    except TabError:
        return ()
