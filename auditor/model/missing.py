"""Why evidence is missing, and whose side it is on."""

from dataclasses import dataclass
from enum import StrEnum

from auditor.model.evidence import RETRIED, UNREACHED


class Reason(StrEnum):
    """Why an assertion says less than that a rule looked at everything. Stored as `kind` or `kind:detail`."""

    # Nobody was to look, or there was nothing to look with. Nothing went wrong on our side.
    STANDARD = "standard"  # the profile does not ask for it
    NOT_SELECTED = "not-selected"  # the page is not in the sample
    NOT_RUN = "not-run"
    ONE_PAGE = "one-page"
    MISSING_EVIDENCE = "missing-evidence"  # a kind of evidence that was not asked for: a probe, a catalogue
    UNREADABLE = "unreadable"  # the file is empty, damaged, encrypted …: a fact about it that hides the rest
    # The rule looked everywhere.
    REPLACED = "replaced"  # another rule speaks of as many of its places
    CUT = "cut"  # KEPT/FOUND of its places: there are more than are kept
    # Nobody can look there.
    CLOSED_ROOTS = "closed-roots-untested"  # so many closed shadow roots, which axe-core cannot enter
    # Lost on our side.
    FRAMES_UNTESTED = "frames-untested"  # so many frames did not answer axe-core in time
    LOST_EVIDENCE = "lost-evidence"  # asked for, and it did not come whole: a probe, axe-core, a tree
    NO_CAPTURE = "no-capture"  # of the page: its fate
    NO_FILE = "no-file"  # of the file: its fate, or the bound that kept it from being fetched
    OVER_BUDGET = "over-budget"  # the rule took more CPU time than it may
    ERROR = "error"  # the rule raised
    CHILD_KILLED = "child-killed"  # the reading process ended before it answered
    MEMORY = "memory"  # the reading process asked for more than it may have
    CPU_TIME = "cpu-time"  # the reading process took more CPU time than it may
    WALL_TIME = "wall-time"  # the generous limit behind CPU time, which only a very busy machine meets
    TOO_LARGE = "too-large"  # more bytes than the reader takes


# How a reading process may fail its file: FileFacts.problem where it is no fact about the file.
READING_LOST = frozenset(
    {Reason.CHILD_KILLED, Reason.MEMORY, Reason.CPU_TIME, Reason.WALL_TIME, Reason.TOO_LARGE}
)


_AGAIN = frozenset(
    {
        Reason.FRAMES_UNTESTED, Reason.LOST_EVIDENCE, Reason.CHILD_KILLED, Reason.MEMORY, Reason.CPU_TIME,
        Reason.WALL_TIME,
    }
)  # fmt: skip


_OURS = _AGAIN | {Reason.OVER_BUDGET, Reason.ERROR, Reason.TOO_LARGE}


_OUR_BOUNDS = frozenset({"too-large", "over-budget", *UNREACHED})


@dataclass(frozen=True, slots=True)
class Missing:
    """A reason with its detail."""

    kind: Reason
    detail: str = ""

    @classmethod
    def of(cls, text: str) -> "Missing | None":
        """Read a stored reason; None where there is none, or one that this version does not know."""
        head, _, detail = text.partition(":")
        try:
            return cls(Reason(head), detail)
        except ValueError:
            return None

    def __str__(self) -> str:
        return f"{self.kind}:{self.detail}" if self.detail else str(self.kind)

    @property
    def ours(self) -> bool:
        """Whether our side failed to get or to keep the evidence: it says nothing about the site."""
        if self.kind in (Reason.NO_CAPTURE, Reason.NO_FILE):
            return self.detail in _OUR_BOUNDS
        return self.kind in _OURS

    @property
    def again(self) -> bool:
        """Whether asking once more may bring what is missing."""
        return self.kind in _AGAIN or (self.kind is Reason.NO_CAPTURE and self.detail in RETRIED)


@dataclass(frozen=True, slots=True)
class Lost:
    """How much evidence is missing because of our side."""

    pages: int = 0
    probes: int = 0  # a probe of a page
    files: int = 0
    again: int = 0  # pages and files that another run tries again
    why: tuple[tuple[str, int], ...] = ()  # reason, how many of the above; the most frequent first

    def __bool__(self) -> bool:
        return bool(self.pages or self.probes or self.files)
