"""CSP3 7.1: a nonce is new with every answer, and long."""

from collections import defaultdict
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

from ._csp import nonces, policies_of
from ._headers import judged, reached, with_reach

HEADER = "Content-Security-Policy"
PAGE = "<title>案内</title><p>案内</p>"
LEAST = 22  # characters that 16 bytes take in base64


@site_rule(
    id="security/csp-nonce-weak",
    impact=Impact.MODERATE,
    needs=[Need.RESPONSE],
    title=Text(
        ja="スクリプトの合い言葉（nonce）が使い回されている、又は短い",
        en="Nonce of the Content-Security-Policy is reused or short",
    ),
    why=Text(
        ja="合い言葉が予想できると、不正なスクリプトも正しいものとして動きます。",
        en="Whoever knows the nonce can make an injected script look right.",
    ),
    fix=Text(
        ja="nonce は応答のたびに乱数（16 バイト以上）から作ります。HTML をキャッシュする場合は、"
        "nonce ではなくハッシュを使ってください。",
        en="Make a nonce from 16 or more random bytes for every answer; where HTML is cached, use "
        "hashes instead.",
    ),
    messages={
        "reused": reached(
            ja="同じ nonce が {count} ページで使われています。", en="One nonce is used on {count} pages."
        ),
        "short": reached(
            ja="nonce が {length} 文字しかありません。", en="The nonce has only {length} characters."
        ),
    },
    examples=[
        Example(
            PASSED,
            pages={
                "https://a.lg.jp/": (PAGE, ((HEADER, "script-src 'nonce-aaaaaaaaaaaaaaaaaaaaaa'"),)),
                "https://a.lg.jp/b": (PAGE, ((HEADER, "script-src 'nonce-bbbbbbbbbbbbbbbbbbbbbb'"),)),
            },
        ),
        Example(
            DEFINITE,
            pages={
                "https://a.lg.jp/": (PAGE, ((HEADER, "script-src 'nonce-aaaaaaaaaaaaaaaaaaaaaa'"),)),
                "https://a.lg.jp/b": (PAGE, ((HEADER, "script-src 'nonce-aaaaaaaaaaaaaaaaaaaaaa'"),)),
            },
            at=HEADER,
            key="reused",
        ),
        Example(
            DEFINITE, pages={"https://a.lg.jp/": (PAGE, ((HEADER, "script-src 'nonce-abc'"),))}, key="short"
        ),
        Example(INAPPLICABLE, pages={"https://a.lg.jp/": (PAGE, ((HEADER, "script-src 'self'"),))}),
    ],
)
@with_reach(Impact.MODERATE)
def csp_nonce_weak(site: SiteView) -> Iterator[Finding]:
    users: dict[str, set[str]] = defaultdict(set)
    given: dict[str, set[str]] = {}
    for page in judged(site):
        given[page.url] = nonces(policies_of(header_values(page.headers, HEADER)))
        for nonce in given[page.url]:
            users[nonce].add(page.url)
    for page in judged(site):
        known = given[page.url]
        reused = max((len(users[nonce]) for nonce in known), default=0)
        length = min((len(nonce.rstrip("=")) for nonce in known), default=LEAST)
        if reused > 1:
            yield definite(header_target(page, HEADER), "reused", count=reused)
        elif length < LEAST:
            yield definite(header_target(page, HEADER), "short", length=length)
        elif known:
            yield passed(page)
