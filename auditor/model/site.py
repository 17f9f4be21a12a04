"""Sites, bureaus and targets as configured."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from auditor.model.choice import Ocr, ProbedPages, Revisit
from auditor.model.finding import Certainty


class Selection(StrEnum):
    """How the pages of a site are selected (JIS X 8341-3:2016 JB.1.2); the values are those of targets.yaml."""

    ALL = "all"
    RANDOM = "random"
    REPRESENTATIVE = "representative"
    COMBINED = "representative+random"

    @property
    def letter(self) -> str:
        """The letter of JB.1.2, which the facts of a site run hold."""
        return "abcd"[tuple(Selection).index(self)]

    @classmethod
    def of_letter(cls, letter: str) -> "Selection | None":
        """Return the method of a letter, None where it is none."""
        return next((one for one in cls if one.letter == letter), None)


@dataclass(frozen=True, slots=True)
class Exemption:
    """A part of a site that is audited but counted apart (third-party content)."""

    pattern: str
    reason: str


@dataclass(frozen=True, slots=True)
class Site:
    """One web site with its scope, page budget and pace. Times are seconds."""

    id: str
    name: str
    bureau: str  # Bureau.id
    start: str  # URL; for a folder its public name, see `folder`
    folder: str = ""  # absolute path served on loopback, empty for a real site
    standard: tuple[str, ...] = ("jis-x-8341-3-2016-aa",)
    extra_criteria: tuple[str, ...] = ()
    selection: Selection = Selection.COMBINED
    pages: int = 40
    max_urls: int = 10000
    delay: float = 1.0
    concurrency: int = 1
    viewports: tuple[str, ...] = ("1280x900",)
    probes: str = ProbedPages.REPRESENTATIVE.value
    ocr: str = Ocr.AUTO.value
    revisit: Revisit = Revisit.CHANGED
    page_seconds: float = 60.0
    files: int = 200  # linked data files and PDFs that are fetched and read
    file_mb: int = 20  # of one file; of a larger one only its head is known
    files_mb: int = 500  # of all files of the site
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    urls: tuple[str, ...] = ()
    sample: tuple[str, ...] = ()
    exceptions: tuple[Exemption, ...] = ()
    terms: str = ""
    catalogue_organisation: str = ""
    internal_hosts: tuple[
        str, ...
    ] = ()  # host or host:port of parts that are not on the public network either


@dataclass(frozen=True, slots=True)
class Bureau:
    """A 局, 本部 or 委員会 and its sites."""

    id: str
    name: str
    sites: tuple[Site, ...]
    return_to: str = ""  # to whom the filled-in workbook goes back, in words
    return_by: str = ""  # ISO date until which it is expected


@dataclass(frozen=True, slots=True)
class RuleSettings:
    """How the rulebook of an audit differs from the rules that come with the tool."""

    folders: tuple[str, ...] = ()  # absolute paths of own rules, laid out FAMILY/NAME.py
    off: tuple[str, ...] = ()  # ids, or globs of ids, of rules that do not run
    certainty: tuple[tuple[str, Certainty], ...] = ()  # rule id → certainty of its failing findings

    def with_folders(self, folders: Iterable[str]) -> "RuleSettings":
        """Return these settings with further folders of own rules."""
        return replace(self, folders=tuple(dict.fromkeys((*self.folders, *folders))))


@dataclass(frozen=True, slots=True)
class Targets:
    """The content of a targets.yaml that has no errors."""

    organisation: str
    contact: str
    bureaus: tuple[Bureau, ...]
    catalogue: str = ""  # CKAN endpoint
    axe: str = ""  # path of an axe.min.js, empty for the newest known
    rules: RuleSettings = RuleSettings()

    @property
    def sites(self) -> tuple[Site, ...]:
        """All sites of all bureaus in file order."""
        return tuple(site for bureau in self.bureaus for site in bureau.sites)
