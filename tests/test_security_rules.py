"""What differs between pages is the finding: how many pages, where, and that forms weigh more."""

from pathlib import Path

import pytest
from loaded import load

from auditor.criteria import profile
from auditor.evaluate.engine import judge_site
from auditor.gather.host_probe import is_public
from auditor.model import Finding, Hop, SiteEvidence
from auditor.page import site_from_examples
from auditor.store import SiteRunFacts, Store

BOOK = load()
PROFILE = profile(["jis-x-8341-3-2016-aa"])
HSTS = ("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
PAGE = "<title>案内</title>"


def findings(rule: str, pages: dict[str, tuple[tuple[str, str], ...]]) -> list[Finding]:
    view = site_from_examples(
        {url: (PAGE, headers) for url, headers in pages.items()}, origin="https://a.lg.jp"
    )
    return [finding for one in judge_site(view, [BOOK[rule]], PROFILE) for finding in one.findings]


def test_a_header_that_part_of_the_pages_lack_is_told_with_their_number_and_folder() -> None:
    pages = {f"/p{number}": (HSTS,) for number in range(30)} | {
        f"/shinsei/{number}": () for number in range(4)
    }

    found = findings("security/hsts-missing", pages)

    assert len(found) == 4
    assert {(one.data["affected"], one.data["total"], one.data["under"]) for one in found} == {
        (4, 34, "/shinsei/")
    }
    said = BOOK["security/hsts-missing"].messages["missing"].fill("ja", found[0].data)
    assert "34ページ中4ページ" in said and "/shinsei/" in said


def test_a_page_that_asks_people_for_something_weighs_one_step_more() -> None:
    found = findings("security/frame-options-missing", {"/": (), "/shinsei/": ()})

    assert [one.data.get("impact", "") for one in found] == ["", "serious"]


def test_no_rule_asks_a_bureau_for_preloading() -> None:
    for rule in ("security/hsts-missing", "security/hsts-subdomains-absent", "security/observatory-grade"):
        assert not findings(rule, {"/": (
            HSTS, ("Content-Security-Policy", "default-src 'self'; frame-ancestors 'self'"),
            ("X-Content-Type-Options", "nosniff"),
        )})  # fmt: skip


def test_pages_with_other_headers_are_graded_apart() -> None:
    good = (HSTS, ("Content-Security-Policy", "default-src 'self'; frame-ancestors 'none'"),
            ("X-Content-Type-Options", "nosniff"))  # fmt: skip

    (found,) = findings(
        "security/observatory-grade", {"/": good, "/a": good, "/shinsei/": (), "/shinsei/b": ()}
    )

    assert (found.data["affected"], found.data["total"], found.data["under"]) == (2, 4, "/shinsei/")
    assert found.data["grade"] == "D"
    assert "csp-not-implemented" in found.data["codes"]


@pytest.mark.parametrize(
    ("url", "public"),
    [
        ("https://www.soumu.metro.tokyo.lg.jp/", True),
        ("http://127.0.0.1:8000/", False),
        ("http://kurashi.localhost/", False),
        ("https://www.a.lg.jp:8443/", False),
        ("http://[::1]/", False),
    ],
)
def test_only_a_public_name_at_the_usual_ports_is_probed(url: str, public: bool) -> None:
    assert is_public(url) is public


def test_what_the_probe_told_is_kept_with_the_site_run(tmp_path: Path) -> None:
    evidence = SiteEvidence(
        "a.lg.jp", "2026-11-22T00:00:00+00:00", https=(Hop("https://a.lg.jp/", 200, (HSTS,)),)
    )
    with Store(tmp_path / "s.sqlite") as store:
        rows = store.site("2026Q4", "a")
        rows.open("b", {})
        assert rows.facts().evidence is None
        rows.set_phase("judge", SiteRunFacts(evidence=evidence))

        assert rows.facts().evidence == evidence


def test_a_host_that_was_not_probed_leaves_its_rules_untested() -> None:
    view = site_from_examples({"/": (PAGE, ())}, origin="https://a.lg.jp")

    (made,) = judge_site(view, [BOOK["security/tls-version-old"]], PROFILE)

    assert (made.outcome, made.reason) == ("untested", "missing-evidence:site-probe")


def test_a_fault_in_a_few_folders_names_them() -> None:
    pages = {"/": (HSTS,), "/a/": (HSTS,), "/shinsei/1": (), "/shinsei/2": (), "/toiawase/1": ()}

    found = findings("security/hsts-missing", pages)

    assert {one.data["under"] for one in found} == {"/shinsei/・/toiawase/"}


def test_twelve_of_340_pages_are_told_as_such_and_their_forms_weigh_more() -> None:
    options = ("X-Frame-Options", "SAMEORIGIN")
    pages = {f"/koho/{number}": (options,) for number in range(328)}
    pages |= {f"/kurashi/{number}": () for number in range(10)} | {"/shinsei/login": (), "/shinsei/a": ()}

    found = findings("security/frame-options-missing", pages)

    said = BOOK["security/frame-options-missing"].messages["missing"].fill("ja", found[0].data)
    assert "340ページ中12ページ、場所: /kurashi/・/shinsei/" in said
    assert {one.target.url.split("/")[3] for one in found if one.data.get("impact") == "serious"} == {
        "shinsei"
    }


def test_each_group_of_pages_is_graded_by_markup_of_its_own_beside_the_start_page() -> None:
    good = (HSTS, ("Content-Security-Policy", "default-src 'self'; frame-ancestors 'none'"),
            ("X-Content-Type-Options", "nosniff"))  # fmt: skip
    bare = '<title>申請</title><script src="//cdn.example.com/a.js"></script>'
    view = site_from_examples(
        {
            "/": (PAGE, good),
            "/a": (PAGE, good),
            "/shinsei/": (bare, good[:1]),
            "/shinsei/b": (bare, good[:1]),
        },
        origin="https://a.lg.jp",
    )

    made = judge_site(view, [BOOK["security/observatory-grade"]], PROFILE)

    (found,) = [finding for one in made for finding in one.findings]
    assert "sri-not-implemented-and-external-scripts-not-loaded-securely" in found.data["codes"]
    assert (found.data["affected"], found.data["under"]) == (2, "/shinsei/")
    assert found.data["home"].startswith("A+")
