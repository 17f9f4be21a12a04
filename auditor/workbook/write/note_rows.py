"""Rows of the four sheets about imports: what was taken, what two people disagree on, what found no place."""

import json
from collections.abc import Mapping, Sequence

from auditor.model import ImportResult
from auditor.workbook.write.rows import Cell, Row

MAX_LINES = 5_000  # of 取込結果; the store holds all


def conflicts(notes: Mapping[int, Mapping[str, str]]) -> list[Row]:
    """取込の食い違い: open ones by their number."""
    return [
        Row(
            f"conflict:{number}",
            (
                str(number), note["row"], _heading(note["heading"]), note["base"], note["a"], note["a_source"], note["b"],
                note["b_source"], note.get("typed:採用する値", ""), note.get("typed:その他の値", ""),
            ),
        )
        for number, note in sorted(notes.items())
    ]  # fmt: skip


def quarantined(notes: Mapping[int, Mapping[str, str]]) -> list[Row]:
    """取込できなかった行: open ones by their number."""
    rows = []
    for number, note in sorted(notes.items()):
        values: dict[str, str] = json.loads(note["values"])
        row: Cell = int(note["row"]) if note["row"].isdecimal() else None
        rows.append(
            Row(
                f"aside:{number}",
                (
                    str(number), note["file"], note["sheet"], row, note["reason"],
                    "\n".join(f"{heading}={text}" for heading, text in values.items()),
                    note.get("typed:移し先の管理番号", ""), note.get("typed:処理", ""),
                ),
            )
        )  # fmt: skip
    return rows


def comments(notes: Sequence[Mapping[str, str]]) -> list[Row]:
    """コメント引継ぎ: all ever carried, oldest first."""
    return [
        Row(
            "",
            (
                str(at), note["file"], note["sheet"], note["cell"], note["row"], note["heading"], note["author"],
                note["text"],
            ),
        )
        for at, note in enumerate(notes, start=1)
    ]  # fmt: skip


def imported(files: Sequence[Mapping[str, object]]) -> list[Row]:
    """取込結果: every cell of the files given, newest file last; first what has no cell of its own."""
    rows: list[tuple[Cell, ...]] = []
    for file in files:
        name = str(file["file"])
        for message in _list(file.get("messages")):
            rows.append((name, "", "", "", "", "", "", "", ImportResult.NOTE.value, str(message)))
        for line in _list(file.get("lines")):
            rows.append((name, *map(str, line)) if isinstance(line, list) else (name,))
    dropped = len(rows) - MAX_LINES
    if dropped > 0:
        rows = rows[-MAX_LINES:]
        rows[0] = (
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            ImportResult.NOTE.value,
            f"古い{dropped + 1}行は省きました。",
        )
    return [Row("", (str(at), *cells)) for at, cells in enumerate(rows, start=1)]


def _list(value: object) -> list[object]:
    return list(value) if isinstance(value, list | tuple) else []


def _heading(name: str) -> str:
    return name.rpartition(":")[2] if name.startswith(("column:", "hand:")) else name
