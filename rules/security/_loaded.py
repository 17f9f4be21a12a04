"""What a page loaded and how it was answered: entries of the request log whose header lines were kept."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from auditor.rule import MissingEvidence, Need, Page

from ._domains import host_of, same_site

Lines = Sequence[tuple[str, str]]


def lines_of(entry: Mapping[str, Any]) -> Lines:
    """Return the kept header lines of a request's answer; none where it came before they were kept, or not at all."""
    return [(str(name), str(value)) for name, value in entry.get("headers", ())]


def answered(
    page: Page, kinds: frozenset[str] = frozenset()
) -> Iterator[tuple[Mapping[str, Any], str, Lines]]:
    """(entry, host, header lines) of every answer the page got, of these kinds where some are named.

    Raises MissingEvidence where such answers came and no header line of any was kept: a page from a disk.
    """
    wanted = [entry for entry in page.requests if not kinds or entry.get("type") in kinds]
    if wanted and not any("headers" in entry for entry in page.requests):
        raise MissingEvidence(Need.RESPONSE)
    for entry in wanted:
        lines = lines_of(entry)
        if lines:
            yield entry, host_of(str(entry.get("url", ""))), lines


def own(page: Page, kinds: frozenset[str] = frozenset()) -> Iterator[tuple[Mapping[str, Any], str, Lines]]:
    """Return those of the site's own hosts."""
    home = host_of(page.url)
    return ((entry, host, lines) for entry, host, lines in answered(page, kinds) if same_site(host, home))
