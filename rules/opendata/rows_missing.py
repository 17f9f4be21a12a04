"""A table has rows of data under its column names."""

from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import (
    INAPPLICABLE,
    LIKELY,
    PASSED,
    Example,
    File,
    file_rule,
    likely,
    passed,
)

from ._samples import NO_TABLE, PEOPLE, book, csv_of, sheet_of
from ._table import at
from ._values import filled


@file_rule(
    id="opendata/rows-missing",
    impact=Impact.SERIOUS,
    title=Text(
        ja="データの行がない表",
        en="Table without rows of data",
    ),
    why=Text(
        ja="書き出しの失敗や、値を消したひな形かもしれません。利用者はデータを受け取れません。",
        en="An export may have failed, or a blank form was published: nobody receives data.",
    ),
    fix=Text(
        ja="データの入ったファイルを書き出し直してください。該当するデータがないときは、そのことを公開ページに書いてください。",
        en="Export the file again with its data. Where there are none, say so on the page.",
    ),
    messages={
        "missing": Text(
            ja="入力のある行が1行（{where}）だけで、データの行がありません。",
            en="Only one row ({where}) is filled in; there are no rows of data.",
        ),
    },
    examples=[
        Example(PASSED, file=book(PEOPLE)),
        Example(LIKELY, file=book(PEOPLE[:1]), key="missing", at="Sheet1!A1:B1"),
        Example(LIKELY, file=csv_of([*PEOPLE[:1], ("", ""), (" ", "")]), key="missing"),
        Example(PASSED, file=book(PEOPLE[:1], sheet_of(PEOPLE, "データ"))),
        Example(INAPPLICABLE, file=NO_TABLE),
    ],
)
def rows_missing(file: File) -> Iterator[Finding]:
    rows = [
        (sheet, row)
        for sheet in file.facts.sheets
        for row, cells in enumerate(sheet.rows, 1)
        if any(map(filled, cells))
    ]
    if len(rows) > 1 or any(sheet.cut for sheet in file.facts.sheets):
        yield passed()
    elif rows:
        sheet, row = rows[0]
        columns = [column for column, value in enumerate(sheet.rows[row - 1], 1) if filled(value)]
        target = at(file, sheet, row, columns[0], row, columns[-1], "rows")
        yield likely(target, "missing", where=target.where)
