"""Outcomes, certainties, and findings at one place (EARL 1.0, ACT)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Outcome(StrEnum):
    """What came of one rule on one page (EARL 1.0 outcome values)."""

    FAILED = "failed"
    CANT_TELL = "cantTell"
    PASSED = "passed"
    INAPPLICABLE = "inapplicable"
    UNTESTED = "untested"


class Certainty(StrEnum):
    """How sure a finding is: miChecker's 問題あり, 問題の可能性大, 要判断箇所, and 推奨 outside the standard."""

    DEFINITE = "definite"
    LIKELY = "likely"
    REVIEW = "review"
    ADVICE = "advice"


PROMINENT = "prominent"  # in a finding's data: its place is among the first that visitors see

OUTCOME_OF = {
    Certainty.DEFINITE: Outcome.FAILED,
    Certainty.LIKELY: Outcome.FAILED,
    Certainty.ADVICE: Outcome.FAILED,
    Certainty.REVIEW: Outcome.CANT_TELL,
}


class Impact(StrEnum):
    """How much a defect hinders the people it meets, in axe-core's four steps."""

    CRITICAL = "critical"
    SERIOUS = "serious"
    MODERATE = "moderate"
    MINOR = "minor"


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence in both languages. `{name}` marks a place filled from a finding's data."""

    ja: str
    en: str

    def fill(self, lang: str, data: Mapping[str, Any]) -> str:
        """Return the sentence in `lang` with its places filled; an unknown place stays as written."""
        return (self.ja if lang == "ja" else self.en).format_map(_Places(data))


class _Places(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return "{" + key + "}"


@dataclass(frozen=True, slots=True)
class Target:
    """Where a finding is, and what of the place survives a redesign.

    region, path and identity make the cause: they hold no class, id, position or sibling text.
    """

    selector: str = ""
    where: str = ""  # header name, cell range, PDF object; exactly one of selector and where is set
    snippet: str = ""  # ≤ 500 characters, typed or prefilled values masked
    region: str = (
        ""  # banner | navigation | main | contentinfo | complementary | search | response | file | ''
    )
    path: str = ""  # tags from the region down to the element, neutral wrappers left out: "ul>li>a>img"
    identity: str = ""  # what the element itself is: image file, link address, label text; digits as #
    box: tuple[float, float, float, float] | None = None  # x, y, width, height in CSS px of the page
    url: str = ""  # the page concerned, where a site rule speaks of several
    frame: str = ""  # address of the embedded document the element lies in, '' in the page's own
    former: str = ""  # identity by the recipe before, where it differs: finds the issue again (decision 0008)
    heading: str = (
        ""  # the visible heading under which the element stands in its region, at most 60 characters
    )


@dataclass(frozen=True, slots=True)
class Finding:
    """One outcome of one rule at one place. A passed place has no certainty and no message."""

    certainty: Certainty | None
    target: Target
    key: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)

    @property
    def outcome(self) -> Outcome:
        """The EARL outcome that follows the certainty."""
        return Outcome.PASSED if self.certainty is None else OUTCOME_OF[self.certainty]


@dataclass(frozen=True, slots=True)
class Assertion:
    """Page × rule → outcome. It exists for every audited page and rule: silence never means passed."""

    url: str
    rule: str
    outcome: Outcome
    counts: Mapping[str, int]  # passed, definite, likely, review, advice
    reason: str = ""  # a Missing as text, '' where every place was looked at and kept
    digest: str = ""  # of the rule that judged
    findings: tuple[Finding, ...] = ()  # what did not pass


@dataclass(frozen=True, slots=True)
class FindingRow:
    """A finding as stored and exported: joined with its page, worded by rule and key at the edge."""

    bureau: str
    site: str
    url: str
    rule: str
    certainty: Certainty
    criteria: tuple[str, ...]  # those of the profile, primary one first
    impact: Impact
    key: str
    data: Mapping[str, Any]
    target: Target
    viewport: str = ""
    issue: str = ""  # Issue.number

    @property
    def outcome(self) -> Outcome:
        """The EARL outcome that follows the certainty."""
        return OUTCOME_OF[self.certainty]

    @property
    def suggestion(self) -> str:
        """A draft that a person may copy, such as the words read in a picture; '' where the rule gives none."""
        return str(self.data.get("suggestion", ""))

    @property
    def prominent(self) -> bool:
        """Whether its rule says that the place is among the first that visitors see, such as a large banner."""
        return bool(self.data.get(PROMINENT))
