"""Issues, their verdicts, and what people decide about them."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from auditor.model.finding import Certainty, Impact, Target


class Verdict(StrEnum):
    """This cycle against the last, decided by the machine alone. The values are what stores and exports hold."""

    NEW = "新規"
    REMAINING = "残存"
    IMPROVED = "一部改善"
    FIXED = "改善確認済"
    REAPPEARED = "再発"
    UNCONFIRMED = "未確認"
    GONE = "対象消滅"


# Nothing has to be done any more: an issue with one of these leaves the plan after this cycle.
CLOSED_VERDICTS = frozenset({Verdict.FIXED, Verdict.GONE})


class RepairPlace(StrEnum):
    """Where the repair of an issue is made."""

    TEMPLATE = "template"
    COMPONENT = "component"
    PAGE = "page"
    FILE = "file"
    EXTERNAL = "external"
    RESPONSE = "response"

    @classmethod
    def _missing_(cls, value: object) -> "RepairPlace":
        """Take a place that an own rule named and nobody knows for the page it is on: old stores may hold one."""
        return cls.PAGE


class Responsible(StrEnum):
    """Who can most probably make a repair."""

    TEMPLATE = "template"  # owner of the site template
    EDITOR = "editor"  # of the page
    AUTHOR = "author"  # of the file
    SERVER = "server"  # owner of the server
    SUPPLIER = "supplier"  # of an external service


@dataclass(frozen=True, slots=True)
class Issue:
    """Findings of one site with one cause: one row of work."""

    number: str  # 管理番号: six characters and a check character, from the key
    key: str  # hash of site, rule and cause
    bureau: str
    site: str
    rule: str
    certainty: Certainty  # the surest of its findings
    criteria: tuple[str, ...]
    impact: Impact
    message: str  # message key of the first finding
    data: Mapping[str, Any]
    place: RepairPlace
    pages: tuple[str, ...]  # URLs, sorted
    count: int  # findings
    example: Target = Target()  # representative place, on pages[0]
    verdict: Verdict = Verdict.NEW
    first_cycle: str = ""
    last_count: int | None = None  # findings last cycle
    last_pages: tuple[str, ...] = ()
    places: tuple[
        int, ...
    ] = ()  # findings on each of `pages`, in their order; () in stores of older versions
    # Pages of earlier cycles, and the findings there, that nobody could look at since: they are no repair either.
    unseen: tuple[tuple[str, int], ...] = ()
    looked: int = 0  # pages that its rule looked at when it was found last; 0 where that is not known
    change: int | None = (
        None  # findings more or fewer on the pages seen in both cycles; None without such a page
    )
    # 管理番号 of issues that may be this one in other markup or at another address: while one of them stands,
    # nobody knows that this one was mended.
    doubt: tuple[str, ...] = ()
    exempt: bool = False  # all pages lie in the site's exceptions
    comment: str = ""  # 監査コメント: the machine's answer to people's claims
    tool_news: bool = False  # 検査の更新: new perhaps only because the rule is; kept out of the numbers

    @property
    def by_page(self) -> Mapping[str, int]:
        """URL → findings there. Where an older version kept no counts by page, the findings are spread evenly."""
        if len(self.places) == len(self.pages):
            return dict(zip(self.pages, self.places, strict=True))
        each, more = divmod(self.count, len(self.pages) or 1)
        return {url: each + (at < more) for at, url in enumerate(self.pages)}

    @property
    def known_places(self) -> Mapping[str, int]:
        """URL → findings there when the page was seen last, pages that nobody could look at since included."""
        return {**dict(self.unseen), **self.by_page}


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person wrote about an issue. Append-only: the last one of a field counts."""

    issue: str  # Issue.number
    bureau: str
    field: str  # status | policy | owner-unit | owner | due | review-due | alternative | move-to | note
    value: str
    author: str
    source: str  # sha256 of the workbook it came from, or the command
    at: str  # ISO 8601, UTC


# Decision.field: the 管理番号 of the issue that this one goes on as; and how the key of a row of 完了した課題 begins,
# where it may be written too: done:SITE:NUMBER.
MOVE_TO = "move-to"
DONE_ROW = "done:"


class Status(StrEnum):
    """What people say of the work on an issue. The values are what decisions hold in stores and workbooks."""

    TODO = "未着手"
    DOING = "対応中"
    DONE = "対応済（確認待ち）"
    DECLINED = "対応しない（理由を備考に）"
    MISTAKEN = "指摘の誤り（理由を備考に）"
    CHECKED = "問題なし（目視確認済）"


# These take an issue out of the numbers, until their 見直し期限.
EXCUSED = frozenset({Status.DECLINED, Status.MISTAKEN, Status.CHECKED})


# These two say that the machine or the rule will not be followed: a reason and a day to look again are asked.
REASONED = frozenset({Status.DECLINED, Status.MISTAKEN})


class Review(StrEnum):
    """What a person saw of a success criterion. The values are what decisions hold."""

    CONFORMS = "適合"
    FAILS = "不適合"
    NOT_APPLICABLE = "適用なし"
    OPEN = "未確認"
