"""Gathers what the import of one file does: edits, conflicts, rows set aside and the import log."""

import json
from collections.abc import Mapping

from auditor.model import ImportResult
from auditor.workbook.form.columns import CONFLICTS, CONFLICTS_SHEET, FIELDS
from auditor.workbook.form.received import EXTRA, HAND, OwnSheet, Place, ReadRow, Received, Stray
from auditor.workbook.read.import_log import Edit, Known, Line, Merged, Problem


class ImportSession:
    """Holds what one import does until all of it is known."""

    def __init__(self, received: Received, known: Known) -> None:
        self.received = received
        self.known = known
        self.lines: list[Line] = []
        self.aside_rows: list[ReadRow] = []
        self._edits: dict[tuple[str, str], Edit] = {}
        self._conflicts: list[Mapping[str, str]] = []
        self._problems: list[Problem] = []
        self._quarantined: dict[str, Mapping[str, str]] = {}
        self._comments: list[Mapping[str, str]] = []
        self._unplaced: list[Mapping[str, str]] = []
        self.settled: dict[int, str] = {}
        self.changed: dict[int, Mapping[str, str]] = {}
        self._messages: list[str] = []
        self._guesses: list[tuple[str, str, str]] = []
        self._old = {
            (v["row"], v["heading"], v["base"], v["b"])
            for notes in (known.conflicts, known.past_conflicts)
            for v in notes.values()
        }
        self._set_aside = {
            v["values"] for notes in (known.quarantined, known.past_quarantined) for v in notes.values()
        }

    def current(self, key: str, field: str, base: str) -> str:
        """Return what the store holds now, this import included; what it never heard of is as in the base."""
        if (key, field) in self._edits:
            return self._edits[key, field].value
        return self.known.current.get(key, {}).get(field, base)

    def edit(
        self, row: ReadRow, key: str, field: str, heading: str, before: str, value: str, *, shown: bool = True
    ) -> None:
        """Take a value. `shown`: a cell's text, not its colour."""
        place = Place(row.sheet, row.places.get(heading.removeprefix(HAND), ""))
        self._edits[key, field] = Edit(key, field, value, _shown(heading) if shown else "", before, place)

    def bare_edit(self, key: str, field: str, value: str, sheet: str) -> None:
        """Take something that stands in no cell."""
        self._edits[key, field] = Edit(key, field, value, "", "", Place(sheet, ""))

    def line(
        self, row: ReadRow, key: str, heading: str, base: str, raw: str, value: str, result: ImportResult, reason: str = "",
        *, counted: bool = True,
    ) -> None:  # fmt: skip
        """Add a line to the import log."""
        cell = row.places.get(heading.removeprefix(HAND), "")
        self.lines.append(
            Line(row.sheet, cell, key, _shown(heading), base, raw, value, result, reason, counted)
        )

    def conflict(
        self,
        row: ReadRow,
        key: str,
        heading: str,
        base: str,
        a: str,
        b: str,
        reason: str,
        *,
        guess: bool = False,
        first: ReadRow | None = None,
    ) -> None:
        """Keep both values and ask a person; what was asked before is not asked again.

        `first`: the row of this file that says `a`, where the file contradicts itself.
        """
        mark = (key, heading, base, b)
        if mark in self._old:
            return
        self._old.add(mark)
        origin = self.known.origins.get((key, FIELDS.get(heading, heading)), "")
        if first is not None:
            origin = f"{self.received.origin}（{_where(first, heading)}）{reason}"
        self._conflicts.append(
            {
                "row": key, "heading": heading, "base": base, "a": a, "a_source": origin or "前回の計画書", "b": b,
                "b_source": f"{self.received.origin}（{_where(row, heading)}）{reason}", "unclear": "1" if guess else "",
            }
        )  # fmt: skip

    def quarantine(self, row: ReadRow, reason: str, values: Mapping[str, str]) -> None:
        """Set a row aside with all its words."""
        self.aside_rows.append(row)
        self._problems.append(Problem(row.sheet, row.row, reason, values))
        text = json.dumps(dict(values), ensure_ascii=False, sort_keys=True)
        if text not in self._set_aside and text not in self._quarantined:
            self._quarantined[text] = {
                "file": self.received.file, "table": row.table, "sheet": row.sheet, "row": str(row.row),
                "reason": reason, "values": text,
            }  # fmt: skip

    def comment(self, sheet: str, cell: str, key: str, heading: str, author: str, text: str) -> None:
        """Carry a comment."""
        self._comments.append(
            {"file": self.received.file, "sheet": sheet, "cell": cell, "row": key, "heading": heading,
             "author": author, "text": text}
        )  # fmt: skip

    def unplaced(self, stray: Stray, reason: str, key: str = "") -> None:
        """Keep words that have no place in the plan, and say so."""
        self._unplaced.append(
            {"file": self.received.file, "sheet": stray.sheet, "cell": stray.cell, "about": stray.about or key,
             "heading": stray.heading, "text": stray.text, "reason": reason}
        )  # fmt: skip
        self.lines.append(
            Line(stray.sheet, stray.cell, key, stray.heading, "", stray.text, "", ImportResult.UNPLACED, reason,
                 counted=False)
        )  # fmt: skip

    def guessed(self, key: str, heading: str, guess: str) -> None:
        """Remember that a value was taken by a guess."""
        self._guesses.append((key, _shown(heading), guess))

    def say(self, message: str) -> None:
        """Tell the people who read 取込結果."""
        self._messages.append(message)

    def settle_answered(self) -> None:
        """Close questions that a person who saw them answered in the cell itself.

        That is a value in place of one nobody could read, or one of the two that were in question. Another
        person, who never saw the question, closes nothing.
        """
        at = CONFLICTS_SHEET.heading("at")
        seen = {row.machine.get(at, "").strip() for row in self.received.rows if row.table == CONFLICTS}
        asked = {(c["row"], c["heading"]) for c in self._conflicts}
        for number, note in self.known.conflicts.items():
            edit = self._edits.get((note["row"], FIELDS.get(note["heading"], note["heading"])))
            if edit is None or number in self.settled or (note["row"], note["heading"]) in asked:
                continue
            if str(number) in seen and (note["unclear"] or edit.value in (note["a"], note["b"])):
                self.settled[number] = "計画書の記入"

    def merged(self, sheets: tuple[OwnSheet, ...]) -> Merged:
        """Everything gathered."""
        return Merged(
            edits=tuple(self._edits.values()),
            lines=tuple(self.lines),
            conflicts=tuple(self._conflicts),
            problems=tuple(self._problems),
            quarantined=tuple(self._quarantined.values()),
            comments=tuple(self._comments),
            unplaced=tuple(self._unplaced),
            sheets=sheets,
            settled=self.settled,
            changed=self.changed,
            messages=tuple(self._messages),
            guesses=tuple(self._guesses),
        )


def _where(row: ReadRow, heading: str) -> str:
    return f"{row.sheet}!{row.places.get(heading.removeprefix(HAND), '')}"


def _shown(heading: str) -> str:
    return heading.removeprefix(EXTRA).removeprefix(HAND)
