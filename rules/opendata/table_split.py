"""A table is not split by blank rows or columns (rule L1-03)."""

from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.read.facts import Sheet, Value
from auditor.rule import (
    DEFINITE,
    INAPPLICABLE,
    LIKELY,
    PASSED,
    Example,
    File,
    definite,
    file_rule,
    likely,
    passed,
)

from ._samples import BROKEN, NO_TABLE, PEOPLE, book
from ._table import MAX_TOLD, at, tables
from ._values import filled


def _row(sheet: Sheet, row: int) -> tuple[Value, ...]:
    return sheet.rows[row - 1] if row <= len(sheet.rows) else ()


@file_rule(
    id="opendata/table-split",
    impact=Impact.SERIOUS,
    techniques=["L1-03"],
    title=Text(
        ja="空白の行や列で分断された表",
        en="Table split by blank rows or columns",
    ),
    why=Text(
        ja="空白の所で表が終わったと読まれ、その先のデータが失われます。",
        en="Programs take the blank for the end of the table and lose what follows.",
    ),
    fix=Text(
        ja="空白の行（{rows}）と列を削除し、データを続けてください。",
        en="Delete the blank rows and columns so that the data go on without a gap.",
    ),
    messages={
        "split": Text(
            ja="表が途切れています。続きは {where} にあります。",
            en="The table is interrupted; it goes on at {where}.",
        ),
        "gap": Text(
            ja="項目名の行とデータの間に空白の行があります。",
            en="There is a blank row between the header and the data.",
        ),
        "leading": Text(
            ja="表の前に空白の行が{number}行あります。",
            en="{number} blank rows come before the table.",
        ),
    },
    examples=[
        Example(PASSED, file=book(PEOPLE)),
        Example(DEFINITE, file=book([*PEOPLE[:3], (), *PEOPLE[3:]]), key="split"),
        Example(DEFINITE, file=book([PEOPLE[0], (), *PEOPLE[1:]]), key="gap"),
        Example(LIKELY, file=book([(), (), *PEOPLE]), key="leading"),
        Example(DEFINITE, file=book(BROKEN), key="split", at="Sheet1!A5:D9"),
        Example(
            PASSED,
            file=book([*PEOPLE, (), ("注1　速報値です。",), ("注2　人口は10月1日の値です。",)]),
            why="Lines of notes do not go on with the table.",
        ),
        Example(
            PASSED,
            file=book([("作成", "総務課"), ("連絡先", "内線1"), (), *PEOPLE]),
            why="Nor do lines above it that say who made it.",
        ),
        Example(INAPPLICABLE, file=NO_TABLE),
    ],
)
def table_split(file: File) -> Iterator[Finding]:
    for table in tables(file):
        sheet = table.sheet
        gaps = [row for row in range(table.head, table.body) if not any(map(filled, _row(sheet, row)))]
        leading = [row for row in range(1, table.head) if not any(map(filled, _row(sheet, row)))]
        for block in table.pieces[:MAX_TOLD]:
            target = at(file, sheet, block.top, block.left, block.bottom, block.right)
            yield definite(target, "split", where=target.where)
        if gaps:
            yield definite(at(file, sheet, gaps[0], table.left, gaps[-1], table.right, "gap"), "gap")
        told = leading and not table.outside
        if told:
            yield likely(
                at(file, sheet, leading[0], table.left, leading[-1], table.right, "leading"),
                "leading",
                number=len(leading),
            )
        if not (table.pieces or gaps or told):
            yield passed()
