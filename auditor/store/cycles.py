"""Rows of cycles: when each was begun, with which versions, and how far its sites are."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from auditor.store.file import StoreFile


@dataclass(frozen=True, slots=True)
class SiteRun:
    """How far the audit of a site is in a cycle, with what the later steps and the report need to know."""

    site: str
    bureau: str
    phase: str  # discover | capture | resources | judge | done
    settings: Mapping[str, Any]  # name, start, standard … as in targets.yaml
    facts: Mapping[str, Any]  # seed, method, frame, transport, robots, counts


RUN_COLUMNS = "site, bureau, phase, settings, facts"


def run_of(row: tuple[str, str, str, str, str]) -> SiteRun:
    """The run of a site from its RUN_COLUMNS."""
    site, bureau, phase, settings, facts = row
    return SiteRun(site, bureau, phase, msgspec.json.decode(settings), msgspec.json.decode(facts))


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
        """Names of all cycles, oldest first."""
        return [row[0] for row in self._db.execute("SELECT name FROM cycle ORDER BY name")]

    def unfinished_cycle(self) -> str | None:
        """The newest cycle if it is not finished."""
        row = self._db.execute("SELECT name, finished FROM cycle ORDER BY name DESC LIMIT 1").fetchone()
        return None if row is None or row[1] else str(row[0])

    def is_finished(self, cycle: str) -> bool:
        """Whether every site of a cycle was audited."""
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
