"""The twelve tests of the MDN HTTP Observatory (algorithm 6): one observed site → its result codes.

They imitate, quirks included, so that a bureau's grade here is its grade there. What we think of a header ourselves
the rules beside this file say; where they differ, docs/decisions/0005 gives the reason.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from ._domains import host_of, registrable, scheme_of
from ._fields import HALF_YEAR, PRIVATE, referrer_policy, token
from ._grade import passes, tests
from ._observatory_csp import SPACE, judge
from ._observed import PROBE_ORIGIN, Observed, preloaded, start_tags

HTML_TYPES = frozenset({"text/html", "application/xhtml+xml"})
IGNORED_COOKIES = frozenset({"heroku-session-affinity"})
# From the least bad to the worst: of several results the worst stands.
COOKIES = (
    "cookies-without-secure-flag-but-protected-by-hsts", "cookies-without-secure-flag",
    "cookies-session-without-secure-flag-but-protected-by-hsts", "cookies-samesite-flag-invalid",
    "cookies-anticsrf-without-samesite-flag", "cookies-session-without-httponly-flag",
    "cookies-session-without-secure-flag",
)  # fmt: skip
SCRIPTS = (
    "sri-implemented-and-all-scripts-loaded-securely", "sri-implemented-and-external-scripts-loaded-securely",
    "sri-implemented-but-external-scripts-not-loaded-securely",
    "sri-not-implemented-but-external-scripts-loaded-securely",
    "sri-not-implemented-and-external-scripts-not-loaded-securely",
)  # fmt: skip


def content_security_policy(site: Observed) -> str:
    """Return the verdict on all policies of header lines and meta elements."""
    if site.auto is None or not site.url:
        return "csp-not-implemented"
    return judge(site.auto, scheme_of(site.url) == "https").code


def cookies(site: Observed) -> str:
    """Return the worst of what the cookies of the session lack."""
    kept = [one for one in site.cookies if one.name and one.name not in IGNORED_COOKIES]
    if not kept:
        return "cookies-not-found"
    softened = passes(strict_transport_security(site))  # with HSTS a missing Secure counts less
    found: list[str] = []
    if site.auto and any(_bad_same_site(line) for line in site.auto.values("set-cookie")):
        found.append("cookies-samesite-flag-invalid")
    for one in kept:
        name = one.name.lower()
        session = "login" in name or "sess" in name
        if not one.secure:
            tail = "-but-protected-by-hsts" if softened else ""
            found.append(f"cookies-without-secure-flag{tail}")
            if session:
                found.append(f"cookies-session-without-secure-flag{tail}")
            if one.same_site.lower() == "none":
                found.append("cookies-samesite-flag-invalid")
        if "csrf" in name and not one.same_site:
            found.append("cookies-anticsrf-without-samesite-flag")
        if session and not one.http_only:
            found.append("cookies-session-without-httponly-flag")
    if found:
        return max(found, key=COOKIES.index)
    everywhere = all(one.same_site for one in kept)
    return "cookies-secure-with-httponly-sessions" + ("-and-samesite" if everywhere else "")


def _bad_same_site(line: str) -> bool:
    for part in line.split(";"):
        name, _, rest = part.partition("=")
        if name.strip(SPACE).lower() == "samesite":
            value = rest.split("=")[0].strip(SPACE).lower()
            if value not in ("lax", "strict", "none"):
                return True
    return False


def _isolation(site: Observed, header: str, short: str, known: Sequence[str]) -> str:
    if site.auto is None or not any(values := site.auto.values(header)):
        # One empty line is none; two lines are malformed whatever they hold.
        several = site.auto is not None and len(site.auto.values(header)) > 1
        return f"{short}-header-invalid" if several else f"{short}-not-implemented"
    said = token(values[0].strip(SPACE)) if len(values) == 1 else None
    return f"{short}-implemented-with-{said}" if said in known else f"{short}-header-invalid"


def cross_origin_embedder_policy(site: Observed) -> str:
    """COEP: one structured-field token."""
    known = ("require-corp", "credentialless", "unsafe-none")
    return _isolation(site, "cross-origin-embedder-policy", "coep", known)


def cross_origin_opener_policy(site: Observed) -> str:
    """COOP: one structured-field token."""
    known = ("same-origin", "same-origin-allow-popups", "noopener-allow-popups", "unsafe-none")
    return _isolation(site, "cross-origin-opener-policy", "coop", known)


def cross_origin_resource_policy(site: Observed) -> str:
    """CORP: one of three words, of the header or else of the last meta element."""
    if site.auto is None:
        return "corp-not-implemented"
    name = "cross-origin-resource-policy"
    written = site.auto.first(name) or next(iter(reversed(site.auto.equiv.get(name, ()))), "")
    value = written[:256].strip(SPACE).lower()
    if not value:
        return "corp-not-implemented"
    known = value in ("same-site", "same-origin", "cross-origin")
    return f"corp-implemented-with-{value}" if known else "corp-header-invalid"


def cross_origin_resource_sharing(site: Observed) -> str:
    """Return what an OPTIONS request with a foreign Origin was allowed."""
    short = "cross-origin-resource-sharing"
    allowed = site.cors.first("access-control-allow-origin") if site.cors else ""
    if site.cors is None or not allowed:
        return f"{short}-not-implemented"
    if allowed[:256].strip(SPACE) == "*":
        return f"{short}-implemented-with-public-access"
    asked = next((value for name, value in site.cors.asked if name.lower() == "origin"), PROBE_ORIGIN)
    credentials = site.cors.first("access-control-allow-credentials").strip(SPACE).lower() == "true"
    return (
        f"{short}-implemented-with-{'universal' if allowed == asked and credentials else 'restricted'}-access"
    )


def redirection(site: Observed) -> str:
    """Return how http:// leads to https://."""
    if site.http is None:
        return "redirection-not-needed-no-http"
    if not site.http.verified:
        return "redirection-invalid-cert"
    if all(preloaded(host_of(url), site.preload) for url in site.route):
        return "redirection-all-redirects-preloaded"
    if len(site.route) == 1:
        return "redirection-missing"
    schemes = [scheme_of(url) for url in site.route]
    if schemes[-1] != "https":
        return "redirection-not-to-https"
    if schemes[1] == "http":
        return "redirection-not-to-https-on-initial-redirection"
    if schemes[:2] == ["http", "https"] and host_of(site.route[0]) != host_of(site.route[1]):
        return "redirection-off-host-from-http"
    return "redirection-to-https"


def referrer_policy_test(site: Observed) -> str:
    """Return the last policy known, meta elements after header lines."""
    if site.auto is None:
        return "referrer-policy-not-implemented"
    said = [*site.auto.values("referrer-policy"), *site.auto.equiv.get("referrer-policy", ())]
    if not said:
        return "referrer-policy-not-implemented"
    policy = referrer_policy(", ".join(said))
    if not policy:
        return "referrer-policy-header-invalid"
    return "referrer-policy-private" if policy in PRIVATE else "referrer-policy-unsafe"


def strict_transport_security(site: Observed) -> str:
    """HSTS of the https answer. As there, a max-age that is no number lasts (`max-age="31536000"`)."""
    if site.https is None:
        return "hsts-not-implemented-no-https"
    if preloaded(site.host, site.preload):
        return "hsts-preloaded"
    if not site.https.verified:
        return "hsts-invalid-cert"
    values = site.https.values("strict-transport-security")
    if not values:
        return "hsts-not-implemented"
    value = values[0][:1024]
    written = [
        part.strip(SPACE)[8:128]
        for part in value.split(";")
        if part.strip(SPACE).lower().startswith("max-age=")
    ]
    if "," in value or not written:
        return "hsts-header-invalid"
    number = re.match(rf"[{SPACE}]*([+-]?[0-9]+)", written[-1])
    short = number is not None and int(number[1]) < HALF_YEAR
    return f"hsts-implemented-max-age-{'less-than' if short else 'at-least'}-six-months"


def subresource_integrity(site: Observed) -> str:
    """Return whether scripts of other owners come over https and with a fingerprint."""
    if site.auto is None:
        return "sri-not-implemented-but-no-scripts-loaded"
    kind = site.auto.first("content-type").split(";")[0]
    if kind and kind not in HTML_TYPES:
        return "sri-not-implemented-response-not-html"
    scripts = [attributes for _, attributes in start_tags(site.html, "script")]
    if not scripts:
        return "sri-not-implemented-but-no-scripts-loaded"
    result, foreign = "", False
    for script in scripts:
        src = script.get("src", "")
        if not src:
            continue
        keyed = bool(script.get("integrity"))
        relative_scheme = re.match("//[^/]", src) is not None
        absolute = re.match("https?://", src) is not None
        secure = (scheme_of(src) if absolute else "" if relative_scheme else scheme_of(site.url)) == "https"
        if not relative_scheme and (not absolute or registrable(host_of(src)) == registrable(site.host)):
            if keyed and secure and not result:
                result = SCRIPTS[0]
            continue
        foreign = True
        if keyed and secure:
            continue
        found = SCRIPTS[2] if keyed else SCRIPTS[3] if secure else SCRIPTS[4]
        result = max(result or found, found, key=SCRIPTS.index)
    if result:
        return result
    return SCRIPTS[1] if foreign else "sri-not-implemented-but-all-scripts-loaded-from-secure-origin"


def x_content_type_options(site: Observed) -> str:
    """nosniff, and nothing else."""
    value = site.auto.first("x-content-type-options") if site.auto else ""
    if not value:
        return "x-content-type-options-not-implemented"
    right = value[:256].strip(SPACE).lower() == "nosniff"
    return f"x-content-type-options-{'nosniff' if right else 'header-invalid'}"


def x_frame_options(site: Observed) -> str:
    """Return the header, or frame-ancestors of a policy whatever it says."""
    if site.auto is None:
        return "x-frame-options-not-implemented"
    if "frame-ancestors" in (judge(site.auto, scheme_of(site.url) == "https").directives or {}):
        return "x-frame-options-implemented-via-csp"
    header = site.auto.first("x-frame-options")
    if not header:
        return "x-frame-options-not-implemented"
    value = header[:1024].strip(SPACE).lower()
    if value in ("deny", "sameorigin"):
        return "x-frame-options-sameorigin-or-deny"
    return f"x-frame-options-{'allow-from-origin' if value.startswith('allow-from') else 'header-invalid'}"


CHECKS: Mapping[str, Callable[[Observed], str]] = {
    "content-security-policy": content_security_policy,
    "cookies": cookies,
    "cross-origin-embedder-policy": cross_origin_embedder_policy,
    "cross-origin-opener-policy": cross_origin_opener_policy,
    "cross-origin-resource-sharing": cross_origin_resource_sharing,
    "redirection": redirection,
    "referrer-policy": referrer_policy_test,
    "strict-transport-security": strict_transport_security,
    "subresource-integrity": subresource_integrity,
    "x-content-type-options": x_content_type_options,
    "x-frame-options": x_frame_options,
    "cross-origin-resource-policy": cross_origin_resource_policy,
}


def codes(site: Observed, algorithm: int = 6, without: Iterable[str] = ()) -> dict[str, str]:
    """Test → result code, in the algorithm's order; `without` names tests whose evidence is not there."""
    left_out = set(without)
    return {name: CHECKS[name](site) for name in tests(algorithm) if name not in left_out}
