"""The probe of a host: real sockets, a throw-away certificate authority, good and bad certificates."""

import asyncio
import ssl
import threading
import warnings
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
import trustme

from auditor.capture.addresses import Resolver, reach_of
from auditor.capture.certificate import read_certificate
from auditor.capture.host import ORIGIN, probe_site
from auditor.capture.http import PlainClient
from auditor.model import SiteEvidence

NOW = datetime(2026, 11, 22, tzinfo=UTC)
AUTHORITY = trustme.CA()


class Handler(BaseHTTPRequestHandler):
    """A small site: / is a page, security.txt is there, everything else is not found; OPTIONS reflects Origin."""

    def __init__(self, *arguments: object, location: str = "", flood: bool = False) -> None:
        self.location, self.flood = location, flood
        super().__init__(*arguments)  # type: ignore[arg-type]  # what the server hands over

    def do_GET(self) -> None:
        found = self.path in ("/", "/.well-known/security.txt")
        self.send_response(301 if self.location else 200 if found else 404)
        if self.location:
            self.send_header("Location", self.location)
        for number in range(80 if self.flood else 0):
            self.send_header(f"X-Flood-{number}", "x" * 3000)
        body = b"Contact: mailto:a@example.jp\n" if self.path.endswith(".txt") else b"<p>page</p>"
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_OPTIONS(self) -> None:
        self.send_response(204)
        self.send_header("Access-Control-Allow-Origin", self.headers.get("Origin", ""))
        self.end_headers()

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing."""


@contextmanager
def served(context: ssl.SSLContext | None = None, **how: object) -> Iterator[int]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, **how))
    server.handle_error = lambda *_: None  # type: ignore[method-assign]  # refused handshakes are meant
    if context is not None:
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    thread = threading.Thread(target=partial(server.serve_forever, 0.02), daemon=True)
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def context_of(*names: str, authority: trustme.CA = AUTHORITY, **how: object) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(*names, **how).configure_cert(context)  # type: ignore[arg-type]  # keywords of trustme
    return context


def trust(authority: trustme.CA = AUTHORITY) -> ssl.SSLContext:
    context = ssl.create_default_context()
    authority.configure_trust(context)
    return context


def probe(ports: tuple[int, int], allowed: bool = True) -> SiteEvidence:
    turns: list[str] = []

    @asynccontextmanager
    async def turn(url: str) -> AsyncIterator[None]:
        turns.append(url)
        yield

    async def run() -> SiteEvidence:
        async with PlainClient(
            "test",
            seconds=5,
            ssl_context=trust(),
            resolver=Resolver(reach_of((), hosts=[f"localhost:{port}" for port in ports])),
        ) as client:
            return await probe_site(
                "localhost", client, turn, now=NOW, token="no-such-page", ports=ports, trust=trust(),
                allowed=lambda url: allowed,
            )  # fmt: skip

    evidence = asyncio.run(run())
    assert len(turns) <= evidence.requests <= 30
    return evidence


def test_a_good_host_tells_both_entry_points_its_certificate_and_its_versions() -> None:
    with served(context_of("localhost")) as secure, served(location=f"https://localhost:{secure}/") as plain:
        evidence = probe((plain, secure))

    assert [hop.status for hop in evidence.http] == [301, 200]
    assert [hop.status for hop in evidence.https] == [200]
    assert evidence.certificate is not None and evidence.certificate.verified
    assert evidence.certificate.names[0] == "localhost"
    assert (evidence.certificate.key, evidence.certificate.key_bits) == ("EC", 256)
    assert evidence.certificate.signature == "sha256"
    offered = dict(evidence.tls)
    assert offered["TLSv1.2"] and offered["TLSv1.3"] and not offered["TLSv1"]
    assert evidence.cors is not None and ("Access-Control-Allow-Origin", ORIGIN) in evidence.cors.headers
    assert evidence.missing is not None and evidence.missing.status == 404
    assert evidence.icon is not None and evidence.icon.url.endswith("/favicon.ico")
    assert evidence.security_text.startswith("Contact:")
    assert evidence.at == "2026-11-22T00:00:00+00:00"


def _self_signed() -> ssl.SSLContext:
    return context_of("localhost", authority=trustme.CA())


@pytest.mark.parametrize(
    ("made", "fault"),
    [
        (lambda: context_of("other.example"), "host"),
        (lambda: context_of("localhost", not_after=datetime.now(UTC) - timedelta(days=1)), "expired"),
        (_self_signed, "chain"),
        (lambda: _without_intermediate(), "chain"),
    ],
    ids=["wrong host", "expired", "unknown authority", "missing intermediate"],
)
def test_a_certificate_browsers_refuse_is_read_and_the_reason_told(made: object, fault: str) -> None:
    with served(made()) as secure, served() as plain:  # type: ignore[operator]
        evidence = probe((plain, secure))

    assert evidence.certificate is not None
    assert (evidence.certificate.verified, evidence.certificate.fault) in (
        (False, fault),
        (False, "self-signed"),
    )
    assert evidence.certificate.not_after
    assert evidence.https_fate == "tls"
    assert [hop.status for hop in evidence.http] == [200]


def _without_intermediate() -> ssl.SSLContext:
    made = AUTHORITY.create_child_ca().issue_cert("localhost")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    with made.private_key_pem.tempfile() as key, made.cert_chain_pems[0].tempfile() as leaf:
        context.load_cert_chain(leaf, key)
    return context


def test_a_host_of_tls_1_0_alone_is_told() -> None:
    context = context_of("localhost")
    context.set_ciphers("ALL:@SECLEVEL=0")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        context.minimum_version = context.maximum_version = ssl.TLSVersion.TLSv1
    with served(context) as secure, served() as plain:
        evidence = probe((plain, secure))

    assert dict(evidence.tls) == {"TLSv1": True, "TLSv1.1": False, "TLSv1.2": False, "TLSv1.3": False}


def test_without_https_the_rest_is_asked_over_http() -> None:
    with served() as plain, served() as other:
        evidence = probe((plain, other))

    assert evidence.certificate is None
    assert evidence.https_fate == "tls"  # the port is open, and speaks something else
    assert evidence.tls == ()
    assert evidence.missing is not None and evidence.missing.url.startswith("http://")


def test_a_host_that_redirects_without_end_or_floods_with_headers_is_bounded() -> None:
    with served(location="/") as plain, served(context_of("localhost"), flood=True) as secure:
        evidence = probe((plain, secure))

    assert evidence.http_fate == "redirect-loop"
    assert all(len(value) <= 2000 for hop in evidence.https for _, value in hop.headers)


def test_what_robots_deny_is_not_asked() -> None:
    with served() as plain, served(context_of("localhost")) as secure:
        evidence = probe((plain, secure), allowed=False)

    assert (evidence.cors, evidence.missing, evidence.security_txt, evidence.icon) == (None, None, None, None)


@pytest.mark.parametrize(
    "junk", [b"", b"\x30", b"\x30\x84\xff\xff\xff\xff", b"x" * 100, b"\x30\x03\x02\x01\x00"]
)
def test_bytes_that_are_no_certificate_are_refused(junk: bytes) -> None:
    with pytest.raises(ValueError):
        read_certificate(junk)
