"""What the rules on a host's probe share: where a finding is, and what an observed host is to the Observatory."""

from auditor.model import Hop, SiteEvidence, Target
from auditor.rule import MissingEvidence, SiteView

from ._observed import Answer

UNREACHED = frozenset({"connection", "timeout", "dns"})


def host_target(where: str, value: str = "") -> Target:
    """Return a place of the host itself; the finding is told with the start page."""
    return Target(where=where, snippet=value[:500], region="response", identity=where.lower())


def answer_of(hops: tuple[Hop, ...], *, verified: bool = True) -> Answer | None:
    """Return the last answer of a way, None where nothing answered."""
    return Answer(hops[-1].headers, verified) if hops else None


def is_verified(evidence: SiteEvidence) -> bool:
    """Return whether the host's certificate is one browsers accept."""
    return evidence.certificate is not None and evidence.certificate.verified


def evidence_of(site: SiteView) -> SiteEvidence | None:
    """Return what the probe of the host told, None where it was not probed: for rules that can do without."""
    try:
        return site.evidence
    except MissingEvidence:
        return None
