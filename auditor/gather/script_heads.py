"""The beginnings of a site's scripts whose addresses name no version: their first comments often do."""

import logging
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from auditor.crawl.url import canonical, host_of
from auditor.gather.site_audit import SiteAudit
from auditor.model import ScriptHead

SCRIPTS = 20  # of one site that are asked for
BYTES = 2_048  # of each
REQUESTS = 30  # of a site beyond its pages: those of the probe of its host and these
ADDRESS = 2_000  # characters; what is longer is not asked for
_NAMED = re.compile(r"[-_.@/]v?\d+\.\d+(?:\.\d+)?(?=[^/]*$|/)|@\d")
_ASKED = re.compile(r"(?:^|&)(?:v|ver|version)=\d+\.\d+\.\d+(?:&|$)")
# Those that are looked at first; the rest follows by the number of pages that load it.
_KNOWN = re.compile(
    r"jquery|bootstrap|angular|react|vue|moment|lodash|underscore|prototype|mootools|dojo|yui|ember|backbone|knockout"
    r"|handlebars|mustache|d3|chart|swiper|slick|vendor|plugin|lib",
    re.IGNORECASE,
)  # fmt: skip

log = logging.getLogger("auditor")


async def fetch_scripts(audit: SiteAudit) -> None:
    """Ask the site's host once a cycle for the beginnings of scripts, within what the probe left of its requests."""
    if audit.facts.scripts is not None:
        return
    site = audit.job.site
    evidence = audit.facts.evidence
    left = REQUESTS - (evidence.requests if evidence else 0)
    home = host_of(canonical(site.start) or site.start)
    heads: list[ScriptHead] = []

    def stay(target: str) -> bool:
        nonlocal left
        left -= 1
        return left > 0 and host_of(target) == home and audit.robots.allows(target)

    for url, page, pages in to_ask(_loads(audit), home):
        if len(heads) >= SCRIPTS or left <= 0:
            break
        if not audit.robots.allows(url):
            continue
        left -= 1
        answer = await audit.net.ask(
            url, BYTES, stay, {"Accept": "*/*", "Accept-Encoding": "identity"}, f"bytes=0-{BYTES - 1}"
        )
        if answer.status in (429, 503):
            break  # a busy host is left alone
        if answer.status in (200, 206) and "html" not in answer.header("content-type").lower():
            heads.append(ScriptHead(url, page, pages, answer.body[:BYTES].decode("utf-8", "replace")))
    log.info("%s scripts: %d beginnings", site.id, len(heads))
    audit.keep(replace(audit.facts, scripts=tuple(heads)))


def to_ask(loads: Iterable[tuple[str, Mapping[str, Any]]], home: str) -> list[tuple[str, str, int]]:
    """(address, first page, pages) of the host's scripts without a version in their name, the likeliest first.

    `loads` are (page, entry of its request log). Addresses that differ in their query alone are one script.
    """
    addresses: dict[str, str] = {}
    first: dict[str, str] = {}
    pages: Counter[str] = Counter()
    seen: set[tuple[str, str]] = set()
    for page, entry in loads:
        url = str(entry.get("url", ""))
        path = url.partition("?")[0]
        if entry.get("type") != "Script" or entry.get("status") != 200 or len(url) >= ADDRESS:
            continue
        if (
            host_of(url) != home
            or _NAMED.search(path.partition("//")[2].partition("/")[2])
            or (page, path) in seen
        ):
            continue
        seen.add((page, path))
        pages[path] += 1
        first[path] = min(first.get(path, page), page)
        addresses[path] = min(addresses.get(path, url), url)

    def rank(path: str) -> tuple[bool, bool, int, str]:
        named = _KNOWN.search(path.rpartition("/")[2]) is not None
        return (_ASKED.search(addresses[path].partition("?")[2]) is not None, not named, -pages[path], path)

    return [(addresses[path], first[path], pages[path]) for path in sorted(pages, key=rank)]


def _loads(audit: SiteAudit) -> Iterator[tuple[str, Mapping[str, Any]]]:
    site = audit.job.site
    for url in sorted(audit.rows.captured()):
        capture = audit.captures.get(url, site.viewports[0], only=["requests"])
        for entry in capture.requests if capture is not None else ():
            yield url, entry
