"""http:// leads to https:// of the same host at once."""

from collections.abc import Iterator

from auditor.model import Finding, Hop, Impact, SiteEvidence, Text
from auditor.rule import (
    DEFINITE,
    INAPPLICABLE,
    LIKELY,
    PASSED,
    Example,
    SiteView,
    definite,
    likely,
    passed,
    site_rule,
)

from ._domains import host_of, scheme_of
from ._headers import cure
from ._host import host_target

AT = "2026-11-22T00:00:00+00:00"


@site_rule(
    id="security/http-not-redirected",
    impact=Impact.CRITICAL,
    title=Text(ja="http:// で開いたときに https:// へ転送されない", en="http:// does not lead to https://"),
    why=Text(
        ja="http:// のリンクやブックマークから来た利用者が、暗号化されないまま閲覧や入力を続けます。",
        en="Who comes by an old link or bookmark stays unencrypted.",
    ),
    fix=cure(
        ja="同じホスト名の https へ 301 で転送してください。nginx: return 301 https://$host$request_uri;"
        "  Apache: RewriteRule ^ https://%{HTTP_HOST}%{REQUEST_URI} [R=301,L]  IIS: URL Rewrite "
        "の規則  CDN: 「常に HTTPS」を有効に",
        en="Redirect with 301 to https of the same host. nginx: return 301 https://$host$request_uri;"
        "  Apache: RewriteRule ^ https://%{HTTP_HOST}%{REQUEST_URI} [R=301,L]  IIS: a URL Rewrite "
        "rule  CDN: turn on “always HTTPS”",
    ),
    messages={
        "plain": Text(
            ja="http://{host}/ が https:// に転送されません（{value}）。",
            en="http://{host}/ does not lead to https:// ({value}).",
        ),
        "detour": Text(
            ja="http://{host}/ の最初の転送先が、同じホストの https ではありません（{value}）。",
            en="The first redirect of http://{host}/ is not https of the same host ({value}).",
        ),
    },
    examples=[
        Example(
            PASSED,
            evidence=SiteEvidence(
                "a.lg.jp", AT, http=(Hop("http://a.lg.jp/", 301, ()), Hop("https://a.lg.jp/", 200, ()))
            ),
        ),
        Example(
            DEFINITE,
            evidence=SiteEvidence("a.lg.jp", AT, http=(Hop("http://a.lg.jp/", 200, ()),)),
            key="plain",
        ),
        Example(
            LIKELY,
            evidence=SiteEvidence(
                "a.lg.jp", AT, http=(Hop("http://a.lg.jp/", 301, ()), Hop("https://www.a.lg.jp/", 200, ()))
            ),
            key="detour",
        ),
        Example(
            INAPPLICABLE,
            evidence=SiteEvidence("a.lg.jp", AT, http_fate="connection"),
            why="Port 80 is closed.",
        ),
    ],
)
def http_not_redirected(site: SiteView) -> Iterator[Finding]:
    evidence = site.evidence
    way = [hop.url for hop in evidence.http]
    if not way:
        return
    told = " → ".join(way)[:300]
    if not way[-1].startswith("https://"):
        yield definite(host_target("http", told), "plain", host=evidence.host, value=told)
    elif scheme_of(way[1]) != "https" or host_of(way[1]) != host_of(way[0]):
        yield likely(host_target("http", told), "detour", host=evidence.host, value=told)
    else:
        yield passed(host_target("http"))
