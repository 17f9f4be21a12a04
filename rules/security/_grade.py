"""Points and grades of the MDN HTTP Observatory, algorithm 6 (and 4): what each result code is worth."""

from collections.abc import Iterable, Mapping

TESTS = (
    "content-security-policy", "cookies", "cross-origin-embedder-policy", "cross-origin-opener-policy",
    "cross-origin-resource-sharing", "redirection", "referrer-policy", "strict-transport-security",
    "subresource-integrity", "x-content-type-options", "x-frame-options", "cross-origin-resource-policy",
)  # fmt: skip
SINCE_6 = frozenset({"cross-origin-embedder-policy", "cross-origin-opener-policy"})
CREDIT_FROM = 90  # points without extras from which extras count

MODIFIERS: Mapping[str, int] = {
    "csp-implemented-with-no-unsafe-default-src-none": 10,
    "csp-implemented-with-no-unsafe": 5,
    "csp-implemented-with-unsafe-inline-in-style-src-only": 0,
    "csp-implemented-with-insecure-scheme-in-passive-content-only": -10,
    "csp-implemented-with-unsafe-eval": -10,
    "csp-implemented-with-unsafe-inline": -20,
    "csp-implemented-with-insecure-scheme": -20,
    "csp-header-invalid": -25,
    "csp-not-implemented": -25,
    "csp-not-implemented-but-reporting-enabled": -25,
    "csp-implemented-but-duplicate-directives": 0,
    "cookies-secure-with-httponly-sessions-and-samesite": 5,
    "cookies-secure-with-httponly-sessions": 0,
    "cookies-not-found": 0,
    "cookies-without-secure-flag-but-protected-by-hsts": -5,
    "cookies-session-without-secure-flag-but-protected-by-hsts": -10,
    "cookies-without-secure-flag": -20,
    "cookies-samesite-flag-invalid": -20,
    "cookies-anticsrf-without-samesite-flag": -20,
    "cookies-session-without-httponly-flag": -30,
    "cookies-session-without-secure-flag": -40,
    "cross-origin-resource-sharing-not-implemented": 0,
    "cross-origin-resource-sharing-implemented-with-public-access": 0,
    "cross-origin-resource-sharing-implemented-with-restricted-access": 0,
    "cross-origin-resource-sharing-implemented-with-universal-access": -50,
    "redirection-all-redirects-preloaded": 0,
    "redirection-to-https": 0,
    "redirection-not-needed-no-http": 0,
    "redirection-off-host-from-http": -5,
    "redirection-not-to-https-on-initial-redirection": -10,
    "redirection-not-to-https": -20,
    "redirection-missing": -20,
    "redirection-invalid-cert": -20,
    "referrer-policy-private": 5,
    "referrer-policy-not-implemented": 0,
    "referrer-policy-unsafe": -5,
    "referrer-policy-header-invalid": -5,
    "hsts-preloaded": 5,
    "hsts-implemented-max-age-at-least-six-months": 0,
    "hsts-implemented-max-age-less-than-six-months": -10,
    "hsts-not-implemented": -20,
    "hsts-header-invalid": -20,
    "hsts-not-implemented-no-https": -20,
    "hsts-invalid-cert": -20,
    "sri-implemented-and-all-scripts-loaded-securely": 5,
    "sri-implemented-and-external-scripts-loaded-securely": 5,
    "sri-not-implemented-response-not-html": 0,
    "sri-not-implemented-but-no-scripts-loaded": 0,
    "sri-not-implemented-but-all-scripts-loaded-from-secure-origin": 0,
    "sri-not-implemented-but-external-scripts-loaded-securely": -5,
    "sri-implemented-but-external-scripts-not-loaded-securely": -20,
    "sri-not-implemented-and-external-scripts-not-loaded-securely": -50,
    "html-not-parseable": -20,
    "x-content-type-options-nosniff": 0,
    "x-content-type-options-not-implemented": -5,
    "x-content-type-options-header-invalid": -5,
    "x-frame-options-implemented-via-csp": 5,
    "x-frame-options-sameorigin-or-deny": 5,
    "x-frame-options-allow-from-origin": 0,
    "x-frame-options-not-implemented": -20,
    "x-frame-options-header-invalid": -20,
    "corp-header-invalid": -5,
    "corp-implemented-with-cross-origin": 0,
    "corp-implemented-with-same-origin": 10,
    "corp-implemented-with-same-site": 10,
    "corp-not-implemented": 0,
    "coep-implemented-with-require-corp": 10,
    "coep-implemented-with-credentialless": 10,
    "coep-implemented-with-unsafe-none": 0,
    "coep-not-implemented": 0,
    "coep-header-invalid": -5,
    "coop-implemented-with-same-origin": 10,
    "coop-implemented-with-same-origin-allow-popups": 10,
    "coop-implemented-with-noopener-allow-popups": 10,
    "coop-implemented-with-unsafe-none": 0,
    "coop-not-implemented": 0,
    "coop-header-invalid": -5,
}
OF_4: Mapping[str, int] = {"x-frame-options-sameorigin-or-deny": 0}
# Everything below 0 fails but this; of the rest everything passes (measured over the recorded outputs).
PASSES_BELOW_0 = frozenset({"csp-implemented-with-insecure-scheme-in-passive-content-only"})
GRADES: Mapping[int, str] = {
    100: "A+", 95: "A", 90: "A", 85: "A-", 80: "B+", 75: "B", 70: "B", 65: "B-", 60: "C+", 55: "C", 50: "C",
    45: "C-", 40: "D+", 35: "D", 30: "D", 25: "D-", 20: "F", 15: "F", 10: "F", 5: "F", 0: "F",
}  # fmt: skip


def tests(algorithm: int = 6) -> tuple[str, ...]:
    """Return the tests an algorithm has, in its order."""
    return tuple(name for name in TESTS if algorithm >= 6 or name not in SINCE_6)


def modifier(code: str, algorithm: int = 6) -> int:
    """Return the points a result code gives or takes."""
    return OF_4.get(code, MODIFIERS[code]) if algorithm < 6 else MODIFIERS[code]


def passes(code: str) -> bool:
    """Return whether the Observatory calls the result a pass."""
    return MODIFIERS[code] >= 0 or code in PASSES_BELOW_0


def score(codes: Iterable[str], algorithm: int = 6) -> int:
    """Return the points of a site: extras count only where what was taken leaves 90 or more."""
    points = [modifier(code, algorithm) for code in codes]
    taken = 100 + sum(point for point in points if point < 0)
    return max(0, 100 + sum(points) if taken >= CREDIT_FROM else taken)


def grade(points: int) -> str:
    """Return the letter of a score."""
    return GRADES[min(max(points, 0) // 5 * 5, 100)]
