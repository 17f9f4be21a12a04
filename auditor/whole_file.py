"""Writes a file whole or not at all: nobody meets half of one, and what is there stays until the new one is done."""

import contextlib
import os
import re
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

_PART = re.compile(r"\.[0-9a-f]{16}\.part")


@contextlib.contextmanager
def whole_file(path: Path, *, mode: int | None = None) -> Iterator[BinaryIO]:
    """Yield a file open for writing that takes the place of `path` when the block ends without an exception.

    It lies in the same folder, which is made where there is none, under a name nobody else has. `mode` gives
    it other permissions than a new file has. Where `path` is a device or a pipe, that is written to.
    """
    if path.exists() and not (path.is_file() or path.is_dir()):
        with path.open("wb") as file:
            yield file
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{secrets.token_hex(8)}.part")
    try:
        with part.open("xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        if mode is not None:
            part.chmod(mode)
        part.replace(path)
    finally:
        with contextlib.suppress(OSError):  # what went wrong is in flight already
            part.unlink(missing_ok=True)


def write_whole(path: Path, data: bytes, *, mode: int | None = None) -> None:
    """Write `data` to `path`, whole or not at all."""
    with whole_file(path, mode=mode) as file:
        file.write(data)


def sweep(folder: Path) -> None:
    """Remove what killed writers left in `folder` and below. Only for one who holds the lock of the folder."""
    for part in folder.rglob(".*.part"):
        if _PART.fullmatch(part.name) and part.is_file():
            part.unlink(missing_ok=True)
