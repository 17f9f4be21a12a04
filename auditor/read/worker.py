"""The reading process: limits itself, reads standard input, writes the facts as JSON. It starts for every file,
so it imports little."""

import json
import sys
from typing import Any

from auditor.read.limits import MAX_FILE, MEMORY, SECONDS


def main(name: str) -> None:
    """Read the file that comes in, tell its facts, whatever it is."""
    _limit()
    from auditor.read.file import read_bytes

    facts = read_bytes(name, sys.stdin.buffer.read(MAX_FILE + 1))
    sys.stdout.buffer.write(json.dumps(facts, default=_fields).encode("utf-8", "replace"))


def _fields(value: Any) -> dict[str, Any]:
    # Any: each of the frozen values of facts.py, which have nothing but slots.
    return {name: getattr(value, name) for name in value.__slots__}


def _limit() -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limits; the time limit of the parent still holds
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (int(SECONDS), int(SECONDS) + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
