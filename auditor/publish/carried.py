"""What of earlier imports a new workbook shows: open questions, what was taken, and what people brought along."""

from collections.abc import Mapping

from auditor.model import ImprovementPlan
from auditor.plan.decision import latest
from auditor.publish.import_workbook import comments_on_cells, current_sheets
from auditor.store import Store
from auditor.workbook.form import columns
from auditor.workbook.form.received import EXTRA
from auditor.workbook.write import note_rows
from auditor.workbook.write.rows import Row
from auditor.workbook.write.writer import Carry


def import_notes(store: Store, plan: ImprovementPlan) -> dict[str, list[Row]]:
    """Return rows of the sheets about imports: what is open, and what came of the files of this and the last
    cycle.
    """
    cycles = {plan.cycle, plan.previous_cycle}
    return {
        columns.CONFLICTS: note_rows.conflicts(_open(store, plan.bureau, "conflict"), plan.lang),
        columns.QUARANTINE: note_rows.quarantined(_open(store, plan.bureau, "aside"), plan.lang),
        columns.UNPLACED: note_rows.unplaced(
            {note.id: note.value for note in store.notes(plan.bureau, "unplaced")},
            latest(store.decisions(plan.bureau)),
            plan.lang,
        ),
        columns.COMMENTS: note_rows.comments(
            [note.value for note in store.notes(plan.bureau, "comment")], plan.lang
        ),
        columns.IMPORTED: note_rows.imported(
            [note.value for note in store.notes(plan.bureau, "ledger") if note.value["cycle"] in cycles],
            plan.lang,
        ),
    }


def _open(store: Store, bureau: str, kind: str) -> dict[int, Mapping[str, str]]:
    return {note.id: note.value for note in store.notes(bureau, kind) if not note.settled}


def carry_of(store: Store, bureau: str) -> Carry:
    """Return what people brought along: their columns, comments and sheets."""
    decided = latest(store.decisions(bureau), store.merged())
    return Carry(
        columns={
            spec.name: [name.removeprefix(EXTRA) for name in decided.get(f"sheet:{spec.name}", {})]
            for spec in columns.CARRIED
        },
        comments={
            row: {heading: "\n".join(said) for heading, said in cells.items()}
            for row, cells in comments_on_cells(store, bureau).items()
        },
        sheets=tuple(current_sheets(store, bureau).values()),
    )
