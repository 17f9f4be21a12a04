"""Takes the pictures of what a page draws as letters without any text: signs of fonts, words of style sheets."""

import base64
import hashlib
import io
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from auditor.capture.probes.budget import Budget
from auditor.capture.scripts import measuring
from auditor.capture.tab import Tab

MAX_NODES = 50_000  # of text that are taken away
MAX_ELEMENTS = 20_000  # that a box may belong to
MAX_TEXT = 200_000  # characters of the page that names are compared with
MAX_WIDTH, MAX_DOWN = 1280, 6000  # CSS px of the page that are looked at
MAX_BOXES = 30
MAX_SAID, SAID = 300, 300  # names beyond the text of the page, and characters of each, that are kept
CELL = 16  # px: what lies in neighbouring cells belongs together
STEP, INK = 60, 6  # between two pixels, of 255; steps that a cell with letters has at least, across and down
LEAST = (16, 8)  # px of what may be two letters
MARGIN = 8

Grid = NDArray[np.bool_]
Bounds = tuple[int, int, int, int]


async def screen(tab: Tab, budget: Budget) -> dict[str, Any]:
    """`images`: where letters seem to be drawn that are no text, each with the `sha256` of its `pictures`;
    `said`: what is told to assistive technology beyond the text of the page.
    """
    tree = await tab.send("Accessibility.getFullAXTree", {"frameId": tab.frame})
    seen = await tab.evaluate(measuring("screen_bare", nodes=MAX_NODES, text=MAX_TEXT))
    width, height = seen["size"]
    clip = {"x": 0, "y": 0, "width": min(width, MAX_WIDTH), "height": min(height, MAX_DOWN), "scale": 1}
    answer = await tab.send(
        "Page.captureScreenshot",
        {"format": "png", "clip": clip, "captureBeyondViewport": True, "optimizeForSpeed": True},
    )
    page = Image.open(io.BytesIO(base64.b64decode(answer["data"]))).convert("L")
    boxes = inked(np.asarray(page))
    kept = boxes[:MAX_BOXES]
    names = await tab.evaluate(
        measuring("screen_places", boxes=[list(box) for box in kept], elements=MAX_ELEMENTS)
    )
    images: list[dict[str, Any]] = []
    pictures: dict[str, bytes] = {}
    for box, name in zip(kept, names, strict=True):
        if name is None:
            continue
        data = _png(page, box)
        sha256 = hashlib.sha256(data).hexdigest()
        pictures[sha256] = data
        one = {"selector": name, "kind": "screen", "box": list(box), "url": "", "natural": list(box[2:])}
        images.append({**one, "sha256": sha256})
    return {
        "images": images, "pictures": pictures, "beyond": len(boxes) - len(kept),
        "said": _said(tree["nodes"], seen["text"]), **({"cut": True} if seen["cut"] else {}),
    }  # fmt: skip


def inked(grey: NDArray[np.uint8]) -> list[Bounds]:
    """Return the boxes of what may be letters in a grey picture, from the top: x, y, width, height in its px."""
    rows, columns = (size // CELL for size in grey.shape)
    if not rows or not columns:
        return []
    levels = grey.astype(np.int16)
    across = np.zeros(grey.shape, bool)
    down = np.zeros(grey.shape, bool)
    across[:, 1:] = np.abs(np.diff(levels, axis=1)) > STEP
    down[1:] = np.abs(np.diff(levels, axis=0)) > STEP
    # Letters have strokes in both directions, lines and edges in one.
    cells = (_counted(across, rows, columns) >= INK) & (_counted(down, rows, columns) >= INK)
    found = (_bounds(across | down, part) for part in _parts(cells))
    return sorted(
        (box for box in found if box[2] >= LEAST[0] and box[3] >= LEAST[1]), key=lambda box: (box[1], box[0])
    )


def _counted(steps: Grid, rows: int, columns: int) -> NDArray[np.int64]:
    part = steps[: rows * CELL, : columns * CELL].reshape(rows, CELL, columns, CELL)
    counted: NDArray[np.int64] = part.sum(axis=(1, 3), dtype=np.int64)
    return counted


def _parts(cells: Grid) -> Iterator[list[tuple[int, int]]]:
    """Yield the cells that hang together, those with one between them in a row too."""
    left = set(zip(*(places.tolist() for places in np.nonzero(cells)), strict=True))
    while left:
        waiting = [left.pop()]
        part = []
        while waiting:
            row, column = waiting.pop()
            part.append((row, column))
            near = {(row + y, column + x) for y in (-1, 0, 1) for x in (-2, -1, 0, 1, 2)} & left
            left -= near
            waiting += near
        yield part


def _bounds(ink: Grid, part: Sequence[tuple[int, int]]) -> Bounds:
    """Return the box of the ink in some cells and next to them, with a margin."""
    top, bottom = min(row for row, _ in part) - 1, max(row for row, _ in part) + 2
    start, end = min(column for _, column in part) - 1, max(column for _, column in part) + 2
    y, x = max(0, top * CELL), max(0, start * CELL)
    there = ink[y : bottom * CELL, x : end * CELL]
    rows, columns = np.flatnonzero(there.any(axis=1)), np.flatnonzero(there.any(axis=0))
    upper, lower = max(0, y + int(rows[0]) - MARGIN), min(ink.shape[0], y + int(rows[-1]) + 1 + MARGIN)
    first, last = max(0, x + int(columns[0]) - MARGIN), min(ink.shape[1], x + int(columns[-1]) + 1 + MARGIN)
    return first, upper, last - first, lower - upper


def _png(page: Image.Image, box: Bounds) -> bytes:
    x, y, width, height = box
    out = io.BytesIO()
    page.crop((x, y, x + width, y + height)).save(out, "PNG")
    return out.getvalue()


def _said(nodes: Sequence[dict[str, Any]], text: str) -> list[str]:
    """Return the names in an accessibility tree that are not in the text of the page."""
    known = "".join(text.split())
    found: dict[str, None] = {}
    for node in nodes:
        name = str(node.get("name", {}).get("value", ""))[:SAID]
        if name.strip() and "".join(name.split()) not in known:
            found[name] = None
    return list(found)[:MAX_SAID]
