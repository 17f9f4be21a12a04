"""Bytes of a text file into characters: marks and strict decoders in order, line by line where one encoding will not do."""

import codecs
import re
from collections import Counter

from auditor.read.facts import MAX_NOTED, Text

MAX_BYTES = 20_000_000  # decoded; the rest of a larger file is only counted by its reader
_SAMPLE = 100_000
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip
_WIDE = ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be")
_KANA = re.compile("[\u3041-\u30fe]")
_HALF_KANA = re.compile("[\uff61-\uff9f]")
_ESCAPES = re.compile(rb"\x1b\$[@B]|\x1b\([BJI]")
_LINE = re.compile(rb"[^\r\n]*(?:\r?\r\n|\n|\r)|[^\r\n]+")
_GAP = re.compile(r"(?<=[^\s])[ \u3000]{2,}(?=[^\s])")
_FIELD = re.compile(rb"[^,\t]*[,\t]?")  # neither is ever the second byte of a character
_UTF8_RUN = re.compile(
    rb"(?:[\xe3-\xe9\xef][\x80-\xbf]{2}){2}"
)  # two characters of Japanese text, or rare kanji
# What text has no use for; a form feed, an end-of-file mark of DOS and escape sequences do occur.
_ODD = re.compile("[\x01-\x08\x0b\x0e-\x19\x1c-\x1f\x7f-\x9f\ufffd]")
_EXPECTED = re.compile(
    "[\t\r\n\f -~\u00a0-\u00ff\u2010-\u2027\u2030-\u205e\u20a0-\u22ff\u2460-\u26ff\u3000-\u30ff\u3200-\u9fff\uf900-\ufaff"
    "\uff01-\uffef\U00020000-\U0002ffff]"
)


def decode(data: bytes) -> tuple[str, Text]:
    """Return the text without its mark and without NUL, and how it was decoded; what is no character becomes
    U+FFFD.
    """
    head = data[:MAX_BYTES]
    if len(data) > MAX_BYTES:
        head = head[: head.rfind(b"\n") + 1] or head
    encoding = encoding_of(head)
    nuls = 0
    bad: tuple[int, ...] = ()
    mixed: tuple[int, ...] = ()
    other = ""
    if encoding.startswith(("utf-16", "utf-32")):
        text = head.decode(encoding, "replace")
        if "\ufffd" in text:
            bad = tuple(_bad_lines(text)[:MAX_NOTED])
    else:
        nuls = head.count(b"\0")
        head = (head.replace(b"\0", b"") if nuls else head).rstrip(b"\x1a")
        text, encoding, bad, mixed, other = _decoded(head, encoding)
    return text.lstrip("\ufeff"), Text(
        encoding=encoding,
        undecodable=bad,
        crlf=(crlf := text.count("\r\n")),
        lf=text.count("\n") - crlf,
        cr=text.count("\r") - crlf,
        doubled=text.count("\r\r\n"),
        aligned=_aligned(text[:_SAMPLE]),
        nuls=nuls,
        mixed=mixed,
        other=other,
    )


def _aligned(text: str) -> bool:
    """Return whether most lines are fields set under one another with spaces."""
    lines = [line.strip() for line in re.split("[\r\n]+", text) if line.strip()][:50]
    number, agreeing = (
        Counter(len(_GAP.findall(line)) for line in lines).most_common(1)[0] if lines else (0, 0)
    )
    return number > 0 and len(lines) > 2 and agreeing * 10 >= len(lines) * 7


def is_text(data: bytes) -> bool:
    """Return whether bytes are characters for the most part."""
    head = data[:_SAMPLE]
    if len(data) > _SAMPLE:
        head = head[: max(head.rfind(b"\n"), head.rfind(b"\r")) + 1] or head
    text, _ = decode(head)
    return bool(text.strip()) and len(_ODD.findall(text)) * 10 <= len(text)


def encoding_of(data: bytes, *, whole: bool = True) -> str:
    """Return the encoding a text is written in, by its marks, else the first that decodes all of it.

    whole: the data do not end in the middle of a character.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name
    if b"\0" in data[:_SAMPLE]:
        if wide := _wide(data[:_SAMPLE]):
            return wide
        data = data.replace(b"\0", b"")
    if _ESCAPES.search(data[:_SAMPLE]) and _decodes(data, "iso2022_jp", whole):
        return "iso2022_jp"
    if _decodes(data, "utf-8", whole):
        return "utf-8"
    fitting = [name for name in ("cp932", "euc_jp") if _decodes(data, name, whole)]
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        # Bytes of the one read as the other are rare kanji and half-width kana.
        return max(fitting, key=lambda name: _likeness(data[:50_000].decode(name, "ignore")))
    counts = {name: data.decode(name, "replace").count("\ufffd") for name in ("utf-8", "cp932", "euc_jp")}
    return min(counts, key=lambda name: counts[name])


def _decodes(data: bytes, name: str, whole: bool) -> bool:
    try:
        codecs.getincrementaldecoder(name)().decode(data, whole)
    except UnicodeDecodeError:
        return False
    return True


def _wide(data: bytes) -> str:
    """Return the encoding of two or four bytes a character that data without a mark are written in, '' for none."""
    data = data[: len(data) // 4 * 4] or data
    for name in _WIDE:
        try:
            text = codecs.getincrementaldecoder(name)().decode(data)
        except UnicodeDecodeError:
            continue
        # Two letters or digits of one byte read as one are a kanji, but with a comma or line end they are rare signs.
        if text and "\0" not in text and len(_EXPECTED.findall(text)) * 50 >= len(text) * 49:
            return name
    return ""


def _likeness(text: str) -> int:
    return len(_KANA.findall(text)) - 2 * len(_HALF_KANA.findall(text))


def _bad_lines(text: str) -> list[int]:
    return [number for number, line in enumerate(re.split("\r?\r\n|\n|\r", text), 1) if "\ufffd" in line]


def _decoded(data: bytes, encoding: str) -> tuple[str, str, tuple[int, ...], tuple[int, ...], str]:
    """(text, encoding of most lines, lines with bytes that are no characters, lines in another encoding, that one)."""
    unmixed = encoding not in ("cp932", "euc_jp") or not _UTF8_RUN.search(data)
    if unmixed and _decodes(data, encoding, whole=True):
        return data.decode(encoding), encoding, (), (), ""
    if encoding == "iso2022_jp":
        text = data.decode(encoding, "replace")
        return text, encoding, tuple(_bad_lines(text)[:MAX_NOTED]), (), ""
    main = "utf-8" if encoding == "utf-8-sig" else encoding
    texts: list[str] = []
    bad: list[int] = []
    lines: dict[str, list[int]] = {}
    for number, line in enumerate(_LINE.findall(data), 1):
        if line.isascii():
            texts.append(line.decode("ascii"))
            continue
        told, name = _piece(line, main)
        if not name or (name == main != "utf-8" and _UTF8_RUN.search(line)):
            parts = [_piece(part, main) for part in _FIELD.findall(line)]
            told = "".join(text for text, _ in parts)
            if all(name for _, name in parts):
                counts = Counter(name for text, name in parts if not text.isascii())
                name = min(counts, key=lambda one: (one == main, -counts[one]))
        texts.append(told)
        if name:
            lines.setdefault(name, []).append(number)
        elif len(bad) < MAX_NOTED:
            bad.append(number)
    most = max(lines, key=lambda name: (len(lines[name]), name == main), default=main)
    others = [name for name in lines if name != most]
    other = max(others, key=lambda name: len(lines[name]), default="")
    mixed = sorted(number for name in others for number in lines[name])[:MAX_NOTED]
    marked = encoding if most == main else most
    return "".join(texts), marked, tuple(bad), tuple(mixed), other


def _piece(data: bytes, main: str) -> tuple[str, str]:
    """Return the text of a line or field and its encoding; '' for one that no encoding fits."""
    if data.isascii():
        return data.decode("ascii"), main
    found = {}
    for name in ("utf-8", "cp932", "euc_jp"):
        try:
            found[name] = data.decode(name)
        except UnicodeDecodeError:
            continue
    if "utf-8" in found and (main == "utf-8" or _UTF8_RUN.search(data)):
        shares = {name: _share(text) for name, text in found.items()}
        if main == "utf-8" or shares["utf-8"] > max(
            (shares[one] for one in shares if one != "utf-8"), default=0
        ):
            return found["utf-8"], "utf-8"
    if main in found:
        return found[main], main
    # A broken character within whole ones is damage: read in another encoding, they are rare kanji and narrow kana.
    name = max(found, key=lambda one: _share(found[one]), default="")
    if name and _share(found[name]) * 2 > 1:
        return found[name], name
    return data.decode(main, "replace"), ""


def _share(text: str) -> float:
    """Return how much of what is not ASCII is plain."""
    letters = sum(not char.isascii() for char in text)
    return _plain(text) / letters if letters else 0.0


def _plain(text: str) -> int:
    """Return how many characters are kana, full-width signs, or kanji of the first level of JIS X 0208."""
    return sum(
        "\u3000" <= char <= "\u30ff" or "\uff01" <= char <= "\uff5e"
        or ("\u4e00" <= char <= "\u9fff" and b"\x88\x9f" <= char.encode("cp932", "ignore") <= b"\x98\x72")
        for char in text
    )  # fmt: skip
