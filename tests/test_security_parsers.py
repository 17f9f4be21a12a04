"""Header values are hostile text: the parsers take anything, and what they read they read the same again."""

import importlib
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from loaded import load

load()


def helper(name: str) -> Any:
    return importlib.import_module(f"auditor_rules.security.{name}")


csp, cookies, fields, domains = (helper(name) for name in ("_csp", "_cookies", "_fields", "_domains"))
observed, observatory, grade = (helper(name) for name in ("_observed", "_observatory", "_grade"))

SOURCES = [
    "'self'",
    "'none'",
    "'unsafe-inline'",
    "'NONCE-aB1='",
    "'sha256-aB='",
    "HTTPS://A.jp/Path",
    "*",
    "data:",
]
PIECES = st.sampled_from(
    [*SOURCES, "default-src", "Script-Src", "report-uri", "sandbox", ";", ",", " ", "\n"]
)
HEADER = st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=20).map(" ".join))
COOKIE = st.one_of(
    st.text(max_size=200),
    st.lists(
        st.sampled_from(["a", "=", ";", " ", "Domain=.b.jp", "Path=/", "Secure", "SameSite=LAX", "Max-Age=1", "__Host-"]),
        max_size=12,
    ).map("".join),
)  # fmt: skip


@given(HEADER, st.booleans())
@settings(max_examples=200, deadline=None)
def test_any_policy_is_read_and_its_normal_form_is_read_the_same(value: str, meta: bool) -> None:
    for policy in csp.parse(value, meta=meta):
        again = csp.parse(policy.text, meta=meta)
        assert [one.directives for one in again] == ([policy.directives] if policy.directives else [])
        assert [one.text for one in again] == ([policy.text] if policy.directives else [])


@given(COOKIE)
@settings(max_examples=200, deadline=None)
def test_any_cookie_line_is_read_and_its_normal_form_is_read_the_same(line: str) -> None:
    cookie = cookies.parse(line)
    if cookie is not None:
        assert cookies.parse(cookie.text) == cookie


@given(st.lists(HEADER, max_size=3), st.lists(COOKIE, max_size=3), st.text(max_size=300), HEADER)
@settings(max_examples=200, deadline=None)
def test_every_test_of_the_observatory_has_a_known_code_for_anything(
    values: list[str], lines: list[str], html: str, other: str
) -> None:
    names = ("content-security-policy", "x-frame-options", "strict-transport-security", "referrer-policy",
             "cross-origin-opener-policy", "access-control-allow-origin")  # fmt: skip
    answer = observed.Answer(
        headers=tuple((name, value) for name in names for value in values)
        + tuple(("set-cookie", line) for line in lines),
        equiv=observed.equiv_of(f'<meta http-equiv="Content-Security-Policy" content="{other}">{html}'),
    )
    jar = tuple(observed.Jarred(one.name, one.secure) for one in cookies.cookies_of(lines))
    site = observed.Observed(
        "a.jp", "https://a.jp/", answer, answer, answer, answer, ("http://a.jp/", other), jar, html
    )

    codes = observatory.codes(site)

    assert tuple(codes) == grade.TESTS
    assert set(codes.values()) <= set(grade.MODIFIERS)


@given(HEADER)
@settings(max_examples=200, deadline=None)
def test_small_fields_take_anything(value: str) -> None:
    read = fields.hsts([value])
    assert read.fault or fields.hsts([read.text]) == read
    assert fields.token(value) is None or fields.token(fields.token(value)) == fields.token(value)
    assert fields.referrer_policy(value) in {"", *fields.PRIVATE, *fields.TELLING}
    assert not domains.host_of(value) or domains.scheme_of(f"https://{value}") == "https"


def test_of_directives_of_one_name_the_first_stands() -> None:
    (policy,) = csp.parse("script-src 'self'; script-src *; SCRIPT-SRC data:")

    assert policy.sources("script-src") == ("'self'",)
    assert policy.repeated == ("script-src",)


def test_a_directive_that_is_not_written_follows_its_fallbacks() -> None:
    (policy,) = csp.parse("default-src 'none'; child-src a.jp")

    assert policy.sources("frame-src") == ("a.jp",)
    assert policy.sources("script-src-elem") == ("'none'",)
    assert policy.sources("form-action") is None


def test_a_meta_element_cannot_say_who_may_frame_the_page() -> None:
    (policy,) = csp.parse("frame-ancestors 'none'; img-src *", meta=True)

    assert "frame-ancestors" not in policy
    assert policy.ignored == ("frame-ancestors",)


def test_nonces_keep_their_case_and_hosts_do_not() -> None:
    (policy,) = csp.parse("script-src 'NONCE-aB1' HTTPS://CDN.Example/Lib/X.js")

    assert policy.sources("script-src") == ("'nonce-aB1'", "https://cdn.example/Lib/X.js")


@pytest.mark.parametrize(
    ("value", "loose"),
    [
        ("script-src 'unsafe-inline'", ["'unsafe-inline'"]),
        ("script-src 'unsafe-inline' 'nonce-x'", []),
        ("default-src https:", ["https:"]),
        ("script-src 'strict-dynamic' 'nonce-x' https: 'unsafe-inline'", []),
        ("script-src 'strict-dynamic' https:", []),
        ("script-src 'self' https://cdn.example", []),
    ],
)
def test_what_lets_injected_scripts_run_is_told(value: str, loose: list[str]) -> None:
    (policy,) = csp.parse(value)

    assert list(csp.loose_scripts(policy)) == loose


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("__Host-a=1; Secure; Path=/", ""),
        ("__Host-a=1; Secure; Path=/; Domain=a.jp", "domain"),
        ("__host-a=1; Secure; Path=/x", "path"),
        ("__Host-a=1; Path=/", "secure"),
        ("__Secure-a=1; Path=/", "secure"),
        ("a=1", ""),
    ],
)
def test_a_prefixed_cookie_keeps_its_promise(line: str, fault: str) -> None:
    assert cookies.prefix_fault(cookies.parse(line)) == fault


@pytest.mark.parametrize(
    ("domain", "reach"),
    [
        ("", "host"),
        ("www.soumu.metro.tokyo.lg.jp", "subdomains"),
        (".soumu.metro.tokyo.lg.jp", "wider"),
        ("metro.tokyo.lg.jp", "wider"),
        ("tokyo.lg.jp", "site"),
    ],
)
def test_how_far_a_cookie_reaches(domain: str, reach: str) -> None:
    cookie = cookies.parse(f"a=1; Domain={domain}")

    assert cookies.reach(cookie, "www.soumu.metro.tokyo.lg.jp") == reach


def test_a_cookie_for_a_public_suffix_or_a_foreign_host_is_refused() -> None:
    refused = [cookies.is_refused(cookies.parse(f"a=1; Domain={domain}"), "www.a.lg.jp") for domain in
               ("lg.jp", "b.lg.jp", "a.lg.jp", "www.a.lg.jp")]  # fmt: skip

    assert refused == [True, True, False, False]


@pytest.mark.parametrize(
    "line", ["", " ; Secure", "a=\x01", "=__Host-x=1", "a=" + "x" * 4096], ids=["", "no pair", "control", "nameless", "long"]
)  # fmt: skip
def test_a_line_that_browsers_ignore_gives_no_cookie(line: str) -> None:
    assert cookies.parse(line) is None


@pytest.mark.parametrize(
    ("values", "fault"),
    [
        (["max-age=31536000; includeSubDomains"], ""),
        (['max-age="31536000"'], ""),
        (["max-age=1", "max-age=2"], "twice"),
        (["max-age=1, max-age=1"], "twice"),
        (["includeSubDomains"], "no-max-age"),
        (["max-age=1y"], "bad-max-age"),
        (["max-age=1; max-age=1"], "repeated"),
    ],
)
def test_why_browsers_ignore_a_strict_transport_line(values: list[str], fault: str) -> None:
    assert fields.hsts(values).fault == fault


def test_the_registrable_domain_of_every_bureau_is_one() -> None:
    hosts = ("www.soumu.metro.tokyo.lg.jp", "www.kensetsu.metro.tokyo.lg.jp")

    assert {domains.registrable(host) for host in hosts} == {"tokyo.lg.jp"}
    assert domains.same_site(*hosts)
    assert domains.registrable("lg.jp") == domains.registrable("127.0.0.1") == ""
