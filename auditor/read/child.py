"""Reads a file in a process of its own: ten seconds, half a gigabyte, and whatever happens is a fact."""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import msgspec

from auditor.read.facts import FileFacts
from auditor.read.limits import MAX_FILE, SECONDS

VERSION = "3"  # of the readers: facts of another version are read again
_HERE = str(Path(__file__).resolve().parents[2])
# Without the site module a process starts twice as fast; the places of the libraries are handed over.
_CODE = "import sys; sys.path[:0] = sys.argv[1].split(sys.argv[2]); from auditor.read.worker import main; main(sys.argv[3])"
_CPU_LIMIT = -24  # SIGXCPU


def read_file(path: Path, name: str = "") -> FileFacts:
    """The facts of a file on disk. Raises OSError where it cannot be opened."""
    size = path.stat().st_size
    if size > MAX_FILE:
        return FileFacts(name or path.name, size, path.suffix[1:].lower(), "too-large")
    return read_data(name or path.name, path.read_bytes())


def read_data(name: str, data: bytes, *, seconds: float = SECONDS) -> FileFacts:
    """The facts of a file in memory."""
    lost = FileFacts(name, len(data), name.rsplit(".", 1)[-1].lower() if "." in name else "")
    places = os.pathsep.join([_HERE, *(place for place in sys.path if place)])
    command = [sys.executable, "-I", "-S", "-X", "utf8", "-c", _CODE, places, os.pathsep, name]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        try:
            answer, _ = process.communicate(data, timeout=seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
            return replace(lost, problem="timeout")
    if process.returncode != 0 or not answer:
        return replace(lost, problem="timeout" if process.returncode == _CPU_LIMIT else "memory")
    return msgspec.json.decode(answer, type=FileFacts)
