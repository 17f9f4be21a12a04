"""Rows and figures of an improvement plan, as reports draw them."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One row of 改善計画: an Issue in words, with what people decided about it."""

    number: str
    key: str  # Issue.key, the hidden second key of the row
    site: str  # Site.id
    site_name: str
    rule: str
    rank: int  # 1 is to be done first
    verdict: str
    priority: str  # 高 | 中 | 低
    priority_reason: str
    family: str  # アクセシビリティ | セキュリティ | オープンデータ | PDF文書
    criterion: str  # "1.1.1 非テキストコンテンツ", '' where none covers it
    level: str
    certainty: str  # 問題あり | 問題の可能性大 | 要判断 | 推奨
    message: str
    people: str
    fix: str
    place: str
    charge: str  # 編集（職員） | CMS・テンプレート | 委託先
    pages: int
    change: int | None  # findings now minus findings last cycle
    example_url: str
    example_title: str
    first_cycle: str
    comment: str
    decision: Mapping[str, str] = field(default_factory=dict)  # Decision.field → value
    exempt: bool = False
    tool_news: bool = False


@dataclass(frozen=True, slots=True)
class FindingLine:
    """One row of 指摘一覧: like places of one page, by one rule and message."""

    id: str
    number: str
    verdict: str
    family: str
    rule: str
    criterion: str
    level: str
    impact: str
    certainty: str
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
    applies: str  # ○ | － | 未判定
    result: str  # 不適合 | 不適合の可能性大 | 要判断 | 機械検出なし（要確認） | 未評価
    note: str
    method: str  # 自動 | 自動＋目視 | 目視
    pages: int
    failed_pages: int
    issues: int
    previous: str
    decision: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PageLine:
    """One row of ページ一覧."""

    key: str  # of its decisions: page:SITE:URL
    id: str
    site: str
    url: str
    title: str
    kind: str
    sample: str
    status: int | None
    result: str  # 正常 | 失敗 | 未検査
    reason: str
    modified: str
    high: int
    middle: int
    low: int
    before: int | None
    decision: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class HeaderLine:
    """One row of セキュリティヘッダー: one host and header."""

    site: str
    host: str
    name: str
    expected: str
    actual: str
    judged: str  # 適 | 不適 | 一部 | 未取得
    impact: str
    message: str
    fix: str
    previous: str
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
    judged: str  # 正常 | リンク切れ | 要判断 | 未検査
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


@dataclass(frozen=True, slots=True)
class TrendLine:
    """One value of one indicator in one cycle, in the long form a pivot table reads."""

    cycle: str
    site: str
    family: str
    name: str
    value: float
    unit: str
    tools: str
    note: str = ""


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
    facts: tuple[tuple[str, str], ...]  # 試験情報
    kpis: tuple[Kpi, ...]
    rows: tuple[PlanRow, ...]
    findings: tuple[FindingLine, ...]
    findings_total: int  # lines in `findings`; a sheet may show fewer
    criteria: tuple[CriterionResult, ...]
    pages: tuple[PageLine, ...]
    headers: tuple[HeaderLine, ...]
    data_links: tuple[DataLinkLine, ...]
    trends: tuple[TrendLine, ...]
    form: tuple[FormLine, ...]
    lost: str = ""  # what was not tested because of our side, in sentences; '' for nothing
    of_files: bool = False  # files before they are published, not the pages of a site
