"""Reads the letters in a picture with rapidocr, which nothing else knows; it runs in a process of its own."""

import io
import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from auditor.read.drawn import Colour, Drawn, DrawnLine
from auditor.read.pdf_layer import Box, NoTime, layers
from auditor.read.pdf_scan import first_scan

MAX_PIXELS = 40_000_000
FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "BMP", "ICO", "AVIF", "TIFF")
# Lines are looked for in a small copy first; in a larger one where the first look met any.
COARSE, FINE = 736, 1600  # px of the longer side
SMALL, ENLARGED = 320, 2  # a picture below SMALL px is enlarged: letters of nine pixels are lost otherwise
MARGIN = 16  # px around the picture: letters at its very edge are lost otherwise
MAX_LINES = 80  # read of one picture
PAGE_LINES = 24  # read of one page of a PDF, all over it
SECONDS = 8.0  # of processor time on one picture; lines beyond are only counted
CLEAR = 0.05  # of a picture that is transparent
SURE = 0.6  # confidence below which a line is no line
TALL = 1.6  # height to width of a column of vertical text
_LIGHTNESS = np.array([0.299, 0.587, 0.114], np.float32)  # of red, green and blue
NEAR = 60.0  # steps between two colours, of 441, that count as one

Pixels = NDArray[np.uint8]
Corners = NDArray[np.float64]  # four points


def recogniser() -> Callable[[bytes, Sequence[int]], Drawn]:
    """Load the models, which takes a second, and return what reads one picture, or compares pages of a PDF.

    Raises ImportError without rapidocr.
    """
    from rapidocr import RapidOCR

    engine = RapidOCR(
        params={
            "Global.log_level": "critical",
            "Global.text_score": SURE,
            "Global.max_side_len": 4000,
            "Det.limit_type": "max",
            "Det.limit_side_len": 4000,
            "Rec.rec_batch_num": 1,  # six long lines at once take twice the memory and no less time
            "EngineConfig.onnxruntime.intra_op_num_threads": 1,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        }
    )
    return lambda data, pages: read_pages(engine, data, pages) if pages else read_picture(engine, data)


def read_pages(engine: Any, data: bytes, pages: Sequence[int]) -> Drawn:  # Any: the engine of an extra
    """Return how much of what pages of a PDF draw their text says; a negative number stands for a page that is
    compared only where a look at it gives a reason.
    """
    begun = time.process_time()
    try:
        found, left = layers(partial(_page_lines, engine, begun), data, pages)
    except ValueError:
        return Drawn(problem="damaged")
    return Drawn(layers=found, more=left, cpu=round(time.process_time() - begun, 3))


def _page_lines(
    engine: Any, begun: float, picture: Pixels, *, first: Sequence[Box] = (), tallest: int = 0
) -> list[DrawnLine]:
    """Return lines from all over a page, those in the first places before others; or the tallest ones alone.

    Raises NoTime where there was none for all of them.
    """
    boxes = _looked(engine, picture, 1) if tallest else _found(engine, picture)
    if tallest:
        chosen = sorted(boxes, key=lambda box: -min(np.ptp(box[:, 0]), np.ptp(box[:, 1])))[:tallest]
    else:
        ordered = _ordered(boxes)
        there = [box for box in ordered if any(_is_in(box, place) for place in first)][: PAGE_LINES // 2]
        rest = [box for box in ordered if not any(box is one for one in there)]
        left = PAGE_LINES - len(there)
        chosen = [*there, *rest[:: -(-len(rest) // left) or 1]]
    lines, read = _read_lines(engine, picture, chosen, begun)
    if read < len(chosen):
        raise NoTime
    return lines


def _is_in(box: Corners, place: Box) -> bool:
    left, top, right, bottom = place
    x, y = float(box[:, 0].mean()), float(box[:, 1].mean())
    return left <= x <= right and top <= y <= bottom


def read_picture(engine: Any, data: bytes) -> Drawn:  # Any: the engine of a library that is an extra
    """Return the lines of a picture, or of the first scanned page of a PDF, in reading order."""
    begun = time.process_time()
    try:
        scan = first_scan(data) if data.startswith(b"%PDF-") else data
        opened = _opened(scan) if scan is not None else (np.empty((0, 0, 3), np.uint8), False)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return Drawn(problem="damaged")
    if opened is None:
        return Drawn(problem="too-large")
    picture, clear = opened
    height, width = picture.shape[:2]
    if not picture.size:  # a PDF without a scanned page
        return Drawn()
    boxes = _ordered(_found(engine, picture))
    lines, read = _read_lines(engine, picture, boxes[:MAX_LINES], begun)
    spent = round(time.process_time() - begun, 3)
    return Drawn(width, height, tuple(lines), len(boxes) - read, clear, cpu=spent)


def _read_lines(
    engine: Any, picture: Pixels, boxes: Sequence[Corners], begun: float
) -> tuple[list[DrawnLine], int]:
    """Return the lines in the boxes, and how many boxes there was time for."""
    lines: list[DrawnLine] = []
    for read, box in enumerate(boxes):
        if time.process_time() - begun > SECONDS:
            return lines, read
        if line := _line(engine, picture, box):
            lines.append(line)
    return lines, len(boxes)


def _opened(data: bytes) -> tuple[Pixels, bool] | None:
    """Return the first frame on the ground that tells its letters apart, and whether parts of it are transparent.

    None where it has too many pixels.
    """
    with Image.open(io.BytesIO(data), formats=FORMATS) as image:
        if image.width * image.height > MAX_PIXELS:
            return None
        if (
            image.format == "JPEG"
        ):  # decoded at half its size or less where it is far larger than is looked at
            image.draft("RGB", (2 * FINE, 2 * FINE))
        layers = np.asarray(image.convert("RGBA"))
    alpha = layers[..., 3:].astype(np.float32) / 255
    colours = layers[..., :3].astype(np.float32)
    seen = colours[alpha[..., 0] > 0.5] @ _LIGHTNESS
    clear = float((alpha < 0.5).mean()) > CLEAR
    # Light letters alone are made for a dark page.
    light = clear and bool(seen.size) and float(seen.mean()) > 180 and float((seen < 100).mean()) < 0.02
    ground = 40.0 if light else 255.0
    return (colours * alpha + ground * (1 - alpha)).astype(np.uint8), clear


def _found(engine: Any, picture: Pixels) -> list[Corners]:
    """Corners of the lines, four points each, in px of the picture."""
    longer = max(picture.shape[:2])
    coarse = float(min(COARSE, longer * ENLARGED if longer < SMALL else longer)) / longer
    found = _looked(engine, picture, coarse)
    fine = min(FINE, longer) / longer
    # Small letters of a large picture are lost in the coarse look; what has no line at all there has none.
    if found and fine > 1.2 * coarse:
        finer = _looked(engine, picture, fine)
        return finer if len(finer) >= len(found) else found
    return found


def _looked(engine: Any, picture: Pixels, scale: float) -> list[Corners]:
    height, width = picture.shape[:2]
    if scale != 1:
        size = max(1, round(width * scale)), max(1, round(height * scale))
        scaled = np.asarray(Image.fromarray(picture).resize(size, Image.Resampling.BICUBIC))
    else:
        scaled = picture
    edge = np.median(np.concatenate([scaled[0], scaled[-1], scaled[:, 0], scaled[:, -1]]), axis=0)
    room = np.empty((scaled.shape[0] + 2 * MARGIN, scaled.shape[1] + 2 * MARGIN, 3), np.uint8)
    room[:] = edge
    room[MARGIN:-MARGIN, MARGIN:-MARGIN] = scaled
    answer = engine(_blue_first(room), use_det=True, use_cls=False, use_rec=False)
    boxes = getattr(answer, "boxes", None)
    return [] if boxes is None else [(np.asarray(box, np.float64) - MARGIN) / scale for box in boxes]


def _blue_first(picture: Pixels) -> Pixels:
    return np.ascontiguousarray(picture[..., ::-1])


def _ordered(boxes: Sequence[Corners]) -> list[Corners]:
    """Return rows from the top, each from the left; columns of vertical text from the right."""
    tall = sum(_is_tall(box) for box in boxes)
    if tall * 2 > len(boxes):
        return sorted(boxes, key=lambda box: (-float(box[:, 0].max()), float(box[:, 1].min())))
    rows: list[list[Corners]] = []
    for box in sorted(boxes, key=lambda box: float(box[:, 1].mean())):
        middle = float(box[:, 1].mean())
        row = rows[-1] if rows else None
        if row and any(float(one[:, 1].min()) <= middle <= float(one[:, 1].max()) for one in row[-1:]):
            row.append(box)
        else:
            rows.append([box])
    return [box for row in rows for box in sorted(row, key=lambda box: float(box[:, 0].min()))]


def _is_tall(box: Corners) -> bool:
    across, down = box[:, 0].max() - box[:, 0].min(), box[:, 1].max() - box[:, 1].min()
    return bool(down > TALL * across)


def _line(engine: Any, picture: Pixels, box: Corners) -> DrawnLine | None:
    """Return one line read, None where it is too unsure to be one."""
    strip = _strip(picture, box)
    if strip is None:
        return None
    tall = strip.shape[0] > TALL * strip.shape[1]
    ink, ground, plain, mask = _colours(strip)
    laid = _laid(strip, mask, ground) if tall else strip
    answer = engine(_blue_first(laid), use_det=False, use_cls=False, use_rec=True)
    text, sure = (answer.txts or ("",))[0].strip(), float((answer.scores or (0.0,))[0])
    if not text or sure < SURE:
        return None
    left, top = max(0, int(box[:, 0].min())), max(0, int(box[:, 1].min()))
    right = min(picture.shape[1], int(box[:, 0].max()) + 1)
    bottom = min(picture.shape[0], int(box[:, 1].max()) + 1)
    size = _extent(mask, 1 if not tall else 0)
    return DrawnLine(
        text, round(sure, 3), (left, top, right - left, bottom - top), size, ink, ground, round(plain, 2)
    )


def _strip(picture: Pixels, box: Corners) -> Pixels | None:
    """Return the pixels of a line laid straight, None where there are hardly any."""
    across = (np.linalg.norm(box[1] - box[0]) + np.linalg.norm(box[2] - box[3])) / 2
    down = (np.linalg.norm(box[3] - box[0]) + np.linalg.norm(box[2] - box[1])) / 2
    if across < 4 or down < 4:
        return None
    left, top, right, bottom = (round(float(value)) for value in (*box.min(axis=0), *box.max(axis=0)))
    if right - left <= across + 3 and bottom - top <= down + 3:  # it lies straight: its pixels as they are
        straight = picture[max(0, top) : bottom, max(0, left) : right]
        return straight if min(straight.shape[:2]) >= 4 else None
    upper_left, upper_right, lower_right, lower_left = (tuple(map(float, point)) for point in box)
    corners = (*upper_left, *lower_left, *lower_right, *upper_right)
    image = Image.fromarray(picture).transform(
        (round(float(across)), round(float(down))), Image.Transform.QUAD, corners, Image.Resampling.BILINEAR,
        fillcolor=tuple(int(value) for value in picture[0, 0]),
    )  # fmt: skip
    return np.asarray(image)


def _colours(strip: Pixels) -> tuple[Colour, Colour, float, NDArray[np.bool_]]:
    """Ink, ground, how much of the strip the two make up, and where the ink is.

    The strip is split in two by lightness (Otsu). The ground is the part that holds its rim; the ink's colour is
    that of the few pixels furthest from it in lightness, for the edges of letters are softened.
    """
    flat = strip.reshape(-1, 3).astype(np.float32)
    grey = flat @ _LIGHTNESS
    light = grey > _split(grey)
    rim = np.zeros(strip.shape[:2], bool)
    rim[[0, -1], :] = True
    rim[:, [0, -1]] = True
    ground_is_light = bool(light[rim.reshape(-1)].mean() >= 0.5)
    is_ink = light != ground_is_light
    if not is_ink.any() or is_ink.all():
        one = _colour(np.median(flat, axis=0))
        return one, one, 1.0, np.zeros(strip.shape[:2], bool)
    ground = np.median(flat[~is_ink], axis=0)
    # Of letters with an outline the colour that stands out most is what is read.
    far = np.abs(grey - ground @ _LIGHTNESS)
    core = flat[far >= np.quantile(far, 1 - min(0.05, 0.3 * float(is_ink.mean())))]
    ink = np.median(core, axis=0)
    plain = float(_between(flat, ground, ink).mean())
    return _colour(ink), _colour(ground), plain, is_ink.reshape(strip.shape[:2])


def _between(flat: NDArray[np.float32], one: Any, other: Any) -> NDArray[np.bool_]:
    """Return which pixels lie on the way from one colour to the other."""
    way = other - one
    length = float(way @ way) or 1.0
    part = np.clip((flat - one) @ way / length, 0, 1)[:, None]
    near: NDArray[np.bool_] = np.linalg.norm(flat - (one + part * way), axis=1) < NEAR
    return near


def _split(grey: NDArray[np.float32]) -> float:
    counts = np.bincount(grey.astype(np.uint8), minlength=256).astype(np.float64)
    below = np.cumsum(counts)
    sums = np.cumsum(counts * np.arange(256))
    total, whole = below[-1], sums[-1]
    with np.errstate(divide="ignore", invalid="ignore"):
        between = (whole * below / total - sums) ** 2 / (below * (total - below))
    between[~np.isfinite(between)] = 0
    return float(between.argmax())


def _colour(values: Any) -> Colour:
    red, green, blue = (round(float(value)) for value in values)
    return red, green, blue


def _extent(mask: NDArray[np.bool_], axis: int) -> int:
    """Return how many rows (axis 1) or columns (axis 0) the letters reach over."""
    used = np.flatnonzero(mask[1:-1, 1:-1].sum(axis=axis) > 0)
    return int(used[-1] - used[0] + 1) if used.size else mask.shape[1 - axis]


def _laid(strip: Pixels, mask: NDArray[np.bool_], ground: Colour) -> Pixels:
    """Return a column of vertical text cut between its letters and laid as a row: the models read rows."""
    height, width = strip.shape[:2]
    inked = mask[:, 1:-1].sum(axis=1) > 0
    cuts = [row for row in range(1, height) if inked[row] and not inked[row - 1]]
    cells: list[tuple[int, int]] = []
    for row in [*cuts, height]:
        top = cells[-1][1] if cells else 0
        # Strokes of one letter lie closer than a letter is high.
        if row - top >= 0.75 * width or row == height:
            cells.append((top, row))
    parts = []
    for top, bottom in cells:
        cell = np.empty((max(width, bottom - top), width, 3), np.uint8)
        cell[:] = ground
        cell[: bottom - top] = strip[top:bottom]
        parts.append(cell[:width] if bottom - top <= 1.2 * width else cell)
    tallest = max(part.shape[0] for part in parts)
    row = np.empty((tallest, sum(part.shape[1] for part in parts), 3), np.uint8)
    row[:] = ground
    at = 0
    for part in parts:
        row[: part.shape[0], at : at + part.shape[1]] = part
        at += part.shape[1]
    return row
