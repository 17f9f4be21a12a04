"""A site's linked files: bytes by hash, and what was read from them."""

import sqlite3
from collections.abc import Sequence
from pathlib import Path

import zstandard

from auditor.model import Hop, StoreError
from auditor.store.store_file import DAMAGED, connected, decode, encode, transaction


class FileStore:
    """The linked files of one site: bytes by hash, what was read from them, and how to ask only for what changed.

    It is shared by the site's cycles. `facts` are kept as bytes: what they mean is the reader's.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self._db = connected(path)
            for statement in (
                "CREATE TABLE IF NOT EXISTS body (sha256 TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID",
                "CREATE TABLE IF NOT EXISTS facts (sha256 TEXT NOT NULL, name TEXT NOT NULL, version TEXT NOT NULL,"
                " value BLOB NOT NULL, PRIMARY KEY (sha256, name, version)) WITHOUT ROWID",
                "CREATE TABLE IF NOT EXISTS answer (url TEXT NOT NULL, cycle TEXT NOT NULL, sha256 TEXT NOT NULL,"
                " hops BLOB NOT NULL, PRIMARY KEY (url, cycle)) WITHOUT ROWID",
            ):
                self._db.execute(statement)
        except (sqlite3.Error, OSError) as error:
            raise StoreError(f"{path}: 証拠の保存先を開けません: {error}{DAMAGED}") from error

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def put(self, url: str, sha256: str, body: bytes, hops: Sequence[Hop], cycle: str) -> None:
        """Keep a file with the answer it came by."""
        packed = zstandard.ZstdCompressor(level=3).compress(body)
        with transaction(self._db, self.path):
            self._db.execute("INSERT OR IGNORE INTO body (sha256, value) VALUES (?, ?)", (sha256, packed))
            self._db.execute(
                "INSERT OR REPLACE INTO answer (url, sha256, hops, cycle) VALUES (?, ?, ?, ?)",
                (url, sha256, encode(tuple(hops)), cycle),
            )

    def still(self, url: str, cycle: str) -> None:
        """Note that a file is in use in this cycle too."""
        with transaction(self._db, self.path):
            self._db.execute(
                "INSERT OR REPLACE INTO answer (url, cycle, sha256, hops)"
                " SELECT url, ?, sha256, hops FROM answer WHERE url = ? ORDER BY cycle DESC LIMIT 1",
                (cycle, url),
            )

    def answer(self, url: str) -> tuple[str, tuple[Hop, ...]] | None:
        """(sha256, hops) of the last answer with a whole file, None where there was none."""
        row = self._db.execute(
            "SELECT sha256, hops FROM answer WHERE url = ? ORDER BY cycle DESC LIMIT 1", (url,)
        ).fetchone()
        return (str(row[0]), decode(row[1], tuple[Hop, ...])) if row else None

    def body(self, sha256: str) -> bytes | None:
        """Return the bytes of a file."""
        row = self._db.execute("SELECT value FROM body WHERE sha256 = ?", (sha256,)).fetchone()
        return zstandard.ZstdDecompressor().decompress(row[0]) if row else None

    def put_facts(self, sha256: str, name: str, version: str, facts: bytes) -> None:
        """Keep what a version of the readers found in a file of this name; older versions are let go."""
        with transaction(self._db, self.path):
            self._db.execute("DELETE FROM facts WHERE sha256 = ? AND name = ?", (sha256, name))
            self._db.execute(
                "INSERT INTO facts (sha256, name, version, value) VALUES (?, ?, ?, ?)",
                (sha256, name, version, zstandard.ZstdCompressor(level=3).compress(facts)),
            )

    def facts(self, sha256: str, name: str, version: str) -> bytes | None:
        """Return what `put_facts` kept."""
        row = self._db.execute(
            "SELECT value FROM facts WHERE sha256 = ? AND name = ? AND version = ?", (sha256, name, version)
        ).fetchone()
        return zstandard.ZstdDecompressor().decompress(row[0]) if row else None

    def prune(self, oldest: str) -> int:
        """Let go of files that no cycle since `oldest` has used; how many answers went."""
        with transaction(self._db, self.path):
            gone = self._db.execute("DELETE FROM answer WHERE cycle < ?", (oldest,)).rowcount
            for table in ("body", "facts"):
                self._db.execute(f"DELETE FROM {table} WHERE sha256 NOT IN (SELECT sha256 FROM answer)")
        self._db.execute("VACUUM")
        return gone
