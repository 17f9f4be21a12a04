"""完了した課題: issues that left the plan, so that what people wrote about them is found for good."""

from collections.abc import Mapping

from auditor.model import DONE_ROW, MOVE_TO, DoneLine, Ending, Issue, PlanRow, Verdict
from auditor.plan.material import Material
from auditor.plan.row import message_of

_ENDINGS: Mapping[Verdict, Ending] = {Verdict.FIXED: Ending.FIXED, Verdict.GONE: Ending.GONE}


def done_lines(material: Material, rows: tuple[PlanRow, ...]) -> tuple[DoneLine, ...]:
    """Return issues of earlier cycles that are not among `rows`, the newest first."""
    there = {row.number for row in rows}
    left = [(cycle, issue) for cycle, issue in material.left if issue.number not in there]
    left.sort(key=lambda one: (one[1].site, one[1].number))
    left.sort(key=lambda one: one[0], reverse=True)
    return tuple(_line(material, cycle, issue) for cycle, issue in left)


def _line(material: Material, cycle: str, issue: Issue) -> DoneLine:
    key = f"{DONE_ROW}{issue.site}:{issue.number}"
    said = material.decisions.get(issue.number, {})
    moved = {MOVE_TO: said[MOVE_TO]} if said.get(MOVE_TO) else {}
    ending = Ending.MOVED if issue.number in material.moved else _ENDINGS.get(issue.verdict, Ending.LEFT)
    pages = issue.pages or issue.last_pages
    return DoneLine(
        key=key,
        site=issue.site,
        number=issue.number,
        ending=ending,
        cycle=cycle,
        first_cycle=issue.first_cycle,
        about=message_of(issue, material),
        page=pages[0] if pages else "",
        said=said,
        decision={**moved, **material.decisions.get(key, {})},
    )
