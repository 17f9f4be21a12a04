"""The browser's only way to the network: a SOCKS proxy on loopback that connects to checked addresses alone."""

import asyncio
import contextlib
import ipaddress
import socket
import struct
from collections.abc import AsyncIterator

from auditor.capture.addresses import KEPT, Endpoint, ForbiddenAddress, Resolver, endpoint_of

FORBIDDEN = "forbidden-address"
NEXT_SECONDS = 5.0  # for one address of a host that has more
_VERSION, _CONNECT, _NO_METHOD = 5, 1, 0xFF
_V4, _NAME, _V6 = 1, 3, 4
_DONE, _UNREACHABLE, _UNSUPPORTED = 0, 4, 7
_LARGEST = 600  # bytes of a greeting and a request (RFC 1928)


class Gate:
    """Remembers why a connection did not come about: the browser is not told more than that the proxy has none."""

    def __init__(self, resolver: Resolver) -> None:
        self.port = 0
        self.resolver = resolver
        self.open: set[asyncio.Transport] = set()
        self._causes: dict[Endpoint, str] = {}

    def cause(self, url: str) -> str:
        """Return why there was no connection for an address, in Chromium's words or FORBIDDEN; '' where
        there was one.
        """
        return self._causes.get(endpoint_of(url), "")

    async def connect(self, protocol: asyncio.Protocol, host: str, port: int) -> asyncio.Transport | None:
        """Connect to the first address of a host that answers; None where none may or does."""
        place = endpoint_of(f"http://{f'[{host}]' if ':' in host else host}:{port}")
        try:
            transport = await self._first(protocol, host, port)
        except OSError as error:
            if len(self._causes) >= KEPT:
                self._causes.clear()
            self._causes[place] = _words(error)
            return None
        self._causes.pop(place, None)
        return transport

    async def _first(self, protocol: asyncio.Protocol, host: str, port: int) -> asyncio.Transport:
        loop = asyncio.get_running_loop()
        *more, last = await self.resolver.endpoints(host, port)
        for address in more:
            with contextlib.suppress(OSError):  # TimeoutError is one
                async with asyncio.timeout(NEXT_SECONDS):
                    return (await loop.create_connection(lambda: protocol, *address))[0]
        return (await loop.create_connection(lambda: protocol, *last))[0]


@contextlib.asynccontextmanager
async def open_gate(resolver: Resolver) -> AsyncIterator[Gate]:
    """Give a gate that listens while the context lasts; every connection through it ends with it."""
    gate = Gate(resolver)
    server = await asyncio.get_running_loop().create_server(lambda: _Asked(gate), "127.0.0.1", 0)
    gate.port = server.sockets[0].getsockname()[1]
    try:
        yield gate
    finally:
        server.close()
        for transport in tuple(gate.open):
            transport.abort()


class _End(asyncio.Protocol):
    """One end of a connection through the gate: what comes in goes out at the other end."""

    def __init__(self, gate: Gate) -> None:
        self.gate = gate
        self.transport: asyncio.Transport | None = None
        self.other: _End | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self.gate.open.add(transport)

    def data_received(self, data: bytes) -> None:
        if self.other is not None and self.other.transport is not None:
            self.other.transport.write(data)

    def pause_writing(self) -> None:
        if self.other is not None and self.other.transport is not None:
            self.other.transport.pause_reading()

    def resume_writing(self) -> None:
        if self.other is not None and self.other.transport is not None:
            self.other.transport.resume_reading()

    def connection_lost(self, error: Exception | None) -> None:
        if self.transport is not None:
            self.gate.open.discard(self.transport)
        if self.other is not None and self.other.transport is not None:
            if error is None:
                self.other.transport.close()
            else:  # a connection that was reset is one, not an answer that ended
                _reset(self.other.transport)


class _Asked(_End):
    """The browser's end: a greeting, one request, then bytes for the other end (RFC 1928)."""

    def __init__(self, gate: Gate) -> None:
        super().__init__(gate)
        self._buffer = b""
        self._greeted = False
        self._task: asyncio.Task[None] | None = None

    def data_received(self, data: bytes) -> None:
        if self._task is not None:
            super().data_received(data)
            return
        assert self.transport is not None
        self._buffer += data
        if len(self._buffer) > _LARGEST or self._buffer[0] != _VERSION:
            self.transport.abort()
            return
        if not self._greeted:
            if len(self._buffer) < 2 or len(self._buffer) < 2 + self._buffer[1]:
                return
            offered, self._buffer = self._buffer[2 : 2 + self._buffer[1]], self._buffer[2 + self._buffer[1] :]
            if 0 not in offered:
                self.transport.write(bytes((_VERSION, _NO_METHOD)))
                self.transport.close()
                return
            self._greeted = True
            self.transport.write(bytes((_VERSION, 0)))
        place = _request(self._buffer)
        if place is not None:
            # A client waits for the answer to its request, so nothing is read before there is a way on.
            self.transport.pause_reading()
            self._task = asyncio.ensure_future(self._connect(*place))

    def connection_lost(self, error: Exception | None) -> None:
        if self._task is not None:
            self._task.cancel()
        super().connection_lost(error)

    async def _connect(self, host: str, port: int) -> None:
        assert self.transport is not None
        other = _End(self.gate)
        way = await self.gate.connect(other, host, port) if self._buffer[1] == _CONNECT else None
        if way is None:
            code = _UNREACHABLE if self._buffer[1] == _CONNECT else _UNSUPPORTED
            self.transport.write(_answer(code))
            self.transport.close()
            return
        self.other, other.other = other, self
        self.transport.write(_answer(_DONE))
        self.transport.resume_reading()


def _request(data: bytes) -> Endpoint | None:
    """Return the host and port a request names, None while it is incomplete."""
    if len(data) < 5:
        return None
    start, length = {_V4: (4, 4), _V6: (4, 16)}.get(data[3], (5, data[4]))
    if len(data) < start + length + 2:
        return None
    host, (port,) = data[start : start + length], struct.unpack_from(">H", data, start + length)
    if data[3] in (_V4, _V6):
        return str(ipaddress.ip_address(host)), port
    return host.decode("ascii", "replace"), port


def _answer(code: int) -> bytes:
    return bytes((_VERSION, code, 0, _V4, 0, 0, 0, 0, 0, 0))


def _reset(transport: asyncio.Transport) -> None:
    raw = transport.get_extra_info("socket")
    with contextlib.suppress(OSError):
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    transport.abort()


def _words(error: OSError) -> str:
    """Return a failure in the words the browser has for it without a proxy."""
    if isinstance(error, ForbiddenAddress):
        return FORBIDDEN
    if isinstance(error, socket.gaierror):
        return "net::ERR_NAME_NOT_RESOLVED"
    if isinstance(error, ConnectionRefusedError):
        return "net::ERR_CONNECTION_REFUSED"
    return (
        "net::ERR_CONNECTION_TIMED_OUT" if isinstance(error, TimeoutError) else "net::ERR_ADDRESS_UNREACHABLE"
    )
