"""What the answers to a page's own files tell the security rules, and what judging them reads."""

import importlib
import time
from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from loaded import load

from auditor.criteria import profile
from auditor.evaluate.engine import judge_page, judge_site
from auditor.model import Capture, Fate, Finding, Hop, PageFacts
from auditor.page import page_from_html, site_from
from auditor.page.source import MarkupSource

BOOK = load()
JIS_AA = profile(["jis-x-8341-3-2016-aa"])
URL = "https://www.a.lg.jp/"
MARKUP = importlib.import_module("auditor_rules.security._markup")
LEAKS = importlib.import_module("auditor_rules.security._leaks")
META = '<meta http-equiv="Content-Security-Policy" content="default-src \'self\'"><meta name="referrer" content="origin">'


def findings(rule: str, html: str = "<p>", requests: list[dict[str, Any]] | None = None) -> list[Finding]:
    # As the store gives them back: tuples have become lists.
    stored = msgspec.json.decode(msgspec.json.encode(requests or []))
    page = page_from_html(html, URL, probes={"requests": stored})
    return [found for one in judge_page(page, [BOOK[rule]], JIS_AA) for found in one.findings]


def script(url: str, *lines: tuple[str, str]) -> dict[str, Any]:
    return {"url": url, "type": "Script", "status": 200, "mime": "text/javascript", "headers": lines}


def test_files_without_nosniff_are_one_cause_a_host_with_their_number() -> None:
    kind = ("Content-Type", "text/javascript")
    asked = [script(f"{URL}{n}.js", kind) for n in range(3)] + [script("https://static.a.lg.jp/a.js", kind)]

    found = findings("security/resource-type-options-missing", requests=asked)

    assert {one.target.identity: one.data["count"] for one in found} == {
        "www.a.lg.jp": 3,
        "static.a.lg.jp": 1,
    }


def test_a_session_cookie_of_a_call_in_the_background_is_told_without_its_value() -> None:
    found = findings(
        "security/resource-cookie-exposed",
        requests=[script(f"{URL}api", ("Set-Cookie", "JSESSIONID=; Path=/"))],
    )

    assert [(one.key, one.data["value"], one.data["impact"]) for one in found] == [
        ("session", "Secure・HttpOnly", "serious")
    ]


def test_a_heavy_page_is_told_by_the_sizes_its_servers_named() -> None:
    asked = [
        {
            "url": f"{URL}{n}.png",
            "type": "Image",
            "status": 200,
            "bytes": 10,
            "headers": [("content-length", "999999")],
        }
        for n in range(6)
    ]

    (found,) = findings("security/page-heavy", requests=asked)

    assert (found.key, found.data["size"]) == ("page", "6.0")


@pytest.mark.parametrize("length", ["", "-1", "9" * 5_000, "１２", "1e9"])
def test_a_length_that_is_no_number_counts_nothing(length: str) -> None:
    asked = [{"url": f"{URL}a.png", "type": "Image", "status": 200, "headers": [("content-length", length)]}]

    assert not findings("security/page-heavy", requests=asked)


def test_a_plain_canonical_address_of_an_https_page_is_told() -> None:
    found = findings("security/canonical-wrong", '<link rel="canonical" href="http://www.a.lg.jp/">')

    assert [one.key for one in found] == ["plain"]


def _never() -> Capture:
    raise AssertionError("the whole capture was opened")


def _markup(html: str) -> Callable[[], Capture]:
    return lambda: Capture(
        URL, URL, Fate.OK, hops=(Hop(URL, 200, ()),), source=html.encode(), encoding="utf-8"
    )


@pytest.mark.parametrize("rule", ["csp-missing", "referrer-policy-missing", "observatory-grade"])
def test_rules_on_headers_open_no_more_of_a_capture_than_its_markup(rule: str) -> None:
    facts = PageFacts(URL, Fate.OK, status=200, content_type="text/html", hops=(Hop(URL, 200, ()),))
    site = site_from(
        [facts], id="a", start=URL, audited={URL: _never}, rendered_links={}, markup={URL: _markup(META)}
    )

    made = judge_site(site, [BOOK[f"security/{rule}"]], JIS_AA)

    assert [one.reason for one in made] == [""]
    assert rule != "csp-missing" or [one.outcome for one in made] == ["passed"]


@pytest.mark.parametrize(
    ("html", "names"),
    [
        (META, {"content-security-policy", "referrer-policy"}),
        (f"<!-- {META} -->", set()),
        ("<p>document.referrer</p>", set()),
        ('<a rel="noopener noreferrer">', set()),
    ],
)
def test_meta_elements_speak_for_headers_and_comments_do_not(html: str, names: set[str]) -> None:
    assert {name for name, said in MARKUP.metas_of(MarkupSource(html)).items() if said} == names


@pytest.mark.parametrize("text", ["<meta " * 200_000, "<meta name=" + "x" * 1_000_000, "<" * 1_000_000])
def test_markup_made_to_keep_the_search_for_meta_elements_busy_ends(text: str) -> None:
    begun = time.process_time()

    assert MARKUP.metas_of(MarkupSource(text)) == {}
    assert time.process_time() - begun < 1


def test_the_search_for_leaked_texts_is_quick_on_long_runs_of_letters() -> None:
    begun = time.process_time()

    assert LEAKS.inside("東京都" * 300_000) == ""
    assert time.process_time() - begun < 0.5


OBSERVED = importlib.import_module("auditor_rules.security._observed")


@pytest.mark.parametrize(
    "part", ["<a ", "<a b='", '<a b="', "<a/", "<meta ", "<!--", "<![", "<!", "<?", "</", "<script>", "="]
)
def test_markup_made_to_keep_the_reading_of_tags_busy_ends(part: str) -> None:
    begun = time.process_time()

    OBSERVED.equiv_of("<meta name=referrer content=origin>" + part * 100_000)

    assert time.process_time() - begun < 1


@pytest.mark.parametrize(
    ("html", "tags"),
    [
        ("<META Name='a' CONTENT=b>", [{"name": "a", "content": "b"}]),
        ('<meta content="a > b" content=c>', [{"content": "a > b"}]),
        ("<meta content='&lt;&#39;'>", [{"content": "<'"}]),
        ("<meta b'c=d>", [{"b'c": "d"}]),
        ("<script>'<meta a=b>'</script><meta c>", [{"c": ""}]),
        ("<!-- <meta a> --><![if IE]><meta b><![endif]>", [{"b": ""}]),
        ("<style><meta a>", []),
        ("<metal a>", []),
    ],
)
def test_start_tags_are_read_as_a_browser_does(html: str, tags: list[dict[str, str]]) -> None:
    assert [written for _, written in OBSERVED.start_tags(html, "meta")] == tags
