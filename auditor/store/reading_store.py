"""What was read in a site's pictures, by the hash of their bytes: a picture is read once, over pages and cycles."""

import sqlite3
from pathlib import Path

import zstandard

from auditor.model import StoreError
from auditor.store.store_file import DAMAGED, connected, transaction


class ReadingStore:
    """Readings of one site's pictures. They are kept as bytes: what they mean is the reader's."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self._db = connected(path)
            self._db.execute(
                "CREATE TABLE IF NOT EXISTS reading (sha256 TEXT NOT NULL, version TEXT NOT NULL,"
                " cycle TEXT NOT NULL, value BLOB NOT NULL, PRIMARY KEY (sha256, version)) WITHOUT ROWID"
            )
        except (sqlite3.Error, OSError) as error:
            raise StoreError(f"{path}: 証拠の保存先を開けません: {error}{DAMAGED}") from error

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def put(self, sha256: str, version: str, cycle: str, value: bytes) -> None:
        """Keep what a version of the reader read in a picture."""
        packed = zstandard.ZstdCompressor(level=3).compress(value)
        with transaction(self._db, self.path):
            self._db.execute(
                "INSERT OR REPLACE INTO reading (sha256, version, cycle, value) VALUES (?, ?, ?, ?)",
                (sha256, version, cycle, packed),
            )

    def get(self, sha256: str, version: str, cycle: str) -> bytes | None:
        """Return what `put` kept, and note that this cycle uses it too; None where there is none."""
        key = (sha256, version)
        row = self._db.execute(
            "SELECT value, cycle FROM reading WHERE sha256 = ? AND version = ?", key
        ).fetchone()
        if row is None:
            return None
        if row[1] < cycle:
            with transaction(self._db, self.path):
                self._db.execute(
                    "UPDATE reading SET cycle = ? WHERE sha256 = ? AND version = ?", (cycle, *key)
                )
        return zstandard.ZstdDecompressor().decompress(row[0])

    def prune(self, oldest: str) -> int:
        """Let go of what no cycle since `oldest` has used; how many readings went."""
        with transaction(self._db, self.path):
            gone = self._db.execute("DELETE FROM reading WHERE cycle < ?", (oldest,)).rowcount
        self._db.execute("VACUUM")
        return gone
