"""How fast a host is asked."""

import asyncio
from datetime import UTC, datetime

from auditor.crawl.pace import Pace

NOON = datetime(2026, 9, 21, 12, tzinfo=UTC).timestamp()


class Time:
    """A clock that only sleeping moves."""

    def __init__(self) -> None:
        self.now = 100.0

    def clock(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        until = self.now + seconds
        await asyncio.sleep(0)
        self.now = max(self.now, until)


def starts(pace: Pace, time: Time, hosts: str) -> list[tuple[str, float]]:
    seen: list[tuple[str, float]] = []

    async def ask(host: str) -> None:
        async with pace.turn(host):
            seen.append((host, time.now - 100))

    async def all_at_once() -> None:
        await asyncio.gather(*map(ask, hosts))

    asyncio.run(all_at_once())
    return seen


def test_tasks_that_come_together_are_a_delay_apart() -> None:
    time = Time()

    assert starts(Pace(1.0, time.clock, time.sleep, concurrency=5), time, "aaaa") == [
        ("a", 0),
        ("a", 1),
        ("a", 2),
        ("a", 3),
    ]


def test_hosts_do_not_wait_for_each_other() -> None:
    time = Time()

    assert starts(Pace(1.0, time.clock, time.sleep), time, "ab") == [("a", 0), ("b", 0)]


def test_the_longer_of_our_delay_and_crawl_delay_wins() -> None:
    time = Time()
    pace = Pace(1.0, time.clock, time.sleep)
    pace.crawl_delay("a", 4)
    pace.crawl_delay("b", 0.1)

    assert starts(pace, time, "aa") == [("a", 0), ("a", 4)]
    time.now = 100.0
    assert starts(pace, time, "bb") == [("b", 0), ("b", 1)]


def test_retry_after_is_obeyed_in_seconds_and_as_a_date_up_to_five_minutes() -> None:
    time = Time()
    pace = Pace(1.0, time.clock, time.sleep, wall=lambda: NOON)

    assert pace.answered("a", 429, "7") == 7
    assert pace.answered("a", 503, "Mon, 21 Sep 2026 12:00:30 GMT") == 30
    assert pace.answered("a", 503, "86400") == 300
    assert pace.answered("a", 503, "Mon, 21 Sep 2020 13:33:50 GMT") == 0
    assert starts(pace, time, "a") == [("a", 300)]


def test_without_retry_after_the_rest_doubles_until_an_ordinary_answer() -> None:
    time = Time()
    pace = Pace(1.0, time.clock, time.sleep)

    rests = [pace.answered("a", 429, nonsense) for nonsense in ("", "soon", "-1", "٣")]

    assert rests == [5, 10, 20, 40]
    assert pace.answered("a", 200) == 0
    assert pace.answered("a", 503) == 5
    assert max(pace.answered("a", 503) for _ in range(20)) == 300


def test_no_more_than_the_allowed_number_at_a_time() -> None:
    pace, running, most = Pace(0.0, concurrency=2), 0, 0

    async def ask() -> None:
        nonlocal running, most
        async with pace.turn("a"):
            running += 1
            most = max(most, running)
            await asyncio.sleep(0.001)
            running -= 1

    async def all_at_once() -> None:
        await asyncio.gather(*(ask() for _ in range(6)))

    asyncio.run(all_at_once())

    assert most == 2
