"""Reads what people brought along: notes and threads on cells, and sheets of their own."""

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta

from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import to_excel

from auditor.model import WorkbookError
from auditor.workbook.form.columns import BASE, IDENTITY, SHEET_TITLES, TABLES
from auditor.workbook.form.known_words import KnownWords
from auditor.workbook.form.received import OwnSheet, ReadComment, SheetCell
from auditor.workbook.form.texts import plain_text, text_of, unescaped
from auditor.workbook.read.book import Area, Book, Cell, SheetRead, place
from auditor.workbook.read.pieces import Piece, pieces
from auditor.workbook.read.untrusted_xlsx import Package

OURS = SHEET_TITLES | {IDENTITY, BASE}
MAX_CELLS = 100_000  # of one sheet that is drawn again; a larger one stays in the original
MAX_SHEETS = 30
MAX_COMMENTS = 5_000
_DRAWN = frozenset({"drawing", "chart", "image", "chartsheet"})
_THREAD = re.compile(
    r"^\[(Threaded comment|スレッド化されたコメント|スレッド コメント)\].*?(Comment:|コメント:|コメント：)\s*",
    re.S,
)


def comments(package: Package, book: Book) -> tuple[ReadComment, ...]:
    """Notes and threads of all sheets, by sheet and cell; of broken ones what can be read."""
    people = dict(_people(package))
    found: list[ReadComment] = []
    for sheet in book.sheets:
        if sheet.title in (IDENTITY, BASE):
            continue
        threads: dict[tuple[int, int], list[tuple[str, str]]] = {}
        for where, who, text in _parts(package, sheet, "threadedComment"):
            threads.setdefault(where, []).append((people.get(who, ""), text))
        for where, who, text in _parts(package, sheet, "comment"):
            threads.setdefault(where, [(who, _THREAD.sub("", text))])
        for (row, column), said in threads.items():
            found += [
                ReadComment(
                    sheet.title, f"{get_column_letter(column)}{row}", row, column,
                    who, text.strip(),
                )
                for who, text in said
                if text.strip()
            ]  # fmt: skip
    return tuple(sorted(found[:MAX_COMMENTS], key=lambda one: (one.sheet, one.row, one.column)))


def _parts(package: Package, sheet: SheetRead, kind: str) -> Iterator[tuple[tuple[int, int], str, str]]:
    """(row, column), person and text of the notes (kind comment) or threads of one sheet."""
    kinds = {"comment": "comments"}
    count = 0
    for part in [one.part for one in package.relations(sheet.part) if one.kind == kinds.get(kind, kind)]:
        authors: list[str] = []
        for piece in _tolerant(package, part, frozenset({"author", kind})):
            where = place(piece.facts.get("ref", ""))
            if piece.name == "author":
                authors.append(unescaped(piece.text))
            elif where is not None and count < MAX_COMMENTS:
                count += 1
                text = piece.first("text")
                words = "" if text is None else text.text if kind != "comment" else text.words()
                who = piece.facts.get("personId", "")
                yield where, who or _author(authors, piece.facts.get("authorId", "")), unescaped(words)


def _author(authors: list[str], number: str) -> str:
    at = int(number) if number.isascii() and number.isdecimal() and len(number) < 6 else len(authors)
    return authors[at] if at < len(authors) else ""


def _people(package: Package) -> Iterator[tuple[str, str]]:
    """Number → name of everybody who takes part in threads."""
    for part in package.parts_in("xl/persons/"):
        for piece in _tolerant(package, part, frozenset({"person"})):
            yield piece.facts.get("id", ""), unescaped(piece.facts.get("displayName", ""))


def _tolerant(package: Package, part: str, whole: frozenset[str]) -> Iterator[Piece]:
    """Pieces of a part until it breaks: a broken note must not cost the plan."""
    if part not in package:
        return
    try:
        with package.open(part) as stream:
            yield from pieces(stream, whole)
    except WorkbookError:
        return


def own_sheets(book: Book, taken: frozenset[str], known: Mapping[str, KnownWords]) -> tuple[OwnSheet, ...]:
    """Return sheets that are not ours.

    `taken`: those that were read as one of our tables under another name; `known`:
    title → what a sheet said when it was written."""
    return tuple(
        _own(sheet)
        for sheet in book.sheets
        if not (sheet.title in OURS or sheet.title in taken or _is_mere_copy(sheet, known))
    )[:MAX_SHEETS]


def _is_mere_copy(sheet: SheetRead, known: Mapping[str, KnownWords]) -> bool:
    """Return whether this is a sheet of the machine under another name in which nobody wrote: it is drawn
    new every cycle.
    """
    heads = {str(cell.shown) for cell in sheet.rows.get(1, {}).values() if cell.shown is not None}
    return any(
        words is not None
        and len(heads & set(spec.titles(lang))) >= 0.8 * len(spec.headings)
        and all(
            cell.shown is None or cell.shown in words
            for cells in sheet.rows.values()
            for cell in cells.values()
        )
        for spec in TABLES.values()
        if not spec.people
        for lang, words in (("ja", known.get(spec.name)), ("en", known.get(spec.english)))
    )


def _own(sheet: SheetRead) -> OwnSheet:
    areas = tuple(_drawable(sheet))
    covered = {(row, column) for area in areas for row, column in _places(area)}
    cells: list[SheetCell] = []
    lost = []
    for row, filled in sheet.rows.items():
        for column in sorted(filled):
            if (row, column) not in covered:
                cells.append(_cell(row, column, filled[column], sheet.links.get((row, column), "")))
    if len(cells) > MAX_CELLS:
        lost.append(f"{MAX_CELLS:,}個を超えるセル")
        cells = cells[:MAX_CELLS]
    if any(one.kind in _DRAWN for one in sheet.relations):
        lost.append("図・グラフ・画像")
    return OwnSheet(
        name=sheet.title,
        cells=tuple(cells),
        widths={str(column): width for column, width in sheet.widths.items()},
        merges=areas,
        lost="、".join(lost),
    )


def _drawable(sheet: SheetRead) -> Iterator[Area]:
    """Merged ranges that can be drawn again: those that overlap no other one, as far as cells may be drawn."""
    drawn: set[tuple[int, int]] = set()
    left = MAX_CELLS
    for area in sorted(sheet.merged):
        size = (area[2] - area[0] + 1) * (area[3] - area[1] + 1)
        if size <= left:
            left -= size
            places = {area[:2], *_places(area)}
            if drawn.isdisjoint(places):
                drawn |= places
                yield area


def _places(area: Area) -> Iterator[tuple[int, int]]:
    """Yield the cells of a merged range that its first cell speaks for."""
    for row in range(area[0], area[2] + 1):
        for column in range(area[1], area[3] + 1):
            if (row, column) != area[:2]:
                yield row, column


def _cell(row: int, column: int, cell: Cell, link: str) -> SheetCell:
    look = cell.look
    value: object = cell.formula or cell.value
    kind, form = "text", look.form
    if cell.formula:
        kind = "formula"
    elif isinstance(value, bool):
        kind = "bool"
    elif isinstance(value, int | float):
        kind = "number"
    elif isinstance(value, datetime | date | time | timedelta):
        kind, value = "number", to_excel(value)  # type: ignore[no-untyped-call]
        form = form if form != "General" else "yyyy/mm/dd"
    return SheetCell(
        row=row, column=column,
        value=value if isinstance(value, int | float) else text_of(value),
        kind=kind, form=form, fill=look.fill, bold=look.bold, italic=look.italic, ink=look.ink,
        wrap=look.wrap, size=look.size, link=plain_text(link)[:2_100],
    )  # fmt: skip
