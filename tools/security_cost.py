"""What the security rules cost: their share of a run's CPU, and the time of one site probe.

    python tools/security_cost.py REPORTS [CYCLE [MS]]

REPORTS is the folder of a finished run, MS the CPU a page of a whole run takes (browser included, in milliseconds).
Seconds are those of this process (CPU), so that a busy machine does not change the share. Security is judged after
the other families, as in a run: what it adds is what it does not find done. The probe asks a small server of its own
on loopback, without waiting for the crawl's pace.
"""

import asyncio
import http.server
import sys
import threading
import time
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

from auditor.capture.addresses import Resolver, reach_of
from auditor.capture.host import probe_site
from auditor.capture.http import PlainClient
from auditor.criteria import profile
from auditor.evaluate.engine import judge_page, judge_site
from auditor.evaluate.rulebook import load
from auditor.model import Fate
from auditor.page import page_from_capture, page_from_html, site_from
from auditor.store import CaptureStore, Store

VIEWPORT = "1280x900"
PAGES = 60
RUN_MS = 1240.0  # CPU a page of a run with light pages on the machine of rules/MEASURED.md; at best 740
WARM = '<script src="https://www.example.com/a.js"></script>'
_VIEWED = ("source", "snapshot", "ax", "cookies", "events", "probes")


def main(reports: Path, cycle: str, run_ms: float) -> int:
    """Print both figures."""
    book, jis = load(), profile(["jis-x-8341-3-2016-aa"])
    spent, slowest, pages = defaultdict[str, float](float), defaultdict[str, float](float), 0
    begun = time.process_time()
    judge_page(
        page_from_html(WARM), [rule for rule in book.of_kind("page") if rule.family == "security"], jis
    )
    print(
        f"once a process (suffix list, patterns of libraries): {1000 * (time.process_time() - begun):.0f} ms"
    )
    with Store(reports / "auditor.sqlite") as store:
        cycle = cycle or max(store.cycles())
        for path in sorted((reports / "captures" / cycle).glob("*.sqlite")):
            captures, site = CaptureStore(path), path.stem
            rows = store.site(cycle, site)
            facts = [*rows.pages()]
            there = set(rows.captured())
            audited = sorted(page.url for page in facts if page.url in there and page.fate is Fate.OK)[:PAGES]
            for url in audited:
                capture = captures.get(url, VIEWPORT, without=("screenshot",))
                if capture is None:
                    continue
                pages += 1
                begun = time.process_time()
                view = page_from_capture(capture)
                spent["view"] += time.process_time() - begun
                for rule in book.of_kind("page"):
                    begun = time.process_time()
                    judge_page(view, [rule], jis)
                    slowest[rule.id] += (took := time.process_time() - begun)
                    spent[rule.family] += took

            def opener(url: str, only: tuple[str, ...], captures: CaptureStore = captures):  # type: ignore[no-untyped-def]
                return lambda: captures.get(url, VIEWPORT, only=only)

            whole = site_from(
                facts, id=site, start=facts[0].url if facts else "",
                audited={url: opener(url, _VIEWED) for url in audited},
                rendered_links={}, scripts=rows.facts().scripts or (),
                evidence=rows.facts().evidence,
                markup={url: opener(url, ("source",)) for url in audited},
            )  # fmt: skip
            for rule in book.of_kind("site"):
                begun = time.process_time()
                judge_site(whole, [rule], jis)
                slowest[rule.id] += (took := time.process_time() - begun)
                spent[f"{rule.family} (site)"] += took
            captures.close()
    print(f"{pages} pages")
    for name, seconds in sorted(spent.items(), key=lambda one: -one[1]):
        print(f"{name:22} {1000 * seconds / max(1, pages):8.2f} ms a page")
    security_ms = (
        1000 * sum(took for name, took in spent.items() if name.startswith("security")) / max(1, pages)
    )
    print(
        f"security in all: {security_ms:.2f} ms a page, {100 * security_ms / run_ms:.2f} % of a run's {run_ms:g} ms"
    )
    print("dearest security rules (ms a page):")
    security = [
        (name, took)
        for name, took in sorted(slowest.items(), key=lambda one: -one[1])
        if name.startswith("security/")
    ]
    for name, took in security[:8]:
        print(f"  {name:36} {1000 * took / max(1, pages):8.2f}")
    print(f"site probe of a responsive host on loopback: {asyncio.run(_probe()):.2f} s")
    return 0


class _Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200 if self.path == "/" else 404)
        self.send_header("Content-Length", "1")
        self.end_headers()
        self.wfile.write(b"x")

    do_OPTIONS = do_GET

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing."""


async def _probe() -> float:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()

    @asynccontextmanager
    async def turn(url: str) -> AsyncIterator[None]:
        yield

    port = server.server_address[1]
    begun = time.monotonic()
    async with PlainClient(
        "cost", seconds=5, resolver=Resolver(reach_of([f"http://localhost:{port}/"]))
    ) as client:
        await probe_site("localhost", client, turn, now=datetime.now(UTC), token="none", ports=(port, port))
    took = time.monotonic() - begun
    server.shutdown()
    return took


if __name__ == "__main__":
    given = [*sys.argv[2:], "", ""]
    sys.exit(main(Path(sys.argv[1]), given[0], float(given[1] or RUN_MS)))
