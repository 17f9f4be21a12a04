"""What a file is by its own bytes, whatever its name says."""

import json
import re
import zipfile
from collections import Counter

from auditor.read.compound import MAGIC, compound
from auditor.read.package import Package
from auditor.read.text import encoding_of, is_text

_MAGIC = (
    (b"%PDF-", "pdf"), (b"\x89PNG", "image"), (b"\xff\xd8\xff", "image"), (b"GIF8", "image"), (b"BM", "image"),
    (b"II*\0", "image"), (b"MM\0*", "image"), (b"\0\0\x01\0", "image"), (b"7z\xbc\xaf\x27\x1c", "7z"), (b"Rar!", "rar"),
    (b"\x1f\x8b", "gzip"), (b"BZh", "bzip2"), (b"\xfd7zXZ", "xz"), (b"MSCF", "cab"), (b"{\\rtf", "rtf"), (b"MZ", "program"),
    (b"\x7fELF", "program"), (b"SQLite format 3\0", "sqlite"), (b"PAR1", "parquet"), (b"\0\0\x27\x0a", "shapefile-part"),
    (b"ID3", "audio"), (b"OggS", "audio"), (b"fLaC", "audio"), (b"AC10", "dwg"), (b"wOFF", "font"), (b"wOF2", "font"),
)  # fmt: skip
_RIFF = {b"WEBP": "image", b"WAVE": "audio", b"AVI ": "video"}
_STREAMS = (
    ("EncryptedPackage", "encrypted"), ("Workbook", "xls"), ("WordDocument", "doc"), ("PowerPoint Document", "ppt"),
    ("Book", "xls"), ("DocumentText", "ichitaro"),
)  # fmt: skip
_OASIS = {
    "spreadsheet": "ods", "text": "odt", "presentation": "odp", "graphics": "odg",
}  # fmt: skip
_KEPT_IN = {
    "zip": ("xlsx", "xlsm", "xlsb", "docx", "pptx", "ods", "odt", "odp", "kmz"),
    "ole": ("xls", "doc", "ppt"),
}
_PAGE = re.compile(
    r"<(?:!doctype html|(?:html|head|body|title|meta|link|script|style|div|p|span|table|h[1-6]|br|hr|center|b|font)[\s/>])"
)
_ELEMENT = re.compile(r"<(?:\?xml\b|!doctype\b|!--|[^\W\d][\w:.-]*[\s/>])")
_TABLE = (",", "\t", ";", "|")
JSON_LINES = ("jsonl", "ndjson")
MAX_JSON = 5_000_000  # bytes of a file that is not named JSON and may be it


def sniff(data: bytes, suffix: str = "") -> str:
    """Return the form of a file, '' where nothing tells. `suffix` only decides between kinds of plain text."""
    if not data.strip(b"\0\r\n\t \x1a\xef\xbb\xbf\xff\xfe"):
        return "empty"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "zip"
    if data.startswith(MAGIC):
        return _compound(data)
    if (form := _magic(data)) or (is_text(data) and (form := _text(data, suffix))):
        return form
    return "zip" if leading(data) else ""


def leading(data: bytes) -> int:
    """Return how many bytes stand before the beginning of a ZIP file that they keep others from knowing as one."""
    at = data[:1024].find(b"PK\x03\x04")
    return at if at > 0 and b"PK\x05\x06" in data[-66_000:] else 0


def _magic(data: bytes) -> str:
    for magic, form in _MAGIC:
        if data.startswith(magic) and not (magic == b"BM" and data[6:10] != b"\0\0\0\0"):
            return form
    if data.startswith(b"RIFF"):
        return _RIFF.get(data[8:12], "")
    if data[4:8] == b"ftyp":
        return "image" if data[8:12] in (b"avif", b"heic", b"mif1") else "video"
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data[2:5] == b"-lh":
        return "lzh"
    return "tar" if data[257:262] == b"ustar" else ""


def _compound(data: bytes) -> str:
    """Return what an old Office file is by the streams at its root; one that cannot be followed, by what is
    named in it.
    """
    found = compound(data)
    if found and found.streams:
        return next((form for name, form in _STREAMS if name in found.streams), "ole")
    return next((form for name, form in _STREAMS if name.encode("utf-16-le") in data), "ole")


def _text(data: bytes, suffix: str) -> str:
    head = data[:4096]
    text = (
        head.decode(encoding_of(head, whole=False), "replace").replace("\0", "").lstrip("\ufeff\r\n\t \u3000")
    )
    small = text.lower()
    table = suffix in ("csv", "tsv", "txt")
    if small.startswith("<") and not (suffix in ("ttl", "nt") and small.startswith("<http")):
        if _PAGE.match(small) or ("<html" in small and not small.startswith("<?xml")):
            return "html"
        if not table or _markup(small, data):
            return "html" if "<html" in small[:500] and "xhtml" in small else "xml"
    if small.startswith(("{", "[")) and (not table or _json(data)):
        return "json"
    if suffix == "tsv":
        return "tsv"
    if suffix in ("ttl", "nt") or small.startswith(("@prefix ", "@base ")):
        return "ttl"
    if suffix == "csv":
        return "csv"
    if suffix in ("json", "geojson", *JSON_LINES):
        return "json"
    if suffix in ("xml", "kml", "gml", "rdf"):
        return "xml"
    if suffix in ("md", "log"):
        return "txt"
    return _rows(text if len(data) <= 4096 else text[: max(text.rfind("\n"), text.rfind("\r")) + 1] or text)


def _markup(text: str, data: bytes) -> bool:
    """Return whether a text that is named as a table is markup: a first element, and an end that closes one."""
    tail = data[-200:].replace(b"\0", b"").rstrip(b"\r\n\t \x1a")
    return bool(_ELEMENT.match(text)) and tail.endswith(b">")


def _json(data: bytes) -> bool:
    """Return whether a text that is named as a table is JSON: a table may begin with a bracket too."""
    if len(data) > MAX_JSON:
        return False
    try:
        return isinstance(
            json.loads(data.decode(encoding_of(data), "replace").lstrip("\ufeff")), (dict, list)
        )
    except (ValueError, RecursionError):
        return False


def _rows(text: str) -> str:
    """csv, tsv, or txt where the lines are not of so many fields each."""
    lines = [re.sub(r'"[^"]*"', "", line) for line in re.split("[\r\n]+", text) if line.strip()][:50]
    if not lines:
        return "txt"
    for sign in _TABLE:
        number, agreeing = Counter(line.count(sign) for line in lines).most_common(1)[0]
        if number and len(lines) > 1 and agreeing * 10 >= len(lines) * 7:
            return "tsv" if sign == "\t" else "csv"
    return "txt"


def zip_form(archive: zipfile.ZipFile) -> str:
    """Return what a ZIP file is: a workbook, a text document, or just a ZIP file."""
    form, _ = Package(archive).main()
    if form:
        return form
    names = set(archive.namelist())
    for name in ("mimetype", "META-INF/manifest.xml"):
        if name in names:
            try:
                kind = archive.read(name)[:2_000].decode("ascii", "ignore")
            except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError):
                continue
            if found := re.search(r"opendocument\.(\w+)", kind):
                return _OASIS.get(found[1], "zip")
    return "zip"


def damaged_form(suffix: str, container: str) -> str:
    """Return the form of a file of which only the container is known: what it calls itself, where that is
    kept in one.
    """
    return suffix if suffix in _KEPT_IN[container] else container
