"""CSP3: text that is run as a program opens a way past the policy."""

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
from ._headers import judged, reached, with_reach

HEADER = "Content-Security-Policy"
PAGE = "<title>案内</title><p>案内</p>"


@site_rule(
    id="security/csp-eval-allowed",
    impact=Impact.MINOR,
    needs=[Need.RESPONSE],
    title=Text(
        ja="文字列をプログラムとして実行する許可（unsafe-eval）がある",
        en="Content-Security-Policy allows unsafe-eval",
    ),
    why=Text(
        ja="不正な文字列がプログラムとして動くおそれが残ります。",
        en="Text that an attacker put in may still run as a program.",
    ),
    fix=Text(
        ja="eval を使う部品を新しい版に替え、script-src から 'unsafe-eval' を除いてください。",
        en="Replace the parts that use eval and take 'unsafe-eval' out of script-src.",
    ),
    messages={
        "eval": reached(
            ja="Content-Security-Policy が 'unsafe-eval' を許しています（{value}）。",
            en="The Content-Security-Policy allows 'unsafe-eval' ({value}).",
        )
    },
    examples=[
        Example(
            PASSED, pages={"https://a.lg.jp/": (PAGE, (("Content-Security-Policy", "script-src 'self'"),))}
        ),
        Example(
            ADVICE,
            pages={
                "https://a.lg.jp/": (PAGE, (("Content-Security-Policy", "script-src 'self' 'unsafe-eval'"),))
            },
            at=HEADER,
            key="eval",
        ),
        Example(
            PASSED,
            pages={
                "https://a.lg.jp/": (
                    PAGE,
                    (
                        ("Content-Security-Policy", "script-src 'self' 'unsafe-eval'"),
                        ("Content-Security-Policy", "script-src 'self'"),
                    ),
                )
            },
            why="Every policy must allow it.",
        ),
        Example(INAPPLICABLE, pages={"https://a.lg.jp/": (PAGE, ())}),
    ],
)
@with_reach(Impact.MINOR)
def csp_eval_allowed(site: SiteView) -> Iterator[Finding]:
    for page in judged(site):
        policies = policies_of(header_values(page.headers, HEADER))
        open_ones = [one for one in policies if "'unsafe-eval'" in (one.sources("script-src") or ())]
        restricting = [one for one in policies if one.sources("script-src") is not None]
        if open_ones and len(open_ones) == len(restricting):
            yield advice(
                header_target(page, HEADER, open_ones[0].text), "eval", value=open_ones[0].text[:200]
            )
        elif policies:
            yield passed(page)
