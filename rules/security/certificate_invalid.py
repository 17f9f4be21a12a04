"""Browsers refuse the certificate."""

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

from ._headers import cure
from ._host import host_target

AT = "2026-11-22T00:00:00+00:00"
FAULTS = ("expired", "not-yet", "host", "self-signed", "chain", "other")


@site_rule(
    id="security/certificate-invalid",
    impact=Impact.CRITICAL,
    title=Text(ja="証明書が正しくなく、ブラウザが警告を出す", en="Certificate that browsers refuse"),
    why=Text(
        ja="利用者に警告画面が表示され、偽のサイトと見分けられなくなります。",
        en="Visitors meet a warning and cannot tell the site from a false one.",
    ),
    fix=cure(
        ja="期限切れなら更新し、名前が違えばこのホスト名を含む証明書に替え、中間証明書も一緒に設定してください。"
        "nginx: ssl_certificate に中間証明書まで連結したファイル  Apache: SSLCertificateFile（中間証明書を連結"
        "）  IIS: 中間証明機関の証明書ストアに登録  CDN: 証明書の自動更新を有効に",
        en="Renew it, use one for this very name, and serve the intermediate certificates with it. "
        "nginx: ssl_certificate with the full chain  Apache: SSLCertificateFile with the full "
        "chain  IIS: intermediate store  CDN: automatic renewal",
    ),
    messages={
        "expired": Text(
            ja="証明書の有効期限（{value}）が切れています。", en="The certificate expired ({value})."
        ),
        "not-yet": Text(
            ja="証明書がまだ有効期間に入っていません（{value}）。",
            en="The certificate is not valid yet ({value}).",
        ),
        "host": Text(
            ja="証明書がこのホスト名のものではありません（{value}）。",
            en="The certificate is for other names ({value}).",
        ),
        "self-signed": Text(
            ja="認証局のものではない、自己署名の証明書です（{value}）。",
            en="The certificate is self-signed ({value}).",
        ),
        "chain": Text(
            ja="証明書を認証局までたどれません。中間証明書が設定されていないとみられます（{value}）。",
            en="The certificate leads to no known authority; an intermediate one seems to be missing "
            "({value}).",
        ),
        "other": Text(
            ja="証明書を検証できません（{value}）。", en="The certificate cannot be verified ({value})."
        ),
    },
    examples=[
        Example(PASSED, evidence=SiteEvidence("a.lg.jp", AT, certificate=CertificateFacts(True))),
        Example(
            DEFINITE,
            evidence=SiteEvidence(
                "a.lg.jp",
                AT,
                certificate=CertificateFacts(False, "expired", not_after="2026-01-01T00:00:00+00:00"),
            ),
            key="expired",
        ),
        Example(
            DEFINITE,
            evidence=SiteEvidence("a.lg.jp", AT, certificate=CertificateFacts(False, "chain")),
            key="chain",
        ),
        Example(INAPPLICABLE, evidence=SiteEvidence("a.lg.jp", AT)),
    ],
)
def certificate_invalid(site: SiteView) -> Iterator[Finding]:
    found = site.evidence.certificate
    if found is None:
        return
    if found.verified:
        yield passed(host_target("certificate"))
        return
    told = {
        "expired": found.not_after[:10],
        "not-yet": found.not_before[:10],
        "host": ", ".join(found.names[:5]),
    }
    value = told.get(found.fault, "") or found.issuer or found.detail
    key = found.fault if found.fault in FAULTS else "other"
    yield definite(host_target("certificate", found.detail), key, value=value[:200])
