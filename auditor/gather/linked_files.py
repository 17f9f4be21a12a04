"""Lists the files on other hosts that audited pages link."""

from collections.abc import Iterator

from auditor.crawl.frontier import is_document
from auditor.crawl.url import on_site
from auditor.judge.inputs import Evidence

RESOURCES = 500  # linked files of other hosts asked for, of one site


_DATA = (
    ".csv", ".tsv", ".xlsx", ".xls", ".xlsm", ".ods", ".json", ".geojson", ".xml", ".kml", ".kmz", ".zip", ".pdf",
)  # fmt: skip


def linked_files(audit: Evidence) -> Iterator[tuple[str, str]]:
    """(URL, page) of files on other hosts that audited pages link, by page and place."""
    captured = set(audit.rows.captured())
    seen: set[str] = set()
    for page in audit.rows.pages():
        if page.url not in captured:
            continue
        for link in audit.rows.links(page.url):
            path = link.url.partition("?")[0].lower()
            if link.url in seen or not path.endswith(_DATA) or on_site(link.url, audit.job.site):
                continue
            if len(seen) >= RESOURCES or not is_document(link.url):
                continue
            seen.add(link.url)
            yield link.url, page.url
