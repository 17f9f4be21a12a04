"""The reading process: limits itself, reads standard input, writes the facts as JSON. It starts for every file,
so it imports little."""

import json
import sys
from typing import Any

from auditor.read.limits import MAX_FILE, MEMORY

OUT_OF_MEMORY = 3


def main(name: str, seconds: int) -> None:
    """Read the file that comes in, within so many seconds of CPU time, and write its facts, whatever it is."""
    _limit(seconds)
    try:
        from auditor.read.any_file import read_bytes

        facts = read_bytes(name, sys.stdin.buffer.read(MAX_FILE + 1))
        answer = json.dumps(facts, default=_fields).encode("utf-8", "replace")
    except MemoryError:
        sys.exit(OUT_OF_MEMORY)
    sys.stdout.buffer.write(answer)


def _fields(value: Any) -> dict[str, Any]:
    # Any: each of the frozen values of facts.py, which have nothing but slots.
    return {name: getattr(value, name) for name in value.__slots__}


def _limit(seconds: int) -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limits; the time limit of the parent still holds
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
