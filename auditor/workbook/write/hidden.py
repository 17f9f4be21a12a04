"""The two very hidden sheets: what this workbook is, and what people's columns held when it was written."""

import hashlib
import json
from collections.abc import Mapping

from xlsxwriter.workbook import Workbook

from auditor.model import ImprovementPlan
from auditor.workbook.form.cells import CellWriter
from auditor.workbook.form.columns import BASE, IDENTITY, SCHEMA
from auditor.workbook.form.known_words import KnownWords, as_rows

Base = Mapping[str, Mapping[str, str]]


def identity(plan: ImprovementPlan, revision: int, base: Base) -> dict[str, str]:
    """Return what tells this workbook from all others; also kept as custom document properties."""
    facts = {
        "tmg_bureau": plan.bureau,
        "tmg_cycle": plan.cycle,
        "tmg_revision": str(revision),
        "tmg_schema": SCHEMA,
    }
    content = json.dumps([facts, base], ensure_ascii=True, sort_keys=True)
    return {"tmg_workbook_id": hashlib.sha256(content.encode()).hexdigest()[:20], **facts}


def write_hidden(
    book: Workbook, pen: CellWriter, facts: Mapping[str, str], base: Base, words: Mapping[str, KnownWords]
) -> None:
    """Add both sheets and the document properties. `words`: title of a sheet → what it says."""
    for name, value in facts.items():
        book.set_custom_property(name, value, "text")
    sheet = book.add_worksheet(IDENTITY)
    for column, heading in enumerate(("項目", "値")):
        pen.text(sheet, 0, column, heading, "head")
    for row, (name, value) in enumerate(facts.items(), start=1):
        pen.text(sheet, row, 0, name)
        pen.text(sheet, row, 1, value)
    for row, kept in enumerate(as_rows(words), start=len(facts) + 1):
        for column, text in enumerate(kept):
            pen.text(sheet, row, column, text)
    sheet.set_column(0, 1, 26)
    sheet.very_hidden()
    sheet = book.add_worksheet(BASE)
    for column, heading in enumerate(("行", "列", "値")):
        pen.text(sheet, 0, column, heading, "head")
    # Only what is not blank: a cell that is missing here was blank.
    cells = [(key, heading, value) for key, row in base.items() for heading, value in row.items() if value]
    for position, cell in enumerate(cells, start=1):
        for column, text in enumerate(cell):
            pen.text(sheet, position, column, text)
    sheet.set_column(0, 2, 26)
    sheet.very_hidden()
