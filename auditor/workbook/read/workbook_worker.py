"""The process that reads a received workbook: limits itself, reads standard input, writes the values as JSON."""

import sys

import msgspec

from auditor.model import WorkbookError
from auditor.workbook.read.pieces import TOO_LARGE
from auditor.workbook.read.untrusted_xlsx import MAX_BYTES
from auditor.workbook.read.workbook_process import UNREADABLE, Answer


def main(name: str, seconds: str, memory: str) -> None:
    """Read the file that comes in and answer, whatever it is."""
    _limit(int(seconds), int(memory))
    sys.stdout.buffer.write(answer(sys.stdin.buffer.read(MAX_BYTES + 1), name))


def answer(data: bytes, name: str) -> bytes:
    """Return the answer for one file: its values, or why it cannot be taken."""
    from auditor.workbook.read.importer import read_back  # within the limits

    try:
        return msgspec.json.encode(Answer(read_back(data, name)))
    except WorkbookError as error:
        refused = str(error)
    except MemoryError:
        refused = TOO_LARGE
    except Exception:  # whatever a broken file makes a reader raise
        refused = UNREADABLE
    return msgspec.json.encode(Answer(refused=refused))


def _limit(seconds: int, memory: int) -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limits; the time limit of the parent still holds
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
