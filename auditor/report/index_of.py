"""What the index shows of a bureau, taken from its plan."""

from collections import Counter
from collections.abc import Iterable, Sequence

from auditor.model import ImprovementPlan, PlanRow
from auditor.report.index_html import FIRST, BureauLine, Cause, SiteLine
from auditor.report.words import CERTAINTY

_LEVELS = "高中低"
_ASKS_PEOPLE = frozenset({CERTAINTY[kind].ja for kind in CERTAINTY if kind in ("review", "advice")})


def bureau_line(
    plan: ImprovementPlan,
    open_rows: Sequence[PlanRow],
    sites: Sequence[SiteLine],
    *,
    workbook: str,
    workbook_bytes: int,
    csv: str,
) -> BureauLine:
    """One bureau of the index. `open_rows`: the rows of the plan that still have to be done, by rank."""
    certainties = Counter(row.certainty for row in open_rows)
    verdicts = Counter(row.verdict for row in plan.rows)
    mend = [row for row in open_rows if row.certainty not in _ASKS_PEOPLE]
    return BureauLine(
        id=plan.bureau,
        name=plan.bureau_name,
        workbook=workbook,
        workbook_bytes=workbook_bytes,
        csv=csv,
        sites=tuple(sites),
        issues={kind: certainties[text.ja] for kind, text in CERTAINTY.items()},
        high=sum(row.priority == "高" for row in open_rows),
        verdicts=dict(sorted(verdicts.items())),
        causes=tuple(_cause([row], row.site_name) for row in mend[:FIRST]),
        kpis=plan.kpis,
    )


def urgent_of(plans: Iterable[tuple[ImprovementPlan, Sequence[PlanRow]]]) -> tuple[Cause, ...]:
    """The most urgent things over all bureaus; one rule that many sites break is one thing to do.

    Each plan comes with its open rows. What more sites suffer from at high priority comes first, because
    one decision for all of them mends the most.
    """
    groups: dict[str, list[tuple[str, PlanRow]]] = {}
    for plan, rows in plans:
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
                f"{len(bureaus):,}組織の{len(sites):,}サイト"
                if len(bureaus) > 1
                else f"{group[0][0]}の{len(sites):,}サイト"
            )
        causes.append(_cause([row for _, row in group], where))
    return tuple(causes)


def _need(group: Sequence[tuple[str, PlanRow]]) -> tuple[int, int, int, int, str]:
    rows = [row for _, row in group]
    high = len({row.site for row in rows if row.priority == "高"})
    return (
        min(_LEVELS.index(row.priority) for row in rows),
        -high,
        min(row.rank for row in rows),
        -sum(row.pages for row in rows),
        rows[0].rule,
    )


def _cause(rows: Sequence[PlanRow], where: str) -> Cause:
    first = min(rows, key=lambda row: (_LEVELS.index(row.priority), row.rank, row.number))
    return Cause(
        title=first.message.split("。例：", 1)[0].split("\n", 1)[0],
        fix=first.fix,
        certainty=first.certainty,
        charge="、".join(sorted({row.charge for row in rows})),
        where=where,
        pages=sum(row.pages for row in rows),
        number=first.number if len(rows) == 1 else "",
        issues=len(rows),
    )
