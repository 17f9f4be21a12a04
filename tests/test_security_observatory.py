"""The Observatory's tests, points and grades, on recorded cases and where those are silent."""

import importlib
import sys
from pathlib import Path
from typing import Any

import pytest
from loaded import load

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT.parent / "shared" / "corpus" / "observatory"
load()


def helper(name: str) -> Any:
    return importlib.import_module(f"auditor_rules.security.{name}")


observed, observatory, grade = (helper(name) for name in ("_observed", "_observatory", "_grade"))


def site(*headers: tuple[str, str], html: str = "", **more: Any) -> Any:
    answer = observed.Answer(headers, equiv=observed.equiv_of(html))
    given = {"http": answer, "https": answer, "route": ("http://a.lg.jp/", "https://a.lg.jp/")} | more
    return observed.Observed("a.lg.jp", "https://a.lg.jp/", answer, html=html, **given)


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the recorded cases are not here")
def test_every_recorded_case_gives_the_same_code_and_every_point_is_the_same(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "tools"))
    score = importlib.import_module("score")

    assert score.main(["observatory"]) == 0, capsys.readouterr().out
    sys.modules.pop("score")


def test_a_corpus_that_is_absent_is_said_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "tools"))
    score = importlib.import_module("score")

    assert score.main(["observatory", f"OBSERVATORY_CASES={tmp_path / 'none'}"]) == 0
    assert "absent" in capsys.readouterr().out
    sys.modules.pop("score")


@pytest.mark.parametrize(
    ("headers", "code"),
    [
        (["default-src 'self'", "default-src 'self' *"], "csp-implemented-with-no-unsafe"),
        (["default-src 'self'", "script-src 'unsafe-inline'"], "csp-implemented-with-no-unsafe"),
        (["default-src 'self'; report-uri /a; report-uri /b"], "csp-implemented-but-duplicate-directives"),
        (["default-src 'self', default-src *"], "csp-implemented-with-no-unsafe-default-src-none"),
        (["script-src 'strict-dynamic'; object-src 'none'"], "csp-header-invalid"),
        ([""], "csp-header-invalid"),
    ],
)
def test_several_policies_are_made_one_as_the_observatory_does(headers: list[str], code: str) -> None:
    lines = [("Content-Security-Policy", value) for value in headers]

    assert observatory.content_security_policy(site(*lines)) == code


def test_a_policy_in_a_meta_element_narrows_that_of_the_header() -> None:
    html = '<META Http-Equiv=" content-security-policy " content="default-src \'none\'; img-src *">'

    code = observatory.content_security_policy(site(("Content-Security-Policy", "default-src *"), html=html))

    assert code == "csp-implemented-with-no-unsafe-default-src-none"


@pytest.mark.parametrize(
    ("cookie", "hsts", "code"),
    [
        ({"name": "JSESSIONID", "secure": True, "http_only": True, "same_site": "lax"}, False,
         "cookies-secure-with-httponly-sessions-and-samesite"),
        ({"name": "a", "secure": True}, False, "cookies-secure-with-httponly-sessions"),
        ({"name": "a"}, False, "cookies-without-secure-flag"),
        ({"name": "a"}, True, "cookies-without-secure-flag-but-protected-by-hsts"),
        ({"name": "login", "http_only": True}, False, "cookies-session-without-secure-flag"),
        ({"name": "a", "same_site": "none"}, True, "cookies-samesite-flag-invalid"),
        ({"name": "heroku-session-affinity"}, False, "cookies-not-found"),
    ],
)  # fmt: skip
def test_the_worst_cookie_counts(cookie: dict[str, Any], hsts: bool, code: str) -> None:
    headers = [("Strict-Transport-Security", "max-age=15552000")] if hsts else []

    assert observatory.cookies(site(*headers, cookies=(observed.Jarred(**cookie),))) == code


def test_an_origin_that_is_given_back_with_credentials_is_open_to_everybody() -> None:
    allowed = (
        ("Access-Control-Allow-Origin", observed.PROBE_ORIGIN), ("Access-Control-Allow-Credentials", "TRUE")
    )  # fmt: skip
    short = "cross-origin-resource-sharing-implemented-with"

    assert observatory.cross_origin_resource_sharing(site(cors=observed.Answer(allowed))).startswith(
        f"{short}-univ"
    )
    assert observatory.cross_origin_resource_sharing(site(cors=observed.Answer(allowed[:1]))).startswith(
        f"{short}-restr"
    )


def test_extras_count_only_where_little_was_taken() -> None:
    good = ["csp-implemented-with-no-unsafe", "x-frame-options-sameorigin-or-deny"]

    assert grade.score(good) == 110
    assert grade.score(good, algorithm=4) == 105
    assert grade.score([*good, "x-content-type-options-not-implemented", "referrer-policy-unsafe"]) == 100
    assert grade.score([*good, "hsts-not-implemented"]) == 80
    assert grade.score(["csp-not-implemented", "cookies-session-without-secure-flag", "redirection-missing",
                        "hsts-not-implemented"]) == 0  # fmt: skip


def test_a_score_between_two_steps_has_the_letter_of_the_lower() -> None:
    assert [grade.grade(points) for points in (135, 100, 99, 87, 4, -20)] == ["A+", "A+", "A", "A-", "F", "F"]


def test_algorithm_4_has_ten_tests() -> None:
    assert len(observatory.codes(site())) == 12
    assert len(observatory.codes(site(), algorithm=4)) == 10
    assert "redirection" not in observatory.codes(site(), without=["redirection"])
