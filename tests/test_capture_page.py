"""What a visit in a real browser leaves as evidence, and what it withstands."""

import asyncio
import itertools
import json
import socket
import time
import zlib
from collections.abc import Coroutine, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

import pytest
from servers import Reply, Request, SiteServer, drip, flood, never, page, raw, redirect

from auditor.capture.addresses import loopback
from auditor.capture.browser import (
    Session,
    SiteBrowserSettings,
    arguments,
    open_session,
    user_agent,
)
from auditor.capture.locate import find_axe, find_browser, require_browser
from auditor.capture.mask import private_boxes
from auditor.capture.network import fate_of_error, fate_of_response, header_lines
from auditor.capture.page import Order
from auditor.capture.probes.budget import Budget
from auditor.model import BrowserError, Capture, CaptureError, Fate, ProbeName

SITES = Path(__file__).parent / "sites" / "capture"
HOST = "site.localhost"
T = TypeVar("T")


@dataclass
class World:
    """A site, a session of one tab, and the loop they live in."""

    runner: asyncio.Runner
    session: Session
    server: SiteServer

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        return self.runner.run(work)

    def capture(self, path: str, probes: tuple[str, ...] = (), **options: Any) -> Capture:
        order = Order(f"http://{HOST}{path}", **{"seconds": 20.0, **options})
        return self.run(self.session.capture(order, probes))


def settings(server: SiteServer, **changes: Any) -> SiteBrowserSettings:
    source, _ = find_axe()
    values = {
        "resolver": loopback({HOST: server.port}, f"127.0.0.1:{server.port}"),
        "tabs": 1,
        "contact": "a@example.jp",
        "version": "1.0",
    }
    return SiteBrowserSettings(require_browser(), source, **{**values, **changes})


@pytest.fixture(scope="module")
def site() -> Iterator[SiteServer]:
    routes: dict[str, Any] = {}
    with SiteServer(routes) as server:
        for file in SITES.iterdir():
            kind = "text/javascript" if file.suffix == ".js" else "text/html"
            body = file.read_text(encoding="utf-8").replace("$PORT", str(server.port)).encode()
            server.routes[f"/{file.name}"] = Reply(body, 200, (("Content-Type", kind + ";charset=utf-8"),))
        yield server


@pytest.fixture(scope="module")
def world(site: SiteServer) -> Iterator[World]:
    with asyncio.Runner() as runner:
        opened = open_session(settings(site))
        session = runner.run(opened.__aenter__())
        yield World(runner, session, site)
        runner.run(opened.__aexit__(None, None, None))


def strings_of(capture: Capture) -> set[str]:
    assert not isinstance(capture.snapshot, CaptureError), capture.snapshot
    return set(capture.snapshot["strings"])


def kinds_of(capture: Capture) -> set[str]:
    return {event["kind"] for event in capture.events}


# Evidence


def test_a_page_gives_every_member(world: World) -> None:
    world.server.routes["/plain"] = page(
        "<!doctype html><html lang=ja><title>一</title><h1>都庁</h1><img src=x.png><p class=a>文",
        ("Set-Cookie", "a=1"), ("Set-Cookie", "b=2"), ("X-Dup", "1"), ("X-Dup", "2"),
    )  # fmt: skip

    capture = world.capture("/plain")

    assert (capture.fate, capture.settled, capture.encoding) == (Fate.OK, "quiet", "utf-8")
    assert "都庁" in strings_of(capture) and "display" in capture.snapshot["styles"]  # type: ignore[index]
    names = {node["name"]["value"] for nodes in capture.ax.values() for node in nodes if "name" in node}  # type: ignore[union-attr]
    assert "都庁" in names
    assert "image-alt" in {rule["id"] for rule in capture.axe["violations"]}  # type: ignore[index]
    assert {cookie["name"] for cookie in capture.cookies} == {"a", "b"}
    assert not any("value" in cookie for cookie in capture.cookies)
    assert [value for name, value in capture.hops[-1].headers if name == "X-Dup"] == ["1", "2"]
    assert [request["url"] for request in capture.requests][:1] == [f"http://{HOST}/plain"]


def test_every_redirect_is_a_hop_with_its_own_lines(world: World) -> None:
    world.server.routes["/from"] = redirect("/over", 301, ("Set-Cookie", "c=1"), ("Set-Cookie", "d=1"))
    world.server.routes["/over"] = redirect("/end", 302)
    world.server.routes["/end"] = page("<title>終</title><h1>終</h1>")

    capture = world.capture("/from")

    assert [(hop.url.rsplit("/", 1)[1], hop.status) for hop in capture.hops] == [
        ("from", 301), ("over", 302), ("end", 200),
    ]  # fmt: skip
    assert [value for name, value in capture.hops[0].headers if name == "Set-Cookie"] == ["c=1", "d=1"]
    assert capture.url == f"http://{HOST}/end"


def test_the_source_is_kept_as_sent_whatever_its_encoding(world: World) -> None:
    body = "<!doctype html><meta charset=shift_jis><title>都</title><p>東京都".encode("cp932") + b"\x80\xff"
    world.server.routes["/sjis"] = Reply(body, 200, (("Content-Type", "text/html"),))

    capture = world.capture("/sjis")

    assert capture.source == body
    assert capture.encoding == "shift_jis"
    assert "都" in strings_of(capture)


def test_a_compressed_source_is_kept_unpacked(world: World) -> None:
    html = "<!doctype html><title>圧縮</title><h1>圧縮</h1>".encode()
    packed = zlib.compressobj(9, wbits=31)
    body = packed.compress(html) + packed.flush()
    headers = (("Content-Type", "text/html;charset=utf-8"), ("Content-Encoding", "gzip"))
    world.server.routes["/gzip"] = Reply(body, 200, headers)

    capture = world.capture("/gzip")

    assert capture.source == html
    assert "圧縮" in strings_of(capture)
    assert ("Content-Encoding", "gzip") in capture.hops[-1].headers


def test_frames_are_seen_and_tested_the_sandboxed_one_included(world: World) -> None:
    capture = world.capture("/framed.html")

    assert {"中", "よそ", "砂場"} <= {text.strip() for text in strings_of(capture)}
    assert isinstance(capture.axe, dict)
    assert [frame["tested"] for frame in capture.axe["frames"]] == [True] * 4
    image = next(rule for rule in capture.axe["violations"] if rule["id"] == "image-alt")
    assert sorted(len(node["target"]) for node in image["nodes"]) == [2, 2, 2]
    assert isinstance(capture.ax, dict) and len(capture.ax) == 4


def test_a_frame_in_another_process_is_seen_and_tested(site: SiteServer) -> None:
    async def visit() -> Capture:
        async with open_session(settings(site, arguments=("--site-per-process",))) as session:
            return await session.capture(Order(f"http://{HOST}/framed.html", seconds=20.0))

    capture = asyncio.run(visit())

    assert isinstance(capture.axe, dict) and isinstance(capture.snapshot, dict)
    assert [frame["tested"] for frame in capture.axe["frames"]] == [True] * 4
    assert capture.snapshot["frames"]
    image = next(rule for rule in capture.axe["violations"] if rule["id"] == "image-alt")
    assert len(image["nodes"]) == 3


def test_axe_runs_under_a_policy_that_forbids_scripts_and_beside_broken_prototypes(world: World) -> None:
    world.server.routes["/csp"] = page(
        "<title>一</title><script>Array.prototype.map = null; JSON.stringify = null</script><img src=x>",
    )
    world.server.routes["/csp2"] = page(
        "<title>一</title><img src=x>", ("Content-Security-Policy", "default-src 'none'; sandbox")
    )

    world.server.routes["/csp3"] = page(
        "<title>一</title><script>1</script><img src=x>",
        ("Content-Security-Policy", "require-trusted-types-for 'script'; trusted-types 'none'"),
    )

    captures = [world.capture(path) for path in ("/csp", "/csp2", "/csp3")]

    for capture in captures:
        assert "image-alt" in {rule["id"] for rule in capture.axe["violations"]}  # type: ignore[index]


def test_axe_speaks_of_both_editions_and_of_aaa_only_when_asked(world: World) -> None:
    world.server.routes["/grey"] = page("<title>一</title><p style='color:#666;background:#fff'>灰色の文</p>")

    plain, strict = world.capture("/grey"), world.capture("/grey", aaa=True)

    def rules(capture: Capture) -> set[str]:
        axe: Any = capture.axe
        found = {rule["id"] for kind in ("violations", "incomplete") for rule in axe[kind]}
        return found | set(axe["passes"]) | set(axe["inapplicable"])

    assert {"target-size", "color-contrast", "region", "p-as-heading", "css-orientation-lock"} <= rules(plain)
    assert not {"hidden-content", "duplicate-id", "color-contrast-enhanced"} & rules(plain)
    assert "color-contrast-enhanced" in rules(strict)


def test_contrast_is_measured_against_japanese_sizes(world: World) -> None:
    world.server.routes["/large"] = page(
        "<title>一</title><p style='font-size:20pt;color:#888;background:#fff'>二十ポイントの文</p>"
    )

    capture = world.capture("/large")

    assert "color-contrast" in {rule["id"] for rule in capture.axe["violations"]}  # type: ignore[index]


# Coming to rest


def test_what_a_script_adds_after_load_is_evidence(world: World) -> None:
    world.server.routes["/late"] = page(
        "<title>一</title><p id=p>前</p><script>onload = () => setTimeout(() => fetch('/late-data')"
        ".then(r => r.text()).then(t => { p.textContent = t }), 60)</script>"
    )
    world.server.routes["/late-data"] = page("後から来た文")

    capture = world.capture("/late")

    assert capture.settled == "quiet"
    assert "後から来た文" in strings_of(capture)


def test_what_fades_in_is_looked_at_when_it_is_there(world: World) -> None:
    world.server.routes["/fades"] = page(
        "<!doctype html><html lang=ja><title>一</title><style>@keyframes in {from {opacity: 0}} p {animation: in .8s}"
        "b {animation: turn 9s infinite} @keyframes turn {to {rotate: 1turn}}</style><main><p>後から濃くなる文<b>※</b></main>"
    )

    capture = world.capture("/fades")

    assert capture.settled == "quiet"
    assert isinstance(capture.axe, dict)
    assert "color-contrast" not in [rule["id"] for rule in capture.axe["violations"]]


def test_an_endless_ticker_settles_by_its_budget(world: World) -> None:
    world.server.routes["/ticker"] = page(
        "<title>一</title><p id=p>0</p><script>setInterval(() => { p.textContent++ }, 20)</script>"
    )
    start = time.monotonic()

    capture = world.capture("/ticker", settle_seconds=0.6)

    assert (capture.fate, capture.settled) == (Fate.OK, "budget")
    assert time.monotonic() - start < 8


def test_a_form_sent_at_once_that_the_policy_of_the_page_stops_costs_no_wait(world: World) -> None:
    world.server.routes["/sends"] = page(
        "<meta http-equiv=Content-Security-Policy content=\"form-action 'none'\"><title>一</title><h1>見出し</h1>"
        "<form method=post action=/away></form><script>document.forms[0].submit()</script>"
    )

    capture = world.capture("/sends", seconds=6.0)

    assert (capture.fate, capture.settled) == (Fate.OK, "quiet")
    assert "見出し" in strings_of(capture)


def test_a_picture_that_never_comes_costs_time_but_not_the_evidence(world: World) -> None:
    world.server.routes["/waits"] = page("<title>一</title><h1>見出し</h1><img src=/never.png alt=x>")
    world.server.routes["/never.png"] = never()

    capture = world.capture("/waits", seconds=6.0)

    assert (capture.fate, capture.settled) == (Fate.OK, "budget")
    assert "見出し" in strings_of(capture)


def test_a_refresh_at_once_is_followed_and_a_later_one_is_an_event(world: World) -> None:
    world.server.routes["/now"] = page("<meta http-equiv=refresh content='0;url=/then'><title>今</title>")
    world.server.routes["/soon"] = page(
        "<meta http-equiv=refresh content='1;url=/then'><title>待</title>待つ"
    )
    world.server.routes["/then"] = page("<title>先</title><h1>先</h1>")

    now, soon = world.capture("/now"), world.capture("/soon")

    assert now.url == f"http://{HOST}/then" and "先" in strings_of(now)
    assert soon.url == f"http://{HOST}/soon" and "meta-refresh" in kinds_of(soon)


# One page after another


def test_a_page_sees_nothing_its_forerunner_left(world: World) -> None:
    left = world.capture("/leaves.html")

    capture = world.capture("/looks.html")

    assert "置いた" in strings_of(left), left.events
    assert "permission" in kinds_of(left)
    seen = json.loads(next(text for text in strings_of(capture) if text.startswith("{")))
    assert seen.pop("history") <= 2  # the blank page between may count
    assert seen == {
        "cookie": "", "local": {}, "session": {}, "name": "", "databases": [], "workers": 0, "caches": [],
        "position": "denied",
    }  # fmt: skip


def test_dialogs_popups_and_prompts_are_refused_and_recorded(world: World) -> None:
    capture = world.capture("/busy.html")
    after = world.capture("/looks.html")

    assert {"dialog", "permission"} <= kinds_of(capture)
    assert capture.fate is Fate.OK and after.fate is Fate.OK


def test_a_form_is_never_submitted(world: World) -> None:
    capture = world.capture("/form.html")

    assert "POST" not in {hit.method for hit in world.server.hits}
    assert any(event["detail"].startswith("blocked-method") for event in capture.events)
    assert "送信するページ" in strings_of(capture)


def test_we_say_who_we_are(world: World) -> None:
    world.capture("/looks.html")

    agent = world.server.hits[-1].headers["user-agent"]
    assert agent.endswith(" TokyoWebAuditor/1.0 (+mailto:a@example.jp)")
    assert "Headless" not in agent and "Chrome/" in agent


def test_contexts_and_browsers_are_renewed_by_count(site: SiteServer) -> None:
    site.routes["/small"] = page("<title>小</title><h1>小</h1>")

    async def visits() -> list[Fate]:
        many = settings(site, tabs=2, context_pages=2, browser_pages=4)
        async with open_session(many) as session:
            order = Order(f"http://{HOST}/small", axe=False)
            return [
                taken.fate for taken in await asyncio.gather(*[session.capture(order) for _ in range(10)])
            ]

    assert asyncio.run(visits()) == [Fate.OK] * 10


# Fates


@pytest.mark.parametrize(
    ("route", "fate"),
    [
        (Reply(b"%PDF-1.7", 200, (("Content-Type", "application/pdf"),)), Fate.NOT_HTML),
        (page("<p>x", ("Content-Disposition", "attachment; filename=a.html")), Fate.DOWNLOAD),
        (Reply(b"<p>x", 404), Fate.HTTP_ERROR),
        (Reply(b"<p>x", 403), Fate.REFUSED),
        (Reply(b"<p>x", 500), Fate.SERVER_ERROR),
        (redirect("/fate"), Fate.REDIRECT_LOOP),
        (redirect("http://elsewhere.localhost/"), Fate.REDIRECTED_OFF_SITE),
        (raw(b"garbage garbage\r\n\r\n"), Fate.BAD_RESPONSE),
        (raw(b""), Fate.BAD_RESPONSE),
        (Reply(b"<p>x", 200, (("Content-Type", "text/html"), ("X-Big", "1"))), Fate.OK),
    ],
)  # fmt: skip
def test_each_answer_has_its_fate(world: World, route: Any, fate: Fate) -> None:
    world.server.routes["/fate"] = route

    capture = world.capture("/fate", axe=False, allowed=lambda url: HOST in url)

    assert capture.fate is fate, (capture.fate, capture.detail)


def test_a_site_that_is_down_and_a_name_that_is_not_known(world: World) -> None:
    closed = world.run(world.session.capture(Order("http://127.0.0.1:9/", seconds=10.0)))
    unknown = world.run(world.session.capture(Order("http://nothing.invalid/", seconds=10.0)))

    assert (closed.fate, unknown.fate) == (Fate.CONNECTION, Fate.DNS)


@pytest.mark.parametrize("route", [never(), drip()], ids=["never", "drip"])
def test_a_server_that_never_ends_costs_the_time_of_the_page(world: World, route: Any) -> None:
    world.server.routes["/endless"] = route
    start = time.monotonic()

    capture = world.capture("/endless", seconds=1.5)
    after = world.capture("/looks.html")

    assert capture.fate is Fate.TIMEOUT
    assert after.fate is Fate.OK
    assert time.monotonic() - start < 15


def test_a_page_that_loops_for_ever_keeps_what_came_before(world: World) -> None:
    world.server.routes["/loop"] = page("<title>輪</title><p>x<script>while (true);</script>")

    capture = world.capture("/loop", seconds=3.0)
    after = world.capture("/looks.html")

    assert capture.fate is Fate.TIMEOUT
    assert isinstance(capture.source, bytes) and capture.hops[-1].status == 200
    assert after.fate is Fate.OK


def test_a_body_without_end_and_a_page_of_too_many_elements_are_too_large(world: World) -> None:
    world.server.routes["/flood"] = flood()
    world.server.routes["/many"] = page("<title>多</title>" + "<b></b>" * 200_000)

    endless, many = world.capture("/flood", seconds=60.0), world.capture("/many", seconds=60.0)

    assert endless.fate is Fate.TOO_LARGE and isinstance(endless.source, CaptureError)
    assert many.fate is Fate.TOO_LARGE and isinstance(many.source, bytes)


def test_a_crash_costs_one_more_try(world: World) -> None:
    world.server.routes["/fine"] = page("<title>良</title><h1>良</h1>")

    async def crash_then_capture() -> Capture:
        async with world.session.visit(Order(f"http://{HOST}/fine", axe=False)) as visit:
            tab = visit._tab
            with pytest.raises(Exception, match=r"."):
                await tab.send("Page.crash", seconds=5.0)
        return await world.session.capture(Order(f"http://{HOST}/fine", axe=False))

    assert world.run(crash_then_capture()).fate is Fate.OK


# Other ways in


def test_discovery_may_ask_through_the_browser_without_loading_anything_else(world: World) -> None:
    world.server.routes["/asked"] = page("<title>一</title><img src=/not-loaded.png>", ("X-A", "1"))

    fetched = world.run(world.session.fetch(f"http://{HOST}/asked"))

    assert fetched.fate is Fate.OK and b"not-loaded" in fetched.body
    assert ("X-A", "1") in fetched.hops[-1].headers
    assert "/not-loaded.png" not in world.server.paths


def test_links_made_by_scripts_are_found(world: World) -> None:
    world.server.routes["/app"] = page(
        "<title>app</title><script>document.write('<a href=/made>作った リンク</a>')</script>"
    )

    rendered = world.run(world.session.rendered_links(f"http://{HOST}/app"))

    assert rendered.links == ((f"http://{HOST}/made", "作った リンク"),)
    assert rendered.title == "app"


# Pictures and probes


def test_probes_look_at_the_page_that_was_captured_and_ask_its_site_no_more(world: World) -> None:
    turns = itertools.count(1)

    def another_each_time(server: SiteServer, connection: socket.socket, request: Request) -> bool:
        boxes = "".join(f"<button>手続き{number}</button>" for number in range(next(turns)))
        html = (
            f'<!doctype html><html lang=ja><title>一</title><link rel=stylesheet href="/kept.css">{boxes}'
            '<p lang=en class=a>text</p><img src="/kept.png" alt="">'
        )
        connection.sendall(page(html, ("Content-Security-Policy", "script-src 'none'")).wire())
        return True

    day = ("Cache-Control", "max-age=86400")
    world.server.routes["/changing"] = another_each_time
    world.server.routes["/kept.css"] = Reply(b"p{color:red}", 200, (("Content-Type", "text/css"), day))
    world.server.routes["/kept.png"] = Reply(b"x", 200, (("Content-Type", "image/png"), day))
    before = len(world.server.hits)

    capture = world.capture("/changing?a=1", tuple(map(str, ProbeName)), axe=False, seconds=60.0)

    paths = [hit.path for hit in world.server.hits[before:]]
    assert paths.count("/changing?a=1") == 1
    assert paths.count("/kept.css") == paths.count("/kept.png") == 1
    assert not [name for name, told in capture.probes.items() if "error" in told]
    assert len(capture.probes["keyboard"]["stops"]) == 1


def test_the_picture_covers_what_is_private(world: World) -> None:
    async def shoot() -> Any:
        async with world.session.visit(Order(f"http://{HOST}/private.html", axe=False)) as visit:
            return visit.capture, await visit.screenshot()

    capture, shot = world.run(shoot())

    assert shot.image[:3] == b"\xff\xd8\xff"
    assert len(shot.masks) == 2 and shot.masks == private_boxes(capture.snapshot)


def test_the_reflow_probe_names_what_sticks_out(world: World) -> None:
    capture = world.capture("/wide.html", ("reflow",), axe=False)

    measured = capture.probes["reflow"]
    assert measured["width"] == 320 and measured["scrollWidth"] >= 700 and measured["scrolled"] > 0
    assert [element["selector"] for element in measured["elements"]] == [
        "html > body > div:nth-of-type(1) > table"
    ]


def test_the_keyboard_probe_walks_out_of_a_page_and_sees_the_focus(world: World) -> None:
    walk = world.capture("/keys.html", ("keyboard",), axe=False).probes["keyboard"]

    assert [(stop["tag"], stop["shows"]) for stop in walk["stops"]] == [
        ("a", True), ("a", False), ("button", True),
    ]  # fmt: skip
    assert walk["trap"] is None and walk["end"] in ("left", "wrapped")
    assert walk["stops"][2]["name"] == "押す"


def test_the_keyboard_probe_finds_a_trap(world: World) -> None:
    walk = world.capture("/trap.html", ("keyboard",), axe=False).probes["keyboard"]

    assert walk["end"] == "trap"
    assert walk["trap"]["length"] == 2


# Values


def test_duplicate_headers_are_split_where_chromium_joined_them() -> None:
    assert header_lines("", {"Set-Cookie": "a=1\nb=2"}) == (("Set-Cookie", "a=1"), ("Set-Cookie", "b=2"))


def test_the_kind_of_a_network_error_is_its_fate() -> None:
    assert fate_of_error("net::ERR_CERT_DATE_INVALID") is Fate.TLS
    assert fate_of_error("net::ERR_NAME_NOT_RESOLVED") is Fate.DNS
    assert fate_of_error("net::ERR_CONNECTION_REFUSED") is Fate.CONNECTION
    assert fate_of_response(200, "application/xhtml+xml") is Fate.OK


def test_our_name_follows_the_browsers_own() -> None:
    assert user_agent("Mozilla/5.0 HeadlessChrome/1", "2", "") == "Mozilla/5.0 Chrome/1 TokyoWebAuditor/2"


def test_a_missing_browser_is_one_line_with_a_cure() -> None:
    assert find_browser("/nowhere/chromium").browser is None
    with pytest.raises(BrowserError, match="auditor setup"):
        require_browser("/nowhere/chromium")


def test_the_browser_has_one_way_to_the_network() -> None:
    made = arguments(SiteBrowserSettings(require_browser(), ""), 1080)

    assert {"--proxy-server=socks5://127.0.0.1:1080", "--proxy-bypass-list=<-loopback>"} <= set(made)
    assert "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1" in made


# Pages that are drawn late, or not at all


def slow(seconds: float, reply: Reply) -> Any:
    """A route that answers late."""

    def behave(server: SiteServer, connection: Any, request: Any) -> bool:
        server.closing.wait(seconds)
        return server.send(reply, connection, request)

    return behave


@pytest.mark.parametrize(
    "body",
    [
        "<div id=r></div><script>setTimeout(() => { r.innerHTML = '<p>描いた文</p>' }, 4500)</script>",
        "<div id=r role=status aria-busy=true>Loading...</div>"
        "<script>setTimeout(() => { r.outerHTML = '<p>描いた文</p>' }, 4500)</script>",
        "<h1>予約</h1><p>空きを調べています</p><div id=r></div>"
        "<script>fetch('/slow').then(a => a.text()).then(t => { r.innerHTML = t })</script>",
    ],
    ids=["empty body and a timer", "words that ask to wait", "an answer under way"],
)
def test_a_page_that_is_drawn_late_is_waited_for(world: World, body: str) -> None:
    world.server.routes["/drawn-late"] = page(f"<!doctype html><title>一</title>{body}")
    world.server.routes["/slow"] = slow(5.0, page("<p>描いた文</p>"))

    capture = world.capture("/drawn-late", axe=False, seconds=60.0)

    assert capture.settled == "quiet"
    assert "描いた文" in strings_of(capture)
    assert "empty" not in kinds_of(capture)


def test_a_page_that_is_never_drawn_says_so_and_leaves_time_for_its_evidence(world: World) -> None:
    world.server.routes["/undrawn"] = page("<title>一</title><div id=app></div><script>0</script>")

    capture = world.capture("/undrawn", seconds=5.0)

    assert (capture.fate, capture.settled) == (Fate.OK, "quiet")
    assert "empty" in kinds_of(capture)
    assert isinstance(capture.axe, dict)


XHTML = (("Content-Type", "application/xhtml+xml"),)


@pytest.mark.parametrize(
    ("route", "fate", "detail"),
    [
        (Reply(b"", 204, ()), Fate.NO_CONTENT, "HTTP 204"),
        (Reply(b"", 205, ()), Fate.NO_CONTENT, "HTTP 205"),
        (page("<p>x<script>document.documentElement.remove()</script>"), Fate.NO_CONTENT, "no element"),
        (Reply(b'<html xmlns="http://www.w3.org/1999/xhtml"><body><p>x<br></p></body></html>', 200, XHTML),
         Fate.NOT_WELL_FORMED, "line 1"),
        (Reply(b'<html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body>&nbsp;</body></html>',
               200, XHTML), Fate.NOT_WELL_FORMED, "nbsp"),
        (Reply(b'<html xmlns="http://www.w3.org/1999/xhtml"><body><p>x<br/></p></body></html>', 200, XHTML),
         Fate.OK, ""),
        (page("<title>x</title><p>parsererror</p><parsererror>x</parsererror>"), Fate.OK, ""),
    ],
    ids=["204", "205", "root taken away", "unclosed tag", "entity of HTML", "well-formed", "an element of that name"],
)  # fmt: skip
def test_an_answer_without_a_page_in_it_has_a_fate_of_its_own(
    world: World, route: Any, fate: Fate, detail: str
) -> None:
    world.server.routes["/odd"] = route

    capture = world.capture("/odd", axe=False)

    assert capture.fate is fate and detail in capture.detail, (capture.fate, capture.detail)
    assert isinstance(capture.snapshot, CaptureError) == (fate is not Fate.OK)


# Names that hide what scripts of ours ask for


@pytest.mark.parametrize(
    "name",
    ["matches", "parentNode", "getAttribute", "nodeName", "getRootNode", "children", "querySelectorAll"],
)
def test_a_field_named_like_a_member_of_its_form_costs_axe_core_nothing(world: World, name: str) -> None:
    field = f"<form><label for={name}>項目</label><input id={name} name={name} onfocus=1></form>"
    world.server.routes["/named"] = page(f"<title>一</title><img src=x>{field}")

    capture = world.capture("/named", ("keyboard",))

    assert "image-alt" in {rule["id"] for rule in capture.axe["violations"]}  # type: ignore[index]
    assert "label" in capture.axe["passes"]  # type: ignore[index]
    assert [stop["selector"] for stop in capture.probes["keyboard"]["stops"]] == [
        "html > body > form > input"
    ]


def test_rules_that_a_page_makes_throw_cost_only_themselves(world: World) -> None:
    source, _ = find_axe()
    broken = source + (
        ";for (const rule of axe._audit.rules) if (rule.id === 'label') rule.matches = () => { throw Error('故障') };"
        "for (const id of ['list', 'listitem']) axe._audit.rules.find((one) => one.id === id).gather = "
        "() => { throw Error('集められない') };"
    )
    world.server.routes["/throws"] = page("<title>一</title><img src=x><input><ul><li>項目</ul>")

    async def visit() -> Capture:
        made = replace(settings(world.server), axe_source=broken)
        async with open_session(made) as session:
            return await session.capture(Order(f"http://{HOST}/throws", seconds=20.0))

    axe: Any = asyncio.run(visit()).axe

    assert "image-alt" in {rule["id"] for rule in axe["violations"]}
    assert set(axe["failed"]) == {"label", "list", "listitem"}
    assert "故障" in axe["failed"]["label"] and "集められない" in axe["failed"]["list"]


# Probes by work and processor time


def test_a_walk_longer_than_its_most_stops_ends_by_count_and_a_short_one_does_not(world: World) -> None:
    for name, count in (("few", 20), ("many", 320)):
        links = "".join(f"<a href='/{one}'>{one}</a> " for one in range(count))
        world.server.routes[f"/{name}"] = page(f"<title>一</title><p style='font:1px/1 x'>{links}</p>")

    few, many = (
        world.capture(path, ("keyboard",), axe=False, seconds=120.0).probes["keyboard"]
        for path in ("/few", "/many")
    )

    assert (few["end"] in ("left", "wrapped"), len(few["stops"])) == (True, 20)
    assert (many["end"], len(many["stops"]), "cut" in many) == ("limit", 300, False)


def test_a_page_that_eats_the_processor_cuts_the_walk_which_says_how_far_it_came(world: World) -> None:
    links = "".join(f"<a href='/{one}'>{one}</a> " for one in range(100))
    eats = "let x = 0; addEventListener('focusin', () => { for (let i = 0; i < 2e8; i += 1) x += i; })"
    world.server.routes["/eats"] = page(f"<title>一</title>{links}<script>{eats}</script>")

    walk = world.capture("/eats", ("keyboard",), axe=False, seconds=30.0).probes["keyboard"]

    assert walk["end"] == "time" and walk["cut"] in ("cpu", "time")  # time: on a machine with more to do
    assert 0 < len(walk["stops"]) < 100


@pytest.mark.parametrize(("used", "left", "why"), [(9.9, 30.0, ""), (10.1, 30.0, "cpu"), (0.0, -0.1, "time")])
def test_the_budget_of_probes_is_processor_time_with_the_wall_behind(
    world: World, used: float, left: float, why: str
) -> None:
    world.server.routes["/calm"] = page("<title>一</title><p>x")

    async def ask() -> str:
        async with world.session.visit(Order(f"http://{HOST}/calm", axe=False)) as visit:
            whole = Budget.of(30.0)
            assert 55 < whole.end - time.monotonic() <= 60
            return await replace(whole, used=used, end=time.monotonic() + left).cut(visit._tab)

    assert world.run(ask()) == why


def test_probes_that_nothing_was_left_for_say_so(world: World) -> None:
    world.server.routes["/hangs"] = page(
        "<title>一</title><button type='button' onclick='while (true);'>輪</button><script>1</script>"
    )

    probes = world.capture("/hangs", ("reflow", "press", "forms"), axe=False, seconds=10.0).probes

    assert probes["reflow"]["width"] == 320
    assert probes["press"]["error"] == "time"
    assert probes["forms"]["error"] == "no-tab"


def test_a_browser_that_died_before_the_probes_leaves_the_capture(world: World) -> None:
    world.server.routes["/dies"] = page("<title>一</title><h1>見出し</h1>")

    async def capture_and_kill() -> Capture:
        async with open_session(settings(world.server)) as session:
            opened = session._open_tab

            async def dying(engine: Any, context: Any, own: Any, axe_source: str) -> Any:
                if own:  # the page's own tab is there already: this one is for the probes
                    await context.browser.close()
                return await opened(engine, context, own, axe_source)

            session._open_tab = dying  # type: ignore[method-assign]
            return await session.capture(Order(f"http://{HOST}/dies", seconds=20.0), ("reflow", "motion"))

    capture = asyncio.run(capture_and_kill())

    assert capture.fate is Fate.OK and "見出し" in strings_of(capture)
    assert {name: told["error"] for name, told in capture.probes.items()} == {
        "reflow": "no-tab", "motion": "no-tab",
    }  # fmt: skip
