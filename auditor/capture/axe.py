"""Runs axe-core in the isolated worlds of a page's frames and keeps its raw answer, made small."""

import json
import time
from collections.abc import Mapping
from typing import Any

from auditor.capture.members import FRAME_SECONDS, Frame
from auditor.capture.scripts import filled, script
from auditor.capture.tab import OutOfTime, ScriptError, Tab

MAX_DEPTH = 5
MAX_FRAMES = 30
MAX_NODES = 500  # of one rule on one page; the count says how many there were

TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice")
TAGS_AAA = ("wcag2aaa", "wcag21aaa", "wcag22aaa")
EXPERIMENTAL = (
    "p-as-heading", "td-has-header", "table-fake-caption", "css-orientation-lock",
    "label-content-name-mismatch", "focus-order-semantics",
)  # fmt: skip
OFF = ("hidden-content", "duplicate-id")
# JIS counts points: 22 pt, or 18 pt bold, is large for Japanese text. Which threshold holds for which
# node is decided later, from the sizes axe reports.
CONTRAST = {"largeTextPt": 22, "boldTextPt": 18, "ignoreLength": True}


def _prepare(aaa: bool) -> str:
    return script("unclobber") + filled(
        "axe", contrast=CONTRAST, tags=TAGS + (TAGS_AAA if aaa else ()), extra=EXPERIMENTAL, off=OFF,
        nodes=MAX_NODES,
    )  # fmt: skip


async def run_axe(tab: Tab, frames: tuple[Frame, ...], aaa: bool = False) -> Mapping[str, Any]:
    """axe-core's answer over all frames; `frames` says for each whether it was tested."""
    prepare = _prepare(aaa)
    await tab.inject_axe()
    if len(frames) == 1:
        text = await tab.evaluate(
            prepare + "auditorAxe.partial(document).then(one => auditorAxe.finish([one.part], one.lost))",
            seconds=_left(tab),
        )
        return {**json.loads(text), "frames": [{"id": tab.frame, "url": frames[0].url, "tested": True}]}
    urls = {frame.id: frame.url for frame in frames}
    states: list[dict[str, Any]] = []
    partials = await _partials(tab, prepare, tab.frame, "document", urls, states, 0)
    tested = {state["id"] for state in states}
    states += [
        {"id": frame.id, "url": frame.url, "tested": False} for frame in frames if frame.id not in tested
    ]
    text = await tab.evaluate(
        "(all => auditorAxe.finish(all.map(one => one && one.part), all.flatMap(one => one ? one.lost : [])))"
        f"([{','.join(partials)}])"
    )
    return {**json.loads(text), "frames": states}


def _left(tab: Tab) -> float:
    """Seconds left of the page's time: axe-core may take all of it on a large page or a slow machine."""
    return max(tab.deadline - time.monotonic(), 0.01)


async def _partials(
    tab: Tab, prepare: str, frame: str, context: str, urls: Mapping[str, str],
    states: list[dict[str, Any]], depth: int,
) -> list[str]:  # fmt: skip
    """Results of a frame and, in axe's order, of the frames in it; as JSON, null for one that is silent."""
    top = frame == tab.frame
    state = {"id": frame, "url": urls.get(frame, ""), "tested": False}
    states.append(state)
    seconds = _left(tab) if top else min(FRAME_SECONDS, _left(tab))
    try:
        if not top:
            await tab.inject_axe(frame)
        expression = f"{prepare}auditorAxe.partial({context}).then(part => JSON.stringify(part))"
        own = await tab.evaluate(expression, frame, seconds)
        inner = json.loads(
            await tab.evaluate(f"JSON.stringify(auditorAxe.contexts({context}))", frame, seconds)
        )
    except (OutOfTime, ScriptError):
        if top:
            raise
        return ["null"]
    state["tested"] = True
    found = [str(own)]
    for item in inner:
        child = ""
        if depth < MAX_DEPTH and len(states) < MAX_FRAMES:
            child = await _frame_at(tab, frame, item["frameSelector"])
        if child:
            found += await _partials(
                tab, prepare, child, json.dumps(item["frameContext"]), urls, states, depth + 1
            )
        else:
            found.append("null")
    return found


async def _frame_at(tab: Tab, frame: str, selector: Any) -> str:
    """Return the id of the frame that an element of another frame holds."""
    try:
        element = await tab.evaluate(
            f"axe.utils.shadowSelect({json.dumps(selector)})", frame, FRAME_SECONDS, by_value=False
        )
        if not element:
            return ""
        cdp, _ = await tab.world(frame)
        answer = await tab.send("DOM.describeNode", {"objectId": element}, FRAME_SECONDS, cdp)
    except (OutOfTime, ScriptError):
        return ""
    return str(answer["node"].get("frameId", ""))
