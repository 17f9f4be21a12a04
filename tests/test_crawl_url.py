"""What the written form of a URL is, and which URLs belong to a site."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.crawl.url import (
    as_path,
    canonical,
    document_of,
    in_scope,
    on_site,
    page_of,
    routed,
    session_free,
    stays,
)
from auditor.model import Fate, Site


@pytest.mark.parametrize(
    ("written", "form"),
    [
        ("HTTP://WWW.Example.JP", "http://www.example.jp/"),
        ("https://example.jp:443/a/../b/./c#top", "https://example.jp/b/c"),
        ("http://example.jp:8080/index.html", "http://example.jp:8080/index.html"),
        ("http://example.jp/お知らせ/?q=東京 都", "http://example.jp/%E3%81%8A%E7%9F%A5%E3%82%89%E3%81%9B/?q=%E6%9D%B1%E4%BA%AC%20%E9%83%BD"),
        ("http://example.jp/%7euser/%e3%81%82", "http://example.jp/~user/%E3%81%82"),
        ("http://東京都.jp/", "http://xn--1lqs71dym3a.jp/"),
        ("http://example.jp./", "http://example.jp/"),
        ("http://user:secret@example.jp/", "http://example.jp/"),
        ("  http://example.jp/a\nb ", "http://example.jp/ab"),
        ("http:\\\\example.jp\\a", "http://example.jp/a"),
        ("http://example.jp/a/%2e%2e/b", "http://example.jp/b"),
        ("http://example.jp/100%", "http://example.jp/100%"),
        ("http://example.jp/app/#/ku/北?d=1", "http://example.jp/app/#/ku/%E5%8C%97?d=1"),
        ("http://example.jp/app/#!list", "http://example.jp/app/#!list"),
        ("http://example.jp/app/#!", "http://example.jp/app/"),
        ("http://example.jp/app/#/", "http://example.jp/app/#/"),
        ("http://example.jp/a#:~:text=x", "http://example.jp/a"),
        ("http://example.jp/a?x='1'", "http://example.jp/a?x=%271%27"),
    ],
)  # fmt: skip
def test_a_url_has_one_written_form(written: str, form: str) -> None:
    assert canonical(written) == form


@pytest.mark.parametrize(
    "nonsense",
    ["", "mailto:a@example.jp", "javascript:void(0)", "tel:03", "http://", "http://[", "http://a b/", "ftp://a/",
     "http://example.jp:99999/", "http://example.jp/" + "a" * 2000, "data:text/html,x", "http://\ud800/",
     "about:blank"],
)  # fmt: skip
def test_what_is_no_page_address_has_no_form(nonsense: str) -> None:
    assert canonical(nonsense) is None


@pytest.mark.parametrize(
    ("href", "target"),
    [
        ("b.html", "http://h.jp/x/b.html"),
        ("?p=2", "http://h.jp/x/a.html?p=2"),
        ("//other.jp/", "http://other.jp/"),
        ("../../../up", "http://h.jp/up"),
        ("", "http://h.jp/x/a.html"),
        ("#main", "http://h.jp/x/a.html"),
        ("#/main", "http://h.jp/x/a.html#/main"),
        ("\\docs\\b.html", "http://h.jp/docs/b.html"),
        ("c//d", "http://h.jp/x/c//d"),
        ("/c//d/..", "http://h.jp/c//"),
        ("http://h.jp/;", "http://h.jp/;"),
        ("b;?", "http://h.jp/x/b;"),
        ("http:b.html", "http://h.jp/x/b.html"),
        ("https:b.html", "https://b.html/"),
        ("///o.jp/x", "http://o.jp/x"),
        ("mailto:x@h.jp", None),
    ],
)
def test_a_link_is_resolved_against_its_page(href: str, target: str | None) -> None:
    assert canonical(href, "http://h.jp/x/a.html") == target


URLISH = st.text(alphabet="ahtp:/.?#%&=;@[]\\ \t\0~東é2Ee-_*\ud800", max_size=40)


@given(URLISH | st.text(max_size=60) | URLISH.map(lambda text: "http://h.jp/" + text), URLISH)
def test_the_form_of_a_form_is_itself_and_nothing_raises(url: str, base: str) -> None:
    form = canonical(url, base)

    assert form is None or canonical(form) == form
    assert form is None or form.isascii()


def site(**fields: object) -> Site:
    return Site(**{"id": "s", "name": "s", "bureau": "b", "start": "https://h.jp/", **fields})  # type: ignore[arg-type]


def test_a_start_in_a_folder_limits_the_site_to_that_folder() -> None:
    soumu = site(start="https://h.jp/soumu/index.html")

    assert on_site("https://h.jp/soumu/a/b.html", soumu)
    assert on_site("http://h.jp/soumu/", soumu)
    assert not on_site("https://h.jp/soumubu/", soumu)
    assert not on_site("https://other.jp/soumu/", soumu)
    assert on_site("https://h.jp/soumu", site(start="https://h.jp/soumu"))
    assert in_scope("https://h.jp/zaimu/", soumu) is Fate.EXCLUDED


def test_with_and_without_www_is_one_host_and_a_port_is_part_of_it() -> None:
    found = [
        on_site(url, site(start="https://h.jp/"))
        for url in (
            "https://www.h.jp/a",
            "http://h.jp/a",
            "https://h.jp:8443/a",
            "https://x.h.jp/a",
            "https://wwwh.jp/",
        )
    ]

    assert found == [True, True, False, False, False]


def test_a_page_stays_on_its_host_and_on_those_that_are_configured() -> None:
    listed = site(start="https://h.jp/soumu/", urls=("https://map.jp/x",))

    assert stays("https://h.jp/login", listed, "https://h.jp/soumu/a")
    assert stays("https://www.map.jp/y", listed, "https://h.jp/soumu/a")
    assert stays("https://own.jp/y", listed, "https://own.jp/x")
    assert not stays("https://other.jp/", listed, "https://h.jp/soumu/a")
    assert not stays("javascript:x", listed, "https://h.jp/soumu/a")


def test_the_parts_of_an_address_with_a_route() -> None:
    url = "https://h.jp/app/?v=2#!/ku/1?p=3"

    assert document_of(url) == "https://h.jp/app/?v=2"
    assert as_path(url) == "https://h.jp/app/ku/1?v=2&p=3"
    assert routed(url, "https://h.jp/new/") == "https://h.jp/new/#!/ku/1?p=3"
    assert page_of("https://h.jp/app/#!/") == page_of("https://h.jp/app/#/") == "https://h.jp/app/"
    assert page_of(url) == url
    assert (
        in_scope(url, site(exclude=("*#!/ku/*",))) is in_scope(url, site(exclude=("/app/",))) is Fate.EXCLUDED
    )


def test_include_and_exclude_are_prefixes_or_globs() -> None:
    filtered = site(include=("/a/", "https://h.jp/b/"), exclude=("*/calendar/*", "/a/old"))

    verdicts = {
        path: in_scope("https://h.jp" + path, filtered)
        for path in ("/a/1", "/b/1", "/c/1", "/a/calendar/1", "/a/old.html", "/")
    }

    assert [path for path, fate in verdicts.items() if fate is None] == ["/a/1", "/b/1", "/"]


def test_a_pattern_may_be_written_in_japanese() -> None:
    assert in_scope("https://h.jp/%E5%8F%A4/1", site(exclude=("/古/",))) is Fate.EXCLUDED


@pytest.mark.parametrize(
    ("url", "free"),
    [
        ("http://h/a;jsessionid=0A1B?x=1", "http://h/a?x=1"),
        ("http://h/a?PHPSESSID=abc&x=1", "http://h/a?x=1"),
        ("http://h/a?sid=0123456789abcdef0123", "http://h/a"),
        ("http://h/(S(k3jd))/a.aspx", "http://h/a.aspx"),
        ("http://h/a?sid=12", "http://h/a?sid=12"),
        ("http://h/a?id=1&y=2026", "http://h/a?id=1&y=2026"),
        ("http://h/a?PHPSESSID=abc&x=1#/b?jsessionid=1&y=2", "http://h/a?x=1#/b?y=2"),
    ],
)
def test_session_ids_are_taken_off_and_short_numbers_are_not(url: str, free: str) -> None:
    assert session_free(url) == free


@given(st.from_regex(r"https?://[a-z0-9.-]{1,12}/[A-Za-z0-9_~/.-]{0,20}", fullmatch=True))
def test_a_form_needs_no_dots_between_slashes(url: str) -> None:
    form = canonical(url)

    assert form is None or not {".", ".."} & set(form.split("/")[3:])
    # The way for every URL agrees with the short one for plain ones.
    assert form == canonical(" " + url)
