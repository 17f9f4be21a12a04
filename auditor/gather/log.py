"""The log file beside the store, which a run and each of its workers append to."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from auditor.report.safe_text import one_line, printable

NAME = "auditor.log"


class _Lines(logging.Formatter):
    """One line for each message, whatever is in its names; a traceback has its own below."""

    def formatMessage(self, record: logging.LogRecord) -> str:
        return one_line(super().formatMessage(record))

    def formatException(self, ei: Any) -> str:  # signature of logging
        return printable(super().formatException(ei))


class _LogFile(logging.FileHandler):
    def handleError(self, record: logging.LogRecord) -> None:
        """A log that cannot be written ends nothing and prints nothing: what follows says it in one line."""


@contextmanager
def logged(reports: Path) -> Iterator[None]:
    """Append what the auditor logs to the file while the block runs."""
    handler = _LogFile(reports / NAME, encoding="utf-8")
    handler.setFormatter(_Lines("%(asctime)s %(levelname)s %(message)s"))
    log = logging.getLogger("auditor")
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    try:
        yield
    finally:
        log.removeHandler(handler)
        handler.close()
