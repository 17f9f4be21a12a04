"""CSP3 2.2: what a browser cannot read of a policy does nothing."""

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
)

from ._csp import Policy, is_keyed, policies_of, unknown_sources
from ._headers import judged, reached, with_reach

HEADER = "Content-Security-Policy"
PAGE = "<title>案内</title><p>案内</p>"


@site_rule(
    id="security/csp-malformed",
    impact=Impact.MODERATE,
    needs=[Need.RESPONSE],
    title=Text(
        ja="読み込み元の指定（Content-Security-Policy）に書き誤りがある",
        en="Content-Security-Policy with slips of the pen",
    ),
    why=Text(
        ja="書き誤った部分は無視されるため、守られているつもりで守られていない、又は必要な読み込みが止まるおそれ"
        "があります。",
        en="What is written wrongly is ignored: protection that seems to be there is not, or needed "
        "content is stopped.",
    ),
    fix=Text(
        ja="指定名は 1 回だけ書き、self や none などの語は半角の引用符「'」で囲みます。strict-dynamic "
        "は nonce かハッシュと一緒に書きます。frame-ancestors は meta 要素ではなくヘッダーで送ります。",
        en="Write each directive once, put self, none and the like into single quotes, strict-dynamic "
        "only with a nonce or hash, and send frame-ancestors as a header, not in a meta element.",
    ),
    messages={
        "repeated": reached(
            ja="Content-Security-Policy に同じ指定「{value}」が 2 回あり、後のものは無視されます。",
            en="The Content-Security-Policy says “{value}” twice; the second is ignored.",
        ),
        "unknown": reached(
            ja="Content-Security-Policy の「{value}」はブラウザに通じない書き方です。",
            en="Browsers do not understand “{value}” in the Content-Security-Policy.",
        ),
        "strict-dynamic": reached(
            ja="Content-Security-Policy の strict-dynamic に nonce もハッシュもなく、スクリプトがすべて止まるか、"
            "古いブラウザで無視されます（{value}）。",
            en="strict-dynamic without nonce or hash in the Content-Security-Policy ({value}).",
        ),
    },
    examples=[
        Example(
            PASSED,
            pages={
                "https://a.lg.jp/": (PAGE, (("Content-Security-Policy", "default-src 'self'; img-src *"),))
            },
        ),
        Example(
            DEFINITE,
            pages={"https://a.lg.jp/": (PAGE, (("Content-Security-Policy", "img-src a.jp; img-src b.jp"),))},
            at=HEADER,
            key="repeated",
        ),
        Example(
            DEFINITE,
            pages={"https://a.lg.jp/": (PAGE, (("Content-Security-Policy", "default-src self"),))},
            key="unknown",
        ),
        Example(
            DEFINITE,
            pages={"https://a.lg.jp/": (PAGE, (("Content-Security-Policy", "default-src 'selff'"),))},
            key="unknown",
        ),
        Example(
            DEFINITE,
            pages={"https://a.lg.jp/": (PAGE, (("Content-Security-Policy", "script-src 'strict-dynamic'"),))},
            key="strict-dynamic",
        ),
        Example(
            PASSED,
            pages={
                "https://a.lg.jp/": (
                    PAGE,
                    (
                        ("Content-Security-Policy", "default-src 'self'"),
                        ("Content-Security-Policy", "default-src 'none'"),
                    ),
                )
            },
            why="Two policies are no repetition.",
        ),
        Example(INAPPLICABLE, pages={"https://a.lg.jp/": (PAGE, ())}, why="No policy: csp-missing."),
    ],
)
@with_reach(Impact.MODERATE)
def csp_malformed(site: SiteView) -> Iterator[Finding]:
    for page in judged(site):
        policies = policies_of(header_values(page.headers, HEADER))
        faults = [(kind, value) for policy in policies for kind, value in _faults(policy)]
        for kind, value in faults[:3]:
            yield definite(header_target(page, HEADER, value), kind, value=value[:200])
        if policies and not faults:
            yield passed(page)


def _faults(policy: Policy) -> Iterator[tuple[str, str]]:
    yield from (("repeated", name) for name in policy.repeated)
    yield from (("unknown", name) for name in policy.malformed)
    yield from (("unknown", f"{name} {source}") for name, source in unknown_sources(policy))
    scripts = policy.sources("script-src") or ()
    if "'strict-dynamic'" in scripts and not is_keyed(scripts):
        yield "strict-dynamic", " ".join(scripts)
