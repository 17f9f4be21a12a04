"""A sheet or CSV file holds one table (rule L1-02)."""

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

from ._samples import NO_TABLE, PEOPLE, book
from ._table import MAX_TOLD, at, tables


@file_rule(
    id="opendata/several-tables",
    impact=Impact.CRITICAL,
    techniques=["L1-02"],
    title=Text(
        ja="1枚のシートに複数の表",
        en="Several tables in one sheet",
    ),
    why=Text(
        ja="プログラムは2つ目の表を1つ目の続きとして読み、集計を誤ります。",
        en="Programs read the second table as more of the first and count wrongly.",
    ),
    fix=Text(
        ja="表ごとにシート（CSV ではファイル）を分けてください。",
        en="Give each table a sheet (a file, for CSV) of its own.",
    ),
    messages={
        "several": Text(
            ja="{where} に別の表があります（このシートの表は{number}つ）。",
            en="There is another table at {where} ({number} tables in this sheet).",
        ),
    },
    examples=[
        Example(PASSED, file=book(PEOPLE)),
        Example(
            DEFINITE,
            file=book([*PEOPLE, (), ("面積（km2）", "値"), ("北海道", 83424), ("青森県", 9646)]),
            key="several",
            at="Sheet1!A7:B9",
        ),
        Example(INAPPLICABLE, file=NO_TABLE),
    ],
)
def several_tables(file: File) -> Iterator[Finding]:
    for table in tables(file):
        for block in table.others[:MAX_TOLD]:
            target = at(file, table.sheet, block.top, block.left, block.bottom, block.right)
            yield definite(target, "several", where=target.where, number=len(table.others) + 1)
        if not table.others:
            yield passed()
