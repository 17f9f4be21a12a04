"""A desk for round trips without a browser: a store, a plan of few rows, workbooks written, edited and imported."""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import openpyxl
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from plan_samples import OTHER, SITE, material

from auditor.plan.decision import latest
from auditor.plan.improvement import build
from auditor.plan.material import Material
from auditor.publish.carried import carry_of, import_notes
from auditor.publish.import_workbook import Imported, import_delivery, in_order, read_delivery
from auditor.store import Store, WorkbookRow
from auditor.workbook.form import columns
from auditor.workbook.form.received import Received
from auditor.workbook.read.workbook_process import values
from auditor.workbook.read.workbook_worker import answer
from auditor.workbook.write.writer import write

BUREAU, NEIGHBOUR = "fukushi", "kosodate"
BUREAUS = {BUREAU: "福祉・くらし局", NEIGHBOUR: "こども局"}


def small(site: str = SITE, bureau: str = BUREAU) -> Material:
    """A bureau with one site of the sample alone: the same words in a smaller workbook."""
    made = material()
    sites = tuple(replace(one, bureau=bureau) for one in made.bureau.sites if one.id == site)
    return replace(
        made,
        bureau=replace(made.bureau, id=bureau, name=BUREAUS[bureau], sites=sites),
        rows=[replace(row, bureau=bureau) for row in made.rows if row.site == site],
        issues=[issue for issue in made.issues if issue.site == site],
    )


@dataclass
class Desk:
    """A store and a folder; `publish` writes the next workbook, `hand_in` imports one."""

    folder: Path
    material: Material = field(default_factory=small)
    count: int = 0
    shared: Store | None = None

    def __post_init__(self) -> None:
        self.store = self.shared or Store(self.folder / "auditor.sqlite")

    @property
    def bureau(self) -> str:
        return self.material.bureau.id

    def neighbour(self) -> "Desk":
        """The desk of another bureau, whose plan is in the same store."""
        folder = self.folder / NEIGHBOUR
        folder.mkdir()
        return Desk(folder, small(OTHER, NEIGHBOUR), shared=self.store)

    def close(self) -> None:
        self.store.close()

    def publish(self) -> bytes:
        """Write the workbook of what the store knows."""
        self.count += 1
        plan = build(replace(self.material, decisions=latest(self.store.decisions(self.bureau))))
        plan = replace(
            plan, criteria=plan.criteria[:3], form=plan.form[:2], pages=plan.pages[:3], findings=(), trends=()
        )
        path = self.folder / f"計画書_{self.count}.xlsx"
        carry = carry_of(self.store, self.bureau)
        made = write(plan, path, revision=self.count, notes=import_notes(self.store, plan), carry=carry)
        self.store.put_workbook(
            WorkbookRow(
                made.sha256,
                made.workbook_id,
                plan.cycle,
                self.bureau,
                self.count,
                str(path),
                made.base,
                str(self.count),
            )
        )
        return path.read_bytes()

    def hand_in(self, data: bytes, name: str = "", *, dry_run: bool = False, bureau: str = "") -> Imported:
        """Import a file, read in this process."""
        self.count += 1
        path = self.folder / (name or f"返送_{self.count}.xlsx")
        path.write_bytes(data)
        return import_delivery(
            self.store,
            read_delivery(path, read_here),
            self.folder,
            at=f"2026-12-01T00:00:{self.count:02d}",
            bureau=bureau,
            dry_run=dry_run,
        )

    def hand_in_batch(self, files: Sequence[tuple[str, bytes]], *, as_set: bool) -> list[Imported]:
        """Import files of one delivery, read in this process: as a set, or in the order in which they are named.

        `files`: ending of the name, bytes.
        """
        deliveries = []
        for ending, data in files:
            self.count += 1
            path = self.folder / f"返送_{self.count}.{ending}"
            path.write_bytes(data)
            deliveries.append(read_delivery(path, read_here))
        return [
            import_delivery(self.store, one, self.folder, at=f"2026-12-01T00:{self.count:02d}:{at:02d}")
            for at, one in enumerate(in_order(deliveries) if as_set else deliveries)
        ]

    def decided(self) -> dict[str, dict[str, str]]:
        """Row → field → value."""
        return latest(self.store.decisions(self.bureau))

    def words(self) -> dict[tuple[str, str], str]:
        """(row, field) → what stands in people's cells of 改善計画; columns and colours left out."""
        return {
            (row, name): value
            for row, fields in self.decided().items()
            for name, value in fields.items()
            if value and ":" not in name and ":" not in row
        }

    def notes(self, kind: str) -> list[dict[str, str]]:
        """Open notes of a kind."""
        return [dict(note.value) for note in self.store.notes(self.bureau, kind) if not note.settled]


def read_here(data: bytes, name: str) -> Received:
    """Return what the reading process would hand over, without starting it. test_workbook_hostile.py starts it."""
    return values(answer(data, name))


def changed(data: bytes, change: Callable[[Workbook], object]) -> bytes:
    """The workbook after a change, saved by another program."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    change(book)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def edited(data: bytes, change: Callable[[Worksheet], object], sheet: str = columns.PLAN) -> bytes:
    """The workbook after a change on one of its sheets, saved by another program."""
    return changed(data, lambda book: change(book[sheet]))


def column(heading: str) -> int:
    """Number of a column of 改善計画 as written."""
    return columns.PLAN_SHEET.index(heading) + 1


def put(sheet: Worksheet, row: int, heading: str, value: object) -> None:
    """Type into a cell as a person does: what begins with = and is text stays text."""
    cell = sheet.cell(row, column(heading))
    cell.value = value  # type: ignore[assignment]
    if isinstance(value, str):
        cell.data_type = "s"


def number_at(sheet: Worksheet, row: int) -> str:
    return str(sheet.cell(row, 1).value)
