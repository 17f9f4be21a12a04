"""A site answers over https."""

from collections.abc import Iterator

from auditor.model import Finding, Hop, Impact, SiteEvidence, Text
from auditor.rule import (
    DEFINITE,
    INAPPLICABLE,
    PASSED,
    Example,
    SiteView,
    definite,
    passed,
    site_rule,
)

from ._headers import cure
from ._host import UNREACHED, host_target

AT = "2026-11-22T00:00:00+00:00"


@site_rule(
    id="security/https-unavailable",
    impact=Impact.CRITICAL,
    title=Text(ja="HTTPS で開けない", en="Site does not answer over HTTPS"),
    why=Text(
        ja="通信の内容を盗み見られたり、書き換えられたりするおそれがあります（統一基準群はすべての情報の暗号化を"
        "求めています）。",
        en="Others on the way can read and change everything (the government’s standards ask for "
        "encryption of all information).",
    ),
    fix=cure(
        ja="サーバーに証明書を入れ、443 番で答えるようにしてください。nginx: listen 443 ssl;  Apache: "
        "SSLEngine on  IIS: サイトのバインドに https を追加  CDN: 独自ドメインの証明書を設定",
        en="Install a certificate and answer at port 443. nginx: listen 443 ssl;  Apache: SSLEngine "
        "on  IIS: add an https binding  CDN: add a certificate for the name",
    ),
    messages={
        "error": Text(
            ja="https://{host}/ がエラー（HTTP {value}）を返します。",
            en="https://{host}/ answers with an error (HTTP {value}).",
        ),
        "no-tls": Text(
            ja="{host} の 443 番は開いていますが、暗号化した通信を始められません。",
            en="Port 443 of {host} is open, and no encrypted connection can be made.",
        ),
        "closed": Text(
            ja="https://{host}/ が開けません（{value}）。", en="https://{host}/ does not open ({value})."
        ),
    },
    examples=[
        Example(
            PASSED,
            evidence=SiteEvidence("a.lg.jp", AT, https=(Hop("https://a.lg.jp/", 200, ()),), https_fate="ok"),
        ),
        Example(DEFINITE, evidence=SiteEvidence("a.lg.jp", AT, https_fate="connection"), key="closed"),
        Example(
            DEFINITE,
            evidence=SiteEvidence(
                "a.lg.jp", AT, https=(Hop("https://a.lg.jp/", 404, ()),), https_fate="http-error"
            ),
            key="error",
            why="A name on a server that shows the site over http alone.",
        ),
        Example(DEFINITE, evidence=SiteEvidence("a.lg.jp", AT, https_fate="tls"), key="no-tls"),
        Example(
            INAPPLICABLE,
            evidence=SiteEvidence(
                "a.lg.jp", AT, https=(Hop("https://a.lg.jp/", 403, ()),), https_fate="refused"
            ),
            why="It refuses the audit; what visitors get is not known.",
        ),
        Example(INAPPLICABLE, evidence=SiteEvidence("a.lg.jp", AT), why="It was not asked."),
    ],
)
def https_unavailable(site: SiteView) -> Iterator[Finding]:
    evidence = site.evidence
    if evidence.https:
        status = evidence.https[-1].status
        if status in (401, 403, 429, 503):
            return  # it refuses the audit: what visitors get is not known
        if status >= 400:
            yield definite(host_target("https", f"HTTP {status}"), "error", host=evidence.host, value=status)
        else:
            yield passed(host_target("https"))
    elif evidence.https_fate == "tls" and evidence.certificate is None:
        yield definite(
            host_target("https", evidence.https_fate), "no-tls", host=evidence.host, value=evidence.https_fate
        )
    elif evidence.https_fate in UNREACHED and evidence.certificate is None:
        yield definite(
            host_target("https", evidence.https_fate), "closed", host=evidence.host, value=evidence.https_fate
        )
