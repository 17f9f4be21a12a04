"""What is kept of the answers to everything a page loads: few lines, no cookie values, bounded."""

import asyncio
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from servers import Reply, SiteServer, page, redirect

from auditor.capture.addresses import loopback
from auditor.capture.browser import Session, SiteBrowserSettings, open_session
from auditor.capture.locate import find_axe, require_browser
from auditor.capture.network import NetworkLog
from auditor.capture.page import Order
from auditor.capture.subresource import LINE, LINES, TOTAL, kept_lines
from auditor.model import Capture, Fate
from auditor.page import page_from_capture

HOST = "site.localhost"
SCRIPT = ("Content-Type", "text/javascript")
NOSNIFF = ("X-Content-Type-Options", "nosniff")
FLOOD = tuple((f"X-Flood-{number}", "x" * 500) for number in range(300))
PAGE = (
    "<!doctype html><html lang=ja><title>一</title><h1>一</h1><script src=/a.js></script>"
    "<link rel=stylesheet href=/b.css><img src=/from.png alt=一><script src=/flood.js></script>"
)


@pytest.fixture(scope="module")
def visits() -> Iterator[tuple[Capture, Capture]]:
    """Two visits of one page by a real browser; the second may take files from the cache."""
    routes = {
        "/": page(PAGE),
        "/a.js": Reply(b"1", 200, (SCRIPT, NOSNIFF, ("Set-Cookie", "sid=geheim; Secure; HttpOnly"),
                                   ("Set-Cookie", "view=ja; Path=/"), ("X-Other", "1"))),
        "/b.css": Reply(b"p{}", 200, (("Content-Type", "text/css"), ("Cache-Control", "max-age=600"))),
        "/from.png": redirect("/to.png", 302, ("Set-Cookie", "hop=1")),
        "/to.png": Reply(b"GIF89a", 200, (("Content-Type", "image/png"), ("Cross-Origin-Resource-Policy", "same"))),
        "/flood.js": Reply(b"1", 200, (SCRIPT, *FLOOD, *[("Set-Cookie", f"c{n}={'v' * 900}") for n in range(90)])),
    }  # fmt: skip

    async def visit(port: int) -> tuple[Capture, Capture]:
        source, _ = find_axe()
        settings = SiteBrowserSettings(
            require_browser(),
            source,
            resolver=loopback({HOST: port}),
            tabs=1,
            contact="a@example.jp",
            version="1.0",
        )
        async with open_session(settings) as session:
            return await _one(session), await _one(session)

    with SiteServer(routes) as server:
        yield asyncio.run(visit(server.port))


async def _one(session: Session) -> Capture:
    return await session.capture(Order(f"http://{HOST}/", seconds=20.0, axe=False), ())


def entries(capture: Capture) -> Mapping[str, Mapping[str, Any]]:
    return {str(entry["url"]).removeprefix(f"http://{HOST}"): entry for entry in capture.requests}


def test_the_lines_of_each_answer_are_kept_as_sent_with_duplicates(visits: tuple[Capture, Capture]) -> None:
    first = visits[0]

    assert first.fate is Fate.OK
    lines = [tuple(line) for line in entries(first)["/a.js"]["headers"]]
    assert lines == [
        SCRIPT, NOSNIFF, ("Set-Cookie", "sid=; Secure; HttpOnly"), ("Set-Cookie", "view=; Path=/"),
        ("Content-Length", "1"),
    ]  # fmt: skip


def test_no_value_of_a_cookie_is_kept(visits: tuple[Capture, Capture]) -> None:
    assert "geheim" not in str(visits[0].requests) and "vvv" not in str(visits[0].requests)


def test_every_redirect_has_lines_of_its_own(visits: tuple[Capture, Capture]) -> None:
    found = entries(visits[0])

    assert ("Set-Cookie", "hop=") in [tuple(line) for line in found["/from.png"]["headers"]]
    assert dict(found["/to.png"]["headers"])["Cross-Origin-Resource-Policy"] == "same"


def test_the_document_has_its_lines_among_the_hops_alone(visits: tuple[Capture, Capture]) -> None:
    assert "headers" not in entries(visits[0])["/"] and visits[0].hops[-1].headers


def test_a_flood_of_lines_is_cut(visits: tuple[Capture, Capture]) -> None:
    lines = entries(visits[0])["/flood.js"]["headers"]

    assert len(lines) <= LINES and sum(len(name) + len(value) for name, value in lines) <= TOTAL


def test_an_answer_from_the_cache_has_the_lines_it_came_with(visits: tuple[Capture, Capture]) -> None:
    lines = dict(entries(visits[1])["/b.css"]["headers"])

    assert (lines["Content-Type"], lines["Cache-Control"]) == ("text/css", "max-age=600")


def test_the_bytes_on_the_wire_are_told(visits: tuple[Capture, Capture]) -> None:
    assert entries(visits[0])["/a.js"]["bytes"] > 1


def test_a_rule_reads_them_from_the_page_view(visits: tuple[Capture, Capture]) -> None:
    view = page_from_capture(visits[0])

    assert any("headers" in entry for entry in view.requests)


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("a=b; Secure", "a=; Secure"),
        ("a=b=c", "a="),
        ("geheim", "="),
        ("geheim; Path=/", "=; Path=/"),
        ("", "="),
    ],
)
def test_a_cookie_keeps_name_and_attributes(line: str, kept: str) -> None:
    assert kept_lines([("set-cookie", line)]) == (("set-cookie", kept),)


def test_a_long_value_is_cut_and_keeping_twice_changes_nothing() -> None:
    once = kept_lines([("Server", "x" * 10_000), ("Cache-Control", "no-store"), ("Date", "today")])

    assert once == (("Server", "x" * LINE), ("Cache-Control", "no-store"))
    assert kept_lines(once) == once


def test_lines_are_joined_with_their_answer_whichever_event_comes_first() -> None:
    log = NetworkLog("frame")
    extra = {"requestId": "1", "statusCode": 200, "headers": {"Server": "raw"}}
    log.on_extra(extra)
    log.on_request({"requestId": "1", "request": {"url": "http://a.jp/x.js"}, "type": "Script"})
    log.on_response({"requestId": "1", "response": {"url": "http://a.jp/x.js", "status": 200, "headers": {}}})

    (entry,) = log.requests()

    assert entry["headers"] == (("Server", "raw"),)
