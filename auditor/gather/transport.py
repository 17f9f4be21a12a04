"""One site's way to the network: the plain client or, where that is refused, the browser; at the host's pace."""

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass

from auditor.capture.browser import Session
from auditor.capture.http import Answer, PlainClient
from auditor.crawl.pace import Pace
from auditor.crawl.url import host_of
from auditor.model import Fate

PAGE_BYTES = 30_000_000  # of one page
HEAD_BYTES = 512  # of a document: enough to tell what it is
_REFUSED = frozenset({Fate.REFUSED, Fate.CONNECTION, Fate.BAD_RESPONSE})


@dataclass(slots=True)
class Net:
    """How a site is asked. `transport` is plain until the plain client is refused and the browser is not."""

    plain: PlainClient
    session: Session
    pace: Pace
    transport: str = "plain"
    seconds: float = 30.0  # of one request of the browser
    stay: Callable[[str], bool] | None = None  # which redirect targets may be asked

    @asynccontextmanager
    async def turn(self, url: str) -> AsyncIterator[None]:
        """Wait for a turn to ask the URL's host."""
        async with self.pace.turn(host_of(url)):
            yield

    async def get(self, url: str, max_bytes: int = PAGE_BYTES, *, everything: bool = False) -> Answer:
        """Ask for a URL; of what is no page only the first bytes are read, unless `everything` is wanted.

        A host that asks for a rest (429, 503 with Retry-After) is given it and asked once more.
        """
        answer = await self._once(url, max_bytes, everything)
        if answer.status in (429, 503) and self._rests(url, answer) > 0:
            answer = await self._once(url, max_bytes, everything)
        self._rests(url, answer)
        return answer

    async def ask(
        self,
        url: str,
        max_bytes: int,
        stay: Callable[[str], bool],
        fields: Mapping[str, str],
        range: str | None = None,
    ) -> Answer:
        """Ask for a file with further header lines; a host that asks for a rest is given it, as with `get`."""
        for _ in (1, 2):
            async with self.turn(url):
                if self.transport == "browser":
                    fetched = await self.session.fetch(url, self.seconds, stay)
                    fate = Fate.OK if fetched.fate is Fate.NOT_HTML else fetched.fate
                    answer = Answer(url, fetched.hops, fetched.body, fate=fate, detail=fetched.detail)
                else:
                    answer = await self.plain.get(
                        url, max_bytes=max_bytes, range=range, fields=fields, stay=stay
                    )
            if self._rests(url, answer) == 0 or answer.status not in (429, 503):
                break
        return answer

    async def head(self, url: str, fields: Mapping[str, str], stay: Callable[[str], bool]) -> Answer:
        """Ask for the header lines of what a page loads, within a turn of the caller's."""
        answer = await self.plain.get(url, head_only=True, fields=fields, stay=stay)
        self._rests(url, answer)
        return answer

    def _rests(self, url: str, answer: Answer) -> float:
        return self.pace.answered(host_of(url), answer.status, answer.header("retry-after"))

    async def _once(self, url: str, max_bytes: int, everything: bool) -> Answer:
        async with self.turn(url):
            if self.transport == "browser":
                fetched = await self.session.fetch(url, self.seconds, self.stay)
                # As with the plain client: an answer is in order, and what it is its content type tells.
                fate = Fate.OK if fetched.fate is Fate.NOT_HTML else fetched.fate
                return Answer(url, fetched.hops, fetched.body, fate=fate, detail=fetched.detail)
            return await self.plain.get(
                url, max_bytes=max_bytes, document_bytes=None if everything else HEAD_BYTES, stay=self.stay
            )

    async def choose_transport(self, url: str) -> Answer:
        """Ask for the start page; where the plain client is refused and the browser is not, stay with the browser."""
        answer = await self._once(url, PAGE_BYTES, everything=False)
        if answer.fate not in _REFUSED:
            return answer
        if answer.status in (429, 503) and answer.header("retry-after"):
            return await self.get(url)  # busy, not unwilling
        self.transport = "browser"
        again = await self._once(url, PAGE_BYTES, everything=False)
        if again.fate in _REFUSED or not again.hops:
            self.transport = "plain"
            return answer
        return again
