"""Observations of a series stand below each other (rule L3-09)."""

import re
from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import (
    ADVICE,
    INAPPLICABLE,
    PASSED,
    Example,
    File,
    advice,
    file_rule,
    passed,
)

from ._samples import NO_TABLE, PEOPLE, book
from ._table import at, tables
from ._values import folded

_SERIES = {
    "年（西暦）": re.compile(r"(^|[^\d])(19|20)\d\d(年|年度|$|[^\d])"),
    "年（和暦）": re.compile(r"(令和|平成|昭和)(元|\d{1,2})年?|^[rhs]\d{1,2}(年|年度)?$"),
    "月": re.compile(r"(^|[^\d])(1[0-2]|[1-9])月(分)?$"),
    "四半期": re.compile(r"第[1-4一二三四]四半期|q[1-4]$"),
}


@file_rule(
    id="opendata/wide-format",
    impact=Impact.MODERATE,
    techniques=["L3-09"],
    title=Text(
        ja="年や月を横に並べた表",
        en="Years or months side by side",
    ),
    why=Text(
        ja="年が増えるたびに列が変わり、プログラムを直す必要があります。",
        en="Each further year changes the columns, and programs with them.",
    ),
    fix=Text(
        ja="「年」の列を作り、1行に1つの値を入れる縦の形にしてください（Power Query の「列のピボット解除」"
        "が使えます）。",
        en="Make a column for the year and put one value in each row (Power Query: Unpivot Columns).",
    ),
    messages={
        "wide": Text(
            ja="{kind}が{number}列に並んでいます（{where}）。",
            en="{number} columns hold {kind} ({where}).",
        ),
    },
    examples=[
        Example(PASSED, file=book(PEOPLE)),
        Example(
            ADVICE,
            file=book([("都道府県", "2020年", "2021年", "2022年"), ("北海道", 1, 2, 3), ("青森県", 4, 5, 6)]),
            key="wide",
            at="Sheet1!B1:D1",
        ),
        Example(
            ADVICE, file=book([("指標", "R01", "R02", "R03"), ("A", 1, 2, 3), ("B", 4, 5, 6)]), key="wide"
        ),
        Example(INAPPLICABLE, file=NO_TABLE),
    ],
)
def wide_format(file: File) -> Iterator[Finding]:
    for table in tables(file):
        good = True
        for kind, pattern in _SERIES.items():
            columns = [column for column in table.columns if pattern.search(folded(table.name(column)))]
            if len(columns) >= 3 and table.right - table.left >= 3:
                good = False
                target = at(file, table.sheet, table.head, columns[0], table.head, columns[-1], kind)
                yield advice(target, "wide", kind=kind, number=len(columns), where=target.where)
                break
        if good:
            yield passed()
