"""The file begins with the header, and the data follow in the next row (rule L3-01)."""

from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import (
    DEFINITE,
    INAPPLICABLE,
    PASSED,
    Example,
    File,
    definite,
    file_rule,
    passed,
)

from ._samples import BROKEN, NO_TABLE, PEOPLE, book
from ._table import at, tables
from ._values import filled, shown


@file_rule(
    id="opendata/header-not-first",
    impact=Impact.CRITICAL,
    techniques=["L3-01"],
    title=Text(
        ja="1行目が項目名でない",
        en="File that does not begin with its header",
    ),
    why=Text(
        ja="1行目を項目名として読むプログラムが、列を取り違えます。",
        en="Programs take the first row for the header and mistake the columns.",
    ),
    fix=Text(
        ja="タイトルや空白の行を消し、1行目を項目名、2行目からデータにしてください。",
        en="Delete titles and blank rows: header in row 1, data from row 2.",
    ),
    messages={
        "late": Text(
            ja="項目名が{row}行目にあります（1行目は「{text}」）。",
            en="The header is in row {row} (row 1: “{text}”).",
        ),
        "gap": Text(
            ja="項目名（{head}行目）の次の行からデータが始まっていません（データは{body}行目から）。",
            en="The data begin in row {body}, not right after the header in row {head}.",
        ),
        "rows": Text(
            ja="項目名が{number}行あります。",
            en="The header takes {number} rows.",
        ),
    },
    examples=[
        Example(PASSED, file=book(PEOPLE)),
        Example(PASSED, file=book(BROKEN), why="The largest part of a table that is cut has no header."),
        Example(DEFINITE, file=book([("都道府県別人口",), *PEOPLE]), key="late"),
        Example(DEFINITE, file=book([PEOPLE[0], (), *PEOPLE[1:]]), key="gap"),
        Example(
            DEFINITE,
            file=book([("地域", "人口"), ("都道府県", "2020年"), ("名称", "千人"), *PEOPLE[1:]]),
            key="rows",
        ),
        Example(INAPPLICABLE, file=NO_TABLE),
    ],
)
def header_not_first(file: File) -> Iterator[Finding]:
    for table in tables(file):
        sheet = table.sheet
        if table.body == table.head:
            continue
        told = [
            row
            for row in range(table.head, table.body)
            if any(filled(table.value(row, one)) for one in table.columns)
        ]
        if table.head > 1:
            first = next((shown(value) for value in sheet.rows[0] if filled(value)), "空白")
            yield definite(
                at(file, sheet, 1, table.left, table.head - 1, table.right, "late"),
                "late",
                row=table.head,
                text=first[:40],
            )
        if told and told[-1] < table.body - 1:
            yield definite(
                at(file, sheet, told[-1] + 1, table.left, table.body - 1, table.right, "gap"),
                "gap",
                head=table.head,
                body=table.body,
            )
        elif len(told) > 1:
            yield definite(
                at(file, sheet, table.head, table.left, table.body - 1, table.right, "rows"),
                "rows",
                number=len(told),
            )
        elif table.head == 1:
            yield passed()
