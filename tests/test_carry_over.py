"""Whether a capture stands for a later cycle: what of an answer counts, and what a page loads."""

from typing import Any

import pytest

from auditor.gather.carry_over import Load, Seen, Told, by_lot, load_changed, loads_of, page_changed
from auditor.model import Capture, Carry, Fate, Hop, PageFacts, Sighting
from auditor.page.volatile import lasting_lines, source_digest

URL = "https://www.example.lg.jp/"
ETAG, DATED = ("ETag", '"a1"'), ("Last-Modified", "Tue, 01 Apr 2025 00:00:00 GMT")


def source(inner: str) -> bytes:
    return f"<!DOCTYPE html><html lang=ja><title>題</title>{inner}<p>本文".encode()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<!-- 12:01 -->", "<!-- 12:02 -->"),
        ('<style nonce="aaaaaaaa">a{}</style>', '<style nonce="bbbbbbbb">a{}</style>'),
        ('<meta name="csrf-token" content="aaaaaaaa">', '<meta name="csrf-token" content="bbbbbbbb">'),
        ("<input type=hidden name=__VIEWSTATE value=aaaaaaaa>", "<input type=hidden name=__VIEWSTATE value=bbbbbbbb>"),
        ('<input type="HIDDEN" name="authenticityToken" value="aaaaaaaa">',
         '<input type="HIDDEN" name="authenticityToken" value="bbbbbbbb">'),
        ('<a href="a.do;jsessionid=AAAA?x=1">a</a>', '<a href="a.do;jsessionid=BBBB?x=1">a</a>'),
        ('<form action="/s?PHPSESSID=aaaa">', '<form action="/s?PHPSESSID=bbbb">'),
    ],
)  # fmt: skip
def test_what_differs_with_every_answer_is_no_change(before: str, after: str) -> None:
    assert source_digest(source(before)) == source_digest(source(after))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<p>2026年11月1日", "<p>2026年11月2日"),
        ("<!-- a -->", ""),
        ("<script><!--\nvar a = 1\n--></script>", "<script><!--\nvar a = 2\n--></script>"),
        ('<script nonce="aaaaaaaa">var a</script>', "<script>var a</script>"),
        ('<input type="text" name="token" value="aaaaaaaa">', '<input type="text" name="token" value="bbbbbbbb">'),
        ('<input type="hidden" name="page" value="aaaaaaaa">', '<input type="hidden" name="page" value="bbbbbbbb">'),
        ('<input type="hidden" name="token" value="aaaaaaa">', '<input type="hidden" name="token" value="bbbbbbb">'),
        ('<meta property="og:token" name="token" content="aaaaaaaa">',
         '<meta property="og:token" name="token" content="bbbbbbbb">'),
        ('<meta name="date" content="2026-11-01">', '<meta name="date" content="2026-11-02">'),
        ('<img src="/a.png?PHPSESSID=aaaa">', '<img src="/a.png?PHPSESSID=bbbb">'),
        ('<script src="/a.js?v=1">', '<script src="/a.js?v=2">'),
        ('<a href="/a?id=1">a</a>', '<a href="/a?id=2">a</a>'),
        ('<p id="a" id="b">', '<p id="a">'),
        ("<title>a<!-- b --></title>", "<title>a<!-- c --></title>"),
    ],
)  # fmt: skip
def test_what_may_show_or_be_read_by_a_rule_is_a_change(before: str, after: str) -> None:
    assert source_digest(source(before)) != source_digest(source(after))


def test_in_an_encoding_where_letters_look_like_markup_every_byte_counts() -> None:
    before, after = (f"<!-- {mark} --><p>表".encode("iso2022_jp") for mark in "ab")

    assert source_digest(before) != source_digest(after)


def test_header_lines_of_the_moment_and_the_way_are_left_out() -> None:
    first = [("Date", "Sun, 29 Nov 2026 00:00:00 GMT"), ("Expires", "Sun, 29 Nov 2026 01:00:00 GMT"), ETAG,
             ("X-Request-Id", "a"), ("X-Amz-Cf-Id", "a"), ("Age", "3"), ("Server", "nginx"),
             ("Set-Cookie", "s=1; Expires=Sun, 29 Nov 2026 01:00:00 GMT; Secure"),
             ("Content-Security-Policy", "script-src 'nonce-aaa' 'self'")]  # fmt: skip
    then = [("server", "nginx"), ("date", "Mon, 01 Mar 2027 00:00:00 GMT"), ("expires", "Mon, 01 Mar 2027 01:00:00 GMT"),
            ("set-cookie", "s=2; Expires=Mon, 01 Mar 2027 01:00:00 GMT; Secure"), ("age", "9"),
            ("content-security-policy", "script-src 'nonce-bbb' 'self'")]  # fmt: skip

    assert lasting_lines(first) == lasting_lines(then)
    for name, value in (
        ("set-cookie", "s=2"), ("server", "apache"), ("content-security-policy", "script-src 'nonce-bbb'"),
        ("expires", "Thu, 19 Nov 1981 08:52:00 GMT"),
    ):  # fmt: skip
        other = [(name, value) if line[0] == name else line for line in then]
        assert lasting_lines(first) != lasting_lines(other), name
    assert lasting_lines(first) != lasting_lines([*then, ("X-Frame-Options", "DENY")])


def load(*headers: tuple[str, str], partial: bool = False) -> Load:
    return Load(f"{URL}a.css", Told.of(200, headers).headers, partial)


SIZE = ("Content-Length", "10")


@pytest.mark.parametrize(
    ("before", "now", "changed"),
    [
        ([ETAG], [ETAG], False),
        ([DATED], [DATED], False),
        ([ETAG, SIZE], [ETAG], False),
        ([ETAG], [("ETag", '"a2"')], True),
        ([DATED], [("Last-Modified", "Mon, 31 Mar 2025 00:00:00 GMT")], True),
        ([ETAG, DATED], [ETAG], True),
        ([ETAG], [ETAG, DATED], True),
        ([DATED, SIZE], [DATED, ("Content-Length", "11")], True),
        ([ETAG], [ETAG, ("X-Content-Type-Options", "nosniff")], True),
        ([ETAG, ("Content-Type", "text/css")], [ETAG, ("Content-Type", "text/html")], True),
        ([ETAG, ("Date", "a")], [ETAG, ("Date", "b")], False),
    ],
)
def test_a_load_is_as_it_was_where_every_validator_and_kept_line_is(
    before: list[tuple[str, str]], now: list[tuple[str, str]], changed: bool
) -> None:
    assert load_changed(load(*before), Told.of(200, now)) is changed


def test_what_is_not_asked_or_not_answered_with_200_may_have_changed() -> None:
    assert load_changed(load(ETAG), None)
    assert load_changed(load(ETAG), Told(None))
    assert load_changed(load(ETAG), Told.of(404, [ETAG]))
    assert not load_changed(load(ETAG, SIZE, partial=True), Told.of(200, [ETAG, ("Content-Length", "99")]))


def entry(path: str = "a.css", **other: Any) -> dict[str, Any]:
    plain = {"url": URL + path, "type": "Stylesheet", "status": 200, "mime": "", "blocked": "", "from": "",
             "headers": [ETAG]}  # fmt: skip
    return {**plain, **other}


def capture(*requests: dict[str, Any], further: tuple[dict[str, Any], ...] = ()) -> Capture:
    own = entry("", type="Document", headers=())
    return Capture(URL, URL, Fate.OK, hops=(Hop(URL, 200, ()),), requests=(own, *requests), further=further)


def test_the_loads_of_a_page_are_those_of_every_window_and_probe_once() -> None:
    first = capture(
        entry(), further=(entry("menu.json", type="Fetch"), entry("x", blocked="net::ERR_ABORTED"))
    )

    found = loads_of([first, capture(entry(), entry("small.png", type="Image", status=206))])

    assert found is not None
    assert [one.url.removeprefix(URL) for one in found] == ["a.css", "menu.json", "small.png"]


@pytest.mark.parametrize(
    "other",
    [
        {"headers": []},
        {"headers": [SIZE]},
        {"method": "POST"},
        {"status": 404},
        {"status": 302},
        {"status": None},
        {"blocked": "net::ERR_ABORTED"},
        {"type": "WebSocket"},
        {"type": "EventSource"},
        {"type": "Other"},
        {"type": "dropped", "url": "", "count": 3},
        {"url": URL + "a" * 2_000},
    ],
)
def test_a_page_that_loads_what_nobody_can_ask_for_again_has_no_loads_to_ask_about(
    other: dict[str, Any],
) -> None:
    assert loads_of([capture(entry("b.css"), entry(**other))]) is None


def test_what_changed_between_two_windows_is_not_believed() -> None:
    assert loads_of([capture(entry()), capture(entry(headers=[("ETag", '"a2"')]))]) is None


@pytest.mark.parametrize(("number", "asked"), [(300, True), (301, False)])
def test_a_page_that_loads_very_much_is_visited_instead(number: int, asked: bool) -> None:
    loads = loads_of([capture(*(entry(f"{n}.css") for n in range(number)))])

    assert (loads is not None) is asked


@pytest.mark.parametrize(("cycles", "why"), [(0, None), (2, None), (3, Carry.DUE)])
def test_a_capture_stands_for_three_cycles(cycles: int, why: Carry | None) -> None:
    body = source("")
    page = PageFacts(URL, status=200, hops=(Hop(URL, 200, ()),), source=source_digest(body))
    taken = Capture(URL, URL, Fate.OK, hops=(Hop(URL, 200, ()),), source=body)
    seen = Seen(Sighting("2026-01-01", "i", cycles=cycles), (taken,))

    assert page_changed(page, seen, "i", [taken.viewport]) is why


@pytest.mark.parametrize(("number", "drawn"), [(0, 0), (1, 1), (10, 1), (11, 2), (40, 4)])
def test_one_unchanged_page_in_ten_is_visited_by_lot(number: int, drawn: int) -> None:
    urls = [f"{URL}{n}" for n in range(number)]

    chosen = by_lot(urls, "seed")

    assert len(chosen) == drawn and {*chosen} <= {*urls}
    assert {*by_lot(urls[::-1], "seed")} == {*chosen}
    assert number < 40 or {*by_lot(urls, "other")} != {*chosen}
