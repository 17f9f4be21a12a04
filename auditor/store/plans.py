"""Rows of the plan: numbers of issues, what people decided, imports, workbooks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from auditor.model import Decision, Issue
from auditor.store.store_file import StoreFile, decode, encode


@dataclass(frozen=True, slots=True)
class WorkbookRow:
    """A workbook we wrote: its hash tells whether somebody typed into it since."""

    sha256: str
    id: str
    cycle: str
    bureau: str
    revision: int
    path: str
    base: Mapping[str, Mapping[str, str]]  # Issue.number → column → value as written
    inputs: str  # digest of what it was drawn from: equal inputs need no new workbook


@dataclass(frozen=True, slots=True)
class Note:
    """What an import left that is no decision: a conflict, a row set aside, a comment, a sheet, a ledger.

    `mark` tells two notes of a kind apart: the same one is kept once.
    """

    kind: str  # conflict | aside | comment | unplaced | sheet | ledger
    mark: str
    value: Mapping[str, Any]
    id: int = 0
    source: str = ""
    at: str = ""
    settled: str = ""  # how people decided, '' while open


class PlanRows(StoreFile):
    """Numbers of issues, decisions, notes and workbooks."""

    # Issues

    def numbers(self) -> dict[str, str]:
        """Issue key → 管理番号, for all issues ever seen."""
        own = dict(self._db.execute("SELECT key, number FROM issue_number").fetchall())
        return {**own, **dict(self._db.execute("SELECT now, number FROM issue_alias").fetchall())}

    def aliases(self) -> dict[str, str]:
        """Issue key of an older recipe → the key it goes by now."""
        return dict(self._db.execute("SELECT key, now FROM issue_alias").fetchall())

    def merged(self) -> dict[str, str]:
        """管理番号 of an issue that became one with others → the number all of them go by."""
        rows = self._db.execute(
            "SELECT n.number, a.number FROM issue_alias a JOIN issue_number n ON n.key = a.key"
            " WHERE n.number <> a.number"
        )
        return dict(rows.fetchall())

    def newest_issues(self, bureau: str, cycle: str) -> list[tuple[str, Issue]]:
        """Return every issue that a bureau ever had before or in a cycle, as it was last: (cycle, issue) by
        number.
        """
        rows = self._db.execute(
            "SELECT max(cycle), value FROM issue WHERE bureau = ? AND cycle <= ? GROUP BY number ORDER BY number",
            (bureau, cycle),
        )
        return [(row[0], decode(row[1], Issue)) for row in rows]

    def put_summary(self, cycle: str, bureau: str, name: str, value: Any) -> None:
        """Keep a value the next cycle compares with: KPIs, results per criterion, header verdicts."""
        with self._transaction():
            self._db.execute(
                "INSERT OR REPLACE INTO summary (cycle, bureau, name, value) VALUES (?, ?, ?, ?)",
                (cycle, bureau, name, msgspec.json.encode(value, order="sorted").decode()),
            )

    def summary(self, cycle: str, bureau: str, name: str) -> Any:
        """Return a value kept by `put_summary`, or None."""
        row = self._db.execute(
            "SELECT value FROM summary WHERE cycle = ? AND bureau = ? AND name = ?", (cycle, bureau, name)
        ).fetchone()
        return msgspec.json.decode(row[0]) if row else None

    # People

    def add_import(
        self,
        received: tuple[str, str, str, str, str],
        decisions: Sequence[Decision],
        notes: Sequence[Note],
        settled: Mapping[int, str],
        changed: Mapping[int, Mapping[str, Any]],
    ) -> None:
        """Write all that one file brought, together. `received`: sha256, bureau, cycle, file, time."""
        sha256, bureau, _, _, at = received
        with self._transaction():
            self._db.executemany(
                "INSERT INTO decision (issue, bureau, field, value, author, source, at)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                ((d.issue, d.bureau, d.field, d.value, d.author, d.source, d.at) for d in decisions),
            )
            self._db.execute(
                "INSERT INTO import (sha256, bureau, cycle, file, at, changes) VALUES (?, ?, ?, ?, ?, ?)",
                (*received, len(decisions)),
            )
            self._db.executemany(
                "INSERT OR IGNORE INTO note (bureau, kind, mark, source, at, value) VALUES (?, ?, ?, ?, ?, ?)",
                ((bureau, n.kind, n.mark, sha256, at, encode(n.value)) for n in notes),
            )
            self._db.executemany(
                "UPDATE note SET value = ? WHERE id = ?", ((encode(v), id_) for id_, v in changed.items())
            )
            self._db.executemany(
                "UPDATE note SET settled = ? WHERE id = ?", ((word, id_) for id_, word in settled.items())
            )

    def notes(self, bureau: str, kind: str) -> list[Note]:
        """Notes of a bureau, oldest first, settled ones too."""
        rows = self._db.execute(
            "SELECT id, kind, mark, source, at, settled, value FROM note WHERE bureau = ? AND kind = ? ORDER BY id",
            (bureau, kind),
        )
        return [
            Note(row[1], row[2], decode(row[6], dict[str, Any]), row[0], row[3], row[4], row[5])
            for row in rows
        ]

    def imported_files(self) -> dict[str, str]:
        """sha256 → name of every file that was imported."""
        return dict(self._db.execute("SELECT sha256, file FROM import").fetchall())

    def decisions(self, bureau: str | None = None) -> list[Decision]:
        """Return all decisions, oldest first."""
        rows = self._db.execute(
            "SELECT issue, bureau, field, value, author, source, at FROM decision"
            " WHERE ? IS NULL OR bureau = ? ORDER BY id",
            (bureau, bureau),
        )
        return [Decision(*row) for row in rows]

    def imported(self, sha256: str) -> bool:
        """Return whether a file with this hash was imported before."""
        return bool(self._db.execute("SELECT 1 FROM import WHERE sha256 = ?", (sha256,)).fetchone())

    def imports(self, bureau: str, cycle: str) -> list[str]:
        """Times at which workbooks of a bureau and cycle were imported, oldest first."""
        rows = self._db.execute(
            "SELECT at FROM import WHERE bureau = ? AND cycle = ? ORDER BY at", (bureau, cycle)
        )
        return [row[0] for row in rows]

    # Workbooks

    def put_workbook(self, row: WorkbookRow) -> None:
        """Remember a workbook we wrote."""
        with self._transaction():
            self._db.execute(
                "INSERT OR REPLACE INTO workbook (sha256, id, cycle, bureau, revision, path, base, inputs)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    row.sha256, row.id, row.cycle, row.bureau, row.revision, row.path,
                    msgspec.json.encode(row.base, order="sorted").decode(), row.inputs,
                ),
            )  # fmt: skip

    def workbooks(self, bureau: str | None = None, cycle: str | None = None) -> list[WorkbookRow]:
        """Workbooks we wrote, by cycle and revision."""
        return self._workbooks(
            "(? IS NULL OR bureau = ?) AND (? IS NULL OR cycle = ?) ORDER BY cycle, revision",
            (bureau, bureau, cycle, cycle),
        )

    def _workbooks(self, which: str, values: tuple[str | None, ...]) -> list[WorkbookRow]:
        rows = self._db.execute(
            f"SELECT sha256, id, cycle, bureau, revision, path, base, inputs FROM workbook WHERE {which}",
            values,
        )
        return [
            WorkbookRow(
                sha256=row[0], id=row[1], cycle=row[2], bureau=row[3], revision=row[4], path=row[5],
                base=msgspec.json.decode(row[6]), inputs=row[7],
            )
            for row in rows
        ]  # fmt: skip

    def workbook(self, id: str) -> WorkbookRow | None:
        """Return one of our workbooks by its id, None where it is not ours."""
        return next(iter(self._workbooks("id = ? LIMIT 1", (id,))), None)

    def wrote(self, sha256: str) -> bool:
        """Return whether a file is one of our workbooks as we wrote it."""
        return bool(self._db.execute("SELECT 1 FROM workbook WHERE sha256 = ?", (sha256,)).fetchone())
