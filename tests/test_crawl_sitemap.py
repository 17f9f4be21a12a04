"""How sitemap files are read."""

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.crawl.sitemap import MAX_BYTES, read_sitemap

HERE = "https://h.jp/sitemap.xml"
HEAD = '<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
TWO = (
    HEAD + "<url><loc> https://h.jp/a </loc><lastmod>2026-10-01</lastmod></url>"
    "<url><loc>https://h.jp/お知らせ</loc><lastmod>=EVIL()</lastmod></url></urlset>"
).encode()


def test_entries_keep_their_lastmod() -> None:
    sitemap = read_sitemap(TWO, HERE)

    assert sitemap.entries == (
        ("https://h.jp/a", "2026-10-01"),
        ("https://h.jp/%E3%81%8A%E7%9F%A5%E3%82%89%E3%81%9B", ""),
    )
    assert not sitemap.truncated


def test_gzip_is_unpacked_and_damaged_gzip_as_far_as_it_goes() -> None:
    packed = gzip.compress(TWO)

    assert read_sitemap(packed, HERE).entries == read_sitemap(TWO, HERE).entries
    assert read_sitemap(packed[:-9], HERE).truncated


def test_an_index_names_its_children() -> None:
    body = b"<sitemapindex><sitemap><loc>/s1.xml.gz</loc></sitemap><sitemap><loc>ftp://x</loc></sitemap></sitemapindex>"

    assert read_sitemap(body, HERE).children == ("https://h.jp/s1.xml.gz",)


def test_a_plain_text_sitemap_has_a_url_a_line() -> None:
    assert read_sitemap(b"\xef\xbb\xbfhttps://h.jp/a\r\nnonsense\nhttps://h.jp/b", HERE).entries == (
        ("https://h.jp/a", ""), ("https://h.jp/b", ""),
    )  # fmt: skip


def test_damaged_xml_gives_what_was_read() -> None:
    body = (
        HEAD.encode()
        + b"<url><loc>https://h.jp/a?x=1&y=2</loc></url><url><loc>https://h.jp/b</loc></url><url><lo"
    )

    urls = [url for url, _ in read_sitemap(body, HERE).entries]

    assert urls[-1] == "https://h.jp/b"
    assert len(urls) == 2


def test_entities_are_not_expanded() -> None:
    bomb = (
        b'<!DOCTYPE x [<!ENTITY a "' + b"A" * 5000 + b'"><!ENTITY b "' + b"&a;" * 1000 + b'">'
        b'<!ENTITY f SYSTEM "file:///etc/passwd">]>'
        b"<urlset><url><loc>https://h.jp/&b;</loc></url><url><loc>https://h.jp/&f;</loc></url></urlset>"
    )

    assert all(len(url) < 100 and "root" not in url for url, _ in read_sitemap(bomb, HERE).entries)


def test_a_gzip_bomb_is_cut_at_50_megabytes() -> None:
    bomb = gzip.compress(b"https://h.jp/a\n" + b" " * (MAX_BYTES + 10))

    assert read_sitemap(bomb, HERE).truncated


def test_50000_urls_are_enough() -> None:
    body = (
        b"<urlset>"
        + b"".join(b"<url><loc>https://h.jp/%d</loc></url>" % n for n in range(50_100))
        + b"</urlset>"
    )

    sitemap = read_sitemap(body, HERE)

    assert len(sitemap.entries) == 50_000
    assert sitemap.truncated


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<",
        b"\x1f\x8b",
        b"\x1f\x8b" + b"x" * 100,
        b"<html><p>404</p></html>",
        b"\xff\xfe<",
        b"<:><loc>x</loc>",
    ],
)
def test_what_is_no_sitemap_gives_nothing(body: bytes) -> None:
    assert read_sitemap(body, HERE).entries == ()


@given(st.binary(max_size=200), st.binary(max_size=50))
def test_nothing_raises(start: bytes, end: bytes) -> None:
    read_sitemap(start + TWO[:80] + end, HERE)
