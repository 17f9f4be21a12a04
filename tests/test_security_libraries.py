"""Libraries with known weaknesses: told by address and banner, dated, and bounded whatever a page sends."""

import importlib
import json

import pytest
from loaded import load

from auditor.criteria import profile
from auditor.evaluate.engine import judge_page
from auditor.page import page_from_html

BOOK = load()
LIBRARIES = importlib.import_module("auditor_rules.security._libraries")
RULE = BOOK["security/library-vulnerable"]
JIS_AA = profile(["jis-x-8341-3-2016-aa"])


def told(url: str) -> list[tuple[str, str]]:
    return [(one.name, one.version) for one in LIBRARIES.of_address(url)]


@pytest.mark.parametrize(
    ("url", "library"),
    [
        ("https://a.jp/js/jquery-1.12.4.min.js", ("jquery", "1.12.4")),
        ("https://a.jp/js/jquery-3.5.1.slim.min.js", ("jquery", "3.5.1")),
        ("https://a.jp/jquery-ui-1.9.2.custom.min.js", ("jquery-ui", "1.9.2")),
        ("https://ajax.googleapis.com/ajax/libs/jqueryui/1.8.23/jquery-ui.min.js", ("jquery-ui", "1.8.23")),
        ("https://cdn.jsdelivr.net/npm/moment@2.18.1/min/moment.min.js", ("moment.js", "2.18.1")),
        ("https://unpkg.com/vue@2.6.10", ("vue", "2.6.10")),
        ("https://a.jp/wp-includes/js/jquery/jquery.min.js?ver=3.4.1", ("jquery", "3.4.1")),
    ],
)
def test_a_library_is_told_by_its_address(url: str, library: tuple[str, str]) -> None:
    assert library in told(url)


@pytest.mark.parametrize(
    "url",
    ["https://a.jp/js/site.js", "https://a.jp/jquery.js", "https://a.jp/js/jquery-plugin.js?ver=20200101", "http://[", ""],
)  # fmt: skip
def test_an_address_without_a_version_names_none(url: str) -> None:
    assert told(url) == []


@pytest.mark.parametrize(
    ("version", "other", "at_least"),
    [
        ("3.5.0", "3.5.0", True), ("3.10.0", "3.9.9", True), ("1.12.4", "3.0.0", False), ("3.5", "3.5.0", True),
        ("3.0.0-beta1", "3.0.0", False), ("1.8.0", "1.8.0-rc.1", True),
    ],
)  # fmt: skip
def test_versions_compare_by_their_numbers(version: str, other: str, at_least: bool) -> None:
    assert LIBRARIES.at_least(version, other) is at_least


def test_the_finding_names_weaknesses_cure_and_the_day_of_the_data() -> None:
    page = page_from_html('<script src="/js/jquery-1.12.4.min.js"></script>')

    (made,) = judge_page(page, [RULE], JIS_AA)

    said = RULE.messages["weak"].fill("ja", made.findings[0].data)
    assert "jquery 1.12.4" in said and "CVE-2020-11022" in said and "3.5.0 以降" in said
    assert LIBRARIES.DAY in said


def test_one_library_is_one_cause_wherever_its_script_stands() -> None:
    pages = [
        page_from_html('<body><header><script src="/js/jquery-1.12.4.js"></script></header>'),
        page_from_html('<head><script src="/old/jquery-1.12.4.min.js"></script></head>'),
    ]

    targets = [judge_page(page, [RULE], JIS_AA)[0].findings[0].target for page in pages]

    assert len({(one.region, one.path, one.identity) for one in targets}) == 1


def test_release_and_day_are_those_of_the_data() -> None:
    data = json.loads(LIBRARIES.DATA.read_text(encoding="utf-8"))

    assert (data["release"], data["day"]) == (LIBRARIES.RELEASE, LIBRARIES.DAY)
    assert len(data["libraries"]) >= 50


@pytest.mark.parametrize(
    "text",
    ["/*" * 50_000, "/*! " + " " * 100_000, "/*" + "*" * 100_000, "/*! jQuery v" + "1" * 100_000, "/* \n*" * 20_000,
     "/* @license\n * " * 8_000, 'version="1' * 10_000],
)  # fmt: skip
def test_a_script_made_to_keep_patterns_busy_ends(text: str) -> None:
    assert all(len(one.version) <= 30 for one in LIBRARIES.of_text(text))


@pytest.mark.parametrize("part", ["1/", "/jquery-", "9", "ember-1.", "a@1."])
def test_an_address_made_to_keep_patterns_busy_ends(part: str) -> None:
    assert all(len(one.version) <= 30 for one in LIBRARIES.of_address(f"https://a.jp/{part * 500}x.js"))
