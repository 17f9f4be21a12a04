"""Rows of what rules said of one site in one cycle: assertions, findings, pictures of places, issues."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import msgspec

from auditor.model import Assertion, FindingRow, Issue, Outcome, PageFacts, Target
from auditor.store.pages import PageRows
from auditor.store.store_file import decode, encode


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
    """Return the row with values that other rows have too held once: a template's defect says the same on
    every page.
    """

    def one(value: Any) -> Any:
        return known.setdefault(value, value)

    at = row.target
    target = Target(
        one(at.selector), one(at.where), one(at.snippet), one(at.region), one(at.path), one(at.identity),
        one(at.box), one(at.url), one(at.frame), one(at.former), one(at.heading),
    )  # fmt: skip
    return FindingRow(
        one(row.bureau), one(row.site), one(row.url), one(row.rule), row.certainty, one(row.criteria),
        row.impact, one(row.key), row.data, target, one(row.viewport), one(issue),
    )  # fmt: skip


class JudgementRows(PageRows):
    """Assertions, findings, crops and issues."""

    def commit_visit(
        self,
        page: PageFacts,
        assertions: Sequence[Assertion],
        rows: Sequence[FindingRow],
        digest: str,
    ) -> None:
        """Write what the visit of a selected page brought, whole."""
        with self._transaction():
            self._put_page(page)
            self._db.execute(
                "UPDATE page SET captured = 1 WHERE cycle = ? AND site = ? AND url = ?",
                (self.cycle, self.site, page.url),
            )
            self._put_judgement(page.url, "page", assertions, rows, digest)

    def commit_judgement(
        self,
        part: str,
        judged: Mapping[str, tuple[Sequence[Assertion], Sequence[FindingRow]]],
        digest: str,
    ) -> None:
        """Replace the judgements of one part (`page` or `site`) for the URLs given, together."""
        with self._transaction():
            for url, (assertions, rows) in judged.items():
                self._put_judgement(url, part, assertions, rows, digest)

    def _put_judgement(
        self,
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
            (self.cycle, self.site, url, part, digest, encode(bare)),
        )
        self._db.execute(
            "DELETE FROM finding WHERE cycle = ? AND site = ? AND url = ? AND part = ?",
            (self.cycle, self.site, url, part),
        )
        self._db.executemany(
            "INSERT INTO finding (cycle, site, url, part, ord, bureau, rule, value)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                (self.cycle, self.site, url, part, ord_, row.bureau, row.rule, encode(row))
                for ord_, row in enumerate(rows)
            ),
        )

    def judged(self, part: str) -> dict[str, str]:
        """URL → digest of the rules that judged it."""
        rows = self._db.execute(
            "SELECT url, digest FROM judgement WHERE cycle = ? AND site = ? AND part = ?",
            (self.cycle, self.site, part),
        )
        return dict(rows.fetchall())

    def assertions(self) -> Iterator[Assertion]:
        """Yield assertions of a site without their findings, by URL and rule."""
        rows = self._db.execute(
            "SELECT url, assertions FROM judgement WHERE cycle = ? AND site = ? ORDER BY url, part",
            (self.cycle, self.site),
        )
        pending: list[Assertion] = []
        for row in rows:
            if pending and pending[0].url != row[0]:
                yield from sorted(pending, key=lambda item: item.rule)
                pending = []
            pending.extend(decode(row[1], list[Assertion]))
        yield from sorted(pending, key=lambda item: item.rule)

    def outcomes(self) -> tuple[dict[str, dict[str, Outcome]], dict[str, str]]:
        """(rule → URL → outcome, rule → digest) of a site: its assertions, small enough for thousands of pages."""
        outcomes: dict[str, dict[str, Outcome]] = {}
        digests: dict[str, str] = {}
        urls: dict[str, str] = {}
        rows = self._db.execute(
            "SELECT url, assertions FROM judgement WHERE cycle = ? AND site = ? ORDER BY url, part",
            (self.cycle, self.site),
        )
        for written, blob in rows:
            url = urls.setdefault(written, written)
            for one in decode(blob, list[_Said]):
                outcomes.setdefault(one.rule, {})[url] = one.outcome
                digests[one.rule] = one.digest
        return outcomes, digests

    def reasons(self) -> Iterator[Said]:
        """Yield the assertions of a site that have a reason, by URL and part."""
        rows = self._db.execute(
            "SELECT url, part, assertions FROM judgement WHERE cycle = ? AND site = ? ORDER BY url, part",
            (self.cycle, self.site),
        )
        for url, part, blob in rows:
            for one in decode(blob, list[_Said]):
                if one.reason:
                    yield Said(url, part, one.rule, one.outcome, one.reason)

    def findings(self) -> Iterator[FindingRow]:
        """Yield findings of a cycle with the number of their issue, by site, URL and rule."""
        rows = self._db.execute(
            "SELECT value, issue FROM finding WHERE cycle = ? AND site = ?"
            " ORDER BY site, url, rule, part, ord",
            (self.cycle, self.site),
        )
        known: dict[Any, Any] = {}
        for row in rows:
            yield _shared(decode(row[0], FindingRow), row[1], known)

    def put_crops(self, crops: Mapping[tuple[str, str, str], bytes]) -> None:
        """Replace a site's pictures of failing places: (url, rule, selector) → WebP."""
        with self._transaction():
            self._db.execute("DELETE FROM crop WHERE cycle = ? AND site = ?", (self.cycle, self.site))
            self._db.executemany(
                "INSERT INTO crop (cycle, site, url, rule, selector, image) VALUES (?, ?, ?, ?, ?, ?)",
                ((self.cycle, self.site, *place, image) for place, image in crops.items()),
            )

    def crops(self) -> Iterator[tuple[str, str, str, bytes]]:
        """(url, rule, selector, WebP) of a site's failing places."""
        yield from self._db.execute(
            "SELECT url, rule, selector, image FROM crop WHERE cycle = ? AND site = ? ORDER BY url, rule, selector",
            (self.cycle, self.site),
        )

    def commit_issues(
        self,
        issues: Sequence[Issue],
        owners: Sequence[str],
        keys: Mapping[str, str],
        aliases: Mapping[str, tuple[str, str]] | None = None,
    ) -> None:
        """Replace a site's issues of the cycle. `owners`: issue number of each finding, in `findings` order.

        `keys`: issue key → number; `aliases`: older key → (the key it goes by now, the number of that).
        """
        with self._transaction():
            self._db.executemany(
                "INSERT OR IGNORE INTO issue_alias (key, now, number) VALUES (?, ?, ?)",
                ((key, *now) for key, now in sorted((aliases or {}).items())),
            )
            self._db.executemany(
                "INSERT OR IGNORE INTO issue_number (key, number) VALUES (?, ?)", sorted(keys.items())
            )
            self._db.execute("DELETE FROM issue WHERE cycle = ? AND site = ?", (self.cycle, self.site))
            self._db.executemany(
                "INSERT INTO issue (cycle, site, number, bureau, value) VALUES (?, ?, ?, ?, ?)",
                ((self.cycle, self.site, issue.number, issue.bureau, encode(issue)) for issue in issues),
            )
            places = self._db.execute(
                "SELECT url, part, ord FROM finding WHERE cycle = ? AND site = ?"
                " ORDER BY site, url, rule, part, ord",
                (self.cycle, self.site),
            ).fetchall()
            self._db.executemany(
                "UPDATE finding SET issue = ? WHERE cycle = ? AND site = ? AND url = ? AND part = ? AND ord = ?",
                (
                    (number, self.cycle, self.site, *place)
                    for number, place in zip(owners, places, strict=True)
                ),
            )

    def issues(self) -> list[Issue]:
        """Return issues of a cycle by site and number."""
        rows = self._db.execute(
            "SELECT value FROM issue WHERE cycle = ? AND site = ? ORDER BY site, number",
            (self.cycle, self.site),
        )
        return [decode(row[0], Issue) for row in rows]
