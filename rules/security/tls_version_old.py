"""IPA/CRYPTREC TLS guideline, recommended type: TLS 1.2 and 1.3 only."""

from collections.abc import Iterator

from auditor.model import Finding, Impact, SiteEvidence, Text
from auditor.rule import (
    ADVICE,
    DEFINITE,
    INAPPLICABLE,
    PASSED,
    Example,
    SiteView,
    advice,
    definite,
    passed,
    site_rule,
)

from ._headers import cure
from ._host import host_target

AT = "2026-11-22T00:00:00+00:00"


@site_rule(
    id="security/tls-version-old",
    impact=Impact.SERIOUS,
    title=Text(
        ja="古い版の TLS（1.0・1.1）を受け付ける、又は TLS 1.3 がない",
        en="Old TLS versions accepted, or TLS 1.3 absent",
    ),
    why=Text(
        ja="古い版には弱点があり、通信を解読されるおそれがあります（IPA「TLS暗号設定ガイドライン」推奨セキュリテ"
        "ィ型）。",
        en="Old versions have weaknesses by which traffic can be read (IPA’s TLS guideline, recommended "
        "type).",
    ),
    fix=cure(
        ja="TLS 1.2 と 1.3 だけにしてください。nginx: ssl_protocols TLSv1.2 TLSv1.3;  Apache: SSLProtocol "
        "-all +TLSv1.2 +TLSv1.3  IIS: レジストリの SCHANNEL で TLS 1.0・1.1 を無効に  CDN: 最小 "
        "TLS バージョンを 1.2 に",
        en="Offer TLS 1.2 and 1.3 only. nginx: ssl_protocols TLSv1.2 TLSv1.3;  Apache: SSLProtocol "
        "-all +TLSv1.2 +TLSv1.3  IIS: SCHANNEL keys of the registry  CDN: minimum TLS version "
        "1.2",
    ),
    messages={
        "old": Text(ja="古い版の {value} を受け付けます。", en="It accepts the old {value}."),
        "no-1.3": Text(ja="TLS 1.3 に対応していません（{value}）。", en="TLS 1.3 is not offered ({value})."),
    },
    examples=[
        Example(
            PASSED,
            evidence=SiteEvidence(
                "a.lg.jp", AT, tls=(("TLSv1", False), ("TLSv1.2", True), ("TLSv1.3", True))
            ),
        ),
        Example(
            DEFINITE,
            evidence=SiteEvidence("a.lg.jp", AT, tls=(("TLSv1.1", True), ("TLSv1.2", True))),
            key="old",
        ),
        Example(
            ADVICE,
            evidence=SiteEvidence("a.lg.jp", AT, tls=(("TLSv1.2", True), ("TLSv1.3", False))),
            key="no-1.3",
        ),
        Example(INAPPLICABLE, evidence=SiteEvidence("a.lg.jp", AT)),
    ],
)
def tls_version_old(site: SiteView) -> Iterator[Finding]:
    offered = [name for name, there in site.evidence.tls if there]
    old = [name for name in offered if name in ("TLSv1", "TLSv1.1")]
    if old:
        yield definite(host_target("TLS", ", ".join(offered)), "old", value="・".join(old))
    elif offered and ("TLSv1.3", False) in site.evidence.tls:
        yield advice(host_target("TLS", ", ".join(offered)), "no-1.3", value=", ".join(offered))
    elif offered:
        yield passed(host_target("TLS"))
