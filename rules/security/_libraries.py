"""Which JavaScript library an address or text is, and which known weaknesses that version has.

The data are RetireJS's, written into libraries.json by tools/library_data.py. RELEASE and DAY stand here too, so
that newer data are a change of the rules: what was judged with older ones is judged again.
"""

import json
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from urllib.parse import urlsplit

RELEASE, DAY = "1.4.14", "2026-05-04"
DATA = Path(__file__).with_name("libraries.json")
LONGEST = 2_000  # characters of an address that are read
TEXT = 500_000  # characters of a text that are read
COMMENTS, COMMENT = 50, 300  # comments of a text that are read, characters of each
SEVERITIES = ("low", "medium", "high", "critical")
# How packages are called at CDNs of npm, where it is not as in the data.
_PACKAGES = {"angularjs": "angular", "moment.js": "moment", "jquery.datatables": "datatables.net"}
_TAIL = re.compile(r"[.-](?:min|slim|prod|dev|debug|js|bundle|pack|custom|core|css)\b.*$", re.IGNORECASE)
# name.js?ver=1.2.3, as some content management systems write it
_ASKED = re.compile(r"^(.*?)((?:[.-]min)?\.js)$")
# A comment with words in it near its beginning: rows of stars and slashes are none.
_COMMENT = re.compile(r"(?:/\*|//)[!*\s]{0,20}(?=[@\w])")
_VERSION = re.compile(r"(?:^|&)(?:ver|v|version)=(\d[\w.-]{0,30})(?:&|$)")


@dataclass(frozen=True, slots=True)
class Library:
    """A library in a version."""

    name: str
    version: str


@dataclass(frozen=True, slots=True)
class Weakness:
    """A known weakness of some versions: those from `since` to below `below`."""

    since: str
    below: str
    severity: str
    name: str  # CVE number or another name, '' where it has none


@dataclass(frozen=True, slots=True)
class _Known:
    name: str
    uri: tuple[re.Pattern[str], ...]
    file: tuple[re.Pattern[str], ...]
    banner: tuple[re.Pattern[str], ...]
    weak: tuple[Weakness, ...]


@cache
def _known() -> tuple[_Known, ...]:
    """Return the data, with the patterns compiled."""
    libraries = json.loads(DATA.read_text(encoding="utf-8"))["libraries"]
    return tuple(
        _Known(
            name,
            uri=(*map(re.compile, entry.get("uri", ())), _package(name)),
            file=(
                *(re.compile(f"(?:{one.removeprefix('/')})$") for one in entry.get("file", ())),
                _file(name),
            ),
            banner=tuple(map(re.compile, entry.get("banner", ()))),
            weak=tuple(Weakness(*one) for one in entry["weak"]),
        )
        for name, entry in libraries.items()
    )


def _file(name: str) -> re.Pattern[str]:
    return re.compile(rf"{re.escape(name)}-(\d+\.\d[\w.-]{{0,40}})\.m?js$", re.IGNORECASE)


def _package(name: str) -> re.Pattern[str]:
    return re.compile(rf"/{re.escape(_PACKAGES.get(name, name))}@(\d[0-9.a-z_-]+)(?:/|$)", re.IGNORECASE)


@lru_cache(maxsize=4096)  # the pages of a site load the same files
def of_address(url: str) -> tuple[Library, ...]:
    """Return the libraries an address names with their version, by its folders or by the name of the file."""
    try:
        parts = urlsplit(url[:LONGEST])
    except ValueError:
        return ()
    path, file = parts.path, parts.path.rpartition("/")[2]
    if not file.endswith((".js", ".mjs")) and "@" not in path:
        return ()
    names = [file]
    version, base = _VERSION.search(parts.query), _ASKED.match(file)
    if version and base:
        names.append(f"{base[1]}-{version[1]}.js")
    found: dict[str, str] = {}
    for known in _known():
        matches = [match for one in known.file for name in names if (match := one.match(name))]
        matches += [match for one in known.uri if (match := one.search(path))]
        if matches:
            found.setdefault(known.name, _clean(matches[0][1]))
    return tuple(Library(name, version) for name, version in found.items() if version)


@lru_cache(maxsize=256)
def of_text(text: str) -> tuple[Library, ...]:
    """Return the libraries whose banner comments stand in a script."""
    found: dict[str, str] = {}
    # A short piece from where a comment begins: what a page sends may be made to keep a pattern busy.
    for _, start in zip(range(COMMENTS), _COMMENT.finditer(text[:TEXT]), strict=False):
        piece = text[start.start() : start.start() + COMMENT]
        for known in _known():
            match = next((match for one in known.banner if (match := one.match(piece))), None)
            if match:
                found.setdefault(known.name, _clean(match[1]))
    return tuple(Library(name, version) for name, version in found.items() if version)


def weaknesses(library: Library) -> tuple[Weakness, ...]:
    """Return what is known of this version, the gravest first."""
    weak = next((known.weak for known in _known() if known.name == library.name), ())
    hit = [
        one
        for one in weak
        if at_least(library.version, one.since) and not at_least(library.version, one.below)
    ]
    return tuple(sorted(hit, key=lambda one: (-SEVERITIES.index(one.severity), one.name, one.below)))


def at_least(version: str, other: str) -> bool:
    """Return whether a version is the other or a later one; 1.0.0-beta comes before 1.0.0, as RetireJS compares."""
    mine, its = re.split("[.-]", version), re.split("[.-]", other)
    for number in range(max(len(mine), len(its))):
        left = _part(mine[number] if number < len(mine) else "0")
        right = _part(its[number] if number < len(its) else "0")
        if left != right:
            return left > right
    return True


def _part(text: str) -> tuple[bool, int, str]:
    return (True, int(text[:9]), "") if text.isascii() and text.isdigit() else (False, 0, text)


def _clean(version: str) -> str:
    """Return the version without the words that follow it in a file name: 1.12.4.min is 1.12.4."""
    return _TAIL.sub("", version[:60]).strip(".-_")[:30] if "." in version[:60] else ""
