"""The log file beside the store, which a run and each of its workers append to."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

NAME = "auditor.log"


class _LogFile(logging.FileHandler):
    def handleError(self, record: logging.LogRecord) -> None:
        """A log that cannot be written ends nothing and prints nothing: what follows says it in one line."""


@contextmanager
def logged(reports: Path) -> Iterator[None]:
    """Append what the auditor logs to the file while the block runs."""
    handler = _LogFile(reports / NAME, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    log = logging.getLogger("auditor")
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    try:
        yield
    finally:
        log.removeHandler(handler)
        handler.close()
