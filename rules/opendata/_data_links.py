"""What the open data rules share: which links lead to data, what they promise, what bytes are."""

import re
import unicodedata
from collections.abc import Iterator
from urllib.parse import urlsplit

from auditor.model import Link, PageFacts
from auditor.rule import SiteView

# Extension → the kind of content it promises.
EXTENSIONS = {
    "csv": "CSV",
    "tsv": "CSV",
    "xlsx": "Excel",
    "xlsm": "Excel",
    "xls": "Excel",
    "ods": "ODS",
    "json": "JSON",
    "geojson": "JSON",
    "xml": "XML",
    "kml": "XML",
    "gml": "XML",
    "rdf": "XML",
    "kmz": "ZIP",
    "zip": "ZIP",
    "pdf": "PDF",
}
# A type counts as a promise only where it is written as one: （CSV：12KB）, [Excel], CSV形式, CSVファイル.
_WORD = r"csv|tsv|xlsx?|excel|エクセル|ods|geo\s?json|json|xml|kml|kmz|zip|pdf"
_PROMISE = re.compile(
    rf"[(\[【〔<]\s*(?P<a>{_WORD})\s*(?:形式|ファイル|データ|版)?\s*(?:[)\]】〕>:、,/]|\s|\d)"
    rf"|(?<![a-z])(?P<b>{_WORD})\s*(?:形式|ファイル|版)",
    re.IGNORECASE,
)
_KINDS = {
    "tsv": "CSV",
    "xls": "Excel",
    "xlsx": "Excel",
    "excel": "Excel",
    "エクセル": "Excel",
    "geojson": "JSON",
    "kml": "XML",
    "kmz": "ZIP",
}


def extension(url: str) -> str:
    """The extension of a URL's path in lower case, '' where there is none."""
    name = urlsplit(url).path.rsplit("/", 1)[-1]
    return name.rsplit(".", 1)[-1].lower() if "." in name else ""


def promised(text: str) -> set[str]:
    """Kinds of file that a link text promises."""
    folded = unicodedata.normalize("NFKC", text)
    words = ((found["a"] or found["b"]).lower().replace(" ", "") for found in _PROMISE.finditer(folded))
    return {_KINDS.get(word, word.upper()) for word in words}


def is_data(link: Link) -> bool:
    """Whether a link leads to a data file by its address or its own words."""
    return extension(link.url) in EXTENSIONS or bool(promised(link.text))


def data_links(site: SiteView) -> Iterator[tuple[PageFacts, Link]]:
    """Each data link of each page once."""
    for page in site.pages:
        told = set()
        for link in site.links(page):
            if is_data(link) and link.url not in told:
                told.add(link.url)
                yield page, link


def actual(file: PageFacts) -> str:
    """What a file is by its first bytes, '' where they do not tell."""
    head = file.head.lstrip(b"\xef\xbb\xbf\r\n\t ")
    lower = head[:200].lower()
    if file.head.startswith(b"PK\x03\x04"):
        # The first member of an OpenDocument file is its type; of an OOXML file one of these.
        if b"mimetypeapplication/vnd.oasis" in file.head:
            return "ODS"
        if b"[Content_Types].xml" in file.head or b"xl/" in file.head:
            return "Excel"
        # Some writers put the properties first, which every OOXML file has.
        office = b"docProps/" in file.head and EXTENSIONS.get(extension(file.url)) == "Excel"
        return "Excel" if office else "ZIP"
    if file.head.startswith(b"\xd0\xcf\x11\xe0"):
        return "Excel"
    if b"%PDF-" in file.head:
        return "PDF"
    if lower.startswith((b"<!doctype html", b"<html")) or (lower.startswith(b"<") and b"<html" in lower):
        return "HTML"
    if lower.startswith((b"<?xml", b"<kml", b"<rdf", b"<gml")):
        return "XML"
    if not head and file.content_type.lower().startswith(("text/html", "application/xhtml")):
        return "HTML"
    return "text" if head and b"\0" not in head else ""


def agrees(kind: str, real: str, suffix: str) -> bool:
    """Whether a file that really is `real` keeps the promise `kind`; unknown bytes break none."""
    if not real or kind == real:
        return True
    if real == "text":
        return kind in ("CSV", "JSON", "XML")
    if real == "ZIP":  # order of members is free: an .xlsx may begin with any of them
        return kind in ("ZIP", "Excel", "ODS")
    if real == "Excel":
        return kind == "ZIP" and suffix == "zip"
    return False
