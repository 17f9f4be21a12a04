"""Changes in the package of a workbook that no office program would make for us: its parts as bytes."""

import io
import re
import zipfile
from collections.abc import Callable, Mapping

import openpyxl

from auditor.workbook.form import columns

Change = Callable[[bytes], bytes]


def rezip(data: bytes, changes: Mapping[str, Change], rename: Callable[[str], str] = str) -> bytes:
    """The package with some parts changed, and parts renamed."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as target,
    ):
        for name in source.namelist():
            change = changes.get(name, lambda part: part)
            target.writestr(rename(name), change(source.read(name)))
    return buffer.getvalue()


def part_of(data: bytes, sheet: str = columns.PLAN) -> str:
    """The part that holds a sheet, as our writer and openpyxl name it."""
    names = openpyxl.load_workbook(io.BytesIO(data), read_only=True).sheetnames
    return f"xl/worksheets/sheet{names.index(sheet) + 1}.xml"


def in_plan(data: bytes, change: Change) -> bytes:
    """The workbook with the part of 改善計画 changed."""
    return rezip(data, {part_of(data): change})


def after_rows(extra: bytes) -> Change:
    """Put elements behind the rows of a sheet."""
    return lambda part: part.replace(b"</sheetData>", b"</sheetData>" + extra, 1)


def more_rows(rows: bytes) -> Change:
    """Put rows at the end of a sheet."""
    return lambda part: part.replace(b"</sheetData>", rows + b"</sheetData>", 1)


def cell(place: str, inside: str, kind: str) -> Change:
    """Write a cell anew: its XML and its type."""
    found = re.compile(rf'<c r="{place}"( s="\d+")?[^>]*?(?:/>|>.*?</c>)'.encode(), re.S)
    made = f'<c r="{place}"'.encode(), f' t="{kind}">{inside}</c>'.encode()
    return lambda part: found.sub(lambda match: made[0] + (match[1] or b"") + made[1], part, count=1)
