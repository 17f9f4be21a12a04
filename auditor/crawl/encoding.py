"""Bytes of a page to text: BOM, then HTTP charset, then meta, then a look at the bytes (WHATWG order)."""

import codecs
import re

import webencodings
from bs4.dammit import EncodingDetector

_PRESCAN = 4096  # WHATWG asks for 1,024; real pages put long comments and scripts first
_SAMPLE = 64 * 1024
_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16le"), (b"\xfe\xff", "utf-16be"))
_CHARSET = re.compile(r"""(?i)charset\s*=\s*["']?([^\s"';,]+)""")
_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
# What browsers mean by a label and what Python means by it differ here.
_PYTHON_NAME = {
    "shift_jis": "cp932",  # with NEC and IBM characters: ① ㈱ 髙
    "euc-jp": "euc_jp",
    "iso-2022-jp": "iso2022_jp_ext",
    "euc-kr": "cp949",
    "windows-874": "cp874",
    "x-mac-cyrillic": "mac-cyrillic",
    "macintosh": "mac-roman",
    "gbk": "gb18030",
    "iso-8859-8-i": "iso-8859-8",
    "x-user-defined": "cp1252",
}


def decode(body: bytes, content_type: str) -> tuple[str, str]:
    """Return the text of a page and the WHATWG name of its encoding. Bytes that do not fit become U+FFFD."""
    for bom, name in _BOMS:
        if body.startswith(bom):
            return _decoded(body[len(bom) :], name), name
    name = _http(content_type) or _meta(body) or _detected(body[:_SAMPLE])
    return _decoded(body, name), name


def encode_query(href: str, encoding: str) -> str:
    """Percent-encode a link's query in the encoding of its page, as browsers do; the path is always UTF-8."""
    head, mark, query = href.partition("?")
    if not mark or query.isascii() or encoding.startswith("utf-"):
        return href
    return head + mark + "".join(char if char.isascii() else _percent(char, encoding) for char in query)


def _percent(char: str, encoding: str) -> str:
    try:
        coded = char.encode(_PYTHON_NAME.get(encoding, encoding))
    except (UnicodeEncodeError, LookupError):
        # What the encoding cannot say becomes a numeric reference (WHATWG URL 1.3).
        return f"%26%23{ord(char)}%3B"
    # The second byte of a character may be a letter or "@", which browsers leave as it is.
    return "".join(chr(byte) if 0x40 <= byte < 0x7F else f"%{byte:02X}" for byte in coded)


def _http(content_type: str) -> str:
    match = _CHARSET.search(content_type)
    return _known(match[1]) if match else ""


def _meta(body: bytes) -> str:
    head = _COMMENT.sub(b"", body[:_PRESCAN])
    declared = EncodingDetector.find_declared_encoding(head, is_html=True)
    name = _known(declared) if declared else ""
    # A declaration that could be read as bytes cannot be UTF-16 (WHATWG, prescan step).
    return "utf-8" if name.startswith("utf-16") else name


def _known(label: str) -> str:
    found = webencodings.lookup(label.strip())
    return "" if found is None else found.name


def _detected(body: bytes) -> str:
    if b"\x1b$" in body and body.isascii():
        return "iso-2022-jp"
    try:
        codecs.getincrementaldecoder("utf-8")().decode(body, final=False)
    except UnicodeDecodeError:
        # Sorted, so that a tie has one winner.
        return max(("shift_jis", "euc-jp", "windows-1252"), key=lambda name: _likeness(body, name))
    return "utf-8"


def _likeness(body: bytes, name: str) -> float:
    """Return how much these bytes look like Japanese (or, faintly, Western) text when read so."""
    score = 0.0
    for char in _decoded(body, name):
        if "ぁ" <= char <= "ヾ" or char in "、。ー々":
            score += 2
        elif "一" <= char <= "鿿":
            score += 0.5
        elif char == "\ufffd":
            score -= 10
        elif "\uff61" <= char <= "\uff9f" or "\ue000" <= char <= "\uf8ff":
            score -= 2  # EUC-JP read as Shift_JIS is full of half-width kana
        elif "À" <= char <= "ÿ":
            score += 0.1
    return score


def _decoded(body: bytes, name: str) -> str:
    errors = "auditor-eucjp" if name == "euc-jp" else "replace"
    try:
        return body.decode(_PYTHON_NAME.get(name, name), errors)
    except LookupError:  # a WHATWG encoding Python does not have ("replacement")
        return body.decode("utf-8", "replace")


def _nec_row(error: UnicodeError) -> tuple[str, int]:
    """Read what browsers know and Python's euc_jp does not (NEC row 13, IBM rows): ① ㈱ 髙."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    pair = error.object[error.start : error.start + 2]
    if len(pair) == 2 and min(pair) >= 0xA1 and max(pair) <= 0xFE:
        row, cell = pair[0] - 0xA0, pair[1] - 0xA0
        lead = (row - 1) // 2 + (0x81 if row <= 62 else 0xC1)
        trail = cell + 0x9E if row % 2 == 0 else cell + 0x3F + (cell >= 0x40)
        char = bytes((lead, trail)).decode("cp932", "replace")
        if "\ufffd" not in char:
            return char, error.start + 2
    return "\ufffd", error.end


codecs.register_error("auditor-eucjp", _nec_row)
