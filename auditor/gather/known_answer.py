"""The answer that a page gave last cycle, where its host says by header lines alone that it gives it still."""

from auditor.capture.http import Answer
from auditor.crawl.url import document_of, host_of
from auditor.gather.site_audit import SiteAudit
from auditor.model import Fate
from auditor.page.volatile import lasting_lines

BUSY = frozenset({429, 503})
NO_HEAD = frozenset({405, 501})


async def known_answer(audit: SiteAudit, url: str) -> Answer | None:
    """Return what asking for a page would bring; None where only asking tells.

    The body is that of the last visit. Only an entity tag counts here: a file may be replaced by an older one.
    """
    seen = audit.last.sighting(url) if audit.last is not None else None
    address, host = document_of(url), host_of(url)
    if audit.last is None or seen is None or not _tag(seen.headers) or host in audit.unasked:
        return None
    if audit.net.transport != "plain" or audit.net.stay is None:
        return None
    async with audit.net.turn(address):
        told = await audit.net.head(address, {}, audit.net.stay)
    if told.status in BUSY | NO_HEAD:
        audit.unasked.add(host)
    if told.fate is not Fate.OK or told.status != 200 or len(told.hops) != 1:
        return None
    lines = told.hops[0].headers
    same = _tag(lines) == _tag(seen.headers) and lasting_lines(lines) == lasting_lines(seen.headers)
    capture = audit.last.get(url, audit.job.site.viewports[0], only=["source"]) if same else None
    if capture is None or not isinstance(capture.source, bytes) or document_of(capture.url) != address:
        return None
    return Answer(address, told.hops, capture.source)


def _tag(headers: tuple[tuple[str, str], ...]) -> str:
    return next((value for name, value in headers if name.lower() == "etag"), "")
