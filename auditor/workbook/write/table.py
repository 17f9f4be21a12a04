"""One sheet that is one table: cells, frozen heads, drop-downs, colours beside words, A4 landscape."""

import math
from collections.abc import Collection, Mapping, Sequence
from enum import StrEnum
from types import MappingProxyType

from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from auditor.model import Conformity, DataLinkState, HeaderState, PageResult, Priority, Text, Verdict
from auditor.words import word
from auditor.workbook.form import cells, columns
from auditor.workbook.form.cell_notes import note_text
from auditor.workbook.form.cells import CellWriter
from auditor.workbook.form.columns import NOTHING, Column, Sheet
from auditor.workbook.form.page_texts import FOOTER, IN_PART
from auditor.workbook.write.bulk_rows import PATTERN_ROW, BulkRows
from auditor.workbook.write.bulk_rows import STYLES as POURED
from auditor.workbook.write.rows import Cell, Row

SPARE = 300  # rows below the table where drop-downs wait for rows that people add
# Rows that are printed of a list that nobody writes in; all of them stand on the screen and in the CSV file.
MOST_PRINTED = 60
# Of what people may fill in for every page or criterion of every site: 38 criteria of three sites.
MOST_FILLED_IN = 120
_WHOLE = frozenset({columns.TODO, columns.PLAN, columns.CONFLICTS, columns.QUARANTINE, columns.UNPLACED})
PRINTED = 220  # width of columns that is still legible on a page of A4 landscape
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
_COMPARED = tuple(one for one in TINTS if isinstance(one, Verdict | DataLinkState))
_CONFORMITY = tuple(one for one in TINTS if isinstance(one, Conformity))
# Sheet and name of a column → members that are tinted in it.
_TINTED: Mapping[tuple[str, str], tuple[StrEnum, ...]] = MappingProxyType(
    {
        (columns.PLAN, "verdict"): _COMPARED,
        (columns.PLAN, "priority"): (Priority.HIGH,),
        (columns.FINDINGS, "verdict"): _COMPARED,
        (columns.CRITERIA, "result"): _CONFORMITY,
        (columns.IMPORTED, "result"): _CONFORMITY,
        (columns.PAGES, "result"): (PageResult.FAILED,),
        (columns.HEADERS, "judged"): tuple(one for one in TINTS if isinstance(one, HeaderState)),
        (columns.DATA_LINKS, "judged"): _COMPARED,
    }
)
FOLDED: Mapping[str, int | bool] = MappingProxyType({"level": 1, "hidden": True})
_FOLDED = Text(
    "対応の済んだ{n}行は、この上にたたんであります（左の端の［＋］を押すと表示されます）。",
    "{n} rows that were handled are folded away above: press [+] at the left edge to see them.",
)
_NOT_LISTED = Text("一覧にない値です", "Not in the list")
_USE_LIST = Text("一覧の値を使うと集計に入ります。", "Values of the list are counted.")
_CHECK_DATE = Text("日付を確かめてください", "Please check the date")
_CHECK_SCORE = Text("点を確かめてください", "Please check the score")


def write_table(
    book: Workbook, pen: CellWriter, spec: Sheet, rows: Sequence[Row], title: str, *,
    top: int = 0, hidden: Collection[str] = (), folded: Collection[str] = (),
) -> Worksheet:  # fmt: skip
    """Add the sheet with its table; an empty one says so in a row of its own.

    `top`: row of the headings, from 0. `hidden`: keys of the rows that are out of sight. `folded`: keys of the last
    rows, which are out of sight until their group is unfolded.
    """
    sheet = book.add_worksheet(spec.title(pen.lang))
    for position, row in enumerate(rows, start=top + 1):
        away = FOLDED if row.key in folded else {"hidden": True} if row.key in hidden else {}
        _row(sheet, pen, spec, position, row, away)
    if not rows:
        pen.text(sheet, top + 1, 0, pen.say(NOTHING))
    if folded:
        at = top + 1 + len(rows)
        pen.text(sheet, at, 0, _FOLDED.fill(pen.lang, {"n": len(folded)}), "lead")
        sheet.set_row(at, None, None, {"collapsed": True})
    _frame(book, sheet, pen, spec, top + max(1, len(rows)), title, top)
    return sheet


def pour_table(
    book: Workbook, pen: CellWriter, spec: Sheet, rows: Sequence[Row], title: str
) -> BulkRows | None:
    """Add the sheet of a table of plain data; its rows are poured when the package is finished.

    None for an empty one, which is whole already.
    """
    if not rows:
        write_table(book, pen, spec, rows, title)
        return None
    sheet = book.add_worksheet(spec.title(pen.lang))
    for position, name in enumerate(POURED):
        sheet.write_blank(PATTERN_ROW, position, None, pen.style(name))
    _frame(book, sheet, pen, spec, len(rows), title)
    return BulkRows(f"xl/worksheets/sheet{len(book.worksheets())}.xml", spec.columns, rows)


def is_plain(spec: Sheet) -> bool:
    """Return whether the rows of a table can be poured: nobody writes in them, and no cell is a link."""
    return not spec.people and all(column.kind != "link" for column in spec.columns)


def _frame(
    book: Workbook, sheet: Worksheet, pen: CellWriter, spec: Sheet, bottom: int, title: str, top: int = 0
) -> None:
    """All of a sheet but its rows. `top`, `bottom`: the row of the headings and the last one."""
    _columns(sheet, pen, spec, top, bottom)
    sheet.add_table(
        top, 0, bottom, len(spec.columns) - 1,
        {
            "name": pen.say(spec.table),
            "style": None,
            "autofilter": spec.filtered,
            "title": spec.title(pen.lang),
            "description": pen.say(spec.note),
            "columns": [
                {"header": column.title(pen.lang), "header_format": pen.style(_head(column))}
                for column in spec.columns
            ],
        },
    )  # fmt: skip
    _tints(book, sheet, pen, spec, top, bottom)
    _page(book, sheet, pen, spec, top, bottom, title)


def _head(column: Column) -> str:
    return "people-head" if column.field else "head"


def _blank(column: Column) -> str:
    if not column.field:
        return "text"
    return {"date": "people-date", "int": "people-int"}.get(column.kind, "people")


def _columns(sheet: Worksheet, pen: CellWriter, spec: Sheet, top: int, bottom: int) -> None:
    if any(column.folded for column in spec.columns):
        sheet.outline_settings(True, True, False, False)  # the sign that unfolds stands before the details
    for position, column in enumerate(spec.columns):
        sheet.set_column(position, position, column.width, None, _outline(spec, position))
        if not column.field:
            continue
        prompt = pen.say(column.prompt) if column.prompt else ""
        rule: dict[str, object] = {"ignore_blank": True, "error_type": "warning"}
        if column.choices:
            rule |= {"validate": "list", "source": f"={pen.say(column.choices)}"}
            rule |= {"error_title": pen.say(_NOT_LISTED), "error_message": pen.say(_USE_LIST)}
        elif column.kind == "date":
            rule |= {"validate": "date", "criteria": ">=", "value": _date(2000)}
            rule |= {"error_title": pen.say(_CHECK_DATE), "error_message": prompt}
        elif column.kind == "int":
            rule |= {"validate": "integer", "criteria": "between", "minimum": 0, "maximum": 4}
            rule |= {"error_title": pen.say(_CHECK_SCORE), "error_message": prompt}
        elif prompt:
            rule |= {"validate": "any"}
        else:
            continue
        if prompt:
            rule |= {"input_title": column.title(pen.lang), "input_message": prompt}
        sheet.data_validation(top + 1, position, bottom + SPARE, position, rule)
    longest = max(cells.lines_needed(c.title(pen.lang), c.width - 2) for c in spec.columns if _is_seen(c))
    sheet.set_row(top, cells.LINE * max(2, longest))


def _is_seen(column: Column) -> bool:
    return not column.hidden and not column.folded


def _outline(spec: Sheet, position: int) -> dict[str, int | bool]:
    """Return what Excel is told of a column that is out of sight, or stands before those that are folded."""
    column = spec.columns[position]
    after = spec.columns[position + 1 : position + 2]
    if column.folded:
        return {"level": 1, "hidden": True}
    if any(one.folded for one in after):
        return {"collapsed": True}
    return {"hidden": True} if column.hidden else {}


def _date(year: int) -> object:
    return cells.as_date(f"{year}-01-01")


def _row(
    sheet: Worksheet, pen: CellWriter, spec: Sheet, position: int, row: Row, away: Mapping[str, int | bool]
) -> None:
    for index, (column, value) in enumerate(zip(spec.columns, row.cells, strict=True)):
        fill = row.fills.get(column.heading, "")
        _cell(sheet, pen.tinted(fill) if fill else pen, position, index, column, value, row.link)
        if column.heading in row.comments:
            sheet.write_comment(position, index, note_text((row.comments[column.heading],)), _COMMENT)
    sheet.set_row(position, row_height(spec, row), None, away)


def row_height(spec: Sheet, row: Row) -> float:
    """Return the height in points that the texts of a row need."""
    lines = 1
    for column, value in zip(spec.columns, row.cells, strict=True):
        if isinstance(value, str) and _is_seen(column) and ("\n" in value or len(value) * 2 > column.width):
            lines = max(lines, cells.lines_needed(value[:2000], column.width))
    return min(cells.MAX_HEIGHT, cells.LINE * lines + 3)


def _cell(
    sheet: Worksheet, pen: CellWriter, row: int, index: int, column: Column, value: Cell, link: str
) -> None:
    if value is None or value == "":
        sheet.write_blank(row, index, None, pen.style(_blank(column)))
    elif isinstance(value, int | float):
        style = "change" if column.name == "change" else column.kind
        pen.number(sheet, row, index, value, style if style in cells.STYLES else "number")
    elif column.kind == "link":
        pen.link(sheet, row, index, link, value)
    elif column.kind == "date":
        pen.date(sheet, row, index, value, "people-date" if column.field else "date")
    elif column.kind == "int" and column.field and value.isascii() and value.isdecimal():
        pen.number(sheet, row, index, int(value), "people-int")
    else:
        pen.text(sheet, row, index, value, "people" if column.field else "text")


def _tints(book: Workbook, sheet: Worksheet, pen: CellWriter, spec: Sheet, top: int, bottom: int) -> None:
    for index, column in enumerate(spec.columns):
        for member in _TINTED.get((spec.name, column.name), ()):
            fill, ink = TINTS[member]
            sheet.conditional_format(
                top + 1, index, bottom + SPARE, index,
                {
                    "type": "cell",
                    "criteria": "==",
                    "value": f'"{word(member, pen.lang)}"',
                    "format": book.add_format({"bg_color": fill, "font_color": ink, "bold": True}),
                },
            )  # fmt: skip


def _page(
    book: Workbook, sheet: Worksheet, pen: CellWriter, spec: Sheet, top: int, bottom: int, title: str
) -> None:
    sheet.freeze_panes(top + 1, spec.frozen)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    sheet.repeat_rows(top)
    header = title.replace("&", "&&")[:120]
    most = bottom if spec.name in _WHOLE else MOST_FILLED_IN if spec.people else MOST_PRINTED
    last = min(bottom, top + most)
    told = "" if last == bottom else pen.say(IN_PART).format(most=most)
    sheet.set_header(f"&L&9{header}&R&9{spec.title(pen.lang)}{told}")
    sheet.set_footer(pen.say(FOOTER))
    if spec.print_range:
        first, last = (spec.index(spec.heading(name)) for name in spec.print_range)
        sheet.print_area(0, first, bottom, last)
        sheet.fit_to_pages(1, 0)
        return
    if last < bottom:
        sheet.print_area(0, 0, last, len(spec.columns) - 1)
    wide = sum(column.width for column in spec.columns if _is_seen(column))
    sheet.fit_to_pages(max(1, math.ceil(wide / PRINTED)), 0)
    if wide > PRINTED:
        sheet.repeat_columns(0, spec.frozen - 1)
