"""What robots.txt lets us ask for."""

import pytest

from auditor.crawl.robots import MAX_BYTES, parse

RULES = b"""\xef\xbb\xbfUser-agent: *
Disallow: /private/
Crawl-delay: 3

User-agent: TokyoWebAuditor
Disallow: /print/*.html$
Allow: /print/ok.html
Crawl-delay: 2.5

Sitemap: https://h.jp/sitemap.xml
Sitemap: https://h.jp/sitemap.xml
"""


def test_our_own_group_counts_before_everyones() -> None:
    robots = parse(200, RULES)

    assert robots.allows("https://h.jp/private/a")
    assert not robots.allows("https://h.jp/print/a.html")
    assert robots.allows("https://h.jp/print/ok.html")
    assert robots.delay == 2.5
    assert robots.sitemaps == ("https://h.jp/sitemap.xml",)


def test_everyones_group_counts_where_we_are_not_named() -> None:
    robots = parse(200, RULES.replace(b"TokyoWebAuditor", b"OtherBot"))

    assert not robots.allows("https://h.jp/private/a")
    assert robots.delay == 3


def test_japanese_paths_are_compared_as_encoded() -> None:
    robots = parse(200, "User-agent: *\nDisallow: /印刷/".encode())

    assert not robots.allows("https://h.jp/%E5%8D%B0%E5%88%B7/a")


@pytest.mark.parametrize(
    ("status", "allowed"), [(404, True), (403, True), (500, False), (503, False), (None, False)]
)
def test_no_file_allows_all_and_a_server_in_trouble_denies_all(status: int | None, allowed: bool) -> None:
    robots = parse(status, b"User-agent: *\nDisallow: /")

    assert robots.allows("https://h.jp/") is allowed
    assert robots.note.startswith("robots.txt: ")


def test_a_page_instead_of_a_robots_txt_has_no_rules() -> None:
    assert parse(200, "<html><body>ページが見つかりません</body></html>".encode()).allows("https://h.jp/x")


def test_a_file_beyond_500_kib_is_cut_at_a_whole_line() -> None:
    body = b"User-agent: *\n" + b"Disallow: /a\n" * 60_000

    robots = parse(200, body)

    assert not robots.allows("https://h.jp/a")
    assert robots.allows("https://h.jp/b")


def test_a_line_that_the_bound_cuts_in_the_middle_is_not_read() -> None:
    head, rule = b"User-agent: *\n", b"Disallow: /archive/\n"
    room = MAX_BYTES - len(head) - len(b"Disallow: /")
    body = head + b"#" * (room - 1) + b"\n" + rule + b"Disallow: /b\n"
    assert body[:MAX_BYTES].endswith(b"\nDisallow: /")

    robots = parse(200, body)

    assert robots.allows("https://h.jp/a")


def test_a_delay_of_a_day_is_held_to_five_minutes() -> None:
    assert parse(200, b"User-agent: *\nCrawl-delay: 86400").delay == 300
