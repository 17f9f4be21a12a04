"""One sheet that is one table: cells, frozen heads, drop-downs, colours beside words, A4 landscape."""

import math
from collections.abc import Mapping, Sequence
from enum import StrEnum
from types import MappingProxyType

from xlsxwriter.utility import xl_range_abs
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from auditor.model import Conformity, DataLinkState, HeaderState, PageResult, Priority, Verdict
from auditor.words import word
from auditor.workbook.form import cells
from auditor.workbook.form.cells import Pen
from auditor.workbook.form.columns import NOTHING, Column, Sheet
from auditor.workbook.write.bulk_rows import PATTERN_ROW, Pour
from auditor.workbook.write.bulk_rows import STYLES as POURED
from auditor.workbook.write.rows import Cell, Row

SPARE = 300  # rows below the table where drop-downs wait for rows that people add
PRINTED = 220  # width of columns that is still legible on a page of A4 landscape
COMMENT = 2_000  # characters of a note; all of it stands on コメント引継ぎ
_COMMENT = {"author": "引継ぎ", "x_scale": 2, "y_scale": 1.5, "font_size": 9}

# Fill and text colour: each word says what its colour says (contrast 8.9:1 and more).
_RED, _AMBER = ("#FBE0DD", "#7A0C05"), ("#FFF2CC", "#5B3A00")
_GREEN, _GREY, _BLUE = ("#DDF0DD", "#0B3D0B"), ("#E7E6E6", "#262626"), ("#DDEBF7", "#1F3864")
TINTS: Mapping[StrEnum, tuple[str, str]] = MappingProxyType(
    {
        Verdict.NEW: _BLUE,
        Verdict.REAPPEARED: _RED,
        Verdict.REMAINING: _AMBER,
        Verdict.IMPROVED: ("#E2EFDA", "#0B3D0B"),
        Verdict.FIXED: _GREEN,
        Verdict.UNCONFIRMED: _GREY,
        Verdict.GONE: _GREY,
        DataLinkState.BROKEN: _RED,
        DataLinkState.DOUBTFUL: _AMBER,
        Priority.HIGH: _RED,
        Conformity.FAILED: _RED,
        Conformity.LIKELY: _RED,
        Conformity.REVIEW: _AMBER,
        Conformity.UNTESTED: _GREY,
        HeaderState.UNFIT: _RED,
        HeaderState.PARTLY: _AMBER,
        HeaderState.FIT: _GREEN,
        PageResult.FAILED: _RED,
    }
)
# Heading of a column → members that are tinted in it.
_TINTED: Mapping[str, tuple[StrEnum, ...]] = MappingProxyType(
    {
        "判定": tuple(one for one in TINTS if isinstance(one, Verdict | DataLinkState)),
        "優先度": (Priority.HIGH,),
        "結果": tuple(one for one in TINTS if isinstance(one, Conformity)),
        "適否": tuple(one for one in TINTS if isinstance(one, HeaderState)),
        "検査結果": (PageResult.FAILED,),
    }
)


def write_table(book: Workbook, pen: Pen, spec: Sheet, rows: Sequence[Row], title: str) -> Worksheet:
    """Add the sheet with its table; an empty one says so in a row of its own."""
    sheet = book.add_worksheet(spec.name)
    for position, row in enumerate(rows, start=1):
        _row(sheet, pen, spec, position, row)
    if not rows:
        pen.text(sheet, 1, 0, NOTHING)
    _frame(book, sheet, pen, spec, max(1, len(rows)), title)
    return sheet


def pour_table(book: Workbook, pen: Pen, spec: Sheet, rows: Sequence[Row], title: str) -> Pour | None:
    """Add the sheet of a table of plain data; its rows are poured when the package is finished.

    None for an empty one, which is whole already.
    """
    if not rows:
        write_table(book, pen, spec, rows, title)
        return None
    sheet = book.add_worksheet(spec.name)
    for position, name in enumerate(POURED):
        sheet.write_blank(PATTERN_ROW, position, None, pen.style(name))
    _frame(book, sheet, pen, spec, len(rows), title)
    return Pour(f"xl/worksheets/sheet{len(book.worksheets())}.xml", spec.columns, rows)


def is_plain(spec: Sheet) -> bool:
    """Whether the rows of a table can be poured: nobody writes in them, and no cell is a link."""
    return not spec.people and all(column.kind != "link" for column in spec.columns)


def _frame(book: Workbook, sheet: Worksheet, pen: Pen, spec: Sheet, bottom: int, title: str) -> None:
    """All of a sheet but its rows."""
    _columns(sheet, pen, spec, bottom)
    sheet.add_table(
        0, 0, bottom, len(spec.columns) - 1,
        {
            "name": spec.table,
            "style": None,
            "title": spec.name,
            "description": spec.note,
            "columns": [
                {"header": column.heading, "header_format": pen.style(_head(column))}
                for column in spec.columns
            ],
        },
    )  # fmt: skip
    _tints(book, sheet, spec, bottom)
    _page(book, sheet, spec, bottom, title)


def _head(column: Column) -> str:
    return "people-head" if column.field else "head"


def _blank(column: Column) -> str:
    if not column.field:
        return "text"
    return {"date": "people-date", "int": "people-int"}.get(column.kind, "people")


def _columns(sheet: Worksheet, pen: Pen, spec: Sheet, bottom: int) -> None:
    for position, column in enumerate(spec.columns):
        sheet.set_column(position, position, column.width, None, {"hidden": True} if column.hidden else {})
        if not column.field:
            continue
        rule: dict[str, object] = {"ignore_blank": True, "error_type": "warning"}
        if column.choices:
            rule |= {"validate": "list", "source": f"={column.choices}"}
            rule |= {"error_title": "一覧にない値です", "error_message": "一覧の値を使うと集計に入ります。"}
        elif column.kind == "date":
            rule |= {"validate": "date", "criteria": ">=", "value": _date(2000)}
            rule |= {"error_title": "日付を確かめてください", "error_message": column.prompt}
        elif column.kind == "int":
            rule |= {"validate": "integer", "criteria": "between", "minimum": 0, "maximum": 4}
            rule |= {"error_title": "点を確かめてください", "error_message": column.prompt}
        elif column.prompt:
            rule |= {"validate": "any"}
        else:
            continue
        if column.prompt:
            rule |= {"input_title": column.heading, "input_message": column.prompt}
        sheet.data_validation(1, position, bottom + SPARE, position, rule)
    longest = max(cells.lines_needed(c.heading, c.width - 2) for c in spec.columns if not c.hidden)
    sheet.set_row(0, cells.LINE * max(2, longest))


def _date(year: int) -> object:
    return cells.as_date(f"{year}-01-01")


def _row(sheet: Worksheet, pen: Pen, spec: Sheet, position: int, row: Row) -> None:
    lines = 1
    for index, (column, value) in enumerate(zip(spec.columns, row.cells, strict=True)):
        fill = row.fills.get(column.heading, "")
        _cell(sheet, pen.tinted(fill) if fill else pen, position, index, column, value, row.link)
        if column.heading in row.comments:
            sheet.write_comment(
                position, index, cells.clean(row.comments[column.heading])[:COMMENT], _COMMENT
            )
        if isinstance(value, str) and not column.hidden and len(value) * 2 > column.width:
            lines = max(lines, cells.lines_needed(value[:2000], column.width))
    sheet.set_row(position, min(cells.MAX_HEIGHT, cells.LINE * lines + 3))


def _cell(sheet: Worksheet, pen: Pen, row: int, index: int, column: Column, value: Cell, link: str) -> None:
    if value is None or value == "":
        sheet.write_blank(row, index, None, pen.style(_blank(column)))
    elif isinstance(value, int | float):
        style = "change" if column.heading == "前期比" else column.kind
        pen.number(sheet, row, index, value, style if style in cells.STYLES else "number")
    elif column.kind == "link":
        pen.link(sheet, row, index, link, value)
    elif column.kind == "date":
        pen.date(sheet, row, index, value, "people-date" if column.field else "date")
    elif column.kind == "int" and column.field and value.isascii() and value.isdecimal():
        pen.number(sheet, row, index, int(value), "people-int")
    else:
        pen.text(sheet, row, index, value, "people" if column.field else "text")


def _tints(book: Workbook, sheet: Worksheet, spec: Sheet, bottom: int) -> None:
    for heading, tinted in _TINTED.items():
        if heading not in spec.headings:
            continue
        index = spec.index(heading)
        for member in tinted:
            fill, ink = TINTS[member]
            sheet.conditional_format(
                1, index, bottom + SPARE, index,
                {
                    "type": "cell",
                    "criteria": "==",
                    "value": f'"{word(member)}"',
                    "format": book.add_format({"bg_color": fill, "font_color": ink, "bold": True}),
                },
            )  # fmt: skip


def _page(book: Workbook, sheet: Worksheet, spec: Sheet, bottom: int, title: str) -> None:
    sheet.freeze_panes(1, spec.frozen)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    if not spec.print_ranges:
        wide = sum(column.width for column in spec.columns)
        sheet.fit_to_pages(max(1, math.ceil(wide / PRINTED)), 0)
        sheet.repeat_columns(0, spec.frozen - 1)
    else:
        sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    header = title.replace("&", "&&")[:120]
    sheet.set_header(f"&L&9{header}&R&9{spec.name}")
    sheet.set_footer("&C&9&P / &N ページ")
    if not spec.print_ranges:
        return
    sheet.repeat_columns(0)
    areas = [
        f"'{spec.name}'!" + xl_range_abs(0, spec.index(first), bottom, spec.index(last))
        for first, last in spec.print_ranges
    ]
    # print_area() knows one range only.
    book.define_name(f"'{spec.name}'!_xlnm.Print_Area", "=" + ",".join(areas))
