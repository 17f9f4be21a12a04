"""Rows of cycles, sites and pages: what a run knows before anything is judged."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import msgspec

from auditor.model import Fate, Link, PageFacts
from auditor.store.file import StoreFile, decode, encode


def _page_blobs(page: PageFacts) -> tuple[bytes, bytes]:
    """Facts and links apart: most readers want the first alone."""
    return encode(replace(page, links=())), encode(page.links)


@dataclass(frozen=True, slots=True)
class SiteRun:
    """How far the audit of a site is in a cycle, with what the later steps and the report need to know."""

    site: str
    bureau: str
    phase: str  # discover | capture | resources | judge | done
    settings: Mapping[str, Any]  # name, start, standard … as in targets.yaml
    facts: Mapping[str, Any]  # seed, method, frame, transport, robots, counts


class SiteRows(StoreFile):
    """Cycles, sites and pages."""

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

    def is_finished(self, cycle: str) -> bool:
        """Whether every site of a cycle was audited."""
        row = self._db.execute("SELECT finished FROM cycle WHERE name = ?", (cycle,)).fetchone()
        return bool(row and row[0])

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
        return [decode(row[0], PageFacts) for row in rows]

    def pages(self, cycle: str, site: str | None = None) -> Iterator[tuple[str, PageFacts]]:
        """(site, page) of a cycle, by site and URL, without their links: those of a whole site fill a memory."""
        rows = self._db.execute(
            "SELECT site, facts FROM page WHERE cycle = ? AND (? IS NULL OR site = ?) ORDER BY site, url",
            (cycle, site, site),
        )
        for row in rows:
            yield row[0], decode(row[1], PageFacts)

    def links(self, cycle: str, site: str, url: str) -> tuple[Link, ...]:
        """The links of one page: rendered ones where it was captured, else those of its raw HTML."""
        row = self._db.execute(
            "SELECT links FROM page WHERE cycle = ? AND site = ? AND url = ?", (cycle, site, url)
        ).fetchone()
        return decode(row[0], tuple[Link, ...]) if row else ()

    def page(self, cycle: str, site: str, url: str) -> PageFacts | None:
        """One page with its links, or None where the URL is unknown."""
        row = self._db.execute(
            "SELECT facts, links FROM page WHERE cycle = ? AND site = ? AND url = ?", (cycle, site, url)
        ).fetchone()
        return replace(decode(row[0], PageFacts), links=decode(row[1], tuple[Link, ...])) if row else None

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
                        (reason, encode(replace(page, sample=reason)), cycle, site, page.url),
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
                self._put_page(cycle, site, replace(decode(row[0], PageFacts), fate=None, detail=""))
            self._db.execute(
                "UPDATE page SET captured = 0 WHERE cycle = ? AND site = ? AND fate IS NULL", (cycle, site)
            )
        return len(rows)
