"""Finds the files that the markup of a local page names: they are served with it, and nothing else is.

A page that is opened from a disk is often somebody else's: a mail attachment, an export of a CMS. It gets what a
browser needs to draw it, wherever its relative addresses lead, and its scripts can read nothing more.
"""

import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path, PurePosixPath
from urllib.parse import urljoin, urlsplit

import lxml.etree
import lxml.html

from auditor.capture.folder import suffix_of
from auditor.capture.neighbours import HOST, ROOT, Neighbours, _origin, address_key, path_of
from auditor.page.source import source_from_bytes

MAX_FILES = 2_000  # named by one page, its frames and style sheets


MAX_DEPTH = 6  # of style sheets in style sheets, and of frames in frames


MAX_TEXT = 5_000_000  # bytes of one page or style sheet that are looked through


MAX_SIZE = 100_000_000  # bytes of one file that is served


STYLES = frozenset({".css"})


FRAMES = frozenset({".html", ".htm", ".xhtml", ".shtml"})


_PICTURES = frozenset(
    {".png", ".jpg", ".jpeg", ".jpe", ".jfif", ".gif", ".webp", ".avif", ".apng", ".bmp", ".ico", ".cur", ".svg"}
)  # fmt: skip


_SHOWN = _PICTURES | STYLES | {
    ".js", ".mjs", ".woff", ".woff2", ".ttf", ".otf", ".eot", ".mp4", ".m4v", ".webm", ".ogv", ".mp3", ".m4a",
    ".ogg", ".wav", ".vtt",
}  # fmt: skip


_LINKS = frozenset(
    {"stylesheet", "icon", "apple-touch-icon", "mask-icon", "preload", "modulepreload", "prefetch"}
)


_FRAMES = frozenset({("iframe", "src"), ("frame", "src"), ("object", "data"), ("embed", "src")})


_LOADED = _FRAMES | {
    ("script", "src"), ("img", "src"), ("input", "src"), ("source", "src"), ("video", "src"), ("video", "poster"),
    ("audio", "src"), ("track", "src"), ("image", "href"), ("image", "xlink:href"), ("use", "href"),
    ("use", "xlink:href"), ("feimage", "href"), ("feimage", "xlink:href"), ("body", "background"),
    ("table", "background"), ("tr", "background"), ("td", "background"), ("th", "background"),
}  # fmt: skip


_SETS = frozenset({("img", "srcset"), ("source", "srcset"), ("link", "imagesrcset")})


_CANDIDATE = re.compile(r"[\s,]*([^\s,]\S*[^\s,]|[^\s,])(?:\s+[^,]*)?")


_QUOTED = r"\"((?:[^\"\\\n]|\\.)*+)\"|'((?:[^'\\\n]|\\.)*+)'"


# A comment, or what a style sheet can name an address in: an url( without quotes, or any string.
_CSS = re.compile(
    rf"/\*.*?(?:\*/|\Z)|(@import\s+)?(?:url\(\s*+)?(?:{_QUOTED}|(?<=\()([^\s\"'()]++))",
    re.DOTALL | re.IGNORECASE,
)


_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})\s?|(.))", re.DOTALL)


_CHARSET = re.compile(rb'@charset "([\w-]{1,40})"')


class _As(StrEnum):
    """What an address is named for."""

    SHEET = "sheet"
    FRAME = "frame"
    REST = "rest"  # scripts, pictures, fonts, sound and film


_Named = tuple[str, _As]


def neighbours_of(page: Path) -> Neighbours:
    """Read a page and what it names, in turn, within bounds."""
    return _Search(page).all(ROOT + page.as_uri().removeprefix("file://"))


def neighbours_of_text(page: Path) -> Neighbours:
    """Return those of text without a place of its own: relative addresses lead nowhere."""
    return _Search(page, disk=False).all(f"{ROOT}/index.html")


@dataclass(slots=True)
class _Search:
    page: Path
    disk: bool = True
    files: dict[str, str] = field(default_factory=dict)
    remote: set[str] = field(default_factory=set)
    sheets: set[str] = field(default_factory=set)
    _seen: set[str] = field(default_factory=set)

    def all(self, url: str) -> Neighbours:
        """Return the page under its address, and everything that it names."""
        self.files[path_of(url)] = str(self.page)
        self._read(self.page, url, 0)
        return Neighbours(url, self.files, frozenset(self.remote), frozenset(self.sheets))

    def _read(self, file: Path, url: str, depth: int) -> None:
        """Take what a page or a style sheet names, and go on in what may name more."""
        try:
            with file.open("rb") as source:
                data = source.read(MAX_TEXT)
        except OSError:
            return
        if depth and suffix_of(file) in STYLES:
            base, named = url, list(named_in_sheet(_sheet_text(data)))
        else:
            base, named = named_in_page(source_from_bytes(data).text, url)
        for name, kind in named:
            self._take(_joined(base, name).partition("#")[0], kind, depth)

    def _take(self, url: str, kind: _As, depth: int) -> None:
        if url in self._seen or len(self._seen) >= MAX_FILES:
            return
        self._seen.add(url)
        try:
            parts = urlsplit(url)
            origin, host = _origin(parts), parts.hostname
        except ValueError:
            return
        if parts.scheme not in ("http", "https") or not host:
            return
        if host != HOST:
            if kind is not _As.FRAME:  # another site in a frame could hand on what a script here tells it
                self.remote.add(address_key(url))
            if kind is _As.SHEET:
                self.sheets.add(origin)
            return
        file = self._file(path_of(url)) if self.disk else None
        if file is None or suffix_of(file) not in (_SHOWN | FRAMES if kind is _As.FRAME else _SHOWN):
            return
        self.files[path_of(url)] = str(file)
        if suffix_of(file) in STYLES | FRAMES and depth < MAX_DEPTH:
            self._read(file, url, depth + 1)

    def _file(self, path: str) -> Path | None:
        """Return the file of an address: as written, or under a folder above the page that is the root of
        its site.
        """
        if "\0" in path or path.endswith("/"):
            return None
        home, root = self.page.parent, Path(self.page.anchor)
        written = Path(path.lstrip("/") if root.drive else path)
        try:
            above = Path(os.path.commonpath([home, written])) if written.is_absolute() else root
        except ValueError:  # on another drive
            above = root
        if above != root or home == root:
            return _regular(written, above)
        for folder in (home, *home.parents):
            if folder != root and (found := _regular(folder / path.lstrip("/"), folder)):
                return found
        return None


def _regular(file: Path, above: Path) -> Path | None:
    """Return the file itself, None where it is hidden, no file for readers, or reached by a link out of `above`."""
    try:
        real = Path(os.path.realpath(file))
        mode = real.stat()
    except (OSError, ValueError):
        return None
    if not real.is_relative_to(above) or any(part.startswith(".") for part in real.relative_to(above).parts):
        return None
    return real if stat.S_ISREG(mode.st_mode) and mode.st_size <= MAX_SIZE else None


def named_in_page(text: str, url: str) -> tuple[str, list[_Named]]:
    """Base address and named addresses of the markup of one page."""
    parser = lxml.html.HTMLParser(encoding="utf-8")
    try:
        root = lxml.html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (lxml.etree.LxmlError, ValueError):  # nothing but white space
        return url, []
    base = next((_joined(url, element.get("href", "")) for element in root.iter("base")), url)
    return base, list(_named(root))


def _named(root: lxml.html.HtmlElement) -> Iterator[_Named]:
    for element in root.iter(lxml.etree.Element):
        tag = str(element.tag).lower()
        if tag == "style":
            yield from named_in_sheet(element.text_content())
        for written, value in element.attrib.items():
            yield from _in_attribute(element, tag, str(written).lower(), str(value))


def _in_attribute(element: lxml.html.HtmlElement, tag: str, attribute: str, value: str) -> Iterator[_Named]:
    if (tag, attribute) in _LOADED:
        yield value, _As.FRAME if (tag, attribute) in _FRAMES else _As.REST
    elif tag == "link" and attribute == "href":
        words = set(str(element.get("rel", "")).lower().split())
        if words & _LINKS:
            yield value, _As.SHEET if "stylesheet" in words else _As.REST
    elif (tag, attribute) in _SETS:
        yield from ((match[1], _As.REST) for match in _CANDIDATE.finditer(value))
    elif attribute == "style":
        yield from named_in_sheet(value)
    elif attribute == "srcdoc":
        yield from named_in_page(value, "")[1]
    elif attribute.startswith("data-"):  # pictures that a script loads when they come into view
        yield from ((match[1], _As.REST) for match in _CANDIDATE.finditer(value) if _is_picture(match[1]))


def _is_picture(name: str) -> bool:
    return PurePosixPath(re.split(r"[?#]", name, maxsplit=1)[0]).suffix.lower() in _PICTURES


def named_in_sheet(text: str) -> Iterator[_Named]:
    """Yield addresses in a style sheet. A string counts too, for @import and image-set() name their files so."""
    for match in _CSS.finditer(text):
        if name := match[2] or match[3] or match[4]:
            yield _ESCAPE.sub(_escaped, name), _As.SHEET if match[1] else _As.REST


def _escaped(match: re.Match[str]) -> str:
    if match[1]:
        code = int(match[1], 16)
        return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"
    return "" if match[2] == "\n" else match[2]


def _sheet_text(data: bytes) -> str:
    found = _CHARSET.match(data)
    return source_from_bytes(data, found[1].decode("ascii") if found else "").text


def _joined(base: str, name: str) -> str:
    """Return an address as a browser joins it: white space at its ends and line breaks in it do not count,
    \\ is /.
    """
    name = re.sub(r"[\t\r\n]", "", name).strip("".join(map(chr, range(33))))
    path, mark, query = name.partition("?")
    try:
        return urljoin(base, path.replace("\\", "/") + mark + query)
    except ValueError:
        return ""
