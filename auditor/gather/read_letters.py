"""Reads the letters in the pictures that a visit brought, each picture once a site, within the processor time of a page."""

import threading
from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import msgspec

from auditor.capture.mask import private_boxes
from auditor.model import READING_LOST, Capture, CaptureError, ProbeName, Reason
from auditor.read.drawn import Drawn, DrawnLine
from auditor.read.facts import FileFacts
from auditor.read.recogniser_child import (
    Recogniser,
    recogniser_version,
    with_pages_read,
)
from auditor.store import ReadingStore

PAGE_SECONDS = 12.0  # of processor time; pictures beyond are counted as unread
SMALL = (24, 10)  # CSS px: nothing is written in less

Box = Sequence[float]


class LetterReader(AbstractContextManager["LetterReader"]):
    """Reads pictures for one site and keeps what it read. Use it in `with`; may be called from several threads."""

    def __init__(self, path: Path, cycle: str) -> None:
        self.version = recogniser_version()
        self._path = path
        self._cycle = cycle
        self._lock = threading.Lock()
        self._stack = ExitStack()
        self._recogniser = self._stack.enter_context(Recogniser())
        self._kept: ReadingStore | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    @property
    def ready(self) -> bool:
        """Whether pictures can be read on this machine."""
        return bool(self.version)

    def read(self, capture: Capture) -> Capture:
        """Return the capture with what its pictures say in place of their bytes."""
        masks = () if isinstance(capture.snapshot, CaptureError) else private_boxes(capture.snapshot)
        left = PAGE_SECONDS
        answers: dict[str, Any] = {}
        for probe in (ProbeName.LETTERS, ProbeName.SCREEN):
            told = capture.probes.get(probe)
            if isinstance(told, Mapping) and "pictures" in told:
                answers[probe.value], left = self._read(told, (*masks, *capture.masks), left)
        return replace(capture, probes={**capture.probes, **answers}) if answers else capture

    def read_pdf(self, facts: FileFacts, sha256: str, data: bytes) -> FileFacts:
        """Return the facts of a PDF with the first lines of a scan, and with what its pages draw beside their text;
        others as they are.
        """
        if not self.ready:
            return facts

        def read(pages: Sequence[int]) -> Drawn | None:
            return self._reading(f"{sha256}:layers" if pages else sha256, data, PAGE_SECONDS, pages)[0]

        return with_pages_read(facts, read)

    def _read(
        self, told: Mapping[str, Any], masks: Sequence[Box], left: float
    ) -> tuple[dict[str, Any], float]:
        """Return the answer of a probe with what was read, and the seconds that are left of `left`."""
        pictures: Mapping[str, bytes] = told["pictures"]
        readings: dict[str, Drawn | None] = {}
        for sha256 in _by_weight(told["images"], masks):
            drawn, spent = self._reading(sha256, pictures[sha256], left)
            readings[sha256] = drawn
            left -= spent
        images = [_with_reading(one, readings, masks) for one in told["images"]]
        unread = sum("unread" in one for one in images)
        kept = {name: value for name, value in told.items() if name not in ("pictures", "images")}
        return {**kept, "images": images, "unread": unread, "reader": self.version}, left

    def _reading(
        self, sha256: str, data: bytes, left: float, pages: Sequence[int] = ()
    ) -> tuple[Drawn | None, float]:
        """Return what is written in a picture, None where no time was left for it; and the seconds that it took.

        pages: of a PDF, those to be compared with their text.
        """
        with self._lock:
            if self._kept is None:
                self._kept = ReadingStore(self._path)
                self._stack.callback(self._kept.close)
            if known := self._kept.get(sha256, self.version, self._cycle):
                return msgspec.json.decode(known, type=Drawn), 0.0
            if left <= 0:
                return None, 0.0
            drawn = self._recogniser.read(data, pages)
            # That the reading process failed is no fact about the picture.
            failed = drawn.problem in READING_LOST and drawn.problem != Reason.TOO_LARGE
            if not failed:
                self._kept.put(sha256, self.version, self._cycle, msgspec.json.encode(drawn))
            # One that ended the process has used up what a picture may take.
            return drawn, left / 2 if failed else drawn.cpu


def _by_weight(images: Iterable[Mapping[str, Any]], masks: Sequence[Box]) -> list[str]:
    """Hashes of the pictures worth reading: those of the first screen and large ones first."""
    weights: dict[str, float] = {}
    for one in images:
        if "sha256" in one and not _is_private(one["box"], masks):
            _, y, width, height = one["box"]
            if width >= SMALL[0] and height >= SMALL[1]:
                weight = min(width * height, 400_000) / (1 + max(0, y) / 900)
                weights[one["sha256"]] = max(weight, weights.get(one["sha256"], 0))
    return sorted(weights, key=lambda sha256: (-weights[sha256], sha256))


def _is_private(box: Box, masks: Sequence[Box]) -> bool:
    """Return whether anything is painted over within the box."""
    x, y, width, height = box
    return any(
        x < left + across and left < x + width and y < top + down and top < y + height
        for left, top, across, down in masks
    )


def _with_reading(
    one: Mapping[str, Any], readings: Mapping[str, Drawn | None], masks: Sequence[Box]
) -> dict[str, Any]:
    """Return a picture with its lines; with `unread` where another try may read it, `error` where it is none
    or beyond our bounds.
    """
    if "sha256" not in one:
        return dict(one)
    if one["sha256"] not in readings:
        return {**one, "error": "private" if _is_private(one["box"], masks) else "small"}
    drawn = readings[one["sha256"]]
    if drawn is None:
        return {**one, "unread": "time"}
    if drawn.problem in READING_LOST and drawn.problem != Reason.TOO_LARGE:
        return {**one, "unread": drawn.problem}
    if drawn.problem:
        return {**one, "error": drawn.problem}
    lines = [msgspec.to_builtins(line) for line in drawn.lines if not _is_text(line, drawn.width, one)]
    return {
        **one,
        "natural": [drawn.width, drawn.height],
        "lines": lines,
        "more": drawn.more,
        "clear": drawn.clear,
    }


def _is_text(line: DrawnLine, width: int, one: Mapping[str, Any]) -> bool:
    """Return whether a line was read where text of the page stands over a drawing: it is not drawn by it."""
    scale = one["box"][2] / max(1, width)
    x, y = (line.box[0] + line.box[2] / 2) * scale, (line.box[1] + line.box[3] / 2) * scale
    return any(
        left <= x <= left + across and top <= y <= top + down
        for left, top, across, down in one.get("texts", ())
    )
