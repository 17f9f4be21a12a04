"""Hostile answers over real sockets: each has a fate or a finding, and what is kept of them is bounded."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import pytest
import trustme
from loaded import load
from servers import Route, SiteServer, never, page, raw, redirect

from auditor.capture.addresses import Resolver, reach_of
from auditor.capture.host import LINE, LINES, REQUESTS, probe_site
from auditor.capture.http import MAX_HEADER_LINES, MAX_HEADER_VALUE, Answer, PlainClient
from auditor.criteria import profile
from auditor.evaluate.engine import judge_site
from auditor.model import Fate, Hop, PageFacts, SiteEvidence
from auditor.page import site_from

BOOK = load()
JIS_AA = profile(["jis-x-8341-3-2016-aa"])
AUTHORITY = trustme.CA()
SHORT_LINES = b"".join(b"X-%d: y\r\n" % number for number in range(10_000))
LONG_LINES = b"".join(b"X-Flood-%d: %s\r\n" % (number, b"y" * 20) for number in range(10_000))
LARGE_VALUE = b"X-Flood: " + b"y" * 1_000_000 + b"\r\n"


def sent(lines: bytes) -> Route:
    return raw(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n" + lines + b"\r\n<title>x</title>")


def asked(route: Route) -> Answer:
    async def once(url: str) -> Answer:
        async with PlainClient("test", seconds=5, resolver=Resolver(reach_of([url]))) as client:
            return await client.get(url)

    with SiteServer({"*": route}) as server:
        return asyncio.run(once(server.url()))


def found(answer: Answer) -> set[tuple[str, str]]:
    """(rule, message) of what the header rules say of an answer."""
    facts = PageFacts(
        "https://a.lg.jp/", Fate.OK, hops=(Hop("https://a.lg.jp/", 200, answer.hops[-1].headers),)
    )
    view = site_from([facts], id="a", start=facts.url, audited={}, rendered_links={})
    made = judge_site(view, [rule for rule in BOOK if rule.family == "security"], JIS_AA)
    assert not [one.reason for one in made if one.reason.startswith("error")]
    return {(one.rule, finding.key) for one in made for finding in one.findings}


def probed(plain: Route, secure: Route | None = None) -> SiteEvidence:
    @asynccontextmanager
    async def turn(url: str) -> AsyncIterator[None]:
        yield

    async def run(ports: tuple[int, int]) -> SiteEvidence:
        trust = ssl.create_default_context()
        AUTHORITY.configure_trust(trust)
        async with PlainClient(
            "test",
            seconds=1,
            ssl_context=trust,
            resolver=Resolver(reach_of((), hosts=[f"localhost:{port}" for port in ports])),
        ) as client:
            return await probe_site(
                "localhost", client, turn, now=datetime(2026, 11, 22, tzinfo=UTC), token="none.html",
                ports=ports, trust=trust,
            )  # fmt: skip

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    AUTHORITY.issue_cert("localhost").configure_cert(context)
    with SiteServer({"*": plain}) as http, SiteServer({"*": secure or plain}, tls=context) as https:
        return asyncio.run(run((http.port, https.port)))


@pytest.mark.parametrize(
    ("lines", "fate"),
    [
        (SHORT_LINES, Fate.OK),
        (LONG_LINES, Fate.BAD_RESPONSE),
        (LARGE_VALUE, Fate.BAD_RESPONSE),
        (b"X: " + b"y" * 90_000 + b"\r\n", Fate.OK),
        (b"X-Frame-Options: DE\x00NY\r\n", Fate.BAD_RESPONSE),
        (b"X: a\rb\r\n", Fate.BAD_RESPONSE),
        (b"X-Frame-Options\r\n", Fate.BAD_RESPONSE),
        (b": nameless\r\n", Fate.BAD_RESPONSE),
        (b"Content-Length: 1\r\nContent-Length: 2\r\n", Fate.BAD_RESPONSE),
    ],
    ids=["10,000 lines", "10,000 long lines", "1 MB", "90 KB", "NUL", "bare CR", "no colon", "no name", "two lengths"],
)  # fmt: skip
def test_a_flood_or_broken_header_has_a_fate_and_little_of_it_is_kept(lines: bytes, fate: Fate) -> None:
    answer = asked(sent(lines))

    assert answer.fate is fate
    for hop in answer.hops:
        assert len(hop.headers) <= MAX_HEADER_LINES
        assert all(len(value) <= MAX_HEADER_VALUE for _, value in hop.headers)
    assert len(answer.detail) <= 300


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (SHORT_LINES, ("security/header-malformed", "many")),
        (b"X: " + b"y" * 90_000 + b"\r\n", ("security/header-malformed", "many")),
        (b"X-Powered-By: a\x01b\x1b[31m\r\n", ("security/header-malformed", "control")),
        (b"Content-Type: text/plain\r\n", ("security/header-malformed", "conflicting")),
        (
            b"X-Frame-Options: DENY\r\nX-Frame-Options: SAMEORIGIN\r\n",
            ("security/frame-options-missing", "wrong-value"),
        ),
        (
            b"Strict-Transport-Security: max-age=1\r\nStrict-Transport-Security: max-age=31536000\r\n",
            ("security/hsts-missing", "wrong-value"),
        ),
        (b"Set-Cookie: __Host-a=1; Path=/x\r\n" * 3000, ("security/cookie-prefix-broken", "broken")),
        (b"Content-Security-Policy: " + b"default-src 'self'; " * 4000 + b"\r\n", ("security/csp-malformed", "repeated")),
    ],
    ids=["10,000 lines", "90 KB", "control", "two types", "two X-Frame-Options", "two HSTS", "3,000 cookies", "long CSP"],
)  # fmt: skip
def test_what_arrives_of_it_is_judged(lines: bytes, expected: tuple[str, str]) -> None:
    answer = asked(sent(lines))

    assert answer.fate is Fate.OK
    assert expected in found(answer)


@pytest.mark.parametrize(
    "route",
    [
        sent(SHORT_LINES), sent(LARGE_VALUE), sent(b"X: a\x00b\r\n"), raw(b"\x00" * 1000), raw(b""),
        redirect("/"), redirect("http://[bad"), redirect("//other.invalid/"), redirect("javascript:alert(1)"),
        page("x" * 3_000_000), page("x", *(("Set-Cookie", f"a{number}=b") for number in range(500))),
    ],
    ids=["10,000 lines", "1 MB", "NUL", "no HTTP", "nothing", "loop", "no address", "off host", "script",
         "3 MB page", "500 cookies"],
)  # fmt: skip
def test_the_probe_of_a_hostile_host_ends_and_keeps_little(route: Route) -> None:
    evidence = probed(route)

    hops = [*evidence.http, *evidence.https, *evidence.twin]
    hops += [one for one in (evidence.cors, evidence.missing, evidence.robots, evidence.sitemap) if one]
    assert evidence.http_fate and evidence.https_fate
    assert evidence.requests <= REQUESTS
    assert all(len(hop.headers) <= LINES and all(len(v) <= LINE for _, v in hop.headers) for hop in hops)
    assert len(evidence.missing_text) <= 4_000
    view = site_from([], id="a", start="https://localhost/", audited={}, rendered_links={}, evidence=evidence)
    made = judge_site(view, [rule for rule in BOOK if rule.family == "security"], JIS_AA)
    assert not [one.reason for one in made if one.reason.startswith("error")]


def test_a_chain_of_redirects_that_never_ends_costs_the_probe_thirty_requests() -> None:
    counted: list[str] = []

    def onward(server: SiteServer, connection: object, request: object) -> bool:
        path = str(request.path)  # type: ignore[attr-defined]
        counted.append(path)
        return server.send(redirect(path + "x"), connection, request)  # type: ignore[arg-type]

    evidence = probed(onward)

    assert len(counted) <= REQUESTS - 6  # six handshakes besides
    assert evidence.requests <= REQUESTS


def test_a_host_that_never_answers_costs_the_probe_its_time_and_no_more() -> None:
    evidence = probed(never())

    assert (evidence.http_fate, evidence.https_fate) == ("timeout", "timeout")
    assert (evidence.cors, evidence.missing, evidence.robots) == (None, None, None)
