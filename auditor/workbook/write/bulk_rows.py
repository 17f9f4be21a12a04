"""Rows of sheets that hold plain data, as SpreadsheetML poured into the finished package.

XlsxWriter holds every cell as an object and takes half a millisecond for a row of nineteen; the finding list
of a bureau has a hundred thousand rows. What it wrote of the sheet (head, table, colours, page) stays as it is.
Known to fit XlsxWriter 3.3, to which pyproject.toml holds it; package.pourable() finds out whether it still does.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

from xlsxwriter.utility import xl_col_to_name

from auditor.workbook.form import cells
from auditor.workbook.form.columns import Column
from auditor.workbook.write.rows import Cell, Row

# Styles of poured cells. The sheet carries them as blank cells of one pattern row, which the rows replace:
# only XlsxWriter knows the numbers that its formats get.
STYLES = ("text", "quoted", "int", "number", "date")
PATTERN_ROW = 1  # from 0, right below the headings

_PATTERN = re.compile(rb'<row r="2"[^>]*>(.*?)</row>', re.DOTALL)
_STYLE = re.compile(rb' s="(\d+)"')
_DIMENSION = re.compile(rb'<dimension ref="[^"]*"/>')
_SST = re.compile(rb'<sst [^>]*?count="(\d+)" uniqueCount="(\d+)">')
_ESCAPED = re.compile("(_x[0-9a-fA-F]{4}_)")
_CHUNK = 500  # rows encoded at a time
_EPOCH = 693_594  # date.toordinal() of Excel's day 0 in books of the 1900 system


@dataclass(frozen=True, slots=True)
class BulkRows:
    """The rows of one sheet, to be poured in its part of the package."""

    part: str  # xl/worksheets/sheet3.xml
    columns: Sequence[Column]
    rows: Sequence[Row]


@dataclass(slots=True)
class Strings:
    """The shared strings of a package that grow while rows are poured."""

    start: int  # strings that are there already
    count: int  # uses of them
    known: dict[str, int] = field(default_factory=dict)

    def index(self, text: str) -> int:
        """Return the number of a text."""
        self.count += 1
        return self.known.setdefault(text, self.start + len(self.known))


def has_counts(content: bytes) -> bool:
    """Return whether sharedStrings.xml can grow: it says how many strings it holds, and ends as it must."""
    return _SST.search(content) is not None and content.rstrip().endswith(b"</sst>")


def has_pattern(content: bytes) -> bool:
    """Return whether a sheet holds its pattern row, with one style for each kind of cell, and says how far
    it reaches.
    """
    rows = _PATTERN.findall(content)
    return (
        len(rows) == 1
        and len(_STYLE.findall(rows[0])) == rows[0].count(b"<c ") == len(STYLES)
        and _DIMENSION.search(content) is not None
    )


def strings_of(content: bytes) -> Strings:
    """Return the shared strings as XlsxWriter left them."""
    found = _SST.search(content)
    if found is None:
        raise ValueError("sharedStrings.xml without its counts")
    return Strings(int(found[2]), int(found[1]))


def strings_part(content: bytes, strings: Strings) -> Iterator[bytes]:
    """sharedStrings.xml with what was poured."""
    found = _SST.search(content)
    if found is None or not strings.known:
        yield content
        return
    head = found[0].replace(b'count="' + found[1], b'count="%d' % strings.count, 1)
    head = head.replace(
        b'uniqueCount="' + found[2], b'uniqueCount="%d' % (strings.start + len(strings.known))
    )
    body, end = content[: content.rindex(b"</sst>")], b"</sst>"
    yield body.replace(found[0], head, 1)
    pieces: list[str] = []
    for text in strings.known:
        pieces.append(_item(text))
        if len(pieces) >= 10_000:
            yield "".join(pieces).encode()
            pieces.clear()
    yield "".join(pieces).encode() + end


def _item(text: str) -> str:
    if "_x" in text:
        text = _ESCAPED.sub(r"_x005F\1", text)
    space = ' xml:space="preserve"' if text[:1].isspace() or text[-1:].isspace() or "\n" in text else ""
    return f"<si><t{space}>{escape(text)}</t></si>"


def sheet_part(content: bytes, pour: BulkRows, strings: Strings) -> Iterator[bytes]:
    """Yield the part of a sheet with its rows in place of the pattern row."""
    pattern = _PATTERN.search(content)
    if pattern is None:
        raise ValueError(f"{pour.part} without its pattern row")
    styles = dict(zip(STYLES, (int(number) for number in _STYLE.findall(pattern[1])), strict=False))
    last = xl_col_to_name(len(pour.columns) - 1)
    dimension = f'<dimension ref="A1:{last}{len(pour.rows) + 1}"/>'.encode()
    yield _DIMENSION.sub(dimension, content[: pattern.start()], count=1)
    names = [xl_col_to_name(index) for index in range(len(pour.columns))]
    lines: list[str] = []
    for number, row in enumerate(pour.rows, start=PATTERN_ROW + 1):
        lines.append(_row(number, row.cells, pour.columns, names, styles, strings))
        if len(lines) >= _CHUNK:
            yield "".join(lines).encode()
            lines.clear()
    yield "".join(lines).encode()
    yield content[pattern.end() :]


def _row(
    at: int, values: Sequence[Cell], columns: Sequence[Column], names: Sequence[str],
    styles: dict[str, int], strings: Strings,
) -> str:  # fmt: skip
    most, pieces = 1, []
    for name, column, value in zip(names, columns, values, strict=True):
        if isinstance(value, str) and value:
            day = cells.as_date(value) if column.kind == "date" else None
            if day is not None:
                pieces.append(f'<c r="{name}{at}" s="{styles["date"]}"><v>{day.toordinal() - _EPOCH}</v></c>')
                continue
            text = cells.clean(value)
            if len(text) * 2 > column.width and not column.folded:
                most = max(most, cells.lines_needed(text[:2000], column.width))
            style = styles["quoted" if cells.is_formula_like(text) else "text"]
            if text:
                pieces.append(f'<c r="{name}{at}" s="{style}" t="s"><v>{strings.index(text)}</v></c>')
                continue
        elif isinstance(value, int | float):
            style = styles[column.kind if column.kind in styles else "number"]
            pieces.append(f'<c r="{name}{at}" s="{style}"><v>{value:.16G}</v></c>')
            continue
        pieces.append(f'<c r="{name}{at}" s="{styles["text"]}"/>')
    height = min(cells.MAX_HEIGHT, cells.LINE * most + 3)
    return f'<row r="{at}" ht="{height:g}">{"".join(pieces)}</row>'
