"""What becomes of every cell that somebody changed: values that an import hands to the store and to the sheets."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from auditor.model import ImportResult
from auditor.workbook.form.columns import FIELDS
from auditor.workbook.form.received import OwnSheet, Place


@dataclass(frozen=True, slots=True)
class Edit:
    """One cell that somebody changed: the making of a Decision. `number` is the row key."""

    number: str
    field: str
    value: str
    heading: str
    before: str
    place: Place


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the import log. `counted`: a cell of the file that differs; else it follows from another one."""

    sheet: str
    cell: str
    number: str
    heading: str
    base: str
    raw: str
    value: str
    result: ImportResult
    reason: str = ""
    counted: bool = True


@dataclass(frozen=True, slots=True)
class Problem:
    """A row that was read and cannot be told what it belongs to; its words are kept."""

    sheet: str
    row: int
    reason: str
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Known:
    """What the store knows before the import.

    current: row key → field → value. origins: (row key, field) → where that value came from.
    conflicts, quarantined: number → values, open ones. past_conflicts, past_quarantined: closed ones.
    comments: row key → heading → what people said there, oldest first.
    """

    current: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    origins: Mapping[tuple[str, str], str] = field(default_factory=dict)
    conflicts: Mapping[int, Mapping[str, str]] = field(default_factory=dict)
    past_conflicts: Mapping[int, Mapping[str, str]] = field(default_factory=dict)
    quarantined: Mapping[int, Mapping[str, str]] = field(default_factory=dict)
    past_quarantined: Mapping[int, Mapping[str, str]] = field(default_factory=dict)
    comments: Mapping[str, Mapping[str, Sequence[str]]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Merged:
    """What an import does, all of it or nothing."""

    edits: tuple[Edit, ...] = ()
    lines: tuple[Line, ...] = ()
    conflicts: tuple[Mapping[str, str], ...] = ()
    problems: tuple[Problem, ...] = ()
    quarantined: tuple[Mapping[str, str], ...] = ()
    comments: tuple[Mapping[str, str], ...] = ()
    unplaced: tuple[Mapping[str, str], ...] = ()
    sheets: tuple[OwnSheet, ...] = ()
    settled: Mapping[int, str] = field(default_factory=dict)
    changed: Mapping[int, Mapping[str, str]] = field(default_factory=dict)
    messages: tuple[str, ...] = ()
    guesses: tuple[
        tuple[str, str, str], ...
    ] = ()  # row key, heading and what was guessed of a value that was taken

    @property
    def refused(self) -> list[tuple[Edit, str]]:
        """Cells that were not taken as they stand, with the reason."""
        return [
            (
                Edit(
                    line.number,
                    FIELDS.get(line.heading, ""),
                    line.raw,
                    line.heading,
                    line.base,
                    Place(line.sheet, line.cell),
                ),
                line.reason,
            )
            for line in self.lines
            if line.result in (ImportResult.CONFLICT, ImportResult.KEPT, ImportResult.TYPED_OVER)
        ]
