"""What the probes of one page may use: processor time of the page's own process, and as a limit the clock on the wall."""

import asyncio
import time
from dataclasses import dataclass

from auditor.capture.tab import Tab

# Shares of the time a page may take. A page in order uses two or three seconds, its loads included.
CPU_SHARE = 1 / 3
WALL_SHARE = 2.0  # the lanes share the processor


@dataclass(slots=True)
class Budget:
    """How much is left. Processor time is the same on an idle machine and on a busy one, the wall's is not."""

    end: float  # time.monotonic() of the limit by the wall
    cpu: float  # seconds
    used: float = 0.0
    last: float | None = None  # of the process, when it was asked last

    @classmethod
    def of(cls, page_seconds: float) -> "Budget":
        """Return the whole budget of a page that may take so long to load."""
        return cls(time.monotonic() + WALL_SHARE * page_seconds, CPU_SHARE * page_seconds)

    async def cut(self, tab: Tab) -> str:
        """Return why the work has to end here: cpu or time; '' while there is something left."""
        if time.monotonic() >= self.end:
            return "time"
        answer = await tab.send("Performance.getMetrics")
        now = next((one["value"] for one in answer["metrics"] if one["name"] == "ProcessTime"), None)
        if now is None:  # a browser that does not count: the wall alone decides
            return ""
        if self.last is not None and now >= self.last:  # less: the page moved to another process
            self.used += now - self.last
        self.last = now
        return "cpu" if self.used >= self.cpu else ""


async def rest(tab: Tab, seconds: float) -> None:
    """Let so much of the page's own time go by: on a busy machine its timers and ours come late together."""
    left = max(tab.deadline - time.monotonic(), 0.01)
    if await tab.evaluate(f"auditorRest({seconds * 1000})", seconds=left) is None:
        await asyncio.sleep(seconds)  # a sandbox that forbids timers
