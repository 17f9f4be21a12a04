"""One browser tab: navigation under guard, DevTools calls that always come back, and a clean end."""

import asyncio
import contextlib
import secrets
import time
from collections.abc import Callable, Coroutine, Sequence
from functools import cache, partial
from inspect import signature
from typing import Any
from urllib.parse import urlsplit

from playwright.async_api import BrowserContext, CDPSession, Error, Page

from auditor.capture.guard import ALL_PATTERNS, PATTERNS, Guard, Watch
from auditor.capture.navigation import Navigation
from auditor.capture.neighbours import Neighbours
from auditor.capture.network import NetworkLog
from auditor.capture.recorded import RecordedDocument
from auditor.capture.scripts import filled, script

WORLD = "auditor"
CALL_SECONDS = 20.0
CLEAR_SECONDS = 3.0
COMING = 3.0  # seconds an animation may last that is waited for
TURN = 0.1  # seconds between two turns of the clock that runs in the page's own event loop
MAX_ORIGINS = 30
SOUNDS = frozenset({"speech", "audio", "media"})  # kinds of sound that a script begins
_AWAY = (
    "window !== top || location.href !== 'about:blank'"  # axe-core in the page between two pages is lost time
)

Json = dict[str, Any]


class TabError(Exception):
    """A call to a tab that gave no answer.

    TabError
    ├── Gone         the tab or its browser is dead
    ├── OutOfTime    no answer within the time given
    └── ScriptError  the browser refused the call, or a script of ours threw
    """


class Gone(TabError):
    """The tab or its browser is dead."""


class OutOfTime(TabError):
    """No answer within the time given."""


class ScriptError(TabError):
    """The browser refused the call, or a script of ours threw."""


class Network:
    """How a browser's requests are decided about: its protocol session, the watch over it, what the gate remembers."""

    def __init__(
        self, cdp: CDPSession, cause: Callable[[str], str], neighbours: Neighbours | None = None
    ) -> None:
        self.cdp = cdp
        self.cause = cause
        self.watch = Watch(partial(_answered, cdp), neighbours)
        self._patterns = PATTERNS if neighbours is None else ALL_PATTERNS
        self._tasks: set[asyncio.Task[None]] = set()

    async def begin(self) -> None:
        """Pause the requests of every target of the browser from now on."""
        _events(self.cdp).on("Fetch.requestPaused", self._paused)
        await self.cdp.send("Fetch.enable", {"patterns": list(self._patterns)})

    def _paused(self, event: Json) -> None:
        task = asyncio.ensure_future(self._decide(event))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _decide(self, event: Json) -> None:
        # An answer may meet a tab or a browser that is gone by then; the navigation ends by its own clock.
        with contextlib.suppress(TabError, Error):
            await self.watch.paused(event)


class Tab:
    """One tab of a context, used for one page after another."""

    def __init__(self, page: Page, cdp: CDPSession, frame: str, axe_source: str, network: "Network") -> None:
        self.page = page
        self.frame = frame
        self.deadline = time.monotonic() + CALL_SECONDS
        self.navigation = Navigation("", NetworkLog(frame), lambda _: True)
        self.usable = True
        self.loads: list[NetworkLog] = []  # of every navigation since somebody emptied it
        self._cdp = cdp
        self._axe = axe_source
        self._gone: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._worlds: dict[str, tuple[CDPSession, int]] = {}
        self._token = secrets.token_hex(8)
        self._network = network
        self._guard = Guard(partial(self.send, cdp=network.cdp), frame)

    @classmethod
    async def open(cls, context: BrowserContext, axe_source: str, network: "Network") -> "Tab":
        """Open a tab in which axe-core waits in an isolated world of every document; none where it is never run."""
        page = await context.new_page()
        cdp = await context.new_cdp_session(page)
        tree = await cdp.send("Page.getFrameTree")
        tab = cls(page, cdp, tree["frameTree"]["frame"]["id"], axe_source, network)
        tab._listen()
        on_new = "Page.addScriptToEvaluateOnNewDocument"
        calls: list[tuple[str, Json]] = [
            ("Page.enable", {}),
            ("Performance.enable", {}),
            ("Network.enable", {"maxTotalBufferSize": 1_000_000, "maxResourceBufferSize": 1_000_000}),
            ("Runtime.enable", {}),  # else a page without scripts never gets the isolated world's script
            # An answer that a worker of the page makes up would come by no guard.
            ("Network.setBypassServiceWorker", {"bypass": True}),
            ("Page.setPrerenderingAllowed", {"isAllowed": False}),
            (on_new, {"source": f"if ({_AWAY}) {{{_watch()}{axe_source}\n}}", "worldName": WORLD}),
            (on_new, {"source": filled("permissions", token=tab._token)}),
        ]  # fmt: skip
        await asyncio.gather(*(tab.send(method, params) for method, params in calls))
        return tab

    # Calls

    async def send(
        self, method: str, params: Json | None = None, seconds: float | None = None,
        cdp: CDPSession | None = None,
    ) -> Json:  # fmt: skip
        """Call the DevTools protocol; comes back within the page's time whatever the page does."""
        if self._gone.done():
            raise Gone(method)
        left = min(CALL_SECONDS, self.deadline - time.monotonic()) if seconds is None else seconds
        call = asyncio.ensure_future(_send(cdp or self._cdp, method, params or {}))
        call.add_done_callback(_read_error)
        waited: set[asyncio.Future[Any]] = {call, self._gone}
        done, _ = await asyncio.wait(waited, timeout=max(left, 0.01), return_when=asyncio.FIRST_COMPLETED)
        if call not in done:
            if self._gone in done:
                raise Gone(method)
            raise OutOfTime(method)
        try:
            answer: Json = call.result()
        except Error as error:
            if "closed" in error.message or "crashed" in error.message:
                raise Gone(f"{method}: {error.message[:100]}") from error
            raise ScriptError(f"{method}: {error.message[:300]}") from error
        return answer

    async def world(self, frame: str = "") -> tuple[CDPSession, int]:
        """Return the isolated world of a frame, where our scripts live: the session and the context id."""
        frame = frame or self.frame
        if frame not in self._worlds:
            answer = await self.send("Page.createIsolatedWorld", {"frameId": frame, "worldName": WORLD})
            self._worlds[frame] = (self._cdp, answer["executionContextId"])
        return self._worlds[frame]

    def adopt(self, frame: str, cdp: CDPSession, context_id: int) -> None:
        """Remember the world of a frame that lives in another process."""
        self._worlds[frame] = (cdp, context_id)

    def forget_worlds(self) -> None:
        """Look every world up again: the documents have changed."""
        self._worlds.clear()

    async def evaluate(
        self, expression: str, frame: str = "", seconds: float | None = None, by_value: bool = True
    ) -> Any:
        """Evaluate in the isolated world of a frame; by_value=False gives the object's id."""
        cdp, context_id = await self.world(frame)
        answer = await self.send(
            "Runtime.evaluate",
            {
                "expression": expression, "contextId": context_id,
                "returnByValue": by_value, "awaitPromise": True,
            },
            seconds,
            cdp,
        )  # fmt: skip
        if "exceptionDetails" in answer:
            details = answer["exceptionDetails"]
            text = details.get("exception", {}).get("description") or details.get("text", "")
            raise ScriptError(str(text)[:300])
        return answer["result"].get("value") if by_value else answer["result"].get("objectId")

    async def inject_axe(self, frame: str = "") -> None:
        """Give our scripts to a world that came into being without them: its document was never navigated to."""
        ours = "axe" if self._axe else "auditorState"
        if not await self.evaluate(f"typeof {ours} !== 'undefined'", frame):
            await self.evaluate(_watch() + self._axe + ";0", frame)

    async def unclobber(self, frame: str = "") -> None:
        """Let no field or picture of a page hide a member of its form or document that scripts of ours ask for."""
        with contextlib.suppress(ScriptError):  # then what they measure fails by itself
            await self.evaluate(script("unclobber") + "auditorUnclobber();0", frame)

    # One page

    async def go(self, navigation: Navigation) -> str:
        """Begin a navigation to its URL; return the network error of the navigation, '' for none."""
        self.navigation = navigation
        self.loads.append(navigation.log)
        self._guard.navigation = navigation
        self._worlds.clear()
        navigation.log.cause = self._network.cause
        answer = await self.send(
            "Page.navigate", {"url": navigation.url}, max(self.deadline - time.monotonic(), 0.01)
        )
        return navigation.log.reason(navigation.log.asked or navigation.url, str(answer.get("errorText", "")))

    def replay(self, document: RecordedDocument | None) -> None:
        """Answer this document wherever the tab goes to its address; None asks the site again."""
        self._guard.recorded = document

    async def resize(self, width: int, height: int) -> None:
        """Give the tab another viewport."""
        size = self.page.viewport_size
        if size is None or (size["width"], size["height"]) != (width, height):
            try:
                await asyncio.wait_for(
                    self.page.set_viewport_size({"width": width, "height": height}), CALL_SECONDS
                )
            except Error as error:
                raise Gone("resize") from error
            except TimeoutError as error:
                raise OutOfTime("resize") from error

    async def clear(self) -> None:
        """Leave the page and forget all it left; a tab that cannot is marked unusable."""
        self.navigation.frozen = True
        if not self.usable:
            return
        self.deadline = time.monotonic() + CLEAR_SECONDS
        try:
            if self.navigation.inert:
                self.navigation.leaving = True
                await self.send("Page.navigate", {"url": "about:blank"})
                await self.send("Network.clearBrowserCookies")
            else:
                await self._wipe(_origins(self.navigation.log))
            with contextlib.suppress(ScriptError):  # nothing to reset
                await self.send("Page.resetNavigationHistory")
        except TabError:
            self.usable = False
        self._worlds.clear()

    async def _wipe(self, origins: Sequence[str]) -> None:
        """Leave a page whose scripts may write to the last, and clear what they wrote.

        With scripts off and no listener left, nobody can write again what is being cleared:
        document.open() takes the handlers of pagehide and unload away.
        """
        await self.send("Emulation.setScriptExecutionDisabled", {"value": True})
        tree = (await self.send("Page.getFrameTree"))["frameTree"]
        for child in tree.get("childFrames", ())[:MAX_ORIGINS]:
            await self._forget(child["frame"]["id"], "sessionStorage.clear()")
        if self.navigation.document:
            # A tab keeps its name over navigations; nobody is left who could give it another.
            await self._forget(self.frame, "document.open(); name = ''; sessionStorage.clear()")
        self.navigation.leaving = True
        await self.send("Page.navigate", {"url": "about:blank"})
        await asyncio.gather(
            *(
                self.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": "all"})
                for origin in origins
            ),
            self.send("Network.clearBrowserCookies"),
            self.send("Emulation.setScriptExecutionDisabled", {"value": False}),
        )

    async def _forget(self, frame: str, expression: str) -> None:
        with contextlib.suppress(ScriptError):  # an opaque origin has no storage
            await self.evaluate(expression, frame, 1.0)

    async def close(self) -> None:
        """Close the tab, hung or not."""
        self.usable = False
        with contextlib.suppress(Error, TimeoutError):
            await asyncio.wait_for(self.page.close(), CLEAR_SECONDS)

    # Events

    def _listen(self) -> None:
        on = _events(self._cdp).on
        on("Network.requestWillBeSent", lambda event: self.navigation.log.on_request(event))
        on("Network.responseReceivedExtraInfo", lambda event: self.navigation.log.on_extra(event))
        on("Network.responseReceived", lambda event: self.navigation.log.on_response(event))
        on("Network.loadingFinished", lambda event: self.navigation.log.on_finished(event))
        on("Network.loadingFailed", lambda event: self.navigation.log.on_failed(event))
        on("Page.frameAttached", self._guard.attached)
        on("Page.loadEventFired", lambda _: self.navigation.on_load())
        on("Page.frameStoppedLoading", self._stopped)
        on("Page.frameNavigated", self._navigated)
        on("Page.frameDetached", self._detached)
        on("Page.frameScheduledNavigation", self._refresh)
        on("Page.frameRequestedNavigation", self._requested)
        on("Page.javascriptDialogOpening", self._dialog)
        on("Page.windowOpen", lambda event: self.navigation.note("popup", event.get("url", "")))
        on("Page.downloadWillBegin", lambda event: self.navigation.note("download", event.get("url", "")))
        on("Runtime.consoleAPICalled", self._console)
        self.page.on("crash", lambda _: self.lost())
        self.page.on("close", lambda _: self.lost())
        self._network.watch.add(self.frame, self._guard)

    def lost(self) -> None:
        """The tab or its browser has died: every waiting call ends now."""
        self.usable = False
        self._network.watch.remove(self.frame)
        if not self._gone.done():
            self._gone.set_result(None)

    def _navigated(self, event: Json) -> None:
        frame = event["frame"]
        if "parentId" in frame:
            self._worlds.pop(frame["id"], None)
            return
        self._worlds.clear()
        self.navigation.on_commit(frame["url"], frame.get("mimeType", ""))

    def _stopped(self, event: Json) -> None:
        # A document whose script leaves at once, and is not let by the page's own policy, gets no load event.
        if event["frameId"] == self.frame:
            self.navigation.on_load()

    def _detached(self, event: Json) -> None:
        self._worlds.pop(event["frameId"], None)
        self._guard.detached(event)

    def _refresh(self, event: Json) -> None:
        if event["frameId"] == self.frame and event.get("reason") in ("metaTagRefresh", "httpHeaderRefresh"):
            self.navigation.on_refresh(event.get("url", ""), float(event.get("delay", 0)))

    def _requested(self, event: Json) -> None:
        self._guard.requested(event)
        if event["frameId"] == self.frame:
            self.navigation.reason = str(event.get("reason", ""))

    def _dialog(self, event: Json) -> None:
        kind = "beforeunload" if event.get("type") == "beforeunload" else "dialog"
        self.navigation.note(kind, f"{event.get('type', '')}: {event.get('message', '')}")

    def _console(self, event: Json) -> None:
        args = event.get("args", [])
        if len(args) == 2 and args[0].get("value") == self._token:
            kind = str(args[1].get("value", ""))
            self.navigation.note("sound" if kind in SOUNDS else "permission", kind)


def _watch() -> str:
    """Return the script that looks after a document from its start."""
    return filled("watch", turn=int(TURN * 1000), coming=int(COMING * 1000))


def _origins(log: NetworkLog) -> list[str]:
    found: dict[str, None] = {}
    for row in log.order:
        parts = urlsplit(row.entry["url"])
        if row.entry["type"] == "Document" and parts.scheme in ("http", "https"):
            found[f"{parts.scheme}://{parts.netloc}"] = None
    return list(found)[:MAX_ORIGINS]


def _send(cdp: CDPSession, method: str, params: Json) -> Coroutine[Any, Any, Json]:
    """Return the call of a session without Playwright's copy of the answer, which walks through every value of it.

    A page's snapshot and accessibility tree hold 100,000 values: the copy costs more than judging the page.
    """
    impl: Any = getattr(cdp, "_impl_obj", None)
    if impl is None:
        return cdp.send(method, params)
    named: Json = {"timeout": None} if _takes_timeout(type(impl).send) else {}
    answer: Coroutine[Any, Any, Json] = impl.send(method=method, params=params, **named)
    return answer


async def _answered(
    cdp: CDPSession, method: str, params: Json | None = None, seconds: float | None = None
) -> Json:
    """Return a call that is not a tab's; without an answer it ends with the time."""
    return await asyncio.wait_for(_send(cdp, method, params or {}), seconds or CALL_SECONDS)


def _events(cdp: CDPSession) -> Any:
    """Where a session's events come from, without Playwright's copy of each: a page has hundreds."""
    return getattr(cdp, "_impl_obj", cdp)


@cache
def _takes_timeout(send: Callable[..., Any]) -> bool:
    """Return whether the Playwright at hand wants to be told a time limit."""
    return "timeout" in signature(send).parameters


def _read_error(call: "asyncio.Future[Any]") -> None:
    """Look at the error of a call nobody waits for any more, else the event loop complains."""
    if not call.cancelled():
        call.exception()
