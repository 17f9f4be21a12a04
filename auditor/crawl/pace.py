"""How fast one host is asked: delay, Crawl-delay, Retry-After and back-off."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC
from email.utils import parsedate_to_datetime

MAX_WAIT = 300.0  # seconds: longer requests to wait are held to this
FIRST_BACK_OFF = 5.0
SLOW_DOWN = frozenset({429, 503})


@dataclass
class _Host:
    slots: asyncio.Semaphore
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    delay: float = 0.0
    next_at: float = 0.0
    refusals: int = 0


class Pace:
    """The pace of one site's hosts. `clock` is monotonic, `wall` tells the date for Retry-After dates."""

    def __init__(
        self,
        delay: float,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        concurrency: int = 1,
        wall: Callable[[], float] = time.time,
    ) -> None:
        self._delay, self._clock, self._sleep, self._wall = delay, clock, sleep, wall
        self._concurrency = concurrency
        self._hosts: dict[str, _Host] = {}

    def crawl_delay(self, host: str, seconds: float) -> None:
        """Take a host's Crawl-delay; it wins where it is longer than ours."""
        self._host(host).delay = max(self._delay, min(seconds, MAX_WAIT))

    @asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[None]:
        """Wait for a turn to ask `host` once; the host has at most `concurrency` turns at a time."""
        state = self._host(host)
        async with state.slots:
            # The wait is inside the lock: whoever comes second sees the time the first one took.
            async with state.lock:
                while (wait := state.next_at - self._clock()) > 0:
                    await self._sleep(wait)
                state.next_at = self._clock() + state.delay
            yield

    def answered(self, host: str, status: int | None, retry_after: str = "") -> float:
        """Note an answer; return the seconds the host rests because of it, 0.0 for an ordinary one."""
        state = self._host(host)
        if status not in SLOW_DOWN:
            state.refusals = 0 if status is not None else state.refusals
            return 0.0
        asked = self._asked(retry_after)
        doubled = max(FIRST_BACK_OFF, state.delay) * 2.0 ** min(state.refusals, 10)
        rest = min(MAX_WAIT, doubled if asked is None else asked)
        state.refusals += 1
        state.next_at = max(state.next_at, self._clock() + rest)
        return rest

    def _asked(self, retry_after: str) -> float | None:
        """Seconds of a Retry-After header (RFC 9110 10.2.3), None when it says nothing."""
        text = retry_after.strip()
        if text.isascii() and text.isdigit():
            return float(text[:6])
        try:
            date = parsedate_to_datetime(text)
        except ValueError:
            return None
        if date.tzinfo is None:
            date = date.replace(tzinfo=UTC)
        return max(0.0, date.timestamp() - self._wall())

    def _host(self, name: str) -> _Host:
        if name not in self._hosts:
            self._hosts[name] = _Host(asyncio.Semaphore(self._concurrency), delay=self._delay)
        return self._hosts[name]
