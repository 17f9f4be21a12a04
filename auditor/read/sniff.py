"""What a file is by its own bytes, whatever its name says."""

import zipfile

from auditor.read.text import encoding_of

_MAGIC = (
    (b"%PDF-", "pdf"), (b"\x89PNG", "image"), (b"\xff\xd8\xff", "image"), (b"GIF8", "image"), (b"BM", "image"),
    (b"II*\0", "image"), (b"MM\0*", "image"), (b"7z\xbc\xaf\x27\x1c", "7z"), (b"Rar!", "rar"),
    (b"\x1f\x8b", "gzip"), (b"{\\rtf", "rtf"), (b"MZ", "program"), (b"SQLite format 3\0", "sqlite"),
)  # fmt: skip
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STREAMS = (
    ("EncryptedPackage", "encrypted"),
    ("Workbook", "xls"),
    ("WordDocument", "doc"),
    ("PowerPoint Document", "ppt"),
    ("Book", "xls"),
)
_OASIS = {
    "spreadsheet": "ods", "text": "odt", "presentation": "odp", "graphics": "odg",
}  # fmt: skip


def sniff(data: bytes, suffix: str = "") -> str:
    """The form of a file, '' where nothing tells. `suffix` only decides between kinds of plain text."""
    if not data.strip(b"\0\r\n\t \xef\xbb\xbf"):
        return "empty"
    if data.startswith(b"PK\x03\x04") or data.startswith(b"PK\x05\x06"):
        return "zip"
    if data.startswith(_OLE):
        return next((form for name, form in _STREAMS if name.encode("utf-16-le") in data), "ole")
    for magic, form in _MAGIC:
        if data.startswith(magic) and not (magic == b"BM" and data[6:10] != b"\0\0\0\0"):
            return form
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data[2:5] == b"-lh":
        return "lzh"
    return _text(data, suffix)


def _text(data: bytes, suffix: str) -> str:
    head = data[:4096]
    if b"\0" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ""
    text = head.decode(encoding_of(head), "replace").lstrip("\ufeff\r\n\t ").lower()
    if text.startswith("<") and not (suffix in ("ttl", "nt") and text.startswith("<http")):
        if text.startswith(("<!doctype html", "<html")) or ("<html" in text and not text.startswith("<?xml")):
            return "html"
        return "html" if "<html" in text[:500] and "xhtml" in text else "xml"
    if text.startswith(("{", "[")) and suffix not in ("csv", "tsv", "txt"):
        return "json"
    if suffix == "tsv":
        return "tsv"
    if suffix in ("ttl", "nt") or text.startswith(("@prefix ", "@base ")):
        return "ttl"
    lines = [line for line in text.splitlines() if line.strip()][:20]
    if suffix in ("csv", ""):
        return "csv" if suffix or sum("," in line for line in lines) * 2 > len(lines) else "txt"
    if suffix in ("txt", "log", "md"):
        tabs = sum("\t" in line for line in lines)
        return "tsv" if tabs * 2 > len(lines) else "txt"
    if suffix in ("json", "geojson"):
        return "json"
    if suffix in ("xml", "kml", "gml", "rdf"):
        return "xml"
    return "csv" if sum("," in line or "\t" in line for line in lines) * 2 > len(lines) else "txt"


def zip_form(archive: zipfile.ZipFile) -> str:
    """What a ZIP file is: a workbook, a text document, or just a ZIP file."""
    names = set(archive.namelist())
    if "[Content_Types].xml" in names:
        if "xl/workbook.xml" in names:
            return "xlsm" if "xl/vbaProject.bin" in names else "xlsx"
        if "xl/workbook.bin" in names:
            return "xlsb"
        return (
            "docx"
            if any(one.startswith("word/") for one in names)
            else "pptx"
            if any(one.startswith("ppt/") for one in names)
            else "zip"
        )
    if "mimetype" in names:
        try:
            kind = archive.read("mimetype")[:100].decode("ascii", "ignore")
        except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError):
            return "zip"
        return next((form for word, form in _OASIS.items() if f"opendocument.{word}" in kind), "zip")
    return "zip"
