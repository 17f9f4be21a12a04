"""Each column has a name of its own in one header row (rule L2-03)."""

from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.read.facts import Box
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
from ._table import at, place, tables
from ._values import filled, folded


@file_rule(
    id="opendata/column-names-not-unique",
    impact=Impact.CRITICAL,
    techniques=["L2-03"],
    title=Text(
        ja="重複する、または複数行に分かれた項目名",
        en="Column names that repeat, or are spread over rows",
    ),
    why=Text(
        ja="列を名前で指定できず、集計や結合で別の列が使われます。",
        en="Columns cannot be picked by name, and the wrong one is used.",
    ),
    fix=Text(
        ja="項目名を1行にまとめ、「2024年 男」のように上の段の語も含めた一意の名前にしてください。",
        en="Join the header rows into one name a column, such as “2024 male”.",
    ),
    messages={
        "same": Text(
            ja="項目名「{name}」が{number}列にあります（{where}）。",
            en="The column name “{name}” stands over {number} columns ({where}).",
        ),
        "rows": Text(
            ja="項目名が{number}行に分かれています（{where}）。",
            en="The header takes {number} rows ({where}).",
        ),
        "merged": Text(
            ja="項目名のセルが結合されています（{where}）。",
            en="Header cells are merged ({where}).",
        ),
    },
    examples=[
        Example(PASSED, file=book(PEOPLE)),
        Example(DEFINITE, file=book([("市", "人口", "人口"), ("A", 1, 2), ("B", 3, 4)]), key="same"),
        Example(
            DEFINITE,
            file=book(
                [("", "売上高", "利益"), ("会社", "千円", "千円"), ("A", 1, 2), ("B", 3, 4), ("C", 3, 4)]
            ),
            key="rows",
            at="Sheet1!A1:C2",
        ),
        Example(
            DEFINITE,
            file=book([("区分", None, "値（円）"), ("A", 1, 2), ("B", 3, 4)], merges=(Box(1, 1, 1, 2),)),
            key="merged",
        ),
        Example(INAPPLICABLE, file=NO_TABLE),
    ],
)
def column_names_not_unique(file: File) -> Iterator[Finding]:
    for table in tables(file):
        if table.body == table.head:
            continue
        good = True
        sheet = table.sheet
        told = [
            row
            for row in range(table.head, table.body)
            if any(filled(table.value(row, one)) for one in table.columns)
        ]
        if len(told) > 1:
            good = False
            target = at(file, sheet, told[0], table.left, told[-1], table.right, "rows")
            yield definite(target, "rows", number=len(told), where=target.where)
        names: dict[str, list[int]] = {}
        for column in table.columns:
            name = folded(table.name(column))
            if name:
                names.setdefault(name, []).append(column)
        for columns in names.values():
            if len(columns) > 1:
                good = False
                target = at(
                    file, sheet, table.head, columns[0], table.head, columns[-1], table.name(columns[0])
                )
                wheres = "・".join(place(sheet, table.head, one) for one in columns[:5])
                yield definite(
                    target, "same", name=table.name(columns[0])[:40], number=len(columns), where=wheres
                )
        for box in sheet.merges:
            if (
                len(told) == 1
                and table.head <= box.top < table.body
                and box.right > box.left
                and box.left <= table.right
            ):
                good = False
                target = at(file, sheet, box.top, box.left, box.bottom, box.right, "merged")
                yield definite(target, "merged", where=target.where)
        if good:
            yield passed()
