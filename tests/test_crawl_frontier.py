"""Which URLs become rows, with which fate, and in which order they are asked for."""

from auditor.crawl.frontier import Scope, discovered, is_document, listed
from auditor.crawl.robots import Robots, parse
from auditor.crawl.traps import TrapCounts
from auditor.model import Fate, Link, PageFacts, Site

TOP = PageFacts("https://h.jp/", fate=Fate.OK)


def scope(robots: bytes = b"", **fields: object) -> Scope:
    site = Site(**{"id": "s", "name": "s", "bureau": "b", "start": TOP.url, **fields})  # type: ignore[arg-type]
    return Scope(site, parse(200, robots) if robots else Robots(None), TrapCounts(2026))


def links(*paths: str) -> list[Link]:
    return [Link(path if ":" in path else "https://h.jp" + path, "") for path in paths]


def test_each_new_url_of_the_site_is_one_row_and_other_sites_are_none() -> None:
    rows = discovered(links("/a", "/a", "/", "https://other.jp/x", "/b.pdf"), TOP, {TOP.url}, scope())

    assert [(row.url, row.fate, row.depth, row.found_on) for row in rows] == [
        ("https://h.jp/a", None, 1, TOP.url),
        ("https://h.jp/b.pdf", None, 1, TOP.url),
    ]


def test_a_route_is_a_page_of_its_own_and_the_first_view_is_the_document() -> None:
    rows = discovered(links("/#/", "/#/a", "/#/b", "/#!/b", "/app#/"), TOP, {TOP.url}, scope())

    assert [row.url[12:] for row in rows] == ["/#/a", "/#/b", "/#!/b", "/app"]
    assert not is_document("https://h.jp/#/list/a.pdf")


def test_robots_speak_of_the_document_of_a_route() -> None:
    (row,) = discovered(links("/app/#/a"), TOP, {TOP.url}, scope(b"User-agent: *\nDisallow: /app/$"))

    assert row.fate is Fate.ROBOTS_DENIED


def test_http_and_www_lead_to_the_page_that_is_known_already() -> None:
    rows = discovered(
        links("/a", "http://h.jp/a", "https://www.h.jp/a", "http://h.jp/b", "/b"), TOP, {TOP.url}, scope()
    )

    assert [row.url for row in rows] == ["https://h.jp/a", "http://h.jp/b", "https://h.jp/b"]


def test_what_is_not_asked_for_says_why() -> None:
    here = scope(b"User-agent: *\nDisallow: /private/", exclude=("/old/",), max_urls=2)

    rows = discovered(
        links("/old/1", "/private/1", "/calendar/2099/1/", "/1", "/2", "/3"), TOP, {TOP.url}, here
    )

    assert [(row.url[12:], row.fate, row.detail) for row in rows] == [
        ("/old/1", Fate.EXCLUDED, "/old/"),
        ("/private/1", Fate.ROBOTS_DENIED, ""),
        ("/calendar/2099/1/", Fate.TRAP_CALENDAR, ""),
        ("/1", None, ""),
        ("/2", None, ""),
        ("/3", Fate.OVER_LIMIT, "max_urls: 2"),
    ]


def test_a_session_id_is_a_trap_and_the_url_without_it_is_taken() -> None:
    rows = discovered(links("/a;jsessionid=12?x=1"), TOP, {TOP.url}, scope())

    assert [(row.url[12:], row.fate) for row in rows] == [
        ("/a;jsessionid=12?x=1", Fate.TRAP_SESSION),
        ("/a?x=1", None),
    ]


def test_rows_that_are_never_asked_for_are_bounded() -> None:
    here = scope(max_urls=10)

    rows = discovered(links(*(f"/calendar/{year}/1/" for year in range(2100, 2300))), TOP, {TOP.url}, here)

    assert len(rows) == 39


def test_a_sitemap_counts_as_depth_one_and_keeps_lastmod() -> None:
    (row,) = listed([("https://h.jp/a", "2026-10-01")], "https://h.jp/sitemap.xml", {TOP.url}, scope())

    assert (row.depth, row.found_by, row.lastmod) == (1, "sitemap", "2026-10-01")


def test_a_document_is_told_by_its_extension() -> None:
    urls = [f"https://h.jp/{path}" for path in ("a.PDF?x=1", "a.html", "", "v1.2/", "b.csv")]

    assert [is_document(url) for url in urls] == [True, False, False, False, True]
