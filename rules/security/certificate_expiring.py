"""A certificate that ends soon."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from auditor.model import CertificateFacts, Finding, Impact, SiteEvidence, Text
from auditor.rule import (
    ADVICE,
    INAPPLICABLE,
    PASSED,
    Example,
    SiteView,
    advice,
    passed,
    site_rule,
)

from ._host import host_target

AT = "2026-11-22T00:00:00+00:00"


@site_rule(
    id="security/certificate-expiring",
    impact=Impact.MODERATE,
    title=Text(ja="証明書の有効期限が近い", en="Certificate ends soon"),
    why=Text(
        ja="更新を忘れると、ある日から全員に警告画面が表示されます。",
        en="If it is forgotten, one day everybody meets a warning.",
    ),
    fix=Text(
        ja="証明書を更新し、自動更新か、30 日前と 7 日前の通知を設定してください。",
        en="Renew it, and set up automatic renewal or reminders 30 and 7 days before.",
    ),
    messages={
        "soon": Text(
            ja="証明書の有効期限まであと {days} 日です（{value}）。",
            en="The certificate ends in {days} days ({value}).",
        )
    },
    examples=[
        Example(
            PASSED,
            evidence=SiteEvidence(
                "a.lg.jp", AT, certificate=CertificateFacts(True, not_after="2027-06-01T00:00:00+00:00")
            ),
        ),
        Example(
            ADVICE,
            evidence=SiteEvidence(
                "a.lg.jp",
                AT,
                certificate=CertificateFacts(
                    True, not_before="2026-01-01T00:00:00+00:00", not_after="2026-12-01T00:00:00+00:00"
                ),
            ),
            key="soon",
        ),
        Example(
            PASSED,
            evidence=SiteEvidence(
                "a.lg.jp",
                AT,
                certificate=CertificateFacts(
                    True, not_before="2026-11-20T00:00:00+00:00", not_after="2026-11-30T00:00:00+00:00"
                ),
            ),
            why="A short-lived one that is renewed by itself.",
        ),
        Example(INAPPLICABLE, evidence=SiteEvidence("a.lg.jp", AT)),
    ],
)
def certificate_expiring(site: SiteView) -> Iterator[Finding]:
    evidence = site.evidence
    found = evidence.certificate
    if found is None or not found.verified or not found.not_after:
        return
    now, end = datetime.fromisoformat(evidence.at), datetime.fromisoformat(found.not_after)
    life = end - datetime.fromisoformat(found.not_before) if found.not_before else timedelta(days=398)
    # Short-lived certificates renew themselves: a fifth of their life is soon enough.
    if end - now < min(timedelta(days=30), life / 5):
        yield advice(
            host_target("certificate", found.not_after),
            "soon",
            days=(end - now).days,
            value=found.not_after[:10],
        )
    else:
        yield passed(host_target("certificate"))
