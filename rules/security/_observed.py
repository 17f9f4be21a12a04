"""What the Observatory's tests look at: answers, the way taken to them, cookies and markup of one address."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import unescape

PROBE_ORIGIN = "https://http-observatory.security.mozilla.org"  # the Origin the Observatory asks with


@dataclass(frozen=True, slots=True)
class Answer:
    """One HTTP answer. `verified`: its certificate was found good."""

    headers: tuple[tuple[str, str], ...] = ()
    verified: bool = True
    equiv: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # what meta elements say, by header
    asked: tuple[tuple[str, str], ...] = ()  # header lines of the request

    def values(self, name: str) -> list[str]:
        """Return all values of a header in the order sent."""
        return [value for key, value in self.headers if key.lower() == name]

    def first(self, name: str) -> str:
        """Return the first value of a header, '' where it is absent."""
        return next(iter(self.values(name)), "")


@dataclass(frozen=True, slots=True)
class Jarred:
    """What the cookie test asks of a stored cookie."""

    name: str
    secure: bool = False
    http_only: bool = False
    same_site: str = ""  # '' where there is none, or none a jar knows


@dataclass(frozen=True, slots=True)
class Observed:
    """One site as the Observatory asked it: `auto` is the answer judged, of https where there is one."""

    host: str
    url: str  # the address the judged answer came from
    auto: Answer | None
    http: Answer | None = None
    https: Answer | None = None
    cors: Answer | None = None
    route: tuple[str, ...] = ()  # addresses from http:// on, redirects followed
    cookies: tuple[Jarred, ...] = ()
    html: str = ""
    preload: Mapping[str, Mapping[str, object]] = field(default_factory=dict)  # Chromium's list, by host


def preloaded(host: str, known: Mapping[str, Mapping[str, object]]) -> bool:
    """Return whether browsers force https for the host, by its own entry or an upper one that includes it."""
    labels = host.split(".")
    for start in range(len(labels)):
        entry = known.get(".".join(labels[start:]))
        if entry and entry.get("mode") == "force-https" and (not start or entry.get("includeSubDomains")):
            return True
    return False


# One token that is not text. Possessive, and an end of the text closes it: no markup makes this go back or read twice.
_TOKEN = re.compile(
    r"<(?:!--(?:-?>|.*?(?:--!?>|\Z))|[!?/][^>]*+(?:>|\Z)"
    r"|([A-Za-z][^\s/>]*+)((?:[^>=]++|=\s*+(?:\"[^\"]*+(?:\"|\Z)|'[^']*+(?:'|\Z))?+)*+)(?:>|\Z))",
    re.DOTALL,
)
_PAIR = re.compile(r"([^\s/>=]++)(?:\s*+=\s*+(?:\"([^\"]*+)\"?|'([^']*+)'?|([^\s>\"'][^\s>]*+))?+)?+")
_RAW = {
    name: re.compile(f"</{name}(?=[\\s/>])", re.IGNORECASE)
    for name in ("script", "style", "textarea", "title")
}
ATTRIBUTES = 20_000  # characters of one tag that are read


def start_tags(html: str, *names: str) -> list[tuple[str, dict[str, str]]]:
    """Return the start tags of these names with their attributes, in the order of the markup; never raises."""
    found: list[tuple[str, dict[str, str]]] = []
    at = 0
    while token := _TOKEN.search(html, at):
        at, tag = token.end(), (token[1] or "").lower()
        if tag in names:
            written: dict[str, str] = {}
            for pair in _PAIR.finditer(token[2][:ATTRIBUTES]):
                value = unescape(pair[2] or pair[3] or pair[4] or "")
                written.setdefault(pair[1].lower(), value)  # of attributes of one name the first stands
            found.append((tag, written))
        if tag in _RAW:  # what stands in it is text
            end = _RAW[tag].search(html, at)
            at = end.start() if end else len(html)
    return found


def equiv_of(html: str) -> dict[str, tuple[str, ...]]:
    """Return what meta elements say in place of headers: policies all of them, the referrer policy the last."""
    found: dict[str, tuple[str, ...]] = {"content-security-policy": ()}
    for _, meta in start_tags(html, "meta"):
        content = meta.get("content", "")
        if "http-equiv" in meta and "content" in meta:
            name = meta["http-equiv"].strip().lower()
            if content and name == "content-security-policy":
                found[name] += (content,)
        elif meta.get("name", "").strip().lower() == "referrer" and content:
            found["referrer-policy"] = (content,)
    return found
