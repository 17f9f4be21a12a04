"""What a visit brings: fates, pages, captures, and facts of hosts and files."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Fate(StrEnum):
    """How a URL ended, exactly one for each. Add to this list, never around it."""

    OK = "ok"
    NOT_HTML = "not-html"
    REDIRECTED = "redirected"  # to another URL of the same site, which is a page of its own
    REDIRECTED_OFF_SITE = "redirected-off-site"
    REDIRECT_LOOP = "redirect-loop"
    HTTP_ERROR = "http-error"  # 4xx other than the refusals, for the reason keep the status
    SERVER_ERROR = "server-error"  # 5xx
    REFUSED = "refused"  # 401, 403, 429, 503 to the plain client and to the browser
    TIMEOUT = "timeout"
    DNS = "dns"
    TLS = "tls"
    CONNECTION = "connection"
    BAD_RESPONSE = "bad-response"  # what came back is not HTTP
    FORBIDDEN_ADDRESS = (
        "forbidden-address"  # of a network that is not public, and not the site's own: not asked
    )
    TOO_LARGE = "too-large"
    NO_CONTENT = "no-content"  # 204, 205, or a document that took its own root away
    NOT_WELL_FORMED = "not-well-formed"  # XHTML that the browser answers with its error box
    CRASHED = "crashed"
    DOWNLOAD = "download"  # the browser was handed a file where a page was expected
    ROBOTS_DENIED = "robots-denied"
    EXCLUDED = "excluded"
    TRAP_CALENDAR = "trap-calendar"
    TRAP_SEGMENTS = "trap-segments"
    TRAP_PARAMETERS = "trap-parameters"
    TRAP_SESSION = "trap-session"
    TRAP_DEPTH = "trap-depth"
    OVER_LIMIT = "over-limit"  # known, and not asked for because max_urls was reached
    INTERRUPTED = "interrupted"


EMPTY_STATUS = frozenset({204, 205, 304})  # HTTP answers without content: the browser stays where it was


TRAPS = frozenset(
    {Fate.TRAP_CALENDAR, Fate.TRAP_SEGMENTS, Fate.TRAP_PARAMETERS, Fate.TRAP_SESSION, Fate.TRAP_DEPTH}
)


# Fates that leave a selected page without evidence for a reason worth another try: exit code 3.
UNREACHED = frozenset(
    {
        Fate.TIMEOUT, Fate.DNS, Fate.TLS, Fate.CONNECTION, Fate.BAD_RESPONSE,
        Fate.CRASHED, Fate.SERVER_ERROR, Fate.REFUSED, Fate.INTERRUPTED,
    }
)  # fmt: skip


# Those of them that a busy machine of ours may be the cause of: the same run tries such a page once more.
RETRIED = frozenset({Fate.TIMEOUT, Fate.CRASHED, Fate.CONNECTION, Fate.INTERRUPTED})


@dataclass(frozen=True, slots=True)
class Hop:
    """One HTTP response on the way to a document: its URL, status and header lines as sent."""

    url: str
    status: int
    headers: tuple[tuple[str, str], ...]  # name as sent, value; duplicates and order kept


@dataclass(frozen=True, slots=True)
class CertificateFacts:
    """What the certificate of a host says, and whether a browser would accept it. Dates are ISO 8601, UTC."""

    verified: bool
    fault: str = ""  # expired | not-yet | host | self-signed | chain | other; '' where it is verified
    detail: str = ""
    names: tuple[str, ...] = ()  # of hosts it is for
    issuer: str = ""
    not_before: str = ""
    not_after: str = ""
    key: str = ""  # RSA | EC | other algorithm
    key_bits: int = 0
    signature: str = ""  # sha256 …


@dataclass(frozen=True, slots=True)
class SiteEvidence:
    """What a few requests beyond the pages told of a site's host: entry points, certificate, error page."""

    host: str
    at: str  # ISO 8601, UTC
    http: tuple[Hop, ...] = ()  # the way from http://HOST/, redirects followed
    http_fate: str = ""  # Fate; '' where it was not asked
    https: tuple[Hop, ...] = ()
    https_fate: str = ""
    certificate: CertificateFacts | None = None
    tls: tuple[tuple[str, bool], ...] = ()  # version → offered; untestable versions are left out
    cors: Hop | None = None  # the answer to OPTIONS with a foreign Origin
    cors_origin: str = ""
    missing: Hop | None = None  # the answer for a page that cannot exist
    missing_text: str = ""  # its first 4,000 characters
    security_txt: Hop | None = None
    security_text: str = ""
    twin: tuple[Hop, ...] = ()  # the way from the same name with or without www, redirects followed
    twin_fate: str = ""  # Fate; '' where it was not asked
    robots: Hop | None = None
    robots_text: str = ""
    sitemap: Hop | None = None  # the answer for /sitemap.xml
    sitemap_text: str = ""
    icon: Hop | None = None  # the answer for /favicon.ico
    requests: int = 0  # spent, handshakes included


@dataclass(frozen=True, slots=True)
class ScriptHead:
    """The beginning of a script of the site whose address names no version, as asked for once a cycle."""

    url: str
    page: str  # the first page that loads it
    pages: int  # audited pages that load it
    text: str  # of its first 2,048 bytes


@dataclass(frozen=True, slots=True)
class Link:
    """A hyperlink of a page. `selector` and `snippet` are empty where only the address matters."""

    url: str  # canonical, absolute
    text: str  # accessible name or text, white space folded, ≤ 200 characters
    selector: str = ""
    snippet: str = ""
    near: str = ""  # of a link to a data file: the text of the item, row or paragraph it stands in
    headings: tuple[str, ...] = ()  # of a link to a data file: the headings above it, outermost first
    menu: bool = False  # in a nav or header of the rendered page


@dataclass(frozen=True, slots=True)
class PublishedFile:
    """What became of a linked data file or PDF beyond its head: fetched whole and read, or why not."""

    sha256: str = ""  # of the bytes, '' where they were not fetched
    name: str = ""  # as a download would be named
    form: str = ""  # what the bytes are: xlsx, csv, pdf …
    problem: str = ""  # no-answer | too-large | over-budget, or FileFacts.problem
    encoding: str = ""  # of text
    sheets: int = 0  # tables that can be judged
    linked: str = (
        ""  # uris | links: things are named by URIs, and linked to data elsewhere; uris?:COLUMN, codes:COLUMN
    )


@dataclass(frozen=True, slots=True)
class CatalogueEntry:
    """One file as a data catalogue lists it."""

    url: str
    dataset: str  # title of its dataset
    dataset_id: str
    form: str = ""  # CSV, XLSX … as the catalogue says
    size: int | None = None
    modified: str = ""  # ISO 8601
    frequency: str = ""  # 更新頻度
    organisation: str = ""


# Features of an audited page that say how far its rules could see.
UNSETTLED = "unsettled"  # it never became quiet: it was judged in the middle of something


EMPTY = "empty"  # nothing was drawn: that nothing was found there confirms nothing


class Carry(StrEnum):
    """Whether the capture of last cycle stands for a selected page in this one, or why it is visited."""

    UNCHANGED = "unchanged"  # it stands: nobody visits the page
    DRAWN = "drawn"  # unchanged too, and visited by lot to see whether that can be believed
    DIFFERS = "differs"  # drawn, and the visit showed something else than the old capture
    VOID = "void"  # unchanged, but a drawn page of its template differs, or people want it visited
    NEW = "new"  # no capture of last cycle
    INSTRUMENTS = "instruments"  # it was taken with other versions or settings
    DUE = "due"  # not really seen for too many cycles
    LOST = "lost"  # its evidence was not whole
    SOURCE = "source"  # the page answers with something else
    HEADERS = "headers"  # its header lines are others
    REQUESTS = "requests"  # it asked for something that cannot be asked for again
    RESOURCES = "resources"  # something that it loads has changed, or does not tell whether it has


@dataclass(frozen=True, slots=True)
class Sighting:
    """When and how the captures of a page were really taken: it tells whether they may stand for a later cycle."""

    day: str  # ISO
    instruments: str  # digest of everything it was taken with
    headers: tuple[tuple[str, str], ...] = ()  # header lines of the page's answer in discovery
    frames: bool = False  # some are in another process: nobody saw what they loaded
    cycles: int = 0  # how often in a row they have stood for a later cycle


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What is known of a URL without a browser: one GET, or the row that says why there was none."""

    url: str
    fate: Fate | None = None  # None: not yet decided
    detail: str = ""  # status line, exception class or the pattern that excluded it
    depth: int = 0  # links from the start page; sitemap entries count as depth 1
    found_by: str = "start"  # start | link | sitemap | list | rendered | redirect | last-cycle
    found_on: str = ""  # URL of the page that named it
    status: int | None = None
    content_type: str = ""
    size: int | None = None  # bytes of the decoded body
    hops: tuple[Hop, ...] = ()  # redirects first, the answer last
    title: str = ""
    lang: str = ""
    encoding: str = ""
    links: tuple[Link, ...] = ()
    signature: str = ""  # template signature: equal for pages of one template
    text_hash: str = ""  # of the visible text, to tell copies apart
    features: tuple[str, ...] = ()  # form, search, table, video, pdf, sitemap, contact, accessibility …
    lastmod: str = ""  # from the sitemap, as written
    head: bytes = b""  # first 512 bytes of a document that is not HTML
    sample: str = ""  # '' not selected | representative:REASON | random | last-cycle[:random] | listed | all
    transport: str = "plain"  # plain | browser
    updated: str = ""  # ISO date a page says it was last updated on
    file: PublishedFile | None = None  # of a data file or PDF: None where only its head was asked for
    source: str = ""  # digest of the answer without what differs each time it is asked for
    carry: Carry | None = None  # of a selected page; None: not decided
    seen_on: str = (
        ""  # ISO day of the visit whose capture stands for this cycle; '' where the page was visited in it
    )

    @property
    def headers(self) -> tuple[tuple[str, str], ...]:
        """Header lines of the answer itself."""
        return self.hops[-1].headers if self.hops else ()


@dataclass(frozen=True, slots=True)
class CaptureError:
    """Why one member of a capture is missing: timeout, moved, crashed, too-large, unsupported …"""

    kind: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Capture:
    """Immutable evidence of one visit in one viewport; any member may be a CaptureError.

    snapshot: the answer of DOMSnapshot.captureSnapshot plus the key "styles", the computed-style names asked for.
    ax: frame id → nodes of Accessibility.getFullAXTree.
    axe: {"violations", "incomplete", "passes", "inapplicable", "testEngine", "frames"} as axe-core gave them;
    with "failed" (rule → message) where a page made rules throw.
    requests: {"url", "type", "status", "mime", "blocked", "from"} for each request of the page, in order; with "headers"
    (header lines of its answer that tell of security, type and size; of cookies no value) and "bytes" on the wire.
    events: {"kind": dialog|download|popup|beforeunload|permission|meta-refresh|navigation|empty, "detail"} as
    met; empty: to the end the page showed nothing, or only words that ask to wait.
    probes: probe name → its JSON.
    """

    url: str  # of the document that was captured
    requested: str
    fate: Fate
    detail: str = ""
    viewport: str = "1280x900"
    hops: tuple[Hop, ...] = ()
    source: bytes | CaptureError = CaptureError("absent")
    encoding: str = ""  # the one the source was read with
    snapshot: Mapping[str, Any] | CaptureError = CaptureError("absent")
    ax: Mapping[str, Any] | CaptureError = CaptureError("absent")
    axe: Mapping[str, Any] | CaptureError = CaptureError("absent")
    requests: tuple[Mapping[str, Any], ...] = ()
    cookies: tuple[Mapping[str, Any], ...] = ()
    events: tuple[Mapping[str, Any], ...] = ()
    settled: str = "quiet"  # quiet | budget: an endless ticker or poll was cut off
    probes: Mapping[str, Any] = field(default_factory=dict)
    further: tuple[Mapping[str, Any], ...] = ()  # requests that the page made only while probes touched it
    screenshot: bytes | None = None  # JPEG of the page from its top, at most 1280 × 8000 CSS px
    masks: tuple[tuple[float, float, float, float], ...] = ()  # boxes painted over in it
