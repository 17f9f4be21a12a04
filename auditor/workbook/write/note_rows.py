"""Rows of the four sheets about imports: what was taken, what two people disagree on, what found no place."""

import json
from collections.abc import Mapping, Sequence

from auditor.model import ImportResult, Text
from auditor.words import of_value, word
from auditor.workbook.form import columns
from auditor.workbook.form.columns import Sheet
from auditor.workbook.write.rows import Cell, Row, cells_of, picked

MAX_LINES = 5_000  # of 取込結果; the store holds all
_OLDER = Text("古い{count}行は省きました。", "{count} older lines are left out.")
_LINE = ("sheet", "cell", "number", "heading", "base", "raw", "value", "result", "reason")
HANDLED = "handled"  # field of what somebody did about a record of 取り込めなかった記入
_COLUMNS = {column.heading: column for sheet in reversed(columns.CARRIED) for column in sheet.columns}


def conflicts(notes: Mapping[int, Mapping[str, str]], lang: str = "ja") -> list[Row]:
    """取込の食い違い: open ones by their number."""
    return [
        _row(
            columns.CONFLICTS_SHEET, f"conflict:{number}",
            {
                **note, "at": str(number), "heading": _heading(note["heading"], lang),
                **{side: _value(note["heading"], note[side], lang) for side in ("base", "a", "b")},
            },
            note, lang,
        )
        for number, note in sorted(notes.items())
    ]  # fmt: skip


def quarantined(notes: Mapping[int, Mapping[str, str]], lang: str = "ja") -> list[Row]:
    """取込できなかった行: open ones by their number."""
    rows = []
    for number, note in sorted(notes.items()):
        values: dict[str, str] = json.loads(note["values"])
        row: Cell = int(note["row"]) if note["row"].isdecimal() else None
        stood = "\n".join(f"{_heading(h, lang)}={_value(h, text, lang)}" for h, text in values.items())
        drawn = {**note, "at": str(number), "row": row, "values": stood}
        rows.append(_row(columns.QUARANTINE_SHEET, f"aside:{number}", drawn, note, lang))
    return rows


def comments(notes: Sequence[Mapping[str, str]], lang: str = "ja") -> list[Row]:
    """コメント引継ぎ: all ever carried, oldest first."""
    return [
        _row(
            columns.COMMENTS_SHEET, "",
            {**note, "at": str(at), "heading": _heading(note["heading"], lang)}, note, lang,
        )
        for at, note in enumerate(notes, start=1)
    ]  # fmt: skip


def unplaced(
    notes: Mapping[int, Mapping[str, str]], decided: Mapping[str, Mapping[str, str]], lang: str = "ja"
) -> list[Row]:
    """取り込めなかった記入: all ever found by their number, those that somebody handled at the end.

    `decided`: row key → field → what people wrote.
    """
    rows = []
    for number, note in sorted(notes.items()):
        key = f"unplaced::{number}"
        said = decided.get(key, {})
        drawn: dict[str, Cell] = {**note, "at": str(number), HANDLED: said.get(HANDLED, "")}
        rows.append(Row(key, cells_of(columns.UNPLACED_SHEET, drawn), decision=said))
    return sorted(rows, key=is_handled)


def is_handled(row: Row) -> bool:
    """Return whether somebody wrote what became of a record of 取り込めなかった記入."""
    return bool(row.decision.get(HANDLED, "").strip())


def imported(files: Sequence[Mapping[str, object]], lang: str = "ja") -> list[Row]:
    """取込結果: every cell of the files given, newest file last; first what has no cell of its own."""
    rows: list[dict[str, Cell]] = []
    for file in files:
        name = str(file["file"])
        for message in _list(file.get("messages")):
            rows.append({"file": name, "result": word(ImportResult.NOTE, lang), "reason": str(message)})
        for line in _list(file.get("lines")):
            rows.append({"file": name, **(_line(line, lang) if isinstance(line, list) else {})})
    dropped = len(rows) - MAX_LINES
    if dropped > 0:
        rows = rows[-MAX_LINES:]
        reason = _OLDER.fill(lang, {"count": dropped + 1})
        rows[0] = {"result": word(ImportResult.NOTE, lang), "reason": reason}
    return [
        Row("", cells_of(columns.IMPORTED_SHEET, {"at": str(at), **values}))
        for at, values in enumerate(rows, start=1)
    ]


def _line(stored: Sequence[object], lang: str) -> dict[str, Cell]:
    """Return a line of the import log by the names of its columns; the store holds its fields in order."""
    line: dict[str, Cell] = dict(zip(_LINE, map(str, stored), strict=True))
    heading, result = str(line["heading"]), of_value(ImportResult, str(line["result"]))
    for name in ("base", "raw", "value"):
        line[name] = _value(heading, str(line[name]), lang)
    return {**line, "heading": _heading(heading, lang), "result": word(result, lang)}


def _row(
    spec: Sheet, key: str, drawn: Mapping[str, Cell], note: Mapping[str, str], lang: str
) -> Row:  # fmt: skip
    """Return the row of a note; what a person typed in it and could not be taken stands there again."""
    typed = {
        column.name: picked(column, note.get(f"typed:{column.heading}", ""), lang) for column in spec.people
    }
    return Row(key, cells_of(spec, {**drawn, **typed}))


def _list(value: object) -> list[object]:
    return list(value) if isinstance(value, list | tuple) else []


def _heading(name: str, lang: str) -> str:
    """Return the heading of a column as it is shown; `name` may be that of a column people added."""
    if name.startswith(("column:", "hand:")):
        return name.rpartition(":")[2]
    column = _COLUMNS.get(name)
    return column.title(lang) if column else name


def _value(heading: str, text: str, lang: str) -> str:
    column = _COLUMNS.get(heading)
    return picked(column, text, lang) if column else text
