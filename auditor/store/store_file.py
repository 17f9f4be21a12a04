"""The file itself: its schema, opening and closing it, a unit of work that is in it whole or not at all."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

import msgspec
import zstandard

from auditor.model import StoreError

VERSION = 1

StoreBusy = sqlite3.OperationalError  # of a read-only look into a file that is just being made or taken away

_SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE cycle (
    name TEXT PRIMARY KEY, opened TEXT NOT NULL, versions TEXT NOT NULL, finished INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE site_run (
    cycle TEXT NOT NULL, site TEXT NOT NULL, bureau TEXT NOT NULL, phase TEXT NOT NULL DEFAULT 'discover',
    settings TEXT NOT NULL, facts TEXT NOT NULL DEFAULT '{}',
    PRIMARY KEY (cycle, site)
);
CREATE TABLE page (
    cycle TEXT NOT NULL, site TEXT NOT NULL, url TEXT NOT NULL, ord INTEGER NOT NULL,
    depth INTEGER NOT NULL, fate TEXT, sample TEXT NOT NULL DEFAULT '', captured INTEGER NOT NULL DEFAULT 0,
    facts BLOB NOT NULL, links BLOB NOT NULL,
    PRIMARY KEY (cycle, site, url)
) WITHOUT ROWID;
CREATE INDEX page_order ON page (cycle, site, fate, depth, ord);
CREATE TABLE judgement (
    cycle TEXT NOT NULL, site TEXT NOT NULL, url TEXT NOT NULL, part TEXT NOT NULL, digest TEXT NOT NULL,
    assertions BLOB NOT NULL,
    PRIMARY KEY (cycle, site, url, part)
) WITHOUT ROWID;
CREATE TABLE finding (
    cycle TEXT NOT NULL, site TEXT NOT NULL, url TEXT NOT NULL, part TEXT NOT NULL, ord INTEGER NOT NULL,
    bureau TEXT NOT NULL, rule TEXT NOT NULL, issue TEXT NOT NULL DEFAULT '', value BLOB NOT NULL,
    PRIMARY KEY (cycle, site, url, part, ord)
) WITHOUT ROWID;
CREATE TABLE crop (
    cycle TEXT NOT NULL, site TEXT NOT NULL, url TEXT NOT NULL, rule TEXT NOT NULL, selector TEXT NOT NULL,
    image BLOB NOT NULL,
    PRIMARY KEY (cycle, site, url, rule, selector)
) WITHOUT ROWID;
CREATE TABLE issue_number (key TEXT PRIMARY KEY, number TEXT NOT NULL UNIQUE);
CREATE TABLE issue (
    cycle TEXT NOT NULL, site TEXT NOT NULL, number TEXT NOT NULL, bureau TEXT NOT NULL, value BLOB NOT NULL,
    PRIMARY KEY (cycle, site, number)
) WITHOUT ROWID;
CREATE TABLE summary (
    cycle TEXT NOT NULL, bureau TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL,
    PRIMARY KEY (cycle, bureau, name)
) WITHOUT ROWID;
CREATE TABLE decision (
    id INTEGER PRIMARY KEY, issue TEXT NOT NULL, bureau TEXT NOT NULL, field TEXT NOT NULL,
    value TEXT NOT NULL, author TEXT NOT NULL, source TEXT NOT NULL, at TEXT NOT NULL
);
CREATE TABLE workbook (
    sha256 TEXT PRIMARY KEY, id TEXT NOT NULL, cycle TEXT NOT NULL, bureau TEXT NOT NULL,
    revision INTEGER NOT NULL, path TEXT NOT NULL, base TEXT NOT NULL, inputs TEXT NOT NULL
);
CREATE TABLE import (
    sha256 TEXT PRIMARY KEY, bureau TEXT NOT NULL, cycle TEXT NOT NULL, file TEXT NOT NULL, at TEXT NOT NULL,
    changes INTEGER NOT NULL
);
"""

# Tables that came later; a store without them gets them when it is opened.
_ADDED = """
CREATE TABLE IF NOT EXISTS note (
    id INTEGER PRIMARY KEY, bureau TEXT NOT NULL, kind TEXT NOT NULL, mark TEXT NOT NULL, source TEXT NOT NULL,
    at TEXT NOT NULL, settled TEXT NOT NULL DEFAULT '', value BLOB NOT NULL, UNIQUE (bureau, kind, mark)
);
CREATE TABLE IF NOT EXISTS issue_alias (key TEXT PRIMARY KEY, now TEXT NOT NULL, number TEXT NOT NULL);
"""

_TABLES = frozenset(re.findall(r"CREATE TABLE (?:IF NOT EXISTS )?(\w+)", _SCHEMA + _ADDED))

DAMAGED = "（直し方: 控えから戻すか、このファイルを別の場所へ移してから、もう一度実行してください。）"


def encode(value: Any) -> bytes:
    """Return a value as compressed JSON."""
    return zstandard.ZstdCompressor(level=3).compress(msgspec.json.encode(value))


def decode(blob: bytes, kind: Any) -> Any:
    """Return what `encode` made of a value of that type."""
    return msgspec.json.decode(zstandard.ZstdDecompressor().decompress(blob), type=kind)


def connected(path: Path) -> sqlite3.Connection:
    """Return a connection to write to a file, made where it is missing. Raises sqlite3.Error and OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    db = sqlite3.connect(path, timeout=60, isolation_level=None, check_same_thread=False)
    db.execute("PRAGMA journal_mode=WAL")
    db.execute("PRAGMA synchronous=NORMAL")
    return db


@contextmanager
def written(path: Path) -> Iterator[None]:
    """Tell in words a user can act on why a file cannot be written: a full disk, most often."""
    try:
        yield
    except sqlite3.OperationalError as error:
        raise StoreError(
            f"{path}: 結果を書き込めません（{error}）。（直し方: ディスクの空きと書き込みの権限を確かめ、"
            "もう一度同じコマンドを実行してください。ここまでの結果は残っていて、続きから再開します。）"
        ) from error


@contextmanager
def transaction(db: sqlite3.Connection, path: Path) -> Iterator[None]:
    """Give a unit of work; raises StoreError where it cannot be written, and leaves nothing of it then."""
    with written(path):
        db.execute("BEGIN IMMEDIATE")
        try:
            yield
            db.execute("COMMIT")
        except BaseException:
            if db.in_transaction:  # a full disk has ended it already
                db.execute("ROLLBACK")
            raise


def _require_known(path: Path, found: int) -> None:
    if found > VERSION:
        raise StoreError(
            f"{path}: この保存先は新しい版の auditor が作りました（保存先の版 {found}、この auditor の版 {VERSION}）。"
            "（直し方: auditor を更新してから、もう一度実行してください。）"
        )


class StoreFile:
    """One open store. Use it as a context manager; raises StoreError in words a user can act on.

    read_only: look into a file that another process is writing.
    """

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        self.path = path
        try:
            if read_only:
                self._db = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=5)
                return
            self._db = connected(path)
            self._migrate()
        except (sqlite3.Error, OSError) as error:
            raise StoreError(f"{path}: 結果の保存先を開けません: {error}{DAMAGED}") from error

    def require_readable(self) -> None:
        """Raise StoreError where a store opened to read is damaged, of a newer version or of an older one."""
        try:
            (found,) = self._db.execute("SELECT value FROM meta WHERE key = 'version'").fetchone()
            tables = {
                row[0] for row in self._db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            }
        except (sqlite3.Error, TypeError) as error:
            raise StoreError(f"{self.path}: 結果の保存先を開けません: {error}{DAMAGED}") from error
        _require_known(self.path, int(found))
        if not tables >= _TABLES:
            raise StoreError(
                f"{self.path}: この保存先は前の版の auditor が作りました。"
                "（直し方: auditor plan status を一度実行すると、今の版の形になります。）"
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; safe to call twice."""
        self._db.close()

    def checkpoint(self) -> None:
        """Bring everything into the one file, so that its bytes can travel."""
        with written(self.path):
            self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def _migrate(self) -> None:
        with self._transaction():
            if not self._db.execute("SELECT 1 FROM sqlite_master WHERE name = 'meta'").fetchone():
                for statement in _SCHEMA.split(";"):
                    if statement.strip():
                        self._db.execute(statement)
                self._db.execute("INSERT INTO meta (key, value) VALUES ('version', ?)", (str(VERSION),))
            for statement in _ADDED.split(";"):
                if statement.strip():
                    self._db.execute(statement)
            (found,) = self._db.execute("SELECT value FROM meta WHERE key = 'version'").fetchone()
        _require_known(self.path, int(found))

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with transaction(self._db, self.path):
            yield
