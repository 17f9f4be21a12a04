"""Turns a spreadsheet of LibreOffice (.ods) into an Excel workbook, so that it is read in one way only."""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from itertools import islice

from xlsxwriter.exceptions import OverlappingRange
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from auditor.model import WorkbookError
from auditor.workbook.form.texts import plain_text
from auditor.workbook.read.pieces import TOO_LARGE, Piece, pieces
from auditor.workbook.read.untrusted_xlsx import LOCKED, MAX_PARTS, MAX_UNPACKED, Stream, damage_said

MAX_CELLS = 500_000  # filled cells of all sheets
MAX_SHEETS = 200
MAX_ROW, MAX_COLUMN = 1_048_576, 1_000
MAX_TEXT, MAX_PROPERTY = 32_767, 200  # characters
MAX_HIDDEN = 10_000  # rows of one run that are marked as hidden
_TYPE = b"application/vnd.oasis.opendocument.spreadsheet"
_CELLS = ("table-cell", "covered-table-cell")
_NOT_TEXT = frozenset({"annotation", "frame", "custom-shape", "rect", "line", "shapes", "ruby-text"})
# What the program fills in when it prints: of a header or footer, that is nobody's word.
_FIELDS = frozenset({"page-number", "page-count", "sheet-name", "date", "time", "title", "file-name"})
_REGIONS = {"region-left": "&L", "region-center": "&C", "region-right": "&R"}
_MARGINS = {"header": True, "footer": False}  # of a printed page: whether it is the upper one
MAX_MARGIN = 255  # characters of a header or footer in Excel
_PLAIN = re.compile(r"[+-]?[0-9][0-9,]*(\.[0-9]+)?")


def is_ods(data: bytes) -> bool:
    """Return whether this is an OpenDocument spreadsheet."""
    if not data.startswith(b"PK"):
        return False
    with damage_said(), zipfile.ZipFile(io.BytesIO(data)) as archive:
        if "mimetype" not in archive.namelist() or "content.xml" not in archive.namelist():
            return False
        with archive.open("mimetype") as part:
            return part.read(200).strip().startswith(_TYPE)


def as_xlsx(data: bytes) -> bytes:
    """Return the cells, notes, merged ranges, headers, footers and properties as an .xlsx file.

    Raises WorkbookError beyond the bounds.
    """
    buffer = io.BytesIO()
    book = Workbook(buffer, {"in_memory": True})
    with damage_said(), zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = archive.infolist()
        if len(entries) > MAX_PARTS or sum(entry.file_size for entry in entries) > MAX_UNPACKED:
            raise WorkbookError(TOO_LARGE)
        if b"encryption-data" in archive.read("META-INF/manifest.xml")[:200_000]:
            raise WorkbookError(LOCKED)
        _properties(book, archive)
        margins = _page_styles(archive)
        with archive.open("content.xml") as source:
            wanted = frozenset({"table-row", "shapes", "style"})
            _Sheets(book, margins).fill(pieces(Stream(source), wanted, frozenset({"table"})))
    book.close()
    return buffer.getvalue()


def _properties(book: Workbook, archive: zipfile.ZipFile) -> None:
    facts: dict[str, object] = {}
    if "meta.xml" in archive.namelist():
        with archive.open("meta.xml") as source:
            for piece in pieces(Stream(source), frozenset({"user-defined", "creator", "date"})):
                text = plain_text(piece.text).strip()[:MAX_PROPERTY]
                name = piece.facts.get("name", "")[:MAX_PROPERTY]
                if piece.name == "user-defined" and name:
                    book.set_custom_property(name, text, "text")
                elif piece.name == "creator":
                    facts["author"] = text
                elif piece.name == "date" and (saved := _day(text)):
                    facts["created"] = saved  # XlsxWriter takes it for the time of the last change too
    book.set_properties({"created": datetime(1900, 1, 1), **facts})


def _page_styles(archive: zipfile.ZipFile) -> dict[str, Piece]:
    """Name of a style of printed pages → what styles.xml says of it."""
    if "styles.xml" not in archive.namelist():
        return {}
    with archive.open("styles.xml") as source:
        found = islice(pieces(Stream(source), frozenset({"master-page"})), MAX_SHEETS)
        return {one.facts.get("name", ""): one for one in found}


class _Sheets:
    """Fills the sheets of a workbook while content.xml is read."""

    def __init__(self, book: Workbook, pages: Mapping[str, Piece]) -> None:
        self._book, self._filled, self._row = book, 0, 0
        self._sheet: Worksheet | None = None
        self._pages, self._page_of = pages, dict[str, str]()  # style of a sheet → style of its printed pages
        self._notes: dict[tuple[int, int], list[str]] = {}
        self._names: set[str] = set()
        self._day = book.add_format({"num_format": "yyyy/mm/dd"})

    def fill(self, found: Iterator[Piece]) -> None:
        for piece in found:
            if piece.name == "style" and piece.facts.get("family") == "table":
                self._page_of[piece.facts.get("name", "")] = piece.facts.get("master-page-name", "")
            elif piece.name == "style":
                continue
            elif piece.name == "table":
                self._write_notes()
                if len(self._names) >= MAX_SHEETS:
                    raise WorkbookError(TOO_LARGE)
                self._sheet = self._book.add_worksheet(self._title(piece.facts.get("name", "")))
                self._row = 0
                page = self._pages.get(self._page_of.get(piece.facts.get("style-name", ""), ""))
                if page is not None:
                    self._margins(self._sheet, page)
            elif self._sheet is not None and piece.name == "shapes":
                self._note(0, 0, "\n".join(_lines(piece, shapes=True)))
            elif self._sheet is not None:
                self._add(self._sheet, piece)
        self._write_notes()

    def _margins(self, sheet: Worksheet, page: Piece) -> None:
        """Write header and footer of the printed page; what Excel has no room for becomes a note of the first cell."""
        for part in page.parts:
            name, _, variant = part.name.partition("-")
            if name not in _MARGINS or part.facts.get("display") == "false":
                continue
            text = _margin(part)
            if variant or len(text) > MAX_MARGIN:
                self._note(0, 0, "\n".join(_lines(part, shapes=True, without=_FIELDS)))
            elif text:
                (sheet.set_header if _MARGINS[name] else sheet.set_footer)(text)

    def _note(self, row: int, column: int, text: str) -> None:
        if text.strip():
            self._notes.setdefault((row, column), []).append(plain_text(text))

    def _write_notes(self) -> None:
        if self._sheet is not None:
            for (row, column), texts in self._notes.items():
                self._sheet.write_comment(row, column, "\n".join(texts)[:MAX_TEXT])
        self._notes = {}

    def _title(self, name: str) -> str:
        title = re.sub(r"[\[\]:*?/\\\n']", "_", plain_text(name))[:31] or "シート"
        if title.casefold() in self._names | {"history", "履歴"}:
            title = f"{title[:24]}（{len(self._names)}）"
        self._names.add(title.casefold())
        return title

    def _add(self, sheet: Worksheet, row: Piece) -> None:
        times = _count(row, "number-rows-repeated")
        column = 0
        for cell in row.parts:
            if cell.name not in _CELLS:
                continue
            wide = _count(cell, "number-columns-repeated")
            value = _value(cell)
            if column < MAX_COLUMN and self._row < MAX_ROW:
                self._beside(sheet, cell, column)
            computed = "formula" in cell.facts
            if value is not None:
                self._filled += wide * times
                if self._filled > MAX_CELLS or column + wide > MAX_COLUMN or self._row + times > MAX_ROW:
                    raise WorkbookError(TOO_LARGE)
                for down in range(times):
                    for right in range(wide):
                        self._put(sheet, self._row + down, column + right, value, computed=computed)
            column += wide
        if row.facts.get("visibility") in ("filter", "collapse") and times < MAX_HIDDEN:
            for down in range(times):
                sheet.set_row(self._row + down, None, None, {"hidden": True})
        self._row += times

    def _beside(self, sheet: Worksheet, cell: Piece, column: int) -> None:
        """What belongs to a cell beside its value: notes, shapes that lie on it, and how far it is merged."""
        noted = [part for part in cell.parts if part.name in _NOT_TEXT]
        self._note(self._row, column, "\n".join(line for part in noted for line in _lines(part, shapes=True)))
        down, right = _count(cell, "number-rows-spanned") - 1, _count(cell, "number-columns-spanned") - 1
        if (down or right) and self._row + down < MAX_ROW and column + right < MAX_COLUMN:
            with suppress(OverlappingRange):
                sheet.merge_range(self._row, column, self._row + down, column + right, "")

    def _put(self, sheet: Worksheet, row: int, column: int, value: object, *, computed: bool) -> None:
        if computed and isinstance(value, int | float):
            sheet.write_formula(row, column, "=0", None, value)  # LibreOffice writes formulas in its own way
        elif isinstance(value, datetime):
            sheet.write_datetime(row, column, value, self._day)
        elif isinstance(value, bool):
            sheet.write_boolean(row, column, value)
        elif isinstance(value, int | float):
            sheet.write_number(row, column, value)
        else:
            sheet.write_string(row, column, plain_text(str(value))[:MAX_TEXT])


def _count(piece: Piece, name: str) -> int:
    text = piece.facts.get(name, "1")
    return max(1, int(text)) if text.isascii() and text.isdecimal() and len(text) < 8 else 1


def _value(cell: Piece) -> object:
    """Return what a cell says: a day, a plain number, or the text that it shows."""
    shown = "\n".join(_lines(cell, shapes=False))
    kind = cell.facts.get("value-type", "")
    if kind == "date" and (day := _day(cell.facts.get("date-value", ""))):
        return day
    if kind == "boolean":
        return cell.facts.get("boolean-value") == "true"
    if kind == "float" and (_PLAIN.fullmatch(shown) or not shown) and not re.match(r"[+-]?0[0-9]", shown):
        try:
            number = float(cell.facts.get("value", ""))
        except ValueError:
            return shown or None
        return int(number) if number.is_integer() and abs(number) < 2**53 else number
    return shown or None


def _day(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text.strip()[:19])
    except ValueError:
        return None


def _margin(part: Piece) -> str:
    """Return a header or footer as Excel writes it, each side with its code."""
    sides = []
    for side in part.parts:
        lines = [_text(side, _FIELDS)] if side.name == "p" else [*_lines(side, shapes=True, without=_FIELDS)]
        if text := plain_text("\n".join(lines)).strip():
            sides.append(f"{_REGIONS.get(side.name, '&C')}{text.replace('&', '&&')}")
    return "".join(sides)


def _lines(piece: Piece, *, shapes: bool, without: frozenset[str] = _NOT_TEXT) -> Iterator[str]:
    """Yield the paragraphs of a cell, note or shape; of a cell without those of its notes and shapes."""
    for part in piece.parts:
        if part.name == "p":
            yield _text(part, without)
        elif shapes or part.name not in _NOT_TEXT:
            yield from _lines(part, shapes=shapes, without=without)


def _text(piece: Piece, without: frozenset[str] = _NOT_TEXT) -> str:
    """Return the text of a paragraph in the order in which it stands."""
    text = piece.text
    for part in piece.parts:
        if part.name == "s":
            text += " " * min(_count(part, "c"), MAX_TEXT)
        elif part.name not in without:
            text += {"tab": "\t", "line-break": "\n"}.get(part.name, "") or _text(part, without)
        text += part.tail
    return text
