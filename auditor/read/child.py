"""Reads a file in a process of its own, within CPU time and memory; that the process failed is no fact about the file."""

import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import msgspec

from auditor.model import Reason
from auditor.read.facts import FileFacts
from auditor.read.limits import MAX_FILE, SECONDS, WALL_SECONDS
from auditor.read.worker import OUT_OF_MEMORY

VERSION = "4"  # of the readers: facts of another version are read again
_HERE = str(Path(__file__).resolve().parents[2])
# Without the site module a process starts twice as fast; the places of the libraries are handed over.
_CODE = (
    "import sys; sys.path[:0] = sys.argv[1].split(sys.argv[2]);"
    " from auditor.read.worker import main; main(sys.argv[3], int(sys.argv[4]))"
)


def read_file(path: Path, name: str = "") -> FileFacts:
    """Return the facts of a file on disk. Raises OSError where it cannot be opened."""
    size = path.stat().st_size
    if size > MAX_FILE:
        return FileFacts(name or path.name, size, path.suffix[1:].lower(), Reason.TOO_LARGE)
    return read_data(name or path.name, path.read_bytes())


def read_data(name: str, data: bytes, *, seconds: int = SECONDS, wall: float = WALL_SECONDS) -> FileFacts:
    """Return the facts of a file in memory. `seconds`: of CPU time, `wall`: of wall clock."""
    lost = FileFacts(name, len(data), name.rsplit(".", 1)[-1].lower() if "." in name else "")
    places = os.pathsep.join([_HERE, *(place for place in sys.path if place)])
    command = [sys.executable, "-I", "-S", "-X", "utf8", "-c", _CODE, places, os.pathsep, name, str(seconds)]
    try:
        process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
    except OSError as error:  # no memory or no place for one more process
        return replace(lost, problem=Reason.CHILD_KILLED, detail=error.strerror or "")
    with process:
        try:
            answer, _ = process.communicate(data, timeout=wall)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
            return replace(lost, problem=Reason.WALL_TIME)
    if process.returncode == 0 and answer:
        return msgspec.json.decode(answer, type=FileFacts)
    problem, detail = _end(process.returncode)
    return replace(lost, problem=problem, detail=detail)


def _end(code: int) -> tuple[Reason, str]:
    """Return why a reading process ended without an answer."""
    if code == OUT_OF_MEMORY:
        return Reason.MEMORY, ""
    if code >= 0:
        return Reason.CHILD_KILLED, f"exit {code}"
    name = signal.Signals(-code).name if -code in set(signal.Signals) else str(-code)
    return (Reason.CPU_TIME, "") if name == "SIGXCPU" else (Reason.CHILD_KILLED, name)
