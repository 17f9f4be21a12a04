"""Leaves out of an answer what differs each time it is asked for although nobody changed the page."""

import hashlib
import re
from collections.abc import Iterator, Sequence
from email.utils import parsedate_to_datetime

from auditor.crawl.url import session_free
from auditor.page.source import read_pieces
from auditor.rule import Tag

TOKEN = 8  # characters: what is shorter is a value that somebody chose
# How the name of a field begins or ends that holds what a server made up for one visitor or moment.
_MADE_UP = re.compile(
    r"(?i)csrf|xsrf|nonce|token|viewstate|eventvalidation|session_?id|sess_?id|timestamp|generated"
)
_LINKS = {"a": "href", "area": "href", "form": "action"}
_ESCAPED = b"\x1b"  # ISO-2022-JP: the signs of markup stand there for letters
_NONCE = re.compile(r"'nonce-[^']*'", re.IGNORECASE)
_MOMENT = frozenset(
    {
        "age", "cf-cache-status", "connection", "content-length", "date", "etag", "keep-alive", "last-modified",
        "server-timing", "transfer-encoding", "via", "x-cache", "x-cache-hits", "x-runtime", "x-served-by",
        "x-timer", "x-varnish",
    }
)  # fmt: skip
# A name of the one answer: X-Request-Id, X-Amz-Cf-Id, CF-RAY, X-Cloud-Trace-Context.
_ONE_ANSWER = re.compile(r"(?:^|-)(?:id|ray|trace|traceid|requestid)(?:-|$)")
_EXPIRES = re.compile(r";\s*expires\s*=[^;]*", re.IGNORECASE)

Lines = Sequence[tuple[str, str]]


def source_digest(body: bytes) -> str:
    """Return a digest that two answers share where they differ in nothing that shows or that a rule reads.

    Left out are the texts of comments, nonces, the values of hidden fields and meta elements named for tokens, and
    session ids in links. Visible text, scripts and the addresses of what a page loads always count.
    """
    # As Latin-1 every byte is one character: markup is found in all encodings that are a superset of ASCII.
    pieces = [body.decode("latin-1")] if _ESCAPED in body else _lasting(body.decode("latin-1"))
    return hashlib.sha256("".join(pieces).encode("latin-1")).hexdigest()[:32]


def _lasting(text: str) -> Iterator[str]:
    for piece in read_pieces(text):
        if isinstance(piece, Tag):
            yield piece.text if piece.end else _without_volatile(piece)
        else:
            yield "<!---->" if piece is None else piece


def _without_volatile(tag: Tag) -> str:
    written = tag.text
    for value, instead in _volatile(tag):
        written = written.replace(value, instead)
    return written


def _volatile(tag: Tag) -> Iterator[tuple[str, str]]:
    """Yield the values of a tag that differ from answer to answer, with what stands for them."""
    values = dict(reversed(tag.attributes))
    nonce = values.get("nonce", "")
    if len(nonce) >= TOKEN:
        yield nonce, "nonce"
    if tag.name == "input" and values.get("type", "").strip().lower() == "hidden":
        held = values.get("value", "")
    elif tag.name == "meta" and not {"http-equiv", "property", "itemprop"} & values.keys():
        held = values.get("content", "")
    else:
        held = ""
    if len(held) >= TOKEN and _MADE_UP.search(values.get("name", "")):
        yield held, "token"
    address = values.get(_LINKS.get(tag.name, ""), "")
    if address and (bare := session_free(address)) != address:
        yield address, bare


def lasting_lines(headers: Lines) -> tuple[tuple[str, str], ...]:
    """Return the header lines of an answer without those of its moment and its way, by name.

    Of a cookie name and attributes stay, of a policy all but its nonces, of Expires whether it lies ahead.
    """
    date = next((value for name, value in headers if name.lower() == "date"), "")
    kept = [
        (lower, _lasting_value(lower, value, date))
        for name, value in headers
        if (lower := name.lower()) not in _MOMENT and not _ONE_ANSWER.search(lower)
    ]
    return tuple(sorted(kept, key=lambda line: line[0]))


def _lasting_value(name: str, value: str, date: str) -> str:
    value = value.strip()
    if name == "set-cookie":
        pair, semicolon, attributes = value.partition(";")
        return pair.partition("=")[0] + _EXPIRES.sub("", semicolon + attributes)
    if name.startswith("content-security-policy"):
        return _NONCE.sub("'nonce'", value)
    if name == "expires":
        return _ahead(value, date)
    return value


def _ahead(expires: str, date: str) -> str:
    """Return whether an answer says that it may be kept; what is no date stays as it is."""
    try:
        return "ahead" if parsedate_to_datetime(expires) > parsedate_to_datetime(date) else "past"
    except (ValueError, TypeError):
        return expires
