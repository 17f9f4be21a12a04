"""What the index of a cycle shows, as values taken from the plans of its bureaus."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from auditor.model import (
    TRAPS,
    Certainty,
    Fate,
    ImprovementPlan,
    Kpi,
    PlanRow,
    Priority,
    Selection,
    TrendLine,
    Verdict,
)
from auditor.words import DIVISION

_LEVELS: tuple[Priority | None, ...] = (*Priority, None)
_ASKS_PEOPLE = frozenset({Certainty.REVIEW, Certainty.ADVICE})
FIRST = 3
ORDER = (Certainty.DEFINITE, Certainty.LIKELY, Certainty.REVIEW, Certainty.ADVICE)
# Known and never asked for; every other fate is the answer to a request.
NOT_ASKED = TRAPS | {Fate.ROBOTS_DENIED, Fate.EXCLUDED, Fate.OVER_LIMIT, Fate.FORBIDDEN_ADDRESS}


@dataclass(frozen=True, slots=True)
class SiteLine:
    """One site: how many addresses became audited pages, and why the others did not."""

    id: str
    name: str
    url: str
    found: int  # addresses known
    tried: int  # asked for
    audited: int  # with a capture
    fates: Mapping[Fate, int]  # of all found; their sum is `found`
    method: Selection | None = None  # None where the site run does not say
    frame: int = 0  # pages the random ones were drawn from
    transport: str = ""  # why the browser did the discovery; '' where the plain client did
    unsettled: int = 0  # audited pages that never became quiet and were cut off
    unchanged: int = 0  # audited pages that were not visited: they are as last cycle
    exempt: int = 0  # audited pages counted apart
    notes: tuple[str, ...] = ()

    @property
    def adds_up(self) -> bool:
        """Whether found, tried and audited agree with the fates."""
        asked = sum(count for fate, count in self.fates.items() if fate not in NOT_ASKED)
        return (sum(self.fates.values()), asked) == (self.found, self.tried) and self.audited <= self.tried


@dataclass(frozen=True, slots=True)
class Cause:
    """One thing to do: a cause in words, on one site or over many."""

    title: str
    fix: str
    certainty: Certainty | None
    responsible: tuple[str, ...]  # in words
    where: str  # 総務局（総務局公式ホームページ） or 12局の15サイト
    pages: int
    number: str = ""  # 管理番号, '' where several share the cause
    issues: int = 1


@dataclass(frozen=True, slots=True)
class BureauLine:
    """One bureau: its files, its sites and what has to be done."""

    id: str
    name: str
    workbook: str  # path relative to the index, '' where none was written
    workbook_bytes: int
    csv: str  # folder, relative
    sites: tuple[SiteLine, ...]
    issues: Mapping[Certainty, int]  # open causes
    high: int  # of them with priority 高
    verdicts: Mapping[Verdict, int]
    causes: tuple[Cause, ...]  # the first three
    kpis: tuple[Kpi, ...] = ()
    previous: str = ""  # cycle it is compared with, '' in the first
    trends: tuple[TrendLine, ...] = ()


@dataclass(frozen=True, slots=True)
class IndexPage:
    """What `reports/CYCLE/index.html` is drawn from."""

    cycle: str
    cycle_label: str
    organisation: str
    bureaus: tuple[BureauLine, ...]
    urgent: tuple[Cause, ...]  # over all bureaus, most urgent first
    day: str = ""  # ISO date of the audit
    notes: tuple[str, ...] = ()
    versions: Mapping[str, str] = field(default_factory=dict)


def bureau_line(
    plan: ImprovementPlan,
    todo_rows: Sequence[PlanRow],
    sites: Sequence[SiteLine],
    *,
    workbook: str,
    workbook_bytes: int,
    csv: str,
) -> BureauLine:
    """Return one bureau of the index.

    `todo_rows`: the rows of the plan in which something has to be done, by rank.
    """
    counts = plan.counts
    sure = Counter(row.certainty for row in todo_rows if not row.tool_news)
    # Advice is never an open cause; it is counted beside them, as the workbook does.
    certainties = {**sure, Certainty.ADVICE: counts.advice}
    mend = [row for row in todo_rows if row.certainty not in _ASKS_PEOPLE]
    return BureauLine(
        id=plan.bureau,
        name=plan.bureau_name,
        workbook=workbook,
        workbook_bytes=workbook_bytes,
        csv=csv,
        sites=tuple(sites),
        issues={kind: certainties.get(kind, 0) for kind in Certainty},
        high=counts.high,
        verdicts={verdict: count for verdict, count in counts.verdicts.items() if count},
        causes=tuple(_cause([row], row.site_name, _pages(plan, [row])) for row in mend[:FIRST]),
        kpis=plan.kpis,
        previous=plan.previous_cycle,
        trends=plan.trends,
    )


def urgent_of(plans: Iterable[tuple[ImprovementPlan, Sequence[PlanRow]]]) -> tuple[Cause, ...]:
    """Return the most urgent things over all bureaus; one rule that many sites break is one thing to do.

    Each plan comes with the rows in which something has to be done. What more sites suffer from at high priority comes first, because
    one decision for all of them mends the most.
    """
    groups: dict[str, list[tuple[str, PlanRow]]] = {}
    pages: Counter[str] = Counter()
    for plan, rows in plans:
        for rule in {row.rule for row in rows}:
            pages[rule] += _pages(plan, [row for row in rows if row.rule == rule])
        for row in rows:
            if row.certainty not in _ASKS_PEOPLE:
                groups.setdefault(row.rule, []).append((plan.bureau_name, row))
    ordered = sorted(groups.values(), key=_need)
    causes = []
    for group in ordered[:FIRST]:
        bureaus = dict.fromkeys(name for name, _ in group)
        sites = dict.fromkeys((name, row.site) for name, row in group)
        where = f"{group[0][0]}の「{group[0][1].site_name}」"
        if len(sites) > 1:
            where = (
                f"{len(bureaus):,}局の{len(sites):,}サイト"
                if len(bureaus) > 1
                else f"{group[0][0]}の{len(sites):,}サイト"
            )
        causes.append(_cause([row for _, row in group], where, pages[group[0][1].rule]))
    return tuple(causes)


def _need(group: Sequence[tuple[str, PlanRow]]) -> tuple[int, int, int, int, str]:
    rows = [row for _, row in group]
    high = len({row.site for row in rows if row.priority is Priority.HIGH})
    return (
        min(_LEVELS.index(row.priority) for row in rows),
        -high,
        min(row.rank for row in rows),
        -sum(row.pages for row in rows),
        rows[0].rule,
    )


def _pages(plan: ImprovementPlan, rows: Sequence[PlanRow]) -> int:
    """On how many pages the rows are found, each page once; where they were not found again, as the plan tells."""
    numbers = {row.number for row in rows}
    found = {(line.site, line.url) for line in plan.findings if line.number in numbers}
    return max((len(found), *(row.pages for row in rows)))


def _cause(rows: Sequence[PlanRow], where: str, pages: int) -> Cause:
    first = min(rows, key=lambda row: (_LEVELS.index(row.priority), row.rank, row.number))
    return Cause(
        title=first.message.split("。例：", 1)[0].split("\n", 1)[0],
        fix=first.fix,
        certainty=first.certainty,
        responsible=tuple(sorted({DIVISION[row.responsible].ja for row in rows if row.responsible})),
        where=where,
        pages=pages,
        number=first.number if len(rows) == 1 else "",
        issues=len(rows),
    )
