"""The log file beside the store, which a run and each of its workers append to."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

NAME = "auditor.log"


@contextmanager
def logged(reports: Path) -> Iterator[None]:
    """Append what the auditor logs to the file while the block runs."""
    handler = logging.FileHandler(reports / NAME, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    log = logging.getLogger("auditor")
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    try:
        yield
    finally:
        log.removeHandler(handler)
        handler.close()
