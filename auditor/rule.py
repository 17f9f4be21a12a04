"""What a rule author imports: decorators, texts, examples, evidence needs and the words to answer with."""

import hashlib
import inspect
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol, Required, TypedDict, Unpack

from auditor.model import (
    CatalogueEntry,
    Certainty,
    Finding,
    Hop,
    Impact,
    Link,
    Outcome,
    PageFacts,
    ScriptHead,
    SiteEvidence,
    Target,
    Text,
)
from auditor.model import Need as Need  # rule authors ask for evidence by it
from auditor.read.facts import FileFacts

PASSED = Outcome.PASSED
INAPPLICABLE = Outcome.INAPPLICABLE
DEFINITE = Certainty.DEFINITE
LIKELY = Certainty.LIKELY
REVIEW = Certainty.REVIEW
ADVICE = Certainty.ADVICE


class MissingEvidence(Exception):
    """A view was asked for evidence that its capture lacks; the engine turns it into `untested`."""


class EvidenceCut(MissingEvidence):
    """The evidence was wanted, and what came of it is not the whole: it failed, or our budget ended it."""


class EvidenceBound(EvidenceCut):
    """A bound in steps ended the evidence: another try ends at the same place."""


class Element(Protocol):
    """One element of a rendered document, read-only."""

    @property
    def tag(self) -> str: ...  # lower case; 'svg', 'a' …
    @property
    def attributes(self) -> Mapping[str, str]: ...
    def __getitem__(self, name: str) -> str: ...  # '' where the attribute is absent
    def __contains__(self, name: str) -> bool: ...
    def __hash__(self) -> int: ...  # one node is one key
    def select(self, css: str) -> Sequence["Element"]: ...  # descendants, document order
    def closest(self, css: str) -> "Element | None": ...  # itself or the nearest ancestor
    def matches(self, css: str) -> bool: ...
    @property
    def parent(self) -> "Element | None": ...
    @property
    def children(self) -> Sequence["Element"]: ...
    @property
    def previous(self) -> "Element | None": ...
    @property
    def next(self) -> "Element | None": ...
    @property
    def nodes(self) -> Sequence["Element | str"]: ...  # child elements and text runs in order
    @property
    def text(self) -> str: ...  # of all descendants except script, style, template; white space folded
    @property
    def own_text(self) -> str: ...  # of its own text nodes, white space folded
    @property
    def raw_text(self) -> str: ...  # of all descendants, white space as it stands
    @property
    def name(self) -> str: ...  # accessible name as Chromium computes it; needs ACCESSIBILITY
    @property
    def role(self) -> str: ...  # computed role ('' when ignored); needs ACCESSIBILITY
    @property
    def box(self) -> tuple[float, float, float, float] | None: ...  # x, y, width, height; needs LAYOUT
    @property
    def text_box(self) -> tuple[float, float, float, float] | None: ...  # around its own text; needs LAYOUT
    @property
    def visible(self) -> bool: ...  # rendered, has area, not visibility:hidden, opacity > 0; needs LAYOUT
    def style(self, prop: str) -> str: ...  # computed value; needs LAYOUT
    @property
    def lang(self) -> str: ...  # of the nearest lang attribute, lower case
    @property
    def region(self) -> str: ...  # nearest landmark: banner, navigation, main, contentinfo …, or ''
    def url(self, attribute: str) -> str: ...  # the attribute resolved against the document's base
    def target(self) -> Target: ...


class Page(Protocol):
    """The read-only view of one captured page: frames and open shadow roots included."""

    @property
    def url(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def root(self) -> Element: ...  # html element of the top document
    @property
    def documents(self) -> Sequence[Element]: ...  # html elements: top first, then frames
    @property
    def viewport(self) -> tuple[int, int]: ...
    @property
    def closed_hosts(self) -> Sequence[Element]: ...  # of shadow roots that no script can enter
    def select(self, css: str) -> Sequence[Element]: ...  # over all documents and shadow roots
    def by_id(self, element: Element, id: str) -> Element | None: ...  # in the same tree as element
    @property
    def text(self) -> str: ...
    @property
    def source(self) -> "Source": ...  # needs SOURCE
    @property
    def hops(self) -> Sequence[Hop]: ...
    @property
    def requests(self) -> Sequence[Mapping[str, Any]]: ...
    @property
    def events(self) -> Sequence[Mapping[str, Any]]: ...
    @property
    def cookies(self) -> Sequence[Mapping[str, Any]]: ...  # the visit left, without their values
    @property
    def axe(self) -> Mapping[str, Any]: ...  # needs AXE
    def probe(self, name: str) -> Any: ...  # needs the probe; EvidenceCut where it is not whole
    # Evidence that a rule went on without: where it finds nothing, it is untested. The engine empties both before each rule.
    @property
    def lost(self) -> set[str]: ...  # asked for, and it did not come whole
    @property
    def left_out(self) -> set[str]: ...  # beyond a bound of ours: another try would leave it out again
    def at(self, selector: str) -> Element | None: ...  # a selector as Target.selector gives it


@dataclass(frozen=True, slots=True)
class Tag:
    """A start or end tag of the markup as sent."""

    name: str
    end: bool
    attributes: tuple[tuple[str, str], ...]  # in order, duplicates kept
    line: int
    offset: int
    text: str  # as written, ≤ 300 characters
    self_closing: bool = False


class Source(Protocol):
    """The markup as sent, before any repair."""

    @property
    def text(self) -> str: ...
    @property
    def tags(self) -> Sequence[Tag]: ...  # script, style, textarea, title content skipped
    @property
    def doctype(self) -> str: ...
    @property
    def encoding(self) -> str: ...
    @property
    def bom(self) -> bool: ...  # whether a byte order mark stood before the text
    def target(self, tag: Tag) -> Target: ...


class SiteView(Protocol):
    """All pages of one site, as known without a browser, with the audited ones one by one on request."""

    @property
    def id(self) -> str: ...
    @property
    def start(self) -> str: ...
    @property
    def pages(self) -> Sequence[PageFacts]: ...  # HTML pages that answered, sorted by URL
    @property
    def audited(self) -> Sequence[str]: ...  # URLs with a capture
    def links(self, page: PageFacts) -> Sequence[Link]: ...  # rendered links where captured, else raw ones
    def resource(self, url: str) -> PageFacts | None: ...  # any URL that was asked, page or file
    def views(self) -> Iterator[Page]: ...  # captured pages, one in memory at a time
    def view(self, url: str) -> Page | None: ...  # one captured page, opened for this call
    def source(self, url: str) -> Source | None: ...  # of a captured page: a tenth of the cost of its view
    @property
    def evidence(self) -> SiteEvidence: ...  # of the host; MissingEvidence where it was not probed
    @property
    def scripts(self) -> Sequence[ScriptHead]: ...  # of the host; MissingEvidence where none were asked for
    @property
    def catalogue(
        self,
    ) -> Sequence[CatalogueEntry]: ...  # of the organisation; MissingEvidence without a copy


@dataclass(frozen=True, slots=True)
class File:
    """One published file: what was read from it, and what is known of the place it is published at."""

    facts: FileFacts
    url: str = ""
    context: str = ""  # text of the page around its link, '' where the file was given alone
    siblings: tuple[FileFacts, ...] = ()  # other files of the same place
    beside: tuple[
        FileFacts, ...
    ] = ()  # those of the siblings that are linked in the same item or under the same heading

    @property
    def name(self) -> str:
        """The name of the file without its folder."""
        return self.facts.name


@dataclass(frozen=True, slots=True)
class Example:
    """The smallest HTML that shows one thing, with the outcome a rule must give.

    at: selector of the element the finding must name; ignored for passed and inapplicable.
    key: message key the finding must carry, '' for any.
    pages: of a site rule's example, instead of html: path under http://example.localhost, or absolute URL →
    (text, header lines[, status = 200]); "/" is the start page; content-type (text/html where there is none)
    decides page or file. A linked URL that is absent was never asked.
    probes: {"reflow": …}, {"keyboard": …} and so on, as page.probe() returns them;
    "requests" and "cookies" are those of the page.
    file: of a file rule's example: the file, or only its facts.
    evidence: of a site rule's example: what the probe of the host told; catalogue: what the catalogue lists;
    scripts: beginnings of scripts that were asked for.
    """

    outcome: Outcome | Certainty
    html: str = ""
    at: str = ""
    key: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    pages: Mapping[str, Any] = field(default_factory=dict)
    probes: Mapping[str, Any] = field(default_factory=dict)
    file: File | FileFacts | None = None
    evidence: SiteEvidence | None = None
    catalogue: tuple[CatalogueEntry, ...] | None = None
    scripts: tuple[ScriptHead, ...] | None = None
    why: str = ""


PageCheck = Callable[[Page], Iterator[Finding]]
SiteCheck = Callable[[SiteView], Iterator[Finding]]
FileCheck = Callable[[File], Iterator[Finding]]


@dataclass(frozen=True)
class Rule:
    """One rule: texts, cure, code, examples and manual entry in one value."""

    id: str  # family/name: jis/alt-is-file-name
    kind: str  # page | site | file | axe
    title: Text
    why: Text
    fix: Text
    messages: Mapping[str, Text]
    criteria: tuple[str, ...] = ()  # primary one first; () where no criterion covers it
    techniques: tuple[str, ...] = ()
    act: tuple[str, ...] = ()
    impact: Impact = Impact.MODERATE
    question: Text | None = None  # what a person decides when the outcome is cantTell
    needs: frozenset[Need] = frozenset()
    replaces: tuple[str, ...] = ()
    standards: tuple[str, ...] = ()  # prefixes of standards it lives in, () for all: ("jis-x-8341-3-2016",)
    certainty: Certainty = Certainty.DEFINITE  # axe rules: of a violation
    place: str = ""  # file | external | response …; '' lets the plan decide
    examples: tuple[Example, ...] = ()
    check: PageCheck | SiteCheck | FileCheck | None = None
    digest: str = ""
    override: Certainty | None = None  # of its failing findings, where targets.yaml sets one

    @property
    def family(self) -> str:
        """The folder: jis, axe, security, opendata, pdf."""
        return self.id.split("/", 1)[0]


class RuleFields(TypedDict, total=False):
    """Keywords of the decorators: the fields of `Rule` that an author writes, lists in place of tuples."""

    id: Required[str]
    title: Required[Text]
    why: Required[Text]
    fix: Required[Text]
    messages: Required[Mapping[str, Text]]
    criteria: Sequence[str]
    techniques: Sequence[str]
    act: Sequence[str]
    impact: Impact
    question: Text | None
    needs: Iterable[Need]
    replaces: Sequence[str]
    standards: Sequence[str]
    certainty: Certainty
    place: str
    examples: Sequence[Example]


def _rule(kind: str, check: PageCheck | SiteCheck | FileCheck | None, path: str, fields: RuleFields) -> Rule:
    values: dict[str, Any] = dict(fields)
    for name in ("criteria", "techniques", "act", "replaces", "standards", "examples"):
        values[name] = tuple(values.get(name, ()))
    values["needs"] = frozenset(values.get("needs", ()))
    source = Path(path).read_bytes() if path else b""
    return Rule(kind=kind, check=check, digest=hashlib.sha256(source).hexdigest()[:16], **values)


def page_rule(**fields: Unpack[RuleFields]) -> Callable[[PageCheck], Rule]:
    """Make a rule of a function that reads one page. Keywords are the fields of `Rule`."""
    return lambda check: _rule("page", check, inspect.getfile(check), fields)


def site_rule(**fields: Unpack[RuleFields]) -> Callable[[SiteCheck], Rule]:
    """Make a rule of a function that reads all pages of a site. Keywords are the fields of `Rule`."""
    return lambda check: _rule("site", check, inspect.getfile(check), fields)


def file_rule(**fields: Unpack[RuleFields]) -> Callable[[FileCheck], Rule]:
    """Make a rule of a function that reads the facts of one published file. Keywords are the fields of `Rule`."""
    return lambda check: _rule("file", check, inspect.getfile(check), fields)


def axe_rule(**fields: Unpack[RuleFields]) -> Rule:
    """Say in our words what an axe-core rule reports. Keywords are the fields of `Rule`.

    `messages` needs the key "violation" and may have "incomplete"; `certainty` is that of a violation,
    what axe-core calls incomplete is review.
    """
    frame = inspect.currentframe()
    caller = frame.f_back if frame else None  # not inspect.stack(): that reads every file on the way
    return _rule("axe", None, caller.f_code.co_filename if caller else "", fields)


_JAPANESE = re.compile(
    "[\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f々〆〇]+"
)
_LETTERS = re.compile(r"[^\W\d_]+")

Where = Element | PageFacts | Target


def _target(place: Where) -> Target:
    if isinstance(place, Target):
        return place
    if isinstance(place, PageFacts):
        return Target(selector="html", region="document", url=place.url)
    return place.target()


def definite(place: Where, key: str, **data: Any) -> Finding:
    """Return the defect is certain (問題あり)."""
    return Finding(Certainty.DEFINITE, _target(place), key, data)


def likely(place: Where, key: str, **data: Any) -> Finding:
    """Return the defect is probable; a person may overrule (問題の可能性大)."""
    return Finding(Certainty.LIKELY, _target(place), key, data)


def review(place: Where, key: str, **data: Any) -> Finding:
    """Return the machine cannot know; a person answers the rule's question (要判断箇所)."""
    return Finding(Certainty.REVIEW, _target(place), key, data)


def advice(place: Where, key: str, **data: Any) -> Finding:
    """Good practice outside the standard (推奨)."""
    return Finding(Certainty.ADVICE, _target(place), key, data)


_PASSED = Finding(None, Target())


def passed(place: Where | None = None) -> Finding:
    """Return the place is in order. Only counted, except by a site rule, which names the page."""
    if isinstance(place, PageFacts):
        return Finding(None, Target(url=place.url))
    if isinstance(place, Target) and place.url:
        return Finding(None, place)
    return _PASSED


def link_target(page: PageFacts, link: Link, identity: str = "") -> Target:
    """Where a link of a page is, for a site rule."""
    return Target(
        selector=link.selector or "html", snippet=link.snippet, region="link",
        identity=identity or link.url, url=page.url,
    )  # fmt: skip


def file_target(file: File, where: str = "", snippet: str = "", identity: str = "") -> Target:
    """Return a place in a file: sheet and cell range, row and column, or page of a PDF; '' for the whole file."""
    return Target(
        where=where or file.name, snippet=snippet[:500], region="file", identity=identity, url=file.url
    )


def header_target(page: PageFacts, header: str, value: str = "") -> Target:
    """Return a response header of a page, for a site rule; `value` as sent goes into the snippet."""
    return Target(where=header, snippet=value[:500], region="response", identity=header.lower(), url=page.url)


def header_values(headers: Sequence[tuple[str, str]], name: str) -> list[str]:
    """Return all values of a header in the order sent; names compare without case (RFC 9110 5.1)."""
    return [value for key, value in headers if key.lower() == name.lower()]


def is_japanese(char: str) -> bool:
    """Kana, CJK ideographs, and full-width forms: the scripts Japanese text is written in."""
    return _JAPANESE.match(char) is not None


@lru_cache(maxsize=256)  # many rules ask this of the same long text
def japanese_share(text: str) -> float:
    """Share of kana and kanji among the letters of a text, 0.0 for a text without letters."""
    letters = sum(map(len, _LETTERS.findall(text)))
    return sum(map(len, _JAPANESE.findall(text))) / letters if letters else 0.0


def has_kana(text: str) -> bool:
    """Return whether hiragana or katakana occur: kana tells Japanese from Chinese."""
    return any("\u3041" <= char <= "\u30fa" for char in text)
