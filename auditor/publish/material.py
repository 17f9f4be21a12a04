"""Gathers from the store what a plan is made of."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import groupby
from pathlib import Path

from auditor import calendar
from auditor.evaluate.adjustments import adjustments
from auditor.evaluate.file import readability
from auditor.evaluate.rulebook import Rulebook
from auditor.judge.lost import together
from auditor.model import (
    Bureau,
    Fate,
    Lost,
    Missing,
    PageFacts,
    Reason,
)
from auditor.plan.data_link import form_of, keeps
from auditor.plan.decision import latest
from auditor.plan.material import Material
from auditor.read.catalogue import load as load_catalogue
from auditor.read.catalogue import path_in
from auditor.read.link import key
from auditor.store import Store


@dataclass(frozen=True, slots=True)
class PublishContext:
    """Where and when reports are made; `now` gives the time an import is noted with."""

    store: Store
    reports: Path
    cycle: str
    day: str  # ISO date of the cycle's audit
    organisation: str
    book: Rulebook
    now: Callable[[], str] = field(default=lambda: "")
    of_files: bool = False  # files before they are published, not the pages of a site
    lang: str = "ja"  # of the workbooks and their CSV files


def material_of(
    context: PublishContext, bureau: Bureau, evidence: dict[tuple[str, str], str], lost: Mapping[str, Lost]
) -> Material:
    store, cycle = context.store, context.cycle
    earlier = [name for name in store.cycles() if name < cycle]
    previous = store.summary(earlier[-1], bureau.id, "plan") if earlier else None
    sites = [site.id for site in bureau.sites]
    return Material(
        cycle=cycle,
        label=calendar.label(cycle),
        date=context.day,
        organisation=context.organisation,
        bureau=bureau,
        rules={**context.book.off, **context.book.rules},
        off=frozenset(context.book.off),
        adjusted=adjusted.ja if (adjusted := adjustments(context.book)) else "",
        pages={site: _with_data_links(store, cycle, site) for site in sites},
        audited={site: audited_pages(store, cycle, site) for site in sites},
        rows=[row for site in sites for row in store.findings(cycle, site)],
        outcomes={site: store.outcomes(cycle, site)[0] for site in sites},
        issues=[issue for site in sites for issue in store.issues(cycle, site)],
        decisions=latest(store.decisions(bureau.id), store.merged()),
        previous=previous or {},
        versions=store.versions(cycle),
        evidence=evidence,
        registered=_registered(context, bureau),
        of_files=context.of_files,
        scores={url: points for site in sites for url, points in _scores(context, site)},
        lost=together(lost.values()),
        cut={place: counts for site in sites for place, counts in cut_rules(store, cycle, site)},
    )


def _registered(context: PublishContext, bureau: Bureau) -> dict[str, bool] | None:
    """Data file of the bureau's sites → whether the catalogue lists it; None without a copy of the catalogue."""
    found: dict[str, bool] = {}
    copied = False
    for site in bureau.sites:
        entries = load_catalogue(path_in(context.reports), [site.catalogue_organisation])
        if entries is None:
            continue
        copied, listed = True, {key(entry.url) for entry in entries}
        for _, page in context.store.pages(context.cycle, site.id):
            linked = page.file is not None and page.found_on != ""
            if linked and page.fate is Fate.NOT_HTML and form_of(page.url, facts=page) != "PDF":
                found[page.url] = key(page.url) in listed
    return found if copied else None


def _scores(context: PublishContext, site: str) -> Iterator[tuple[str, dict[str, int]]]:
    """Points of machine readability of each file that holds a table."""
    read = {
        page.url
        for _, page in context.store.pages(context.cycle, site)
        if page.file and page.file.sheets and not page.file.problem
    }
    for url, made in groupby(context.store.assertions(context.cycle, site), key=lambda one: one.url):
        if url in read:
            yield url, readability(made, context.book.rules)


def _with_data_links(store: Store, cycle: str, site: str) -> list[PageFacts]:
    """Pages with those of their links that lead to data files: all links of a large site are too many."""
    pages = [page for _, page in store.pages(cycle, site)]
    known = {page.url: page for page in pages}
    return [
        replace(
            page, links=tuple(link for link in store.links(cycle, site, page.url) if keeps(link, known.get(link.url)))
        )
        for page in pages
    ]  # fmt: skip


def audited_pages(store: Store, cycle: str, site: str) -> list[str]:
    """Pages with a capture: visited, and found in order."""
    visited = set(store.captured(cycle, site))
    return sorted(url for url, fate, _ in store.page_fates(cycle, site) if url in visited and fate is Fate.OK)


def cut_rules(store: Store, cycle: str, site: str) -> Iterator[tuple[tuple[str, str, str], tuple[int, int]]]:
    """(site, URL, rule) with the places kept and found, where there are more than are kept."""
    for one in store.reasons(cycle, site):
        missing = Missing.of(one.reason)
        if missing is not None and missing.kind is Reason.CUT:
            kept, _, found = missing.detail.partition("/")
            yield (site, one.url, one.rule), (int(kept), int(found))
