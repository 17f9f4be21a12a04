"""Bytes of a text file into characters: marks and strict decoders in order, a guess by no one."""

import re
from itertools import islice

from auditor.read.facts import MAX_NOTED, Text

MAX_BYTES = 20_000_000  # decoded; the rest of a larger file is only counted by its reader
_KANA = re.compile("[\u3041-\u30fe]")
_HALF_KANA = re.compile("[\uff61-\uff9f]")
_ESCAPES = re.compile(rb"\x1b\$[@B]|\x1b\([BJI]")


def decode(data: bytes) -> tuple[str, Text]:
    """The text and how it was decoded; what is no character becomes U+FFFD."""
    head = data[:MAX_BYTES]
    if len(data) > MAX_BYTES:
        head = head[: head.rfind(b"\n") + 1] or head
    encoding = encoding_of(head)
    bad: tuple[int, ...] = ()
    try:
        text = head.decode(encoding)
    except UnicodeDecodeError:
        text = head.decode(encoding, "replace")
        bad = _bad_lines(text)
    return text, Text(
        encoding=encoding,
        undecodable=bad,
        crlf=(crlf := text.count("\r\n")),
        lf=text.count("\n") - crlf,
        cr=text.count("\r") - crlf,
        nul="\0" in text,
    )


def encoding_of(data: bytes) -> str:
    """The encoding a text is written in, by its marks, else the first that decodes all of it."""
    if data.startswith(b"\xef\xbb\xbf"):
        return "utf-8-sig"
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    if _ESCAPES.search(data[:100_000]) and _decodes(data, "iso2022_jp"):
        return "iso2022_jp"
    if _decodes(data, "utf-8"):
        return "utf-8"
    fitting = [name for name in ("cp932", "euc_jp") if _decodes(data, name)]
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        # Bytes of the one read as the other are rare kanji and half-width kana.
        return max(fitting, key=lambda name: _likeness(data[:50_000].decode(name, "ignore")))
    counts = {name: data.decode(name, "replace").count("\ufffd") for name in ("utf-8", "cp932", "euc_jp")}
    return min(counts, key=lambda name: counts[name])


def _decodes(data: bytes, name: str) -> bool:
    try:
        data.decode(name)
    except UnicodeDecodeError:
        return False
    return True


def _likeness(text: str) -> int:
    return len(_KANA.findall(text)) - 2 * len(_HALF_KANA.findall(text))


def _bad_lines(text: str) -> tuple[int, ...]:
    lines = (number for number, line in enumerate(text.splitlines(), 1) if "\ufffd" in line)
    return tuple(islice(lines, MAX_NOTED))
