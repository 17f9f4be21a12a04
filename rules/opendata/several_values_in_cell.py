"""A cell holds one value (rule L1-07)."""

import re
from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import (
    INAPPLICABLE,
    LIKELY,
    PASSED,
    REVIEW,
    Example,
    File,
    file_rule,
    likely,
    passed,
    review,
)

from ._samples import NO_TABLE, PEOPLE, book, csv_of
from ._table import at, column_word, down, more, place, tables
from ._values import shown

_NUMBERS = re.compile(
    r"^\s*[-\d.][\d,.]*\s*[^\d\s()（）、,]{0,4}\s*([（(]\s*[-\d.][\d,.]*[^）)]{0,12}[）)]|、|[,，]\s+\d|／\s*\d)"
)
_CORNER = re.compile(r"^[^\n（(]{1,8}\n[^\n（(]{1,8}$")
_SPLIT = re.compile(r"[、・；;]|[,，]\s*(?!\d{3}(?!\d))|\s*／\s*")


def _lines(value: str) -> bool:
    parts = [part.strip() for part in value.splitlines() if part.strip()]
    return len(parts) > 1 and not any(part.startswith(("（", "(", "※")) for part in parts[1:])


def _items(value: str) -> int:
    """Return how many short things a cell lists; 1 for a sentence or a name."""
    if len(value) > 120 or "。" in value or "http" in value:
        return 1
    parts = [part.strip() for part in _SPLIT.split(value) if part.strip()]
    return len(parts) if parts and max(map(len, parts)) <= 12 else 1


@file_rule(
    id="opendata/several-values-in-cell",
    impact=Impact.SERIOUS,
    techniques=["L1-07"],
    title=Text(
        ja="1つのセルに複数のデータ",
        en="Several values in one cell",
    ),
    why=Text(
        ja="計算・並べ替え・集計の前に、手で分け直す必要があります。",
        en="The values have to be taken apart by hand before anything can be counted or sorted.",
    ),
    fix=Text(
        ja="値ごとに列か行を分けてください（Excel の「データ」→「区切り位置」が使えます）。",
        en="Give each value a column or row of its own (Data → Text to Columns).",
    ),
    messages={
        "number": Text(
            ja="{column}のセルに数値が2つ入っています（{where}「{text}」{more}）。",
            en="Cells of {column} hold two numbers ({where}: “{text}”{more_en}).",
        ),
        "lines": Text(
            ja="{column}のセルに、改行で区切った複数のデータがあります（{where}{more}）。",
            en="Cells of {column} hold several values on lines of their own ({where}{more_en}).",
        ),
        "list": Text(
            ja="{column}のセルに複数のデータを並べています（{where}「{text}」{more}）。",
            en="Cells of {column} hold lists ({where}: “{text}”{more_en}).",
        ),
        "header": Text(
            ja="項目名「{text}」に2つの項目が入っています。",
            en="The column name “{text}” holds two names.",
        ),
    },
    question=Text(
        ja="このセルの中身は、分けて使われるデータですか。",
        en="Are the contents of the cell used one by one?",
    ),
    examples=[
        Example(PASSED, file=book(PEOPLE)),
        Example(
            LIKELY,
            file=book(
                [
                    ("区分", "売上（費用）"),
                    ("A", "391445（355943）"),
                    ("B", "69565（63683）"),
                    ("C", "5（4）"),
                ]
            ),
            key="number",
        ),
        Example(
            REVIEW,
            file=book(
                [
                    ("自治体", "対応"),
                    ("A市", "窓口・電話・メール"),
                    ("B町", "電話・FAX"),
                    ("C村", "窓口・オンライン"),
                ]
            ),
            key="list",
        ),
        Example(
            REVIEW,
            file=book(
                [
                    ("自治体", "対象年度"),
                    ("A市", "2022年度\n2023年度"),
                    ("B町", "2021年度\n2022年度"),
                    ("C村", "2023年度"),
                ]
            ),
            key="lines",
        ),
        Example(
            PASSED,
            file=book([("年齢区分", "人口（人）"), ("0～14歳", 5), ("15～64歳", 6), ("65～74歳", 7)]),
            why="A band is one value.",
        ),
        Example(
            PASSED,
            file=book(
                [
                    ("区間", "対象", "料金"),
                    ("1丁目〜3丁目", "令和5～7年度", "1,000～2,000円"),
                    ("4丁目〜6丁目", "令和6～8年度", "2,000～3,500円"),
                    ("7丁目〜9丁目", "令和7～9年度", "3,500～10,000円"),
                ]
            ),
        ),
        Example(
            LIKELY,
            file=book(
                [("市", "対応"), ("A", "1,000円、2,000円"), ("B", "500円、1,500円"), ("C", "300円、900円")]
            ),
            key="number",
        ),
        Example(
            PASSED,
            file=csv_of(
                [
                    ("自治体", "対象"),
                    ("A市", "2022年度\n2023年度"),
                    ("B町", "2021年度\n2022年度"),
                    ("C村", "x"),
                ]
            ),
            why="Line breaks of a CSV file have a rule of their own.",
        ),
        Example(LIKELY, file=book([("商品\n月", "A"), ("1月", 84), ("2月", 82), ("3月", 27)]), key="header"),
        Example(INAPPLICABLE, file=NO_TABLE),
    ],
)
def several_values_in_cell(file: File) -> Iterator[Finding]:
    delimited = file.facts.csv is not None  # where line-break-in-field speaks of the same line breaks
    for table in tables(file):
        good = True
        for column in table.columns:
            cells = [(row, value) for row, value in table.cells(column) if isinstance(value, str)]
            total = len(table.cells(column))
            corner = shown(table.value(table.head, column))
            if "\n" in corner and column == table.left and _CORNER.match(corner):
                good = False
                yield likely(
                    at(file, table.sheet, table.head, column, why="header"),
                    "header",
                    text=corner.replace("\n", "・")[:40],
                )
            for kind, rows in (
                ("number", [row for row, value in cells if _NUMBERS.match(value)]),
                ("lines", [] if delimited else [row for row, value in cells if _lines(value)]),
                ("list", [row for row, value in cells if _items(value) > 1]),
            ):
                many = sum(_items(value) > 2 for _, value in cells)
                enough = (
                    len(rows) * 5 >= total
                    if kind != "list"
                    else len(rows) * 10 >= total * 6 or (many * 5 >= total and many > 1)
                )
                if not rows or not enough or (kind == "list" and len(cells) < 2):
                    continue
                good = False
                said = {
                    "column": column_word(table, column),
                    "where": place(table.sheet, rows[0], column),
                    **more(len(rows)),
                    "text": shown(table.value(rows[0], column))[:40],
                }
                make = likely if kind == "number" else review
                yield make(down(file, table, column, rows), kind, **said)
                break
        if good:
            yield passed()
