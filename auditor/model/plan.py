"""Rows and figures of an improvement plan, as reports draw them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from auditor.model.finding import Certainty, Impact
from auditor.model.issue import RepairPlace, Responsible, Verdict


class Priority(StrEnum):
    """How soon an issue is to be mended, most urgent first."""

    HIGH = "high"
    MIDDLE = "middle"
    LOW = "low"


class Work(StrEnum):
    """What a row of the plan asks of a bureau, in the order in which it is shown."""

    MEND = "mend"
    DECIDE = "decide"  # only a person can tell whether it is a defect
    ADVICE = "advice"
    LEFT = "left"  # people took it out, or it lies in the exceptions
    CLOSED = "closed"


class Family(StrEnum):
    """What a rule is about."""

    ACCESSIBILITY = "accessibility"
    SECURITY = "security"
    OPEN_DATA = "opendata"
    PDF = "pdf"
    OTHER = "other"


class Conformity(StrEnum):
    """What the machine found of a success criterion; 適合 is never among it. The values are what summaries hold."""

    FAILED = "不適合"
    LIKELY = "不適合の可能性大"
    REVIEW = "要判断"
    CLEAR = "機械検出なし（要確認）"
    UNTESTED = "未評価"


class Applies(StrEnum):
    """Whether a page has content that a success criterion is about."""

    YES = "yes"
    NO = "no"  # only a person can tell
    UNDECIDED = "undecided"


class Method(StrEnum):
    """Who has to look to judge a success criterion."""

    MACHINE = "machine"
    BOTH = "both"
    PERSON = "person"


class PageResult(StrEnum):
    """What became of a page in the list of pages; its fate tells more."""

    OK = "ok"
    FAILED = "failed"
    UNTESTED = "untested"


class SampledAs(StrEnum):
    """Why a page is in the sample; `PageFacts.sample` begins with the value."""

    REPRESENTATIVE = "representative"
    RANDOM = "random"
    LAST_CYCLE = "last-cycle"
    LISTED = "listed"
    ALL = "all"


class PageKind(StrEnum):
    """What an address leads to, as its content type says."""

    HTML = "html"
    PDF = "pdf"
    EXCEL = "excel"
    CSV = "csv"
    WORD = "word"
    POWERPOINT = "powerpoint"
    JSON = "json"
    XML = "xml"
    ZIP = "zip"
    IMAGE = "image"
    VIDEO = "video"
    AUDIO = "audio"
    TEXT = "text"
    OTHER = "other"


class HeaderState(StrEnum):
    """Whether a host sends a security header as expected. The values are what summaries hold."""

    FIT = "適"
    UNFIT = "不適"
    PARTLY = "一部"
    UNKNOWN = "未取得"


class DataLinkState(StrEnum):
    """What became of a link to a data file."""

    GOOD = "good"
    BROKEN = "broken"
    DOUBTFUL = "doubtful"
    UNKNOWN = "unknown"


class Fact(StrEnum):
    """An item of 試験情報: the nine of JB.3.1, and what is told of files before they are published."""

    SUBJECT = "subject"
    FILE_TOOLS = "file-tools"
    DAY = "day"
    STATED_ON = "stated-on"
    STANDARD = "standard"
    LEVEL = "level"
    PAGES = "pages"
    TECHNOLOGIES = "technologies"
    TOOLS = "tools"
    BROWSER = "browser"
    SELECTION = "selection"
    TESTED = "tested"
    CHECKLIST = "checklist"
    PERIOD = "period"
    ADDED = "added"
    ADJUSTED = "adjusted"


@dataclass(frozen=True, slots=True)
class Counts:
    """How many rows of a plan there are of each kind. Those that people added are not among them.

    open = mend + review is what 残存 means everywhere; advice, excused, exempt and news are told beside it.
    """

    open: int = 0
    mend: int = 0  # 直す必要のある原因: open, and the machine is sure or nearly so
    review: int = 0  # open, and people have to judge
    high: int = 0  # open, of priority 高
    advice: int = 0  # outside the standard
    excused: int = 0  # people decided not to mend, or the finding is mistaken
    exempt: int = 0  # in the exceptions of the site
    news: int = 0  # new by an update of the audit alone
    was_open: int = 0  # open last cycle
    closed: tuple[str, ...] = ()  # 管理番号 of those of them that are closed now
    # Of the open ones, and of those open last cycle that are closed now: all verdicts.
    verdicts: Mapping[Verdict, int] = field(default_factory=dict)

    @property
    def fixed(self) -> int:
        """How many of those open last cycle were confirmed as mended."""
        return self.verdicts.get(Verdict.FIXED, 0)


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One row of 改善計画: an Issue in words, with what people decided about it."""

    number: str
    key: str  # Issue.key, the hidden second key of the row
    site: str  # Site.id
    site_name: str
    rule: str
    rank: int  # 1 is to be done first
    verdict: Verdict
    priority: (
        Priority | None
    )  # None in a row of people, as family, certainty, place and responsible: see `typed`
    priority_reason: str
    family: Family | None
    criterion: str  # "1.1.1 非テキストコンテンツ", '' where none covers it
    level: str
    certainty: Certainty | None
    message: str
    people: str
    fix: str
    place: RepairPlace | None
    responsible: Responsible | None
    pages: int
    change: int | None  # findings now minus findings last cycle
    example_url: str
    example_title: str
    first_cycle: str
    comment: str
    decision: Mapping[str, str] = field(default_factory=dict)  # Decision.field → value
    exempt: bool = False
    tool_news: bool = False
    typed: Mapping[str, str] = field(
        default_factory=dict
    )  # field of this row → what a person wrote in its place
    work: Work = Work.MEND
    title: str = ""  # the problem in one sentence
    spot: str = ""  # where it is: page, part of the page and visible text, one a line
    step: str = ""  # what to do first, and who does it


@dataclass(frozen=True, slots=True)
class FindingLine:
    """One row of 指摘一覧: like places of one page, by one rule and message."""

    id: str
    number: str
    verdict: Verdict | None
    family: Family
    rule: str
    criterion: str
    level: str
    impact: Impact
    certainty: Certainty
    site: str
    url: str
    page_title: str
    selector: str
    snippet: str
    count: int
    message: str
    found: str  # ISO date
    tool: str
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class CriterionResult:
    """What is known of one success criterion on one site. The machine alone never says 適合."""

    key: str  # of its decisions: criterion:SITE:NUMBER
    site: str
    number: str
    name: str
    level: str
    asked: bool  # the site's profile asks for it
    applies: Applies
    result: Conformity
    note: str
    method: Method
    pages: int
    failed_pages: int
    issues: int
    previous: Conformity | None
    decision: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PageLine:
    """One row of ページ一覧."""

    key: str  # of its decisions: page:SITE:URL
    id: str
    site: str
    url: str
    title: str
    kind: PageKind | None
    sample: SampledAs | None
    status: int | None
    result: PageResult
    reason: str
    modified: str
    high: int
    middle: int
    low: int
    before: int | None
    decision: Mapping[str, str] = field(default_factory=dict)
    seen_on: str = ""  # ISO day; '' where the page was visited in this cycle, or not at all


@dataclass(frozen=True, slots=True)
class HeaderLine:
    """One row of セキュリティヘッダー: one host and header."""

    site: str
    host: str
    name: str
    expected: str
    actual: str
    judged: HeaderState
    impact: Impact | None
    message: str
    fix: str
    previous: HeaderState | None
    number: str


@dataclass(frozen=True, slots=True)
class DataLinkLine:
    """One row of オープンデータリンク."""

    dataset: str
    page: str
    url: str
    form: str
    status: int | None
    redirect: str
    size: int | None
    modified: str
    encoding: str
    check: str
    broken_since: str
    judged: DataLinkState
    number: str


@dataclass(frozen=True, slots=True)
class Kpi:
    """One indicator with the numbers it is made of. None: it has no denominator in that cycle."""

    id: str
    group: str  # the principle it serves: 誰ひとり取り残されない | データ | 安全安心 | 見える化
    name: str
    now: float | None
    before: float | None
    unit: str
    note: str

    @property
    def change(self) -> float | None:
        """Now minus before, where both are known."""
        return None if self.now is None or self.before is None else round(self.now - self.before, 4)


# Field of a PlanRow → how decisions name it, behind "hand:", in a row that people added.
HAND_COLUMNS: Mapping[str, str] = MappingProxyType(
    {
        "site_name": "サイト",
        "verdict": "判定",
        "priority": "優先度",
        "priority_reason": "優先度の理由",
        "family": "分類",
        "criterion": "達成基準",
        "level": "適合レベル",
        "certainty": "確からしさ",
        "message": "指摘内容（何が問題か）",
        "spot": "どこ",
        "people": "影響を受ける人",
        "fix": "直し方",
        "place": "原因の場所",
        "responsible": "担当区分",
        "pages": "該当ページ数",
        "change": "前期比",
        "example": "代表ページ",
        "first_cycle": "初回検出期",
        "comment": "監査コメント",
    }
)
HAND_FIELD = "hand:"
# Names of trend lines, as summaries of cycles hold them.
WHOLE_BUREAU = "（局全体）"  # TrendLine.site of what is about all sites of a bureau
OPEN_ISSUES = "指摘グループ残存数"  # TrendLine.name
TOOLS_CHANGED = "検査ツール又は規則の版が前期と異なる"  # TrendLine.note
VERDICT_COUNTS = "判定"  # TrendLine.family of the lines that count verdicts; their names are those of Verdict


@dataclass(frozen=True, slots=True)
class TrendLine:
    """One value of one indicator in one cycle, in the long form a pivot table reads.

    Its words are those that stores hold: earlier cycles are read back as they were written.
    """

    cycle: str
    site: str
    family: str
    name: str
    value: float
    unit: str
    tools: str
    note: str = ""


class Ending(StrEnum):
    """Why an issue is no longer in the improvement plan."""

    FIXED = "fixed"
    GONE = "gone"
    MOVED = "moved"  # people said which other issue it goes on as
    LEFT = "left"  # its site is no longer audited


@dataclass(frozen=True, slots=True)
class DoneLine:
    """One row of 完了した課題: an issue that left the plan, with what people wrote about it."""

    key: str  # of its decisions: done:SITE:NUMBER
    site: str
    number: str
    ending: Ending
    cycle: str  # the last one in which it stood in the plan
    first_cycle: str
    about: str
    page: str
    said: Mapping[str, str] = field(default_factory=dict)  # Decision.field → value
    decision: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FormLine:
    """One item of the 取組確認・評価表 that people fill in, for one site."""

    key: str  # of its decisions: form:SITE:NUMBER
    site: str
    group: str
    number: str
    item: str
    full: int  # highest score
    previous: str
    hint: str  # what this cycle's audit tells about it
    decision: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ImprovementPlan:
    """All that the reports of one bureau and cycle draw."""

    cycle: str
    label: str  # 2026年10〜12月（令和8年度第3四半期）
    date: str  # ISO date of the cycle's audit: the reports know no clock
    organisation: str
    bureau: str  # Bureau.id
    bureau_name: str
    previous_cycle: str
    highlights: tuple[str, ...]  # 今期の要点: three sentences
    facts: tuple[tuple[Fact, str], ...]  # 試験情報
    kpis: tuple[Kpi, ...]
    rows: tuple[PlanRow, ...]
    findings: tuple[FindingLine, ...]
    criteria: tuple[CriterionResult, ...]
    pages: tuple[PageLine, ...]
    headers: tuple[HeaderLine, ...]
    data_links: tuple[DataLinkLine, ...]
    trends: tuple[TrendLine, ...]
    form: tuple[FormLine, ...]
    done: tuple[DoneLine, ...] = ()
    counts: Counts = Counts()
    unreached: tuple[
        str, ...
    ] = ()  # sites without an audited page; their figures are those of the last audit
    lost: str = ""  # what was not tested because of our side, in sentences; '' for nothing
    lang: str = "ja"  # of all that the machine wrote
    return_to: str = ""  # to whom the filled-in workbook goes back
    return_by: str = ""  # ISO date; '' where none is asked for, or it has passed
    of_files: bool = False  # files before they are published, not the pages of a site
