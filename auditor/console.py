"""What reaches the terminal or a file that was asked for, and the exit codes. The only module that prints."""

import contextlib
import os
import sys
import time
from collections.abc import Callable, Iterator
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from auditor.model import AuditorError
from auditor.report.safe_text import printable
from auditor.whole_file import whole_file

if TYPE_CHECKING:
    from rich.console import RenderableType

STDOUT = "-"  # in place of the name of a file


class Exit(IntEnum):
    """Exit codes of every command."""

    OK = 0
    FOUND = 1  # what --fail-on asks for
    WRONG = 2  # the command line, targets.yaml, a file, the machine
    PARTIAL = 3  # something could not be audited
    INTERRUPTED = 130


def out(text: str) -> None:
    """Print an answer."""
    shown = printable(text)
    sys.stdout.write(shown if shown.endswith("\n") else f"{shown}\n")


def note(text: str) -> None:
    """Print what is beside the answer."""
    sys.stderr.write(f"{printable(text)}\n")


def silence() -> None:
    """Let what is still to be printed go nowhere: whoever read it has hung up."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@contextlib.contextmanager
def output(name: str) -> Iterator[BinaryIO]:
    """Where data go: standard output, as they are, or a file that is there whole or not at all."""
    if name == STDOUT:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    try:
        with whole_file(Path(name)) as file:
            yield file
    except OSError as error:
        raise AuditorError(
            f"{name}: 書き込めません（{error.strerror}）。別の場所を指定してください。"
        ) from error


def is_watched() -> bool:
    """Return whether somebody sits at the terminal."""
    return sys.stdout.isatty()


@contextlib.contextmanager
def live(shown: bool) -> "Iterator[Callable[[Callable[[float], RenderableType]], None]]":
    """Give a picture of what goes on: yields a function that shows what is drawn of the seconds gone by.

    Nothing is shown where there is no terminal, or `shown` says so.
    """
    if not shown or not sys.stderr.isatty():
        yield lambda draw: None
        return
    from rich.console import Console
    from rich.live import Live

    started = time.monotonic()
    with Live(console=Console(stderr=True), refresh_per_second=2, transient=True) as picture:
        yield lambda draw: picture.update(draw(time.monotonic() - started))
