"""How many issues there are of each kind: the one computation that every figure of a cycle is taken from."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

from auditor.model import CLOSED_VERDICTS, Certainty, Counts, Issue, PlanRow, Priority, Verdict
from auditor.plan.decision import is_excused


def is_todo(item: PlanRow | Issue, decision: Mapping[str, str], date: str) -> bool:
    """Return whether something has to be done: not closed, not advice, not excused by people, not in the
    exceptions.
    """
    return (
        item.verdict not in CLOSED_VERDICTS
        and bool(item.rule)  # rows that people added are theirs to count
        and item.certainty is not Certainty.ADVICE
        and not item.exempt
        and not is_excused(decision, date)
    )


def is_open(item: PlanRow | Issue, decision: Mapping[str, str], date: str) -> bool:
    """Return whether an issue counts as 残存: to be done, and not new by an update of the audit alone."""
    return is_todo(item, decision, date) and not item.tool_news


def todo_rows(rows: Iterable[PlanRow], date: str) -> list[PlanRow]:
    """Return the rows in which something has to be done."""
    return [row for row in rows if is_todo(row, row.decision, date)]


def open_rows(rows: Iterable[PlanRow], date: str) -> list[PlanRow]:
    """Return the rows that count as 残存."""
    return [row for row in rows if is_open(row, row.decision, date)]


def counts_of(rows: Sequence[PlanRow], date: str, was_open: Collection[str]) -> Counts:
    """Count the rows of a plan. `was_open`: 管理番号 of those that counted as 残存 last cycle.

    Each row of the machine that is not closed is counted once: open, or exempt, advice, excused or news.
    """
    still = open_rows(rows, date)
    left = [row for row in rows if row.rule and row.verdict not in CLOSED_VERDICTS]
    exempt = [row for row in left if row.exempt]
    advice = [row for row in left if not row.exempt and row.certainty is Certainty.ADVICE]
    news = [row for row in todo_rows(rows, date) if row.tool_news]
    closed = [row for row in rows if row.verdict in CLOSED_VERDICTS and row.number in was_open]
    review = sum(row.certainty is Certainty.REVIEW for row in still)
    verdicts = Counter(row.verdict for row in (*still, *closed))
    return Counts(
        open=len(still),
        mend=len(still) - review,
        review=review,
        high=sum(row.priority is Priority.HIGH for row in still),
        advice=len(advice),
        excused=len(left) - len(still) - len(exempt) - len(advice) - len(news),
        exempt=len(exempt),
        news=len(news),
        was_open=len(was_open),
        closed=tuple(row.number for row in closed),
        verdicts={verdict: verdicts[verdict] for verdict in Verdict},
    )
