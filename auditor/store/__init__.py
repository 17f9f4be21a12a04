"""All SQL: what the audits found and what people decided, in one SQLite schema used by any number of files.

`DIR/auditor.sqlite` holds everything but captures; while a site is audited its rows live in a file of the same
schema, which `absorb` copies over. `CaptureStore` is the file of one site's captures in one cycle.
A unit of work is in a store whole or not at all, so any command may be killed and run again.
"""

from pathlib import Path

from auditor.model import StoreError
from auditor.store.captures import MEMBERS, CaptureStore
from auditor.store.cycles import CycleRows, RobotsAnswer, SiteRun, SiteRunFacts
from auditor.store.file_store import FileStore
from auditor.store.judgements import JudgementRows, Said
from auditor.store.plans import Note, PlanRows, WorkbookRow
from auditor.store.reading_store import ReadingStore
from auditor.store.store_file import VERSION, StoreBusy

__all__ = [
    "MEMBERS",
    "VERSION",
    "CaptureStore",
    "FileStore",
    "Note",
    "ReadingStore",
    "RobotsAnswer",
    "Said",
    "SiteRun",
    "SiteRunFacts",
    "SiteStore",
    "Store",
    "StoreBusy",
    "WorkbookRow",
    "open_to_read",
]

_SITE_TABLES = ("site_run", "page", "judgement", "finding", "crop")


class SiteStore(JudgementRows):
    """One site in one cycle: its run, pages, judgements, pictures and issues."""

    def absorb(self, path: Path) -> None:
        """Copy the site's rows from another store file, replacing what is here. May be repeated."""
        self._db.execute("ATTACH DATABASE ? AS other", (str(path),))
        try:
            with self._transaction():
                for table in _SITE_TABLES:
                    names = [row[1] for row in self._db.execute(f"PRAGMA main.table_info({table})")]
                    columns = ", ".join(names)
                    self._db.execute(
                        f"DELETE FROM main.{table} WHERE cycle = ? AND site = ?", (self.cycle, self.site)
                    )
                    self._db.execute(
                        f"INSERT INTO main.{table} ({columns})"
                        f" SELECT {columns} FROM other.{table} WHERE cycle = ? AND site = ?",
                        (self.cycle, self.site),
                    )
        finally:
            self._db.execute("DETACH DATABASE other")


class Store(CycleRows, PlanRows):
    """One open store. Use it as a context manager; raises StoreError in words a user can act on.

    read_only: look into a file that another process is writing.
    """

    def site(self, cycle: str, site: str) -> SiteStore:
        """Return the rows of one site in one cycle."""
        return SiteStore(self._db, self.path, cycle, site)

    def prune(self, keep: int) -> list[str]:
        """Return names of the cycles older than the newest `keep`; their captures may be deleted, rows stay."""
        return self.cycles()[:-keep] if keep > 0 else self.cycles()


def open_to_read(path: Path) -> Store:
    """Open a store that is there; nothing is written, and another process may write. Raises StoreError."""
    if not path.is_file():
        raise StoreError(
            f"{path.parent}: まだ結果がありません。（直し方: 先に auditor run を実行するか、結果のフォルダーを指定してください。）"
        )
    store = Store(path, read_only=True)
    try:
        store.require_readable()
    except StoreError:
        store.close()
        raise
    return store
