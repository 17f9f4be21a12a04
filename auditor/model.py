"""The words of the project as frozen values; imports only the standard library.

Site, Page, Capture, Rule, Outcome, Certainty, Finding, Assertion, Issue, Verdict and Decision mean what
the table "Words" in docs/architecture.md says, everywhere: code, tables, commands and README.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Outcome(StrEnum):
    """What came of one rule on one page (EARL 1.0 outcome values)."""

    FAILED = "failed"
    CANT_TELL = "cantTell"
    PASSED = "passed"
    INAPPLICABLE = "inapplicable"
    UNTESTED = "untested"


class Certainty(StrEnum):
    """How sure a finding is: miChecker's 問題あり, 問題の可能性大, 要判断箇所, and 推奨 outside the standard."""

    DEFINITE = "definite"
    LIKELY = "likely"
    REVIEW = "review"
    ADVICE = "advice"


OUTCOME_OF = {
    Certainty.DEFINITE: Outcome.FAILED,
    Certainty.LIKELY: Outcome.FAILED,
    Certainty.ADVICE: Outcome.FAILED,
    Certainty.REVIEW: Outcome.CANT_TELL,
}


class Impact(StrEnum):
    """How much a defect hinders the people it meets, in axe-core's four steps."""

    CRITICAL = "critical"
    SERIOUS = "serious"
    MODERATE = "moderate"
    MINOR = "minor"


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


class Reason(StrEnum):
    """Why an assertion says less than that a rule looked at everything. Stored as `kind` or `kind:detail`."""

    # Nobody was to look, or there was nothing to look with. Nothing went wrong on our side.
    STANDARD = "standard"  # the profile does not ask for it
    NOT_SELECTED = "not-selected"  # the page is not in the sample
    NOT_RUN = "not-run"
    ONE_PAGE = "one-page"
    MISSING_EVIDENCE = "missing-evidence"  # a kind of evidence that was not asked for: a probe, a catalogue
    UNREADABLE = "unreadable"  # the file is empty, damaged, encrypted …: a fact about it that hides the rest
    # The rule looked everywhere.
    REPLACED = "replaced"  # another rule speaks of as many of its places
    CUT = "cut"  # KEPT/FOUND of its places: there are more than are kept
    # Nobody can look there.
    CLOSED_ROOTS = "closed-roots-untested"  # so many closed shadow roots, which axe-core cannot enter
    # Lost on our side.
    FRAMES_UNTESTED = "frames-untested"  # so many frames did not answer axe-core in time
    LOST_EVIDENCE = "lost-evidence"  # asked for, and it did not come whole: a probe, axe-core, a tree
    NO_CAPTURE = "no-capture"  # of the page: its fate
    NO_FILE = "no-file"  # of the file: its fate, or the bound that kept it from being fetched
    OVER_BUDGET = "over-budget"  # the rule took more CPU time than it may
    ERROR = "error"  # the rule raised
    CHILD_KILLED = "child-killed"  # the reading process ended before it answered
    MEMORY = "memory"  # the reading process asked for more than it may have
    CPU_TIME = "cpu-time"  # the reading process took more CPU time than it may
    WALL_TIME = "wall-time"  # the generous limit behind CPU time, which only a very busy machine meets
    TOO_LARGE = "too-large"  # more bytes than the reader takes


# How a reading process may fail its file: FileFacts.problem where it is no fact about the file.
READING_LOST = frozenset(
    {Reason.CHILD_KILLED, Reason.MEMORY, Reason.CPU_TIME, Reason.WALL_TIME, Reason.TOO_LARGE}
)
_AGAIN = frozenset(
    {
        Reason.FRAMES_UNTESTED, Reason.LOST_EVIDENCE, Reason.CHILD_KILLED, Reason.MEMORY, Reason.CPU_TIME,
        Reason.WALL_TIME,
    }
)  # fmt: skip
_OURS = _AGAIN | {Reason.OVER_BUDGET, Reason.ERROR, Reason.TOO_LARGE}
_OUR_BOUNDS = frozenset({"too-large", "over-budget", *UNREACHED})


@dataclass(frozen=True, slots=True)
class Missing:
    """A reason with its detail."""

    kind: Reason
    detail: str = ""

    @classmethod
    def of(cls, text: str) -> "Missing | None":
        """Read a stored reason; None where there is none, or one that this version does not know."""
        head, _, detail = text.partition(":")
        try:
            return cls(Reason(head), detail)
        except ValueError:
            return None

    def __str__(self) -> str:
        return f"{self.kind}:{self.detail}" if self.detail else str(self.kind)

    @property
    def ours(self) -> bool:
        """Whether our side failed to get or to keep the evidence: it says nothing about the site."""
        if self.kind in (Reason.NO_CAPTURE, Reason.NO_FILE):
            return self.detail in _OUR_BOUNDS
        return self.kind in _OURS

    @property
    def again(self) -> bool:
        """Whether asking once more may bring what is missing."""
        return self.kind in _AGAIN or (self.kind is Reason.NO_CAPTURE and self.detail in RETRIED)


@dataclass(frozen=True, slots=True)
class Lost:
    """How much evidence is missing because of our side."""

    pages: int = 0
    probes: int = 0  # a probe of a page
    files: int = 0
    again: int = 0  # pages and files that another run tries again
    why: tuple[tuple[str, int], ...] = ()  # reason, how many of the above; the most frequent first

    def __bool__(self) -> bool:
        return bool(self.pages or self.probes or self.files)


class Verdict(StrEnum):
    """This cycle against the last, decided by the machine alone."""

    NEW = "新規"
    REMAINING = "残存"
    IMPROVED = "一部改善"
    FIXED = "改善確認済"
    REAPPEARED = "再発"
    UNCONFIRMED = "未確認"
    GONE = "対象消滅"


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence in both languages. `{name}` marks a place filled from a finding's data."""

    ja: str
    en: str

    def fill(self, lang: str, data: Mapping[str, Any]) -> str:
        """Return the sentence in `lang` with its places filled; an unknown place stays as written."""
        return (self.ja if lang == "ja" else self.en).format_map(_Places(data))


class _Places(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return "{" + key + "}"


@dataclass(frozen=True, slots=True)
class Exemption:
    """A part of a site that is audited but counted apart (third-party content)."""

    pattern: str
    reason: str


@dataclass(frozen=True, slots=True)
class Site:
    """One web site with its scope, page budget and pace. Times are seconds."""

    id: str
    name: str
    bureau: str  # Bureau.id
    start: str  # URL; for a folder its public name, see `folder`
    folder: str = ""  # absolute path served on loopback, empty for a real site
    standard: tuple[str, ...] = ("jis-x-8341-3-2016-aa",)
    extra_criteria: tuple[str, ...] = ()
    selection: str = "representative+random"
    pages: int = 40
    max_urls: int = 10000
    delay: float = 1.0
    concurrency: int = 1
    viewports: tuple[str, ...] = ("1280x900",)
    probes: str = "representative"
    page_seconds: float = 60.0
    files: int = 200  # linked data files and PDFs that are fetched and read
    file_mb: int = 20  # of one file; of a larger one only its head is known
    files_mb: int = 500  # of all files of the site
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    urls: tuple[str, ...] = ()
    sample: tuple[str, ...] = ()
    exceptions: tuple[Exemption, ...] = ()
    terms: str = ""
    catalogue_organisation: str = ""
    internal_hosts: tuple[
        str, ...
    ] = ()  # host or host:port of parts that are not on the public network either


@dataclass(frozen=True, slots=True)
class Bureau:
    """A 局, 本部 or 委員会 and its sites."""

    id: str
    name: str
    sites: tuple[Site, ...]


@dataclass(frozen=True, slots=True)
class Targets:
    """The content of a targets.yaml that has no errors."""

    organisation: str
    contact: str
    bureaus: tuple[Bureau, ...]
    catalogue: str = ""  # CKAN endpoint
    axe: str = ""  # path of an axe.min.js, empty for the newest known

    @property
    def sites(self) -> tuple[Site, ...]:
        """All sites of all bureaus in file order."""
        return tuple(site for bureau in self.bureaus for site in bureau.sites)


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
    licence: str = ""
    frequency: str = ""  # 更新頻度
    organisation: str = ""


# Features of an audited page that say how far its rules could see.
UNSETTLED = "unsettled"  # it never became quiet: it was judged in the middle of something
EMPTY = "empty"  # nothing was drawn: that nothing was found there confirms nothing


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
    sample: str = ""  # '' not selected | representative:REASON | random | last-cycle | listed | all
    transport: str = "plain"  # plain | browser
    updated: str = ""  # ISO date a page says it was last updated on
    file: PublishedFile | None = None  # of a data file or PDF: None where only its head was asked for

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
    screenshot: bytes | None = None  # JPEG of the page from its top, at most 1280 × 8000 CSS px
    masks: tuple[tuple[float, float, float, float], ...] = ()  # boxes painted over in it


@dataclass(frozen=True, slots=True)
class Target:
    """Where a finding is, and what of the place survives a redesign.

    region, path and identity make the cause: they hold no class, id, position or sibling text.
    """

    selector: str = ""
    where: str = ""  # header name, cell range, PDF object; exactly one of selector and where is set
    snippet: str = ""  # ≤ 500 characters, typed or prefilled values masked
    region: str = (
        ""  # banner | navigation | main | contentinfo | complementary | search | response | file | ''
    )
    path: str = ""  # tags from the region down to the element, neutral wrappers left out: "ul>li>a>img"
    identity: str = ""  # what the element itself is: image file, link address, label text; digits as #
    box: tuple[float, float, float, float] | None = None  # x, y, width, height in CSS px of the page
    url: str = ""  # the page concerned, where a site rule speaks of several
    frame: str = ""  # address of the embedded document the element lies in, '' in the page's own
    former: str = ""  # identity by the recipe before, where it differs: finds the issue again (decision 0008)


@dataclass(frozen=True, slots=True)
class Finding:
    """One outcome of one rule at one place. A passed place has no certainty and no message."""

    certainty: Certainty | None
    target: Target
    key: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)

    @property
    def outcome(self) -> Outcome:
        """The EARL outcome that follows the certainty."""
        return Outcome.PASSED if self.certainty is None else OUTCOME_OF[self.certainty]


@dataclass(frozen=True, slots=True)
class Assertion:
    """Page × rule → outcome. It exists for every audited page and rule: silence never means passed."""

    url: str
    rule: str
    outcome: Outcome
    counts: Mapping[str, int]  # passed, definite, likely, review, advice
    reason: str = ""  # a Missing as text, '' where every place was looked at and kept
    digest: str = ""  # of the rule that judged
    findings: tuple[Finding, ...] = ()  # what did not pass


@dataclass(frozen=True, slots=True)
class FindingRow:
    """A finding as stored and exported: joined with its page, worded by rule and key at the edge."""

    bureau: str
    site: str
    url: str
    rule: str
    certainty: Certainty
    criteria: tuple[str, ...]  # those of the profile, primary one first
    impact: Impact
    key: str
    data: Mapping[str, Any]
    target: Target
    viewport: str = ""
    issue: str = ""  # Issue.number

    @property
    def outcome(self) -> Outcome:
        """The EARL outcome that follows the certainty."""
        return OUTCOME_OF[self.certainty]


@dataclass(frozen=True, slots=True)
class Issue:
    """Findings of one site with one cause: one row of work."""

    number: str  # 管理番号: six characters and a check character, from the key
    key: str  # hash of site, rule and cause
    bureau: str
    site: str
    rule: str
    certainty: Certainty  # the surest of its findings
    criteria: tuple[str, ...]
    impact: Impact
    message: str  # message key of the first finding
    data: Mapping[str, Any]
    place: str  # template | component | page | file | external | response
    pages: tuple[str, ...]  # URLs, sorted
    count: int  # findings
    example: Target = Target()  # representative place, on pages[0]
    verdict: Verdict = Verdict.NEW
    first_cycle: str = ""
    last_count: int | None = None  # findings last cycle
    last_pages: tuple[str, ...] = ()
    exempt: bool = False  # all pages lie in the site's exceptions
    comment: str = ""  # 監査コメント: the machine's answer to people's claims
    tool_news: bool = False  # 検査の更新: new perhaps only because the rule is; kept out of the numbers


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person wrote about an issue. Append-only: the last one of a field counts."""

    issue: str  # Issue.number
    bureau: str
    field: str  # status | policy | owner-unit | owner | due | review-due | alternative | note
    value: str
    author: str
    source: str  # sha256 of the workbook it came from, or the command
    at: str  # ISO 8601, UTC


class AuditorError(Exception):
    """Something a user can mend: the message is one clear Japanese line with where, what and cure.

    AuditorError
    ├── TargetsError    targets.yaml has errors; `errors` lists them all
    ├── StoreError      the store is of a newer version, or cannot be written
    ├── BrowserError    no browser, or it cannot start
    └── WorkbookError   a workbook that cannot be imported
        └── WorkbookUnread   it was not read now, for a reason on our side: another try may do it
    """


class TargetsError(AuditorError):
    """All errors of a targets.yaml at once, one line each."""

    def __init__(self, errors: tuple[str, ...]) -> None:
        super().__init__("\n".join(errors))
        self.errors = errors


class StoreError(AuditorError):
    """The store cannot be opened, is of a newer version, or cannot be written."""


class BrowserError(AuditorError):
    """No browser was found, or it cannot start."""


class WorkbookError(AuditorError):
    """A workbook that cannot be imported; nothing was changed."""


class WorkbookUnread(WorkbookError):
    """A workbook that was not read for a reason on our side, which says nothing about the file."""


# What a plan hands to a report: display-ready Japanese values, so that a report only draws.


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One row of 改善計画: an Issue in words, with what people decided about it."""

    number: str
    key: str  # Issue.key, the hidden second key of the row
    site: str  # Site.id
    site_name: str
    rule: str
    rank: int  # 1 is to be done first
    verdict: str
    priority: str  # 高 | 中 | 低
    priority_reason: str
    family: str  # アクセシビリティ | セキュリティ | オープンデータ | PDF文書
    criterion: str  # "1.1.1 非テキストコンテンツ", '' where none covers it
    level: str
    certainty: str  # 問題あり | 問題の可能性大 | 要判断 | 推奨
    message: str
    people: str
    fix: str
    place: str
    charge: str  # 編集（職員） | CMS・テンプレート | 委託先
    pages: int
    change: int | None  # findings now minus findings last cycle
    example_url: str
    example_title: str
    first_cycle: str
    comment: str
    decision: Mapping[str, str] = field(default_factory=dict)  # Decision.field → value
    exempt: bool = False
    tool_news: bool = False


@dataclass(frozen=True, slots=True)
class FindingLine:
    """One row of 指摘一覧: like places of one page, by one rule and message."""

    id: str
    number: str
    verdict: str
    family: str
    rule: str
    criterion: str
    level: str
    impact: str
    certainty: str
    site: str
    url: str
    page_title: str
    selector: str
    snippet: str
    count: int
    message: str
    found: str  # ISO date
    tool: str
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class CriterionResult:
    """What is known of one success criterion on one site. The machine alone never says 適合."""

    key: str  # of its decisions: criterion:SITE:NUMBER
    site: str
    number: str
    name: str
    level: str
    asked: bool  # the site's profile asks for it
    applies: str  # ○ | － | 未判定
    result: str  # 不適合 | 不適合の可能性大 | 要判断 | 機械検出なし（要確認） | 未評価
    note: str
    method: str  # 自動 | 自動＋目視 | 目視
    pages: int
    failed_pages: int
    issues: int
    previous: str
    decision: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PageLine:
    """One row of ページ一覧."""

    key: str  # of its decisions: page:SITE:URL
    id: str
    site: str
    url: str
    title: str
    kind: str
    sample: str
    status: int | None
    result: str  # 正常 | 失敗 | 未検査
    reason: str
    modified: str
    high: int
    middle: int
    low: int
    before: int | None
    decision: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class HeaderLine:
    """One row of セキュリティヘッダー: one host and header."""

    site: str
    host: str
    name: str
    expected: str
    actual: str
    judged: str  # 適 | 不適 | 一部 | 未取得
    impact: str
    message: str
    fix: str
    previous: str
    number: str


@dataclass(frozen=True, slots=True)
class DataLinkLine:
    """One row of オープンデータリンク."""

    dataset: str
    page: str
    url: str
    form: str
    status: int | None
    redirect: str
    size: int | None
    modified: str
    encoding: str
    check: str
    broken_since: str
    judged: str  # 正常 | リンク切れ | 要判断 | 未検査
    number: str


@dataclass(frozen=True, slots=True)
class Kpi:
    """One indicator with the numbers it is made of. None: it has no denominator in that cycle."""

    id: str
    group: str  # the principle it serves: 誰ひとり取り残されない | データ | 安全安心 | 見える化
    name: str
    now: float | None
    before: float | None
    unit: str
    note: str

    @property
    def change(self) -> float | None:
        """Now minus before, where both are known."""
        return None if self.now is None or self.before is None else round(self.now - self.before, 4)


@dataclass(frozen=True, slots=True)
class TrendLine:
    """One value of one indicator in one cycle, in the long form a pivot table reads."""

    cycle: str
    site: str
    family: str
    name: str
    value: float
    unit: str
    tools: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class FormLine:
    """One item of the 取組確認・評価表 that people fill in, for one site."""

    key: str  # of its decisions: form:SITE:NUMBER
    site: str
    group: str
    number: str
    item: str
    full: int  # highest score
    previous: str
    hint: str  # what this cycle's audit tells about it
    decision: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ImprovementPlan:
    """All that the reports of one bureau and cycle draw."""

    cycle: str
    label: str  # 2026年10〜12月（令和8年度第3四半期）
    date: str  # ISO date of the cycle's audit: the reports know no clock
    organisation: str
    bureau: str  # Bureau.id
    bureau_name: str
    previous_cycle: str
    highlights: tuple[str, ...]  # 今期の要点: three sentences
    facts: tuple[tuple[str, str], ...]  # 試験情報
    kpis: tuple[Kpi, ...]
    rows: tuple[PlanRow, ...]
    findings: tuple[FindingLine, ...]
    findings_total: int  # lines in `findings`; a sheet may show fewer
    criteria: tuple[CriterionResult, ...]
    pages: tuple[PageLine, ...]
    headers: tuple[HeaderLine, ...]
    data_links: tuple[DataLinkLine, ...]
    trends: tuple[TrendLine, ...]
    form: tuple[FormLine, ...]
    lost: str = ""  # what was not tested because of our side, in sentences; '' for nothing
    of_files: bool = False  # files before they are published, not the pages of a site
