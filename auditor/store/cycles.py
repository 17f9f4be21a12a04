"""Rows of cycles: when each was begun, with which versions, and how far its sites are."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

import msgspec

from auditor.model import ScriptHead, SiteEvidence
from auditor.store.store_file import StoreFile


@dataclass(frozen=True, slots=True)
class RobotsAnswer:
    """What a site's robots.txt was when the cycle began."""

    status: int | None
    body: str


@dataclass(frozen=True, slots=True)
class SiteRunFacts:
    """What the audit of a site found out of the site as a whole, for its later steps and the reports."""

    headers: bool = True  # whether the header lines of its answers are evidence
    seeded: bool = False  # the first rows are written
    robots: RobotsAnswer | None = None  # None: not asked yet, or no answer
    transport: str = "plain"  # how pages are asked for in discovery: plain | browser
    seed: str = ""  # of the sample
    method: str = ""  # by which it was drawn
    frame: int = 0  # how many pages it was drawn from
    probed: tuple[str, ...] = ()  # pages that get the active probes where a site is audited whole
    evidence: SiteEvidence | None = None  # what the probe of the host told; None: not probed
    scripts: tuple[ScriptHead, ...] | None = None  # beginnings of scripts; None: not asked for
    axe_core: str = ""  # version
    rules: str = ""  # digest of the rules that judged it last
    again: int = 0  # pages and files that another try may bring whole


@dataclass(frozen=True, slots=True)
class SiteRun:
    """How far the audit of a site is in a cycle, with what the later steps and the report need to know."""

    site: str
    bureau: str
    phase: str  # discover | capture | resources | judge | done
    settings: Mapping[str, Any]  # name, start, standard … as in targets.yaml
    facts: SiteRunFacts


RUN_COLUMNS = "site, bureau, phase, settings, facts"
_PLAIN = SiteRunFacts()
_STORED_AS = {"axe_core": "axe-core"}


def facts_text(facts: SiteRunFacts) -> str:
    """Return the facts as they are stored: only what is known, so that a missing name means the same in
    every version.
    """
    known = {
        _STORED_AS.get(field.name, field.name): getattr(facts, field.name)
        for field in fields(facts)
        if getattr(facts, field.name) != getattr(_PLAIN, field.name)
    }
    return msgspec.json.encode(known, order="sorted").decode()


def _facts_of(text: str) -> SiteRunFacts:
    """Return the facts from their text; names that this version does not know are left out."""
    stored: dict[str, Any] = msgspec.json.decode(text)  # Any: JSON values, typed by the next line
    named = {
        field.name: stored[_STORED_AS.get(field.name, field.name)]
        for field in fields(SiteRunFacts)
        if _STORED_AS.get(field.name, field.name) in stored
    }
    return msgspec.convert(named, SiteRunFacts)


def run_of(row: tuple[str, str, str, str, str]) -> SiteRun:
    """Return the run of a site from its RUN_COLUMNS."""
    site, bureau, phase, settings, facts = row
    return SiteRun(site, bureau, phase, msgspec.json.decode(settings), _facts_of(facts))


class CycleRows(StoreFile):
    """Cycles and the runs of their sites."""

    def open_cycle(self, name: str, opened: str, versions: Mapping[str, str]) -> None:
        """Make the cycle known; the date and versions of one that is already there stay as they are."""
        with self._transaction():
            self._db.execute(
                "INSERT OR IGNORE INTO cycle (name, opened, versions) VALUES (?, ?, ?)",
                (name, opened, msgspec.json.encode(versions, order="sorted").decode()),
            )

    def opened(self, name: str) -> str:
        """ISO date on which the audit of the cycle began: the only date its reports know."""
        row = self._db.execute("SELECT opened FROM cycle WHERE name = ?", (name,)).fetchone()
        return str(row[0]) if row else ""

    def finish_cycle(self, name: str, finished: bool = True) -> None:
        """Mark that every site of the cycle was audited."""
        with self._transaction():
            self._db.execute("UPDATE cycle SET finished = ? WHERE name = ?", (int(finished), name))

    def cycles(self) -> list[str]:
        """Return names of all cycles, oldest first."""
        return [row[0] for row in self._db.execute("SELECT name FROM cycle ORDER BY name")]

    def unfinished_cycle(self) -> str | None:
        """Return the newest cycle if it is not finished."""
        row = self._db.execute("SELECT name, finished FROM cycle ORDER BY name DESC LIMIT 1").fetchone()
        return None if row is None or row[1] else str(row[0])

    def is_finished(self, cycle: str) -> bool:
        """Return whether every site of a cycle was audited."""
        row = self._db.execute("SELECT finished FROM cycle WHERE name = ?", (cycle,)).fetchone()
        return bool(row and row[0])

    def versions(self, cycle: str) -> dict[str, str]:
        """Versions of auditor, axe-core, browser and rules that the cycle was audited with."""
        row = self._db.execute("SELECT versions FROM cycle WHERE name = ?", (cycle,)).fetchone()
        return msgspec.json.decode(row[0], type=dict[str, str]) if row else {}

    def site_runs(self, cycle: str) -> list[SiteRun]:
        """Runs of a cycle's sites, by site id."""
        rows = self._db.execute(f"SELECT {RUN_COLUMNS} FROM site_run WHERE cycle = ? ORDER BY site", (cycle,))
        return [run_of(row) for row in rows]
