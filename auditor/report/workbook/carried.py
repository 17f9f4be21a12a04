"""Reads what people brought along: notes and threads on cells, and sheets of their own."""

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

from lxml import etree
from openpyxl.utils.datetime import to_excel
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from auditor.report.workbook.colours import fill_of, rgb, theme_of
from auditor.report.workbook.columns import BASE, GUIDE, IDENTITY, OVERVIEW, TABLES
from auditor.report.workbook.received import OwnSheet, ReadComment, SheetCell
from auditor.report.workbook.texts import text_of

OURS = frozenset({OVERVIEW, GUIDE, IDENTITY, BASE, *TABLES})
MAX_CELLS = 100_000  # of one sheet that is drawn again; a larger one stays in the original
MAX_SHEETS = 30
MAX_COMMENTS = 5_000
_THREAD = re.compile(
    r"^\[(Threaded comment|スレッド化されたコメント|スレッド コメント)\].*?(Comment:|コメント:|コメント：)\s*",
    re.S,
)
_SPACE = "{http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments}"


def comments(book: Workbook, data: bytes) -> tuple[ReadComment, ...]:
    """Notes and threads of all sheets, by sheet and cell."""
    threads = _threads(book, data)
    found: list[ReadComment] = []
    for sheet in book.worksheets:
        if sheet.title.startswith("_"):
            continue
        for cell in list(sheet._cells.values()):  # only what is there: no empty cell is made
            if cell.comment is None or len(found) >= MAX_COMMENTS:
                continue
            raw = cell.comment.text or ""
            thread = threads.get((sheet.title, cell.coordinate), [])
            said = thread or [(cell.comment.author or "", _THREAD.sub("", raw))]
            found += [
                ReadComment(
                    sheet.title,
                    cell.coordinate,
                    cell.row or 0,
                    cell.column or 0,
                    text_of(who),
                    text_of(text).strip(),
                )
                for who, text in said
                if text.strip()
            ]
    return tuple(sorted(found, key=lambda one: (one.sheet, one.row, one.column)))


def _threads(book: Workbook, data: bytes) -> dict[tuple[str, str], list[tuple[str, str]]]:
    """(sheet, cell) → (person, text) of threaded comments, which openpyxl does not read."""
    result: dict[tuple[str, str], list[tuple[str, str]]] = {}
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = package.namelist()
        if not any(name.startswith("xl/threadedComments/") for name in names):
            return result
        people = {
            node.get("id", ""): node.get("displayName", "")
            for name in names
            if name.startswith("xl/persons/")
            for node in _parse(package.read(name)).iter(f"{_SPACE}person")
        }
        for sheet in book.worksheets:
            for name in _thread_parts(package, sheet, names):
                for node in _parse(package.read(name)).iter(f"{_SPACE}threadedComment"):
                    text = node.findtext(f"{_SPACE}text") or ""
                    place = (sheet.title, node.get("ref", ""))
                    result.setdefault(place, []).append((people.get(node.get("personId", ""), ""), text))
    return result


def _parse(part: bytes) -> Any:  # Any: lxml has no types for what it gives
    return etree.fromstring(part, etree.XMLParser(resolve_entities=False, no_network=True, recover=True))


def _thread_parts(package: zipfile.ZipFile, sheet: Worksheet, names: list[str]) -> Iterator[str]:
    part = _sheet_part(package, sheet.title)
    rels = f"{part.rpartition('/')[0]}/_rels/{part.rpartition('/')[2]}.rels"
    if not part or rels not in names:
        return
    for target in re.findall(rb'Target="([^"]*threadedComments/[^"]+)"', package.read(rels)):
        name = "xl/threadedComments/" + target.decode().rpartition("/")[2]
        if name in names:
            yield name


def _sheet_part(package: zipfile.ZipFile, title: str) -> str:
    """The part of the package that holds a sheet."""
    book, rels = _parse(package.read("xl/workbook.xml")), _parse(package.read("xl/_rels/workbook.xml.rels"))
    targets = {node.get("Id"): node.get("Target", "") for node in rels}
    for node in book.iter("{*}sheet"):
        if node.get("name") == title:
            id_ = next((value for key, value in node.attrib.items() if key.endswith("}id")), "")
            target = targets.get(id_, "")
            return target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return ""


def own_sheets(book: Workbook, taken: frozenset[str]) -> tuple[OwnSheet, ...]:
    """Sheets that are not ours; `taken`: those that were read as one of our tables under another name."""
    theme = theme_of(book)
    found = []
    for sheet in book.worksheets:
        if sheet.title in OURS or sheet.title in taken or sheet.title.startswith("_") or _renamed(sheet):
            continue
        found.append(_own(sheet, theme))
    return tuple(found[:MAX_SHEETS])


def _renamed(sheet: Worksheet) -> bool:
    """Whether this is a sheet of the machine under another name: it is drawn new every cycle."""
    heads = {str(cell.value) for cell in next(sheet.iter_rows(max_row=1, max_col=40), ()) if cell.value}
    return any(
        len(heads & set(spec.headings)) >= 0.8 * len(spec.headings) and not spec.people
        for spec in TABLES.values()
    )


def _own(sheet: Worksheet, theme: tuple[str, ...]) -> OwnSheet:
    cells = list(sheet._cells.items())  # see above
    lost = []
    if len(cells) > MAX_CELLS:
        lost.append(f"{MAX_CELLS:,}個を超えるセル")
        cells = cells[:MAX_CELLS]
    if getattr(sheet, "_charts", None) or getattr(sheet, "_images", None):
        lost.append("図・グラフ・画像")
    return OwnSheet(
        name=sheet.title,
        cells=tuple(made for _, cell in sorted(cells) if (made := _cell(cell, theme)) is not None),
        widths={
            str(dimension.min): round(float(dimension.width), 1)
            for dimension in sheet.column_dimensions.values()
            if dimension.width and dimension.min
        },
        merges=tuple(
            sorted(
                (area.min_row, area.min_col, area.max_row, area.max_col) for area in sheet.merged_cells.ranges
            )
        ),
        lost="、".join(lost),
    )


def _cell(cell: Any, theme: tuple[str, ...]) -> SheetCell | None:  # Any: Cell or MergedCell of openpyxl
    fill = fill_of(cell, theme)
    if cell.value is None and not fill:
        return None
    value, kind, form = cell.value, "text", cell.number_format if cell.has_style else "General"
    if cell.data_type == "f":
        kind, value = "formula", str(getattr(cell.value, "text", cell.value))
    elif isinstance(value, bool):
        kind = "bool"
    elif isinstance(value, int | float):
        kind = "number"
    elif isinstance(value, datetime | date | time):
        kind, value = "number", to_excel(value)  # type: ignore[no-untyped-call]
        form = form if form != "General" else "yyyy/mm/dd"
    else:
        value = text_of(value)
    font = cell.font if cell.has_style else None
    return SheetCell(
        row=cell.row, column=cell.column, value=value, kind=kind, form=form, fill=fill,
        bold=bool(font and font.b), italic=bool(font and font.i), ink=rgb(font.color, theme) if font else "",
        wrap=bool(cell.has_style and cell.alignment.wrap_text),
        size=float(font.sz or 0) if font else 0.0,
        link=str(cell.hyperlink.target or "") if getattr(cell, "hyperlink", None) else "",
    )  # fmt: skip
