"""What a worker is given for one site and what it gives back; both travel between machines."""

from dataclasses import dataclass
from pathlib import Path

from auditor.capture.neighbours import Neighbours
from auditor.model import CatalogueEntry, RuleSettings, Site


@dataclass(frozen=True, slots=True)
class SiteJob:
    """One site to audit in one cycle."""

    site: Site
    cycle: str  # 2026Q4
    reports: str  # folder of the store; on a cluster, of the worker's own machine
    contact: str  # address shown in the User-Agent
    axe: str = ""  # path of an axe.min.js, empty for the newest known
    last_sample: tuple[str, ...] = ()  # URLs of the last cycle's sample
    last_random: tuple[str, ...] = ()  # those of them that were drawn at random when they were drawn first
    last_cycle: str = ""  # whose captures may stand for unchanged pages; '' visits every page
    by_value: bool = False  # give the rows back as bytes: the worker may be on another machine
    headers: bool = True  # False: the site is a local file, its header lines are no evidence
    catalogue: tuple[CatalogueEntry, ...] | None = None  # of the site's organisation; None: there is no copy
    links: bool = True  # False: where its links lead is not asked
    neighbours: Neighbours | None = None  # of a local page: what is served and loaded, and nothing else
    rules: RuleSettings = RuleSettings()  # a rulebook is loaded where it is used, never pickled
    axe_version: str = ""  # that the cycle began with: taken where it is there

    @property
    def work_path(self) -> Path:
        """The store file of this site while it is audited."""
        return Path(self.reports) / ".work" / self.cycle / f"{self.site.id}.sqlite"

    @property
    def readings_path(self) -> Path:
        """Where what was read in the site's pictures is kept, over its cycles."""
        return Path(self.reports) / "captures" / "pictures" / f"{self.site.id}.sqlite"

    @property
    def captures_path(self) -> Path:
        """Where the captures stay."""
        return Path(self.reports) / "captures" / self.cycle / f"{self.site.id}.sqlite"


@dataclass(frozen=True, slots=True)
class SiteResult:
    """A site that was audited: its rows are in the work file, or here where they had to travel."""

    site: str
    captures: str
    rows: bytes = b""
