"""Renders HTML text in a real Chromium into a Capture, for examples and tests that need layout or names."""

import sys
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from playwright.sync_api import Browser, CDPSession, Page, Playwright, Route, sync_playwright

from auditor.capture.locate import require_browser
from auditor.capture.members import STYLES
from auditor.model import Capture, Fate, Hop

URL = "http://example.localhost/"


class Renderer:
    """One browser and one page for all tests. They live in a thread of their own: Playwright's loop
    would otherwise forbid asyncio.run to every other test of the process."""

    def __init__(self) -> None:
        # It answers in greenlets, which a tracer that knows threads alone mistakes for one another.
        self._thread = ThreadPoolExecutor(1, "renderer", sys.settrace, (None,))
        self._html = ""
        self._headers: tuple[tuple[str, str], ...] = ()
        self._thread.submit(self._start).result()

    def capture(
        self,
        html: str,
        headers: tuple[tuple[str, str], ...] = (),
        probes: Mapping[str, Any] | None = None,
    ) -> Capture:
        """What a visit of a page with this text would have left, without axe-core's answer."""
        return self._thread.submit(self._capture, html, headers, probes or {}).result()

    def close(self) -> None:
        """End the browser and its thread."""
        self._thread.submit(self._stop).result()
        self._thread.shutdown()

    def _start(self) -> None:
        self._playwright: Playwright = sync_playwright().start()
        self._browser: Browser = self._playwright.chromium.launch(
            executable_path=require_browser().path, args=["--no-sandbox"]
        )
        self._page: Page = self._browser.new_page(viewport={"width": 1280, "height": 900})
        self._page.route("**/*", self._answer)
        self._cdp: CDPSession = self._page.context.new_cdp_session(self._page)

    def _stop(self) -> None:
        self._browser.close()
        self._playwright.stop()

    def _answer(self, route: Route) -> None:
        if route.request.url == URL:
            headers = {"content-type": "text/html; charset=utf-8", **dict(self._headers)}
            route.fulfill(body=self._html, headers=headers)
        else:
            route.fulfill(status=404, body="")

    def _capture(self, html: str, headers: tuple[tuple[str, str], ...], probes: Mapping[str, Any]) -> Capture:
        self._html, self._headers = html, headers
        self._page.goto(URL, wait_until="load")
        snapshot = self._cdp.send(
            "DOMSnapshot.captureSnapshot", {"computedStyles": list(STYLES), "includeDOMRects": True}
        )
        tree = self._cdp.send("Page.getFrameTree")["frameTree"]
        frames = [tree, *tree.get("childFrames", ())]
        ax = {
            frame["frame"]["id"]: self._cdp.send(
                "Accessibility.getFullAXTree", {"frameId": frame["frame"]["id"]}
            )["nodes"]
            for frame in frames
        }
        return Capture(
            url=URL,
            requested=URL,
            fate=Fate.OK,
            hops=(Hop(URL, 200, headers or (("Content-Type", "text/html; charset=utf-8"),)),),
            source=html.encode(),
            encoding="utf-8",
            snapshot={**snapshot, "styles": list(STYLES)},
            ax=ax,
            probes=probes,
        )
