"""Asks whether what pages load is as it was: header lines alone, each address once, within the bounds of a guest."""

import logging
from collections.abc import Sequence

from auditor.capture.addresses import same_place
from auditor.crawl.url import canonical, host_of, same_host
from auditor.gather.carry_over import Load, Told, load_changed
from auditor.gather.discover import allowed
from auditor.gather.known_answer import BUSY, NO_HEAD
from auditor.gather.site_audit import SiteAudit

ASKED = 5_000  # addresses of one site and cycle
HOSTS = 20  # other hosts of one site that are asked
# As the browser writes it, so that a server packs the answer, and names its version, in the same way.
_ENCODINGS = {"http": "gzip, deflate", "https": "gzip, deflate, br, zstd"}

log = logging.getLogger("auditor")


async def loads_changed(audit: SiteAudit, loads: Sequence[Load]) -> bool:
    """Return whether any of what a page loads is another one, or may be. The first that is ends the asking.

    A visit takes one turn at a host and loads everything in it; so do the questions about one page, one by one.
    """
    for host in dict.fromkeys(host_of(load.url) for load in loads):
        of_host = [load for load in loads if host_of(load.url) == host]
        open_ = [load for load in of_host if load.url not in audit.told]
        if open_ and await _may_ask(audit, open_):
            async with audit.net.turn(open_[0].url):
                for load in open_:
                    told = audit.told[load.url] = await _ask(audit, load.url)
                    if load_changed(load, told):
                        break
        for load in of_host:
            if load_changed(load, audit.told.get(load.url)):
                log.info("%s changed, or may have: %s", audit.job.site.id, load.url)
                return True
    return False


async def _may_ask(audit: SiteAudit, loads: Sequence[Load]) -> bool:
    """Return whether these addresses of one host may be asked for."""
    addresses = [canonical(load.url) for load in loads]
    host = host_of(loads[0].url)
    if None in addresses or len(audit.told) + len(loads) > ASKED or host in audit.unasked:
        return False
    other = not same_host(loads[0].url, audit.job.site.start)
    if other and host not in audit.other_robots and len(audit.other_robots) >= HOSTS:
        return False
    return all([await allowed(audit, address) for address in addresses if address])


async def _ask(audit: SiteAudit, url: str) -> Told | None:
    """Return what a host says of one address; None where it asks for a rest, or not to be asked so."""
    if host_of(url) in audit.unasked:
        return None
    fields = {"Accept": "*/*", "Accept-Encoding": _ENCODINGS.get(url.partition(":")[0], "identity")}
    answer = await audit.net.head(url, fields, lambda there: same_place(there, url))
    if answer.status in BUSY | NO_HEAD:
        audit.unasked.add(host_of(url))
        return None
    hop = answer.hops[0] if len(answer.hops) == 1 else None  # what leads elsewhere is another thing now
    return Told.of(hop.status, hop.headers) if hop else Told(None)
