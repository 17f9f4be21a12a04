"""Decides what a local page may load: the files and addresses that its markup names, and nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import SplitResult, quote, unquote, urlsplit

import idna

HOST = "page.localhost"
ROOT = f"http://{HOST}"


@dataclass(frozen=True, slots=True)
class Neighbours:
    """A local page with everything that its markup names."""

    page: str  # its address; the path is that of the file
    files: Mapping[str, str]  # path of an address, decoded → the file that answers
    remote: frozenset[str] = frozenset()  # addresses of other hosts, in the form of `address_key`
    sheets: frozenset[str] = frozenset()  # origins of the style sheets among them

    def public(self, url: str) -> str:
        """Return an address of this machine as the file it stands for; any other as it is."""
        if not url.startswith(f"{ROOT}/"):
            return url
        path = path_of(url)
        return Path(self.files[path]).as_uri() if path in self.files else f"file://{quote(path, safe='/:')}"

    def may_load(self, url: str, referrer: str) -> bool:
        """Return whether the page's markup, or a style sheet of another host that it names, asks for this address."""
        try:
            parts = urlsplit(url)
            if parts.hostname == HOST:
                return True  # the server knows what it may answer
            from_sheet = _origin(urlsplit(referrer)) in self.sheets
            return parts.scheme in ("http", "https") and (address_key(url) in self.remote or from_sheet)
        except ValueError:
            return False

    @property
    def hosts(self) -> frozenset[str]:
        """Names of the other hosts."""
        return frozenset(urlsplit(url).hostname or "" for url in self.remote) - {""}


def path_of(url: str) -> str:
    """Return the path of an address, decoded, as the table of files knows it."""
    return unquote(urlsplit(url).path, errors="surrogateescape")


def address_key(url: str) -> str:
    """Return one form for every way to write an address, so that what markup names and what a browser asks
    for compare.
    """
    parts = urlsplit(url.partition("#")[0])
    query = f"?{unquote(parts.query)}" if parts.query else ""
    return f"{_origin(parts)}{unquote(parts.path or '/')}{query}"


def _origin(parts: SplitResult) -> str:
    """Scheme, host and port; raises ValueError for what is no host."""
    host, usual = parts.hostname or "", {"http": 80, "https": 443}.get(parts.scheme)
    if not host.isascii():
        host = idna.encode(host, uts46=True).decode("ascii")
    return f"{parts.scheme}://{host}" + (f":{parts.port}" if parts.port not in (None, usual) else "")
