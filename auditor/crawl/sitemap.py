"""Sitemap files (sitemaps.org): index, gzip, feeds, plain text, and damaged ones as far as they can be read."""

import codecs
import re
import zlib
from contextlib import suppress
from dataclasses import dataclass

from auditor.crawl.encoding import decode
from auditor.crawl.url import canonical

MAX_BYTES = 50 * 1024 * 1024  # sitemaps.org: 50 MB uncompressed, 50,000 URLs
MAX_URLS = 50_000
MAX_CHILDREN = 1_000
_CHUNK = 64 * 1024
_LASTMOD = re.compile(r"[0-9TZ:+.\-]{4,40}")
_MAX_TEXT = 10_000  # of one field
_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_DECLARED = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
# White space, and what is as invisible: no-break and zero-width spaces, a mark left in the middle of a file.
_AROUND = "".join(map(chr, range(33))) + "\u00a0\u3000\u200b\u2060\ufeff"

# What sitemaps.org allows: a sitemap, an index, RSS, Atom.
_ENTRIES = frozenset({"url", "sitemap", "item", "entry"})
_PLACES = frozenset({"loc", "link"})
_DATES = frozenset({"lastmod", "updated", "date", "modified"})
_ROOT = re.compile(r"(?i)<(?:[\w.-]+:)?(?:urlset|sitemapindex|rss|feed|rdf|url|sitemap)[\s>]")
# Each piece ends where the next begins, and what is never closed reaches to the end: one pass, whatever comes.
_PIECE = re.compile(
    r"<!--(?:.*?-->|.*)|<!\[CDATA\[(.*?)(?:\]\]>|\Z)|<\?(?:.*?\?>|.*)|<![^<>\[]*(?:\[[^\]]*(?:\]\s*|\Z))?>?"
    r"|<(/?)([A-Za-z_][\w.:-]*+)([^<>]*?)(/?)(?:>|(?=<)|\Z)|([^<]+|<)",
    re.DOTALL,
)
_HREF = re.compile(r"""\shref\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_REL = re.compile(r"""\srel\s*=\s*["']?([\w-]+)""")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_REFERENCE = re.compile(r"&(?:#([0-9]{1,7})|#[xX]([0-9A-Fa-f]{1,6})|(amp|lt|gt|quot|apos));")


@dataclass(frozen=True, slots=True)
class Sitemap:
    """What one sitemap file names; `truncated` when it was damaged or beyond the bounds."""

    entries: tuple[tuple[str, str], ...] = ()  # canonical URL, lastmod as written or ''
    children: tuple[str, ...] = ()  # canonical URLs of further sitemaps
    truncated: bool = False


def read_sitemap(body: bytes, url: str) -> Sitemap:
    """Read a sitemap of any kind; never raises on what a site may send."""
    data, cut = _unzipped(body)
    text = _decoded(data)
    return _xml(text, url, cut) if _ROOT.search(text) else _plain(text, cut)


def _decoded(data: bytes) -> str:
    """Return the text of a sitemap: its mark, UTF-16's zero bytes, what it is, and only then what it says it is.

    Japanese text in another encoding is never valid UTF-8 by chance, and a declaration is often left over.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(name, "replace")
    if b"\0" in data[:4]:
        return data.decode("utf-16-be" if data.startswith(b"\0") else "utf-16-le", "replace")
    if b"\x1b" not in data:
        with suppress(UnicodeDecodeError):
            return codecs.getincrementaldecoder("utf-8")().decode(data)
    declared = _DECLARED.search(data, 0, 1024)
    label = declared[1].decode("ascii") if declared else ""
    said = "" if label.lower() in ("utf-8", "utf8") else f"text/xml; charset={label}"
    # Without its declaration, which would be obeyed.
    return decode(data[declared.end() :] if declared else data, said)[0]


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


def _plain(text: str, cut: bool) -> Sitemap:
    # One absolute URL a line; anything else in the file (an HTML error page) has none and gives nothing.
    entries: dict[str, str] = {}
    for written in text.splitlines():
        if len(entries) >= MAX_URLS:
            return Sitemap(tuple(entries.items()), truncated=True)
        line = written.strip(_AROUND)
        if line.lower().startswith(("http://", "https://")) and (found := canonical(line)):
            entries[found] = ""
    return Sitemap(tuple(entries.items()), truncated=cut)


def _xml(text: str, url: str, cut: bool) -> Sitemap:
    """Read the addresses of a file of elements, whole or damaged.

    A parser that mends damage drops what it does not understand, an ampersand most of all, and an address is
    another one then. So the file is read piece by piece: a broken place costs its own entry and no other.
    """
    entries: dict[str, str] = {}
    children: dict[str, None] = {}
    entry: _Entry | None = None
    for piece in _PIECE.finditer(text):
        data, closing, name, attributes, empty, plain = piece.groups()
        if not name:
            if entry is not None:
                entry.add(data if data is not None else _unescaped(plain or ""))
            continue
        prefix, _, local = name.rpartition(":")
        local = local.lower()
        if local not in _ENTRIES:
            if entry is not None:
                entry.at(prefix, local, attributes if not closing else None, bool(empty))
            continue
        if entry is not None:
            _keep(entry, url, entries, children)
        entry = None if closing or empty else _Entry(prefix, local)
        if len(entries) >= MAX_URLS or len(children) >= MAX_CHILDREN:
            return Sitemap(tuple(entries.items()), tuple(children), truncated=True)
    if entry is not None and entry.place:  # its end is missing, its address is not
        _keep(entry, url, entries, children)
    return Sitemap(tuple(entries.items()), tuple(children), cut or entry is not None)


class _Entry:
    """One `<url>`, `<sitemap>`, feed item or feed entry while it is read."""

    def __init__(self, prefix: str, kind: str) -> None:
        self.kind = kind
        self.place = self.date = ""
        self._prefix = prefix
        self._field = ""
        self._text = ""

    def at(self, prefix: str, name: str, attributes: str | None, empty: bool) -> None:
        """A tag inside the entry; attributes None for an end tag, which ends the text of a field as well."""
        self.end()
        if attributes is None or (name in _PLACES and prefix != self._prefix):
            return  # <image:loc> names a picture
        if name in _PLACES and (linked := _HREF.search(attributes)):
            other = _REL.search(attributes)
            if not self.place and (other is None or other[1].lower() == "alternate"):
                self.place = _unescaped(linked[1] or linked[2])
        elif not empty and name in (*_PLACES, *_DATES):
            self._field = name

    def add(self, text: str) -> None:
        """A piece of text inside the entry."""
        if self._field and len(self._text) < _MAX_TEXT:
            self._text += text

    def end(self) -> None:
        """The text of a field is complete."""
        if self._field in _PLACES:
            self.place = self.place or self._text.strip(_AROUND)
        elif self._field:
            self.date = self.date or self._text.strip(_AROUND)
        self._field = self._text = ""


def _keep(entry: _Entry, url: str, entries: dict[str, str], children: dict[str, None]) -> None:
    entry.end()
    place = canonical(entry.place, url) if entry.place else None
    if place and entry.kind == "sitemap":
        children[place] = None
    elif place:
        entries.setdefault(place, entry.date if _LASTMOD.fullmatch(entry.date) else "")


def _unescaped(text: str) -> str:
    """Return text with XML's own references resolved; everything else stands as it is written."""
    return _REFERENCE.sub(_character, text) if "&" in text else text


def _character(match: re.Match[str]) -> str:
    if match[3]:
        return _NAMED[match[3]]
    number = int(match[1]) if match[1] else int(match[2], 16)
    return chr(number) if 0 < number < 0x110000 and not 0xD800 <= number < 0xE000 else "\ufffd"
