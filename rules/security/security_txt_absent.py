"""RFC 9116: where to tell of a weakness."""

import re
from collections.abc import Iterator
from datetime import datetime

from auditor.model import (
    Finding,
    Hop,
    Impact,
    SiteEvidence,
    Text,
)
from auditor.rule import (
    ADVICE,
    INAPPLICABLE,
    PASSED,
    Example,
    SiteView,
    advice,
    header_values,
    passed,
    site_rule,
)

from ._host import host_target

AT = "2026-11-22T00:00:00+00:00"


@site_rule(
    id="security/security-txt-absent",
    impact=Impact.MINOR,
    title=Text(
        ja="弱点を見つけた人の連絡先（security.txt）がない、又は誤っている",
        en="security.txt is absent or wrong",
    ),
    why=Text(
        ja="弱点を見つけた人が知らせる先を探せず、公表や悪用が先になるおそれがあります。",
        en="Who finds a weakness does not know whom to tell.",
    ),
    fix=Text(
        ja="https://（ホスト名）/.well-known/security.txt に、Contact（連絡先）と Expires（1 年以内の期限）を書い"
        "たテキストを置いてください。",
        en="Put a text with Contact and Expires (within a year) at https://HOST/.well-known/security.txt.",
    ),
    messages={
        "absent": Text(
            ja="/.well-known/security.txt がありません。", en="There is no /.well-known/security.txt."
        ),
        "wrong": Text(ja="/.well-known/security.txt の {value}。", en="/.well-known/security.txt: {value}."),
    },
    examples=[
        Example(
            PASSED,
            evidence=SiteEvidence(
                "a.lg.jp",
                AT,
                security_txt=Hop(
                    "https://a.lg.jp/.well-known/security.txt", 200, (("Content-Type", "text/plain"),)
                ),
                security_text="Contact: mailto:a@a.lg.jp\nExpires: 2027-06-01T00:00:00Z\n",
            ),
        ),
        Example(
            ADVICE,
            evidence=SiteEvidence(
                "a.lg.jp", AT, security_txt=Hop("https://a.lg.jp/.well-known/security.txt", 404, ())
            ),
            key="absent",
        ),
        Example(
            ADVICE,
            evidence=SiteEvidence(
                "a.lg.jp",
                AT,
                security_txt=Hop(
                    "https://a.lg.jp/.well-known/security.txt", 200, (("Content-Type", "text/plain"),)
                ),
                security_text="Contact: mailto:a@a.lg.jp\nExpires: 2026-01-01T00:00:00Z\n",
            ),
            key="wrong",
        ),
        Example(INAPPLICABLE, evidence=SiteEvidence("a.lg.jp", AT)),
    ],
)
def security_txt_absent(site: SiteView) -> Iterator[Finding]:
    evidence = site.evidence
    if evidence.security_txt is None:
        return
    kind = " ".join(header_values(evidence.security_txt.headers, "Content-Type")).lower()
    if evidence.security_txt.status != 200 or "html" in kind or "<html" in evidence.security_text.lower():
        yield advice(host_target("security.txt"), "absent")
    elif fault := _fault(evidence.security_text, evidence.at):
        yield advice(host_target("security.txt", fault), "wrong", value=fault)
    else:
        yield passed(host_target("security.txt"))


def _fault(text: str, at: str) -> str:
    fields = dict(re.findall(r"(?im)^(contact|expires):[ \t]*(\S[^\r\n]*)$", text))
    fields = {name.lower(): value.strip() for name, value in fields.items()}
    if "contact" not in fields:
        return "Contact がない / no Contact"
    if "expires" not in fields:
        return "Expires がない / no Expires"
    try:
        end = datetime.fromisoformat(fields["expires"].upper())
        past = end < datetime.fromisoformat(at)
    except (ValueError, TypeError):  # TypeError: a date without its zone
        return "Expires が読めない / unreadable Expires"
    return "Expires が過ぎている / past Expires" if past else ""
