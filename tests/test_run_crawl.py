"""What a crawl takes of a site: it ends by itself, obeys, and every URL has exactly one fate."""

import socket
from collections import Counter
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from loaded import load
from running import CYCLE, Desk, html
from servers import Reply, Request, SiteServer, page, redirect

from auditor.commands.reports_folder import opened
from auditor.model import Fate, Lost
from auditor.publish.index import _site_line
from auditor.publish.stored_material import PublishContext
from auditor.publish.targets import targets_of
from auditor.report.index_page import SiteLine

JS_ONLY = "<script>setTimeout(() => { document.body.innerHTML = '<a href=/found-by-script>次のページ</a>' }, 50)</script>"


def site_lines(desk: Desk) -> dict[str, SiteLine]:
    with opened(desk.reports) as store:
        context = PublishContext(store, desk.reports, CYCLE, "", "", load())
        return {site.id: _site_line(context, site, Lost()) for site in targets_of(store, CYCLE).sites}


def endless(server: SiteServer, connection: socket.socket, request: Request) -> bool:
    """A calendar that turns for ever and a list whose filters combine for ever."""
    asked = parse_qs(urlsplit(request.path).query)
    if request.path.startswith("/calendar"):
        year, month = int(asked["year"][0]), int(asked["month"][0])
        steps = [(year + (month + 1 > 12), month % 12 + 1), (year - (month == 1), (month - 2) % 12 + 1)]
        links = [f"/calendar?year={y}&month={m}" for y, m in steps]
    else:
        tags = asked.get("tag", ["x"])[0]
        links = [f"/list?tag={tags}{letter}&sort={way}" for letter in "ab" for way in ("up", "down")]
    return server.send(page(html("/", *links)), connection, request)


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Desk, dict[str, SiteServer]]]:
    """Four sites in one run: an endless one, one too large for its budget, one with rules, one of scripts."""
    desk = Desk(tmp_path_factory.mktemp("crawl"), defaults={"selection": "representative", "pages": 2})
    pdf = Reply(b"%PDF-1.4 " + b"x" * 5000, 200, (("Content-Type", "application/pdf"),))
    with (
        SiteServer({"*": page(html("/"))}) as other,
        SiteServer(
            {
                "/": page(html("/calendar?year=2026&month=10", "/list?tag=x")),
                "/calendar": endless, "/list": endless,
            }
        ) as trap,
        SiteServer({"*": page(html(*(f"/p{number}" for number in range(60))))}) as large,
        SiteServer({}) as rules,
        SiteServer(
            {"/": page(f'<html lang="ja"><title>x</title><body>{JS_ONLY}'), "*": page(html("/"))}
        ) as script,
    ):  # fmt: skip
        rules.routes.update(
            {
                "/robots.txt": Reply(
                    f"User-agent: *\nDisallow: /secret\nSitemap: {rules.url('/map.xml')}".encode(),
                    200, (("Content-Type", "text/plain"),),
                ),
                "/map.xml": Reply(
                    f"<urlset><url><loc>{rules.url('/doc.pdf')}</loc></url></urlset>".encode(),
                    200, (("Content-Type", "application/xml"),),
                ),
                "/": page(html("/secret/page", "/moved", "/hidden", "/away", "/new", "/", "/aside", "/sends-off")),
                "/aside": redirect("/shut/page"), "/shut/page": page(html("/")),
                "/sends-off": page(html("/", body=f"<script>location.replace('{other.url('/ads')}')</script>")),
                "/new": page(html("/")), "/doc.pdf": pdf,
                "/moved": redirect("/new"), "/hidden": redirect("/secret/two"), "/away": redirect(other.url("/")),
            }
        )  # fmt: skip
        servers = {"trap": trap, "large": large, "rules": rules, "script": script, "other": other}
        desk.write(
            trap=trap.url(), rules={"start": rules.url(), "exclude": ["/shut/*"], "selection": "all"}, script=script.url(),
            large={"start": large.url(), "max_urls": 12},
        )  # fmt: skip
        done = desk.run()
        assert done.code == 0, done.err
        yield desk, servers


def test_an_endless_calendar_and_endless_parameters_stop_by_themselves_and_are_counted(
    crawled: tuple[Desk, dict[str, SiteServer]],
) -> None:
    desk, servers = crawled

    fates = Counter(desk.fates("trap").values())

    assert fates["trap-calendar"] > 0
    assert fates["trap-parameters"] > 0
    assert fates["ok"] < 200
    assert len(servers["trap"].hits) < 250


def test_max_urls_bounds_what_is_asked_and_the_rest_is_counted(
    crawled: tuple[Desk, dict[str, SiteServer]],
) -> None:
    desk, servers = crawled

    fates = Counter(desk.fates("large").values())

    assert fates["ok"] == 12
    assert fates["over-limit"] > 0
    assert len({path for path in servers["large"].paths if path.startswith("/p")}) <= 12


def test_robots_sitemaps_redirects_and_documents_each_have_their_fate(
    crawled: tuple[Desk, dict[str, SiteServer]],
) -> None:
    desk, servers = crawled

    assert desk.fates("rules") == {
        "/": "ok", "/secret/page": "robots-denied", "/moved": "redirected", "/new": "ok",
        "/away": "redirected-off-site", "/doc.pdf": "not-html", "/hidden": "redirected",
        "/secret/two": "robots-denied", "/aside": "redirected", "/shut/page": "excluded",
        "/sends-off": "redirected-off-site",
    }  # fmt: skip
    assert not any(path.startswith("/secret") for path in servers["rules"].paths)
    assert servers["other"].hits == []


def test_links_that_only_scripts_make_are_found(crawled: tuple[Desk, dict[str, SiteServer]]) -> None:
    desk, _ = crawled

    assert desk.fates("script") == {"/": "ok", "/found-by-script": "ok"}


def test_found_tried_and_audited_add_up_for_every_site(
    crawled: tuple[Desk, dict[str, SiteServer]],
) -> None:
    desk, _ = crawled

    lines = site_lines(desk)

    assert set(lines) == {"trap", "large", "rules", "script"}
    for line in lines.values():
        assert line.adds_up
        assert 0 < line.audited <= line.tried <= line.found
        assert Fate.INTERRUPTED not in line.fates
    assert lines["rules"].found == 11
    assert lines["rules"].tried == 8
