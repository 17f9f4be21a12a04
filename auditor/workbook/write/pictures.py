"""画面: how the places of issues look, a picture beside each problem; rows that stay in their order."""

import io
from collections.abc import Mapping, Sequence

from PIL import Image
from xlsxwriter.workbook import Workbook

from auditor.model import ImprovementPlan, Text, Work
from auditor.workbook.form import cells
from auditor.workbook.form.cells import CellWriter
from auditor.workbook.form.columns import PICTURES_SHEET
from auditor.workbook.write.rows import Row, row_of
from auditor.workbook.write.table import write_table

MOST = 7_000_000  # bytes of all pictures: a workbook of more than 8 MB is too large for many mail boxes
WIDE, HIGH = 380, 130  # pixels of a picture on the sheet, at most
COLOURS = 64  # of a screen, which has few; a photograph in it keeps its shapes
_EDGE = 4  # pixels between the border of a cell and its picture
_POINTS = 0.75  # of a pixel
_ALT = Text("「{title}」の場所の画面（{spot}）", "Screen of “{title}” ({spot})")
_REST = Text(
    "ほかに{n}件の画像があります。「証跡」のフォルダーの、管理番号の名前のファイルを見てください。",
    "There are {n} more pictures: files named by the issue number, in the evidence folder.",
)


def picture_rows(plan: ImprovementPlan, crops: Mapping[str, bytes]) -> tuple[list[Row], dict[str, bytes]]:
    """Return the rows of the sheet and the PNG of each, by 管理番号. `crops`: 管理番号 → WebP.

    Pictures are taken in the order of the work until they are MOST bytes; a last row tells of the others.
    """
    order = tuple(Work)
    wanted = [row for row in plan.rows if row.number in crops and row.work in order[:3]]
    rows: list[Row] = []
    taken: dict[str, bytes] = {}
    left = MOST
    for row in sorted(wanted, key=lambda row: (order.index(row.work), row.rank)):
        png = as_png(crops[row.number])
        if len(png) > left:
            break
        left -= len(png)
        taken[row.number] = png
        rows.append(row_of(PICTURES_SHEET, row, plan.lang, row.number, drawn={"picture": ""}))
    if len(taken) < len(wanted):
        told = _REST.fill(plan.lang, {"n": len(wanted) - len(taken)})
        rows.append(Row("", ("", "", told, "")))
    return rows, taken


def as_png(webp: bytes) -> bytes:
    """Return a picture in the form that every spreadsheet shows."""
    out = io.BytesIO()
    with Image.open(io.BytesIO(webp)) as picture:
        picture.convert("RGB").quantize(COLOURS).save(out, "PNG", optimize=True)
    return out.getvalue()


def write_pictures(
    book: Workbook, pen: CellWriter, rows: Sequence[Row], pictures: Mapping[str, bytes], title: str
) -> None:
    """Add the sheet: each picture lies in the last cell of its row, which is as high as it needs."""
    sheet = write_table(book, pen, PICTURES_SHEET, rows, title)
    spot, about = (PICTURES_SHEET.index(PICTURES_SHEET.heading(name)) for name in ("spot", "title"))
    for at, row in enumerate(rows, start=1):
        if row.key not in pictures:
            continue
        with Image.open(io.BytesIO(pictures[row.key])) as picture:
            wide, high = picture.size
        scale = min(1.0, WIDE / wide, HIGH / high)
        words = {"title": row.cells[about], "spot": str(row.cells[spot]).replace("\n", " ")}
        lines = max(
            cells.lines_needed(str(value), column.width)
            for value, column in zip(row.cells, PICTURES_SHEET.columns, strict=True)
        )
        sheet.set_row(at, max(cells.LINE * lines + 3, (high * scale + 2 * _EDGE) * _POINTS))
        sheet.insert_image(
            at, len(PICTURES_SHEET.columns) - 1, f"{row.key}.png",
            {
                "image_data": io.BytesIO(pictures[row.key]), "x_scale": scale, "y_scale": scale,
                "x_offset": _EDGE, "y_offset": _EDGE, "object_position": 1,
                "description": cells.clean(pen.say(_ALT).format_map(words))[:250],
            },
        )  # fmt: skip
