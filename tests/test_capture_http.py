"""What the plain client makes of a server's answers, good and bad. Every server here is real."""

import asyncio
import socket
import ssl
import zlib
from collections.abc import Mapping
from typing import Any

import pytest
import trustme
from servers import Reply, Route, SiteServer, bomb, drip, flood, in_turn, never, page, raw, redirect

from auditor.capture.addresses import Resolver, loopback, reach_of
from auditor.capture.http import Answer, PlainClient
from auditor.model import Fate

AGENT = "Mozilla/5.0 Chrome/150 TokyoWebAuditor/0.1 (+mailto:a@example.jp)"


def ask(url: str, *, client: Mapping[str, Any] | None = None, **how: Any) -> Answer:
    async def once() -> Answer:
        own = {"seconds": 10.0, "resolver": Resolver(reach_of([url]))}
        async with PlainClient(AGENT, **{**own, **(client or {})}) as plain:
            return await plain.get(url, **how)

    return asyncio.run(once())


def answer(route: Route, **how: Any) -> Answer:
    with SiteServer({"/": route}) as server:
        return ask(server.url(), **how)


def test_an_answer_keeps_header_lines_as_sent() -> None:
    got = answer(page("<p>あ", ("X-Frame-Options", "DENY"), ("x-frame-OPTIONS", "東"), ("Set-Cookie", "a=1")))

    assert (got.fate, got.status, got.body, got.truncated) == (Fate.OK, 200, "<p>あ".encode(), False)
    assert got.hops[0].headers == (
        ("Content-Type", "text/html; charset=utf-8"), ("X-Frame-Options", "DENY"), ("x-frame-OPTIONS", "東"),
        ("Set-Cookie", "a=1"), ("Content-Length", "6"),
    )  # fmt: skip


def test_the_request_says_who_asks_and_carries_no_cookie_of_an_earlier_one() -> None:
    async def twice(server: SiteServer) -> None:
        async with PlainClient(AGENT, resolver=Resolver(reach_of([server.url()]))) as plain:
            await plain.get(server.url())
            await plain.get(server.url())

    with SiteServer({"/": page("x", ("Set-Cookie", "a=1"))}) as server:
        asyncio.run(twice(server))

    assert [hit.headers["user-agent"] for hit in server.hits] == [AGENT] * 2
    assert server.hits[1].headers["accept-language"] == "ja"
    assert "cookie" not in server.hits[1].headers


def test_redirects_of_the_site_are_followed_and_each_hop_is_kept() -> None:
    with SiteServer({"/": redirect("a?x#y", 301), "/a?x": redirect("/b", 307), "/b": page("x")}) as server:
        got = ask(server.url())

    assert [(hop.url, hop.status) for hop in got.hops] == [
        (server.url("/"), 301), (server.url("/a?x"), 307), (server.url("/b"), 200),
    ]  # fmt: skip
    assert got.url == server.url("/b")


def test_a_redirect_to_another_host_or_out_of_scope_is_not_followed() -> None:
    other = answer(redirect("http://other.example/x"))
    assert (other.fate, other.location, other.status) == (
        Fate.REDIRECTED_OFF_SITE,
        "http://other.example/x",
        302,
    )

    outside = answer(redirect("/outside"), stay=lambda url: "outside" not in url)
    assert outside.fate is Fate.REDIRECTED_OFF_SITE

    assert answer(redirect("javascript:alert(1)")).fate is Fate.REDIRECTED_OFF_SITE


def test_a_redirect_loop_ends() -> None:
    with SiteServer({"/": redirect("/b"), "/b": redirect("/")}) as server:
        assert ask(server.url()).fate is Fate.REDIRECT_LOOP
    with SiteServer({"*": lambda s, c, r: s.send(redirect(r.path + "x"), c, r)}) as server:
        got = ask(server.url())
    assert (got.fate, len(got.hops)) == (Fate.REDIRECT_LOOP, 10)


def test_a_site_that_tests_for_cookies_lets_us_in() -> None:
    assert answer(in_turn(redirect("/", 302, ("Set-Cookie", "seen=1; Path=/")), page("x"))).fate is Fate.OK


@pytest.mark.parametrize(
    ("status", "fate"),
    [(404, Fate.HTTP_ERROR), (410, Fate.HTTP_ERROR), (403, Fate.REFUSED), (401, Fate.REFUSED),
     (429, Fate.REFUSED), (503, Fate.REFUSED), (500, Fate.SERVER_ERROR), (502, Fate.SERVER_ERROR),
     (304, Fate.HTTP_ERROR)],
)  # fmt: skip
def test_each_status_has_its_fate(status: int, fate: Fate) -> None:
    got = answer(Reply(b"" if status == 304 else b"x", status, (("Retry-After", "7"),)))

    assert (got.fate, got.status, got.detail) == (fate, status, f"HTTP {status}")
    assert got.header("retry-after") == "7"


@pytest.mark.parametrize(
    ("route", "fate"),
    [
        (never(), Fate.TIMEOUT),
        (drip(), Fate.TIMEOUT),
        (raw(b"\x00\xff garbage \r\n\r\n"), Fate.BAD_RESPONSE),
        (raw(b"SSH-2.0-OpenSSH_9.2\r\n"), Fate.CONNECTION),
        (raw(b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 50_000), Fate.BAD_RESPONSE),
        (raw(b""), Fate.CONNECTION),
        (Reply(b"not gzip", 200, (("Content-Encoding", "gzip"),)), Fate.BAD_RESPONSE),
        (Reply(b"x", 200, (("Content-Encoding", "rot13"),)), Fate.BAD_RESPONSE),
        (redirect("http://[bad"), Fate.BAD_RESPONSE),
    ],
)
def test_bad_behaviour_has_its_fate_within_the_time_budget(route: Route, fate: Fate) -> None:
    assert answer(route, client={"seconds": 0.5}).fate is fate


def test_a_body_cut_short_keeps_what_came() -> None:
    got = answer(raw(b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nabc"))

    assert (got.fate, got.body) == (Fate.BAD_RESPONSE, b"abc")


def test_bodies_are_bounded_on_the_wire_and_unpacked() -> None:
    packed, endless = answer(bomb(), max_bytes=100_000), answer(flood(), max_bytes=100_000)

    assert (packed.fate, len(packed.body), packed.truncated) == (Fate.TOO_LARGE, 100_000, True)
    assert (endless.fate, len(endless.body), endless.truncated) == (Fate.TOO_LARGE, 100_000, True)


@pytest.mark.parametrize("wbits", [15, -15])
def test_both_kinds_of_deflate_are_unpacked(wbits: int) -> None:
    pack = zlib.compressobj(wbits=wbits)
    body = pack.compress(b"text" * 100) + pack.flush()

    assert answer(Reply(body, 200, (("Content-Encoding", "deflate"),))).body == b"text" * 100


def test_of_a_document_only_the_head_is_read_when_asked_so() -> None:
    pdf = Reply(b"%PDF" + b"x" * 3_000_000, 200, (("Content-Type", "application/pdf"),))

    got = answer(pdf, max_bytes=1_000_000, document_bytes=512)

    assert (got.fate, len(got.body), got.truncated, got.length) == (Fate.OK, 512, True, 3_000_004)


def test_head_and_range_are_asked_for() -> None:
    with SiteServer({"/": page("abc")}) as server:
        head = ask(server.url(), head_only=True)
        ask(server.url(), range="bytes=0-9")

    assert (head.fate, head.body, head.length, server.hits[0].method) == (Fate.OK, b"", 3, "HEAD")
    assert server.hits[1].headers["range"] == "bytes=0-9"


def test_a_public_name_is_asked_at_its_loopback_address() -> None:
    with SiteServer({"/": redirect("http://soumu.localhost/b"), "/b": page("x")}) as server:
        got = ask("http://soumu.localhost/", client={"resolver": loopback({"soumu.localhost": server.port})})

    assert got.url == "http://soumu.localhost/b"
    assert [hit.headers["host"] for hit in server.hits] == ["soumu.localhost"] * 2


def test_hosts_that_are_not_there_have_their_fate() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
        assert ask(f"http://127.0.0.1:{port}/").fate is Fate.CONNECTION
    assert ask("http://no-such-host.invalid/").fate is Fate.DNS
    assert ask("http://" + "a" * 70 + ".jp/").fate in (Fate.DNS, Fate.BAD_RESPONSE)


def test_a_wrong_certificate_is_a_fate_and_a_trusted_one_is_not() -> None:
    authority, stranger = trustme.CA(), trustme.CA()
    server_side, trusting, distrusting = (
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER), ssl.create_default_context(), ssl.create_default_context(),
    )  # fmt: skip
    authority.issue_cert("127.0.0.1").configure_cert(server_side)
    authority.configure_trust(trusting)
    stranger.configure_trust(distrusting)

    with SiteServer({"/": page("x")}, tls=server_side) as server:
        assert ask(server.url(), client={"ssl_context": trusting}).fate is Fate.OK
        assert ask(server.url(), client={"ssl_context": distrusting}).fate is Fate.TLS
        assert ask(server.url(host="localhost"), client={"ssl_context": trusting}).fate is Fate.TLS
