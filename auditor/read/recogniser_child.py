"""Asks the recognising process what is written in pictures; it serves a site, and begins anew where it was ended."""

import contextlib
import importlib.metadata
import importlib.util
import os
import signal
import struct
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec

from auditor.model import READING_LOST, Reason
from auditor.read.drawn import Drawn
from auditor.read.facts import FileFacts
from auditor.read.recogniser_worker import HEAD, LENGTH, MAX_BYTES

WALL_SECONDS = 120.0  # the generous limit behind processor time, for one picture or for loading the models
MAX_STARTS = 5  # of the process for one site: a site whose pictures end it again and again is let be
MAX_ANSWER = 5_000_000
SURE, LINES, LINE = 0.8, 3, 40  # of a scanned PDF: confidence, lines and characters of each that are told
MODELS = "PP-OCRv6-small"
READER = "7"  # of our own part: what was read by another version is read again
PAGES, MAX_PAGE = 4, 10_000  # of a PDF that are compared with their text; the number of the last one
_HERE = str(Path(__file__).resolve().parents[2])
_CODE = (
    "import sys; sys.path[:0] = sys.argv[1].split(sys.argv[2]);"
    " from auditor.read.recogniser_worker import main; main()"
)


def recogniser_version() -> str:
    """Return what reads pictures on this machine, '' where nothing does: the extra `ocr` is not installed."""
    try:
        importlib.metadata.version("onnxruntime")
        return f"rapidocr {importlib.metadata.version('rapidocr')} {MODELS} {READER}"
    except importlib.metadata.PackageNotFoundError:
        return ""


def reader_named() -> dict[str, str]:
    """Return what reads pictures among the versions of a cycle: nothing where nothing does."""
    version = recogniser_version()
    return {"ocr": version} if version else {}


class Recogniser:
    """One recognising process, started with the first picture. May be asked from several threads; use it in `with`."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._starts = 0
        self._lock = threading.Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def read(self, data: bytes, pages: Sequence[int] = ()) -> Drawn:
        """Return what is written in a picture given as the bytes of its file; or of a PDF, how much of what up to
        four `pages` draw their text says (a negative number: only where its text looks garbled).
        """
        if len(data) > MAX_BYTES:
            return Drawn(problem=Reason.TOO_LARGE)
        with self._lock:
            process = self._running()
            if process is None:
                return Drawn(problem=Reason.CHILD_KILLED)
            answer, late = _exchange(
                process, HEAD.pack(len(data), *pages, *[0] * (PAGES - len(pages))) + data
            )
            if answer is not None:
                return answer
            return Drawn(problem=self._ended(late))

    def close(self) -> None:
        """End the process."""
        process, self._process = self._process, None
        if process is not None:
            _end(process)

    def _running(self) -> subprocess.Popen[bytes] | None:
        if self._process is not None:
            return self._process
        if self._starts >= MAX_STARTS:
            return None
        self._starts += 1
        places = os.pathsep.join(place for place in (_HERE, *sys.path) if place)
        try:
            process = subprocess.Popen(
                [sys.executable, "-I", "-S", "-X", "utf8", "-c", _CODE, places, os.pathsep],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                env={**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"},
            )  # fmt: skip
        except OSError:  # no memory or no place for one more process
            return None
        ready, _ = _exchange(process, b"")
        if ready is None:
            _end(process)
            return None
        self._process = process
        return process

    def _ended(self, late: bool) -> Reason:
        """Return why the process gave no answer; it is gone after this."""
        process, self._process = self._process, None
        if process is None:
            return Reason.CHILD_KILLED
        _end(process)
        if late:
            return Reason.WALL_TIME
        over = getattr(signal, "SIGXCPU", None)  # Windows has no such signal
        return Reason.CPU_TIME if over is not None and process.returncode == -over else Reason.CHILD_KILLED


def is_scanned(facts: FileFacts) -> bool:
    """Return whether a file is a PDF of pictures alone whose first lines were not read yet."""
    pdf = facts.pdf
    return (
        pdf is not None
        and bool(pdf.image_pages)
        and not (pdf.text_pages or pdf.hidden_text_pages or pdf.scanned)
    )


def pages_to_compare(facts: FileFacts) -> tuple[int, ...]:
    """Return the pages of a PDF whose picture is worth comparing with its text; () where none is, or it was done.

    First those whose text is a layer under a picture or of fonts without a map; others, as negative numbers, are
    compared only where a look at them gives a reason. () too where pypdfium2, of the extra `ocr`, is missing.
    """
    pdf = facts.pdf
    if pdf is None or pdf.layers is not None or not importlib.util.find_spec("pypdfium2"):
        return ()
    unmapped = {page for font in pdf.fonts if not font.readable for page in font.pages}
    sure = [*pdf.hidden_text_pages[:2], *sorted(unmapped & {*pdf.text_pages})[:2]]
    others = [-page for page in pdf.text_pages if page <= MAX_PAGE and page not in sure]
    return tuple([*sure, *others][:PAGES])


def with_pages_read(facts: FileFacts, read: Callable[[Sequence[int]], Drawn | None]) -> FileFacts:
    """Return the facts of a PDF with the first lines of a scan, or with what its pages draw beside their text;
    others as they are.

    read: gives what is drawn on these pages, () for the scan; None where it may not be read now.
    """
    if is_scanned(facts):
        drawn = read(())
        return facts if drawn is None else _with_lines(facts, drawn)
    if pages := pages_to_compare(facts):
        drawn = read(pages)
        if drawn is not None and drawn.problem not in READING_LOST and facts.pdf is not None:
            return replace(facts, pdf=replace(facts.pdf, layers=drawn.layers, layers_left=drawn.more))
    return facts


def _with_lines(facts: FileFacts, drawn: Drawn) -> FileFacts:
    if facts.pdf is None:
        return facts
    lines = [line.text[:LINE] for line in drawn.lines if line.confidence >= SURE and len(line.text) > 1]
    return replace(facts, pdf=replace(facts.pdf, scanned=tuple(lines[:LINES])))


def _exchange(process: subprocess.Popen[bytes], data: bytes) -> tuple[Drawn | None, bool]:
    """(the answer or None, whether the process was ended because it was too late)."""
    assert process.stdin is not None and process.stdout is not None
    late = threading.Event()

    def give_up() -> None:
        late.set()
        process.kill()

    end = threading.Timer(WALL_SECONDS, give_up)
    end.daemon = True
    end.start()
    try:
        process.stdin.write(data)
        process.stdin.flush()
        head = process.stdout.read(LENGTH.size)
        (length,) = LENGTH.unpack(head)
        if length > MAX_ANSWER:
            return None, False
        return msgspec.json.decode(process.stdout.read(length), type=Drawn), False
    except (OSError, struct.error, msgspec.MsgspecError):
        return None, late.is_set()
    finally:
        end.cancel()


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.stdin is not None:
        with contextlib.suppress(OSError):  # it is gone, and its pipe with it
            process.stdin.close()
    try:
        process.wait(1.0)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    if process.stdout is not None:
        process.stdout.close()
