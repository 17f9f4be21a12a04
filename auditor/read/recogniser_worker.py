"""The recognising process: limits itself, loads the models once, answers one picture after the other as JSON.

A picture comes behind a head: its length, and of a PDF the pages that are to be compared with their text, 0 for none.
The answer comes back behind its length. A length of 0 ends it.
"""

import os
import struct
import sys
import time
from collections.abc import Callable, Sequence
from typing import BinaryIO

import msgspec

from auditor.read.drawn import Drawn

MEMORY = 1_600_000_000  # bytes of address space; what is resident is a third of it
MAX_BYTES = 25_000_000  # of one picture or scanned PDF
SECONDS = 12  # of processor time on one picture, after which the process ends
LENGTH = struct.Struct(">I")
HEAD = struct.Struct(">I4h")


def main() -> None:
    """Answer until the other side has no more pictures."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # nothing that a library prints is an answer
    _limit_memory()
    from auditor.read.recogniser import recogniser

    read = recogniser()

    def within_time(data: bytes, pages: Sequence[int]) -> Drawn:
        _limit_time()
        return read(data, pages)

    serve(within_time, sys.stdin.buffer, answers)


def serve(read: Callable[[bytes, Sequence[int]], Drawn], questions: BinaryIO, answers: BinaryIO) -> None:
    """Say that the models are there, then answer one question after the other."""
    _answer(answers, Drawn())
    while asked := _asked(questions):
        try:
            drawn = read(*asked)
        except MemoryError:
            drawn = Drawn(problem="memory")
        _answer(answers, drawn)


def _asked(stream: BinaryIO) -> tuple[bytes, tuple[int, ...]] | None:
    head = stream.read(HEAD.size)
    if len(head) < HEAD.size:
        return None
    length, *pages = HEAD.unpack(head)
    if not 0 < length <= MAX_BYTES:
        return None
    return stream.read(length), tuple(page for page in pages if page)


def _answer(stream: BinaryIO, drawn: Drawn) -> None:
    data = msgspec.json.encode(drawn)
    stream.write(LENGTH.pack(len(data)) + data)
    stream.flush()


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limits; the time limit of the parent still holds
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _limit_time() -> None:
    """End this process where the next picture takes more processor time than it may."""
    try:
        import resource
    except ImportError:
        return
    _, most = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(time.process_time()) + SECONDS + 1, most))
