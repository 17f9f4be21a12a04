"""Workbooks that come back: their original is kept, what people changed becomes decisions, and nothing else moves."""

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import asdict, astuple, dataclass, replace
from pathlib import Path

import msgspec

from auditor.model import Decision, WorkbookError
from auditor.plan.decision import latest
from auditor.report.workbook.columns import OWN_SHEETS
from auditor.report.workbook.importer import read_back
from auditor.report.workbook.keys import resolve
from auditor.report.workbook.ledger import Edit, Known, Merged, Problem
from auditor.report.workbook.merge import cells_of, merge, same
from auditor.report.workbook.opening import MAX_BYTES
from auditor.report.workbook.received import OwnSheet, Received
from auditor.store import Note, Store
from auditor.targets import file_name

ORIGINALS = "受領原本"
NOT_OURS = "この保存先から書き出した計画書ではありません。（直し方: --reports で、書き出したときの結果の置き場所を指定してください。）"


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of one received workbook."""

    file: str
    bureau: str
    cycle: str
    edits: tuple[Edit, ...] = ()
    refused: tuple[tuple[Edit, str], ...] = ()
    problems: tuple[Problem, ...] = ()
    known: bool = False  # imported before: nothing changed
    messages: tuple[str, ...] = ()


def import_workbook(
    store: Store,
    path: Path,
    reports: Path,
    *,
    at: str,
    bureau: str | Collection[str] = (),
    author: str = "",
    dry_run: bool = False,
) -> Imported:
    """Import one workbook. Raises WorkbookError with file and cure where it cannot be taken; then nothing changed.

    `at` is the time of the import (ISO 8601, UTC). `bureau`: those whose plan is wanted, nothing for any.
    """
    try:
        data = _read(path)
        sha256 = hashlib.sha256(data).hexdigest()
        if store.imported(sha256):
            return Imported(path.name, "", "", known=True)
        received, base = _witnessed(store, read_back(data, path.name))
        if bureau and received.bureau not in ({bureau} if isinstance(bureau, str) else bureau):
            raise WorkbookError(
                f"別の局（{received.bureau}）の計画書です。その局の計画書として取り込んでください。"
            )
        if store.wrote(sha256):
            return Imported(path.name, received.bureau, received.cycle, known=True)
        merged = merge(received, base, _known(store, received.bureau), received.bureau)
    except OSError as error:
        raise WorkbookError(
            f"{path}: 読めません（{error.strerror}）。場所と名前を確かめてください。"
        ) from error
    except WorkbookError as error:
        raise WorkbookError(f"{path}: {error}") from error
    result = Imported(
        path.name, received.bureau, received.cycle, tuple(edit for edit in merged.edits if edit.heading),
        tuple(merged.refused), merged.problems, messages=merged.messages,
    )  # fmt: skip
    if dry_run:
        return result
    _keep(data, sha256, path.name, reports, received)
    decisions = [
        Decision(edit.number, received.bureau, edit.field, edit.value, author or received.author, sha256, at)
        for edit in merged.edits
    ]
    store.add_import(
        (sha256, received.bureau, received.cycle, path.name, at),
        decisions,
        _notes(merged, received, sha256, _sheets(store, received, base)),
        merged.settled,
        merged.changed,
    )
    return result


def _read(path: Path) -> bytes:
    """The file, as far as an import would read it: the check for its size speaks of the rest."""
    with path.open("rb") as file:
        return file.read(MAX_BYTES + 1)


def _witnessed(store: Store, received: Received) -> tuple[Received, Mapping[str, Mapping[str, str]]]:
    """What our workbook of that revision held. The store is the witness; the file only where the store never saw it."""
    if received.form != "xlsx":
        return _claimed(store, received)
    base = store.base(received.workbook_id, received.revision)
    if base is not None:
        return received, base
    numbers = {row.issue for row in store.decisions(received.bureau)} | set(store.numbers().values())
    if received.base and numbers & set(received.base):
        return received, received.base
    raise WorkbookError(NOT_OURS)


def _claimed(store: Store, received: Received) -> tuple[Received, Mapping[str, Mapping[str, str]]]:
    """A CSV file names no workbook: it is the one whose base differs least from it, the newest of equals."""
    best: tuple[tuple[int, int], Received, Mapping[str, Mapping[str, str]]] | None = None
    for position, row in enumerate(store.workbooks()):
        keyed = [one for one in resolve(received, row.base, row.bureau) if one.key in row.base]
        if not keyed:
            continue
        differing = sum(
            not same(text, row.base[one.key].get(heading, ""), heading, received.form)
            for one in keyed
            for heading, text in cells_of(one).items()
        )
        rank = (len(received.rows) - len(keyed)) * 1_000 + differing, -position
        if best is None or rank < best[0]:
            named = replace(
                received, workbook_id=row.id, bureau=row.bureau, cycle=row.cycle, revision=row.revision
            )
            best = (rank, named, row.base)
    if best is None:
        raise WorkbookError(NOT_OURS)
    return best[1], best[2]


def _known(store: Store, bureau: str) -> Known:
    decisions = store.decisions(bureau)
    files = store.imported_files()
    origins = {
        (d.issue, d.field): "／".join(part for part in (files.get(d.source, ""), d.author, d.at) if part)
        for d in decisions
    }
    conflicts, aside = store.notes(bureau, "conflict"), store.notes(bureau, "aside")
    return Known(
        current=latest(decisions, store.merged()),
        origins=origins,
        conflicts={note.id: note.value for note in conflicts if not note.settled},
        past_conflicts={note.id: note.value for note in conflicts if note.settled},
        quarantined={note.id: note.value for note in aside if not note.settled},
        past_quarantined={note.id: note.value for note in aside if note.settled},
    )


def current_sheets(store: Store, bureau: str) -> dict[str, OwnSheet]:
    """The newest state of every sheet people added to a bureau's workbooks, by name."""
    notes = store.notes(bureau, "sheet")
    return {note.value["name"]: msgspec.convert(note.value, OwnSheet) for note in notes}


def _sheets(store: Store, received: Received, base: Mapping[str, Mapping[str, str]]) -> list[OwnSheet]:
    """Sheets that say something new; where two people changed one, both are kept."""
    current = current_sheets(store, received.bureau)
    past = {note.mark for note in store.notes(received.bureau, "sheet")}
    written = base.get(OWN_SHEETS, {})
    result = []
    for sheet in received.sheets:
        known, before = current.get(sheet.name), written.get(sheet.name)
        if sheet.mark == before or f"{sheet.name}/{sheet.mark}" in past:
            continue
        name, again = sheet.name, 2
        if known is not None and known.mark != before:
            while name in current:
                name, again = f"{sheet.name[:26]}（{again}）", again + 1
        result.append(replace(sheet, name=name))
    return result


def _notes(merged: Merged, received: Received, sha256: str, sheets: list[OwnSheet]) -> list[Note]:
    lines = [astuple(line)[:-1] for line in merged.lines]
    notes = [Note("conflict", _mark(c["row"], c["heading"], c["base"], c["b"]), c) for c in merged.conflicts]
    notes += [Note("aside", _mark(q["values"]), q) for q in merged.quarantined]
    # A comment is the same one when it comes back on the cell we put it on.
    notes += [
        Note("comment", _mark(c["row"] or f"{c['sheet']}!{c['cell']}", c["heading"], c["text"]), c)
        for c in merged.comments
    ]
    notes += [Note("sheet", f"{sheet.name}/{sheet.mark}", asdict(sheet)) for sheet in sheets]
    ledger = {"file": received.file, "cycle": received.cycle, "messages": merged.messages, "lines": lines}
    return [*notes, Note("ledger", sha256, ledger)]


def _mark(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def _keep(data: bytes, sha256: str, name: str, reports: Path, received: Received) -> None:
    folder = reports / ORIGINALS / received.cycle / file_name(received.bureau)
    folder.mkdir(parents=True, exist_ok=True)
    kept = folder / f"{sha256[:12]}_{file_name(name)}"
    if not kept.exists():
        kept.write_bytes(data)
        kept.chmod(0o444)
