"""Rows of one site in one cycle: how far its audit is, and its pages, before anything is judged."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec

from auditor.model import Carry, Fate, Link, PageFacts
from auditor.store.cycles import RUN_COLUMNS, SiteRun, SiteRunFacts, facts_text, run_of
from auditor.store.store_file import decode, encode, transaction


def _page_blobs(page: PageFacts) -> tuple[bytes, bytes]:
    """Return facts and links apart: most readers want the first alone."""
    return encode(replace(page, links=())), encode(page.links)


class PageRows:
    """The run and the pages of one site in one cycle."""

    def __init__(self, db: sqlite3.Connection, path: Path, cycle: str, site: str) -> None:
        self._db = db
        self._path = path
        self.cycle = cycle
        self.site = site

    def _transaction(self) -> AbstractContextManager[None]:
        return transaction(self._db, self._path)

    # Its run

    def open(self, bureau: str, settings: Mapping[str, Any]) -> SiteRun:
        """Return the run of the site, made new where there is none; the newest settings are kept."""
        with self._transaction():
            self._db.execute(
                "INSERT INTO site_run (cycle, site, bureau, settings) VALUES (?, ?, ?, ?)"
                " ON CONFLICT (cycle, site) DO UPDATE SET bureau = excluded.bureau, settings = excluded.settings",
                (self.cycle, self.site, bureau, msgspec.json.encode(settings, order="sorted").decode()),
            )
        run = self.run()
        assert run is not None  # it was just written
        return run

    def run(self) -> SiteRun | None:
        """Return the run of the site, None where it was never begun."""
        row = self._db.execute(
            f"SELECT {RUN_COLUMNS} FROM site_run WHERE cycle = ? AND site = ?", (self.cycle, self.site)
        ).fetchone()
        return run_of(row) if row else None

    def facts(self) -> SiteRunFacts:
        """Return what is known of the site as a whole."""
        run = self.run()
        return run.facts if run else SiteRunFacts()

    def set_phase(self, phase: str, facts: SiteRunFacts) -> None:
        """Move the run of the site on; `facts` replaces what was kept."""
        with self._transaction():
            self._db.execute(
                "UPDATE site_run SET phase = ?, facts = ? WHERE cycle = ? AND site = ?",
                (phase, facts_text(facts), self.cycle, self.site),
            )

    # Pages

    def commit_discovery(self, decided: Sequence[PageFacts], found: Sequence[PageFacts]) -> None:
        """Write pages that were asked and the URLs they named, together. A known URL is not added again."""
        with self._transaction():
            self._add_pages(found)
            for page in decided:
                self._put_page(page)

    def _add_pages(self, pages: Sequence[PageFacts]) -> None:
        (last,) = self._db.execute(
            "SELECT coalesce(max(ord), 0) FROM page WHERE cycle = ? AND site = ?", (self.cycle, self.site)
        ).fetchone()
        self._db.executemany(
            "INSERT OR IGNORE INTO page (cycle, site, url, ord, depth, fate, sample, facts, links)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                (self.cycle, self.site, p.url, ord_, p.depth, p.fate, p.sample, *_page_blobs(p))
                for ord_, p in enumerate(pages, last + 1)
            ),
        )

    def _put_page(self, page: PageFacts) -> None:
        self._db.execute(
            "UPDATE page SET depth = ?, fate = ?, sample = ?, facts = ?, links = ?"
            " WHERE cycle = ? AND site = ? AND url = ?",
            (page.depth, page.fate, page.sample, *_page_blobs(page), self.cycle, self.site, page.url),
        )

    def undecided(self, limit: int) -> list[PageFacts]:
        """URLs not yet asked, breadth first in the order they were found."""
        rows = self._db.execute(
            "SELECT facts FROM page WHERE cycle = ? AND site = ? AND fate IS NULL ORDER BY depth, ord LIMIT ?",
            (self.cycle, self.site, limit),
        )
        return [decode(row[0], PageFacts) for row in rows]

    def pages(self) -> Iterator[PageFacts]:
        """Yield pages by URL, without their links: those of a whole site fill a memory."""
        rows = self._db.execute(
            "SELECT facts FROM page WHERE cycle = ? AND site = ? ORDER BY url", (self.cycle, self.site)
        )
        for row in rows:
            yield decode(row[0], PageFacts)

    def links(self, url: str) -> tuple[Link, ...]:
        """Return the links of one page: rendered ones where it was captured, else those of its raw HTML."""
        row = self._db.execute(
            "SELECT links FROM page WHERE cycle = ? AND site = ? AND url = ?", (self.cycle, self.site, url)
        ).fetchone()
        return decode(row[0], tuple[Link, ...]) if row else ()

    def page(self, url: str) -> PageFacts | None:
        """Return one page with its links, or None where the URL is unknown."""
        row = self._db.execute(
            "SELECT facts, links FROM page WHERE cycle = ? AND site = ? AND url = ?",
            (self.cycle, self.site, url),
        ).fetchone()
        return replace(decode(row[0], PageFacts), links=decode(row[1], tuple[Link, ...])) if row else None

    def page_fates(self) -> list[tuple[str, Fate | None, str]]:
        """(url, fate, sample) of a site in the order found."""
        rows = self._db.execute(
            "SELECT url, fate, sample FROM page WHERE cycle = ? AND site = ? ORDER BY ord",
            (self.cycle, self.site),
        )
        return [(row[0], Fate(row[1]) if row[1] else None, row[2]) for row in rows]

    def select(self, selected: Mapping[str, str]) -> None:
        """Write why each page of the sample was selected; pages not named are not selected."""
        with self._transaction():
            for page in list(self.pages()):
                reason = selected.get(page.url, "")
                if reason != page.sample:
                    self._db.execute(
                        "UPDATE page SET sample = ?, facts = ? WHERE cycle = ? AND site = ? AND url = ?",
                        (reason, encode(replace(page, sample=reason)), self.cycle, self.site, page.url),
                    )

    def decide(self, decided: Mapping[str, Carry], *, again: bool = False) -> None:
        """Write of selected pages whether last cycle's captures stand for them, all together.

        `again`: what evidence there is of them in this cycle does not count.
        """
        with self._transaction():
            for url, carry in sorted(decided.items()):
                page = self.page(url)
                if page is not None:
                    seen_on = "" if again else page.seen_on
                    self._put_page(replace(page, carry=carry, seen_on=seen_on))
            if again:
                self._db.executemany(
                    "UPDATE page SET captured = 0 WHERE cycle = ? AND site = ? AND url = ?",
                    [(self.cycle, self.site, url) for url in sorted(decided)],
                )

    def uncaptured(self) -> list[str]:
        """Selected URLs without evidence yet, in the order found."""
        rows = self._db.execute(
            "SELECT url FROM page WHERE cycle = ? AND site = ? AND sample <> '' AND captured = 0 ORDER BY ord",
            (self.cycle, self.site),
        )
        return [row[0] for row in rows]

    def captured(self) -> list[str]:
        """URLs whose visit was judged and stored, sorted."""
        rows = self._db.execute(
            "SELECT url FROM page WHERE cycle = ? AND site = ? AND captured = 1 ORDER BY url",
            (self.cycle, self.site),
        )
        return [row[0] for row in rows]

    def audited(self) -> list[str]:
        """URLs with a capture that were found in order, sorted."""
        rows = self._db.execute(
            "SELECT url FROM page WHERE cycle = ? AND site = ? AND captured = 1 AND fate = ? ORDER BY url",
            (self.cycle, self.site, Fate.OK),
        )
        return [row[0] for row in rows]

    def reopen(self, fates: Sequence[str]) -> int:
        """Ask again for URLs with these fates, in the next run of the cycle; how many there are."""
        marks = ", ".join("?" for _ in fates)
        with self._transaction():
            rows = self._db.execute(
                f"SELECT facts FROM page WHERE cycle = ? AND site = ? AND fate IN ({marks})",
                (self.cycle, self.site, *fates),
            ).fetchall()
            for row in rows:
                self._put_page(replace(decode(row[0], PageFacts), fate=None, detail=""))
            self._db.execute(
                "UPDATE page SET captured = 0 WHERE cycle = ? AND site = ? AND fate IS NULL",
                (self.cycle, self.site),
            )
        return len(rows)
