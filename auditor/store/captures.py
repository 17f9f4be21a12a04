"""Captures of one site in one cycle, in a file of their own."""

import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import zstandard

from auditor.model import Capture, CaptureError, Fate, Hop, Sighting, StoreError
from auditor.store.store_file import DAMAGED, connected, decode, encode, transaction

MEMBERS = (
    "source",
    "snapshot",
    "ax",
    "axe",
    "requests",
    "cookies",
    "events",
    "probes",
    "further",
    "screenshot",
)


Judged = TypeVar("Judged")

_LISTS = frozenset({"requests", "cookies", "events", "further"})
_HEAD = ("url", "requested", "fate", "detail", "viewport", "hops", "encoding", "settled", "masks")


class CaptureStore:
    """The captures of one site in one cycle: one row a member, each compressed by itself."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self._db = connected(path)
            self._db.execute(
                "CREATE TABLE IF NOT EXISTS capture (url TEXT NOT NULL, viewport TEXT NOT NULL,"
                " member TEXT NOT NULL, value BLOB NOT NULL, PRIMARY KEY (url, viewport, member)) WITHOUT ROWID"
            )
            self._db.execute(
                "CREATE TABLE IF NOT EXISTS sighting (url TEXT PRIMARY KEY, value BLOB NOT NULL,"
                " rules TEXT NOT NULL, judged BLOB NOT NULL) WITHOUT ROWID"
            )
        except (sqlite3.Error, OSError) as error:
            raise StoreError(f"{path}: 証拠の保存先を開けません: {error}{DAMAGED}") from error

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def put(self, capture: Capture, url: str) -> None:
        """Write a capture under the URL that was selected, replacing an earlier one.

        What was noted of how the page was seen goes with the earlier one: `sight` notes it anew.
        """
        head = {name: getattr(capture, name) for name in _HEAD}
        rows: list[tuple[str, str, str, bytes]] = [(url, capture.viewport, "head", encode(head))]
        for name in MEMBERS:
            value = getattr(capture, name)
            if isinstance(value, CaptureError):
                rows.append((url, capture.viewport, f"{name}!", encode(value)))
            elif isinstance(value, bytes):
                packed = value if name == "screenshot" else zstandard.ZstdCompressor(level=3).compress(value)
                rows.append((url, capture.viewport, name, packed))
            elif value is not None:
                rows.append((url, capture.viewport, name, encode(value)))
        with transaction(self._db, self.path):
            self._db.execute("DELETE FROM sighting WHERE url = ?", (url,))
            self._db.execute("DELETE FROM capture WHERE url = ? AND viewport = ?", (url, capture.viewport))
            self._insert(rows)

    def _insert(self, rows: Iterable[tuple[str, str, str, bytes]]) -> None:
        self._db.executemany("INSERT INTO capture (url, viewport, member, value) VALUES (?, ?, ?, ?)", rows)

    def sight(self, url: str, sighting: Sighting, rules: str, judged: Any) -> None:
        """Note how a page was seen and what rules said of it, once all its captures are written.

        rules: digest of everything that `judged` depends on beside the captures.
        """
        with transaction(self._db, self.path):
            self._sight(url, sighting, rules, encode(judged))

    def _sight(self, url: str, sighting: Sighting, rules: str, judged: bytes) -> None:
        self._db.execute(
            "INSERT OR REPLACE INTO sighting (url, value, rules, judged) VALUES (?, ?, ?, ?)",
            (url, encode(sighting), rules, judged),
        )

    def sighting(self, url: str) -> Sighting | None:
        """Return how a page was seen, None where an older version or a run that was cut short has not noted it."""
        row = self._db.execute("SELECT value FROM sighting WHERE url = ?", (url,)).fetchone()
        return decode(row[0], Sighting) if row else None

    def judged(self, url: str, rules: str, kind: type[Judged]) -> Judged | None:
        """Return what these rules said of a page, a value of this type; None where others judged it."""
        row = self._db.execute(
            "SELECT judged FROM sighting WHERE url = ? AND rules = ?", (url, rules)
        ).fetchone()
        if row is None:
            return None
        value: Judged = decode(row[0], kind)
        return value

    def take_over(
        self, earlier: "CaptureStore", url: str, sighting: Sighting, rules: str, judged: Any
    ) -> None:
        """Copy the captures of a page from another file, replacing those that are here."""
        rows = earlier._db.execute(
            "SELECT url, viewport, member, value FROM capture WHERE url = ?", (url,)
        ).fetchall()
        with transaction(self._db, self.path):
            self._db.execute("DELETE FROM capture WHERE url = ?", (url,))
            self._insert(rows)
            self._sight(url, sighting, rules, encode(judged))

    def get(
        self, url: str, viewport: str, *, only: Iterable[str] = MEMBERS, without: Iterable[str] = ()
    ) -> Capture | None:
        """Read a capture back, or None; members not in `only`, and those in `without`, are left absent."""
        wanted = {"head", *only} - {*without}
        # What is not wanted stays on the disk: a picture is larger than all the rest.
        names = sorted({*wanted, *(f"{name}!" for name in wanted)})
        marks = ", ".join("?" * len(names))
        rows = self._db.execute(
            "SELECT member, value FROM capture WHERE url = ? AND viewport = ?"
            f" AND member IN ({marks})",  # marks alone: the names are bound
            (url, viewport, *names),
        ).fetchall()
        if not rows:
            return None
        members = dict(rows)
        head = decode(members.pop("head"), dict[str, Any])
        fields: dict[str, Any] = {
            **head,
            "fate": Fate(head["fate"]),
            "hops": msgspec.convert(head["hops"], tuple[Hop, ...]),
            "masks": msgspec.convert(head["masks"], tuple[tuple[float, float, float, float], ...]),
        }
        for name, value in members.items():
            if name.endswith("!"):
                fields[name[:-1]] = decode(value, CaptureError)
            elif name == "screenshot":
                fields[name] = value
            elif name == "source":
                fields[name] = zstandard.ZstdDecompressor().decompress(value)
            else:
                decoded = decode(value, Any)
                fields[name] = tuple(decoded) if name in _LISTS else decoded
        return Capture(**fields)

    def size(self) -> tuple[int, int, int]:
        """(captures, compressed bytes without screenshots, bytes of screenshots)."""
        row = self._db.execute(
            "SELECT count(DISTINCT url || viewport),"
            " coalesce(sum(CASE WHEN member <> 'screenshot' THEN length(value) END), 0),"
            " coalesce(sum(CASE WHEN member = 'screenshot' THEN length(value) END), 0) FROM capture"
        ).fetchone()
        return int(row[0]), int(row[1]), int(row[2])
