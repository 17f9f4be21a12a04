"""The export of a cycle as JSON lines, streamed in its sorted order: never a whole cycle in memory."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, TypeVar

from auditor.crawl.html import is_html
from auditor.crawl.url import canonical
from auditor.evaluate.rulebook import Rulebook
from auditor.model import Assertion, Fate, FindingRow, Outcome, PageFacts, Reason, Targets
from auditor.report.jsonl import Line, assertion_line, finding_line, page_line, sort_key
from auditor.store import SiteStore, Store

Item = TypeVar("Item")


def export_lines(
    store: Store, cycle: str, targets: Targets, book: Rulebook, *, everything: bool = False, lang: str = "ja"
) -> Iterator[Line]:
    """Yield lines sorted by (bureau, site, url, rule, selector or where); equal stores give equal lines."""
    sites = sorted((site.bureau, site.id) for site in targets.sites)
    for bureau, site in sites:
        rows = store.site(cycle, site)
        pages = [*rows.pages()] if everything else []
        findings = _by_url(rows.findings(), lambda row: row.url)
        assertions = _by_url(rows.assertions() if everything else (), lambda one: one.url)
        known = {page.url: page for page in pages}
        linked = _linked_from(rows)
        for url, found, judged in _together(findings, assertions, sorted(known)):
            on = linked.get(url, ())
            lines = [finding_line(row, book.get(row.rule), cycle, lang, found_on=on) for row in found]
            if everything:
                lines += [assertion_line(one, bureau, site, cycle) for one in judged]
                page = known.get(url)
                if page is not None:
                    lines.append(page_line(page, bureau, site, cycle))
                    lines += [
                        assertion_line(one, bureau, site, cycle) for one in _unselected(page, judged, book)
                    ]
            yield from sorted(lines, key=sort_key)


def _linked_from(rows: SiteStore) -> Mapping[str, Sequence[str]]:
    """Return for each file of the site the URLs of the pages that link it, sorted."""
    files = {page.url for page in rows.pages() if page.file is not None}
    found: dict[str, set[str]] = {url: set() for url in files}
    if files:
        for page in rows.pages():
            for link in rows.links(page.url):
                url = canonical(link.url)
                if url in files:
                    found[url].add(page.url)
    return {url: sorted(pages) for url, pages in found.items()}


def _by_url(items: Iterable[Item], url: Callable[[Item], str]) -> Iterator[tuple[str, list[Item]]]:
    for key, group in groupby(items, key=url):
        yield key, list(group)


def _together(
    findings: Iterator[tuple[str, list[FindingRow]]],
    assertions: Iterator[tuple[str, list[Assertion]]],
    pages: Iterable[str],
) -> Iterator[tuple[str, list[FindingRow], list[Assertion]]]:
    """Yield three sequences in URL order as one."""
    done: tuple[str, list[Any]] = ("", [])  # sorts after nothing: the end is told by the empty list
    row, one = next(findings, done), next(assertions, done)
    waiting = list(reversed(list(pages)))
    while row[1] or one[1] or waiting:
        heads = [head[0] for head in (row, one) if head[1]] + waiting[-1:]
        url = min(heads)
        rows = row[1] if row[1] and row[0] == url else []
        judged = one[1] if one[1] and one[0] == url else []
        if rows:
            row = next(findings, done)
        if judged:
            one = next(assertions, done)
        if waiting and waiting[-1] == url:
            waiting.pop()
        yield url, rows, judged


def _unselected(page: PageFacts, judged: list[Assertion], book: Rulebook) -> Iterator[Assertion]:
    """Yield a page that was found and not selected: every rule that did not look at it is untested."""
    if page.fate is not Fate.OK or not is_html(page.content_type, b"<html"):
        return
    known = {one.rule for one in judged}
    for rule in book:
        if rule.id not in known:
            reason = Reason.NOT_RUN if page.sample else Reason.NOT_SELECTED
            yield Assertion(page.url, rule.id, Outcome.UNTESTED, {}, reason.value, rule.digest)
