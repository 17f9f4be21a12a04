"""Rows of what rules said: assertions, findings, pictures of places."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import msgspec

from auditor.model import Assertion, FindingRow, Outcome, PageFacts, Target
from auditor.store.file import decode, encode
from auditor.store.sites import SiteRows


@dataclass(frozen=True, slots=True)
class Said:
    """One assertion that does not speak for everything, with its reason."""

    url: str
    part: str  # page | site | file
    rule: str
    outcome: Outcome
    reason: str


class _Said(msgspec.Struct):
    """What most readers want of a stored assertion."""

    rule: str
    outcome: Outcome
    digest: str = ""
    reason: str = ""


def _shared(row: FindingRow, issue: str, known: dict[Any, Any]) -> FindingRow:
    """The row with values that other rows have too held once: a template's defect says the same on every page."""

    def one(value: Any) -> Any:
        return known.setdefault(value, value)

    at = row.target
    target = Target(
        one(at.selector), one(at.where), one(at.snippet), one(at.region), one(at.path), one(at.identity),
        one(at.box), one(at.url), one(at.frame), one(at.former),
    )  # fmt: skip
    return FindingRow(
        one(row.bureau), one(row.site), one(row.url), one(row.rule), row.certainty, one(row.criteria),
        row.impact, one(row.key), row.data, target, one(row.viewport), one(issue),
    )  # fmt: skip


class JudgementRows(SiteRows):
    """Assertions, findings and crops."""

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
            (cycle, site, url, part, digest, encode(bare)),
        )
        self._db.execute(
            "DELETE FROM finding WHERE cycle = ? AND site = ? AND url = ? AND part = ?",
            (cycle, site, url, part),
        )
        self._db.executemany(
            "INSERT INTO finding (cycle, site, url, part, ord, bureau, rule, value)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                (cycle, site, url, part, ord_, row.bureau, row.rule, encode(row))
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
            pending.extend(decode(row[1], list[Assertion]))
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
            for one in decode(blob, list[_Said]):
                outcomes.setdefault(one.rule, {})[url] = one.outcome
                digests[one.rule] = one.digest
        return outcomes, digests

    def reasons(self, cycle: str, site: str) -> Iterator[Said]:
        """The assertions of a site that have a reason, by URL and part."""
        rows = self._db.execute(
            "SELECT url, part, assertions FROM judgement WHERE cycle = ? AND site = ? ORDER BY url, part",
            (cycle, site),
        )
        for url, part, blob in rows:
            for one in decode(blob, list[_Said]):
                if one.reason:
                    yield Said(url, part, one.rule, one.outcome, one.reason)

    def findings(self, cycle: str, site: str | None = None) -> Iterator[FindingRow]:
        """Findings of a cycle with the number of their issue, by site, URL and rule."""
        rows = self._db.execute(
            "SELECT value, issue FROM finding WHERE cycle = ? AND (? IS NULL OR site = ?)"
            " ORDER BY site, url, rule, part, ord",
            (cycle, site, site),
        )
        known: dict[Any, Any] = {}
        for row in rows:
            yield _shared(decode(row[0], FindingRow), row[1], known)

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
