"""Decides whether the capture of last cycle stands for a page in this one: a function of what is known of both."""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from auditor.capture.subresource import kept_lines
from auditor.crawl.url import document_of, path_of
from auditor.model import Capture, Carry, Fate, FindingRow, PageFacts, Sighting
from auditor.page.volatile import lasting_lines, source_digest

SHARE = 10  # one in so many unchanged pages is visited all the same
IN_A_ROW = 3  # cycles for which a capture stands before the page is visited again
LOADS = 300  # of one page that are asked about
ADDRESS = 2_000  # characters; what is longer was not kept whole
# What a page loads once and a server can tell the version of. Sockets, streams and beacons have none.
_LOADED = frozenset(
    {
        "Document", "Fetch", "Font", "Image", "Manifest", "Media", "Script", "Stylesheet", "TextTrack", "XHR",
    }
)  # fmt: skip
_REFUSED = "net::ERR_ABORTED"  # of what our guard let nobody ask, and of what the end of a probe cut off
_VALIDATORS = frozenset({"etag", "last-modified"})
_SIZE = frozenset({"content-length", "content-encoding"})

Lines = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Seen:
    """What is kept of the last visit to a page: `captures` by viewport, their sources and requests at least."""

    sighting: Sighting | None
    captures: tuple[Capture, ...]


@dataclass(frozen=True, slots=True)
class Load:
    """Something that a page loaded, with the kept header lines of its answer."""

    url: str
    headers: Lines
    partial: bool = False  # a part was asked for


@dataclass(frozen=True, slots=True)
class Told:
    """What a host answers today when it is asked about a load, without its body."""

    status: int | None
    headers: Lines = ()

    @classmethod
    def of(cls, status: int, headers: Lines) -> "Told":
        """Return what is worth keeping of an answer."""
        return cls(status, _lines(kept_lines(headers)))


def page_changed(page: PageFacts, seen: Seen, instruments: str, viewports: Sequence[str]) -> Carry | None:
    """Return why a page has to be visited whatever it loads, None where that alone decides.

    `instruments`: digest of everything that a visit would be made with now.
    """
    if seen.sighting is None:
        return Carry.NEW
    if seen.sighting.instruments != instruments:
        return Carry.INSTRUMENTS
    if seen.sighting.cycles >= IN_A_ROW:
        return Carry.DUE
    if tuple(capture.viewport for capture in seen.captures) != tuple(viewports) or any(
        map(_lost, seen.captures)
    ):
        return Carry.LOST
    if seen.sighting.frames:
        return Carry.REQUESTS
    first = seen.captures[0]
    if not isinstance(first.source, bytes):
        return Carry.LOST
    led = document_of(first.url) != document_of(page.url) or len(first.hops) != 1
    if led or first.hops[0].status != page.status or source_digest(first.source) != page.source:
        return Carry.SOURCE
    if lasting_lines(page.headers) != lasting_lines(seen.sighting.headers):
        return Carry.HEADERS
    return None


def _lost(capture: Capture) -> bool:
    """Return whether a capture was taken of something unfinished, or is none."""
    unsettled = capture.settled != "quiet" or any(event["kind"] == "empty" for event in capture.events)
    return capture.fate is not Fate.OK or unsettled


def loads_of(captures: Sequence[Capture]) -> tuple[Load, ...] | None:
    """Return everything that a page loaded, each once; None where some of it cannot be asked for again.

    That is what was sent with another method than GET, what failed, and what has no validator.
    """
    found: dict[str, Load] = {}
    own = document_of(captures[0].url)
    for entry, touched in _entries(captures):
        refused = touched and entry["blocked"] == _REFUSED
        if refused or (entry["type"] == "Document" and document_of(str(entry["url"])) == own):
            continue
        load = _load(entry)
        if load is None:
            return None
        if found.setdefault(load.url, load).headers != load.headers:
            return None  # it changed while the page was looked at
    return tuple(found.values()) if len(found) <= LOADS else None


def _entries(captures: Sequence[Capture]) -> Iterator[tuple[Mapping[str, Any], bool]]:
    """Yield the requests of the captures, and whether a probe was the cause."""
    for capture in captures:
        for entry in capture.requests:
            yield entry, False
        for entry in capture.further:
            yield entry, True


def _load(entry: Mapping[str, Any]) -> Load | None:
    headers = _lines(entry.get("headers", ()))
    asked = entry["type"] in _LOADED and "method" not in entry and len(entry["url"]) < ADDRESS
    if not asked or entry["blocked"] or entry["status"] not in (200, 206):
        return None
    if not any(name in _VALIDATORS for name, _ in headers):
        return None
    return Load(entry["url"], headers, entry["status"] == 206)


def load_changed(load: Load, told: Told | None) -> bool:
    """Return whether a load is another one today, or may be; None was not asked."""
    if told is None or told.status != 200:
        return True
    if _without(told.headers, _SIZE) != _without(load.headers, _SIZE):
        return True
    sizes = [_sizes(lines) for lines in (load.headers, told.headers)]
    # Of a part, and of what is packed as it is sent, the size is not that of the whole.
    return not load.partial and all(sizes) and sizes[0] != sizes[1]


def _lines(lines: Lines) -> Lines:
    return lasting_lines([line for line in lines if line[0].lower() not in _VALIDATORS | _SIZE]) + tuple(
        sorted((name.lower(), value) for name, value in lines if name.lower() in _VALIDATORS | _SIZE)
    )


def _without(lines: Lines, names: frozenset[str]) -> Lines:
    return tuple(line for line in lines if line[0] not in names)


def _sizes(lines: Lines) -> Lines:
    """Return size and packing of an answer, () where it does not tell its size."""
    told = tuple(line for line in lines if line[0] in _SIZE)
    return told if any(name == "content-length" for name, _ in told) else ()


def places(rows: Sequence[FindingRow]) -> frozenset[tuple[str, ...]]:
    """Return what was found, as far as two looks at one page are compared: rule, message and place."""
    return frozenset((row.rule, row.key, row.target.selector, row.target.where, row.viewport) for row in rows)


def by_lot(urls: Sequence[str], seed: str) -> list[str]:
    """Return the unchanged pages that are visited all the same: one in ten, and one at least.

    seed: of the site and cycle. The draw depends on the paths alone, not on how many pages there are beside them.
    """

    def lot(url: str) -> tuple[str, str]:
        return hashlib.sha256(f"revisit\n{seed}\n{path_of(url)}".encode()).hexdigest(), url

    return sorted(urls, key=lot)[: -(-len(urls) // SHARE)]


def void(pages: Sequence[PageFacts]) -> Callable[[PageFacts], bool]:
    """Return what tells whether no old capture is believed for a page: a drawn page of its template differs."""
    templates = {page.signature for page in pages if page.carry is Carry.DIFFERS}
    return lambda page: page.signature in templates
