"""Changes in the package of a workbook that no office program would make for us: its parts as bytes."""

import io
import re
import zipfile
from collections.abc import Callable, Mapping

import openpyxl

from auditor.workbook.form import columns

SPACE = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
DRAWN = f"""<xdr:wsDr xmlns:xdr="{SPACE}" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><xdr:twoCellAnchor>
<xdr:from><xdr:col>20</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>2</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from>
<xdr:to><xdr:col>23</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>4</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:to>
{{thing}}<xdr:clientData/></xdr:twoCellAnchor></xdr:wsDr>"""
BOX = """<xdr:sp macro="" textlink=""><xdr:nvSpPr><xdr:cNvPr id="9" name="TextBox 9"/><xdr:cNvSpPr txBox="1"/></xdr:nvSpPr>
<xdr:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="900000" cy="300000"/></a:xfrm><a:prstGeom prst="rect"/></xdr:spPr>
<xdr:txBody><a:bodyPr/><a:p>{runs}</a:p></xdr:txBody></xdr:sp>"""
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PARTS = "http://schemas.openxmlformats.org/package/2006/relationships"
_KIND = "application/vnd.openxmlformats-officedocument.drawing+xml"
_AFTER = re.compile(rb"<(?:legacyDrawing|tableParts|extLst)\b|</worksheet>")

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


def text_box(*runs: str) -> str:
    """A text box with one line, in pieces as they are where its letters look different."""
    return BOX.format(runs="".join(f"<a:r><a:t>{run}</a:t></a:r>" for run in runs))


def drawn(data: bytes, thing: str, sheet: str = columns.PLAN) -> bytes:
    """The workbook with a thing laid on a sheet that has no drawing yet, near the cell U3."""
    part = part_of(data, sheet)
    rels = part.replace("worksheets/", "worksheets/_rels/") + ".rels"
    relation = (
        f'<Relationship Id="rIdD" Type="{OFFICE}/drawing" Target="/xl/drawings/drawing77.xml"/>'.encode()
    )
    kind = f'<Override PartName="/xl/drawings/drawing77.xml" ContentType="{_KIND}"/></Types>'.encode()
    reference = f'<drawing xmlns:r="{OFFICE}" r:id="rIdD"/>'.encode()
    made = rezip(
        data,
        {
            rels: lambda old: old.replace(b"</Relationships>", relation + b"</Relationships>"),
            "[Content_Types].xml": lambda old: old.replace(b"</Types>", kind),
            part: lambda old: _AFTER.sub(lambda found: reference + found[0], old, count=1),
        },
    )
    buffer = io.BytesIO(made)
    with zipfile.ZipFile(buffer, "a") as package:
        if rels not in package.namelist():
            package.writestr(
                rels, f'<Relationships xmlns="{PARTS}">'.encode() + relation + b"</Relationships>"
            )
        package.writestr("xl/drawings/drawing77.xml", DRAWN.format(thing=thing))
    return buffer.getvalue()
