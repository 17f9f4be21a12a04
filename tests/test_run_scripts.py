"""Scripts whose name tells no version: their first bytes are asked for politely, once a site, and judged."""

import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from running import Desk, html
from servers import Behaviour, Reply, Request, Route, SiteServer, page

from auditor.gather.script_heads import BYTES, REQUESTS, SCRIPTS, to_ask

JS = ("Content-Type", "text/javascript")
OLD = b"/*! jQuery v1.8.3 jquery.com | jquery.org/license */\n" + b"var a=1;" * 10_000
NEW = b"/*! jQuery v3.7.1 | (c) OpenJS Foundation */\n"
HOME = "a.lg.jp"


@pytest.fixture(scope="module")
def audited(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Desk, SiteServer]]:
    """A site that serves an old jQuery under a name that does not tell; robots.txt keeps one folder."""
    scripts = "".join(
        f'<script src="{path}"></script>'
        for path in (
            "/js/jquery.min.js?20200101",
            "/js/site.js",
            "/js/jquery-3.7.1.min.js",
            "/closed/jquery.js",
        )
    )
    routes = {
        "/robots.txt": Reply(b"User-agent: *\nDisallow: /closed/", 200, (("Content-Type", "text/plain"),)),
        "/": page(html("/b", body=scripts)), "/b": page(html("/", body=scripts)),
        "/js/jquery.min.js": Reply(OLD, 200, (JS,)), "/js/site.js": Reply(b"var b=2;" * 2_000, 200, (JS,)),
        "/js/jquery-3.7.1.min.js": Reply(NEW, 200, (JS,)), "/closed/jquery.js": Reply(OLD, 200, (JS,)),
    }  # fmt: skip
    with SiteServer(routes) as server:
        desk = Desk(tmp_path_factory.mktemp("scripts"))
        desk.write(site=server.url("/", host="localhost"))
        assert desk.run().code == 0
        yield desk, server


def asked(server: SiteServer, path: str) -> list[str]:
    """The Range of each request for a path that was not the browser's own."""
    return [
        hit.headers["range"] for hit in server.hits if hit.path.startswith(path) and "range" in hit.headers
    ]


def test_the_banner_of_a_script_tells_the_library_and_its_weaknesses(
    audited: tuple[Desk, SiteServer],
) -> None:
    lines = audited[0].lines()

    found = [one for one in lines if one.get("rule") == "security/library-vulnerable-unnamed"]
    assert len([one for one in found if one["kind"] == "finding"]) == 1
    assert "jquery 1.8.3" in str(found) and "CVE-2020-11022" in str(found)


def test_each_script_is_asked_for_once_and_for_its_beginning_alone(audited: tuple[Desk, SiteServer]) -> None:
    _, server = audited

    assert asked(server, "/js/jquery.min.js") == asked(server, "/js/site.js") == [f"bytes=0-{BYTES - 1}"]


def test_a_name_with_a_version_and_what_robots_deny_are_not_asked(audited: tuple[Desk, SiteServer]) -> None:
    _, server = audited

    assert not asked(server, "/js/jquery-3.7.1.min.js") and not asked(server, "/closed/")


def test_a_second_run_of_the_cycle_asks_nothing_more(audited: tuple[Desk, SiteServer]) -> None:
    desk, server = audited
    before = len(server.hits)

    assert desk.run().code == 0

    assert not [hit for hit in server.hits[before:] if "range" in hit.headers]


def unlike_the_browser(usual: Reply, ranged: Reply) -> Behaviour:
    """One answer for whoever loads a file, another for whoever asks for its beginning."""

    def behave(server: SiteServer, connection: socket.socket, request: Request) -> bool:
        connection.sendall((ranged if "range" in request.headers else usual).wire())
        return True

    return behave


def run_with(folder: Path, scripts: dict[str, Route]) -> SiteServer:
    """Audit a page that loads these scripts; the server that was asked, closed by now."""
    body = "".join(f'<script src="{path}"></script>' for path in scripts)
    with SiteServer({"/": page(html(body=body)), **scripts}) as server:
        desk = Desk(folder)
        desk.write(site=server.url("/", host="localhost"))
        assert desk.run().code == 0
    return server


@pytest.mark.parametrize("status", [429, 503])
def test_a_host_that_is_busy_is_given_its_rest_and_then_left_alone(tmp_path: Path, status: int) -> None:
    busy = unlike_the_browser(Reply(NEW, 200, (JS,)), Reply(b"", status, (("Retry-After", "1"),)))

    server = run_with(tmp_path, {"/js/jquery.js": busy, "/js/site.js": Reply(b"var b;", 200, (JS,))})

    assert len(asked(server, "/js/jquery.js")) == 2 and not asked(server, "/js/site.js")


def test_however_many_scripts_there_are_the_requests_of_a_site_are_not_exceeded(tmp_path: Path) -> None:
    gone = unlike_the_browser(Reply(b"var a;", 200, (JS,)), Reply(b"", 404))

    server = run_with(tmp_path, {f"/js/s{number}.js": gone for number in range(REQUESTS + 10)})

    assert len(asked(server, "/js/")) == REQUESTS


def entry(path: str, **changes: Any) -> dict[str, Any]:
    return {"url": f"https://{HOME}{path}", "type": "Script", "status": 200, **changes}


def test_known_names_come_first_then_what_most_pages_load() -> None:
    loads = [
        ("https://a.lg.jp/1", entry("/js/common.js")), ("https://a.lg.jp/2", entry("/js/common.js")),
        ("https://a.lg.jp/2", entry("/js/menu.js")), ("https://a.lg.jp/2", entry("/js/jquery.js")),
    ]  # fmt: skip

    assert to_ask(loads, HOME) == [
        ("https://a.lg.jp/js/jquery.js", "https://a.lg.jp/2", 1),
        ("https://a.lg.jp/js/common.js", "https://a.lg.jp/1", 2),
        ("https://a.lg.jp/js/menu.js", "https://a.lg.jp/2", 1),
    ]


@pytest.mark.parametrize(
    "one",
    [
        entry("/js/jquery-1.12.4.min.js"), entry("/lib/vue@2.6.10/vue.js"), entry("/libs/jquery/2.2.4/jquery.js"),
        entry("/a.js", status=404), entry("/a.js", type="Image"), {**entry(""), "url": "https://cdn.example.com/a.js"},
        {**entry(""), "url": "https://a.lg.jp/" + "a" * 5_000},
    ],
)  # fmt: skip
def test_what_tells_its_version_did_not_come_or_is_of_others_is_left_out(one: dict[str, Any]) -> None:
    assert to_ask([("https://a.lg.jp/", one)], HOME) == []


def test_one_file_with_many_queries_is_one_script() -> None:
    loads = [("https://a.lg.jp/", entry(f"/js/a.js?{number}")) for number in range(SCRIPTS)]

    assert [url for url, _, _ in to_ask(loads, HOME)] == ["https://a.lg.jp/js/a.js?0"]
