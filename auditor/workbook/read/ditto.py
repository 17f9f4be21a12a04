"""Spells out marks that stand for the cell above (〃, 同上, ↑): after the next sorting they would mean nothing."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from auditor.workbook.form import row_digests
from auditor.workbook.form.columns import NUMBER, ROW_ID
from auditor.workbook.form.received import ReadRow
from auditor.workbook.read.cell_values import normalise
from auditor.workbook.read.marks import is_mark
from auditor.workbook.read.row_matching import Base, Keyed

SPELLED_OUT = "「{mark}」を上の行の記入「{value}」と読みました"


def added_rows(rows: Sequence[ReadRow]) -> list[ReadRow]:
    """Return the rows with marks in the machine's columns spelled out where a person added the row."""
    result: list[ReadRow] = []
    for row in rows:
        above = result[-1] if result and result[-1].sheet == row.sheet else None
        if above is not None and not any(row.machine.get(key, "").strip() for key in (NUMBER, ROW_ID)):
            machine = {
                heading: (above.machine.get(heading, "") or text) if is_mark(text) else text
                for heading, text in row.machine.items()
            }
            row = replace(row, machine=machine)
        result.append(row)
    return result


def spelled_out(keyed: Sequence[Keyed], base: Base) -> list[Keyed]:
    """Return the rows with marks in people's cells spelled out by the row above, as a reader of the file sees it.

    Where the rows were sorted since we wrote them nobody knows which row was above: the mark stays, and a
    person is asked. So it does where nothing stands above.
    """
    sheets: dict[str, list[Keyed]] = defaultdict(list)
    for one in keyed:
        sheets[one.row.sheet].append(one)
    moved = {sheet for sheet, rows in sheets.items() if _is_sorted_anew(rows, base)}
    seen: dict[str, Mapping[str, str]] = {}  # sheet → cells of the row above that is in sight
    above: dict[str, Mapping[str, str]] = {}  # sheet → cells of the row above
    result = []
    for one in keyed:
        sheet, facts = one.row.sheet, base.get(one.key, {})
        last = (above if one.row.hidden else seen).get(sheet, {})
        marks = {
            heading: text.strip()
            for heading, text in one.row.cells.items()
            if is_mark(text)
            and normalise(text, heading) != normalise(facts.get(heading, ""), heading)
            and sheet not in moved
            and last.get(heading, "").strip()
            and not is_mark(last[heading])
        }
        if marks:
            cells = {**one.row.cells, **{heading: last[heading] for heading in marks}}
            one = replace(one, row=replace(one.row, cells=cells, marks=marks))
        above[sheet] = one.row.cells
        if not one.row.hidden:
            seen[sheet] = one.row.cells
        result.append(one)
    return result


def _is_sorted_anew(rows: Sequence[Keyed], base: Base) -> bool:
    order = [int(place) for one in rows if (place := base.get(one.key, {}).get(row_digests.ORDER, ""))]
    return any(first > second for first, second in pairwise(order))
