"""The next quarter visits what changed: an unchanged page keeps its capture, whatever changed is seen."""

import hashlib
import sqlite3
import threading
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from running import CYCLE, Desk, auditor, html
from servers import Behaviour, Reply, Request, Route, SiteServer, in_turn, page

from auditor.model import Carry

NEXT = "2027Q1"
AGENT = "TokyoWebAuditor"
NO_ALT = '<p><img src="/a.png" width="40" height="40"></p>'
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


def file(body: bytes | str, kind: str, *headers: tuple[str, str]) -> Reply:
    """A file that tells its version."""
    data = body.encode() if isinstance(body, str) else body
    tag = ("ETag", f'"{hashlib.sha256(data).hexdigest()[:12]}"')
    return Reply(data, 200, (("Content-Type", kind), tag, *headers))


def site(count: int = 8) -> dict[str, Route]:
    """Pages that link each other, with a style sheet and a picture; each has a defect."""
    names = ["/", *(f"/p{number}" for number in range(1, count))]
    return {
        **{
            name: page(html(*names, body=f"<p>本文{name}</p>{NO_ALT}").replace(
                "</head>", '<link rel="stylesheet" href="/s.css"></head>'))
            for name in names
        },
        "/s.css": file("p { color: #000 }", "text/css"),
        "/a.png": file(PIXEL, "image/png"),
        "/robots.txt": Reply(b"User-agent: *\n", 200, (("Content-Type", "text/plain"),)),
    }  # fmt: skip


def rows(desk: Desk, cycle: str) -> dict[str, dict[str, Any]]:
    """Path → the line of each page."""
    lines = desk.lines("--cycle", cycle)
    return {"/" + line["url"].split("/", 3)[3]: line for line in lines if line["kind"] == "page"}


def found(desk: Desk, cycle: str) -> set[tuple[str, ...]]:
    """What was found in a cycle, as far as two runs are compared."""
    return {
        (line["url"], line["rule"], line["message"], line.get("selector", ""), line["viewport"])
        for line in desk.lines("--cycle", cycle)
        if line["kind"] == "finding"
    }


def kept(desk: Desk, cycle: str = NEXT) -> set[str]:
    """Paths of the pages whose capture is that of an earlier cycle."""
    return {path for path, line in rows(desk, cycle).items() if line["seen_on"]}


def test_an_unchanged_quarter_visits_one_page_in_ten_and_finds_the_same(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    with SiteServer(site()) as server:
        desk.write(site=server.url())
        assert desk.run(workers=1).code == 0
        server.hits.clear()

        done = desk.run(cycle=NEXT, workers=1)

        assert done.code == 0, done.err
    pages = [hit for hit in server.hits if hit.method == "GET" and hit.path.startswith(("/p", "/?"))]
    visits = [
        hit for hit in pages if "sec-fetch-dest" in hit.headers or "upgrade-insecure-requests" in hit.headers
    ]
    assert len(visits) <= 1, "one of eight is drawn"
    assert [hit.path for hit in server.hits if hit.method == "HEAD"] == ["/s.css", "/a.png"]
    assert len(kept(desk)) == 7
    assert found(desk, NEXT) == found(desk, CYCLE)
