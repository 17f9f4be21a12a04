"""Gathers from the store what a plan is made of."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from pathlib import Path

from auditor import calendar
from auditor.evaluate.adjustments import adjustments
from auditor.evaluate.file_rules import readability
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
from auditor.plan.decision import latest, moves
from auditor.plan.material import LastSeen, Material
from auditor.read.catalogue_copy import load as load_catalogue
from auditor.read.catalogue_copy import path_in
from auditor.read.link import key
from auditor.store import SiteStore, Store


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

    def rows(self, site: str) -> SiteStore:
        """Return the rows of one site of the cycle."""
        return self.store.site(self.cycle, site)


def material_of(
    context: PublishContext, bureau: Bureau, evidence: dict[tuple[str, str], str], lost: Mapping[str, Lost]
) -> Material:
    store, cycle = context.store, context.cycle
    decisions = store.decisions(bureau.id)
    earlier = [name for name in store.cycles() if name < cycle]
    previous = store.summary(earlier[-1], bureau.id, "plan") if earlier else None
    sites = {site.id: context.rows(site.id) for site in bureau.sites}
    unreached = {} if context.of_files else {
        site: _last_rows(store, earlier, site) for site, rows in sites.items() if not rows.audited()
    }  # fmt: skip
    last = {**sites, **{site: rows for site, rows in unreached.items() if rows}}
    return Material(
        cycle=cycle,
        label=calendar.label(cycle),
        date=context.day,
        organisation=context.organisation,
        bureau=bureau,
        rules={**context.book.off, **context.book.rules},
        off=frozenset(context.book.off),
        adjusted=adjustments(context.book),
        pages={site: _with_data_links(rows) for site, rows in sites.items()},
        audited={site: rows.audited() for site, rows in sites.items()},
        rows=[row for rows in sites.values() for row in rows.findings()],
        outcomes={site: rows.outcomes()[0] for site, rows in sites.items()},
        issues=[issue for rows in sites.values() for issue in rows.issues()],
        decisions=latest(decisions, store.merged()),
        left=store.newest_issues(bureau.id, cycle),
        moved=moves(decisions),
        previous=previous or {},
        versions=store.versions(cycle),
        evidence=evidence,
        registered=_registered(context, bureau, last),
        of_files=context.of_files,
        scores={url: points for rows in last.values() for url, points in _scores(rows, context.book)},
        lost=together(lost.values()),
        unreached={site: _seen(rows) for site, rows in unreached.items()},
        cut={place: counts for rows in sites.values() for place, counts in cut_rules(rows)},
    )


def _last_rows(store: Store, earlier: Sequence[str], site: str) -> SiteStore | None:
    """Return the rows of the last cycle (`earlier`: oldest first) in which a page of a site was audited."""
    return next((rows for name in reversed(earlier) if (rows := store.site(name, site)).audited()), None)


def _seen(rows: SiteStore | None) -> LastSeen:
    if rows is None:
        return LastSeen()
    return LastSeen(_with_data_links(rows), rows.audited(), list(rows.findings()), rows.outcomes()[0])


def _registered(
    context: PublishContext, bureau: Bureau, sites: Mapping[str, SiteStore]
) -> dict[str, bool] | None:
    """Data file of the bureau's sites → whether the catalogue lists it; None without a copy of the catalogue."""
    found: dict[str, bool] = {}
    copied = False
    for site in bureau.sites:
        entries = load_catalogue(path_in(context.reports), [site.catalogue_organisation])
        if entries is None:
            continue
        copied, listed = True, {key(entry.url) for entry in entries}
        for page in sites[site.id].pages():
            linked = page.file is not None and page.found_on != ""
            if linked and page.fate is Fate.NOT_HTML and form_of(page.url, facts=page) != "PDF":
                found[page.url] = key(page.url) in listed
    return found if copied else None


def _scores(rows: SiteStore, book: Rulebook) -> Iterator[tuple[str, dict[str, int]]]:
    """Points of machine readability of each file that holds a table."""
    read = {page.url for page in rows.pages() if page.file and page.file.sheets and not page.file.problem}
    for url, made in groupby(rows.assertions(), key=lambda one: one.url):
        if url in read:
            yield url, readability(made, book.rules)


def _with_data_links(rows: SiteStore) -> list[PageFacts]:
    """Return pages with those of their links that lead to data files: all links of a large site are too many."""
    pages = [*rows.pages()]
    known = {page.url: page for page in pages}
    return [
        replace(
            page, links=tuple(link for link in rows.links(page.url) if keeps(link, known.get(link.url)))
        )
        for page in pages
    ]  # fmt: skip


def cut_rules(rows: SiteStore) -> Iterator[tuple[tuple[str, str, str], tuple[int, int]]]:
    """(site, URL, rule) with the places kept and found, where there are more than are kept."""
    for one in rows.reasons():
        missing = Missing.of(one.reason)
        if missing is not None and missing.kind is Reason.CUT:
            kept, _, found = missing.detail.partition("/")
            yield (rows.site, one.url, one.rule), (int(kept), int(found))
