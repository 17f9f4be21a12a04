"""Hostile and refusing servers: each URL gets its fate within its budget, and the run goes on to its end."""

import socket
import ssl
from pathlib import Path

import pytest
import trustme
from running import CONTACT, Desk, html
from servers import Behaviour, Reply, Request, SiteServer, never, page, raw, redirect

LOOPING = html("/", "/good", "/gone", "/error", body="<script>while (true) {}</script>", title="終わらない")
MANY = html(*(["/"] * 4), body="<p>x</p>" * 200_000, title="要素が多い")


def closed_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@pytest.fixture(scope="module")
def wrong_certificate() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert("elsewhere.example").configure_cert(context)
    return context


def test_every_bad_page_gets_its_fate_and_the_run_goes_on(
    tmp_path: Path, wrong_certificate: ssl.SSLContext
) -> None:
    bad = {
        "/loop": page(LOOPING),
        "/big": page(html(body="x" * 31_000_000)),
        "/never": never(),
        "/garbage": raw(b"\x16\x03\x01 nothing like HTTP \xff\xfe"),
        "/round": redirect("/round"),
        "/error": Reply(b"<p>500", 500),
        "/gone": Reply(b"<p>404", 404),
    }
    routes = {"/": page(html(*bad, "/good")), "/good": page(html("/", "/good")), **bad}
    desk = Desk(tmp_path, defaults={"page_seconds": 6})
    with (
        SiteServer(routes) as server,
        SiteServer({"*": never()}) as silent,
        SiteServer({"*": page(html())}, tls=wrong_certificate) as tls,
    ):
        down = f"http://127.0.0.1:{closed_port()}/"
        desk.write(bad=server.url(), silent=silent.url(), tls=tls.url(), down=down)

        done = desk.run()

    assert done.code == 3, done.err
    assert desk.fates("bad") == {
        "/": "ok", "/good": "ok", "/loop": "timeout", "/big": "too-large", "/never": "timeout",
        "/garbage": "bad-response", "/round": "redirect-loop", "/error": "server-error",
        "/gone": "http-error",
    }  # fmt: skip
    assert desk.fates("silent") == {"/": "timeout"}
    assert desk.fates("tls") == {"/": "tls"}
    assert desk.fates("down") == {"/": "connection"}
    for url in (server.url("/loop"), silent.url(), tls.url(), down):
        assert f"{url} " in done.err
    assert "合っていません" not in desk.index()


@pytest.mark.soak
def test_a_page_of_200_000_elements_ends_within_its_budget(tmp_path: Path) -> None:
    desk = Desk(tmp_path, defaults={"page_seconds": 30})
    with SiteServer({"/": page(MANY)}) as server:
        desk.write(many={"start": server.url(), "urls": [server.url()]})

        done = desk.run()

    assert done.code in (0, 3)
    assert set(desk.fates("many").values()) <= {"ok", "timeout", "too-large", "crashed"}


def test_a_site_that_was_down_is_audited_by_the_next_run_of_the_cycle(tmp_path: Path) -> None:
    desk, port = Desk(tmp_path), closed_port()
    desk.write(site=f"http://127.0.0.1:{port}/")
    assert desk.run().code == 3

    routes = {
        "/": page(html("/a", "/b", "/c", "/")),
        "/sitemap.xml": Reply(
            f"<urlset><url><loc>http://127.0.0.1:{port}/only-in-sitemap</loc></url></urlset>".encode(),
            200, (("Content-Type", "application/xml"),),
        ),
        "*": page(html("/", "/a", "/b", "/c")),
    }  # fmt: skip
    with SiteServer(routes, port=port):
        done = desk.run()

    assert done.code == 0, done.err
    assert desk.fates("site") == dict.fromkeys(["/", "/a", "/b", "/c", "/only-in-sitemap"], "ok")


def browsers_only(answer: Reply) -> Behaviour:
    """Answer 403 to whoever does not send what Chromium sends with a navigation."""

    def behave(server: SiteServer, connection: socket.socket, request: Request) -> bool:
        allowed = "sec-fetch-mode" in request.headers
        return server.send(answer if allowed else Reply(b"<p>403", 403), connection, request)

    return behave


def test_where_only_the_plain_client_is_refused_the_browser_discovers(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    routes = {
        "/": browsers_only(page(html("/a", "/b", "/", "/away", "/doc.pdf"))),
        "/robots.txt": browsers_only(
            Reply(b"User-agent: *\nDisallow: /b", 200, (("Content-Type", "text/plain"),))
        ),
        "/away": browsers_only(redirect("http://127.0.0.1:9/")),
        "/doc.pdf": browsers_only(Reply(b"%PDF-1.4", 200, (("Content-Type", "application/pdf"),))),
        "*": browsers_only(page(html("/", "/a"))),
    }
    with SiteServer(routes) as server, SiteServer({"*": Reply(b"<p>403", 403)}) as closed:
        desk.write(shy=server.url(), closed=closed.url())

        done = desk.run()

    assert done.code == 3
    assert desk.fates("shy") == {
        "/": "ok", "/a": "ok", "/b": "robots-denied", "/away": "redirected-off-site",
        "/doc.pdf": "not-html",
    }  # fmt: skip
    assert "/b" not in server.paths
    assert "ブラウザーを使ってページを探しました" in desk.index()
    assert desk.fates("closed") == {"/": "refused"}
    assert closed.url() in done.err


def test_the_server_sees_who_asks_and_a_rest_it_wants_is_given(tmp_path: Path) -> None:
    tired = [Reply(b"<p>429", 429, (("Retry-After", "1"),)), page(html("/", "/a"))]
    times: list[float] = []

    def busy(server: SiteServer, connection: socket.socket, request: Request) -> bool:
        times.append(server.times[-1])
        return server.send(tired.pop(0) if len(tired) > 1 else tired[0], connection, request)

    desk = Desk(tmp_path, defaults={"concurrency": 1})
    with SiteServer({"/": page(html("/a", "/", "/doc.pdf")), "/a": busy}) as server:
        desk.write(site=server.url())

        done = desk.run()

    assert done.code == 0, done.err
    assert desk.fates("site")["/a"] == "ok"
    assert times[1] - times[0] >= 1.0
    agents = {hit.headers["user-agent"] for hit in server.hits}
    assert all("TokyoWebAuditor/" in agent and CONTACT in agent for agent in agents)
