"""Each record of a CSV file has the same number of fields (rule L1-15)."""

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
    file_target,
    passed,
)

from ._samples import PEOPLE, book, csv_of
from ._table import more, table_of


@file_rule(
    id="opendata/fields-uneven",
    impact=Impact.CRITICAL,
    techniques=["L1-15"],
    title=Text(
        ja="列数の合わない CSV",
        en="CSV records with differing numbers of fields",
    ),
    why=Text(
        ja="引用符のないカンマで列がずれ、別の項目の値として読まれます。",
        en="A comma without quotation marks shifts the columns, and values are read as those of another.",
    ),
    fix=Text(
        ja='カンマを含む値を " で囲んでください（Excel の「CSV UTF-8」で保存すると自動で付きます）。',
        en="Put values with commas into quotation marks (Excel does so when it saves CSV).",
    ),
    messages={
        "more": Text(
            ja="{row}行目は{number}列で、項目名の{columns}列より多くなっています{aside}。",
            en="Record {row} has {number} fields, more than the {columns} of the header{aside_en}.",
        ),
        "fewer": Text(
            ja="{row}行目は{number}列で、項目名の{columns}列に足りません{aside}。",
            en="Record {row} has {number} fields, fewer than the {columns} of the header{aside_en}.",
        ),
    },
    examples=[
        Example(PASSED, file=csv_of(PEOPLE)),
        Example(
            DEFINITE,
            file=csv_of(
                [("項目", "内容"), ("所在地", "東京都", "港区"), ("摘要", "a")], ragged=((2, 3),), columns=2
            ),
            key="more",
            at="2行",
        ),
        Example(
            DEFINITE,
            file=csv_of(
                [("項目", "内容", "値"), ("所在地", "東京都"), ("摘要", "a", "b")],
                ragged=((2, 2),),
                columns=3,
            ),
            key="fewer",
        ),
        Example(INAPPLICABLE, file=book(PEOPLE)),
    ],
)
def fields_uneven(file: File) -> Iterator[Finding]:
    facts = file.facts
    if facts.csv is None or not facts.sheets:
        return
    table = table_of(facts.sheets[0])
    first, last = (table.head, table.bottom) if table else (1, 10**9)
    columns = facts.csv.columns
    inside = [(row, number) for row, number in facts.csv.ragged if first <= row <= last]
    for key, rows in (
        ("more", [one for one in inside if one[1] > columns]),
        ("fewer", [one for one in inside if 1 < one[1] < columns]),
    ):
        if rows:
            row, number = rows[0]
            target = file_target(file, f"{row}行", identity=key)
            yield definite(
                target, key, row=row, number=number, columns=columns, **more(len(rows), "行", "record")
            )
    if not inside:
        yield passed()
