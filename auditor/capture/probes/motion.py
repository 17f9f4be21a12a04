"""Watches a page for some seconds: what moves, blinks or changes without anybody having asked for it."""

import base64
import io
import struct
import time
from collections.abc import Iterator
from itertools import islice
from typing import Any

from PIL import Image, ImageSequence

from auditor.capture.flashes import flashes_a_second, stepped, watched
from auditor.capture.pixels import lightness
from auditor.capture.probes.budget import Budget
from auditor.capture.scripts import measuring
from auditor.capture.tab import ScriptError, Tab

WATCHED = 5.2  # seconds: WCAG 2.2.2 speaks of more than five
MAX_IMAGES = 20
MAX_BYTES = 4_000_000
MAX_FRAMES = 2000
MAX_PIXELS = 4_000_000
MAX_SHOWN = 300  # frames looked at for flashes
GRID = (16, 12)


async def motion(tab: Tab, budget: Budget) -> dict[str, Any]:
    """Endless animations, places that scripts change again and again, canvases that are drawn anew, and animated
    images with their length; with each, the most flashes a second."""
    left = max(budget.end - time.monotonic(), 0.01)
    answer: dict[str, Any] | None = await tab.evaluate(
        measuring("motion", "light", wait=int(WATCHED * 1000)), seconds=left
    )
    if answer is None:  # timers are forbidden, and so is most of what could move
        return {"error": "sandbox"}
    for one in answer["animations"]:
        one["flashes"] = stepped(one.pop("lights", None) or ())
    answer["flickering"] = [
        {"selector": one["selector"], "box": one["box"], "flashes": watched(one["lights"])}
        for one in answer["flickering"]
    ]
    answer["images"] = [image async for image in _animated(tab, answer["images"])]
    return answer


async def _animated(tab: Tab, images: list[dict[str, Any]]) -> Any:
    known: dict[str, dict[str, Any] | None] = {}
    for image in images:
        source = str(image["src"])
        if source not in known and len(known) < MAX_IMAGES and _may_move(source):
            data = await _bytes(tab, source)
            facts = frames_in(data)
            known[source] = facts and {**facts, "flashes": _flashes(data)}
        found = known.get(source)
        if found:
            yield {**image, "src": source[:500], **found}


def _may_move(source: str) -> bool:
    path = source.split("?", 1)[0].lower()
    return path.endswith((".gif", ".png", ".apng", ".webp")) or source.startswith("data:image/gif")


async def _bytes(tab: Tab, source: str) -> bytes:
    """Return an image as the browser has it already; empty where it cannot be had."""
    if source.startswith("data:"):
        return base64.b64decode(source.partition(",")[2] + "==", validate=False)[:MAX_BYTES]
    try:
        answer = await tab.send("Page.getResourceContent", {"frameId": tab.frame, "url": source})
    except ScriptError:
        return b""
    content = str(answer["content"])
    return base64.b64decode(content)[:MAX_BYTES] if answer.get("base64Encoded") else b""


def _flashes(data: bytes) -> dict[str, Any] | None:
    """Return the most flashes a second of an animated image and the share of it that flashes; None for what
    cannot be read.
    """
    grids: list[bytes] = []
    moments: list[float] = []
    now = 0.0
    try:
        with Image.open(io.BytesIO(data)) as image:
            if image.width * image.height > MAX_PIXELS:
                return None
            for frame in islice(ImageSequence.Iterator(image), MAX_SHOWN):
                grids.append(lightness(frame.convert("RGB").resize(GRID, Image.Resampling.BOX)))
                moments.append(now)
                delay = float(frame.info.get("duration") or 0) / 1000
                now += delay if delay > 0.011 else 0.1
    except (OSError, ValueError, SyntaxError, struct.error):
        return None
    if not grids or now <= 0:
        return None
    # What goes round and round flashes over the seam too.
    rounds = 1 + min(MAX_SHOWN, int(2.0 / now)) if now < 2.0 else 1
    times = [at + turn * now for turn in range(rounds) for at in moments]
    count, share = flashes_a_second((grids * rounds)[:MAX_SHOWN], times[:MAX_SHOWN])
    return {"count": count, "share": round(share, 2)}


def frames_in(data: bytes) -> dict[str, Any] | None:
    """Frames, seconds of one round and rounds (0: for ever) of a GIF, PNG or WebP; None when it does not move."""
    if data[:4] == b"GIF8":
        return _gif(data)
    if data[:8] == b"\x89PNG\r\n\x1a\n":
        return _png(data)
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return _webp(data)
    return None


def _gif(data: bytes) -> dict[str, Any] | None:
    if len(data) < 13:
        return None
    at = 13 + (3 << ((data[10] & 7) + 1) if data[10] & 0x80 else 0)
    frames, hundredths, rounds = 0, 0, 1
    while at + 1 < len(data) and frames < MAX_FRAMES:
        kind = data[at]
        if kind == 0x21:  # extension
            if data[at + 1] == 0xF9 and at + 6 < len(data):
                # Browsers show what asks for less than 2/100 s for 10/100 s.
                delay = int.from_bytes(data[at + 4 : at + 6], "little")
                hundredths += delay if delay > 1 else 10
            elif data[at + 1] == 0xFF and data[at + 3 : at + 14] == b"NETSCAPE2.0" and at + 18 < len(data):
                rounds = int.from_bytes(data[at + 16 : at + 18], "little")
                rounds = rounds + 1 if rounds else 0
            at = _past_blocks(data, at + 2)
        elif kind == 0x2C and at + 9 < len(data):  # image
            frames += 1
            flags = data[at + 9]
            at = _past_blocks(data, at + 10 + (3 << ((flags & 7) + 1) if flags & 0x80 else 0) + 1)
        else:
            break
    return {"frames": frames, "seconds": hundredths / 100, "rounds": rounds} if frames > 1 else None


def _past_blocks(data: bytes, at: int) -> int:
    while at < len(data) and data[at]:
        at += data[at] + 1
    return at + 1


def _png(data: bytes) -> dict[str, Any] | None:
    frames, rounds, seconds = 0, 1, 0.0
    for kind, body in _png_chunks(data):
        if kind == b"acTL" and len(body) >= 8:
            frames, rounds = struct.unpack(">II", body[:8])
        elif kind == b"fcTL" and len(body) >= 24:
            above, below = struct.unpack(">HH", body[20:24])
            seconds += above / (below or 100)
        elif kind == b"IDAT" and not frames:
            return None
    return {"frames": frames, "seconds": round(seconds, 2), "rounds": rounds} if frames > 1 else None


def _png_chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 8
    for _ in range(MAX_FRAMES * 4):
        if at + 8 > len(data):
            return
        length = int.from_bytes(data[at : at + 4], "big")
        yield data[at + 4 : at + 8], data[at + 8 : at + 8 + min(length, 32)]
        at += length + 12


def _webp(data: bytes) -> dict[str, Any] | None:
    frames, rounds, milliseconds, at = 0, 1, 0, 12
    while at + 8 <= len(data) and frames < MAX_FRAMES:
        kind, length = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        body = data[at + 8 : at + 24]
        if kind == b"ANIM" and len(body) >= 6:
            rounds = int.from_bytes(body[4:6], "little")
        elif kind == b"ANMF" and len(body) >= 15:
            frames += 1
            milliseconds += int.from_bytes(body[12:15], "little")
        at += 8 + length + (length & 1)
    return {"frames": frames, "seconds": milliseconds / 1000, "rounds": rounds} if frames > 1 else None
