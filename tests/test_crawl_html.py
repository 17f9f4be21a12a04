"""What the raw HTML of a page tells: encoding, links, features, template."""

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as lxml_html

from auditor.crawl.html import decode, few_links, page_facts, refresh_target
from auditor.model import Fate, Hop, PageFacts

CORPUS = Path(__file__).parents[2] / "shared" / "corpus"
URL = "https://h.jp/soumu/index.html"
KANA = "東京都のお知らせです。①髙㈱"


def facts(html: str | bytes, content_type: str = "text/html", url: str = URL) -> PageFacts:
    body = html.encode() if isinstance(html, str) else html
    return page_facts(url, [Hop(url, 200, (("Content-Type", content_type),))], body)


@pytest.mark.parametrize(
    ("body", "content_type", "name"),
    [
        (b"\xef\xbb\xbf" + KANA.encode(), "text/html; charset=Shift_JIS", "utf-8"),
        (KANA.encode("utf-16"), "text/html", "utf-16le"),
        (b"<meta charset=utf-8>" + KANA.encode("cp932"), 'text/html; charset="x-sjis"', "shift_jis"),
        (b'<meta charset="Windows-31J">' + KANA.encode("cp932"), "text/html", "shift_jis"),
        (b"<!-- <meta charset=utf-8> --><meta charset=Shift_JIS>" + KANA.encode("cp932"), "", "shift_jis"),
        (b'<meta http-equiv=content-type content="text/html;charset=x-euc-jp">', "text/html", "euc-jp"),
        (KANA.encode("cp932"), "text/html", "shift_jis"),
        (KANA.encode(), "text/html; charset=nonsense", "utf-8"),
        (KANA.encode()[:-1], "text/html", "utf-8"),
        ("東京都のお知らせです。".encode("euc_jp"), "text/html", "euc-jp"),
        ("東京都".encode("iso2022_jp"), "text/html", "iso-2022-jp"),
        (b"<meta charset=utf-16>abc", "text/html", "utf-8"),
        (b"", "", "utf-8"),
    ],
)
def test_bom_then_http_then_meta_then_the_bytes_decide(body: bytes, content_type: str, name: str) -> None:
    assert decode(body, content_type)[1] == name


def test_characters_of_windows_are_read_in_shift_jis_and_euc_jp() -> None:
    assert decode("①髙㈱".encode("cp932"), "text/html; charset=shift_jis")[0] == "①髙㈱"
    assert decode(b"\xad\xa1\xfc\xe2\xad\xea", "text/html; charset=euc-jp")[0] == "①髙㈱"
    assert decode(b"a\xa4\xff\xa4\xa2", "text/html; charset=euc-jp")[0].endswith("あ")


@given(st.binary(max_size=300), st.text(max_size=20))
def test_any_bytes_have_a_text(body: bytes, charset: str) -> None:
    text, name = decode(body, "text/html; charset=" + charset)

    assert isinstance(text, str)
    assert name


def test_the_facts_of_a_page() -> None:
    page = facts(
        """<!doctype html><html lang=ja><title> お問い合わせ
        ｜総務局</title><body><form><textarea></textarea></form><table><th>a</table>
        <iframe src="https://www.youtube.com/embed/x"></iframe><a href="a.pdf">案内</a></body></html>"""
    )

    assert (page.fate, page.title, page.lang, page.encoding, page.status) == (
        Fate.OK, "お問い合わせ ｜総務局", "ja", "utf-8", 200,
    )  # fmt: skip
    assert page.features == ("contact", "form", "iframe", "pdf", "table", "video")


def test_links_are_canonical_and_follow_base() -> None:
    page = facts(
        '<base href="/b/"><a href="x.html#y">い<img alt="ろ"> は</a><a href="x.html">い ろ は</a>'
        '<a href="#z">z</a>'
        '<area href="//o.jp" alt="地図"><a href="mailto:a@h.jp">m</a><a>n</a><a href="?q">t</a>'
    )

    assert [(link.url, link.text, link.selector) for link in page.links] == [
        ("https://h.jp/b/x.html", "い ろ は", ""),
        ("https://o.jp/", "地図", ""),
        ("https://h.jp/b/?q", "t", ""),
    ]


HOST = "https://h.jp"


@pytest.mark.parametrize(
    ("html", "urls"),
    [
        (r'<a href="..\bosai\a.html">1</a><a href="https:\\h.jp\b\">2</a><a href="\\h.jp\c">3</a><a href="d?p=a\b">4</a>',
         ["/bosai/a.html", "/b/", "/c", "/soumu/d?p=a%5Cb"]),
        ('<template><li><a href="/item/{{id}}">x</a><template><a href="/deep">d</a></template></template><a href="/real">'
         'r</a><x-m><template shadowrootmode="open"><a href="/shadow">s</a></template></x-m>', ["/real", "/shadow"]),
        ('<svg><a xlink:href="/kita"><path/></a><a href="/s" xlink:href="/old">x</a><use xlink:href="#i"></use>'
         '<image xlink:href="/map.png"/></svg><a xlink:href="/not">n</a>', ["/kita", "/s"]),
        ('<a href="\n   /a/\tb.html\n">1</a><a href="  c.html ">2</a><a href="d e.html">3</a>',
         ["/a/b.html", "/soumu/c.html", "/soumu/d%20e.html"]),
        ('<base target="_top"><base href="/new/"><base href="/no/"><a href="x.html">x</a><a href="#top">t</a>'
         '<a href="?p=2">2</a><a href="//h.jp/y">y</a>', ["/new/x.html", "/new/?p=2", "/y"]),
        ('<a href="l.cgi?a=1&amp;b=2&copy=3&lang=ja">1</a><a href="m?x=&#x33;">2</a><a href=n?z=1&reg=2>3</a>',
         ["/soumu/l.cgi?a=1&b=2&copy=3&lang=ja", "/soumu/m?x=3", "/soumu/n?z=1&reg=2"]),
        ('<a href="JavaScript:void(0)">j</a><a href="data:text/html,x">d</a><a href="file:///C:/x.html">f</a>'
         '<a href="line://msg">L</a><a href="http://">e</a><a href="https://user:pw@h.jp/p">u</a>', ["/p"]),
        ('<a href="https:o.html">1</a><a href="https:/r.html">2</a><a href="https:///h.jp/3">3</a><a href="a//b.html">4</a>',
         ["/soumu/o.html", "/r.html", "/3", "/soumu/a//b.html"]),
        ('<a href="#">1</a><a href="#main">2</a><a href="#!">3</a><a href="#!/news/1">4</a><a href="/app/#/l?p=2">5</a>'
         '<a href="p.html#sec">6</a><a href="#:~:text=a">7</a>',
         ["/soumu/index.html#!/news/1", "/app/#/l?p=2", "/soumu/p.html"]),
    ],
)  # fmt: skip
def test_links_are_read_as_a_browser_reads_them(html: str, urls: list[str]) -> None:
    page = facts(f"<!doctype html><html lang=ja><body>{html}")

    assert [link.url for link in page.links] == [HOST + url for url in urls]


@pytest.mark.parametrize(
    ("head", "header", "target"),
    [
        ('<meta http-equiv="refresh" content="0;URL=a.html">', "", "/soumu/a.html"),
        ("<meta http-equiv=' Refresh ' content='0;url=&quot;/a?x=1&amp;y=2&quot;'>", "", "/a?x=1&y=2"),
        ('<meta http-equiv="refresh" content="0,/a">', "", "/a"),
        ('<meta http-equiv="refresh" content="0 /a">', "", "/a"),
        ('<meta http-equiv="refresh" content="0; url=app/#/top">', "", "/soumu/app/#/top"),
        ('<base href="/b/"><meta http-equiv="refresh" content="00.5;url=c">', "", "/b/c"),
        ("", "0; url=/a", "/a"),
        ('<meta http-equiv="refresh" content="3;url=/a">', "", ""),
        ('<meta http-equiv="refresh" content="0">', "", ""),
        ('<meta http-equiv="refresh" content="0;url=#top">', "", ""),
        ('<meta http-equiv="refresh" content=";url=/a">', "", ""),
        ('<meta http-equiv="refresh" content="0;url=javascript:x()">', "", ""),
        ('<noscript><meta http-equiv="refresh" content="0;url=/a"></noscript>', "", ""),
        ('<template><meta http-equiv="refresh" content="0;url=/a"></template>', "", ""),
        ('<!-- <meta http-equiv="refresh" content="0;url=/a"> -->', "", ""),
        ("", "10; url=/a", ""),
    ],
)
def test_a_refresh_without_delay_is_a_redirect(head: str, header: str, target: str) -> None:
    body = f"<!doctype html><html><head>{head}</head><body><p>x".encode()

    found = refresh_target(body, "text/html; charset=utf-8", URL, header)

    assert found == (HOST + target if target else None)


def test_queries_of_a_shift_jis_page_are_encoded_as_browsers_do() -> None:
    body = '<meta charset=Shift_JIS><a href="/検索?q=東京☃">x</a>'.encode("cp932", "xmlcharrefreplace")

    assert facts(body).links[0].url == "https://h.jp/%E6%A4%9C%E7%B4%A2?q=%93%8C%8B%9E%26%239731%3B"


def test_links_to_data_have_a_place_that_is_unique_in_a_browsers_tree() -> None:
    import html5lib

    source = (
        "<ul><li><a href=a.html>a</a><li><a href=b.csv?x>b <b>CSV</b></a></ul>"
        "<table><tr><td>x<tr><td><a href=c.xlsx>c</a><td><a href=/d>データ（Excel形式）</a></table>"
    )

    places = {link.url: (link.selector, link.snippet) for link in facts(source).links if link.selector}

    assert list(places) == ["https://h.jp/soumu/b.csv?x", "https://h.jp/soumu/c.xlsx", "https://h.jp/d"]
    assert places["https://h.jp/soumu/b.csv?x"][1] == '<a href="b.csv?x">b <b>CSV</b></a>'
    tree = lxml_html.fromstring(
        lxml_html.tostring(html5lib.parse(source, "lxml", namespaceHTMLElements=False))
    ).getroottree()
    hits = {url: tree.getroot().cssselect(selector) for url, (selector, _) in places.items()}
    assert [[node.get("href") for node in nodes] for nodes in hits.values()] == [
        ["b.csv?x"],
        ["c.xlsx"],
        ["/d"],
    ]


def test_a_frameset_and_a_meta_refresh_lead_on() -> None:
    frames = facts('<frameset><frame src="menu.html"><frame src="main.html"></frameset>')
    moved = "<meta http-equiv=refresh content=\"3; URL='../new/'\">"
    at_once = moved.replace("3;", "0;").encode()

    assert [link.url.rpartition("/")[2] for link in frames.links] == ["menu.html", "main.html"]
    assert facts(moved).links[0].url == "https://h.jp/new/"
    assert refresh_target(at_once, "text/html", URL) == "https://h.jp/new/"
    assert refresh_target(moved.encode(), "text/html", URL) is None


def test_a_form_leads_on_to_a_written_page_and_to_no_program() -> None:
    steps = facts(
        '<form action="step2.html"><input></form><form action="/search"><input></form>'
        '<form action="send.html" method="post"><input></form><form action="a.html?x=1"><input></form>'
    )

    assert [link.url for link in steps.links] == ["https://h.jp/soumu/step2.html"]


def test_3000_links_are_enough() -> None:
    assert len(facts("".join(f"<a href={n}.csv>x</a>" for n in range(3100))).links) == 3000


def test_content_that_is_no_page_keeps_its_first_bytes() -> None:
    pdf = facts(b"%PDF-1.7" + b"x" * 1000, "application/pdf")

    assert (pdf.fate, len(pdf.head), pdf.links, pdf.size) == (Fate.NOT_HTML, 512, (), 1008)
    assert facts("<!-- x --><!DOCTYPE html><p>x", "").fate is Fate.OK
    assert facts("a,b", "").fate is Fate.NOT_HTML


TEMPLATE = (
    "<header><nav><ul>{nav}</ul></nav></header><div id={id} class=x>{main}</div><footer>{foot}</footer>"
)


def test_pages_of_one_template_have_one_signature() -> None:
    one = facts(TEMPLATE.format(nav="<li>a", id="p1", main="<main><h1>a</h1><p>b</main>", foot="x"))
    two = facts(
        TEMPLATE.format(
            nav="<li>a<li>b", id="p2", main="<main><h2>z</h2><div><table></table></div></main>", foot=""
        )
    )
    other = facts(TEMPLATE.format(nav="", id="p3", main="<main><form></form></main><aside></aside>", foot=""))

    assert one.signature == two.signature != other.signature


def test_copies_have_one_text_hash_and_empty_shells_have_none() -> None:
    text = "<p>" + KANA * 5

    assert facts(text).text_hash == facts(f"<script>{KANA}</script><div>{text}</div>").text_hash != ""
    assert facts("<p>Loading…<script>x</script>").text_hash == ""


def test_a_page_whose_links_are_made_by_scripts_is_recognised() -> None:
    assert few_links(facts("<div id=app></div><script src=app.js></script>"))
    assert not few_links(facts("<p>閉鎖しました"))
    assert not few_links(facts("<script></script>" + "".join(f"<a href={n}>x</a>" for n in range(3))))


@pytest.mark.parametrize(
    "body", [b"", b"\0", b"<", b"<html", b"<?xml version='1.0' encoding='EUC-JP'?><html>", b"<div>" * 5000]
)
def test_odd_pages_have_facts(body: bytes) -> None:
    assert facts(body).fate is Fate.OK


@pytest.mark.skipif(not CORPUS.is_dir(), reason="../shared/corpus is absent")
def test_real_shift_jis_pages_are_read_right_also_as_euc_jp_and_undeclared() -> None:
    for path in sorted((CORPUS / "shift-jis-pages").glob("*.html"))[:5]:
        body = path.read_bytes()
        text = body.decode("cp932")

        assert decode(body, "text/html") == (text, "shift_jis")
        euc = text.encode("euc_jp", "ignore")
        assert decode(euc, "text/html; charset=EUC-JP")[0] == euc.decode("euc_jp")
        undeclared = text.replace("charset", "x").encode("cp932")
        assert decode(undeclared, "text/html")[1] == "shift_jis"
        assert decode(euc.replace(b"harset", b"x"), "text/html")[1] == "euc-jp"


@pytest.mark.skipif(not CORPUS.is_dir(), reason="../shared/corpus is absent")
def test_real_municipal_pages_have_links_and_a_signature() -> None:
    for path in sorted((CORPUS / "municipal-pages").glob("*.html")):
        page = facts(path.read_bytes())

        assert page.signature, path.name
        assert page.links, path.name


@pytest.mark.parametrize(
    "body", [b"<a href=x.csv><div>" * 20_000, b"<a href=/x.csv>CSV</a>" * 50_000, b"<p>x<b>y</b>" * 50_000]
)
def test_huge_pages_cost_seconds_not_minutes(body: bytes) -> None:
    began = time.process_time()

    facts(body)

    assert time.process_time() - began < 5
