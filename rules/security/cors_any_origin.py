"""Fetch standard: a host that gives every Origin back with credentials is open to all sites."""

from collections.abc import Iterator

from auditor.model import Finding, Hop, Impact, SiteEvidence, Text
from auditor.rule import (
    DEFINITE,
    INAPPLICABLE,
    PASSED,
    Example,
    SiteView,
    definite,
    header_values,
    passed,
    site_rule,
)

from ._headers import cure
from ._host import host_target

AT = "2026-11-22T00:00:00+00:00"


@site_rule(
    id="security/cors-any-origin",
    impact=Impact.CRITICAL,
    title=Text(
        ja="どのサイトからでも、ログイン中の利用者の情報を読める",
        en="Any site may read what a signed-in visitor sees",
    ),
    why=Text(
        ja="利用者が悪意あるサイトを開いただけで、ログイン中の内容を読み取られるおそれがあります。",
        en="A visit to a malicious site is enough for it to read what the visitor is signed in to.",
    ),
    fix=cure(
        ja="Access-Control-Allow-Origin には許すサイトだけを書き、要求の Origin をそのまま返さないでください。"
        "資格情報が要らなければ Access-Control-Allow-Credentials を除きます。nginx: map $http_origin "
        "で許可リスト  Apache: SetEnvIf Origin で許可リスト  IIS: CORS モジュールの <add origin=…> "
        " CDN: 応答ヘッダーの規則を許可リストに",
        en="List the sites allowed and never give Origin back as it came; drop Access-Control-Allow-Credentials "
        "where it is not needed. nginx: map $http_origin  Apache: SetEnvIf Origin  IIS: CORS "
        "module  CDN: a list in its rule",
    ),
    messages={
        "reflected": Text(
            ja="送った Origin（{value}）がそのまま許可され、資格情報の送信も許可されました。",
            en="The Origin sent ({value}) was allowed as it came, with credentials.",
        )
    },
    examples=[
        Example(
            PASSED,
            evidence=SiteEvidence(
                "a.lg.jp", AT, cors=Hop("https://a.lg.jp/", 204, ()), cors_origin="https://probe.invalid"
            ),
        ),
        Example(
            DEFINITE,
            evidence=SiteEvidence(
                "a.lg.jp",
                AT,
                cors=Hop(
                    "https://a.lg.jp/",
                    204,
                    (
                        ("Access-Control-Allow-Origin", "https://probe.invalid"),
                        ("Access-Control-Allow-Credentials", "true"),
                    ),
                ),
                cors_origin="https://probe.invalid",
            ),
            key="reflected",
        ),
        Example(INAPPLICABLE, evidence=SiteEvidence("a.lg.jp", AT)),
    ],
)
def cors_any_origin(site: SiteView) -> Iterator[Finding]:
    evidence = site.evidence
    if evidence.cors is None:
        return
    allowed = header_values(evidence.cors.headers, "Access-Control-Allow-Origin")
    credentials = header_values(evidence.cors.headers, "Access-Control-Allow-Credentials")
    if evidence.cors_origin in allowed and "true" in [value.strip().lower() for value in credentials]:
        yield definite(
            host_target("Access-Control-Allow-Origin", allowed[0]), "reflected", value=evidence.cors_origin
        )
    else:
        yield passed(host_target("Access-Control-Allow-Origin"))
