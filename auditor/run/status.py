"""Where the improvement plans stand: which came back, what is overdue, what has no owner."""

from collections.abc import Iterator

from auditor.model import Targets
from auditor.plan.decision import is_excused, is_overdue, latest
from auditor.plan.verdict import CLOSED
from auditor.store import Store


def plan_status(store: Store, targets: Targets, cycle: str, today: str) -> Iterator[str]:
    """One line a bureau, in Japanese."""
    for bureau in targets.bureaus:
        decided = latest(store.decisions(bureau.id))
        issues = [issue for site in bureau.sites for issue in store.issues(cycle, site.id)]
        waiting = [
            issue
            for issue in issues
            if issue.verdict not in CLOSED and not issue.exempt
            and not is_excused(decided.get(issue.number, {}), today)
        ]  # fmt: skip
        overdue = sum(is_overdue(decided.get(issue.number, {}), issue.verdict, today) for issue in waiting)
        unowned = sum(not decided.get(issue.number, {}).get("owner-unit") for issue in waiting)
        received = store.imports(bureau.id, cycle)
        came = f"取込{len(received)}件（最新 {received[-1]}）" if received else "未返送"
        yield (f"{bureau.name}: {came}、未対応{len(waiting)}件、期限超過{overdue}件、担当未定{unowned}件")
