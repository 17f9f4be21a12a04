"""Workbooks that come back: their original is kept, what people changed becomes decisions, and nothing else moves."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from auditor.model import Decision, WorkbookError
from auditor.report.workbook.edits import Edit, compare
from auditor.report.workbook.importer import Problem, ReadBack, read_back
from auditor.store import Store
from auditor.targets import file_name

ORIGINALS = "受領原本"


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


def import_workbook(
    store: Store, path: Path, reports: Path, *, at: str, author: str = "", dry_run: bool = False
) -> Imported:
    """Import one workbook. Raises WorkbookError with file and cure where it cannot be taken; then nothing changed.

    `at` is the time of the import (ISO 8601, UTC).
    """
    try:
        data = path.read_bytes()
        sha256 = hashlib.sha256(data).hexdigest()
        read = read_back(data)
        base = _base(store, read)
    except OSError as error:
        raise WorkbookError(
            f"{path}: 読めません（{error.strerror}）。場所と名前を確かめてください。"
        ) from error
    except WorkbookError as error:
        raise WorkbookError(f"{path}: {error}") from error
    if store.imported(sha256) or any(row.sha256 == sha256 for row in store.workbooks()):
        return Imported(path.name, read.bureau, read.cycle, known=True)
    compared = compare(read, base, store.numbers())
    result = Imported(path.name, read.bureau, read.cycle, compared.edits, compared.refused, read.problems)
    if dry_run:
        return result
    _keep(data, sha256, path.name, reports, read)
    decisions = [
        Decision(edit.number, read.bureau, edit.field, edit.value, author, sha256, at)
        for edit in compared.edits
    ]
    store.add_decisions(decisions, (sha256, read.bureau, read.cycle, path.name, at))
    return result


def _base(store: Store, read: ReadBack) -> Mapping[str, Mapping[str, str]]:
    """What our workbook of that revision held; the store is the witness, not the file."""
    for row in store.workbooks():
        if row.id == read.workbook_id and row.revision == read.revision:
            return row.base
    raise WorkbookError(
        "この保存先から書き出した計画書ではありません。（直し方: --reports で、書き出したときの結果の置き場所を指定してください。）"
    )


def _keep(data: bytes, sha256: str, name: str, reports: Path, read: ReadBack) -> None:
    folder = reports / ORIGINALS / read.cycle / file_name(read.bureau)
    folder.mkdir(parents=True, exist_ok=True)
    kept = folder / f"{sha256[:12]}_{name}"
    if not kept.exists():
        kept.write_bytes(data)
        kept.chmod(0o444)
