"""Turns DevTools network events into hops, a request list and the count of what is under way."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from auditor.capture.subresource import Lines, kept_lines
from auditor.model import EMPTY_STATUS, Fate, Hop

MAX_REQUESTS = 2000
MAX_URL = 2000
MAX_HEADERS = 200
MAX_HEADER_VALUE = 16_000

# These never finish, or nobody waits for them: they say nothing about whether a page is complete.
_BESIDE = frozenset({"EventSource", "WebSocket", "Media", "Ping", "CSPViolationReport", "Prefetch", "Other"})

# What is said of a request for which the proxy has no connection.
_NO_WAY = ("SOCKS", "PROXY", "ADDRESS_UNREACHABLE")

Event = Mapping[str, Any]


@dataclass(slots=True)
class _Request:
    """One line of the request list."""

    entry: dict[str, Any]
    main: bool
    key: str = ""
    place: int | None = None  # of its answer among those of its id that ExtraInfo tells of
    lines: Lines = ()  # kept ones of the plain event: without cookies, duplicates joined


@dataclass(slots=True)
class NetworkLog:
    """All requests of one visit in order, and the responses of its main document.

    ExtraInfo carries the header lines as sent and may come before or after the plain event;
    both arrive in the order of the responses of one request, so they are joined by their place.
    """

    frame: str
    cause: Callable[[str], str] = lambda url: ""  # why the gate made no connection for an address
    order: list[_Request] = field(default_factory=list)
    by_id: dict[str, _Request] = field(default_factory=dict)
    raw: dict[str, list[tuple[int, Lines]]] = field(default_factory=dict)
    told: dict[str, int] = field(default_factory=dict)  # answers of an id that ExtraInfo tells of
    documents: list[str] = field(default_factory=list)  # request ids of the main frame's documents
    plain: dict[str, list[Hop]] = field(default_factory=dict)
    pending: dict[str, float] = field(default_factory=dict)
    last: float = field(default_factory=time.monotonic)
    dropped: int = 0

    def on_request(self, event: Event) -> None:
        """Network.requestWillBeSent"""
        request, key = event["request"], event["requestId"]
        url = request["url"]
        if url.startswith(("data:", "blob:")):
            return
        self.last = time.monotonic()
        main = event.get("type") == "Document" and event.get("frameId") == self.frame
        if "redirectResponse" in event and key in self.by_id:
            self._answer(key, event["redirectResponse"], bool(event.get("redirectHasExtraInfo", True)))
        if main and key not in self.plain:
            self.plain[key] = []
            self.documents.append(key)
        if key in self.by_id and "redirectResponse" not in event:
            return
        kind = event.get("type", "Other")
        if kind not in _BESIDE:
            self.pending[key] = self.last
        if len(self.order) >= MAX_REQUESTS:
            self.dropped += 1
            return
        entry: dict[str, Any] = {
            "url": url[:MAX_URL], "type": kind, "status": None, "mime": "", "blocked": "",
            "from": str(event.get("initiator", {}).get("url") or event.get("documentURL", ""))[:MAX_URL],
        }  # fmt: skip
        if request.get("method", "GET") != "GET":
            entry["method"] = request["method"]
        row = _Request(entry, main, key)
        self.order.append(row)
        self.by_id[key] = row

    def on_extra(self, event: Event) -> None:
        """Network.responseReceivedExtraInfo"""
        key = event["requestId"]
        lines = header_lines(event.get("headersText", ""), event.get("headers", {}))
        row = self.by_id.get(key)
        if row is not None and not row.main:
            lines = kept_lines(lines)  # a page may load two thousand files with two hundred lines each
        if len(self.raw) < MAX_REQUESTS or key in self.raw:
            self.raw.setdefault(key, []).append((int(event.get("statusCode", 0)), lines))

    def on_response(self, event: Event) -> None:
        """Network.responseReceived"""
        self.last = time.monotonic()
        self._answer(event["requestId"], event["response"], bool(event.get("hasExtraInfo", True)))

    def on_stopped(self, key: str, url: str, status: int, headers: list[tuple[str, str]], mime: str) -> None:
        """A response of the main document that was stopped before the browser spoke of it."""
        if key in self.plain:
            self.plain[key].append(Hop(url[:MAX_URL], status, tuple(headers[:MAX_HEADERS])))
        if key in self.by_id:
            self.by_id[key].entry.update(status=status, mime=mime[:100])

    def on_finished(self, event: Event) -> None:
        """Network.loadingFinished"""
        if self.pending.pop(event["requestId"], None) is not None:
            self.last = time.monotonic()
        size, row = event.get("encodedDataLength", 0), self.by_id.get(event["requestId"])
        if size and row is not None:
            row.entry["bytes"] = int(size)  # on the wire; what came from the cache has none

    def on_failed(self, event: Event) -> None:
        """Network.loadingFailed"""
        self.on_finished(event)
        row = self.by_id.get(event["requestId"])
        if row is not None:
            error = str(event.get("errorText", ""))[:100]
            row.entry["blocked"] = event.get("blockedReason") or self.reason(row.entry["url"], error)

    def reason(self, url: str, error: str) -> str:
        """Return an error of the browser's; where the proxy had no connection for it, why there was none."""
        return (self.cause(url) or error) if any(part in error for part in _NO_WAY) else error

    def _answer(self, key: str, response: Event, extra: bool) -> None:
        if key in self.plain and len(self.plain[key]) < 50:
            lines = header_lines("", response.get("headers", {}))
            self.plain[key].append(Hop(response["url"][:MAX_URL], int(response["status"]), lines))
        row = self.by_id.get(key)
        if row is None:
            return
        row.entry["status"] = int(response["status"])
        row.entry["mime"] = str(response.get("mimeType", ""))[:100]
        if extra:
            row.place = self.told.get(key, 0)
            self.told[key] = row.place + 1
        if not row.main:  # those of the document are its hops
            row.lines = kept_lines(header_lines("", response.get("headers", {})))
        security = response.get("securityDetails")
        if row.main and security:
            row.entry["tls"] = {
                name: security.get(name)
                for name in ("protocol", "cipher", "issuer", "subjectName", "validFrom", "validTo")
            }

    @property
    def asked(self) -> str:
        """The address last asked for by the main document; '' for none yet."""
        return next((row.entry["url"] for row in reversed(self.order) if row.main), "")

    def hops(self) -> tuple[Hop, ...]:
        """Responses of the main document in order: redirects first, the answer last."""
        found: list[Hop] = []
        for key in self.documents:
            raw = [item for item in self.raw.get(key, []) if item[0] not in (100, 103)]
            for place, hop in enumerate(self.plain[key]):
                same = place < len(raw) and raw[place][0] in (hop.status, 0)
                found.append(Hop(hop.url, hop.status, raw[place][1]) if same else hop)
        return tuple(found)

    def requests(self) -> tuple[Mapping[str, Any], ...]:
        """Return the requests in order; where some were dropped the last entry says how many."""
        entries = [self._with_lines(row) for row in self.order]
        if self.dropped:
            entries.append({"url": "", "type": "dropped", "status": None, "mime": "", "blocked": "",
                            "from": "", "count": self.dropped})  # fmt: skip
        return tuple(entries)

    def _with_lines(self, row: _Request) -> dict[str, Any]:
        """Return the entry with the kept lines of its answer: as sent where ExtraInfo gave them."""
        raw = [item for item in self.raw.get(row.key, ()) if item[0] not in (100, 103)]
        as_sent = (
            row.place is not None and row.place < len(raw) and raw[row.place][0] in (row.entry["status"], 0)
        )
        lines = kept_lines(raw[row.place][1]) if row.place is not None and as_sent else row.lines
        return row.entry if row.main or not lines else {**row.entry, "headers": lines}

    def quiet_for(self) -> float | None:
        """Seconds since the last thing happened, or None while something is under way."""
        return None if self.pending else time.monotonic() - self.last


def header_lines(text: str, headers: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """Header lines as sent, from the raw text where HTTP/1 gave one, else from the joined values."""
    lines: list[tuple[str, str]] = []
    if text:
        for line in text.replace("\r\n", "\n").split("\n")[1:]:
            name, colon, value = line.partition(":")
            if colon:
                lines.append((name.strip(), value.strip()[:MAX_HEADER_VALUE]))
    else:
        for name, joined in headers.items():
            for value in str(joined).split("\n"):  # Chromium joins duplicates with a newline
                lines.append((name, value[:MAX_HEADER_VALUE]))
    return tuple(lines[:MAX_HEADERS])


_ERRORS: tuple[tuple[tuple[str, ...], Fate], ...] = (
    (("NAME_NOT_RESOLVED", "NAME_RESOLUTION", "DNS_"), Fate.DNS),
    (("CERT_", "SSL_", "BAD_SSL", "TLS"), Fate.TLS),
    (("forbidden-address",), Fate.FORBIDDEN_ADDRESS),
    (("TOO_MANY_REDIRECTS",), Fate.REDIRECT_LOOP),
    (("TIMED_OUT",), Fate.TIMEOUT),
    (
        (
            "INVALID_RESPONSE", "INVALID_HTTP", "EMPTY_RESPONSE", "RESPONSE_HEADERS", "CHUNKED_ENCODING",
            "CONTENT_DECODING", "CONTENT_LENGTH", "HTTP2_PROTOCOL", "UNEXPECTED", "INVALID_REDIRECT",
            "UNSAFE_REDIRECT",
        ),
        Fate.BAD_RESPONSE,
    ),
)  # fmt: skip


def fate_of_error(error: str) -> Fate:
    """Return the fate behind a net::ERR_… of the main document."""
    for parts, fate in _ERRORS:
        if any(part in error for part in parts):
            return fate
    return Fate.CONNECTION


def fate_of_response(status: int, mime: str) -> Fate:
    """Return the fate of an answer that arrived; OK means that it is a page."""
    if status in EMPTY_STATUS:
        return Fate.NO_CONTENT
    if status in (401, 403, 429, 503):
        return Fate.REFUSED
    if status >= 500:
        return Fate.SERVER_ERROR
    if status >= 400:
        return Fate.HTTP_ERROR
    if mime.split(";")[0].strip().lower() in ("text/html", "application/xhtml+xml", "application/xml+xhtml"):
        return Fate.OK
    return Fate.NOT_HTML
