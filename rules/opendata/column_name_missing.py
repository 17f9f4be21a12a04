"""Each column has a name that tells what it holds (rule L1-05)."""

import re
from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
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

from ._samples import NO_TABLE, PEOPLE, book
from ._table import at, tables
from ._values import folded

_EMPTY = re.compile(r"^(\d+|(列|項目|column|col|field|f|unnamed:?|フィールド|カラム)[_\s]*\d*|[-_.?？*]+)$")
_YEAR = re.compile(r"^(19|20)\d\d$")


@file_rule(
    id="opendata/column-name-missing",
    impact=Impact.SERIOUS,
    techniques=["L1-05"],
    title=Text(
        ja="項目名のない列、意味の分からない項目名",
        en="Column without a name, or with one that tells nothing",
    ),
    why=Text(
        ja="何の値か、人にも機械にも分かりません。",
        en="Neither people nor machines know what the values are.",
    ),
    fix=Text(
        ja="各列の1行目に、内容が分かる項目名（例: 人口（人））を入れてください。",
        en="Give each column a name that tells its content, such as Population (persons).",
    ),
    messages={
        "missing": Text(
            ja="{where} に項目名がありません。",
            en="There is no column name at {where}.",
        ),
        "meaningless": Text(
            ja="項目名「{name}」（{where}）では内容が分かりません。",
            en="The column name “{name}” ({where}) tells nothing.",
        ),
        "no-header": Text(
            ja="項目名の行がなく、1行目からデータが始まっています。",
            en="There is no header; the data begin in the first row.",
        ),
    },
    examples=[
        Example(PASSED, file=book(PEOPLE)),
        Example(
            DEFINITE,
            file=book(
                [("都道府県", None, "面積（km2）"), ("北海道", 5, 8), ("青森県", 1, 9), ("岩手県", 2, 3)]
            ),
            key="missing",
            at="Sheet1!B1",
        ),
        Example(DEFINITE, file=book([("001", "002"), *PEOPLE[1:]]), key="meaningless", at="Sheet1!A1"),
        Example(LIKELY, file=book(PEOPLE[1:]), key="no-header"),
        Example(PASSED, file=book([("Prefecture", "2020", "2021"), ("Hokkaido", 1, 2), ("Aomori", 3, 4)])),
        Example(INAPPLICABLE, file=NO_TABLE),
    ],
)
def column_name_missing(file: File) -> Iterator[Finding]:
    for table in tables(file):
        if table.body == table.head:
            yield likely(
                at(file, table.sheet, table.head, table.left, table.head, table.right, "header"), "no-header"
            )
            continue
        good = True
        for column in table.columns:
            name = table.name(column)
            target = at(file, table.sheet, table.body - 1, column, why=name)
            if not name and table.cells(column):
                good = False
                yield definite(target, "missing", where=target.where)
            elif _EMPTY.match(folded(name)) and not _YEAR.match(folded(name)):
                good = False
                yield definite(target, "meaningless", where=target.where, name=name[:40])
        if good:
            yield passed()
