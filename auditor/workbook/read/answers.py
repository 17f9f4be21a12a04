"""Reads people's answers back: which of two values counts, and where a row that was set aside belongs."""

import json
import unicodedata
from collections.abc import Mapping
from dataclasses import replace

from auditor.model import Choice, ImportResult, Treatment
from auditor.workbook.form import columns
from auditor.workbook.form.columns import FIELDS
from auditor.workbook.form.received import EXTRA, HAND, HAND_PREFIX, ReadRow
from auditor.workbook.read.cell_values import normalise, understand
from auditor.workbook.read.import_session import ImportSession
from auditor.workbook.read.marks import is_mark
from auditor.workbook.read.row_matching import Base, hand_number

_CHOSEN, _OTHER = (columns.CONFLICTS_SHEET.heading(name) for name in ("chosen", "other"))
_MOVED_TO, _TREATMENT = (columns.QUARANTINE_SHEET.heading(name) for name in ("moved-to", "treatment"))
_AT = columns.CONFLICTS_SHEET.heading("at")
# Columns of 改善計画 that mean nothing in a row of a person.
_MACHINE_ALONE = frozenset(
    columns.PLAN_SHEET.heading(name)
    for name in ("number", "work", "verdict", "comment", "priority_reason", "change", "first_cycle")
)
# What people write in place of a treatment.
_SAID: Mapping[Treatment, tuple[str, ...]] = {
    Treatment.MOVE: ("移動",),
    Treatment.ADD: ("新規", "残す", "追加"),
    Treatment.DROP: ("削除", "不要"),
}
_TREATMENTS: Mapping[str, Treatment] = {
    said: treatment for treatment, words in _SAID.items() for said in (treatment.value, *words)
}


def read(session: ImportSession, base: Base) -> int:
    """Take the answers; how many cells people filled in for them."""
    count = 0
    above: dict[tuple[str, str], str] = {}  # table and heading → what the row above says
    for row in session.received.rows:
        if row.table not in (columns.CONFLICTS, columns.QUARANTINE):
            continue
        row = replace(
            row, cells={h: above.get((row.table, h), t) if is_mark(t) else t for h, t in row.cells.items()}
        )
        above |= {(row.table, heading): text for heading, text in row.cells.items()}
        filled = {heading: text for heading, text in row.cells.items() if text.strip() and heading in _ASKED}
        if not filled:
            continue
        count += len(filled)
        number = _plain(row.machine.get(_AT, ""))
        id_ = int(number) if number.isdecimal() else 0
        take = _conflict if row.table == columns.CONFLICTS else _aside
        result, reason = take(session, row, id_, base)
        for heading, text in filled.items():
            session.line(row, row.machine.get(columns.NUMBER, ""), heading, "", text, text, result, reason)
    return count


_ASKED = frozenset({_CHOSEN, _OTHER, _MOVED_TO, _TREATMENT})


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()


def _conflict(session: ImportSession, row: ReadRow, id_: int, base: Base) -> tuple[ImportResult, str]:
    note = session.known.conflicts.get(id_) or session.known.past_conflicts.get(id_)
    if note is None:
        session.quarantine(row, "番号の分からない食い違いへの回答です", {**row.machine, **row.cells})
        return ImportResult.KEPT, "番号が分からないため、取込できなかった行に移しました"
    chosen, other = _plain(row.cells.get(_CHOSEN, "")), row.cells.get(_OTHER, "").strip()
    value = _chosen(chosen, other, note)
    if value is None:
        _keep(session, id_, note, row)
        return ImportResult.KEPT, "採用する値に A、B 又は その他 を記入してください"
    heading, key = note["heading"], note["row"]
    meant = understand(value, heading, session.received.cycle)
    if meant.refused and not meant.doubted:  # who was asked about a day and names it again means it
        _keep(session, id_, note, row)
        return ImportResult.KEPT, meant.refused
    field = FIELDS.get(heading, heading)
    current = session.current(key, field, normalise(note["base"], heading))
    if id_ not in session.known.conflicts and current != meant.value:
        if note.get("settled_value") == meant.value:
            return ImportResult.SETTLED, "この食い違いは決着済みです"
        session.conflict(
            row, key, heading, note["base"], current, meant.value, "別の回答で決着済みの食い違いです"
        )
        return ImportResult.CONFLICT, "別の回答で決着済みの食い違いです"
    if current != meant.value:
        session.edit(row, key, field, heading, current, meant.value)
    if id_ in session.known.conflicts:
        session.settled[id_] = chosen or Choice.OTHER.value
        session.changed[id_] = {**note, "settled_value": meant.value}
    return ImportResult.SETTLED, ""


def _chosen(chosen: str, other: str, note: Mapping[str, str]) -> str | None:
    word = chosen.upper().removeprefix("値").strip()
    if word in (Choice.A, Choice.B):
        return note[word.lower()]
    if word in (Choice.OTHER, "") and other:
        return other
    for side in ("a", "b"):
        if chosen and normalise(note[side], note["heading"]) == normalise(chosen, note["heading"]):
            return note[side]
    return None


def _keep(session: ImportSession, id_: int, note: Mapping[str, str], row: ReadRow) -> None:
    """An answer that cannot be taken stands in the next workbook as it was typed."""
    if id_ in session.known.conflicts or id_ in session.known.quarantined:
        session.changed[id_] = {**note, **{f"typed:{h}": t for h, t in row.cells.items() if t.strip()}}


def _aside(session: ImportSession, row: ReadRow, id_: int, base: Base) -> tuple[ImportResult, str]:
    note = session.known.quarantined.get(id_)
    if note is None:
        if id_ in session.known.past_quarantined:
            return ImportResult.SETTLED, "この行は決着済みです"
        session.quarantine(row, "番号の分からない行への回答です", {**row.machine, **row.cells})
        return ImportResult.KEPT, "番号が分からないため、取込できなかった行に移しました"
    word = _plain(row.cells.get(_TREATMENT, ""))
    target = _plain(row.cells.get(_MOVED_TO, "")).upper()
    treatment = _TREATMENTS.get(word)
    if not word and target:
        treatment = Treatment.MOVE
    if treatment is None:
        _keep(session, id_, note, row)
        return ImportResult.KEPT, "処理に 移す、新規として残す 又は 破棄 を記入してください"
    values: dict[str, str] = json.loads(note["values"])
    if treatment is Treatment.MOVE:
        if target not in base and target not in session.known.current:
            _keep(session, id_, note, row)
            return ImportResult.KEPT, "移し先の管理番号が、この計画書にありません"
        _write(session, row, target, values, base.get(target, {}))
    elif treatment is Treatment.ADD:
        _add(session, row, values)
    session.settled[id_] = treatment.value
    return ImportResult.SETTLED, ""


def _write(
    session: ImportSession, row: ReadRow, key: str, values: Mapping[str, str], base: Mapping[str, str]
) -> None:
    """Bring the people's words of a row to another one; where something else stands there, a person decides."""
    people = {column.heading for column in columns.PLAN_SHEET.people}
    for name, text in values.items():
        machine = name in columns.PLAN_SHEET.headings and name not in people
        if machine and not key.startswith(HAND_PREFIX):
            continue
        heading = name if name in people else HAND + name if machine else EXTRA + name
        meant = understand(text, heading, session.received.cycle)
        field = FIELDS.get(heading, heading)
        current = session.current(key, field, base.get(heading, ""))
        if meant.refused or (current and current != meant.value):
            why = meant.refused or "移し先に別の記入があります"
            session.conflict(row, key, heading, current, current, meant.value, why)
        elif current != meant.value:
            session.edit(row, key, field, heading, current, meant.value)


def _add(session: ImportSession, row: ReadRow, values: Mapping[str, str]) -> None:
    people = {column.heading for column in columns.PLAN_SHEET.people}
    kept = {name: text for name, text in values.items() if name not in _MACHINE_ALONE}
    made = ReadRow(
        columns.PLAN, row.sheet, row.row,
        {name if name in people else EXTRA + name: t for name, t in kept.items()
         if name in people or name not in columns.PLAN_SHEET.headings},
        {}, {name: t for name, t in kept.items() if name in columns.PLAN_SHEET.headings and name not in people},
    )  # fmt: skip
    _write(session, row, hand_number(made, session.received.bureau), kept, {})
