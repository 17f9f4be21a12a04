"""Takes the members of a capture from an open page: snapshot, accessibility trees, cookies."""

import asyncio
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from playwright.async_api import CDPSession, Error

from auditor.capture.tab import WORLD, Gone, OutOfTime, ScriptError, Tab
from auditor.model import CaptureError

MAX_ELEMENTS = 100_000
MAX_TEXT = 10_000_000
MAX_FRAMES = 50
FRAME_SECONDS = 2.0

STYLES = (
    "display", "visibility", "opacity", "position", "color", "background-color", "background-image",
    "font-size", "font-weight", "font-family", "font-style", "text-align", "text-decoration-line",
    "text-transform", "text-indent", "white-space", "letter-spacing", "line-height", "overflow-x",
    "overflow-y", "clip", "clip-path", "cursor", "outline-style", "outline-width", "list-style-type",
    "float", "z-index", "pointer-events", "border-top-width", "border-bottom-width", "border-bottom-style",
    "content",
)  # fmt: skip

_PROPERTIES = frozenset(
    {
        "focusable", "hidden", "hiddenRoot", "level", "required", "invalid", "expanded", "checked", "pressed",
        "selected", "disabled", "readonly", "modal", "hasPopup", "multiselectable", "live", "roledescription",
        "settable", "editable", "autocomplete", "valuemin", "valuemax", "valuetext",
    }
)  # fmt: skip
# Runs of text: the snapshot has them, and they would double the tree.
_TEXT_ROLES = frozenset({"InlineTextBox", "StaticText", "LineBreak"})


@dataclass(frozen=True, slots=True)
class Frame:
    """A frame of the page; `cdp` is set where it lives in a process of its own."""

    id: str
    parent: str
    url: str
    cdp: CDPSession | None = None


async def frames_of(tab: Tab) -> tuple[Frame, ...]:
    """Return all frames, top first; those in another process with a session of their own."""
    tree = (await tab.send("Page.getFrameTree"))["frameTree"]
    found = list(_walk(tree, ""))[:MAX_FRAMES]
    known = {frame.url for frame in found}
    if len(tab.page.frames) == len(found):
        return tuple(found)
    for frame in tab.page.frames[1:MAX_FRAMES]:
        remote = await _remote(tab, frame, known)
        if remote is not None:
            found.append(remote)
    return tuple(found)


def _walk(tree: Mapping[str, Any], parent: str) -> Iterator[Frame]:
    frame = tree["frame"]
    yield Frame(frame["id"], parent, frame["url"])
    for child in tree.get("childFrames", ()):
        yield from _walk(child, frame["id"])


async def _remote(tab: Tab, frame: Any, known: set[str]) -> Frame | None:
    """Return a frame in a process of its own, or None for one that the top session already serves."""
    try:
        cdp = await asyncio.wait_for(tab.page.context.new_cdp_session(frame), FRAME_SECONDS)
        tree = (await tab.send("Page.getFrameTree", {}, FRAME_SECONDS, cdp))["frameTree"]["frame"]
        await tab.send("Runtime.enable", {}, FRAME_SECONDS, cdp)
        world = await tab.send(
            "Page.createIsolatedWorld", {"frameId": tree["id"], "worldName": WORLD}, FRAME_SECONDS, cdp
        )
    except (Error, TimeoutError, OutOfTime, ScriptError):  # Playwright refuses frames without a session
        return None
    tab.adopt(tree["id"], cdp, world["executionContextId"])
    return Frame(tree["id"], "remote", tree["url"], cdp)


async def snapshot(tab: Tab, frames: tuple[Frame, ...]) -> Mapping[str, Any]:
    """DOMSnapshot of all documents; frames of other processes are under the key "frames"."""
    parameters: dict[str, Any] = {
        "computedStyles": list(STYLES), "includePaintOrder": False,
    }  # fmt: skip
    answer = await tab.send("DOMSnapshot.captureSnapshot", parameters)
    answer["styles"] = list(STYLES)
    remote: list[dict[str, Any]] = []
    for frame in frames:
        if frame.cdp is None:
            continue
        try:
            inner = await tab.send("DOMSnapshot.captureSnapshot", parameters, FRAME_SECONDS, frame.cdp)
        except (OutOfTime, ScriptError) as error:
            remote.append({"frameId": frame.id, "url": frame.url, "error": str(error)})
        else:
            remote.append({"frameId": frame.id, "url": frame.url, "snapshot": inner})
    if remote:
        answer["frames"] = remote
    return answer


def has_element(shot: Mapping[str, Any]) -> bool:
    """Return whether the top document of a snapshot has a single element: a script may have taken the root away."""
    return bool(shot["documents"]) and 1 in shot["documents"][0]["nodes"]["nodeType"]


async def accessibility(tab: Tab, frames: tuple[Frame, ...]) -> Mapping[str, Any]:
    """Accessibility tree of every frame; a frame that does not answer is an empty list."""
    trees: dict[str, Any] = {}
    for frame in frames:
        seconds = None if frame.id == tab.frame else FRAME_SECONDS
        try:
            answer = await tab.send("Accessibility.getFullAXTree", {"frameId": frame.id}, seconds, frame.cdp)
        except (OutOfTime, ScriptError):
            if frame.id == tab.frame:
                raise
            trees[frame.id] = []
        else:
            trees[frame.id] = [slim for node in answer["nodes"] if (slim := _slim(node))]
    return trees


def _slim(node: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return an accessibility node without its sources and text runs, in the protocol's own shape."""
    role = node.get("role", {}).get("value", "")
    if role in _TEXT_ROLES or "backendDOMNodeId" not in node:
        return None
    slim: dict[str, Any] = {"backendDOMNodeId": node["backendDOMNodeId"], "ignored": node["ignored"]}
    if node["ignored"]:
        return slim
    slim["role"] = {"value": role}
    for key in ("name", "description", "value"):
        value = node.get(key, {}).get("value")
        if value not in (None, ""):
            slim[key] = {"value": value}
    slim.setdefault("name", {"value": ""})
    properties = [
        {"name": item["name"], "value": {"value": item["value"].get("value")}}
        for item in node.get("properties", ())
        if item["name"] in _PROPERTIES
    ]
    if properties:
        slim["properties"] = properties
    return slim


async def cookies(tab: Tab) -> tuple[Mapping[str, Any], ...]:
    """Cookies this visit left, without their values: those are nobody's business."""
    answer = await tab.send("Network.getAllCookies")
    names = ("name", "domain", "path", "expires", "size", "httpOnly", "secure", "session", "sameSite")
    return tuple(
        {name: cookie[name] for name in names if name in cookie} for cookie in answer["cookies"][:500]
    )


def capture_error(error: Exception) -> CaptureError:
    """Return the reason for a missing member."""
    if isinstance(error, Gone):
        return CaptureError("crashed", str(error))
    if isinstance(error, OutOfTime):
        return CaptureError("timeout", str(error))
    return CaptureError("unsupported", str(error)[:300])
