"""What leaves the browser: no form, no pop-up, nothing to a host that is not the site's; and what stays as it is."""

import asyncio
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from servers import Reply, SiteServer, page, redirect

from auditor.capture.addresses import loopback
from auditor.capture.browser import Session, SiteBrowserSettings, open_session
from auditor.capture.locate import find_axe, require_browser
from auditor.capture.page import Order
from auditor.model import Capture, Fate

HOST, PARTS = "site.localhost", "parts.localhost"


@dataclass
class World:
    """A site, another host of the same operator, and a victim that nobody configured."""

    runner: asyncio.Runner
    session: Session
    site: SiteServer
    victim: SiteServer

    def visit(self, html: str, probes: tuple[str, ...] = (), **routes: Any) -> Capture:
        """Capture a page of the site."""
        self.site.hits.clear()
        self.site.routes.update({f"/{name}": route for name, route in routes.items()})
        self.site.routes["/"] = page(html.replace("VICTIM", self.victim.url("")))
        capture = self.runner.run(self.session.capture(Order(f"http://{HOST}/", seconds=20.0), probes))
        self.runner.run(asyncio.sleep(0.3))
        return capture

    def paths(self) -> list[str]:
        """What the site was asked for besides the page itself and its icon, which only some browsers want."""
        return [f"{hit.method} {hit.path}" for hit in self.site.hits if hit.path not in ("/", "/favicon.ico")]


@pytest.fixture(scope="module")
def world() -> Iterator[World]:
    with (
        asyncio.Runner() as runner,
        SiteServer({"*": page("x")}) as site,
        SiteServer({"*": page("x")}) as victim,
    ):
        resolver = loopback({HOST: site.port, PARTS: site.port})
        opened = open_session(
            SiteBrowserSettings(require_browser(), find_axe()[0], resolver=resolver, tabs=1)
        )
        session = runner.run(opened.__aenter__())
        yield World(runner, session, site, victim)
        runner.run(opened.__aexit__(None, None, None))


def details(capture: Capture, kind: str) -> list[str]:
    return [str(event["detail"]) for event in capture.events if event["kind"] == kind]


FORM = '<form method={method} target="{target}" action="/sent"><input name=q value=1></form>'


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("target", ["_self", "_blank", "empty", "full", "named"])
def test_a_form_is_sent_into_no_window_and_no_frame(world: World, method: str, target: str) -> None:
    frames = "<iframe name=empty></iframe><iframe name=full src=/inner></iframe>"
    script = "<script>onload = () => document.forms[0].submit()</script>"

    capture = world.visit(frames + FORM.format(method=method, target=target) + script)

    assert capture.fate is Fate.OK
    assert world.paths() == ["GET /inner"]


@pytest.mark.parametrize(
    "frame",
    [
        "<iframe src=/inner></iframe>",
        f"<iframe src=http://{PARTS}/inner></iframe>",
        '<iframe srcdoc="<form id=f method=METHOD action=/sent><input name=q></form><script>f.submit()</script>"></iframe>',
        "<iframe sandbox='allow-scripts allow-forms' srcdoc=\"<form id=f method=METHOD action=/sent><input name=q></form>"
        '<script>f.submit()</script>"></iframe>',
        f'<iframe src="data:text/html,<form id=f method=METHOD action=http://{HOST}/sent><input name=q></form>'
        '<script>f.submit()</script>"></iframe>',
    ],
    ids=["own", "other host", "srcdoc", "sandbox", "data"],
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_no_frame_sends_a_form(world: World, frame: str, method: str) -> None:
    inner = page(f"<form id=f method={method} action=/sent><input name=q></form><script>f.submit()</script>")

    world.visit(frame.replace("METHOD", method), inner=inner)

    assert {path for path in world.paths() if "inner" not in path} == set()


def test_the_attempt_to_send_a_form_is_an_event_of_the_capture(world: World) -> None:
    by_post = world.visit(
        FORM.format(method="post", target="") + "<script>document.forms[0].submit()</script>"
    )
    by_get = world.visit(FORM.format(method="get", target="") + "<script>document.forms[0].submit()</script>")

    assert details(by_post, "navigation") == [f"blocked-method: POST http://{HOST}/sent"]
    assert details(by_get, "navigation") == [f"blocked-form: GET http://{HOST}/sent?q=1"]


def test_a_window_asks_for_nothing_whatever_is_written_into_it(world: World) -> None:
    capture = world.visit(
        "<a id=a target=_blank href=/linked>x</a><script>"
        "const tries = [() => open('/opened'), () => open('').document.write('<img src=/written>'), () => a.click(),"
        " () => open('', 'named').location = '/later']; for (const one of tries) try {one()} catch (e) {}</script>"
    )

    assert world.paths() == []
    assert f"http://{HOST}/opened" in details(capture, "popup")


def test_the_page_may_replace_itself_and_a_frame_moves_within_its_host(world: World) -> None:
    world.visit(
        "<iframe src=/moves></iframe><iframe src=/leaves></iframe><iframe id=late></iframe>"
        f"<script>late.src = 'http://{PARTS}/late'</script>",
        moves=page("<script>location = '/moved'</script>"),
        leaves=page(f"<script>location = 'http://{PARTS}/left'</script>"),
    )
    assert sorted(world.paths()) == ["GET /late", "GET /leaves", "GET /moved", "GET /moves"]

    capture = world.visit("<script>location = '/next'</script>", next=page("<title>次</title>"))
    assert capture.url == f"http://{HOST}/next"


def test_what_a_page_does_by_itself_is_as_a_visitor_has_it(world: World) -> None:
    world.visit(
        "<script>fetch('/a', {method: 'POST', body: 'x'}); navigator.sendBeacon('/b', 'x');"
        "const x = new XMLHttpRequest(); x.open('PUT', '/c'); x.send('x')</script>"
    )

    assert sorted(world.paths()) == ["POST /a", "POST /b", "PUT /c"]


def test_what_it_sends_when_a_probe_touches_it_is_refused_and_counted(world: World) -> None:
    capture = world.visit(
        "<a href=/x>案内</a><button>送る</button><script>fetch('/own', {method: 'POST'});"
        "const w = new Worker(URL.createObjectURL(new Blob([`onmessage = () => fetch('http://"
        + HOST
        + "/worker', {method: 'POST'})`])));"
        "addEventListener('focusin', () => {fetch('/touch', {method: 'POST'}); navigator.sendBeacon('/beacon', 'x');"
        "w.postMessage(0); fetch('/read')})</script>",
        probes=("keyboard",),
    )

    assert set(world.paths()) == {"POST /own", "GET /read"}
    assert "error" not in capture.probes["keyboard"]
    (counted,) = details(capture, "refused")
    assert int(counted.split()[0]) == capture.probes["keyboard"]["refused"] >= 6


def test_nor_does_a_window_that_opens_under_the_keys_of_a_probe(world: World) -> None:
    world.visit(
        "<a href=/x>案内</a><button>送る</button><script>addEventListener('keydown', () => {try {"
        "open('/opened'); open('').document.write('<img src=/written><script>fetch(`/fetched`)<\\/script>')} catch (e) {}})</script>",
        probes=("keyboard",),
    )

    assert world.paths() == []


VECTORS = {
    "img": "<img src=VICTIM/x>", "css": "<link rel=stylesheet href=VICTIM/x>", "script": "<script src=VICTIM/x></script>",
    "frame": "<iframe src=VICTIM/x></iframe>", "object": "<object data=VICTIM/x></object>", "embed": "<embed src=VICTIM/x>",
    "fetch": "<script>fetch('VICTIM/x', {mode: 'no-cors'})</script>", "beacon": "<script>navigator.sendBeacon('VICTIM/x')</script>",
    "socket": "<script>new WebSocket('VICTIM/x'.replace('http', 'ws'))</script>", "preconnect": "<link rel=preconnect href=VICTIM>",
    "prefetch": "<link rel=prefetch href=VICTIM/x>", "redirect": "<img src=/away>", "frame redirect": "<iframe src=/away></iframe>",
    "worker": "<script>new Worker(URL.createObjectURL(new Blob([\"fetch('VICTIM/x', {mode: 'no-cors'})\"])))</script>",
}  # fmt: skip


@pytest.mark.parametrize("html", VECTORS.values(), ids=VECTORS)
def test_no_part_of_a_page_comes_from_a_host_of_this_machine_that_is_not_the_sites(
    world: World, html: str
) -> None:
    world.site.routes["/away"] = redirect(world.victim.url("/x"))

    capture = world.visit(html)

    assert capture.fate is Fate.OK
    assert world.victim.hits == []


def test_a_refused_part_is_named_among_the_requests(world: World) -> None:
    capture = world.visit("<img src=VICTIM/x.png>")

    assert [(one["url"], one["blocked"]) for one in capture.requests if "x.png" in one["url"]] == [
        (world.victim.url("/x.png"), "forbidden-address")
    ]


def test_a_page_at_a_refused_address_has_its_fate_and_so_has_a_redirect_to_one(world: World) -> None:
    world.site.routes["/away"] = redirect(world.victim.url("/x"))

    direct = world.runner.run(world.session.capture(Order(world.victim.url(), seconds=10.0)))
    led = world.runner.run(world.session.fetch(f"http://{HOST}/away", 10.0, lambda _: True))

    assert (direct.fate, led.fate) == (Fate.FORBIDDEN_ADDRESS, Fate.FORBIDDEN_ADDRESS)
    assert world.victim.hits == []


def test_a_large_file_comes_through_the_gate_as_it_was_sent(world: World) -> None:
    body = bytes(range(256)) * 40_000

    capture = world.visit(
        "<script>fetch('/large').then(r => r.arrayBuffer()).then(async b => {"
        "const h = await crypto.subtle.digest('SHA-1', b); document.title = b.byteLength + ' ' + new Uint8Array(h)[0]})</script>",
        large=Reply(body, 200, (("Content-Type", "application/octet-stream"),)),
    )

    assert any(f"{len(body)} " in text for text in capture.snapshot["strings"])  # type: ignore[index,operator]


def test_a_gate_outlives_a_client_that_talks_nonsense(world: World) -> None:
    async def talk() -> list[bytes]:
        port, heard = world.session.gate_port, []
        for said in (
            b"GET / HTTP/1.1\r\n\r\n",
            b"\x05\x01\x02",
            b"\x05\x01\x00\x05\x02\x00\x01" + bytes(6),
            b"\x05" * 900,
        ):
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(said)
            try:
                heard.append(await asyncio.wait_for(reader.read(99), 3))
            except ConnectionError:
                heard.append(b"")
            writer.close()
        return heard

    begin = time.monotonic()
    heard = world.runner.run(talk())

    assert heard[0] == b"" and heard[1][:2] == b"\x05\xff" and heard[3] in (b"", b"\x05\xff")
    assert time.monotonic() - begin < 10
    assert world.visit("<p>x").fate is Fate.OK
