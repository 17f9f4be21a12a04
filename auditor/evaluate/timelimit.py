"""Ends work that takes longer than it may, whatever Python it is busy with."""

import ctypes
import threading
import time
from collections.abc import Callable
from functools import cache
from typing import TypeVar

LOOK_SECONDS = 0.1  # between two looks at the clock while somebody works under a limit

T = TypeVar("T")


class OverBudget(Exception):
    """The work took longer than it may."""


class _Stop(BaseException):
    """Raised in the thread at work; no Exception, so that no rule can catch it."""


def within(seconds: float, work: Callable[[], T]) -> T:
    """What the work returns. Raises OverBudget where it has not come back after that time.

    Python code is stopped at its next instruction; one call into C (a regular expression) ends first.
    """
    watch = _watch()
    try:
        watch.begin(seconds)
        try:
            return work()
        finally:
            watch.end()
    except _Stop:
        watch.end()
        raise OverBudget from None


class _Watch:
    """One thread that knows until when each working thread of this process may go on."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._until: dict[int, float] = {}
        threading.Thread(target=self._look, name="time limit", daemon=True).start()

    def begin(self, seconds: float) -> None:
        """The calling thread starts work."""
        with self._changed:
            if not self._until:
                self._changed.notify()
            self._until[threading.get_ident()] = time.monotonic() + seconds

    def end(self) -> None:
        """The calling thread is done: once this has the lock nothing is raised in it any more."""
        with self._changed:
            self._until.pop(threading.get_ident(), None)

    def _look(self) -> None:
        while True:
            with self._changed:
                while not self._until:
                    self._changed.wait()
                now = time.monotonic()
                for thread in [thread for thread, until in self._until.items() if now > until]:
                    del self._until[thread]
                    ctypes.pythonapi.PyThreadState_SetAsyncExc(
                        ctypes.c_ulong(thread), ctypes.py_object(_Stop)
                    )
            time.sleep(LOOK_SECONDS)


@cache
def _watch() -> _Watch:
    return _Watch()
