"""The probe of a site's host, once a cycle: what it told is kept among the facts of the site run."""

import hashlib
import logging
from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import urlsplit

from auditor.capture.host import probe_site
from auditor.gather.site_audit import SiteAudit

log = logging.getLogger("auditor")


async def probe_host(audit: SiteAudit) -> None:
    """Ask a public host for what its pages do not tell; a folder, an address or a port of its own has none."""
    site = audit.job.site
    if audit.facts.evidence is not None or not is_public(site.start) or site.folder:
        return
    seed = f"{audit.job.cycle}/{site.id}"
    evidence = await probe_site(
        urlsplit(site.start).hostname or "",
        audit.net.plain,
        audit.net.turn,
        now=datetime.now(UTC),
        token=f"auditor-{hashlib.sha256(seed.encode()).hexdigest()[:20]}.html",
        allowed=audit.robots.allows,
    )
    log.info("%s probed %s: %d requests", site.id, evidence.host, evidence.requests)
    audit.keep(replace(audit.facts, evidence=evidence))


def is_public(url: str) -> bool:
    """Return whether an address names a host at its usual ports: only then http and https belong together."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    named = "." in host and not host.replace(".", "").isdigit() and ":" not in host
    return named and parts.port is None and not host.endswith((".localhost", ".invalid", ".test", ".example"))
