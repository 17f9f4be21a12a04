"""The markup as sent: start and end tags with every attribute, before any parser repaired them."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property

import webencodings

from auditor.model import Target
from auditor.page.target import masked_markup
from auditor.rule import Tag

_MAX_CHARACTERS = 20_000_000
_MAX_TAGS = 400_000
_MAX_ATTRIBUTES = 500
_SHOWN = 300

_DOCTYPE = re.compile(r"<!doctype\b[^>]*>", re.IGNORECASE)
# One token that is not text. Possessive quantifiers: no markup makes any of this go back.
_TOKEN = re.compile(
    r"<(?:"
    # a tag as nearly all are written: whole, with its attributes …
    r"(/?)([A-Za-z][^\s/>]*+)"
    r"((?:\s++[^\s\"'<>/=]++(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s\"'=<>`]++))?+)*+)\s*+(/?)>"
    # … or the start of one that is not
    r"|(/?)([A-Za-z][^\s/>]*+)"
    r"|!--(?:-?>|.*?(?:--!?>|\Z))"  # comment, also the abrupt and the unclosed one
    r"|!\[CDATA\[.*?(?:\]\]>|\Z)"
    r"|[!?][^>]*+(?:>|\Z)"  # doctype, bogus comment, processing instruction
    r")",
    re.DOTALL,
)
_PAIR = re.compile(r"([^\s\"'<>/=]++)(?:\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s\"'=<>`]++)))?+")
_ATTRIBUTE = re.compile(
    r"[\s/]*(?:"
    r"(>)"
    r"|([^\s/>][^\s/>=]*)"  # a name; a leading '=' belongs to it
    r"(?:\s*=\s*(?:\"([^\"]*)(?:\"|\Z)|'([^']*)(?:'|\Z)|([^\s>\"'][^\s>]*)|(?=>)))?"
    r")"
)
_RAW_TEXT = frozenset(
    {"script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes", "plaintext"}
)
_CHARSET = re.compile(rb"<meta[^>]{0,400}?charset\s*=\s*[\"']?\s*([\w-]{1,40})", re.IGNORECASE)
_HTTP_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w-]{1,40})", re.IGNORECASE)
_BOM = "\ufeff"
_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16le"), (b"\xfe\xff", "utf-16be"))
# What the web calls Shift_JIS is Windows code page 932.
_PYTHON_NAME = {"shift_jis": "cp932", "euc-kr": "cp949", "gbk": "gb18030"}


class MarkupSource:
    """The source of one document: its text, tags, doctype and encoding; tags are read when asked for."""

    def __init__(self, text: str, encoding: str = "utf-8") -> None:
        self.bom = text.startswith(_BOM)
        self.text = text.removeprefix(_BOM)[:_MAX_CHARACTERS]
        self.encoding = encoding

    @cached_property
    def tags(self) -> Sequence[Tag]:
        return tuple(read_tags(self.text))

    @cached_property
    def doctype(self) -> str:
        found = _DOCTYPE.search(self.text, 0, 10_000)
        return found.group() if found else ""

    def target(self, tag: Tag) -> Target:
        return Target(
            selector="html",
            snippet=masked_markup(tag.text),
            region="document",
            path=tag.name,
            identity=tag.name,
        )


def source_from_bytes(data: bytes, encoding: str = "", content_type: str = "") -> MarkupSource:
    """Decode a body: BOM, then the encoding given, then the HTTP charset, then meta, then UTF-8."""
    for bom, name in _BOMS:
        if data.startswith(bom):
            return MarkupSource(data.decode(name, "replace"), name)
    http = _HTTP_CHARSET.search(content_type)
    meta = _CHARSET.search(data, 0, 4096)
    labels = (encoding, http.group(1) if http else "", meta.group(1).decode("ascii") if meta else "")
    found = next((known for label in labels if label and (known := webencodings.lookup(label))), None)
    name = found.name if found else "utf-8"
    if name.startswith("utf-16") and not encoding:
        name = "utf-8"  # a meta that could be read cannot have been UTF-16 (HTML 13.2.3.3)
    python = _PYTHON_NAME.get(name) or (found.codec_info.name if found else "utf-8")
    return MarkupSource(data.decode("utf-8" if name == "utf-8" else python, "replace"), name)


def read_tags(text: str) -> Iterator[Tag]:
    """Start and end tags in order; what script, style, textarea, title and comments hold is skipped."""
    for piece in read_pieces(text):
        if isinstance(piece, Tag):
            yield piece if len(piece.text) <= _SHOWN else replace(piece, text=piece.text[:_SHOWN])


def read_pieces(text: str) -> Iterator[Tag | str | None]:
    """Yield the whole markup in order: tags, the text between them as it stands, None for each comment.

    What script, style and the like hold is text. The `text` of these tags is whole.
    """
    lines = [match.start() for match in re.finditer("\n", text)]
    position = 0
    for _ in range(_MAX_TAGS):
        found = _TOKEN.search(text, position)
        if found is None:
            break
        yield text[position : found.start()]
        position = found.end()
        if found.lastindex is None:
            yield None if found.group().startswith("<!--") else found.group()
            continue
        slash, tag, pairs, closing, other_slash, other = found.groups()
        if tag:
            attributes, closed = _pairs(pairs), bool(closing)
        else:
            attributes, position, closed = _attributes(text, found.end())
        name, end, start = (tag or other).lower(), bool(slash or other_slash), found.start()
        line = bisect_right(lines, start - 1) + 1
        yield Tag(name, end, attributes, line, start, text[start:position], closed)
        if name in _RAW_TEXT and not end:
            close = re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE).search(text, position)
            inner = close.start() if close and name != "plaintext" else len(text)
            yield text[position:inner]
            position = inner
    yield text[position:]


def _pairs(written: str) -> tuple[tuple[str, str], ...]:
    if not written:
        return ()
    found = _PAIR.findall(written)[:_MAX_ATTRIBUTES]
    return tuple((name.lower(), double or single or bare) for name, double, single, bare in found)


def _attributes(text: str, position: int) -> tuple[tuple[tuple[str, str], ...], int, bool]:
    found: list[tuple[str, str]] = []
    while True:
        match = _ATTRIBUTE.match(text, position)
        if match is None:
            return tuple(found), len(text), False
        if match.group(1):
            return tuple(found), match.end(), text[match.end() - 2] == "/"
        if len(found) < _MAX_ATTRIBUTES:
            value = next((part for part in match.group(3, 4, 5) if part is not None), "")
            found.append((match.group(2).lower(), value))
        position = match.end()
