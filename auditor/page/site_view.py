"""The view of a whole site: facts of all pages, captured ones one by one on request."""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import urldefrag, urljoin

from auditor.model import Capture, CatalogueEntry, Fate, Hop, Link, PageFacts, ScriptHead, SiteEvidence
from auditor.page.dom import TreePage
from auditor.page.markup import page_from_html
from auditor.page.place import menu_links, near
from auditor.page.snapshot import page_from_capture, source_opener
from auditor.page.source import MarkupSource
from auditor.read.terms import forbids_reuse, licences, updated_on
from auditor.rule import MissingEvidence

_HTML = ("text/html", "application/xhtml+xml")


class Site:
    """One site as a site rule sees it. Captures are opened when asked for and let go of again."""

    def __init__(
        self,
        id: str,
        start: str,
        facts: Sequence[PageFacts],
        views: Mapping[str, Callable[[], TreePage]],
        rendered_links: Mapping[str, Sequence[Link]],
        evidence: SiteEvidence | None = None,
        catalogue: Sequence[CatalogueEntry] | None = None,
        scripts: Sequence[ScriptHead] | None = None,
        sources: Mapping[str, Callable[[], MarkupSource | None]] | None = None,
    ) -> None:
        self.id = id
        self.start = start
        self.pages: Sequence[PageFacts] = tuple(
            sorted((page for page in facts if _is_page(page)), key=lambda page: page.url)
        )
        self.audited: Sequence[str] = tuple(sorted(views))
        self._resources = {page.url: page for page in facts}
        self._views = views
        self._rendered = rendered_links
        self._evidence = evidence
        self._catalogue = catalogue
        self._scripts = scripts
        self._sources = sources or {}

    def links(self, page: PageFacts) -> Sequence[Link]:
        """Return the links of the rendered page where it was captured, else those of its raw HTML."""
        return self._rendered.get(page.url, page.links)

    def resource(self, url: str) -> PageFacts | None:
        """Return what is known of any URL that was asked, page or file."""
        return self._resources.get(url) or self._resources.get(urldefrag(url).url)

    @property
    def evidence(self) -> SiteEvidence:
        """What the probe of the host told."""
        if self._evidence is None:
            raise MissingEvidence("site-probe")
        return self._evidence

    @property
    def scripts(self) -> Sequence[ScriptHead]:
        """The beginnings of the host's scripts whose addresses name no version."""
        if self._scripts is None:
            raise MissingEvidence("scripts")
        return self._scripts

    @property
    def catalogue(self) -> Sequence[CatalogueEntry]:
        """The files that the catalogue lists for the site's organisation."""
        if self._catalogue is None:
            raise MissingEvidence("catalogue")
        return self._catalogue

    def views(self) -> Iterator[TreePage]:
        """Yield the captured pages in URL order, one in memory at a time."""
        for url in self.audited:
            yield self._views[url]()

    def view(self, url: str) -> TreePage | None:
        """Return one captured page, None where there is no capture of it."""
        return self._views[url]() if url in self._views else None

    def source(self, url: str) -> MarkupSource | None:
        """Return the markup of one captured page as sent, None where it was not kept."""
        return self._sources[url]() if url in self._sources else None


def site_from(
    facts: Sequence[PageFacts],
    *,
    id: str,
    start: str,
    audited: Mapping[str, Callable[[], Capture]],
    rendered_links: Mapping[str, Sequence[Link]],
    evidence: SiteEvidence | None = None,
    catalogue: Sequence[CatalogueEntry] | None = None,
    scripts: Sequence[ScriptHead] | None = None,
    markup: Mapping[str, Callable[[], Capture]] | None = None,
) -> Site:
    """Return the view over stored facts; `audited` maps a URL to a function that loads its capture.

    markup: functions that load no more of it than its source, where they are cheaper.
    """
    views = {url: _opener(load) for url, load in audited.items()}
    sources = {url: _source(load) for url, load in (markup or audited).items()}
    return Site(id, start, facts, views, rendered_links, evidence, catalogue, scripts, sources)


def site_from_examples(
    pages: Mapping[str, Any],
    origin: str = "http://example.localhost",
    evidence: SiteEvidence | None = None,
    catalogue: Sequence[CatalogueEntry] | None = None,
    scripts: Sequence[ScriptHead] | None = None,
) -> Site:
    """Return the view of a rule's example: path → HTML, or (HTML, header lines[, status]).

    What is not HTML is given as (text, header lines) with its Content-Type among the lines.
    """
    facts: list[PageFacts] = []
    views: dict[str, Callable[[], TreePage]] = {}
    for path, content in pages.items():
        html, headers, *status = (content, ()) if isinstance(content, str) else content
        url = urljoin(origin + "/", path)
        facts.append(page_facts(url, html, tuple(headers), *status))
        if _is_page(facts[-1]):
            views[url] = _parser(html, url, tuple(headers))
    start = urljoin(origin, "/")
    sources = {url: _markup(open_view) for url, open_view in views.items()}
    return Site("example", start, facts, views, {}, evidence, catalogue, scripts, sources)


def page_facts(url: str, html: str, headers: Sequence[tuple[str, str]] = (), status: int = 200) -> PageFacts:
    """Return the facts one GET of this text would have given."""
    kind = next((value for name, value in headers if name.lower() == "content-type"), "text/html")
    known = PageFacts(
        url=url,
        fate=Fate.OK if kind.startswith(_HTML) else Fate.NOT_HTML,
        status=200,
        content_type=kind,
        size=len(html.encode()),
        hops=(Hop(url, 200, tuple(headers)),),
        head=b"" if kind.startswith(_HTML) else html.encode()[:512],
    )
    if status >= 400:
        return replace(
            known,
            fate=Fate.SERVER_ERROR if status >= 500 else Fate.HTTP_ERROR,
            status=status,
            hops=(Hop(url, status, tuple(headers)),),
        )
    if not kind.startswith(_HTML):
        return known
    page = page_from_html(html, url, headers)
    links = links_of(page)
    terms = [f"licence:{name}" for name in licences(page.text, (link.url for link in links))]
    return PageFacts(
        **{name: getattr(known, name) for name in ("url", "fate", "status", "content_type", "size", "hops")},
        title=page.title,
        lang=page.root["lang"],
        encoding="utf-8",
        links=links,
        features=(*terms, *(("reuse-forbidden",) if forbids_reuse(page.text) else ())),
        updated=updated_on(page.text),
        text_hash=hashlib.sha256(page.text.encode()).hexdigest()[:16],
    )


def links_of(page: TreePage, limit: int = 5000) -> tuple[Link, ...]:
    """Return the hyperlinks of a page with web addresses, in document order."""
    links = []
    menus = menu_links(page)
    for anchor in page.select("a[href], area[href]")[:limit]:
        url = urldefrag(anchor.url("href")).url
        if not url.startswith(("http://", "https://")):
            continue
        text = anchor.text or " ".join(image["alt"] for image in anchor.select("img[alt]"))
        target = anchor.target()
        links.append(
            Link(
                url, (text or anchor["alt"])[:200], target.selector, target.snippet, near(anchor),
                menu=anchor in menus,
            )
        )  # fmt: skip
    return tuple(links)


def _is_page(page: PageFacts) -> bool:
    return page.fate is Fate.OK and (not page.content_type or page.content_type.lower().startswith(_HTML))


def _opener(load: Callable[[], Capture]) -> Callable[[], TreePage]:
    return lambda: page_from_capture(load())


def _source(load: Callable[[], Capture]) -> Callable[[], MarkupSource | None]:
    def read() -> MarkupSource | None:
        opener = source_opener(load())
        return opener() if opener else None

    return read


def _markup(open_view: Callable[[], TreePage]) -> Callable[[], MarkupSource | None]:
    return lambda: open_view().source


def _parser(html: str, url: str, headers: Sequence[tuple[str, str]]) -> Callable[[], TreePage]:
    return lambda: page_from_html(html, url, headers)
