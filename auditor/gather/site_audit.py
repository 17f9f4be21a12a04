"""The state of one site's audit while it runs: its stores, its way to the network, what it obeys."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from auditor.capture.browser import Session
from auditor.capture.http import Answer
from auditor.crawl.frontier import Scope
from auditor.crawl.robots import Robots
from auditor.crawl.traps import TrapCounts
from auditor.gather.carry_over import Told
from auditor.gather.instruments import Instruments
from auditor.gather.read_letters import LetterReader
from auditor.gather.transport import Net
from auditor.judge.job import SiteJob
from auditor.judge.judge import Judge
from auditor.model import PageFacts
from auditor.store import CaptureStore, SiteRunFacts, SiteStore


@dataclass(slots=True)
class SiteAudit:
    """One site under audit. Everything that must outlive a kill is in the stores."""

    job: SiteJob
    rows: SiteStore
    captures: CaptureStore
    net: Net
    session: Session
    judge: Judge
    robots: Robots
    letters: LetterReader
    instruments: Instruments  # that its pages are visited with
    facts: SiteRunFacts  # as stored
    last: CaptureStore | None = None  # captures of last cycle that may stand for unchanged pages
    phase: str = "discover"
    screened: frozenset[str] = frozenset()  # the first probed page of each template
    first_answer: tuple[str, Answer] | None = None  # the start page was asked to choose the transport
    told: dict[str, Told | None] = field(default_factory=dict)  # of what pages load, as its hosts say today
    unasked: set[str] = field(default_factory=set)  # hosts that are asked for no more header lines
    other_robots: dict[str, Robots] = field(default_factory=dict)

    def keep(self, facts: SiteRunFacts) -> None:
        """Store facts of the site run at once."""
        self.facts = facts
        self.rows.set_phase(self.phase, self.facts)

    def enter(self, phase: str, facts: SiteRunFacts | None = None) -> None:
        """Begin a phase; a run that is killed in it goes on there."""
        self.phase = phase
        self.keep(facts or self.facts)

    def scope(self, rows: Iterable[PageFacts]) -> Scope:
        """Return what decides about new URLs, counted from the rows so far, for the year of the cycle."""
        traps = TrapCounts.of(rows, int(self.job.cycle[:4]))
        return Scope(self.job.site, self.robots, traps)
