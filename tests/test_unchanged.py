"""The next quarter visits what changed: an unchanged page keeps its capture, whatever changed is seen."""

import hashlib
import shutil
import socket
import subprocess
from collections import Counter
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import psutil
import pytest
from running import CYCLE, Desk, auditor, family, html, left_alive, start_auditor
from servers import Behaviour, Reply, Request, Route, SiteServer, page, redirect

from auditor.model import Carry, Verdict
from auditor.store import CaptureStore, Store

NEXT = "2027Q1"
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


def site(count: int = 8) -> dict[str, Reply]:
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
    assert "（うち前回から変わっていない7ページ）" in done.out
    day = rows(desk, NEXT)[min(kept(desk))]["seen_on"]
    sheet = (desk.reports / NEXT / "CSV" / "soumu局" / "ページ一覧.csv").read_text("utf-8-sig")
    assert sheet.count(f"前回から変わっていない（{day}に確認）") == 7
    assert "前回から変わっていないことを確かめ" in desk.index(NEXT)
    status = auditor("plan", "status", "--reports", desk.reports)
    assert "検査したページ: 8（うち前回から変わっていない7）" in status.out


@pytest.mark.soak
def test_pages_drawn_at_random_get_no_more_probes_in_the_next_quarter_and_stand(tmp_path: Path) -> None:
    desk = Desk(tmp_path, defaults={"selection": "random", "pages": 2, "probes": "representative"})
    with SiteServer(site(3)) as server:
        desk.write(site=server.url())
        assert desk.run(workers=1).code == 0
        assert desk.run(cycle=NEXT, workers=1).code == 0
        samples = {line["sample"] for line in rows(desk, NEXT).values()} - {""}
        assert samples == {"last-cycle:random"}
        assert sorted(one for one in decided(desk).values() if one) == [Carry.DRAWN, Carry.UNCHANGED]

        # In the middle of a cycle somebody wants every page visited after all.
        desk.defaults["revisit"] = "all"
        desk.write(site=server.url())
        assert desk.run(cycle=NEXT, workers=1).code == 0

    assert not kept(desk)


@dataclass(frozen=True)
class Case:
    """A page before and after, with what it loads; `kept`: nobody has to look at it again."""

    body: str
    kept: bool
    after: str | None = None  # the page's own markup afterwards; None: as before
    files: tuple[tuple[str, Route], ...] = ()
    then: tuple[tuple[str, Route], ...] = ()  # files afterwards that are others
    headers: tuple[tuple[str, str], ...] = ()
    headers_after: tuple[tuple[str, str], ...] | None = None
    gone: Route | None = None  # what the page answers afterwards


def css(text: str, *headers: tuple[str, str]) -> Reply:
    return file(text, "text/css", *headers)


def bare(text: str, kind: str, *headers: tuple[str, str]) -> Reply:
    """A file without a validator."""
    return Reply(text.encode(), 200, (("Content-Type", kind), *headers))


def sheet(name: str) -> str:
    return f'<link rel="stylesheet" href="/{name}">'


DRAW = "fetch('/{0}').then(a=>a.text()).then(t=>{{const p=document.createElement('p');p.innerHTML=t;document.body.append(p)}})"
GREY, BLACK = "p{color:#aaa}", "p{color:#000}"
PINK = PIXEL[:-20] + b"x" + PIXEL[-19:]
OLD, NEW = (
    ("Last-Modified", "Tue, 01 Apr 2025 00:00:00 GMT"),
    ("Last-Modified", "Thu, 01 Oct 2026 00:00:00 GMT"),
)
CSP = "script-src 'nonce-{0}'"
SCRIPTED = f"<script>{DRAW}</script>"
EVERYTHING = (
    f"{sheet('e.css')}<script src='/e.js'></script><iframe title='枠' src='/e.html'></iframe>{NO_ALT}"
    + (SCRIPTED.format("e.txt"))
)
CASES = {
    # Changes that show in the markup
    "same": Case(NO_ALT, True),
    "everything": Case(EVERYTHING, True, files=(
        ("/e.css", css(BLACK)), ("/e.js", file("window.e = 1", "text/javascript")), ("/e.txt", file("文", "text/plain")),
        ("/e.html", file("<!DOCTYPE html><html lang=ja><title>枠</title><p>枠の中", "text/html; charset=utf-8")),
    )),
    "date": Case("<p>更新日 2026年11月1日</p>", False, "<p>更新日 2026年11月2日</p>"),
    "mended": Case(NO_ALT, False, '<p><img src="/a.png" alt="図" width="40" height="40"></p>'),
    "labelled": Case('<p><input type="text" name="q"></p>', False, '<p><label>名 <input type="text" name="q"></label></p>'),
    "broken": Case("<p>文</p>", False, f"<p>文</p>{NO_ALT}"),
    "inline": Case("<script>var a = 1</script>", False, "<script>var a = 2</script>"),
    "mode": Case('<form action="/same"><input type="hidden" name="mode" value="abcdefgh"></form>', False,
                 '<form action="/same"><input type="hidden" name="mode" value="hgfedcba"></form>'),
    "gone": Case(NO_ALT, False, gone=Reply(b"<p>404", 404)),
    "moved": Case(NO_ALT, False, gone=redirect("/same")),
    "leads": Case(NO_ALT, False, "<script>location.replace('/same')</script>"),
    # Changes that do not show anywhere but in what differs each time
    "comment": Case(f"<!-- generated 1 -->{NO_ALT}", True, f"<!-- generated 2 -->{NO_ALT}"),
    "nonce": Case(f'<script nonce="aaaaaaaaaa">var a</script>{NO_ALT}', True,
                  f'<script nonce="bbbbbbbbbb">var a</script>{NO_ALT}',
                  headers=(("Content-Security-Policy", CSP.format("aaaaaaaaaa")),),
                  headers_after=(("Content-Security-Policy", CSP.format("bbbbbbbbbb")),)),
    "token": Case('<form action="/same"><input type="hidden" name="csrf_token" value="a1a1a1a1a1"></form>', True,
                  '<form action="/same"><input type="hidden" name="csrf_token" value="b2b2b2b2b2"></form>'),
    "session": Case('<a href="/same;jsessionid=0123456789abcdef0">同じページ</a>', True,
                    '<a href="/same;jsessionid=fedcba98765432100">同じページ</a>'),
    "moment": Case(NO_ALT, True, headers=(("X-Request-Id", "1"), ("Set-Cookie", "s=1; Path=/")),
                   headers_after=(("X-Request-Id", "2"), ("Set-Cookie", "s=2; Path=/"))),
    # Changes of header lines and of what a page loads
    "policy": Case(NO_ALT, False, headers_after=(("X-Frame-Options", "DENY"),)),
    "style": Case(f"{sheet('s1.css')}<p>文</p>", False, files=(("/s1.css", css(BLACK)),),
                  then=(("/s1.css", css(GREY)),)),
    "import": Case(f"{sheet('i1.css')}<p>文</p>", False,
                   files=(("/i1.css", css("@import '/i2.css'")), ("/i2.css", css(BLACK))),
                   then=(("/i2.css", css(GREY)),)),
    "unversioned": Case(f"{sheet('u.css')}<p>文</p>", False, files=(("/u.css", bare(BLACK, "text/css")),),
                        then=(("/u.css", bare(GREY, "text/css")),)),
    "silent": Case(f"{sheet('n.css')}{NO_ALT}", False, files=(("/n.css", bare(BLACK, "text/css")),)),
    "older": Case(f"{sheet('o.css')}<p>文</p>", False, files=(("/o.css", bare(BLACK, "text/css", NEW)),),
                  then=(("/o.css", bare(GREY, "text/css", OLD)),)),
    "dated": Case(f"{sheet('d.css')}{NO_ALT}", True, files=(("/d.css", bare(BLACK, "text/css", OLD)),)),
    "script": Case("<script src='/j.js'></script><p>文</p>", False,
                   files=(("/j.js", file("var a", "text/javascript")),),
                   then=(("/j.js", file("document.write('<img src=/a.png>')", "text/javascript")),)),
    "picture": Case('<p><img src="/b.png" alt="図"></p>', False, files=(("/b.png", file(PIXEL, "image/png")),),
                    then=(("/b.png", file(PINK, "image/png")),)),
    "data": Case(SCRIPTED.format("x.txt"), False, files=(("/x.txt", file("文", "text/plain")),),
                 then=(("/x.txt", file("<img src=/a.png>", "text/plain")),)),
    "frame": Case("<iframe title='枠' src='/f.html'></iframe>", False,
                  files=(("/f.html", file("<!DOCTYPE html><html lang=ja><title>a</title><p>文", "text/html; charset=utf-8")),),
                  then=(("/f.html", file("<!DOCTYPE html><html lang=ja><title>a</title><img src=/a.png>", "text/html; charset=utf-8")),)),
    "resource-line": Case("<script src='/h.js'></script>", False,
                          files=(("/h.js", file("var h", "text/javascript")),),
                          then=(("/h.js", file("var h", "text/javascript", ("X-Content-Type-Options", "nosniff"))),)),
    # What cannot be asked for again
    "posted": Case("<script>fetch('/same', {method: 'POST', body: 'a'})</script>", False),
    "missing": Case('<p><img src="/none.png" alt="図"></p>', False),
}  # fmt: skip


def routes_of(after: bool) -> dict[str, Route]:
    """The site of the cases, before or after."""
    names = ["/", *(f"/{name}" for name in CASES), *(["/fresh"] if after else [])]
    made: dict[str, Route] = {**site(1), "/": page(html(*names))}
    if after:
        made["/fresh"] = page(html(*names, body=NO_ALT))
    links = ("/", "/same", "/date", "/mode")
    for name, case in CASES.items():
        body = case.after if after and case.after is not None else case.body
        headers = case.headers_after if after and case.headers_after is not None else case.headers
        made[f"/{name}"] = page(html(*links, body=body, title=f"題 {name}"), *headers)
        made |= dict(case.files) | (dict(case.then) if after else {})
        if after and case.gone is not None:
            made[f"/{name}"] = case.gone
    return made


def issues(desk: Desk, cycle: str) -> set[tuple[object, ...]]:
    """The rows of work of a cycle, as far as two runs are compared."""
    with Store(desk.reports / "auditor.sqlite") as store:
        return {
            (one.rule, one.number, one.verdict, one.count, one.pages, one.change, one.comment)
            for one in store.site(cycle, "site").issues()
        }


def test_the_verdicts_of_a_quarter_are_those_of_a_run_that_visits_every_page(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "changed")
    desk.folder.mkdir()
    with SiteServer(routes_of(after=False)) as server:
        desk.write(site=server.url())
        assert desk.run(workers=1).code == 0
        whole = Desk(tmp_path / "all", defaults={"revisit": "all"})
        shutil.copytree(desk.folder, whole.folder)
        whole.write(site=server.url())
        server.routes = routes_of(after=True)

        assert desk.run(cycle=NEXT, workers=1).code == 0
        assert whole.run(cycle=NEXT, workers=1).code == 0

    assert not kept(whole)
    may = {f"/{name}" for name, case in CASES.items() if case.kept}
    drawn = may - kept(desk)
    assert kept(desk) <= may
    assert len(drawn) == 1, f"one of ten is drawn: {drawn}"
    assert found(desk, NEXT) == found(whole, NEXT)
    assert issues(desk, NEXT) == issues(whole, NEXT)
    assert {Verdict.NEW, Verdict.REMAINING, Verdict.FIXED} <= {row[2] for row in issues(desk, NEXT)}


def decided(desk: Desk, cycle: str = NEXT) -> dict[str, Carry | None]:
    """Path → what was decided of each page."""
    with Store(desk.reports / "auditor.sqlite") as store:
        return {
            "/" + one.url.split("/", 3)[3]: one.carry
            for one in store.site(cycle, "site").pages()
            if one.sample
        }


def visited(server: SiteServer) -> list[str]:
    """Paths of the pages that a browser came to."""
    return [hit.path for hit in server.hits if "upgrade-insecure-requests" in hit.headers]


def test_a_difference_that_only_a_visit_shows_opens_every_page_of_the_template(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    other = page(
        "<!DOCTYPE html><html lang=ja><title>別</title><body><div><form><a href=/>a</a><a href=/p1>b</a>"
    )
    routes = site(6)
    routes["/p5"] = page(
        routes["/p5"].body.decode().replace("</ul>", '<li><a href="/other">別</a></li></ul>')
    )
    with SiteServer({**routes, "/other": other}) as server:
        desk.write(site=server.url())
        assert desk.run(workers=1).code == 0
        lie = Reply(b"p { color: #ddd }", 200, routes["/s.css"].headers)
        server.routes["/s.css"] = lie
        server.hits.clear()

        assert desk.run(cycle=NEXT, workers=1).code == 0

    said = decided(desk)
    assert Counter(said.values())[Carry.DIFFERS] == 1
    (drawn,) = (path for path, carry in said.items() if carry is Carry.DIFFERS)
    assert drawn.startswith("/p"), "else the test shows nothing: choose another page"
    shared = {"/", *(f"/p{number}" for number in range(1, 6))}
    assert {path for path, carry in said.items() if carry is Carry.VOID} == shared - {drawn}
    assert kept(desk) == {"/other"}
    assert visited(server)[0] == drawn
    assert set(visited(server)) == shared


def test_captures_of_other_instruments_or_too_long_ago_stand_for_nothing(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    with SiteServer(site(6)) as server:
        desk.write(site=server.url())
        assert desk.run(workers=1).code == 0
        with closing(CaptureStore(desk.reports / "captures" / CYCLE / "site.sqlite")) as last:
            for path, change in {
                "/p1": {"instruments": "another browser"}, "/p2": {"cycles": 3}, "/p3": {"cycles": 2},
                "/p4": {"cycles": 2}, "/p5": {"cycles": 2},
            }.items():  # fmt: skip
                seen = last.sighting(server.url(path))
                assert seen is not None
                last.sight(server.url(path), replace(seen, **change, day="2026-02-03"), "older rules", None)

        assert desk.run(cycle=NEXT, workers=1).code == 0
        said = decided(desk)
        assert (said.pop("/p1"), said.pop("/p2")) == (Carry.INSTRUMENTS, Carry.DUE)
        assert Counter(said.values()) == {Carry.UNCHANGED: 3, Carry.DRAWN: 1}
        stood = kept(desk) - {"/"}
        assert {rows(desk, NEXT)[path]["seen_on"] for path in stood} == {"2026-02-03"}

        # The cycle after: what had stood for three cycles is visited, and nothing else of the site has changed.
        assert desk.run(cycle="2027Q2", workers=1).code == 0
        assert {decided(desk, "2027Q2")[path] for path in stood} == {Carry.DUE}

        # Other settings of the window, then captures that are gone: everything is visited.
        desk.defaults["viewports"] = ["1024x768"]
        desk.write(site=server.url())
        assert desk.run(cycle="2027Q3", workers=1).code == 0
        assert set(decided(desk, "2027Q3").values()) == {Carry.INSTRUMENTS}
        assert auditor("prune", "--keep", "1", "--reports", desk.reports).code == 0
        shutil.rmtree(desk.reports / "captures" / "2027Q3")
        assert desk.run(cycle="2027Q4", workers=1).code == 0
        assert not kept(desk, "2027Q4")


@pytest.mark.soak
def test_a_run_that_is_killed_goes_on_to_the_rows_of_one_that_is_not(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "killed")
    desk.folder.mkdir()
    running: list[subprocess.Popen[bytes]] = []

    def killing(route: Route) -> Behaviour:
        def behave(server: SiteServer, connection: socket.socket, request: Request) -> bool:
            if running and (request.method == "HEAD" or "upgrade-insecure-requests" in request.headers):
                run = running.pop()
                children = family(run.pid)
                run.kill()
                for process in children:
                    with suppress(psutil.NoSuchProcess):
                        process.kill()
                assert left_alive(children) == []  # before the answer that never comes ends
                return False
            return server.send(route, connection, request)

        return behave

    with SiteServer(site()) as server:
        desk.write(site=server.url())
        assert desk.run(workers=1).code == 0
        calm = Desk(tmp_path / "calm")
        shutil.copytree(desk.folder, calm.folder)
        assert calm.run(cycle=NEXT, workers=1).code == 0
        server.routes = {path: killing(route) for path, route in server.routes.items()}
        for _ in range(
            2
        ):  # while it asks for what pages load; then, as that is left alone, at the first visit
            run = start_auditor(
                "run", desk.targets, "--reports", desk.reports, "--cycle", NEXT, "--workers", "1"
            )
            running.append(run)
            run.communicate(timeout=60)
            server.routes |= {path: route for path, route in site().items() if not path.startswith("/p")}
        assert not running

        assert desk.run(cycle=NEXT, workers=1).code == 0

    assert desk.lines("--cycle", NEXT) == calm.lines("--cycle", NEXT)
    assert decided(desk) == decided(calm)
    assert kept(desk) == kept(calm) != set()
    assert issues(desk, NEXT) == issues(calm, NEXT)
