"""What a page's raw HTML tells without a browser: title, links, features, template signature."""

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from lxml import etree
from lxml.html import HTMLParser

from auditor.crawl.encoding import decode
from auditor.crawl.links import base_of, page_links
from auditor.crawl.skeleton import signature
from auditor.crawl.url import MAX_LENGTH, canonical, path_of
from auditor.model import EMPTY_STATUS, Fate, Hop, Link, PageFacts
from auditor.read.terms import licences, updated_on

__all__ = ["decode", "few_links", "is_html", "page_facts", "refresh_target"]

MAX_TEXT = 2_000_000  # characters of visible text that are hashed
COPY_MIN = 40  # shorter texts ("Loading…") do not tell pages apart
HEAD_BYTES = 512
_HTML_TYPES = ("text/html", "application/xhtml+xml")
_LOOKS_HTML = re.compile(
    rb"(?is)\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b"
)
_SILENT = frozenset({"script", "style", "noscript", "template", "head"})
# Whole seconds, then an address with or without its name and quotes (HTML, "shared declarative refresh steps").
_REFRESH = re.compile(
    r"""(?is)\s*(?=[\d.])(\d*)[\d.]*(?:\s*[;,]\s*|\s+)(?:url\s*=\s*)?(?:"([^"]*)|'([^']*)|(.*))"""
)
_WHITE = re.compile(r"\s+")
_ABOUT = {
    "search": re.compile(r"(?i)検索|search|kensaku"),
    "sitemap": re.compile(r"(?i)サイトマップ|site-?map"),
    "contact": re.compile(r"(?i)問い?合わ?せ|ご意見|toiawase|contact|inquiry|otoiawase"),
    "accessibility": re.compile(r"(?i)アクセシビリティ|accessibility|\ba11y\b"),
    "calendar": re.compile(r"(?i)カレンダー|calendar"),
}
_VIDEO = re.compile(r"(?i)youtube(?:-nocookie)?\.com|youtu\.be|vimeo\.com|\.mp4|\.webm|\.m3u8")


def is_html(content_type: str, body: bytes) -> bool:
    """Return whether an answer is a page: by its content type, by its first bytes where there is none."""
    media = content_type.partition(";")[0].strip().lower()
    return media in _HTML_TYPES if media else _LOOKS_HTML.match(body[:1024]) is not None


def page_facts(url: str, hops: Sequence[Hop], body: bytes, row: PageFacts | None = None) -> PageFacts:
    """Return the facts of one answered URL, keeping what `row` knows of how it was found.

    The fate is `ok` for a page, `not-html` for any other content and `no-content` for none; what any other status
    or the transport has to say is the caller's, who knows it before the body.
    """
    known = row or PageFacts(url)
    answer = hops[-1] if hops else None
    headers = answer.headers if answer else ()
    content_type = next((value for name, value in headers if name.lower() == "content-type"), "")
    known = replace(
        known, url=url, hops=tuple(hops), status=answer.status if answer else None, content_type=content_type,
        size=len(body),
    )  # fmt: skip
    if known.status in EMPTY_STATUS:
        return replace(known, fate=Fate.NO_CONTENT, detail=f"HTTP {known.status}")
    if not is_html(content_type, body):
        return replace(known, fate=Fate.NOT_HTML, head=body[:HEAD_BYTES])
    text, encoding = decode(body, content_type)
    root = parsed(text)
    if root is None:
        return replace(known, fate=Fate.OK, encoding=encoding)
    title = _folded("".join(_text_of(root.find(".//title"))))[:500]
    links = page_links(root, url, encoding)
    addresses = [link.url for link in links]
    terms = [f"licence:{name}" for name in licences(text, addresses)]
    if wish := _refresh(root, url):
        target = Link(wish[1], "", "meta[http-equiv]", "")
        links = (target, *(link for link in links if link.url != target.url))
    return replace(
        known,
        fate=Fate.OK,
        title=title,
        lang=_folded(root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or "")[:40],
        encoding=encoding,
        links=links,
        signature=signature(root),
        text_hash=_text_hash(root),
        features=tuple(sorted({*_features(root, url, title, addresses), *terms})),
        updated=updated_on(text),
    )


def parsed(text: str) -> etree._Element | None:
    """Return the lenient tree of a page; None for a page without a single element."""
    # NUL ends a document for libxml2; an XML declaration naming another encoding must not win over ours.
    data = text.replace("\0", "\ufffd").encode("utf-8", "replace")
    parser = HTMLParser(
        encoding="utf-8", huge_tree=True, remove_pis=True, remove_comments=True, no_network=True
    )
    try:
        root: etree._Element | None = etree.fromstring(data, parser)
    except (etree.ParserError, etree.XMLSyntaxError):  # "Document is empty"
        return None
    for template in [] if root is None else list(root.iter("template")):
        # What a template holds is no part of the page, unless it is the page's own shadow tree.
        if (template.get("shadowrootmode") or "").lower() not in ("open", "closed"):
            _emptied(template)
    return root


def _emptied(element: etree._Element) -> None:
    for child in list(element):
        element.remove(child)
    element.text = None


def few_links(facts: PageFacts) -> bool:
    """Return whether the raw HTML names almost no other page but has scripts: its links need a browser."""
    return facts.fate is Fate.OK and len(facts.links) <= 2 and "script" in facts.features


def refresh_target(body: bytes, content_type: str, url: str, header: str = "") -> str | None:
    """Return where a page leads at once by a `Refresh` header or a meta refresh, as a canonical URL.

    None for a page that stays, or is shown for a time before it leads on: that one is read by people.
    """
    wish = _wish(header, url)
    if wish is None and is_html(content_type, body):
        root = parsed(decode(body, content_type)[0])
        wish = None if root is None else _refresh(root, url)
    return wish[1] if wish and wish[0] == 0 else None


def _refresh(root: etree._Element, url: str) -> tuple[int, str] | None:
    """Return delay and target of the first meta refresh that counts where scripts run."""
    for meta in root.iter("meta"):
        if (meta.get("http-equiv") or "").strip().lower() != "refresh":
            continue
        if any(above.tag == "noscript" for above in meta.iterancestors()):
            continue
        if wish := _wish(meta.get("content") or "", base_of(root, url), url):
            return wish
    return None


def _wish(written: str, base: str, url: str = "") -> tuple[int, str] | None:
    """Return delay and target of one refresh, None where it names no other page."""
    match = _REFRESH.match(written[: MAX_LENGTH * 2])
    if match is None:
        return None
    target = canonical((match[2] or match[3] or match[4] or "").strip(), base)
    return (int(match[1][:9] or 0), target) if target and target != (url or base) else None


def _text_of(element: etree._Element | None) -> Iterator[str]:
    return iter(()) if element is None else (str(part) for part in element.itertext())


def _folded(text: str) -> str:
    return _WHITE.sub(" ", text).strip()


def _text_hash(root: etree._Element) -> str:
    """Hash of the text a reader meets, '' where there is too little to call two pages copies."""
    parts: list[str] = []
    length = 0
    skipped: etree._Element | None = None
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "start" and skipped is None:
            if element.tag in _SILENT:
                skipped = element
            elif element.text:
                parts.append(element.text)
        elif event == "end":
            if element is skipped:
                skipped = None
            if skipped is None and element.tail:
                parts.append(element.tail)
                length += len(element.tail)
        if length > MAX_TEXT:
            break
    text = _folded(" ".join(parts))
    return hashlib.sha256(text.encode()).hexdigest()[:32] if len(text) >= COPY_MIN else ""


def _features(root: etree._Element, url: str, title: str, links: Sequence[str]) -> Iterator[str]:
    top = _folded("".join(_text_of(root.find(".//h1"))))[:200]
    # Titles end in the site's name, which may hold such a word itself.
    words = f"{re.split('[|｜]', title)[0]} {top} {path_of(url)}"
    yield from (name for name, about in _ABOUT.items() if about.search(words))
    for element in root.iter("form", "table", "video", "iframe", "script", "input"):
        yield from _feature(element)
    if any(link.partition("?")[0].lower().endswith(".pdf") for link in links):
        yield "pdf"


def _feature(element: etree._Element) -> Iterator[str]:
    tag = element.tag
    if tag == "form":
        # A search box stands on every page; it is no form to fill in.
        fields = [
            f
            for f in element.iter("input", "textarea", "select")
            if (f.get("type") or "") not in ("hidden", "submit", "image", "button")
        ]
        yield "form" if len(fields) > 1 or any(f.tag == "textarea" for f in fields) else "search-box"
    elif (
        tag == "table"
        and element.get("role") != "presentation"
        and next(element.iter("th", "caption"), None) is not None
    ):
        yield "table"
    elif tag == "video":
        yield "video"
    elif tag == "iframe":
        yield "iframe"
        if _VIDEO.search(element.get("src") or ""):
            yield "video"
    elif tag == "script":
        # Data blocks (JSON-LD and such) make no links.
        if "json" not in (element.get("type") or ""):
            yield "script"
    elif tag == "input" and element.get("type") == "search":
        yield "search-box"
