"""A reports folder opened to read: its findings, pages, issues and indicators as DataFrames."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Literal, Self

import pandas as pd

from auditor.evaluate.rulebook import load
from auditor.model import AuditorError, Targets
from auditor.publish import frames
from auditor.publish.targets import targets_of
from auditor.store import Store, open_to_read

Names = str | Sequence[str] | None
Language = Literal["ja", "en"]


class Reports:
    """What `auditor run` left in a folder. Use it as a context manager; nothing is ever written.

    `cycle`, `bureau` and `site` of each method take one name, several, or None for all. Raises StoreError where there
    are no results, AuditorError for a name that is not there.
    """

    def __init__(self, path: str | Path) -> None:
        self._book = load()
        self._store: Store = open_to_read(Path(path) / "auditor.sqlite")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the folder's store; safe to call twice."""
        self._store.close()

    @property
    def cycles(self) -> tuple[str, ...]:
        """All cycles, oldest first."""
        return tuple(self._store.cycles())

    def findings(
        self, *, cycle: Names = None, bureau: Names = None, site: Names = None, lang: Language = "ja"
    ) -> pd.DataFrame:
        """Return one row a finding, in the order of `auditor export`."""
        wanted = self._wanted(cycle, bureau, site)
        rows = frames.findings(self._store, wanted, self._book, lang)
        return frames.frame(frames.FINDINGS, rows, self.cycles)

    def pages(self, *, cycle: Names = None, bureau: Names = None, site: Names = None) -> pd.DataFrame:
        """Return one row a URL that was found, with how it ended and how much was found there."""
        rows = frames.pages(self._store, self._wanted(cycle, bureau, site))
        return frames.frame(frames.PAGES, rows, self.cycles)

    def issues(
        self, *, cycle: Names = None, bureau: Names = None, site: Names = None, lang: Language = "ja"
    ) -> pd.DataFrame:
        """Return one row an issue, a row of work of the plan, with what people wrote about it."""
        wanted = self._wanted(cycle, bureau, site)
        rows = frames.issues(self._store, wanted, self._book, lang)
        return frames.frame(frames.ISSUES, rows, self.cycles)

    def kpis(self, *, cycle: Names = None, bureau: Names = None) -> pd.DataFrame:
        """Return one row an indicator of a bureau; a value is missing where it has no denominator."""
        rows = frames.kpis(self._store, self._wanted(cycle, bureau, None))
        return frames.frame(frames.KPIS, rows, self.cycles)

    def _wanted(self, cycle: Names, bureau: Names, site: Names) -> Mapping[str, Targets]:
        """Cycle → its bureaus and sites, narrowed."""
        known = {name: targets_of(self._store, name) for name in self.cycles}
        cycles = _chosen("cycle", cycle, known)
        every = [one for targets in known.values() for one in targets.bureaus]
        bureaus = _chosen("bureau", bureau, {part for one in every for part in (one.id, one.name)})
        sites = _chosen("site", site, {one.id for bureau_ in every for one in bureau_.sites})
        return {name: _narrowed(known[name], bureaus, sites) for name in known if name in cycles}


def _chosen(what: str, asked: Names, known: "Mapping[str, object] | set[str]") -> set[str]:
    names = set(known) if asked is None else {asked} if isinstance(asked, str) else set(asked)
    if wrong := sorted(names - set(known)):
        raise AuditorError(
            f"{what}={wrong[0]}: ありません。次のどれかを指定してください: {'、'.join(sorted(known))}"
        )
    return names


def _narrowed(targets: Targets, bureaus: set[str], sites: set[str]) -> Targets:
    kept = [
        replace(bureau, sites=tuple(site for site in bureau.sites if site.id in sites))
        for bureau in targets.bureaus
        if {bureau.id, bureau.name} & bureaus
    ]
    return replace(targets, bureaus=tuple(bureau for bureau in kept if bureau.sites))
