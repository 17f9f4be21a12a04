"""The smallest files that show a fault, for the examples of the rules."""

from collections.abc import Sequence
from typing import Any

from auditor.read.facts import Csv, FileFacts, Sheet, Text


def sheet_of(rows: Sequence[Sequence[Any]], name: str = "Sheet1", **told: Any) -> Sheet:
    """Return a sheet of these rows, for examples."""
    kept = tuple(tuple(None if value == "" else value for value in row) for row in rows)
    width = max((len(row) for row in kept), default=0)
    return Sheet(name, kept, len(kept), width, **told)


def book(rows: Sequence[Sequence[Any]], *more: Sheet, **told: Any) -> FileFacts:
    """Return a workbook of one sheet of these rows, and further sheets, for examples."""
    return FileFacts("data.xlsx", 1000, "xlsx", sheets=(sheet_of(rows, **told), *more))


def csv_of(rows: Sequence[Sequence[Any]], encoding: str = "utf-8-sig", **told: Any) -> FileFacts:
    """Return a CSV file of these rows, for examples."""
    sheet = sheet_of([[str(value) for value in row] for row in rows], "")
    how = {"delimiter": ",", "records": len(rows), "columns": sheet.width, **told}
    return FileFacts(
        "data.csv", 1000, "csv", sheets=(sheet,), text=Text(encoding, crlf=len(rows)), csv=Csv(**how)
    )


PEOPLE = (("都道府県", "人口（人）"), ("北海道", 5092), ("青森県", 1175), ("岩手県", 1162), ("宮城県", 2252))
# Blank rows cut a long table; its largest part is the last, and has a column that is filled only above.
BROKEN = (
    ("番号", "名称", "備考", "定員"), (1, "中央", "休止", 20), (2, "北", "", 30), (), (4, "南", "", 40), (5, "東", "", 25),
    (6, "西", "", 35), (7, "港", "", 45), (8, "緑", "", 15), (),
)  # fmt: skip
NO_TABLE = FileFacts("photo.png", 10, "image")
