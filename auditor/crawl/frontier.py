"""Which URLs of a site become rows, with which fate, and which are asked for next."""

import re
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, replace

from auditor.crawl.robots import Robots
from auditor.crawl.traps import TrapCounts, trap
from auditor.crawl.url import (
    canonical,
    excluded_by,
    has_route,
    in_scope,
    on_site,
    page_of,
    session_free,
    twin_of,
)
from auditor.model import Fate, Link, PageFacts, Site

MAX_LINK_DEPTH = 100  # a chain of "next" links longer than this has no end
# Rows that are never asked for are worth a count, not a store full of them: what a trap or a huge site names
# beyond this multiple of max_urls is not noted.
ROWS_PER_URL = 4
_DOCUMENT = re.compile(
    r"(?i)\.(?:pdf|docx?|xlsx?|xlsm|pptx?|jtdc?|csv|tsv|ods|odt|json|geojson|kmz?|zip|lzh|gz|tar|7z|exe|jpe?g|png|gif|"
    r"svg|webp|bmp|tiff?|ico|mp3|wav|m4a|mp4|webm|mov|wmv|avi|epub|ics|txt|rtf|xml|rdf|css|js)"
)


@dataclass(frozen=True)
class Scope:
    """What decides about a URL: the site, its robots.txt, and what was taken so far."""

    site: Site
    robots: Robots
    traps: TrapCounts  # counts on as rows are made


def discovered(
    links: Iterable[Link], from_page: PageFacts, known: Set[str], scope: Scope, found_by: str = "link"
) -> list[PageFacts]:
    """Return a row for each URL of the site these links name first, to be asked for or with its fate.

    `known` holds the URLs of all rows so far. Links to other sites are no rows. A URL with a session id gives
    two: itself, as a trap, and the URL without it.
    """
    origin = PageFacts("", depth=from_page.depth + 1, found_by=found_by, found_on=from_page.url)
    return list(_rows(((link.url, "") for link in links), origin, known, scope))


def listed(
    entries: Iterable[tuple[str, str]],
    found_on: str,
    known: Set[str],
    scope: Scope,
    found_by: str = "sitemap",
) -> list[PageFacts]:
    """Return the rows of a sitemap's entries (URL, lastmod) or of last cycle's pages, at depth 1."""
    origin = PageFacts("", depth=1, found_by=found_by, found_on=found_on)
    return list(_rows(entries, origin, known, scope))


def _rows(
    named: Iterable[tuple[str, str]], origin: PageFacts, known: Set[str], scope: Scope
) -> Iterator[PageFacts]:
    new: set[str] = set()
    room = scope.site.max_urls * ROWS_PER_URL - len(known)
    start = canonical(scope.site.start) or scope.site.start
    for written, lastmod in named:
        if written in known or written in new:  # most links of a site are; so was their session-free form
            continue
        written = page_of(written)
        for url in dict.fromkeys((written, session_free(written))):
            if url in known or url in new or not on_site(url, scope.site):
                continue
            # A link to http, or to the name with www, leads to the page that is known already.
            if (twin := twin_of(url, start)) in known or twin in new:
                continue
            fate, detail = _fate(url, origin.depth, scope)
            if fate is not None and len(new) >= room:
                continue
            new.add(url)
            if fate is None:
                scope.traps.add(url)
            yield replace(origin, url=url, fate=fate, detail=detail, lastmod=lastmod)


def _fate(url: str, depth: int, scope: Scope) -> tuple[Fate | None, str]:
    site = scope.site
    if fate := in_scope(url, site):
        return fate, excluded_by(url, site) or "include"
    if not scope.robots.allows(url):
        return Fate.ROBOTS_DENIED, scope.robots.note
    if fate := trap(url, scope.traps):
        return fate, ""
    if depth > MAX_LINK_DEPTH:
        return Fate.TRAP_DEPTH, ""
    if len(scope.traps.taken) >= site.max_urls:
        return Fate.OVER_LIMIT, f"max_urls: {site.max_urls}"
    return None, ""


def is_document(url: str) -> bool:
    """Return whether a URL looks like a file rather than a page. Its content type decides; this only orders work."""
    if has_route(url):
        return False
    path = url.partition("?")[0]
    return _DOCUMENT.fullmatch(path, path.rfind(".")) is not None if "." in path.rpartition("/")[2] else False
