"""Reads やること as what it is: some cells of rows of 改善計画, written a second time.

Its rows join those of the plan as further copies of them, so that what was written in one place only is taken,
what was written twice alike counts once, and where the two differ a person is asked.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from auditor.model import ImportResult
from auditor.workbook.form import columns, row_digests
from auditor.workbook.form.columns import PLAN_SHEET, TODO, TODO_SHEET
from auditor.workbook.form.received import EXTRA, ReadRow
from auditor.workbook.read import header_row
from auditor.workbook.read.header_row import Grid, Head
from auditor.workbook.read.import_session import ImportSession
from auditor.workbook.read.row_matching import Base, Keyed

# Heading of やること → heading of 改善計画 of the same cell, or of what a row that people add says there.
HEADINGS: Mapping[str, str] = {
    column.heading: PLAN_SHEET.heading(
        column.field or {"title": "message", "step": "fix"}.get(column.name, column.name)
    )
    for column in TODO_SHEET.columns
}
_TITLES = frozenset((TODO_SHEET.name, TODO_SHEET.english))
# A sheet of another name has to have these: 番号, 状態 and 備考 alone head many a list of people.
_TELLING = frozenset(TODO_SHEET.heading(name) for name in ("number", "title", "step"))
_MACHINE = tuple(column.heading for column in TODO_SHEET.columns if not column.field)
_TYPED = "やること："  # before the heading of a machine's cell as it was returned
_REASON = "機械が書き直す欄です。記入はコメント引継ぎに残しました"


def find(grids: Sequence[Grid]) -> Head | None:
    """Return the head of やること, None where the file has no such sheet."""
    named = [grid for grid in grids if grid.title in _TITLES]
    head = header_row.find(named or grids, TODO_SHEET)
    return head if head and (named or set(head.where) >= _TELLING) else None


def plan_headings(headings: Collection[str]) -> dict[str, str]:
    """Return heading of やること → heading of 改善計画; columns that people added keep theirs."""
    return {heading: HEADINGS.get(heading, heading) for heading in headings}


def as_plan_row(row: ReadRow) -> ReadRow:
    """Return a row of やること as a row of 改善計画 that has some of its columns.

    A blank cell of a column that people added says nothing: the plan may have a column of that name.
    """
    names = plan_headings({**row.machine, **row.cells, **row.places})
    number = row.machine.get(TODO_SHEET.heading("number"), "")
    typed = {_TYPED + heading: text for heading, text in row.machine.items() if heading in _MACHINE[1:]}
    added = {names[heading]: text for heading, text in row.machine.items()}
    return replace(
        row,
        table=columns.PLAN,
        partly=True,
        cells={
            names[heading]: text
            for heading, text in row.cells.items()
            if text.strip() or not heading.startswith(EXTRA)
        },
        places={**row.places, **{names[heading]: place for heading, place in row.places.items()}},
        machine={columns.NUMBER: number, **typed} if number.strip() else added,
        fills={names[heading]: fill for heading, fill in row.fills.items() if heading not in _MACHINE},
        merged=frozenset(names[heading] for heading in row.merged),
    )


def typed_over(session: ImportSession, groups: Mapping[str, Sequence[Keyed]], base: Base) -> None:
    """Keep words that somebody typed into a cell of the machine on やること as comments of the row."""
    if session.received.form != "xlsx":
        return
    for key, rows in groups.items():
        written = row_digests.todo_digests(base.get(key, {}))
        for one in rows:
            for heading, known in written.items():
                text = one.row.machine.get(_TYPED + heading, "")
                if not text.strip() or row_digests.digest(text) == known:
                    continue
                cell, reason = one.row.places.get(heading, ""), _REASON
                session.comment(
                    one.row.sheet, cell, key, HEADINGS[heading], "", f"（{TODO}の機械の欄への記入）{text}"
                )
                session.line(
                    one.row, key, heading, "", text, "", ImportResult.TYPED_OVER, reason, counted=False
                )
