"""Finds words that stand where no cell of the plan is: on sheets of the machine, above tables, in text boxes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice

from openpyxl.utils import get_column_letter

from auditor.model import WorkbookError
from auditor.workbook.form import columns
from auditor.workbook.form.cells import words as letters
from auditor.workbook.form.columns import BASE, IDENTITY, PLAN, SHEET_TITLES, TABLES, TODO, Sheet
from auditor.workbook.form.known_words import KnownWords, formula_of, from_rows
from auditor.workbook.form.page_texts import is_printed_by_us
from auditor.workbook.form.received import EXTRA, Stray
from auditor.workbook.form.texts import text_of, unescaped
from auditor.workbook.read import header_row
from auditor.workbook.read.book import MAX_COLUMN, Cell, Keep, SheetRead, Value
from auditor.workbook.read.header_row import Head, grid_of
from auditor.workbook.read.pieces import Piece, pieces
from auditor.workbook.read.shown import shown_text
from auditor.workbook.read.untrusted_xlsx import Package

MAX_STRAYS = 5_000  # places of one file
MAX_TEXT = 30_000  # characters of one of them; of longer words each part is one
MAX_ABOUT = 60  # characters of what a row begins with
_ABOUT = 2  # columns that tell what a row of the machine is about
_LINE = 2_000  # rows of the hidden sheet that keep what was written

BOX, PRINTED, PICTURE = "図形の中の文字", "印刷のヘッダー・フッター", "図・グラフ・画像"
_PICTURES = "（足された図・グラフ・画像 {count}個。受領した原本にあります）"
_MORE = "ほかに{count:,}か所に記入があります。受領した原本を参照してください。"
_UNCHECKED = (
    "書き出したときの控えがファイルに無いため、機械のシート（{names}）の欄に書き足された言葉を探せませんでした。"
    "言葉を書いた欄があれば、「改善計画」の備考に写してください。"
)
_SPECS: Mapping[str, Sheet] = {title: spec for spec in TABLES.values() for title in (spec.name, spec.english)}
_ASKED = (columns.CONFLICTS, columns.QUARANTINE)
_COMPARED = frozenset({PLAN, TODO})  # tables whose rows are compared cell by cell when they are merged


def known_of(identity: SheetRead | None) -> dict[str, KnownWords]:
    """Return what each sheet said when it was written, as the hidden sheet of a workbook keeps it."""
    if identity is None:
        return {}
    kept = islice(identity.rows.values(), _LINE)
    return from_rows(
        (text_of(_value(cells, 1)), text_of(_value(cells, 2)), text_of(_value(cells, 3))) for cells in kept
    )


def _value(cells: Mapping[int, Cell], column: int) -> Value | None:
    cell = cells.get(column)
    return None if cell is None else cell.value


def keep_of(title: str, known: Mapping[str, KnownWords]) -> Keep:
    """Return which cells of a sheet of the machine are held: its heads, and what it did not say when it was written.

    Of a sheet that nothing was kept of, what stands beyond the columns of the machine.
    """
    words, spec = known.get(title), _SPECS.get(title)
    wide = len(spec.columns) if spec else MAX_COLUMN

    def keep(row: int, column: int, value: Value | None) -> bool:
        heads = spec is not None and (row <= header_row.HEADER_ROWS or column <= _ABOUT)
        return heads or column > wide or (words is not None and value is not None and value not in words)

    return keep


def strays(
    package: Package, sheets: Sequence[SheetRead], heads: Mapping[str, tuple[Sheet, Head]],
    known: Mapping[str, KnownWords],
) -> tuple[tuple[Stray, ...], tuple[str, ...]]:  # fmt: skip
    """Return the words, and remarks about what could not be looked at.

    `heads`: title → the table of people found there.
    """
    found: list[Stray] = []
    unchecked = []
    for sheet in sheets:
        if sheet.title in (IDENTITY, BASE):
            continue
        spec, head = heads.get(sheet.title) or (_SPECS.get(sheet.title), None)
        words = known.get(sheet.title) or (next(
            (known[title] for title in (spec.name, spec.english) if title in known), None
        ) if spec else None)  # fmt: skip
        ours = spec is not None or sheet.title in SHEET_TITLES
        if ours and words is None and (head is None or spec is None or spec.name != PLAN):
            unchecked.append(sheet.title)
        if spec is not None and head is None:
            head = header_row.of_machine(grid_of(sheet), spec)
        if ours:
            found += _cells(sheet, spec, head, words)
        found += _printed(sheet, words, ours=ours)
        found += _drawn(package, sheet, words, ours=ours)
        if len(found) > MAX_STRAYS:
            break
    remarks = [_UNCHECKED.format(names="、".join(unchecked))] if unchecked else []
    if len(found) > MAX_STRAYS:
        remarks.append(_MORE.format(count=len(found) - MAX_STRAYS))
    return tuple(part for one in found[:MAX_STRAYS] for part in _parted(one)), tuple(remarks)


def _parted(stray: Stray) -> Iterator[Stray]:
    text = letters(stray.text).strip()
    for at in range(0, len(text), MAX_TEXT):
        yield replace(stray, text=text[at : at + MAX_TEXT])


def _cells(
    sheet: SheetRead, spec: Sheet | None, head: Head | None, words: KnownWords | None
) -> Iterator[Stray]:
    at = {column: heading for heading, column in head.where.items()} if head else {}
    titles = head.grid.rows[head.row] if head else {}
    filled: set[int] = set()  # columns that say something below their heading
    for number, cells in sheet.rows.items():
        values = {column: value for column, cell in cells.items() if (value := cell.shown) not in (None, "")}
        if head and (number == head.row or header_row.is_repeated(head, values)):
            continue
        nothing = columns.is_nothing(map(str, values.values()))
        for column in sorted(values):
            heading = at.get(column, "")
            if head and number > head.row:
                filled.add(column)
                if not nothing and _has_its_place(spec, heading):
                    continue
            # Over the rows of やること stand lines of the machine; what else stands above a heading row people wrote.
            above = head is not None and number < head.row
            unwritten = above and words is None and (spec is None or spec.name != TODO)
            ours = _is_ours(cells[column], column, words) and not unwritten
            own = head is not None and (not heading or heading.startswith(EXTRA))
            if (own or not ours) and (text := shown_text(cells[column])):
                yield Stray(
                    sheet.title, f"{get_column_letter(column)}{number}", number,
                    "" if above else _about(values, column), _title(titles.get(column)), text,
                )  # fmt: skip
    if head and not (spec and spec.people and spec.name not in _ASKED):
        for column in sorted(titles.keys() - at.keys() - filled):
            place = f"{get_column_letter(column)}{head.row}"
            yield Stray(sheet.title, place, head.row, "", "", text_of(titles[column]))


def _has_its_place(spec: Sheet | None, heading: str) -> bool:
    """Return whether a cell of a row is read as one of a table of people."""
    if spec is None or not heading:
        return False
    people = {column.heading for column in spec.people}
    if spec.name in _ASKED:
        return heading in people
    return bool(people) and (heading in people or heading.startswith(EXTRA) or spec.name in _COMPARED)


def _is_ours(cell: Cell, column: int, words: KnownWords | None) -> bool:
    value = cell.shown
    if words is None or value in words:
        return True
    return bool(cell.formula) and isinstance(value, int | float) and formula_of(column) in words


def _about(values: Mapping[int, Value | None], column: int) -> str:
    first = [text_of(values[at]) for at in range(1, _ABOUT + 1) if at in values and at != column]
    return "／".join(text for text in first if text)[:MAX_ABOUT]


def _title(value: object) -> str:
    return " ".join(text_of(value).split())[:80]


def _printed(sheet: SheetRead, words: KnownWords | None, *, ours: bool) -> Iterator[Stray]:
    for text in sheet.printed:
        if (text not in words) if words is not None else not (ours and is_printed_by_us(text)):
            yield Stray(sheet.title, "", 0, "", PRINTED, text)


def _drawn(package: Package, sheet: SheetRead, words: KnownWords | None, *, ours: bool) -> Iterator[Stray]:
    """Yield words of text boxes and shapes, and how many pictures were added to a sheet of ours."""
    pictures = 0
    for part in [one.part for one in package.relations(sheet.part) if one.kind == "drawing"]:
        for anchor in _anchors(package, part):
            pictures += sum(one.name in ("pic", "graphicFrame") for one in _inside(anchor))
            text = "\n".join(
                line
                for shape in _inside(anchor)
                if shape.name == "txBody"
                for line in ("".join(t.text for t in _inside(p) if t.name == "t") for p in shape.parts)
                if line.strip()
            )
            if text:
                yield Stray(sheet.title, _place(anchor), 0, "", BOX, unescaped(text))
    if ours and words is not None and pictures > words.pictures:
        told = _PICTURES.format(count=pictures - words.pictures)
        yield Stray(sheet.title, "", 0, "", PICTURE, told)


def _anchors(package: Package, part: str) -> Iterator[Piece]:
    """Yield each thing that lies on a sheet; a broken drawing must not cost the plan."""
    if part not in package:
        return
    try:
        with package.open(part) as stream:
            yield from pieces(stream, frozenset({"twoCellAnchor", "oneCellAnchor", "absoluteAnchor"}))
    except WorkbookError:
        return


def _inside(piece: Piece) -> Iterator[Piece]:
    """Yield all that is in a piece; of what is drawn in two ways the first."""
    for part in piece.parts:
        if part.name != "Fallback":
            yield part
            yield from _inside(part)


def _place(anchor: Piece) -> str:
    start = anchor.first("from")
    column, row = (start.first(name) if start else None for name in ("col", "row"))
    if column is None or row is None or not (column.text.isdecimal() and row.text.isdecimal()):
        return ""
    at = int(column.text[:5])
    return f"{get_column_letter(at + 1)}{int(row.text[:7]) + 1}" if at < 16_384 else ""
