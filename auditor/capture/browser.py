"""Opens and renews browsers and contexts for one site, and hands out visits."""

import asyncio
import contextlib
import logging
import os
import shutil
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

import psutil
from playwright.async_api import Browser as Chromium
from playwright.async_api import BrowserContext, Error, Page, Playwright, async_playwright

from auditor.capture.addresses import Reach, Resolver, same_place
from auditor.capture.fetch import Fetched, Rendered, fetch, rendered_links
from auditor.capture.gate import Gate, open_gate
from auditor.capture.locate import Browser
from auditor.capture.neighbours import Neighbours
from auditor.capture.network import MAX_REQUESTS
from auditor.capture.page import Order, capture
from auditor.capture.probes import lanes, run_probes
from auditor.capture.recorded import recorded
from auditor.capture.sandbox import is_root, sandbox_refused
from auditor.capture.screenshot import MAX_HEIGHT, Shot, screenshot
from auditor.capture.tab import Network, Tab, TabError
from auditor.model import BrowserError, Capture, Fate

LAUNCH_SECONDS = 60.0
CLOSE_SECONDS = 10.0
POPUP_GRACE = 0.05  # seconds between two looks whether our own tabs have all come up
ROOM = 50_000_000  # bytes that a profile needs in the folder for temporary files
MEMORY_EVERY = 10  # pages between two looks at the memory of the process tree

_log = logging.getLogger("auditor")


@dataclass(frozen=True, slots=True)
class SiteBrowserSettings:
    """What one site's browser needs to know. `resolver` decides where it may connect."""

    browser: Browser
    axe_source: str
    version: str = "0"
    contact: str = ""
    resolver: Resolver = field(default_factory=lambda: Resolver(Reach()))
    tabs: int = 2
    context_pages: int = 50  # a context is renewed after so many pages
    browser_pages: int = 500
    memory_bytes: int = 2_000_000_000
    arguments: tuple[str, ...] = ()
    neighbours: Neighbours | None = None  # of a local page: nothing but them is loaded


@dataclass(slots=True)
class _Engine:
    """One running browser."""

    chromium: Chromium
    pid: int
    agent: str
    network: Network
    pages: int = 0
    slots: int = 0
    retired: bool = False


@dataclass(slots=True)
class _Slot:
    """One context and its tabs; nobody else uses it during a visit."""

    engine: _Engine
    context: BrowserContext
    tab: Tab
    probe_tabs: list[Tab] = field(default_factory=list)
    pages: int = 0
    own: set[Page] = field(default_factory=set)


@dataclass(slots=True)
class Visit:
    """An open page and what was captured of it."""

    capture: Capture
    _tab: Tab

    async def screenshot(
        self, boxes: Sequence[tuple[float, float, float, float]] = (), most: int = MAX_HEIGHT
    ) -> Shot | None:
        """Picture of the page from its top with private parts painted over, None where it cannot be taken."""
        return await screenshot(self._tab, self.capture, boxes, most)


class Session:
    """The browser of one site. Several visits may run at once, each in a context of its own."""

    def __init__(self, settings: SiteBrowserSettings, gate: Gate) -> None:
        self.settings = settings
        self._gate = gate
        self._playwright: Playwright | None = None
        self._engine: _Engine | None = None
        self._free: list[_Slot] = []
        self._places = asyncio.Semaphore(settings.tabs)
        self._opening = asyncio.Lock()
        self._chores: set[asyncio.Task[None]] = set()
        self._opening_tabs = 0

    @property
    def gate_port(self) -> int:
        """The port of this machine that everything of the browser goes through."""
        return self._gate.port

    def warm_up(self) -> None:
        """Start the browser now, while the caller does something else; a failure is told by the first visit."""

        async def launch() -> None:
            with contextlib.suppress(BrowserError):
                await self._running()

        self._after(launch())

    @contextlib.asynccontextmanager
    async def visit(self, order: Order, probes: Sequence[str] = ()) -> AsyncIterator[Visit]:
        """Capture a page and keep it open; a crash costs one more try."""
        async with self._slot() as slot:
            taken = await capture(slot.tab, order)
            if taken.fate is not Fate.CRASHED:
                yield Visit(await self._probed(slot, order, taken, probes), slot.tab)
                return
        async with self._slot() as slot:
            taken = await capture(slot.tab, order)
            yield Visit(await self._probed(slot, order, taken, probes), slot.tab)

    async def capture(self, order: Order, probes: Sequence[str] = ()) -> Capture:
        """Capture a page and close it."""
        async with self.visit(order, probes) as visit:
            return visit.capture

    async def fetch(
        self, url: str, seconds: float = 30.0, stay: Callable[[str], bool] | None = None
    ) -> Fetched:
        """Ask for a URL through the browser's own network stack; nothing is rendered.

        stay says which redirect targets may be asked; without it those of the host first asked.
        """
        async with self._slot() as slot:
            return await fetch(slot.tab, url, seconds, stay or partial(same_place, url))

    async def rendered_links(
        self, url: str, seconds: float = 30.0, stay: Callable[[str], bool] | None = None
    ) -> Rendered:
        """Title and links of a page after its scripts have run; `stay` says where they may lead it."""
        async with self._slot() as slot:
            return await rendered_links(slot.tab, url, seconds, stay or partial(same_place, url))

    async def _probed(self, slot: _Slot, order: Order, taken: Capture, probes: Sequence[str]) -> Capture:
        """Return the capture with what the probes measured; where the browser died meanwhile, each says so."""
        if not probes or taken.fate is not Fate.OK:
            return taken
        wanted = lanes(probes)
        try:
            tabs = await self._probe_tabs(slot, len(wanted))
        except (Error, TabError, TimeoutError) as error:
            slot.tab.usable = False  # its browser is dead or dying: nobody gets this context again
            told = {name: {"error": "no-tab", "detail": _line(error)} for name in probes}
            return replace(taken, probes=told)
        drawn = taken.settled == "quiet" and all(event["kind"] != "empty" for event in taken.events)
        for tab in tabs:
            tab.loads.clear()
        at = replace(order, url=taken.url, patient=drawn, document=recorded(taken))
        runs = await asyncio.gather(
            *(run_probes(tab, at, lane) for tab, lane in zip(tabs, wanted, strict=True))
        )
        answers = {name: answer for run in runs for name, answer in run.items()}
        return replace(_with_probes(taken, answers), further=_further(taken, tabs))

    async def _probe_tabs(self, slot: _Slot, count: int) -> list[Tab]:
        for tab in [tab for tab in slot.probe_tabs if not tab.usable]:
            slot.probe_tabs.remove(tab)
            await tab.close()
        while len(slot.probe_tabs) < count:
            # Nothing runs axe-core there: reading it in would cost every load of every probe.
            opened = self._open_tab(slot.engine, slot.context, slot.own, axe_source="")
            slot.probe_tabs.append(await asyncio.wait_for(opened, LAUNCH_SECONDS))
        return slot.probe_tabs[:count]

    # Slots

    @contextlib.asynccontextmanager
    async def _slot(self) -> AsyncIterator[_Slot]:
        async with self._places:
            slot = await self._take()
            try:
                yield slot
            finally:
                await self._give_back(slot)

    async def _take(self) -> _Slot:
        while self._free:
            slot = self._free.pop()
            if slot.tab.usable and not slot.engine.retired and slot.engine.chromium.is_connected():
                return slot
            await self._discard(slot)
        for attempt in (1, 2):
            engine = await self._running()
            engine.slots += 1  # before anything is awaited: the browser must not close under us
            try:
                return await asyncio.wait_for(self._new_slot(engine), LAUNCH_SECONDS)
            except (Error, TabError, TimeoutError) as error:
                engine.slots -= 1
                await self._retire(engine)
                if attempt == 2:
                    raise BrowserError(
                        f"ブラウザー {self.settings.browser.path} でページを開けません（{_line(error)}）。{_cure()}"
                    ) from error
        raise AssertionError("unreachable")

    async def _new_slot(self, engine: _Engine) -> _Slot:
        context = await engine.chromium.new_context(
            user_agent=engine.agent, locale="ja-JP", timezone_id="Asia/Tokyo", accept_downloads=False,
            viewport={"width": 1280, "height": 900}, service_workers="allow",
        )  # fmt: skip
        await context.grant_permissions([])  # an empty grant denies every prompt
        own: set[Page] = set()
        tab = await self._open_tab(engine, context, own, self.settings.axe_source)
        context.on("page", lambda page: self._stranger(page, own))
        return _Slot(engine, context, tab, own=own)

    async def _open_tab(
        self, engine: _Engine, context: BrowserContext, own: set[Page], axe_source: str
    ) -> Tab:
        self._opening_tabs += 1
        try:
            tab = await Tab.open(context, axe_source, engine.network)
            own.add(tab.page)
        finally:
            self._opening_tabs -= 1
        return tab

    def _stranger(self, page: Page, own: set[Page]) -> None:
        """A page that came up and is not one of ours is a pop-up, to be closed."""
        self._after(self._close_stranger(page, own))

    def _after(self, work: Coroutine[Any, Any, None]) -> None:
        """Do something nobody waits for."""
        chore = asyncio.ensure_future(work)
        self._chores.add(chore)
        chore.add_done_callback(self._chores.discard)

    async def _close_stranger(self, page: Page, own: set[Page]) -> None:
        # Playwright tells of our own page as of a pop-up, and on a busy machine long before it is ready.
        while self._opening_tabs:
            await asyncio.sleep(POPUP_GRACE)
        if page not in own:
            with contextlib.suppress(Error):
                await page.close()

    async def _give_back(self, slot: _Slot) -> None:
        slot.pages += 1
        slot.engine.pages += 1
        for tab in (slot.tab, *slot.probe_tabs):
            tab.loads.clear()
        if slot.engine.pages % MEMORY_EVERY == 0 and _memory(slot.engine.pid) > self.settings.memory_bytes:
            await self._retire(slot.engine)
        if slot.engine.pages >= self.settings.browser_pages:
            await self._retire(slot.engine)
        if slot.tab.usable and slot.pages < self.settings.context_pages and not slot.engine.retired:
            for tab in slot.probe_tabs:
                await tab.clear()
            slot.tab.replay(None)
            await slot.tab.clear()
            if slot.tab.usable:
                self._free.append(slot)
                return
        await self._discard(slot)

    async def _discard(self, slot: _Slot) -> None:
        """Close a context; where even that gets no answer the whole browser goes."""
        slot.engine.slots -= 1
        try:
            await asyncio.wait_for(slot.context.close(), CLOSE_SECONDS)
        except TimeoutError:
            await self._retire(slot.engine)
            _kill(slot.engine.pid)
        except Error:
            await self._retire(slot.engine)
        if slot.engine.retired and slot.engine.slots <= 0:
            await _close(slot.engine)

    # Browsers

    async def _running(self) -> _Engine:
        async with self._opening:
            if self._engine and not self._engine.retired and self._engine.chromium.is_connected():
                return self._engine
            if self._engine:
                await self._retire(self._engine)
            self._engine = await self._launched()
            return self._engine

    async def _launched(self) -> _Engine:
        """Return a new browser. The driver between us and it may have died too: the second try is with a new one."""
        if self._playwright is not None:
            try:
                return await _launch(self._playwright, self.settings, self._gate)
            except BrowserError:
                await self._stop_driver()
        self._playwright = await _driver()
        return await _launch(self._playwright, self.settings, self._gate)

    async def _stop_driver(self) -> None:
        if self._playwright is not None:
            with contextlib.suppress(Exception):  # it may be dead in any way
                await asyncio.wait_for(self._playwright.stop(), CLOSE_SECONDS)
            self._playwright = None

    async def _retire(self, engine: _Engine) -> None:
        """Give a browser no new page; it closes with its last context."""
        if engine.retired:
            return
        engine.retired = True
        idle = [slot for slot in self._free if slot.engine is engine]
        self._free = [slot for slot in self._free if slot.engine is not engine]
        for slot in idle:
            await self._discard(slot)
        if engine.slots <= 0:
            await _close(engine)

    async def close(self) -> None:
        """Close everything that is open."""
        chores = list(self._chores)
        for chore in chores:
            chore.cancel()
        await asyncio.gather(*chores, return_exceptions=True)
        if self._engine:
            await self._retire(self._engine)
            await _close(self._engine)
        await self._stop_driver()


def _further(taken: Capture, tabs: Sequence[Tab]) -> tuple[Mapping[str, Any], ...]:
    """Return the requests that the page made only while probes touched it, each once."""
    known = {(entry["url"], entry.get("method", "GET")) for entry in taken.requests}
    known.add((taken.url.partition("#")[0], "GET"))
    found: dict[tuple[str, str], Mapping[str, Any]] = {}
    for entry in (entry for tab in tabs for log in tab.loads for entry in log.requests()):
        key = (entry["url"], entry.get("method", "GET"))
        if key not in known and len(found) < MAX_REQUESTS:
            found.setdefault(key, entry)
    return tuple(found.values())


def _with_probes(taken: Capture, probes: Mapping[str, Mapping[str, Any]]) -> Capture:
    """Return a capture with the answers of its probes; what the page would have sent when it was touched is
    counted.
    """
    refused = sum(int(answer.get("refused", 0)) for answer in probes.values())
    event = {"kind": "refused", "detail": f"{refused} requests while probes touched the page"}
    return replace(taken, probes=probes, events=(*taken.events, event) if refused else taken.events)


@contextlib.asynccontextmanager
async def open_session(settings: SiteBrowserSettings) -> AsyncIterator[Session]:
    """Give a session whose browser starts with the first visit and is gone at the end."""
    async with open_gate(settings.resolver) as gate:
        session = Session(settings, gate)
        try:
            yield session
        finally:
            await session.close()


def arguments(settings: SiteBrowserSettings, gate: int) -> list[str]:
    """Command line of the browser; `gate` is the port that everything goes through."""
    return [
        "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run",
        "--disable-quic", "--hide-scrollbars", "--lang=ja-JP", "--mute-audio",
        f"--proxy-server=socks5://127.0.0.1:{gate}", "--proxy-bypass-list=<-loopback>",
        # It resolves nothing itself, and sends nothing by UDP: neither would come by the gate.
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
        "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
        "--webrtc-ip-handling-policy=disable_non_proxied_udp",
        "--block-new-web-contents",  # of the headless shell: no pop-up comes into being
        *settings.arguments,
    ]  # fmt: skip


def user_agent(own: str, version: str, contact: str) -> str:
    """Chromium's own User-Agent followed by our name and where to reach us."""
    me = f"TokyoWebAuditor/{version}" + (f" (+mailto:{contact})" if contact else "")
    return f"{own.replace('HeadlessChrome', 'Chrome')} {me}"


async def _driver() -> Playwright:
    """Playwright's own process, through which browsers are started and asked."""
    try:
        return await async_playwright().start()
    except Exception as error:  # whatever a process that does not come up makes of it
        raise BrowserError(
            f"ブラウザーを動かす Playwright が起動しません（{_line(error)}）。{_cure()}"
        ) from error


async def _launch(playwright: Playwright, settings: SiteBrowserSettings, gate: Gate) -> _Engine:
    try:
        chromium = await _start(playwright, settings, gate)
        cdp = await chromium.new_browser_cdp_session()
        version = await cdp.send("Browser.getVersion")
        processes = (await cdp.send("SystemInfo.getProcessInfo"))["processInfo"]
        network = Network(cdp, gate.cause, settings.neighbours)
        await network.begin()
    except Error as error:
        raise BrowserError(
            f"ブラウザー {settings.browser.path} が起動しません（{_line(error)}）。{_cure()}"
        ) from error
    pid = next((int(item["id"]) for item in processes if item["type"] == "browser"), 0)
    return _Engine(
        chromium, pid, user_agent(version["userAgent"], settings.version, settings.contact), network
    )


async def _start(playwright: Playwright, settings: SiteBrowserSettings, gate: Gate) -> Chromium:
    """Start the browser with its sandbox; without one for root, and where the machine has none to give."""
    for sandbox in (False,) if is_root() else (True, False):
        try:
            return await playwright.chromium.launch(
                executable_path=settings.browser.path, headless=True, args=arguments(settings, gate.port),
                ignore_default_args=["--disable-popup-blocking"], chromium_sandbox=sandbox, timeout=LAUNCH_SECONDS * 1000,
                handle_sigint=False, handle_sigterm=False, handle_sighup=False,
            )  # fmt: skip
        except Error as error:
            if not (sandbox and sandbox_refused(str(error))):
                raise
            _log.warning("no sandbox on this machine: %s is started without", settings.browser.path)
    raise AssertionError("unreachable")


def _cure() -> str:
    """Return what to do about a browser that does not start: most often the folder for its profile is the cause."""
    folder = next((os.environ[name] for name in ("TMPDIR", "TMP", "TEMP") if os.environ.get(name)), "/tmp")
    try:
        fit = os.access(folder, os.W_OK | os.X_OK) and shutil.disk_usage(folder).free >= ROOM
    except OSError:
        fit = False
    if os.name == "posix" and not fit:
        return (
            f"（直し方: 一時フォルダー {folder} があるか、書き込めるか、ディスクに空きがあるかを確かめてください。"
            "環境変数 TMPDIR で別の場所を指定できます。）"
        )
    return "（直し方: メモリーの空きを確かめ、`auditor doctor` を実行して、表示される手順に従ってください。）"


def _line(error: Any) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0][:200]


async def _close(engine: _Engine) -> None:
    try:
        await asyncio.wait_for(engine.chromium.close(), CLOSE_SECONDS)
    except Exception:  # the driver may be gone, and says so in its own way
        _kill(engine.pid)


def _tree(pid: int) -> list[psutil.Process]:
    try:
        root = psutil.Process(pid)
        return [root, *root.children(recursive=True)]
    except (psutil.Error, ValueError):
        return []


def _memory(pid: int) -> int:
    """Resident bytes of a browser and its children."""
    total = 0
    for process in _tree(pid) if pid else ():
        with contextlib.suppress(psutil.Error):
            total += process.memory_info().rss
    return total


def _kill(pid: int) -> None:
    for process in reversed(_tree(pid)) if pid else ():
        with contextlib.suppress(psutil.Error):
            process.kill()
