"""Ends work that takes more CPU time than it may, whatever Python it is busy with."""

import ctypes
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

LOOK_SECONDS = 0.1  # between two looks at the clocks while somebody works under a limit
AGAIN_SECONDS = (
    1.0  # after which a thread that works on is stopped again: a destructor or a tracer swallows exceptions
)
WALL_FACTOR = 20  # of wall clock for one of CPU time: how much slower a busy machine may be

T = TypeVar("T")


class OverBudget(Exception):
    """The work took more CPU time than it may; `waited`: only the wall clock behind it ran out."""

    def __init__(self, waited: bool = False) -> None:
        super().__init__("wall clock" if waited else "CPU time")
        self.waited = waited


class _Stop(BaseException):
    """Raised in the thread at work; no Exception, so that no rule can catch it."""


class _Wait(_Stop):
    """The same, where the thread got too little of the machine."""


def within(seconds: float, work: Callable[[], T], *, wall: float | None = None) -> T:
    """Return what the work returns. Raises OverBudget after so many seconds of CPU time of the calling thread.

    wall: seconds of wall clock after which it ends in any case, WALL_FACTOR times as many where it is not given.
    Python code is stopped at its next instruction; one call into C (a regular expression) ends first.
    """
    watch = _watch()
    try:
        watch.begin(seconds, seconds * WALL_FACTOR if wall is None else wall)
        try:
            return work()
        finally:
            watch.end()
    except _Stop as stop:
        watch.end()
        raise OverBudget(waited=isinstance(stop, _Wait)) from None


@dataclass(frozen=True, slots=True)
class _Limit:
    """When a thread has to stop: by the clock of its own CPU time, and by the wall clock."""

    clock: int | None  # None where the platform has none: then the CPU limit counts wall clock
    cpu: float
    wall: float

    def renewed(self) -> "_Limit":
        """Return the limit after which a thread that was stopped, and works on, is stopped again."""
        now = time.monotonic()
        return _Limit(self.clock, _now(self.clock) + AGAIN_SECONDS, now + AGAIN_SECONDS * WALL_FACTOR)

    def over(self) -> type[_Stop] | None:
        """Return the exception to raise in the thread, None while it may go on."""
        if _now(self.clock) > self.cpu:
            return _Stop
        return _Wait if time.monotonic() > self.wall else None


def _clock_of(thread: int) -> int | None:
    """Return the clock of a thread's CPU time; Windows and macOS do not give one to other threads."""
    if not hasattr(time, "pthread_getcpuclockid"):
        return None
    return time.pthread_getcpuclockid(thread)


def _now(clock: int | None) -> float:
    return time.monotonic() if clock is None else time.clock_gettime(clock)


class _Watch:
    """One thread that knows until when each working thread of this process may go on."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._limits: dict[int, _Limit] = {}
        threading.Thread(target=self._look, name="time limit", daemon=True).start()

    def begin(self, seconds: float, wall: float) -> None:
        """The calling thread starts work."""
        thread = threading.get_ident()
        clock = _clock_of(thread)
        limit = _Limit(clock, _now(clock) + seconds, time.monotonic() + wall)
        with self._changed:
            if not self._limits:
                self._changed.notify()
            self._limits[thread] = limit

    def end(self) -> None:
        """The calling thread is done: once this has the lock nothing is raised in it any more."""
        with self._changed:
            self._limits.pop(threading.get_ident(), None)

    def _look(self) -> None:
        while True:
            with self._changed:
                while not self._limits:
                    self._changed.wait()
                # A thread with a limit is alive: it takes the limit away before it ends.
                for thread, limit in list(self._limits.items()):
                    if stop := limit.over():
                        self._limits[thread] = limit.renewed()
                        ctypes.pythonapi.PyThreadState_SetAsyncExc(
                            ctypes.c_ulong(thread), ctypes.py_object(stop)
                        )
            time.sleep(LOOK_SECONDS)


@cache
def _watch() -> _Watch:
    return _Watch()
