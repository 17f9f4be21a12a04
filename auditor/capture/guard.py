"""Decides over requests before they leave the browser: every document's, and what is sent while a probe touches a page."""

import base64
from collections.abc import Awaitable, Iterable, Mapping
from typing import Any, Protocol
from urllib.parse import urlsplit

from auditor.capture.addresses import same_place
from auditor.capture.navigation import FORM, Navigation
from auditor.capture.neighbours import Neighbours
from auditor.capture.network import fate_of_response
from auditor.capture.recorded import RecordedDocument, of_a_decoded
from auditor.model import CaptureError, Fate

MAX_BODY = 30_000_000
MAX_NAVIGATIONS = 5
CHUNK = 1_000_000
MAX_FRAMES = 5_000
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_SENDERS = (
    "XHR",
    "Fetch",
    "Ping",
    "CSPViolationReport",
    "Other",
)  # types of requests that may carry something out
# What Fetch.enable of a browser takes. The requests of all its tabs, frames, workers and pop-ups come by.
PATTERNS = (
    {"urlPattern": "*", "resourceType": "Document", "requestStage": "Request"},
    {"urlPattern": "*", "resourceType": "Document", "requestStage": "Response"},
    *({"urlPattern": "*", "resourceType": kind, "requestStage": "Request"} for kind in _SENDERS),
)

# With a local page, whose requests are compared with its markup: all of them.
ALL_PATTERNS = ({"urlPattern": "*", "requestStage": "Request"}, PATTERNS[1])

Event = Mapping[str, Any]


class Send(Protocol):
    """The DevTools call of a tab."""

    def __call__(
        self, method: str, params: dict[str, Any] | None = None, seconds: float | None = None
    ) -> Awaitable[dict[str, Any]]: ...


class Guard:
    """Decides over the requests of one tab; never lets a form be submitted."""

    def __init__(self, send: Send, frame: str) -> None:
        self.navigation: Navigation | None = None
        self.recorded: RecordedDocument | None = None  # what the page is answered with, without its server
        self.frames = {frame}
        self._send = send
        self._frame = frame

    def attached(self, event: Event) -> None:
        """Page.frameAttached"""
        if len(self.frames) < MAX_FRAMES:
            self.frames.add(event["frameId"])

    def detached(self, event: Event) -> None:
        """Page.frameDetached; a frame that moved into another process is still one of the tab's."""
        if event.get("reason") != "swap":
            self.frames.discard(event["frameId"])

    def requested(self, event: Event) -> None:
        """Page.frameRequestedNavigation, which comes before the request itself."""
        if self.navigation is not None and event.get("disposition") == "currentTab":
            self.navigation.on_asked(event["frameId"], event.get("url", ""), str(event.get("reason", "")))
            if event["frameId"] == self._frame:
                self.navigation.on_wish(str(event.get("url", "")), str(event.get("reason", "")))

    async def paused(self, event: Event) -> None:
        """Fetch.requestPaused"""
        main = event.get("frameId") == self._frame
        if is_answer(event):
            await (self._main_answer(event) if main else self._go_on(event))
            return
        if event["resourceType"] != "Document":
            await self._sent(event)
            return
        refusal = self._refusal(event, main)
        if not refusal:
            document = self.recorded if main else None
            if document is not None and document.answers(event["request"]):
                assert self.navigation is not None
                self.navigation.body = document.body
                await self._fulfil(event, document.status, document.headers, document.body)
            else:
                await self._go_on(event)
            return
        navigation = self.navigation
        if navigation is not None and refusal != "leaving":
            kind = "navigation" if main else "frame-navigation"
            navigation.note(kind, f"{refusal}: {event['request']['method']} {event['request']['url']}")
            if main and navigation.document:  # it stays, and its load event may have been lost to the attempt
                navigation.moving = False
                navigation.loaded.set()
        await self._fail(event, "Aborted")

    async def _sent(self, event: Event) -> None:
        """What a page sends by itself is a visitor's page's doing; what it sends when it is touched would be ours."""
        navigation, method = self.navigation, event["request"]["method"]
        safe = method in SAFE_METHODS and (
            navigation is None or not navigation.pressed or navigation.allowed(event["request"]["url"])
        )
        if navigation is None or not navigation.touched or safe:
            await self._go_on(event)
            return
        navigation.refused += 1
        navigation.note("request", f"blocked-method: {method} {event['request']['url']}")
        await self._fail(event, "Aborted")

    def _refusal(self, event: Event, main: bool) -> str:
        """Return why this request is not made, '' when it is."""
        request, navigation = event["request"], self.navigation
        if navigation is None or navigation.leaving:
            return "leaving"
        if request["method"] not in SAFE_METHODS:
            return "blocked-method"
        if urlsplit(request["url"]).scheme not in ("http", "https"):
            return "blocked-scheme"
        if not main:
            return _frame_refusal(navigation, event)
        own = not navigation.started or bool(event.get("redirectedRequestId"))
        navigation.started = True
        if not own and (refusal := _cause_refusal(navigation, event)):
            return refusal
        if not own and navigation.frozen:
            return "too-late"
        if not own and navigation.delays.get(request["url"], 0) > 0:
            return "meta-refresh"
        if not navigation.allowed(request["url"]):
            if own or not navigation.loaded.is_set():
                navigation.end(Fate.REDIRECTED_OFF_SITE, request["url"])
            return "off-site"
        if own:
            return ""
        if navigation.navigations >= MAX_NAVIGATIONS:
            return "too-many"
        navigation.navigations += 1
        navigation.moving = True
        navigation.loaded.clear()
        navigation.note("navigation", f"{navigation.reason or 'script'}: {request['url']}")
        return ""

    async def _main_answer(self, event: Event) -> None:
        navigation = self.navigation
        if navigation is None or "responseErrorReason" in event or navigation.leaving:
            await self._go_on(event)
            return
        status = int(event["responseStatusCode"])
        headers = {item["name"].lower(): item["value"] for item in event.get("responseHeaders", [])}
        if status in (301, 302, 303, 307, 308) and "location" in headers:
            await self._go_on(event)
            return
        if not headers:  # HTTP/0.9: Chromium takes whatever comes over port 80 for a body
            navigation.end(Fate.BAD_RESPONSE, "no header lines")
            await self._fail(event, "Aborted")
            return
        mime = headers.get("content-type", "")
        fate = fate_of_response(status, mime or "text/html")
        attached = headers.get("content-disposition", "").strip().lower().startswith("attachment")
        if fate is Fate.OK and attached:
            fate = Fate.DOWNLOAD
            navigation.note("download", event["request"]["url"])
        if fate is Fate.OK or navigation.body_only:
            await self._take_body(event, headers)
            return
        self._record(event, mime)
        navigation.end(fate, mime if fate is Fate.NOT_HTML else f"HTTP {status}")
        await self._fail(event, "Aborted")

    async def _take_body(self, event: Event, headers: Mapping[str, str]) -> None:
        """Keep the bytes as sent: once Chromium has decoded them to text they are lost."""
        navigation = self.navigation
        assert navigation is not None
        status = int(event["responseStatusCode"])
        length = headers.get("content-length", "")
        plain = length.isdigit() and headers.get("content-encoding", "identity").lower() == "identity"
        if length.isdigit() and int(length) > MAX_BODY:
            await self._too_large(event, headers)
            return
        if plain:
            answer = await self._send("Fetch.getResponseBody", {"requestId": event["requestId"]})
            body = _bytes(answer, "body")
        else:
            read = await self._read(event)
            if read is None:
                await self._too_large(event, headers)
                return
            body = read
        navigation.body = body
        if navigation.body_only:
            self._record(event, headers.get("content-type", ""))
            navigation.end(fate_of_response(status, headers.get("content-type", "")), f"HTTP {status}")
            await self._fail(event, "Aborted")
        elif plain:
            await self._go_on(event)
        else:  # a body that was read as a stream cannot be continued otherwise
            lines = ((item["name"], item["value"]) for item in event["responseHeaders"])
            await self._fulfil(event, status, of_a_decoded(lines), body)

    async def _read(self, event: Event) -> bytes | None:
        """Read a body of unknown length piece by piece; None when it passes the bound."""
        answer = await self._send("Fetch.takeResponseBodyAsStream", {"requestId": event["requestId"]})
        handle, pieces, size = answer["stream"], list[bytes](), 0
        while size <= MAX_BODY:
            piece = await self._send("IO.read", {"handle": handle, "size": CHUNK})
            data = _bytes(piece, "data")
            pieces.append(data)
            size += len(data)
            if piece.get("eof"):
                break
        await self._send("IO.close", {"handle": handle})
        return b"".join(pieces) if size <= MAX_BODY else None

    async def _fulfil(
        self, event: Event, status: int, headers: Iterable[tuple[str, str]], body: bytes
    ) -> None:
        """Answer a request with a decoded body."""
        await self._send(
            "Fetch.fulfillRequest",
            {
                "requestId": event["requestId"], "responseCode": status,
                "responseHeaders": [{"name": name, "value": value} for name, value in headers],
                "body": base64.b64encode(body).decode("ascii"),
            },
        )  # fmt: skip

    async def _too_large(self, event: Event, headers: Mapping[str, str]) -> None:
        assert self.navigation is not None
        self.navigation.body = CaptureError("too-large", f"> {MAX_BODY}")
        self._record(event, headers.get("content-type", ""))
        self.navigation.end(Fate.TOO_LARGE, f"> {MAX_BODY}")
        await self._fail(event, "Aborted")

    def _record(self, event: Event, mime: str) -> None:
        """Log a response that is stopped here: the browser tells nobody else about it."""
        assert self.navigation is not None
        self.navigation.log.on_stopped(
            event.get("networkId", ""), event["request"]["url"], int(event["responseStatusCode"]),
            [(item["name"], item["value"]) for item in event.get("responseHeaders", [])], mime,
        )  # fmt: skip

    async def _go_on(self, event: Event) -> None:
        await self._send("Fetch.continueRequest", {"requestId": event["requestId"]})

    async def _fail(self, event: Event, reason: str) -> None:
        await self._send("Fetch.failRequest", {"requestId": event["requestId"], "errorReason": reason})


class Watch:
    """Hands the paused requests of one browser to the guard of the tab they belong to; nobody's are refused.

    A pop-up, a page that is rendered ahead and a frame that no tab knows of are nobody's.
    `neighbours`: the one local page that is audited; what its markup does not name is refused.
    """

    def __init__(self, send: Send, neighbours: Neighbours | None = None) -> None:
        self._send = send
        self._neighbours = neighbours
        self._guards: dict[str, Guard] = {}

    def add(self, frame: str, guard: Guard) -> None:
        """Take in a tab by its main frame."""
        self._guards[frame] = guard

    def remove(self, frame: str) -> None:
        """Forget a tab."""
        self._guards.pop(frame, None)

    async def paused(self, event: Event) -> None:
        """Fetch.requestPaused"""
        if self._neighbours is not None and not is_answer(event):
            request = event["request"]
            if not self._neighbours.may_load(request["url"], _referrer(request)):
                refused = {"requestId": event["requestId"], "errorReason": "BlockedByClient"}
                await self._send("Fetch.failRequest", refused)
                return
        frame = event.get("frameId", "")
        guard = self._guards.get(frame) or next(
            (one for one in self._guards.values() if frame in one.frames), None
        )
        if guard is not None:
            await guard.paused(event)
        elif is_answer(event) or not self._refused(event):
            await self._send("Fetch.continueRequest", {"requestId": event["requestId"]})
        else:
            await self._send("Fetch.failRequest", {"requestId": event["requestId"], "errorReason": "Aborted"})

    def _refused(self, event: Event) -> bool:
        if event["resourceType"] == "Document":
            return True
        touched = any(
            guard.navigation is not None and guard.navigation.touched for guard in self._guards.values()
        )
        return touched and event["request"]["method"] not in SAFE_METHODS


def is_answer(event: Event) -> bool:
    """Return whether a paused request has its answer already."""
    return "responseStatusCode" in event or "responseErrorReason" in event


def _cause_refusal(navigation: Navigation, event: Event) -> str:
    """Return why a navigation the page asked for is not made, by its cause alone."""
    reason = navigation.reason_of(event["frameId"], event["request"]["url"])
    if not reason:
        return "blocked-unasked"  # no renderer of this tab announced it
    return "blocked-form" if reason.startswith(FORM) else ""


def _frame_refusal(navigation: Navigation, event: Event) -> str:
    """Return why a frame within the page is not led to an address: it loads once, and then stays where it is."""
    url, frame = event["request"]["url"], event["frameId"]
    before = navigation.places.setdefault(frame, [])
    if not event.get("redirectedRequestId"):
        if refusal := _cause_refusal(navigation, event):
            return refusal
        if before and navigation.frozen:
            return "too-late"
        if before and not same_place(before[-1], url):
            return "off-site"
        if len(before) > MAX_NAVIGATIONS:
            return "too-many"
    before.append(url)
    return ""


def _referrer(request: Mapping[str, Any]) -> str:
    return next(
        (str(value) for name, value in request.get("headers", {}).items() if name.lower() == "referer"), ""
    )


def _bytes(answer: Mapping[str, Any], key: str) -> bytes:
    text = str(answer.get(key, ""))
    return base64.b64decode(text) if answer.get("base64Encoded") else text.encode("utf-8", "surrogatepass")
