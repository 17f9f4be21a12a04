"""Where a site links its data files and PDFs, in the order they are worth fetching."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from auditor.crawl.owner import same_owner
from auditor.crawl.url import canonical, in_scope, on_site
from auditor.judge.inputs import Evidence
from auditor.model import Fate, Link, PageFacts
from auditor.read.link import answered_form, extension, is_feed, key, may_be_file, promised

_FORM = re.compile(
    r"[\s()\[\]【】:・、,./_\-]|csv|tsv|excel|エクセル|xlsx?|ods|geojson|json|xml|kml|zip|pdf|形式|ファイル|データ|版|ダウンロード"
    r"|こちら|[\d,.]+\s*(?:[kmg]i?b|キロバイト|メガバイト|バイト)|新しい?ウィンドウで開きます?|別ウィンドウで?開きます?|外部リンク"
)


@dataclass(frozen=True, slots=True)
class FilePlace:
    """A file with the first place that links it; `page` is '' for one that only a catalogue names."""

    url: str
    page: str
    link: Link
    audited: bool  # the page was captured
    pdf: bool


def file_places(audit: Evidence) -> list[FilePlace]:
    """Return each data file and PDF of the organisation once: what audited pages link first, data before PDFs."""
    found: dict[str, FilePlace] = {}
    for place in _places(audit):
        found.setdefault(place.url, place)
    listed = {key(url) for url in found}
    for entry in audit.job.catalogue or ():
        url = canonical(entry.url)
        if url is not None and key(url) not in listed:
            pdf = extension(url) == "pdf"
            found.setdefault(url, FilePlace(url, "", Link(url, entry.dataset), False, pdf))
    return sorted(found.values(), key=lambda place: (not place.audited, place.pdf))


def together(one: FilePlace | None, other: FilePlace | None) -> bool:
    """Return whether two links offer the same data: in one item, alone under one heading, or by names equal
    but for the form.
    """
    if one is None or other is None:
        return False
    first, second = one.link, other.link
    same_item = bool(first.near) and first.near == second.near
    same_heading = len(first.headings) > 1 and first.headings == second.headings
    return same_item or same_heading or data_name(first.text) == data_name(second.text) != ""


def data_name(text: str) -> str:
    """Return what a link calls the data, without form and size: 人口（PDF：1MB） and 人口 CSV形式 are one name."""
    return _FORM.sub("", unicodedata.normalize("NFKC", text).casefold())


def _places(audit: Evidence) -> Iterator[FilePlace]:
    rows = {row.url: row for row in audit.rows.pages()}
    captured = set(audit.rows.captured())
    pages = sorted((row for row in rows.values() if row.fate is Fate.OK), key=lambda row: row.url)
    for page in sorted(pages, key=lambda row: row.url not in captured):
        for link in audit.rows.links(page.url):
            row = _final(rows, link.url)
            if _is_file(audit, link, row):
                url = row.url if row else link.url
                form = answered_form(row.headers, row.head) if row else ""
                pdf = "pdf" in (extension(url), form) or promised(link.text) == {"PDF"}
                yield FilePlace(url, page.url, link, page.url in captured, pdf)


def _final(rows: dict[str, PageFacts], url: str) -> PageFacts | None:
    row = rows.get(url)
    if row is None or row.fate is not Fate.REDIRECTED or not row.hops:
        return row
    return rows.get(row.detail, row)


def _is_file(audit: Evidence, link: Link, row: PageFacts | None) -> bool:
    site = audit.job.site
    if row is not None and row.found_by != "resource":
        if is_feed(row.url) or not (row.fate is Fate.NOT_HTML or row.file is not None):
            return False
        return may_be_file(link.url, link.text) or bool(answered_form(row.headers, row.head))
    if not may_be_file(link.url, link.text):
        return False
    if on_site(link.url, site):  # only where the pages are listed by hand: a crawl has a row for each
        return bool(site.urls) and (
            (not site.include and not site.exclude) or in_scope(link.url, site) is None
        )
    return same_owner(link.url, site.start)
