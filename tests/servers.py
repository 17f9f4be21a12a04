"""A small site on loopback for tests: ordinary answers and every kind of bad behaviour, over real sockets.

with SiteServer({"/": page("<a href=/a>a</a>"), "/a": never()}) as server:
    ... server.url("/") ... server.hits ...
"""

import socket
import socketserver
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self


@dataclass(frozen=True)
class Request:
    """What a client asked; header names in lower case."""

    method: str
    path: str
    headers: Mapping[str, str]


@dataclass(frozen=True)
class Reply:
    """An ordinary answer. Content-Length is added."""

    body: bytes = b""
    status: int = 200
    headers: tuple[tuple[str, str], ...] = (("Content-Type", "text/html; charset=utf-8"),)

    def wire(self, head_only: bool = False) -> bytes:
        """The answer as sent."""
        lines = [f"HTTP/1.1 {self.status} X", *(f"{name}: {value}" for name, value in self.headers)]
        lines += [f"Content-Length: {len(self.body)}", "", ""]
        return "\r\n".join(lines).encode() + (b"" if head_only else self.body)


# A behaviour writes to the socket itself and returns True to keep the connection open.
Behaviour = Callable[["SiteServer", socket.socket, Request], bool]
Route = Reply | Behaviour


def page(html: str, *headers: tuple[str, str]) -> Reply:
    """An HTML page in UTF-8."""
    return Reply(html.encode(), 200, (("Content-Type", "text/html; charset=utf-8"), *headers))


def redirect(location: str, status: int = 302, *headers: tuple[str, str]) -> Reply:
    """A redirect."""
    return Reply(b"", status, (("Location", location), *headers))


def never() -> Behaviour:
    """Read the request and say nothing until the server closes."""

    def behave(server: "SiteServer", connection: socket.socket, request: Request) -> bool:
        server.closing.wait(60)
        return False

    return behave


def raw(answer: bytes) -> Behaviour:
    """Send these bytes, whatever they are, and hang up."""

    def behave(server: "SiteServer", connection: socket.socket, request: Request) -> bool:
        connection.sendall(answer)
        return False

    return behave


def drip(seconds: float = 0.02) -> Behaviour:
    """Send an endless body, a byte at a time: each read is quick, the whole never ends."""

    def behave(server: "SiteServer", connection: socket.socket, request: Request) -> bool:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
        while not server.closing.wait(seconds):
            connection.sendall(b"x")
        return False

    return behave


def flood() -> Behaviour:
    """Send an endless body as fast as it goes."""

    def behave(server: "SiteServer", connection: socket.socket, request: Request) -> bool:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
        while not server.closing.is_set():
            connection.sendall(b"<p>x" * 16_384)
        return False

    return behave


def bomb(megabytes: int = 60) -> Reply:
    """A small gzip answer that unpacks to very much."""
    pack = zlib.compressobj(9, wbits=31)
    block = b"\0" * (1 << 20)
    body = b"".join(pack.compress(block) for _ in range(megabytes)) + pack.flush()
    return Reply(body, 200, (("Content-Type", "text/html"), ("Content-Encoding", "gzip")))


def in_turn(*routes: Route) -> Behaviour:
    """Give the first route to the first request, and so on; the last one stays."""
    lock, left = threading.Lock(), list(routes)

    def behave(server: "SiteServer", connection: socket.socket, request: Request) -> bool:
        with lock:
            route = left.pop(0) if len(left) > 1 else left[0]
        return server.send(route, connection, request)

    return behave


class SiteServer:
    """Serves routes by path with query, else by path, else by "*", else 404. `hits` keeps the requests."""

    def __init__(self, routes: Mapping[str, Route], tls: ssl.SSLContext | None = None, port: int = 0) -> None:
        self.routes = dict(routes)
        self.hits: list[Request] = []
        self.times: list[float] = []
        self.closing = threading.Event()
        self._tls = tls
        self._open: set[socket.socket] = set()
        outer = self

        class Handler(socketserver.BaseRequestHandler):
            def handle(self) -> None:
                outer._talk(self.request)

        class Listener(socketserver.ThreadingTCPServer):
            allow_reuse_address = True
            daemon_threads = True
            block_on_close = False
            request_queue_size = 64

            def handle_error(self, request: Any, client_address: Any) -> None:
                """A client that hangs up is part of the tests."""

        self._listener = Listener(("127.0.0.1", port), Handler)
        self.port: int = self._listener.server_address[1]
        self.host = "127.0.0.1"

    @property
    def address(self) -> tuple[str, int]:
        """Host and port."""
        return self.host, self.port

    @property
    def paths(self) -> list[str]:
        """Paths in the order they were asked for."""
        return [hit.path for hit in self.hits]

    def url(self, path: str = "/", host: str = "127.0.0.1") -> str:
        """The address of a path."""
        return f"{'https' if self._tls else 'http'}://{host}:{self.port}{path}"

    def __enter__(self) -> Self:
        threading.Thread(target=self._listener.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.closing.set()
        self._listener.shutdown()
        self._listener.server_close()
        for connection in list(self._open):
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue

    def send(self, route: Route, connection: socket.socket, request: Request) -> bool:
        """Answer one request; whether the connection stays open."""
        if isinstance(route, Reply):
            connection.sendall(route.wire(request.method == "HEAD"))
            return True
        return route(self, connection, request)

    def _talk(self, connection: socket.socket) -> None:
        connection.settimeout(30)
        self._open.add(connection)
        try:
            if self._tls:
                connection = self._tls.wrap_socket(connection, server_side=True)
            while (request := _read(connection)) and not self.closing.is_set():
                self.hits.append(request)
                self.times.append(time.monotonic())
                path = request.path
                route = (
                    self.routes.get(path) or self.routes.get(path.partition("?")[0]) or self.routes.get("*")
                )
                if not self.send(route or Reply(b"<p>404", 404), connection, request):
                    break
        except OSError:
            return
        finally:
            self._open.discard(connection)
            connection.close()


def _read(connection: socket.socket) -> Request | None:
    data = b""
    while b"\r\n\r\n" not in data:
        part = connection.recv(65_536)
        if not part or len(data) > 200_000:
            return None
        data += part
    first, *lines = data.partition(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")
    method, path, _ = [*first.split(" "), "", ""][:3]
    headers = {
        name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)
    }
    return Request(method, path, headers)
