"""IPA/CRYPTREC TLS guideline: RSA of 2048 bits, ECDSA of 256, no SHA-1."""

from collections.abc import Iterator

from auditor.model import CertificateFacts, Finding, Impact, SiteEvidence, Text
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

from ._host import host_target

AT = "2026-11-22T00:00:00+00:00"


@site_rule(
    id="security/certificate-weak",
    impact=Impact.SERIOUS,
    title=Text(ja="証明書の鍵の長さか署名が基準に足りない", en="Certificate with a weak key or signature"),
    why=Text(
        ja="偽の証明書を作られるおそれがあります（IPA「TLS暗号設定ガイドライン」は RSA 2048 ビット以上、"
        "ECDSA 256 ビット以上を求めています）。",
        en="A false one may be made (IPA’s TLS guideline asks for RSA 2048 or ECDSA 256 bits).",
    ),
    fix=Text(
        ja="RSA 2048 ビット以上か ECDSA 256 ビット以上の鍵で、SHA-256 以上の署名の証明書を取り直してください。",
        en="Get a new one with RSA 2048 or ECDSA 256 bits or more, signed with SHA-256 or better.",
    ),
    messages={
        "weak": Text(
            ja="証明書の鍵又は署名が弱いものです（{value}）。",
            en="The key or signature of the certificate is weak ({value}).",
        )
    },
    examples=[
        Example(
            PASSED,
            evidence=SiteEvidence(
                "a.lg.jp", AT, certificate=CertificateFacts(True, key="EC", key_bits=256, signature="sha256")
            ),
        ),
        Example(
            DEFINITE,
            evidence=SiteEvidence(
                "a.lg.jp",
                AT,
                certificate=CertificateFacts(True, key="RSA", key_bits=1024, signature="sha256"),
            ),
            key="weak",
        ),
        Example(
            DEFINITE,
            evidence=SiteEvidence(
                "a.lg.jp", AT, certificate=CertificateFacts(True, key="RSA", key_bits=2048, signature="sha1")
            ),
            key="weak",
        ),
        Example(INAPPLICABLE, evidence=SiteEvidence("a.lg.jp", AT)),
    ],
)
def certificate_weak(site: SiteView) -> Iterator[Finding]:
    found = site.evidence.certificate
    if found is None or not found.key:
        return
    least = {"RSA": 2048, "EC": 256}.get(found.key, 0)
    if (0 < found.key_bits < least) or found.signature in ("md5", "sha1"):
        value = f"{found.key} {found.key_bits} bit, {found.signature}"
        yield definite(host_target("certificate", value), "weak", value=value)
    else:
        yield passed(host_target("certificate"))
