"""What the open data rules share: which links lead to data, what they promise, what bytes are."""

from collections.abc import Iterator

from auditor.model import Fate, Link, PageFacts
from auditor.read.link import EXTENSIONS, answered_form, extension, may_be_file, promised
from auditor.rule import SiteView

__all__ = ["EXTENSIONS", "actual", "agrees", "data_links", "extension", "is_data", "promised"]


def is_data(link: Link) -> bool:
    """Return whether a link leads to a data file by its address or its own words."""
    return may_be_file(link.url, link.text)


def _is_data_link(link: Link, file: PageFacts | None) -> bool:
    """As `is_data`, and by the answer where there is one: many addresses tell nothing."""
    if extension(link.url) in EXTENSIONS or promised(link.text):
        return is_data(link)
    if file is None or file.fate is None:
        return is_data(link)
    if file.fate is Fate.OK:
        return False  # a page, at an address that looks like that of a file
    return is_data(link) or bool(answered_form(file.headers, file.head))


def data_links(site: SiteView) -> Iterator[tuple[PageFacts, Link]]:
    """Yield each data link of each page once."""
    for page in site.pages:
        told = set()
        for link in site.links(page):
            if link.url not in told and _is_data_link(link, site.resource(link.url)):
                told.add(link.url)
                yield page, link


def actual(file: PageFacts) -> str:
    """Return what a file is by its first bytes, '' where they do not tell."""
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
    """Return whether a file that really is `real` keeps the promise `kind`; unknown bytes break none."""
    if not real or kind == real:
        return True
    if real == "text":
        return kind in ("CSV", "JSON", "XML")
    if real == "ZIP":  # order of members is free: an .xlsx may begin with any of them
        return kind in ("ZIP", "Excel", "ODS")
    if real == "Excel":
        return kind == "ZIP" and suffix == "zip"
    return False
