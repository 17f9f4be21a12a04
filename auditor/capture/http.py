"""One HTTP request at a time without a browser: bounded in time, size and hops; what goes wrong is a Fate."""

import asyncio
import socket
import ssl
import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from types import TracebackType
from typing import Any, Self
from urllib.parse import urljoin, urlsplit

import httpcore
import httpx

from auditor.capture.addresses import ForbiddenAddress, Reach, Resolver, same_place
from auditor.model import Fate, Hop

MAX_HOPS = 10
MAX_HEADER_VALUE = 8_000
MAX_HEADER_LINES = 500  # of one answer that are kept
NEXT_SECONDS = 5.0  # for one address of a host that has more
_ERRORS = (
    httpcore.NetworkError,
    httpcore.ProtocolError,
    httpcore.TimeoutException,
    httpcore.UnsupportedProtocol,
)
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_REFUSALS = frozenset({401, 403, 429, 503})
_ACCEPT = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
_HTML = ("text/html", "application/xhtml+xml")


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of one request. With a fate of trouble the body is what arrived before it."""

    requested: str
    hops: tuple[Hop, ...] = ()  # redirects first, the answer last
    body: bytes = b""  # decoded
    truncated: bool = False  # the body goes on beyond what was read
    fate: Fate = Fate.OK
    detail: str = ""
    length: int | None = None  # Content-Length as the server gave it

    @property
    def url(self) -> str:
        """The URL that answered last."""
        return self.hops[-1].url if self.hops else self.requested

    @property
    def status(self) -> int | None:
        """Status of the last answer."""
        return self.hops[-1].status if self.hops else None

    @property
    def location(self) -> str:
        """Where the last answer redirects to, absolute; '' when it does not."""
        return _location(self.hops[-1]) if self.hops else ""

    def header(self, name: str) -> str:
        """Return the first value of a header of the last answer, '' when it is absent."""
        lines = self.hops[-1].headers if self.hops else ()
        return next((value for key, value in lines if key.lower() == name.lower()), "")


class _Trouble(Exception):
    """Ends a request with a fate; never leaves this module."""

    def __init__(self, fate: Fate, detail: str) -> None:
        super().__init__(detail)
        self.fate, self.detail = fate, detail


class PlainClient:
    """HTTP/1.1 GET without scripts, cookies or a memory of earlier requests.

    Each hop connects to an address that `resolver` has checked; without one to public addresses alone.
    `seconds` bounds one whole `get`, redirects and body included, however slowly the server drips.
    """

    def __init__(
        self,
        user_agent: str,
        *,
        seconds: float = 30.0,
        connections: int = 10,
        resolver: Resolver | None = None,
        ssl_context: ssl.SSLContext | None = None,
    ) -> None:
        self.resolver = resolver or Resolver(Reach())
        self._headers = {
            "User-Agent": user_agent,
            "Accept": _ACCEPT,
            "Accept-Language": "ja",
            "Accept-Encoding": "gzip, deflate",
            "Connection": "keep-alive",
        }
        self._seconds = seconds
        # The pool alone: httpx.Client would add cookies, redirects and proxies of the environment.
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=ssl_context or trusted(),
            max_connections=connections,
            max_keepalive_connections=connections,
            network_backend=_Network(self.resolver),
        )

    async def __aenter__(self) -> Self:
        await self._pool.__aenter__()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None = None,
        error: BaseException | None = None,
        trace: TracebackType | None = None,
    ) -> None:
        await self._pool.__aexit__(kind, error, trace)

    async def get(
        self,
        url: str,
        *,
        max_bytes: int = 10_000_000,
        document_bytes: int | None = None,
        head_only: bool = False,
        range: str | None = None,
        stay: Callable[[str], bool] | None = None,
        options: Mapping[str, str] | None = None,
        fields: Mapping[str, str] | None = None,
    ) -> Answer:
        """Ask for a URL and follow its redirects by hand; never raises for what a server does.

        max_bytes bounds the body on the wire and decoded; beyond it the fate is `too-large`.
        document_bytes: of an answer that is not HTML read only so much and call it ok (truncated).
        head_only sends HEAD; range is the value of a Range header.
        options sends OPTIONS with these header lines (a CORS preflight); fields are further lines of a GET.
        stay says which redirect targets may be asked; without it those of the host first asked. A redirect
        elsewhere ends with `redirected-off-site` and `location` says where it would have led.
        """
        visit = _Visit(url, max_bytes, document_bytes, stay or partial(same_place, url))
        headers = {
            **self._headers,
            **({"Range": range} if range else {}),
            **(fields or {}),
            **(options or {}),
        }
        method = "OPTIONS" if options else "HEAD" if head_only else "GET"
        try:
            async with asyncio.timeout(self._seconds):
                await self._follow(visit, method, headers)
        except TimeoutError:
            return visit.answer(Fate.TIMEOUT, f"{self._seconds:g} s")
        except _Trouble as trouble:
            return visit.answer(trouble.fate, trouble.detail)
        except (*_ERRORS, httpx.InvalidURL, OSError, ValueError) as error:
            return visit.answer(*_fate_of(error))
        return visit.answer(*_fate_of_status(visit.hops[-1].status))

    async def _follow(self, visit: "_Visit", method: str, headers: Mapping[str, str]) -> None:
        url, seen, cookies = visit.requested, set(), dict[tuple[str, str], str]()
        while True:
            cookie = "; ".join(f"{n}={v}" for (host, n), v in cookies.items() if host == urlsplit(url).netloc)
            if (url, cookie) in seen or len(visit.hops) >= MAX_HOPS:
                raise _Trouble(Fate.REDIRECT_LOOP, url)
            seen.add((url, cookie))
            hop = await self._hop(url, method, {**headers, **({"Cookie": cookie} if cookie else {})}, visit)
            target = _location(hop)
            if not target:
                return
            if urlsplit(target).scheme not in ("http", "https") or not visit.stay(target):
                raise _Trouble(Fate.REDIRECTED_OFF_SITE, target)
            # Cookies live for this chain only: sites that test for them redirect to themselves.
            cookies.update(_cookies(hop))
            url = target

    async def _hop(self, url: str, method: str, headers: Mapping[str, str], visit: "_Visit") -> Hop:
        response = await self._pool.handle_async_request(self._request(url, method, headers))
        try:
            lines = tuple(
                (name.decode("latin-1"), value.decode("utf-8", "replace")[:MAX_HEADER_VALUE])
                for name, value in response.headers[:MAX_HEADER_LINES]
            )
            hop = Hop(url, response.status, lines)
            visit.hops.append(hop)
            if not _location(hop) and method != "HEAD":
                await visit.read(response)
        finally:
            await response.aclose()
        return hop

    def _request(self, url: str, method: str, headers: Mapping[str, str]) -> httpcore.Request:
        seconds = self._seconds
        built = httpx.Request(method, url, headers=headers)  # adds Host
        return httpcore.Request(
            method,
            httpcore.URL(
                scheme=built.url.raw_scheme,
                host=built.url.raw_host,
                port=built.url.port,
                target=built.url.raw_path,
            ),
            headers=built.headers.raw,
            extensions={"timeout": {"connect": seconds, "read": seconds, "write": seconds, "pool": None}},
        )


def trusted() -> ssl.SSLContext:
    """Return the authorities that certificates are checked by, whatever the environment names."""
    return httpx.create_ssl_context(trust_env=False)


class _Network(httpcore.AsyncNetworkBackend):
    """Connects to the addresses that were checked, never to a name: it could be another's a moment later."""

    def __init__(self, resolver: Resolver) -> None:
        self._resolver = resolver
        self._network = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        *more, last = await self._resolver.endpoints(host, port)
        for address in more:
            try:
                return await self._network.connect_tcp(*address, min(timeout or NEXT_SECONDS, NEXT_SECONDS))
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                continue
        return await self._network.connect_tcp(*last, timeout, local_address, socket_options)


class _Visit:
    """What one `get` has gathered so far; lives as long as the call."""

    def __init__(
        self, url: str, max_bytes: int, document_bytes: int | None, stay: Callable[[str], bool]
    ) -> None:
        self.requested, self.stay = url, stay
        self.hops: list[Hop] = []
        self._max, self._document = max_bytes, document_bytes
        self._body = bytearray()
        self._truncated = False

    def answer(self, fate: Fate, detail: str) -> Answer:
        found = Answer(self.requested, tuple(self.hops), bytes(self._body), self._truncated, fate, detail)
        length = found.header("content-length")
        known = int(length) if length.isascii() and length.isdigit() and len(length) < 16 else None
        return Answer(found.requested, found.hops, found.body, found.truncated, fate, detail, known)

    async def read(self, response: httpcore.Response) -> None:
        sent = httpx.Headers(response.headers)
        media = sent.get("content-type", "").partition(";")[0].strip().lower()
        document = self._document is not None and bool(media) and media not in _HTML
        limit = min(self._max, self._document or 0) if document else self._max
        unpack = _unpacker(sent.get("content-encoding", ""))
        wire = 0
        async for chunk in response.aiter_stream():
            wire += len(chunk)
            # One byte beyond the limit tells that there is more; a bomb unpacks no further than that.
            self._body += unpack(chunk, limit + 1 - len(self._body))
            if len(self._body) > limit or wire > self._max:
                del self._body[limit:]
                self._truncated = True
                if document:
                    return
                raise _Trouble(Fate.TOO_LARGE, f"> {limit} byte")


def _unpacker(encoding: str) -> Callable[[bytes, int], bytes]:
    name = encoding.strip().lower()
    if name in ("", "identity"):
        return lambda chunk, _: chunk
    if name not in ("gzip", "x-gzip", "deflate"):
        raise _Trouble(Fate.BAD_RESPONSE, f"Content-Encoding: {encoding[:100]}")
    # 47: zlib or gzip header, told apart by itself; raw deflate, which some servers send, by its failure.
    unzip = [zlib.decompressobj(wbits=47)]

    def unpack(chunk: bytes, room: int) -> bytes:
        try:
            return unzip[0].decompress(chunk, room)
        except zlib.error:
            if name == "deflate" and not unzip[0].unused_data:
                unzip[0] = zlib.decompressobj(wbits=-15)
                return unzip[0].decompress(chunk, room)
            raise

    def checked(chunk: bytes, room: int) -> bytes:
        try:
            return unpack(chunk, room)
        except zlib.error as error:
            raise _Trouble(Fate.BAD_RESPONSE, f"Content-Encoding: {name}: {error}") from error

    return checked


def _location(hop: Hop) -> str:
    if hop.status not in _REDIRECTS:
        return ""
    written = next((value for name, value in hop.headers if name.lower() == "location"), "")
    try:
        return urljoin(hop.url, written.strip()).partition("#")[0] if written.strip() else ""
    except ValueError as error:
        raise _Trouble(Fate.BAD_RESPONSE, f"Location: {written[:200]}") from error


def _cookies(hop: Hop) -> dict[tuple[str, str], str]:
    host = urlsplit(hop.url).netloc
    pairs = (
        value.partition(";")[0].partition("=") for name, value in hop.headers if name.lower() == "set-cookie"
    )
    return {(host, name.strip()): value.strip() for name, _, value in list(pairs)[:50] if name.strip()}


def _fate_of_status(status: int) -> tuple[Fate, str]:
    if 200 <= status < 300:
        return Fate.OK, ""
    if status in _REFUSALS:
        return Fate.REFUSED, f"HTTP {status}"
    return (Fate.SERVER_ERROR if status >= 500 else Fate.HTTP_ERROR), f"HTTP {status}"


def _fate_of(error: Exception) -> tuple[Fate, str]:
    chain = list(_causes(error))
    detail = f"{type(error).__name__}: {error}"[:300]
    for cause in chain:
        if isinstance(cause, ForbiddenAddress):
            return Fate.FORBIDDEN_ADDRESS, str(cause)[:300]
        if isinstance(cause, socket.gaierror):
            return Fate.DNS, detail
        if isinstance(cause, ssl.SSLError):
            return Fate.TLS, detail
    if isinstance(error, httpcore.TimeoutException):
        return Fate.TIMEOUT, detail
    if isinstance(error, httpcore.RemoteProtocolError) and "disconnected" in str(error):
        return Fate.CONNECTION, detail
    if isinstance(error, (httpcore.NetworkError, OSError)):
        return Fate.CONNECTION, detail
    return Fate.BAD_RESPONSE, detail


def _causes(error: BaseException | None) -> "list[BaseException]":
    """Return the exceptions an exception came from, groups opened."""
    found: list[BaseException] = []
    queue = [error]
    while queue and len(found) < 30:
        cause = queue.pop(0)
        if cause is None or cause in found:
            continue
        found.append(cause)
        queue += [cause.__cause__, cause.__context__]
        if isinstance(cause, BaseExceptionGroup):
            queue += cause.exceptions
    return found
