"""HTML standard: COOP and COEP are structured-field tokens; CORP is one of three words."""

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

from ._fields import token
from ._headers import judged, reached, with_reach

CORP = "Cross-Origin-Resource-Policy"
PAGE = "<title>案内</title><p>案内</p>"
KNOWN = {
    "Cross-Origin-Opener-Policy": (
        "same-origin",
        "same-origin-allow-popups",
        "noopener-allow-popups",
        "unsafe-none",
    ),
    "Cross-Origin-Embedder-Policy": ("require-corp", "credentialless", "unsafe-none"),
    CORP: ("same-site", "same-origin", "cross-origin"),
}


@site_rule(
    id="security/isolation-policy-malformed",
    impact=Impact.MINOR,
    needs=[Need.RESPONSE],
    title=Text(
        ja="ほかのサイトから切り離すヘッダー（COOP・COEP・CORP）の値が誤っている",
        en="COOP, COEP or CORP with a wrong value",
    ),
    why=Text(ja="誤った値は無視され、設定した意図が働きません。", en="A wrong value is ignored."),
    fix=Text(
        ja="Cross-Origin-Opener-Policy: same-origin-allow-popups、Cross-Origin-Resource-Policy: "
        "same-site などの正しい値を、引用符を付けず 1 回だけ送ります。",
        en="Send a known value, once and without quotes: Cross-Origin-Opener-Policy: same-origin-allow-popups, "
        "Cross-Origin-Resource-Policy: same-site.",
    ),
    messages={
        "wrong-value": reached(
            ja="{header} の値「{value}」は正しくないため無視されます。",
            en="The {header} value “{value}” is wrong and ignored.",
        ),
        "repeated": reached(
            ja="{header} を {times} 回送っています（「{value}」）。"
            "ブラウザーはつなげて一つの値として読むため、どれも無視されます。",
            en="{header} is sent {times} times (“{value}”). Browsers join the lines into one value "
            "and ignore all of it.",
        ),
    },
    examples=[
        Example(
            PASSED,
            pages={
                "https://a.lg.jp/": (PAGE, (("Cross-Origin-Opener-Policy", 'same-origin; report-to="x"'),))
            },
        ),
        Example(
            ADVICE,
            pages={"https://a.lg.jp/": (PAGE, (("Cross-Origin-Opener-Policy", '"same-origin"'),))},
            at="Cross-Origin-Opener-Policy",
            key="wrong-value",
        ),
        Example(
            ADVICE,
            pages={"https://a.lg.jp/": (PAGE, (("Cross-Origin-Resource-Policy", "same"),))},
            key="wrong-value",
        ),
        Example(
            ADVICE,
            pages={"https://a.lg.jp/": (PAGE, (("Cross-Origin-Resource-Policy", "same-origin"),) * 2)},
            key="repeated",
            why="Fetch joins them to one value that matches none of the three words.",
        ),
        Example(
            ADVICE,
            pages={
                "https://a.lg.jp/": (
                    PAGE,
                    (
                        ("Cross-Origin-Opener-Policy", "same-origin"),
                        ("cross-origin-opener-policy", "unsafe-none"),
                    ),
                )
            },
            key="repeated",
        ),
        Example(
            ADVICE,
            pages={
                "https://a.lg.jp/": (PAGE, (("Cross-Origin-Resource-Policy", "same-origin; report-to=x"),))
            },
            key="wrong-value",
            why="No structured field: it takes no parameters.",
        ),
        Example(
            PASSED,
            pages={"https://a.lg.jp/": (PAGE, (("Cross-Origin-Resource-Policy", " same-site "),))},
        ),
        Example(INAPPLICABLE, pages={"https://a.lg.jp/": (PAGE, ())}, why="Their absence is no fault."),
    ],
)
@with_reach(Impact.MINOR)
def isolation_policy_malformed(site: SiteView) -> Iterator[Finding]:
    for page in judged(site):
        for header, known in KNOWN.items():
            values = header_values(page.headers, header)
            if not values:
                continue
            sent = values[0].strip()
            word = sent if header == CORP else token(sent)
            if len(values) == 1 and word in known:
                yield passed(page)
                continue
            value = ", ".join(values)
            key = "repeated" if len(values) > 1 else "wrong-value"
            target = header_target(page, header, value)
            yield advice(target, key, header=header, value=value[:200], times=len(values))
