"""CSP3: base-uri, form-action and frame-ancestors do not follow default-src."""

from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import (
    ADVICE,
    INAPPLICABLE,
    PASSED,
    Example,
    Need,
    SiteView,
    advice,
    header_target,
    header_values,
    passed,
    site_rule,
)

from ._csp import policies_of
from ._headers import joined, judged, reached, with_reach

HEADER = "Content-Security-Policy"
PAGE = "<title>案内</title><p>案内</p>"


@site_rule(
    id="security/csp-directives-absent",
    impact=Impact.MINOR,
    needs=[Need.RESPONSE],
    title=Text(
        ja="default-src に含まれない制限（base-uri など）がない",
        en="Content-Security-Policy without base-uri, form-action or frame-ancestors",
    ),
    why=Text(
        ja="この 3 つは default-src を書いても制限されません。入力の送り先や埋め込み元を変えられるおそれが残りま"
        "す。",
        en="These three are not covered by default-src: where forms go and who frames the page stays open.",
    ),
    fix=Text(
        ja="Content-Security-Policy に base-uri 'self'; form-action 'self'; frame-ancestors 'self' "
        "を加えてください（外部へ送るフォームがあれば送り先を書きます）。",
        en="Add base-uri 'self'; form-action 'self'; frame-ancestors 'self' to the policy (name "
        "the host a form sends to).",
    ),
    messages={
        "absent": reached(
            ja="Content-Security-Policy に {value} がありません。",
            en="The Content-Security-Policy lacks {value}.",
        )
    },
    examples=[
        Example(
            PASSED,
            pages={
                "https://a.lg.jp/": (
                    PAGE,
                    (
                        (
                            "Content-Security-Policy",
                            "default-src 'self'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'",
                        ),
                    ),
                )
            },
        ),
        Example(
            ADVICE,
            pages={"https://a.lg.jp/": (PAGE, (("Content-Security-Policy", "default-src 'self'"),))},
            at=HEADER,
            key="absent",
        ),
        Example(
            PASSED,
            pages={
                "https://a.lg.jp/": (
                    PAGE,
                    (
                        (
                            "Content-Security-Policy",
                            "default-src 'self'; base-uri 'self'; form-action 'self'",
                        ),
                        ("X-Frame-Options", "DENY"),
                    ),
                )
            },
            why="X-Frame-Options does what frame-ancestors does.",
        ),
        Example(INAPPLICABLE, pages={"https://a.lg.jp/": (PAGE, ())}),
    ],
)
@with_reach(Impact.MINOR)
def csp_directives_absent(site: SiteView) -> Iterator[Finding]:
    for page in judged(site):
        policies = policies_of(header_values(page.headers, HEADER))
        if not policies:
            continue
        framed = joined(page, "X-Frame-Options").lower() in ("deny", "sameorigin")
        wanted = ("base-uri", "form-action", *(() if framed else ("frame-ancestors",)))
        absent = [name for name in wanted if not any(name in policy for policy in policies)]
        if absent:
            yield advice(header_target(page, HEADER, policies[0].text), "absent", value=", ".join(absent))
        else:
            yield passed(page)
