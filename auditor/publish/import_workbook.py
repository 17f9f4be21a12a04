"""Workbooks that come back: their original is kept, what people changed becomes decisions, and nothing else moves."""

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, astuple, dataclass, replace
from pathlib import Path

import msgspec

from auditor.model import Decision, WorkbookError
from auditor.plan.decision import lacking, latest, moves
from auditor.store import Note, Store, WorkbookRow
from auditor.targets import file_name
from auditor.whole_file import write_whole
from auditor.workbook.form.columns import CONFLICTS, OWN_SHEETS, QUARANTINE
from auditor.workbook.form.received import OwnSheet, Received
from auditor.workbook.form.texts import plain_text
from auditor.workbook.read.import_log import Edit, Known, Merged, Problem
from auditor.workbook.read.merge import cells_of, merge, same
from auditor.workbook.read.row_matching import MAX_STRANGE, resolve, strange
from auditor.workbook.read.untrusted_xlsx import MAX_BYTES
from auditor.workbook.read.workbook_process import receive

ORIGINALS = "受領原本"
MAX_NAME = 120  # bytes of the sender's file name in the name of the kept original
NOT_OURS = (
    "この保存先から書き出した計画書ではありません。（直し方: --reports で、書き出したときの結果の置き場所を指定してください。"
    "保存先を作り直したときは、改善計画のシートを「CSV UTF-8」で保存したファイルを取り込むと、管理番号で照合します。）"
)
OTHER_CLAIM = (
    "ファイルの識別情報（局、期、版）が、書き出したときの記録と違います。記録のとおり、{bureau} の {cycle} 第{revision}版への記入として"
    "読みました。"
)
BY_NUMBERS = "識別情報が無いファイルです。管理番号で照合し、{bureau} の {cycle} 第{revision}版への記入として読みました。"
LACKS = "{number}: 「{status}」とするには、{missing}も記入してください（次の計画書でお尋ねします）。"
GUESSED = "{number} {heading}: {guess}。違うときは、次の計画書で直してください。"
ASKED = "次の計画書の「{sheet}」で{count:,}件をお尋ねします。"


@dataclass(frozen=True, slots=True)
class Delivery:
    """A file that came in, as it was read: nothing of it is in the store yet."""

    path: Path
    data: bytes
    sha256: str
    received: Received

    @property
    def name(self) -> str:
        """The name of the file in one line."""
        return _in_one_line(self.path.name)


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
    asks: tuple[str, ...] = ()  # what the next workbook is going to ask because of this one
    unplaced: tuple[Mapping[str, str], ...] = ()  # words without a place in the plan: sheet, cell, text …


def read_delivery(path: Path, reader: Callable[[bytes, str], Received] = receive) -> Delivery:
    """Read a received file, in a process of its own. Needs no store, so it holds no lock while it reads.

    `reader`: what turns the bytes and the name of a file into its values.
    Raises WorkbookError with file and cure where it cannot be taken, WorkbookUnread where the reason is ours.
    """
    with _named(path):
        data = _read(path)
        received = reader(data, _in_one_line(path.name))
        return Delivery(path, data, hashlib.sha256(data).hexdigest(), received)


def in_order(deliveries: Iterable[Delivery]) -> list[Delivery]:
    """Return files of one batch as one set: older workbooks first, then in the order in which they were saved.

    So what becomes of them does not depend on the order in which somebody names them.
    """
    return sorted(
        deliveries,
        key=lambda one: (one.received.cycle, one.received.revision, one.received.modified, one.sha256),
    )


def import_workbook(
    store: Store, path: Path, reports: Path, *, at: str, bureau: str | Collection[str] = ()
) -> Imported:
    """Read and import one workbook in a store that is open already; see `import_delivery`."""
    with _named(path):
        sha256 = hashlib.sha256(_read(path)).hexdigest()
    if store.imported(sha256):
        return Imported(_in_one_line(path.name), "", "", known=True)
    return import_delivery(store, read_delivery(path), reports, at=at, bureau=bureau)


def import_delivery(
    store: Store,
    delivery: Delivery,
    reports: Path,
    *,
    at: str,
    bureau: str | Collection[str] = (),
    author: str = "",
    dry_run: bool = False,
) -> Imported:
    """Import what was read. Raises WorkbookError with file and cure where it cannot be taken; then nothing changed.

    `at` is the time of the import (ISO 8601, UTC). `bureau`: those whose plan is wanted, nothing for any.
    """
    sha256 = delivery.sha256
    if store.imported(sha256):
        return Imported(delivery.name, "", "", known=True)
    with _named(delivery.path):
        received, base, remark = _recognised(store, delivery.received)
        if bureau and received.bureau not in ({bureau} if isinstance(bureau, str) else bureau):
            raise WorkbookError(
                f"別の局（{received.bureau}）の計画書です。その局の計画書として取り込んでください。"
            )
        if store.wrote(sha256):
            return Imported(delivery.name, received.bureau, received.cycle, known=True)
        known = _known(store, received.bureau)
        merged = merge(received, base, known, received.bureau)
        merged = replace(merged, messages=(*remark, *merged.messages))
        if not dry_run:
            _keep(delivery, reports, received)
    result = Imported(
        delivery.name, received.bureau, received.cycle, tuple(edit for edit in merged.edits if edit.heading),
        tuple(merged.refused), merged.problems, messages=merged.messages, asks=_asks(merged, known), unplaced=merged.unplaced,
    )  # fmt: skip
    if dry_run:
        return result
    decisions = [
        Decision(edit.number, received.bureau, edit.field, edit.value, author or received.author, sha256, at)
        for edit in merged.edits
    ]
    store.add_import(
        (sha256, received.bureau, received.cycle, delivery.name, at),
        decisions,
        _notes(merged, received, sha256, _sheets(store, received, base)),
        merged.settled,
        merged.changed,
    )
    return result


@contextmanager
def _named(path: Path) -> Iterator[None]:
    """Put the file before what is wrong with it."""
    name = _in_one_line(str(path))
    try:
        yield
    except OSError as error:
        raise WorkbookError(
            f"{name}: 読み書きできません（{error.strerror}）。場所と名前、権限と空きを確かめてください。"
        ) from error
    except WorkbookError as error:
        raise type(error)(f"{name}: {error}") from error


def _in_one_line(text: str) -> str:
    return " ".join(plain_text(text).split("\n"))


def _read(path: Path) -> bytes:
    """Return the file, as far as an import would read it: the check for its size speaks of the rest."""
    with path.open("rb") as file:
        return file.read(MAX_BYTES + 1)


def _recognised(
    store: Store, received: Received
) -> tuple[Received, Mapping[str, Mapping[str, str]], tuple[str, ...]]:
    """Return the file as the workbook of ours that it is, with what that held, and a remark where it says otherwise.

    Bureau, cycle, revision and base are the store's: a file could say anything.
    """
    if received.form != "xlsx":
        return (*_claimed(store, received), ())
    if not received.workbook_id:
        known, base = _claimed(store, received)
        return (
            known,
            base,
            (BY_NUMBERS.format(bureau=known.bureau, cycle=known.cycle, revision=known.revision),),
        )
    row = store.workbook(received.workbook_id)
    if row is None:
        raise WorkbookError(NOT_OURS)
    known = _as(received, row)
    remark = OTHER_CLAIM.format(bureau=row.bureau, cycle=row.cycle, revision=row.revision)
    return known, row.base, () if known == received else (remark,)


def _asks(merged: Merged, known: Known) -> tuple[str, ...]:
    """Return what the next workbook asks: what is missing for a state, what was guessed, and how much is open."""
    said: dict[str, dict[str, str]] = {}
    for edit in merged.edits:
        said.setdefault(edit.number, dict(known.current.get(edit.number, {})))[edit.field] = edit.value
    asks = []
    for number, decision in said.items():
        if missing := lacking(decision):
            status = decision["status"].partition("（")[0]
            asks.append(LACKS.format(number=number, status=status, missing="と".join(missing)))
    asks += [
        GUESSED.format(number=key, heading=heading, guess=guess) for key, heading, guess in merged.guesses
    ]
    open_ = ((CONFLICTS, len(merged.conflicts)), (QUARANTINE, len(merged.quarantined)))
    return (*asks, *(ASKED.format(sheet=sheet, count=count) for sheet, count in open_ if count))


def _as(received: Received, row: WorkbookRow) -> Received:
    return replace(
        received, workbook_id=row.id, bureau=row.bureau, cycle=row.cycle, revision=row.revision
    )  # fmt: skip


def _claimed(store: Store, received: Received) -> tuple[Received, Mapping[str, Mapping[str, str]]]:
    """Return a CSV file, or a sheet in a new workbook, names no workbook: it is the one whose base differs
    least from it, the newest of equals.
    """
    best: tuple[tuple[int, int], Received, Mapping[str, Mapping[str, str]]] | None = None
    for position, row in enumerate(store.workbooks()):
        if strange(received, row.base) > MAX_STRANGE:
            continue
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
            best = (rank, _as(received, row), row.base)
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
        comments=comments_on_cells(store, bureau),
    )


def comments_on_cells(store: Store, bureau: str) -> dict[str, dict[str, list[str]]]:
    """Row key → heading → what people said on that cell, oldest first."""
    merged = {**store.merged(), **moves(store.decisions(bureau))}
    comments: dict[str, dict[str, list[str]]] = {}
    for note in store.notes(bureau, "comment"):
        row, heading = note.value["row"], note.value["heading"]
        if row and heading:
            cell = comments.setdefault(merged.get(row, row), {}).setdefault(heading, [])
            cell.append(note.value["text"])
    return comments


def current_sheets(store: Store, bureau: str) -> dict[str, OwnSheet]:
    """Return the newest state of every sheet people added to a bureau's workbooks, by name."""
    notes = store.notes(bureau, "sheet")
    return {note.value["name"]: msgspec.convert(note.value, OwnSheet) for note in notes}


def _sheets(store: Store, received: Received, base: Mapping[str, Mapping[str, str]]) -> list[OwnSheet]:
    """Return sheets that say something new; where two people changed one, both are kept."""
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
    notes += [
        Note("unplaced", _mark(u["sheet"], u["about"], u["heading"], u["text"]), u) for u in merged.unplaced
    ]
    notes += [Note("sheet", f"{sheet.name}/{sheet.mark}", asdict(sheet)) for sheet in sheets]
    ledger = {"file": received.file, "cycle": received.cycle, "messages": merged.messages, "lines": lines}
    return [*notes, Note("ledger", sha256, ledger)]


def _mark(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def _keep(delivery: Delivery, reports: Path, received: Received) -> None:
    """Keep the file as it came, whole or not at all: what a killed run left of it is written anew."""
    folder = reports / ORIGINALS / received.cycle / file_name(received.bureau)
    kept = folder / f"{delivery.sha256[:12]}_{_shortened(file_name(delivery.name))}"
    if not kept.exists() or hashlib.sha256(kept.read_bytes()).hexdigest() != delivery.sha256:
        write_whole(kept, delivery.data, mode=0o444)


def _shortened(name: str) -> str:
    """Return a file name that fits beside the hash, with its ending."""
    stem, dot, ending = name.rpartition(".")
    room = MAX_NAME - len(f"{dot}{ending}".encode())
    if len(name.encode()) <= MAX_NAME or room <= 0:
        return name.encode()[:MAX_NAME].decode(errors="ignore")
    return f"{stem.encode()[:room].decode(errors='ignore')}{dot}{ending}"
