"""Audits the example sites through the code of a real run: real browser, real HTTP, one store a site."""

from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

from auditor.evaluate.rulebook import load as load_rules
from auditor.gather import SiteJob, audit_site
from auditor.judge.issues import settle_issues
from auditor.model import FindingRow, Issue, PageFacts, Site
from auditor.store import Store
from auditor.targets.reader import load

EXAMPLES = Path(__file__).parent.parent / "examples"
CYCLE = "2026Q4"


@dataclass(frozen=True)
class Audit:
    """What one audit of a site left in its store."""

    site: Site
    phase: str
    pages: dict[str, PageFacts]  # path (with query) → facts
    captured: frozenset[str]
    rows: tuple[FindingRow, ...]
    issues: tuple[Issue, ...]

    def found(self, rule: str) -> Counter[str]:
        """Path → number of findings of a rule."""
        return Counter(path_of(row.url) for row in self.rows if row.rule == rule)


def path_of(url: str) -> str:
    """Path and query of a URL."""
    parts = urlsplit(url)
    return parts.path + ("?" + parts.query if parts.query else "")


def example_sites() -> list[Site]:
    """The sites of examples/targets.yaml, the largest first, without the slow active probes."""
    sites = load(EXAMPLES / "targets.yaml").sites
    return [replace(site, probes="none", viewports=site.viewports[:1]) for site in reversed(sites)]


def audit(site: Site, reports: Path) -> Audit:
    """Audit a site to its end and cluster its findings."""
    job = SiteJob(site, CYCLE, str(reports), "a11y-audit@example.jp")
    audit_site(job)
    with Store(job.work_path) as store:
        issues = settle_issues(store, CYCLE, site, load_rules())
        rows = store.site(CYCLE, site.id)
        run = rows.run()
        assert run is not None
        return Audit(
            site,
            run.phase,
            {path_of(page.url): page for page in rows.pages()},
            frozenset(path_of(url) for url in rows.captured()),
            tuple(rows.findings()),
            tuple(issues),
        )
