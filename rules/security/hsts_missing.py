"""RFC 6797: without Strict-Transport-Security the first request of a visit can be led astray."""

from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import (
    DEFINITE,
    INAPPLICABLE,
    PASSED,
    Example,
    Need,
    SiteView,
    definite,
    header_target,
    header_values,
    passed,
    site_rule,
)  # fmt: skip

from ._fields import HALF_YEAR, hsts
from ._headers import how_to, is_https, joined, judged, reached, with_reach

HEADER = "Strict-Transport-Security"
PAGE = "<title>案内</title><p>案内</p>"


def _fault(values: list[str]) -> str:
    """'' for a value browsers keep for half a year, else the message key."""
    if not values:
        return "missing"
    said = hsts(values)
    return "wrong-value" if said.fault else "short" if said.max_age < HALF_YEAR else ""


@site_rule(
    id="security/hsts-missing",
    impact=Impact.SERIOUS,
    needs=[Need.RESPONSE],
    title=Text(
        ja="HTTPS で開くよう指示するヘッダー（Strict-Transport-Security）がない、または誤っている",
        en="Strict-Transport-Security header is missing or wrong",
    ),
    why=Text(
        ja="公衆無線 LAN などで http:// の通信を横取りされ、利用者が偽のページに誘導されるおそれがあります。",
        en="On a public network the first plain request can be caught, and visitors led to a false page.",
    ),
    fix=how_to(
        "すべてのページが HTTPS で開けることを確かめてから、",
        "Make sure that all pages open over HTTPS, then set the header.",
        HEADER,
        "max-age=31536000",
    ),
    messages={
        "missing": reached(
            ja="Strict-Transport-Security がありません。", en="There is no Strict-Transport-Security."
        ),
        "short": reached(
            ja="Strict-Transport-Security の期間が短すぎます（{value}）。{expected} 以上にします。",
            en="Strict-Transport-Security lasts too short ({value}); it needs {expected} or more.",
        ),
        "wrong-value": reached(
            ja="Strict-Transport-Security の値「{value}」は正しくないため無視されます（例: {expected}）。",
            en="The Strict-Transport-Security value “{value}” is wrong and ignored (example: {expected}).",
        ),
    },
    examples=[
        Example(
            PASSED, pages={"https://a.example/": (PAGE, ((HEADER, "max-age=31536000; includeSubDomains"),))}
        ),
        Example(DEFINITE, pages={"https://a.example/": (PAGE, ())}, at=HEADER, key="missing"),
        Example(
            DEFINITE, pages={"https://a.example/": (PAGE, ((HEADER, "max-age=300"),))}, at=HEADER, key="short"
        ),
        Example(
            DEFINITE,
            pages={"https://a.example/": (PAGE, ((HEADER, "31536000"),))},
            at=HEADER,
            key="wrong-value",
        ),
        Example(
            DEFINITE,
            pages={"http://a.localhost/": (PAGE, ())},
            key="missing",
            why="A folder before publishing is judged as the https site it will be.",
        ),
        Example(
            INAPPLICABLE,
            pages={"http://a.example/": (PAGE, ())},
            why="Browsers ignore it over http: transport-plain.",
        ),
    ],
)
@with_reach(Impact.SERIOUS)
def hsts_missing(site: SiteView) -> Iterator[Finding]:
    for page in judged(site):
        if not is_https(page):
            continue
        fault = _fault(header_values(page.headers, HEADER))
        if not fault:
            yield passed(page)
            continue
        value = joined(page, HEADER)
        expected = f"max-age={HALF_YEAR}" if fault == "short" else "max-age=31536000"
        yield definite(header_target(page, HEADER, value), fault, value=value, expected=expected)
