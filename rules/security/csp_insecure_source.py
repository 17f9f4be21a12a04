"""W3C Mixed Content: a policy of an https page should not let plain http in."""

from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import (
    ADVICE,
    DEFINITE,
    INAPPLICABLE,
    PASSED,
    Example,
    Need,
    SiteView,
    advice,
    definite,
    header_target,
    header_values,
    passed,
    site_rule,
)

from ._csp import insecure, policies_of
from ._headers import is_https, judged, reached, with_reach

HEADER = "Content-Security-Policy"
PASSIVE = ("img-src", "media-src")
PAGE = "<title>案内</title><p>案内</p>"


@site_rule(
    id="security/csp-insecure-source",
    impact=Impact.MODERATE,
    needs=[Need.RESPONSE],
    title=Text(
        ja="HTTPS のページの読み込み元に http: を許している",
        en="Content-Security-Policy of an https page allows http:",
    ),
    why=Text(
        ja="暗号化されない通信で届く部品は、途中で書き換えられるおそれがあります。",
        en="What comes unencrypted can be changed on the way.",
    ),
    fix=Text(
        ja="http: で始まる読み込み元を https: に改め、あわせて upgrade-insecure-requests を付けてください。",
        en="Turn sources that begin with http: into https:, and add upgrade-insecure-requests.",
    ),
    messages={
        "active": reached(
            ja="Content-Security-Policy の {directive} が暗号化されない読み込み元（{value}）を許しています。",
            en="{directive} of the Content-Security-Policy allows plain sources ({value}).",
        ),
        "passive": reached(
            ja="Content-Security-Policy の {directive}（画像・動画）が暗号化されない読み込み元（{value}）を許していま"
            "す。",
            en="{directive} (images, media) of the Content-Security-Policy allows plain sources ({value}).",
        ),
    },
    examples=[
        Example(
            PASSED,
            pages={"https://a.lg.jp/": (PAGE, (("Content-Security-Policy", "default-src https://a.jp"),))},
        ),
        Example(
            DEFINITE,
            pages={"https://a.lg.jp/": (PAGE, (("Content-Security-Policy", "script-src http://b.jp"),))},
            at=HEADER,
            key="active",
        ),
        Example(
            ADVICE,
            pages={
                "https://a.lg.jp/": (
                    PAGE,
                    (("Content-Security-Policy", "default-src 'self'; img-src http:"),),
                )
            },
            key="passive",
        ),
        Example(
            DEFINITE,
            pages={
                "https://a.lg.jp/": (
                    PAGE,
                    (("Content-Security-Policy", "img-src http:; media-src http:; script-src http:"),),
                )
            },
            key="active",
            why="What runs is told first, wherever it stands.",
        ),
        Example(
            INAPPLICABLE,
            pages={"http://a.lg.jp/": (PAGE, (("Content-Security-Policy", "img-src http:"),))},
            why="The page itself is plain: transport-plain.",
        ),
    ],
)
@with_reach(Impact.MODERATE)
def csp_insecure_source(site: SiteView) -> Iterator[Finding]:
    for page in judged(site):
        if not is_https(page):
            continue
        policies = policies_of(header_values(page.headers, HEADER))
        found = [
            (name, insecure(sources))
            for policy in policies
            for name, sources in policy.directives
            if insecure(sources)
        ]
        found.sort(key=lambda one: one[0] in PASSIVE)  # what runs comes first: two are told
        for name, sources in found[:2]:
            target = header_target(page, HEADER, " ".join(sources))
            judge, key = (advice, "passive") if name in PASSIVE else (definite, "active")
            yield judge(target, key, directive=name, value=" ".join(sources)[:200])
        if policies and not found:
            yield passed(page)
