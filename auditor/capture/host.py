"""A site's host beyond its pages: entry points, certificate, TLS versions, CORS, error page, well-known files.

At most 30 requests, handshakes included, at the crawl's pace: GET and OPTIONS only, nothing that looks like an
attack. What goes wrong is told by a fate; nothing here raises for what a server does.
"""

import asyncio
import contextlib
import socket
import ssl
import warnings
from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import UTC, datetime
from urllib.parse import urlsplit

from auditor.capture.addresses import Endpoint
from auditor.capture.certificate import Read, read_certificate
from auditor.capture.http import Answer, PlainClient
from auditor.model import CertificateFacts, Hop, SiteEvidence

BYTES = 200_000  # of one body
REQUESTS = 30  # handshakes and followed redirects included
TEXT = 4_000  # characters of a text that is kept
HANDSHAKE = 5.0  # seconds
LINES, LINE = 200, 2_000  # header lines that are kept of an answer, characters of each
ORIGIN = "https://probe.invalid"  # nobody's: the name .invalid is kept for that (RFC 2606)
VERSIONS = ("TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3")
_MEMBERS = {
    "TLSv1": ssl.TLSVersion.TLSv1, "TLSv1.1": ssl.TLSVersion.TLSv1_1, "TLSv1.2": ssl.TLSVersion.TLSv1_2,
    "TLSv1.3": ssl.TLSVersion.TLSv1_3,
}  # fmt: skip
# OpenSSL's X509_V_ERR_… numbers
_FAULTS = {9: "not-yet", 10: "expired", 18: "self-signed", 19: "self-signed", 20: "chain", 21: "chain", 62: "host", 64: "host"}  # fmt: skip

Turn = Callable[[str], AbstractAsyncContextManager[None]]


async def probe_site(
    host: str,
    client: PlainClient,
    turn: Turn,
    *,
    now: datetime,
    token: str,
    allowed: Callable[[str], bool] = lambda url: True,
    ports: tuple[int, int] = (80, 443),
    trust: ssl.SSLContext | None = None,
) -> SiteEvidence:
    """Ask a host what its pages do not tell.

    `turn` waits for the host's pace before each request; `allowed` is what robots.txt lets us ask; `token` names
    the page that cannot exist; `ports` are those of http and https; `trust` knows the authorities, those of the
    system where it is None.
    """
    plain, secure = (f"{scheme}://{host}" + ("" if port == usual else f":{port}") for scheme, port, usual in
                     (("http", ports[0], 80), ("https", ports[1], 443)))  # fmt: skip

    spent = 2  # handshakes to read the certificate
    try:
        places = await client.resolver.endpoints(host, ports[1])
    except OSError:
        places = ()

    async def ask(url: str, reserve: int, **how: dict[str, str]) -> Answer:
        """Ask, and follow redirects while `reserve` requests are left for what is asked after this."""
        nonlocal spent
        spent += 1

        def follow(target: str) -> bool:
            nonlocal spent
            spent += 1
            return spent < REQUESTS - reserve

        async with turn(url):
            return await client.get(url, max_bytes=BYTES, stay=follow, **how)  # type: ignore[arg-type]  # options alone

    certificate: CertificateFacts | None = None
    if places:
        async with turn(secure):
            certificate = await asyncio.to_thread(_certificate, host, places, trust)
    versions: list[tuple[str, bool]] = []
    if certificate is not None:
        for name in VERSIONS:
            context = _only(name)
            if context is not None:
                spent += 1
                async with turn(secure):
                    versions.append((name, await asyncio.to_thread(_offers, host, places, context)))
    http, https = await ask(f"{plain}/", 15), await ask(f"{secure}/", 8)
    base = secure if https.hops else plain
    reachable = bool(https.hops or http.hops)
    cors = missing = text = twin = robots = sitemap = icon = None
    if reachable and allowed(f"{base}/"):
        asked = {"Origin": ORIGIN, "Access-Control-Request-Method": "GET"}
        cors = await ask(f"{base}/", 7, options=asked)
    if reachable and allowed(f"{base}/{token}"):
        missing = await ask(f"{base}/{token}", 6)
    if reachable and allowed(f"{base}/.well-known/security.txt"):
        text = await ask(f"{base}/.well-known/security.txt", 5)
    if reachable:
        robots = await ask(f"{base}/robots.txt", 4)
    if reachable and allowed(f"{base}/sitemap.xml"):
        sitemap = await ask(f"{base}/sitemap.xml", 3)
    if reachable and allowed(f"{base}/favicon.ico"):
        icon = await ask(f"{base}/favicon.ico", 2)
    if reachable and ports == (80, 443):
        twin = await ask(f"{urlsplit(base).scheme}://{twin_of(host)}/", 0)
    return SiteEvidence(
        host=host,
        at=now.astimezone(UTC).isoformat(timespec="seconds"),
        http=_kept(http),
        http_fate=str(http.fate),
        https=_kept(https),
        https_fate=str(https.fate),
        certificate=certificate,
        tls=tuple(versions),
        cors=_last(cors),
        cors_origin=ORIGIN if cors else "",
        missing=_last(missing),
        missing_text=_text(missing),
        security_txt=_last(text),
        security_text=_text(text),
        twin=_kept(twin) if twin else (),
        twin_fate=str(twin.fate) if twin else "",
        robots=_last(robots),
        robots_text=_text(robots),
        sitemap=_last(sitemap),
        sitemap_text=_text(sitemap),
        icon=_last(icon),
        requests=min(spent, REQUESTS),
    )


def twin_of(host: str) -> str:
    """Return the same name with or without www."""
    return host.removeprefix("www.") if host.startswith("www.") else f"www.{host}"


def _kept(answer: Answer) -> tuple[Hop, ...]:
    return tuple(
        Hop(
            hop.url[:LINE],
            hop.status,
            tuple((name[:200], value[:LINE]) for name, value in hop.headers[:LINES]),
        )
        for hop in answer.hops
    )


def _last(answer: Answer | None) -> Hop | None:
    hops: Sequence[Hop] = _kept(answer) if answer is not None else ()
    return hops[-1] if hops else None


def _text(answer: Answer | None) -> str:
    return answer.body[: TEXT * 4].decode("utf-8", "replace")[:TEXT] if answer is not None else ""


def _certificate(
    host: str, places: Sequence[Endpoint], trust: ssl.SSLContext | None
) -> CertificateFacts | None:
    """Shake hands as a browser does; where that fails for the certificate, once more to read it."""
    try:
        read = _read(_shake(host, places, trust or ssl.create_default_context()))
        return _facts(read, verified=True)
    except ssl.SSLCertVerificationError as error:
        fault = _FAULTS.get(error.verify_code, "other")
        detail = error.verify_message[:200]
    except (OSError, ValueError):  # SSLError is an OSError: no handshake, hence no certificate to judge
        fault = ""
        detail = ""
    anything = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    anything.check_hostname = False
    anything.verify_mode = ssl.CERT_NONE
    anything.set_ciphers("ALL:@SECLEVEL=0")
    _lower(anything, ssl.TLSVersion.TLSv1)
    try:
        read = _read(_shake(host, places, anything))
    except (OSError, ValueError):
        return CertificateFacts(False, fault, detail) if fault else None
    return _facts(read, verified=not fault, fault=fault, detail=detail)


def _facts(read: Read | None, *, verified: bool, fault: str = "", detail: str = "") -> CertificateFacts:
    if read is None:
        return CertificateFacts(verified, fault, detail)
    return CertificateFacts(
        verified, fault, detail, read.names, read.issuer, read.not_before, read.not_after, read.key,
        read.key_bits, read.signature,
    )  # fmt: skip


def _read(der: bytes) -> Read | None:
    try:
        return read_certificate(der)
    except ValueError:
        return None  # a certificate OpenSSL takes and we cannot read


def _shake(host: str, places: Sequence[Endpoint], context: ssl.SSLContext) -> bytes:
    with (
        _connect(places) as raw,
        context.wrap_socket(raw, server_hostname=host) as connection,
    ):
        return connection.getpeercert(binary_form=True) or b""


def _connect(places: Sequence[Endpoint]) -> socket.socket:
    """Return a connection to the first address that answers."""
    *more, last = places
    for place in more:
        with contextlib.suppress(OSError):
            return socket.create_connection(place, timeout=HANDSHAKE)
    return socket.create_connection(last, timeout=HANDSHAKE)


def _offers(host: str, places: Sequence[Endpoint], context: ssl.SSLContext) -> bool:
    try:
        _shake(host, places, context)
    except (OSError, ValueError):
        return False
    return True


def _only(version: str) -> ssl.SSLContext | None:
    """Return a context that speaks one version alone; None where the OpenSSL of this machine cannot."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    member = _MEMBERS[version]
    try:
        context.set_ciphers("ALL:@SECLEVEL=0")  # else OpenSSL 3 would not speak the old versions at all
        _lower(context, member)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            context.maximum_version = member
    except (ValueError, ssl.SSLError):
        return None
    return context


def _lower(context: ssl.SSLContext, member: ssl.TLSVersion) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore", DeprecationWarning
        )  # that a server takes old versions is the question
        context.minimum_version = member
