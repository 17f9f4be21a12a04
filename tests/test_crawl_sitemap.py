"""How sitemap files are read."""

import gzip
import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from auditor.crawl.sitemap import MAX_BYTES, read_sitemap
from auditor.crawl.url import canonical

_XML = re.compile("[\ufffe\uffff]")  # what no XML file can hold
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

    assert urls == ["https://h.jp/a?x=1&y=2", "https://h.jp/b"]


def test_entities_are_not_expanded() -> None:
    bomb = (
        b'<!DOCTYPE x [<!ENTITY a "' + b"A" * 5000 + b'"><!ENTITY b "' + b"&a;" * 1000 + b'">'
        b'<!ENTITY f SYSTEM "file:///etc/passwd">]>'
        b"<urlset><url><loc>https://h.jp/&b;</loc></url><url><loc>https://h.jp/&f;</loc></url></urlset>"
    )

    assert all(len(url) < 100 and "root" not in url for url, _ in read_sitemap(bomb, HERE).entries)


NS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


@pytest.mark.parametrize(
    ("body", "urls"),
    [
        (f'\n<?xml version="1.0"?><urlset {NS}><url><loc>https://h.jp/list?id=1&amp;page=2</loc></url></urlset>',
         ["list?id=1&page=2"]),
        (f'<br />\n<b>Notice</b>: Undefined index: p in <b>/s.php</b>\n<?xml version="1.0"?>\n<urlset {NS}>\n<url>\n'
         '<loc>https://h.jp/d.php?id=12&amp;cat=3</loc>\n</url></urlset>', ["d.php?id=12&cat=3"]),
        (f"<urlset {NS}><url><loc>https://h.jp/i?a=1&copy=2&lt=3&region=k</loc></url></urlset>",
         ["i?a=1&copy=2&lt=3&region=k"]),
        (f"<urlset {NS}><url><loc>https://h.jp/a?x=1&amp;y=1</loc><priority>0.5<url><loc>https://h.jp/b?x=2&amp;y=2"
         "</loc></url><url><loc>https://h.jp/c</loc><note>3 < 5</note></url><url><loc>https://h.jp/d?x=4&amp;y=4",
         ["a?x=1&y=1", "b?x=2&y=2", "c"]),
        (f"<urlset {NS}><url><loc>https://h.jp/a</loc>", ["a"]),
        (f"<urlset {NS}><url><loc><![CDATA[https://h.jp/s?a=1&b=2&amp;c=3]]></loc></url>"
         "<url><loc>https://h.jp/?a=1&#38;b=2&#x26;c=%E3%81%82</loc></url>"
         "<url><loc>https://h.jp/<!-- 旧 -->new/</loc></url></urlset>",
         ["s?a=1&b=2&amp;c=3", "?a=1&b=2&c=%E3%81%82", "new/"]),
        ("<URLSET><URL><LOC>https://H.JP:443/A.HTML#top</LOC></URL><url><loc/></url></URLSET>", ["A.HTML"]),
        ('<!DOCTYPE urlset [ <!ELEMENT urlset (url*)> <!ATTLIST url a CDATA "]"> ]>'
         f"<urlset {NS}><url><loc>https://h.jp/d?x=1&amp;y=2</loc></url></urlset>", ["d?x=1&y=2"]),
        (f'<urlset {NS} xmlns:image="i" xmlns:xhtml="x"><url><loc>https://h.jp/p/</loc>'
         '<xhtml:link rel="alternate" hreflang="en" href="https://h.jp/en/p/"/>'
         "<image:image><image:loc>https://h.jp/i.jpg</image:loc></image:image></url></urlset>", ["p/"]),
        ('<sm:urlset xmlns:sm="s"><sm:url><sm:loc> HTTPS://H.JP/A </sm:loc></sm:url></sm:urlset>', ["A"]),
        (" " * 3000 + "\ufeffgarbage\n<urlset><url><loc>https://h.jp/late</loc></url></urlset>", ["late"]),
        ('<rss version="2.0"><channel><link>https://h.jp/</link><image><url>https://h.jp/logo.gif</url></image>'
         "<item><title>A</title><link>https://h.jp/n/?id=5&amp;y=8</link></item>"
         "<item><link><![CDATA[https://h.jp/n/?id=6&y=8]]></link></item></channel></rss>",
         ["n/?id=5&y=8", "n/?id=6&y=8"]),
        ('<feed xmlns="http://www.w3.org/2005/Atom"><link rel="self" href="https://h.jp/atom.xml"/><entry>'
         '<link rel="enclosure" href="https://h.jp/a.pdf"/><link rel="alternate" href="https://h.jp/1?x=1&amp;y=2"/>'
         "</entry></feed>", ["1?x=1&y=2"]),
        ("\ufeff# list\n\u3000https://h.jp/あ.html \r\nhttps://h.jp/x?a=1&amp;b=2\n\n/relative\n",
         ["%E3%81%82.html", "x?a=1&amp;b=2"]),
    ],
)  # fmt: skip
def test_addresses_are_those_written_whatever_else_is_wrong(body: str, urls: list[str]) -> None:
    assert [url for url, _ in read_sitemap(body.encode(), HERE).entries] == [
        f"https://h.jp/{url}" for url in urls
    ]


@pytest.mark.parametrize(
    ("declared", "written"),
    [("Shift_JIS", "cp932"), ("UTF-8", "euc_jp"), ("EUC-JP", "euc_jp"), ("Shift_JIS", "utf-8"), ("UTF-16", "utf-16"),
     ("UTF-8", "cp932"), ("ISO-2022-JP", "iso2022_jp")],
)  # fmt: skip
def test_the_bytes_win_over_a_declaration_that_is_wrong(declared: str, written: str) -> None:
    text = (
        f'<?xml version="1.0" encoding="{declared}"?>\n<!-- これは東京都の水道局のサイトマップです。 -->'
        f"<urlset {NS}><url><loc>https://h.jp/表一覧/?q=1&amp;r=2</loc></url></urlset>"
    )

    (entry,) = read_sitemap(text.encode(written), HERE).entries

    assert entry[0] == "https://h.jp/%E8%A1%A8%E4%B8%80%E8%A6%A7/?q=1&r=2"


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=60))
def test_a_well_formed_file_is_read_as_an_xml_library_reads_it(name: str) -> None:
    root = etree.Element("urlset")
    for written in (f"https://h.jp/?{name}.", f"https://h.jp/{name}."):
        etree.SubElement(etree.SubElement(root, "url"), "loc").text = _XML.sub("", written)
    expected = [canonical(str(loc.text)) for loc in root.iter("loc")]

    found = [url for url, _ in read_sitemap(etree.tostring(root, encoding="utf-8"), HERE).entries]

    assert found == list(dict.fromkeys(url for url in expected if url))


@pytest.mark.parametrize("piece", [b"<!a[", b"<", b"<![CDATA[", b"<!--", b"<a ", b"<?", b"<url><loc>", b" /"])
def test_a_file_that_never_ends_what_it_begins_costs_no_more_than_its_length(piece: bytes) -> None:
    def cost(pieces: int) -> float:
        began = time.process_time()
        read_sitemap(b"<urlset><a " + piece * pieces, HERE)
        return time.process_time() - began

    # Four times the length: four times the cost, sixteen times where each piece looks back at all others.
    assert cost(400_000) < 9 * max(cost(100_000), 0.05)


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
