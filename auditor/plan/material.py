"""What a bureau's plan is made of: values from the store, gathered by the caller."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from auditor.criteria import Profile, profile
from auditor.model import Bureau, FindingRow, Issue, Lost, Outcome, PageFacts, Site, Text
from auditor.plan.issue_grouping import is_exempt, is_exempt_row
from auditor.rule import Rule

_FILES = Text("{n}ファイル", "{n} files")
_ONE_PAGE, _PAGES = Text("{n}ページ", "{n} page"), Text("{n}ページ", "{n} pages")


def pages_of(count: int, lang: str) -> str:
    """Return a number of pages in words."""
    return (_ONE_PAGE if count == 1 else _PAGES).fill(lang, {"n": count})


@dataclass(frozen=True, slots=True)
class LastSeen:
    """What an earlier cycle knew of a site that could not be reached in this one; empty where none did."""

    pages: Sequence[PageFacts] = ()
    audited: Collection[str] = ()
    rows: Sequence[FindingRow] = ()
    outcomes: Mapping[str, Mapping[str, Outcome]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Material:
    """The cycle of one bureau.

    outcomes: site → rule → URL → outcome. audited: site → URLs with a capture.
    issues carry their verdicts; closed ones of this cycle are among them.
    decisions: issue number (or criterion:…, page:…, form:… key) → field → value.
    previous: what `memory.remember` gave for the last cycle's plan, {} in the first.
    versions: auditor, axe, browser, rules.
    """

    cycle: str
    label: str
    date: str  # ISO
    organisation: str
    bureau: Bureau
    rules: Mapping[str, Rule]  # those that are off too: what they said in an earlier cycle keeps its words
    pages: Mapping[str, Sequence[PageFacts]]
    audited: Mapping[str, Collection[str]]
    rows: Sequence[FindingRow]
    outcomes: Mapping[str, Mapping[str, Mapping[str, Outcome]]]
    issues: Sequence[Issue]
    decisions: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    previous: Mapping[str, Any] = field(default_factory=dict)
    versions: Mapping[str, str] = field(default_factory=dict)
    evidence: Mapping[tuple[str, str], str] = field(default_factory=dict)  # (issue, url) → crop file
    # file → points of each level of machine readability; for files that were read
    scores: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    # file → whether the catalogue lists it; None where there is no copy of a catalogue
    registered: Mapping[str, bool] | None = None
    lost: Lost = field(default_factory=Lost)  # evidence that is missing because of our side
    # (site, url, rule) → places kept and places found, where there are more than are kept
    cut: Mapping[tuple[str, str, str], tuple[int, int]] = field(default_factory=dict)
    off: frozenset[str] = frozenset()  # rules that do not run
    adjusted: Text | None = None  # rules added, off or changed in certainty, in a sentence
    lang: str = "ja"  # of what the machine writes into the workbook
    of_files: bool = False  # files before they are published, not the pages of a site
    # Sites without an audited page: what they were like when they were audited last.
    unreached: Mapping[str, LastSeen] = field(default_factory=dict)
    left: Sequence[tuple[str, Issue]] = ()  # issues of earlier cycles, each with the last cycle that had it
    moved: Mapping[str, str] = field(default_factory=dict)  # 管理番号 → the one people moved it to

    @property
    def subject(self) -> str:
        """What was audited, with its number."""
        if self.of_files:
            files = sum(page.file is not None for pages in self.pages.values() for page in pages)
            return _FILES.fill(self.lang, {"n": files})
        return pages_of(sum(len(urls) for urls in self.audited.values()), self.lang)

    @property
    def sites(self) -> tuple[Site, ...]:
        """The bureau's sites in file order."""
        return self.bureau.sites

    def site_name(self, site: str) -> str:
        """Name of a site; its id where targets.yaml no longer has it."""
        return next((s.name for s in self.sites if s.id == site), site)

    def profiles(self) -> dict[str, Profile]:
        """Site → the profile it is judged by."""
        return {site.id: profile(site.standard, site.extra_criteria) for site in self.sites}

    def audited_of(self, site: str) -> frozenset[str]:
        """Audited pages of a site, without the exceptions, which are counted apart."""
        exemptions = next((s.exceptions for s in self.sites if s.id == site), ())
        return frozenset(url for url in self.audited.get(site, ()) if not is_exempt(url, exemptions))

    def counted(self, row: FindingRow) -> bool:
        """Return whether a finding lies outside its site's exceptions."""
        exemptions = next((s.exceptions for s in self.sites if s.id == row.site), ())
        return not is_exempt_row(row, exemptions)

    def held(self) -> "Material":
        """This material with each site that was not reached as it was last: its absence must not pass for progress."""
        if not self.unreached:
            return self
        away = self.unreached
        return replace(
            self,
            pages={**self.pages, **{site: seen.pages for site, seen in away.items()}},
            audited={**self.audited, **{site: seen.audited for site, seen in away.items()}},
            outcomes={**self.outcomes, **{site: seen.outcomes for site, seen in away.items()}},
            rows=[
                *(row for row in self.rows if row.site not in away),
                *(row for seen in away.values() for row in seen.rows),
            ],
        )
