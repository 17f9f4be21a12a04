"""Sitemap files (sitemaps.org): index, gzip, plain text, and damaged ones as far as they can be read."""

import re
import zlib
from dataclasses import dataclass

from lxml import etree

from auditor.crawl.url import canonical

MAX_BYTES = 50 * 1024 * 1024  # sitemaps.org: 50 MB uncompressed, 50,000 URLs
MAX_URLS = 50_000
MAX_CHILDREN = 1_000
_CHUNK = 64 * 1024
_LASTMOD = re.compile(r"[0-9TZ:+.\-]{4,40}")


@dataclass(frozen=True, slots=True)
class Sitemap:
    """What one sitemap file names; `truncated` when it was damaged or beyond the bounds."""

    entries: tuple[tuple[str, str], ...] = ()  # canonical URL, lastmod as written or ''
    children: tuple[str, ...] = ()  # canonical URLs of further sitemaps
    truncated: bool = False


def read_sitemap(body: bytes, url: str) -> Sitemap:
    """Read a sitemap of any kind; never raises on what a site may send."""
    data, cut = _unzipped(body)
    start = data[:512].removeprefix(b"\xef\xbb\xbf").lstrip()
    # UTF-16 shows as NUL bytes or its mark; libxml2 knows what to do with it.
    if start.startswith(b"<") or data[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in data[:4]:
        return _xml(data, url, cut)
    return _plain(data, cut)


def _unzipped(body: bytes) -> tuple[bytes, bool]:
    if not body.startswith(b"\x1f\x8b"):
        return body[:MAX_BYTES], len(body) > MAX_BYTES
    unzip = zlib.decompressobj(wbits=31)
    try:
        data = unzip.decompress(body, MAX_BYTES)
    except zlib.error:
        return _readable_start(body), True
    return data, not unzip.eof


def _readable_start(body: bytes) -> bytes:
    """Unzip chunk by chunk up to the damage."""
    unzip, data = zlib.decompressobj(wbits=31), bytearray()
    for at in range(0, len(body), _CHUNK):
        try:
            data += unzip.decompress(body[at : at + _CHUNK], MAX_BYTES - len(data) or 1)
        except zlib.error:
            break
        if len(data) >= MAX_BYTES:
            break
    return bytes(data[:MAX_BYTES])


def _plain(data: bytes, cut: bool) -> Sitemap:
    # One absolute URL a line; anything else in the file (an HTML error page) has none and gives nothing.
    entries: dict[str, str] = {}
    for line in data.decode("utf-8-sig", errors="replace").splitlines():
        if len(entries) >= MAX_URLS:
            return Sitemap(tuple(entries.items()), truncated=True)
        if line.strip().lower().startswith(("http://", "https://")) and (found := canonical(line)):
            entries[found] = ""
    return Sitemap(tuple(entries.items()), truncated=cut)


def _xml(data: bytes, url: str, cut: bool) -> Sitemap:
    # No entity is expanded, nothing is loaded, and libxml2's own depth and size limits stay on.
    parser = etree.XMLPullParser(
        events=("end",),
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
        recover=True,
        load_dtd=False,
    )
    entries: dict[str, str] = {}
    children: dict[str, None] = {}
    truncated = cut
    for at in range(0, len(data) + 1, _CHUNK):
        try:
            parser.feed(data[at : at + _CHUNK])
            if at + _CHUNK > len(data):
                parser.close()
        except etree.XMLSyntaxError:
            truncated = True
        for _, element in parser.read_events():
            if isinstance(element, etree._Element):
                _take(element, url, entries, children)
        full = len(entries) >= MAX_URLS or len(children) >= MAX_CHILDREN
        if full or truncated:
            truncated = True
            break
    return Sitemap(tuple(entries.items())[:MAX_URLS], tuple(children)[:MAX_CHILDREN], truncated)


def _take(element: etree._Element, url: str, entries: dict[str, str], children: dict[str, None]) -> None:
    name = _name(element)
    if name not in ("url", "sitemap"):
        return
    texts = {_name(child): (child.text or "").strip() for child in element}
    place = canonical(texts.get("loc", ""), url) if texts.get("loc") else None
    if place and name == "sitemap":
        children[place] = None
    elif place:
        lastmod = texts.get("lastmod", "")
        entries.setdefault(place, lastmod if _LASTMOD.fullmatch(lastmod) else "")
    element.clear()  # a file of 50 MB must not become a tree of 500 MB


def _name(element: etree._Element) -> str:
    # Comments and processing instructions have a function for a tag.
    # etree.QName refuses what the recovering parser lets through, such as a tag named ":".
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
