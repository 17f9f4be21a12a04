"""All SQL: what the audits found and what people decided, in one SQLite schema used by any number of files.

`DIR/auditor.sqlite` holds everything but captures; while a site is audited its rows live in a file of the same
schema, which `absorb` copies over. `CaptureStore` is the file of one site's captures in one cycle.
A unit of work is in a store whole or not at all, so any command may be killed and run again.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import msgspec
import zstandard

from auditor.model import (
    Assertion,
    Capture,
    CaptureError,
    Decision,
    Fate,
    FindingRow,
    Hop,
    Issue,
    Link,
    Outcome,
    PageFacts,
    StoreError,
)

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
"""

_SITE_TABLES = ("site_run", "page", "judgement", "finding", "crop")

_DAMAGED = "（直し方: 控えから戻すか、このファイルを別の場所へ移してから、もう一度実行してください。）"


def _encode(value: Any) -> bytes:
    return zstandard.ZstdCompressor(level=3).compress(msgspec.json.encode(value))


def _decode(blob: bytes, kind: Any) -> Any:
    return msgspec.json.decode(zstandard.ZstdDecompressor().decompress(blob), type=kind)


class _Said(msgspec.Struct):
    """What most readers want of a stored assertion."""

    rule: str
    outcome: Outcome
    digest: str = ""


def _shared(row: FindingRow, known: dict[Any, Any]) -> FindingRow:
    """The row with values that other rows have too held once: a template's defect says the same on every page."""

    def one(value: Any) -> Any:
        return known.setdefault(value, value)

    target = row.target
    return replace(
        row, bureau=one(row.bureau), site=one(row.site), url=one(row.url), rule=one(row.rule),
        criteria=one(row.criteria), key=one(row.key), viewport=one(row.viewport), issue=one(row.issue),
        target=replace(
            target, selector=one(target.selector), where=one(target.where), snippet=one(target.snippet),
            region=one(target.region), path=one(target.path), identity=one(target.identity),
            box=one(target.box), url=one(target.url), frame=one(target.frame),
        ),
    )  # fmt: skip


def _page_blobs(page: PageFacts) -> tuple[bytes, bytes]:
    """Facts and links apart: most readers want the first alone."""
    return _encode(replace(page, links=())), _encode(page.links)


@dataclass(frozen=True, slots=True)
class SiteRun:
    """How far the audit of a site is in a cycle, with what the later steps and the report need to know."""

    site: str
    bureau: str
    phase: str  # discover | capture | resources | judge | done
    settings: Mapping[str, Any]  # name, start, standard … as in targets.yaml
    facts: Mapping[str, Any]  # seed, method, frame, transport, robots, counts


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

    kind: str  # conflict | aside | comment | sheet | ledger
    mark: str
    value: Mapping[str, Any]
    id: int = 0
    source: str = ""
    at: str = ""
    settled: str = ""  # how people decided, '' while open


@contextmanager
def _written(path: Path) -> Iterator[None]:
    """Tell in words a user can act on why a file cannot be written: a full disk, most often."""
    try:
        yield
    except sqlite3.OperationalError as error:
        raise StoreError(
            f"{path}: 結果を書き込めません（{error}）。（直し方: ディスクの空きと書き込みの権限を確かめ、"
            "もう一度同じコマンドを実行してください。ここまでの結果は残っていて、続きから再開します。）"
        ) from error


@contextmanager
def _transaction(db: sqlite3.Connection, path: Path) -> Iterator[None]:
    with _written(path):
        db.execute("BEGIN IMMEDIATE")
        try:
            yield
            db.execute("COMMIT")
        except BaseException:
            if db.in_transaction:  # a full disk has ended it already
                db.execute("ROLLBACK")
            raise


class Store:
    """One open store. Use it as a context manager; raises StoreError in words a user can act on.

    read_only: look into a file that another process is writing.
    """

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        self.path = path
        try:
            if read_only:
                self._db = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=5)
                return
            path.parent.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(path, timeout=60, isolation_level=None, check_same_thread=False)
            self._db.execute("PRAGMA journal_mode=WAL")
            self._db.execute("PRAGMA synchronous=NORMAL")
            self._migrate()
        except (sqlite3.Error, OSError) as error:
            raise StoreError(f"{path}: 結果の保存先を開けません: {error}{_DAMAGED}") from error

    def __enter__(self) -> "Store":
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; safe to call twice."""
        self._db.close()

    def checkpoint(self) -> None:
        """Bring everything into the one file, so that its bytes can travel."""
        with _written(self.path):
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
        if int(found) > VERSION:
            raise StoreError(
                f"{self.path}: この保存先は新しい版の auditor が作りました（保存先の版 {found}、この auditor の版 {VERSION}）。"
                "（直し方: auditor を更新してから、もう一度実行してください。）"
            )

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with _transaction(self._db, self.path):
            yield

    # Cycles

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

    def versions(self, cycle: str) -> dict[str, str]:
        """Versions of auditor, axe-core, browser and rules that the cycle was audited with."""
        row = self._db.execute("SELECT versions FROM cycle WHERE name = ?", (cycle,)).fetchone()
        return msgspec.json.decode(row[0], type=dict[str, str]) if row else {}

    # Sites

    def open_site(self, cycle: str, site: str, bureau: str, settings: Mapping[str, Any]) -> SiteRun:
        """Return the run of a site, made new where there is none; the newest settings are kept."""
        with self._transaction():
            self._db.execute(
                "INSERT INTO site_run (cycle, site, bureau, settings) VALUES (?, ?, ?, ?)"
                " ON CONFLICT (cycle, site) DO UPDATE SET bureau = excluded.bureau, settings = excluded.settings",
                (cycle, site, bureau, msgspec.json.encode(settings, order="sorted").decode()),
            )
        return self.site_runs(cycle, site)[0]

    def site_runs(self, cycle: str, site: str | None = None) -> list[SiteRun]:
        """Runs of a cycle's sites, by site id."""
        rows = self._db.execute(
            "SELECT site, bureau, phase, settings, facts FROM site_run"
            " WHERE cycle = ? AND (? IS NULL OR site = ?) ORDER BY site",
            (cycle, site, site),
        )
        return [
            SiteRun(row[0], row[1], row[2], msgspec.json.decode(row[3]), msgspec.json.decode(row[4]))
            for row in rows
        ]

    def set_phase(self, cycle: str, site: str, phase: str, facts: Mapping[str, Any]) -> None:
        """Move the run of a site on; `facts` replaces what was kept."""
        with self._transaction():
            self._db.execute(
                "UPDATE site_run SET phase = ?, facts = ? WHERE cycle = ? AND site = ?",
                (phase, msgspec.json.encode(facts, order="sorted").decode(), cycle, site),
            )

    # Pages

    def commit_discovery(
        self, cycle: str, site: str, decided: Sequence[PageFacts], found: Sequence[PageFacts]
    ) -> None:
        """Write pages that were asked and the URLs they named, together. A known URL is not added again."""
        with self._transaction():
            self._add_pages(cycle, site, found)
            for page in decided:
                self._put_page(cycle, site, page)

    def _add_pages(self, cycle: str, site: str, pages: Sequence[PageFacts]) -> None:
        (last,) = self._db.execute(
            "SELECT coalesce(max(ord), 0) FROM page WHERE cycle = ? AND site = ?", (cycle, site)
        ).fetchone()
        self._db.executemany(
            "INSERT OR IGNORE INTO page (cycle, site, url, ord, depth, fate, sample, facts, links)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                (cycle, site, p.url, ord_, p.depth, p.fate, p.sample, *_page_blobs(p))
                for ord_, p in enumerate(pages, last + 1)
            ),
        )

    def _put_page(self, cycle: str, site: str, page: PageFacts) -> None:
        self._db.execute(
            "UPDATE page SET depth = ?, fate = ?, sample = ?, facts = ?, links = ?"
            " WHERE cycle = ? AND site = ? AND url = ?",
            (page.depth, page.fate, page.sample, *_page_blobs(page), cycle, site, page.url),
        )

    def undecided(self, cycle: str, site: str, limit: int) -> list[PageFacts]:
        """URLs not yet asked, breadth first in the order they were found."""
        rows = self._db.execute(
            "SELECT facts FROM page WHERE cycle = ? AND site = ? AND fate IS NULL ORDER BY depth, ord LIMIT ?",
            (cycle, site, limit),
        )
        return [_decode(row[0], PageFacts) for row in rows]

    def pages(self, cycle: str, site: str | None = None) -> Iterator[tuple[str, PageFacts]]:
        """(site, page) of a cycle, by site and URL, without their links: those of a whole site fill a memory."""
        rows = self._db.execute(
            "SELECT site, facts FROM page WHERE cycle = ? AND (? IS NULL OR site = ?) ORDER BY site, url",
            (cycle, site, site),
        )
        for row in rows:
            yield row[0], _decode(row[1], PageFacts)

    def links(self, cycle: str, site: str, url: str) -> tuple[Link, ...]:
        """The links of one page: rendered ones where it was captured, else those of its raw HTML."""
        row = self._db.execute(
            "SELECT links FROM page WHERE cycle = ? AND site = ? AND url = ?", (cycle, site, url)
        ).fetchone()
        return _decode(row[0], tuple[Link, ...]) if row else ()

    def page(self, cycle: str, site: str, url: str) -> PageFacts | None:
        """One page with its links, or None where the URL is unknown."""
        row = self._db.execute(
            "SELECT facts, links FROM page WHERE cycle = ? AND site = ? AND url = ?", (cycle, site, url)
        ).fetchone()
        return replace(_decode(row[0], PageFacts), links=_decode(row[1], tuple[Link, ...])) if row else None

    def page_fates(self, cycle: str, site: str) -> list[tuple[str, Fate | None, str]]:
        """(url, fate, sample) of a site in the order found."""
        rows = self._db.execute(
            "SELECT url, fate, sample FROM page WHERE cycle = ? AND site = ? ORDER BY ord", (cycle, site)
        )
        return [(row[0], Fate(row[1]) if row[1] else None, row[2]) for row in rows]

    def select(self, cycle: str, site: str, selected: Mapping[str, str]) -> None:
        """Write why each page of the sample was selected; pages not named are not selected."""
        with self._transaction():
            for _, page in list(self.pages(cycle, site)):
                reason = selected.get(page.url, "")
                if reason != page.sample:
                    self._db.execute(
                        "UPDATE page SET sample = ?, facts = ? WHERE cycle = ? AND site = ? AND url = ?",
                        (reason, _encode(replace(page, sample=reason)), cycle, site, page.url),
                    )

    def uncaptured(self, cycle: str, site: str) -> list[str]:
        """Selected URLs without evidence yet, in the order found."""
        rows = self._db.execute(
            "SELECT url FROM page WHERE cycle = ? AND site = ? AND sample <> '' AND captured = 0 ORDER BY ord",
            (cycle, site),
        )
        return [row[0] for row in rows]

    def captured(self, cycle: str, site: str) -> list[str]:
        """URLs whose visit was judged and stored, sorted."""
        rows = self._db.execute(
            "SELECT url FROM page WHERE cycle = ? AND site = ? AND captured = 1 ORDER BY url", (cycle, site)
        )
        return [row[0] for row in rows]

    def reopen(self, cycle: str, site: str, fates: Sequence[str]) -> int:
        """Ask again for URLs with these fates, in the next run of the cycle; how many there are."""
        marks = ", ".join("?" for _ in fates)
        with self._transaction():
            rows = self._db.execute(
                f"SELECT facts FROM page WHERE cycle = ? AND site = ? AND fate IN ({marks})",
                (cycle, site, *fates),
            ).fetchall()
            for row in rows:
                self._put_page(cycle, site, replace(_decode(row[0], PageFacts), fate=None, detail=""))
            self._db.execute(
                "UPDATE page SET captured = 0 WHERE cycle = ? AND site = ? AND fate IS NULL", (cycle, site)
            )
        return len(rows)

    # Judgements

    def commit_visit(
        self,
        cycle: str,
        site: str,
        page: PageFacts,
        assertions: Sequence[Assertion],
        rows: Sequence[FindingRow],
        digest: str,
    ) -> None:
        """Write what the visit of a selected page brought, whole."""
        with self._transaction():
            self._put_page(cycle, site, page)
            self._db.execute(
                "UPDATE page SET captured = 1 WHERE cycle = ? AND site = ? AND url = ?",
                (cycle, site, page.url),
            )
            self._put_judgement(cycle, site, page.url, "page", assertions, rows, digest)

    def commit_judgement(
        self,
        cycle: str,
        site: str,
        part: str,
        judged: Mapping[str, tuple[Sequence[Assertion], Sequence[FindingRow]]],
        digest: str,
    ) -> None:
        """Replace the judgements of one part (`page` or `site`) for the URLs given, together."""
        with self._transaction():
            for url, (assertions, rows) in judged.items():
                self._put_judgement(cycle, site, url, part, assertions, rows, digest)

    def _put_judgement(
        self,
        cycle: str,
        site: str,
        url: str,
        part: str,
        assertions: Sequence[Assertion],
        rows: Sequence[FindingRow],
        digest: str,
    ) -> None:
        bare = [replace(assertion, findings=()) for assertion in assertions]
        self._db.execute(
            "INSERT OR REPLACE INTO judgement (cycle, site, url, part, digest, assertions)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (cycle, site, url, part, digest, _encode(bare)),
        )
        self._db.execute(
            "DELETE FROM finding WHERE cycle = ? AND site = ? AND url = ? AND part = ?",
            (cycle, site, url, part),
        )
        self._db.executemany(
            "INSERT INTO finding (cycle, site, url, part, ord, bureau, rule, value)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                (cycle, site, url, part, ord_, row.bureau, row.rule, _encode(row))
                for ord_, row in enumerate(rows)
            ),
        )

    def judged(self, cycle: str, site: str, part: str) -> dict[str, str]:
        """URL → digest of the rules that judged it."""
        rows = self._db.execute(
            "SELECT url, digest FROM judgement WHERE cycle = ? AND site = ? AND part = ?", (cycle, site, part)
        )
        return dict(rows.fetchall())

    def assertions(self, cycle: str, site: str) -> Iterator[Assertion]:
        """Assertions of a site without their findings, by URL and rule."""
        rows = self._db.execute(
            "SELECT url, assertions FROM judgement WHERE cycle = ? AND site = ? ORDER BY url, part",
            (cycle, site),
        )
        pending: list[Assertion] = []
        for row in rows:
            if pending and pending[0].url != row[0]:
                yield from sorted(pending, key=lambda item: item.rule)
                pending = []
            pending.extend(_decode(row[1], list[Assertion]))
        yield from sorted(pending, key=lambda item: item.rule)

    def outcomes(self, cycle: str, site: str) -> tuple[dict[str, dict[str, Outcome]], dict[str, str]]:
        """(rule → URL → outcome, rule → digest) of a site: its assertions, small enough for thousands of pages."""
        outcomes: dict[str, dict[str, Outcome]] = {}
        digests: dict[str, str] = {}
        urls: dict[str, str] = {}
        rows = self._db.execute(
            "SELECT url, assertions FROM judgement WHERE cycle = ? AND site = ? ORDER BY url, part",
            (cycle, site),
        )
        for written, blob in rows:
            url = urls.setdefault(written, written)
            for one in _decode(blob, list[_Said]):
                outcomes.setdefault(one.rule, {})[url] = one.outcome
                digests[one.rule] = one.digest
        return outcomes, digests

    def findings(self, cycle: str, site: str | None = None) -> Iterator[FindingRow]:
        """Findings of a cycle with the number of their issue, by site, URL and rule."""
        rows = self._db.execute(
            "SELECT value, issue FROM finding WHERE cycle = ? AND (? IS NULL OR site = ?)"
            " ORDER BY site, url, rule, part, ord",
            (cycle, site, site),
        )
        known: dict[Any, Any] = {}
        for row in rows:
            yield _shared(replace(_decode(row[0], FindingRow), issue=row[1]), known)

    def put_crops(self, cycle: str, site: str, crops: Mapping[tuple[str, str, str], bytes]) -> None:
        """Replace a site's pictures of failing places: (url, rule, selector) → WebP."""
        with self._transaction():
            self._db.execute("DELETE FROM crop WHERE cycle = ? AND site = ?", (cycle, site))
            self._db.executemany(
                "INSERT INTO crop (cycle, site, url, rule, selector, image) VALUES (?, ?, ?, ?, ?, ?)",
                ((cycle, site, *place, image) for place, image in crops.items()),
            )

    def crops(self, cycle: str, site: str) -> Iterator[tuple[str, str, str, bytes]]:
        """(url, rule, selector, WebP) of a site's failing places."""
        yield from self._db.execute(
            "SELECT url, rule, selector, image FROM crop WHERE cycle = ? AND site = ? ORDER BY url, rule, selector",
            (cycle, site),
        )

    # Issues

    def numbers(self) -> dict[str, str]:
        """Issue key → 管理番号, for all issues ever seen."""
        return dict(self._db.execute("SELECT key, number FROM issue_number").fetchall())

    def commit_issues(
        self, cycle: str, site: str, issues: Sequence[Issue], owners: Sequence[str], keys: Mapping[str, str]
    ) -> None:
        """Replace a site's issues of the cycle. `owners`: issue number of each finding, in `findings` order."""
        with self._transaction():
            self._db.executemany(
                "INSERT OR IGNORE INTO issue_number (key, number) VALUES (?, ?)", sorted(keys.items())
            )
            self._db.execute("DELETE FROM issue WHERE cycle = ? AND site = ?", (cycle, site))
            self._db.executemany(
                "INSERT INTO issue (cycle, site, number, bureau, value) VALUES (?, ?, ?, ?, ?)",
                ((cycle, site, issue.number, issue.bureau, _encode(issue)) for issue in issues),
            )
            places = self._db.execute(
                "SELECT url, part, ord FROM finding WHERE cycle = ? AND site = ?"
                " ORDER BY site, url, rule, part, ord",
                (cycle, site),
            ).fetchall()
            self._db.executemany(
                "UPDATE finding SET issue = ? WHERE cycle = ? AND site = ? AND url = ? AND part = ? AND ord = ?",
                ((number, cycle, site, *place) for number, place in zip(owners, places, strict=True)),
            )

    def issues(self, cycle: str, site: str | None = None) -> list[Issue]:
        """Issues of a cycle by site and number."""
        rows = self._db.execute(
            "SELECT value FROM issue WHERE cycle = ? AND (? IS NULL OR site = ?) ORDER BY site, number",
            (cycle, site, site),
        )
        return [_decode(row[0], Issue) for row in rows]

    def put_summary(self, cycle: str, bureau: str, name: str, value: Any) -> None:
        """Keep a value the next cycle compares with: KPIs, results per criterion, header verdicts."""
        with self._transaction():
            self._db.execute(
                "INSERT OR REPLACE INTO summary (cycle, bureau, name, value) VALUES (?, ?, ?, ?)",
                (cycle, bureau, name, msgspec.json.encode(value, order="sorted").decode()),
            )

    def summary(self, cycle: str, bureau: str, name: str) -> Any:
        """A value kept by `put_summary`, or None."""
        row = self._db.execute(
            "SELECT value FROM summary WHERE cycle = ? AND bureau = ? AND name = ?", (cycle, bureau, name)
        ).fetchone()
        return msgspec.json.decode(row[0]) if row else None

    # People

    def add_decisions(
        self, decisions: Sequence[Decision], received: tuple[str, str, str, str, str] | None = None
    ) -> None:
        """Append decisions; `received` (sha256, bureau, cycle, file, time) records the file they came from."""
        with self._transaction():
            self._db.executemany(
                "INSERT INTO decision (issue, bureau, field, value, author, source, at)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                ((d.issue, d.bureau, d.field, d.value, d.author, d.source, d.at) for d in decisions),
            )
            if received is not None:
                self._db.execute(
                    "INSERT INTO import (sha256, bureau, cycle, file, at, changes) VALUES (?, ?, ?, ?, ?, ?)",
                    (*received, len(decisions)),
                )

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
                ((bureau, n.kind, n.mark, sha256, at, _encode(n.value)) for n in notes),
            )
            self._db.executemany(
                "UPDATE note SET value = ? WHERE id = ?", ((_encode(v), id_) for id_, v in changed.items())
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
            Note(row[1], row[2], _decode(row[6], dict[str, Any]), row[0], row[3], row[4], row[5])
            for row in rows
        ]

    def imported_files(self) -> dict[str, str]:
        """sha256 → name of every file that was imported."""
        return dict(self._db.execute("SELECT sha256, file FROM import").fetchall())

    def decisions(self, bureau: str | None = None) -> list[Decision]:
        """All decisions, oldest first."""
        rows = self._db.execute(
            "SELECT issue, bureau, field, value, author, source, at FROM decision"
            " WHERE ? IS NULL OR bureau = ? ORDER BY id",
            (bureau, bureau),
        )
        return [Decision(*row) for row in rows]

    def imported(self, sha256: str) -> bool:
        """Whether a file with this hash was imported before."""
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
        rows = self._db.execute(
            "SELECT sha256, id, cycle, bureau, revision, path, base, inputs FROM workbook"
            " WHERE (? IS NULL OR bureau = ?) AND (? IS NULL OR cycle = ?) ORDER BY cycle, revision",
            (bureau, bureau, cycle, cycle),
        )
        return [
            WorkbookRow(
                sha256=row[0], id=row[1], cycle=row[2], bureau=row[3], revision=row[4], path=row[5],
                base=msgspec.json.decode(row[6]), inputs=row[7],
            )
            for row in rows
        ]  # fmt: skip

    def base(self, id: str, revision: int) -> Mapping[str, Mapping[str, str]] | None:
        """What people's columns of one of our workbooks held when it was written, None where it is not ours."""
        row = self._db.execute(
            "SELECT base FROM workbook WHERE id = ? AND revision = ? LIMIT 1", (id, revision)
        ).fetchone()
        return msgspec.json.decode(row[0], type=dict[str, dict[str, str]]) if row else None

    def wrote(self, sha256: str) -> bool:
        """Whether a file is one of our workbooks as we wrote it."""
        return bool(self._db.execute("SELECT 1 FROM workbook WHERE sha256 = ?", (sha256,)).fetchone())

    # Many files

    def absorb(self, path: Path, cycle: str, site: str) -> None:
        """Copy a site's rows from another store file, replacing what is here. May be repeated."""
        self._db.execute("ATTACH DATABASE ? AS other", (str(path),))
        try:
            with self._transaction():
                for table in _SITE_TABLES:
                    names = [row[1] for row in self._db.execute(f"PRAGMA main.table_info({table})")]
                    columns = ", ".join(names)
                    self._db.execute(f"DELETE FROM main.{table} WHERE cycle = ? AND site = ?", (cycle, site))
                    self._db.execute(
                        f"INSERT INTO main.{table} ({columns})"
                        f" SELECT {columns} FROM other.{table} WHERE cycle = ? AND site = ?",
                        (cycle, site),
                    )
        finally:
            self._db.execute("DETACH DATABASE other")

    def prune(self, keep: int) -> list[str]:
        """Names of the cycles older than the newest `keep`; their captures may be deleted, rows stay."""
        return self.cycles()[:-keep] if keep > 0 else self.cycles()


_MEMBERS = ("source", "snapshot", "ax", "axe", "requests", "cookies", "events", "probes", "screenshot")


class CaptureStore:
    """The captures of one site in one cycle: one row a member, each compressed by itself."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(path, timeout=60, isolation_level=None, check_same_thread=False)
            self._db.execute("PRAGMA journal_mode=WAL")
            self._db.execute("PRAGMA synchronous=NORMAL")
            self._db.execute(
                "CREATE TABLE IF NOT EXISTS capture (url TEXT NOT NULL, viewport TEXT NOT NULL,"
                " member TEXT NOT NULL, value BLOB NOT NULL, PRIMARY KEY (url, viewport, member)) WITHOUT ROWID"
            )
        except (sqlite3.Error, OSError) as error:
            raise StoreError(f"{path}: 証拠の保存先を開けません: {error}{_DAMAGED}") from error

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def put(self, capture: Capture, url: str) -> None:
        """Write a capture under the URL that was selected, replacing an earlier one."""
        head = {
            name: getattr(capture, name)
            for name in (
                "url",
                "requested",
                "fate",
                "detail",
                "viewport",
                "hops",
                "encoding",
                "settled",
                "masks",
            )
        }
        rows: list[tuple[str, str, str, bytes]] = [(url, capture.viewport, "head", _encode(head))]
        for name in _MEMBERS:
            value = getattr(capture, name)
            if isinstance(value, CaptureError):
                rows.append((url, capture.viewport, f"{name}!", _encode(value)))
            elif isinstance(value, bytes):
                packed = value if name == "screenshot" else zstandard.ZstdCompressor(level=3).compress(value)
                rows.append((url, capture.viewport, name, packed))
            elif value is not None:
                rows.append((url, capture.viewport, name, _encode(value)))
        with _transaction(self._db, self.path):
            self._db.execute("DELETE FROM capture WHERE url = ? AND viewport = ?", (url, capture.viewport))
            self._db.executemany(
                "INSERT INTO capture (url, viewport, member, value) VALUES (?, ?, ?, ?)", rows
            )

    def get(self, url: str, viewport: str, without: Iterable[str] = ()) -> Capture | None:
        """Read a capture back, or None; members named in `without` are left absent."""
        skipped = {*without, *(f"{name}!" for name in without)}
        rows = self._db.execute(
            "SELECT member, value FROM capture WHERE url = ? AND viewport = ?", (url, viewport)
        ).fetchall()
        if not rows:
            return None
        members = {name: value for name, value in rows if name not in skipped}
        head = _decode(members.pop("head"), dict[str, Any])
        fields: dict[str, Any] = {
            **head,
            "fate": Fate(head["fate"]),
            "hops": msgspec.convert(head["hops"], tuple[Hop, ...]),
            "masks": msgspec.convert(head["masks"], tuple[tuple[float, float, float, float], ...]),
        }
        for name, value in members.items():
            if name.endswith("!"):
                fields[name[:-1]] = _decode(value, CaptureError)
            elif name == "screenshot":
                fields[name] = value
            elif name == "source":
                fields[name] = zstandard.ZstdDecompressor().decompress(value)
            else:
                decoded = _decode(value, Any)
                fields[name] = tuple(decoded) if name in ("requests", "cookies", "events") else decoded
        return Capture(**fields)

    def size(self) -> tuple[int, int, int]:
        """(captures, compressed bytes without screenshots, bytes of screenshots)."""
        row = self._db.execute(
            "SELECT count(DISTINCT url || viewport),"
            " coalesce(sum(CASE WHEN member <> 'screenshot' THEN length(value) END), 0),"
            " coalesce(sum(CASE WHEN member = 'screenshot' THEN length(value) END), 0) FROM capture"
        ).fetchone()
        return int(row[0]), int(row[1]), int(row[2])


class FileStore:
    """The linked files of one site: bytes by hash, what was read from them, and how to ask only for what changed.

    It is shared by the site's cycles. `facts` are kept as bytes: what they mean is the reader's.
    """

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.path = path
        try:
            self._db = sqlite3.connect(path, timeout=60, isolation_level=None, check_same_thread=False)
            self._db.execute("PRAGMA journal_mode=WAL")
            self._db.execute("PRAGMA synchronous=NORMAL")
            for statement in (
                "CREATE TABLE IF NOT EXISTS body (sha256 TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID",
                "CREATE TABLE IF NOT EXISTS facts (sha256 TEXT NOT NULL, name TEXT NOT NULL, version TEXT NOT NULL,"
                " value BLOB NOT NULL, PRIMARY KEY (sha256, name, version)) WITHOUT ROWID",
                "CREATE TABLE IF NOT EXISTS answer (url TEXT NOT NULL, cycle TEXT NOT NULL, sha256 TEXT NOT NULL,"
                " hops BLOB NOT NULL, PRIMARY KEY (url, cycle)) WITHOUT ROWID",
            ):
                self._db.execute(statement)
        except (sqlite3.Error, OSError) as error:
            raise StoreError(f"{path}: 証拠の保存先を開けません: {error}{_DAMAGED}") from error

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def put(self, url: str, sha256: str, body: bytes, hops: Sequence[Hop], cycle: str) -> None:
        """Keep a file with the answer it came by."""
        packed = zstandard.ZstdCompressor(level=3).compress(body)
        with _transaction(self._db, self.path):
            self._db.execute("INSERT OR IGNORE INTO body (sha256, value) VALUES (?, ?)", (sha256, packed))
            self._db.execute(
                "INSERT OR REPLACE INTO answer (url, sha256, hops, cycle) VALUES (?, ?, ?, ?)",
                (url, sha256, _encode(tuple(hops)), cycle),
            )

    def still(self, url: str, cycle: str) -> None:
        """Note that a file is in use in this cycle too."""
        with _transaction(self._db, self.path):
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
        return (str(row[0]), _decode(row[1], tuple[Hop, ...])) if row else None

    def body(self, sha256: str) -> bytes | None:
        """The bytes of a file."""
        row = self._db.execute("SELECT value FROM body WHERE sha256 = ?", (sha256,)).fetchone()
        return zstandard.ZstdDecompressor().decompress(row[0]) if row else None

    def put_facts(self, sha256: str, name: str, version: str, facts: bytes) -> None:
        """Keep what a version of the readers found in a file of this name; older versions are let go."""
        with _transaction(self._db, self.path):
            self._db.execute("DELETE FROM facts WHERE sha256 = ? AND name = ?", (sha256, name))
            self._db.execute(
                "INSERT INTO facts (sha256, name, version, value) VALUES (?, ?, ?, ?)",
                (sha256, name, version, zstandard.ZstdCompressor(level=3).compress(facts)),
            )

    def facts(self, sha256: str, name: str, version: str) -> bytes | None:
        """What `put_facts` kept."""
        row = self._db.execute(
            "SELECT value FROM facts WHERE sha256 = ? AND name = ? AND version = ?", (sha256, name, version)
        ).fetchone()
        return zstandard.ZstdDecompressor().decompress(row[0]) if row else None

    def prune(self, oldest: str) -> int:
        """Let go of files that no cycle since `oldest` has used; how many answers went."""
        with _transaction(self._db, self.path):
            gone = self._db.execute("DELETE FROM answer WHERE cycle < ?", (oldest,)).rowcount
            for table in ("body", "facts"):
                self._db.execute(f"DELETE FROM {table} WHERE sha256 NOT IN (SELECT sha256 FROM answer)")
        self._db.execute("VACUUM")
        return gone
