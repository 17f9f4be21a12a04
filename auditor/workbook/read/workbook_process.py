"""Reads a received workbook in a process of its own, bounded in time and memory: what was sent is hostile."""

import os
import subprocess
import sys
from pathlib import Path

import msgspec

from auditor.model import WorkbookError, WorkbookUnread
from auditor.workbook.form.received import Received
from auditor.workbook.read.pieces import TOO_LARGE

SECONDS = 240  # of CPU; a plan of 5,000 rows takes 3, a list of 200,000 pages 60
WALL = 1_200.0  # seconds, behind the CPU time: a machine so busy says nothing about the file
MEMORY = 3_000_000_000  # bytes of address space

_HERE = str(Path(__file__).resolve().parents[3])
# Without the site module a process starts twice as fast; the places of the libraries are handed over.
_CODE = (
    "import sys; sys.path[:0] = sys.argv[1].split(sys.argv[2]); "
    "from auditor.workbook.read.workbook_worker import main; main(*sys.argv[3:])"
)
_CPU_LIMIT = -24  # SIGXCPU
_CRASHED = (-4, -6, -7, -8, -11)  # SIGILL, SIGABRT, SIGBUS, SIGFPE, SIGSEGV: the file broke the reader
NOT_NOW = "今は読めませんでした（{why}）。ファイルはそのままです。少し待ってから、もう一度実行してください。"
UNREADABLE = "Excelブックとして読めません。Excelで開いて保存し直してから、もう一度取り込んでください。"


class Answer(msgspec.Struct):
    """What the reading process hands over: the values, or why the file cannot be taken."""

    received: Received | None = None
    refused: str = ""


def receive(
    data: bytes, name: str, *, seconds: int = SECONDS, memory: int = MEMORY, wall: float = WALL
) -> Received:
    """Return the values of a received file. Raises WorkbookError in one line with the cure, WorkbookUnread where the
    reason is on our side."""
    places = os.pathsep.join([_HERE, *(place for place in sys.path if place)])
    command = [
        sys.executable, "-I", "-S", "-X", "utf8", "-c", _CODE, places, os.pathsep, name, str(seconds), str(memory),
    ]  # fmt: skip
    try:
        done = subprocess.run(
            command, input=data, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=wall, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise WorkbookUnread(NOT_NOW.format(why="時間が足りません")) from error
    except OSError as error:
        raise WorkbookUnread(NOT_NOW.format(why=f"読み取りを始められません: {error.strerror}")) from error
    if done.returncode == _CPU_LIMIT:
        raise WorkbookError(TOO_LARGE)
    if done.returncode in _CRASHED:
        raise WorkbookError(UNREADABLE)
    if done.returncode != 0 or not done.stdout:
        raise WorkbookUnread(NOT_NOW.format(why="読み取りが途中で終わりました"))
    return values(done.stdout)


def values(answer: bytes) -> Received:
    """Return the values that the reading process found. Raises WorkbookError where it could not take the file."""
    found = msgspec.json.decode(answer, type=Answer)
    if found.received is None:
        raise WorkbookError(found.refused)
    return found.received
