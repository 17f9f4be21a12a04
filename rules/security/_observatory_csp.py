"""The Observatory's reading of a Content-Security-Policy: policies made one, and one verdict on it.

It differs from a browser's (and from _csp) on purpose of its authors: a directive written twice makes the policy
invalid, several policies are intersected source by source, and sources compare without case.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from urllib.parse import unquote_to_bytes

from ._observed import Answer

SHORTEST = 6  # characters; a shorter policy is none
# What JavaScript's trim and \\s take for white space.
SPACE = "\t\n\v\f\r \u00a0\u1680\u2028\u2029\u202f\u205f\u3000\ufeff" + "".join(
    map(chr, range(0x2000, 0x200B))
)
_SPACES = re.compile(f"[{SPACE}]+")
BROAD = frozenset({"ftp:", "http:", "https:", "*", "http://*", "http://*.*", "https://*", "https://*.*"})
INLINE = frozenset({"'unsafe-inline'", "data:"})
KEYED = ("'sha256-", "'sha384-", "'sha512-", "'nonce-")
PASSIVE = ("img-src", "media-src")
REPEATABLE = frozenset({"report-uri", "report-to"})
NOT_IN_META = frozenset({"frame-ancestors", "report-uri", "sandbox"})
_ORDER = {
    char: place
    for place, char in enumerate("\t _-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$0123456789abcdefghijklmnopqrstuvwxyz")
}

Directives = Mapping[str, frozenset[str]]


class InvalidPolicy(ValueError):
    """A policy the Observatory does not accept."""


@dataclass(frozen=True, slots=True)
class Read:
    """The verdict and, where the policy could be read, its directives."""

    code: str
    directives: Directives | None = None


@dataclass(slots=True)
class _Source:
    text: str
    policy: int
    keep: bool


def judge(answer: Answer, secure: bool) -> Read:
    """Return the result code of an answer's policies; `secure`: the page came over https."""
    headers = _split(answer.values("content-security-policy"))
    metas = _split(answer.equiv.get("content-security-policy", ()))
    try:
        csp, repeated = merged([*headers, *metas])
    except InvalidPolicy:
        return Read("csp-header-invalid")
    if not _readable(headers) and not _readable(metas) - NOT_IN_META:
        only = answer.values("content-security-policy-report-only")
        return Read("csp-not-implemented-but-reporting-enabled" if any(only) else "csp-not-implemented")
    code = _verdict(csp, secure)
    lenient = code.endswith(("no-unsafe", "default-src-none", "style-src-only", "passive-content-only"))
    if repeated and lenient:
        code = "csp-implemented-but-duplicate-directives"
    return Read(code, csp)


def _split(values: Iterable[str]) -> list[str]:
    return [one.strip(SPACE) for value in values for one in value.split(",")]


def _readable(policies: Sequence[str]) -> set[str]:
    try:
        return set(merged(policies)[0])
    except InvalidPolicy:
        return set()


def merged(policies: Sequence[str]) -> tuple[dict[str, frozenset[str]], bool]:
    """Several policies as one, and whether a reporting directive was written twice.

    What is in the first policy stays a directive; its sources stay where every neighbour in the sorted list
    of the next policy agrees. A directive that only a later policy has lets nothing through.
    """
    cleaned = [re.sub("[\r\n]", "", policy).strip(SPACE) for policy in policies]
    if any(len(policy) < SHORTEST for policy in cleaned):
        raise InvalidPolicy("too short")
    found: dict[str, list[_Source]] = {}
    repeated = False
    for number, policy in enumerate(cleaned):
        seen: set[str] = set()
        for part in policy.split(";"):
            words = [word for word in _SPACES.split(part) if word]
            if not words:
                continue
            name = words[0].lower()
            if name in seen:
                if name not in REPEATABLE:
                    raise InvalidPolicy(f"{name} twice")
                repeated = True
            seen.add(name)
            said = [word.lower() for word in words[1:]]
            if not said and name.endswith("-src"):
                said = ["'none'"]
            known = found.get(name, []) if number else []
            kept = _agreed(known + [_Source(one, number, number == 0) for one in said])
            if number == 0 and len(cleaned) > 1:
                for source in kept:
                    source.keep = False
            found[name] = kept
    nothing = frozenset({"'none'"})
    return {
        name: frozenset(one.text for one in sources) or nothing for name, sources in found.items()
    }, repeated


def _agreed(sources: list[_Source]) -> list[_Source]:
    sources = sorted(sources, key=lambda one: [_ORDER.get(char, 1000 + ord(char)) for char in one.text])
    for before, source in pairwise(sources):
        if source.policy == before.policy:
            if source.text.startswith(before.text):
                source.keep = False  # the shorter one says it already
        elif _covers(before.text, source.text):
            source.keep = True
    return [source for source in sources if source.keep]


def _covers(one: str, other: str) -> bool:
    """Return whether a source lets in what the other names: equal, or a folder (`…/`) it lies in."""
    parts, others = one.split("/"), other.split("/")
    exact = not one.endswith("/")
    if len(parts) > len(others) or (exact and len(parts) != len(others)):
        return False
    wanted = parts if exact else parts[:-1]
    return all(_decoded(a) == _decoded(b) for a, b in zip(wanted, others, strict=False))


def _decoded(part: str) -> str:
    if re.search("%(?![0-9a-fA-F]{2})", part):
        raise InvalidPolicy("a broken escape")
    try:
        return unquote_to_bytes(part).decode()
    except UnicodeError as error:
        raise InvalidPolicy("a broken escape") from error


def _verdict(csp: Directives, secure: bool) -> str:
    everything = frozenset({"*"})
    # Directives that fall back share one list: what is struck from it for scripts is struck for all.
    owner = {
        name: name if name in csp else "default-src" for name in ("script-src", "style-src", "object-src")
    }
    lists = {name: csp.get(name, everything) for name in ("default-src", *owner.values())}
    for name in (owner["script-src"], owner["style-src"]):
        if _keyed(lists[name]):
            lists[name] -= {"'unsafe-inline'"}
    if "'strict-dynamic'" in lists[owner["script-src"]]:
        if not _keyed(lists[owner["script-src"]]):
            return "csp-header-invalid"
        kept = frozenset(one for one in lists[owner["script-src"]] if not _shut_out(one))
        lists[owner["script-src"]] = kept
    script, style, objects = (lists[owner[name]] for name in ("script-src", "style-src", "object-src"))
    now = {name: lists.get(name, sources) for name, sources in csp.items()}
    active = [one for name, sources in now.items() if name not in (*PASSIVE, "script-src") for one in sources]
    active += script
    passive = [one for name in PASSIVE for one in now.get(name, now.get("default-src", frozenset()))]
    if script & (BROAD | INLINE) or objects & BROAD:
        return "csp-implemented-with-unsafe-inline"
    if secure and any(one.startswith(("http:", "ftp:")) for one in active):
        return "csp-implemented-with-insecure-scheme"
    if "'unsafe-eval'" in script | style:
        return "csp-implemented-with-unsafe-eval"
    if secure and any(one.startswith(("http:", "ftp:")) for one in passive):
        return "csp-implemented-with-insecure-scheme-in-passive-content-only"
    if style & (BROAD | INLINE):
        return "csp-implemented-with-unsafe-inline-in-style-src-only"
    if now.get("default-src") == frozenset({"'none'"}):
        return "csp-implemented-with-no-unsafe-default-src-none"
    return "csp-implemented-with-no-unsafe"


def _keyed(sources: Iterable[str]) -> bool:
    return any(one.startswith(KEYED) for one in sources)


def _shut_out(source: str) -> bool:
    """Return whether 'strict-dynamic' makes browsers pass over it."""
    return source.startswith(tuple(BROAD)) or source in ("'self'", "'unsafe-inline'")
