"""Each column of numbers tells its unit (rule L3-04)."""

import re
import unicodedata
from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import (
    INAPPLICABLE,
    PASSED,
    REVIEW,
    Example,
    File,
    file_rule,
    passed,
    review,
)

from ._names import IMPLIED, LABEL, are_quantities, are_years, has_unit
from ._samples import NO_TABLE, PEOPLE, book
from ._table import Table, all_texts, at, column_word, tables
from ._values import decoration, shown

_GENERAL = re.compile(r"単位\s*[:：]|（単位|\(単位|単位は")


def _serial(table: Table, column: int) -> bool:
    values = [value for _, value in table.cells(column)]
    numbers = [
        int(value)
        for value in values
        if isinstance(value, int) or (isinstance(value, str) and value.isdigit())
    ]
    return len(numbers) == len(values) > 1 and numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def _of_codes(table: Table, column: int) -> bool:
    """Return whether a column of a workbook may hold labels: texts of digits where it could hold numbers."""
    texts = [value.strip() for _, value in table.cells(column) if isinstance(value, str)]
    if not table.sheet.name or not texts or len(texts) < len(table.cells(column)):
        return False
    return not are_quantities(table.name(column), texts, first=column == table.left)


@file_rule(
    id="opendata/unit-missing",
    impact=Impact.MODERATE,
    techniques=["L3-04"],
    title=Text(
        ja="単位の書かれていない数値",
        en="Numbers without a unit",
    ),
    why=Text(
        ja="円か千円かが分からず、ほかのデータと比べられません。",
        en="Nobody knows whether it is yen or thousands of yen; data cannot be compared.",
    ),
    fix=Text(
        ja="項目名に単位を付けてください（例: 売上（千円））。",
        en="Add the unit to the column name, such as Sales (thousand yen).",
    ),
    messages={
        "missing": Text(
            ja="{column}（{where}）に単位がありません。",
            en="{column} ({where}) has no unit.",
        ),
    },
    question=Text(
        ja="この数値の単位は何ですか。公開ページに書かれていますか。",
        en="What is the unit, and does the page tell it?",
    ),
    examples=[
        Example(PASSED, file=book(PEOPLE)),
        Example(
            REVIEW,
            file=book([("市", "数量"), ("A", 15), ("B", 22), ("C", 18)]),
            key="missing",
            at="Sheet1!B1",
        ),
        Example(
            PASSED,
            file=book([("商品", "人口", "金額"), ("A", 15, 2), ("B", 22, 3), ("C", 18, 4)]),
            why="The word tells the unit.",
        ),
        Example(
            INAPPLICABLE,
            file=book([("市", "緯度", "経度"), ("A", 35.1, 139.1), ("B", 35.2, 139.2), ("C", 35.3, 139.3)]),
        ),
        Example(
            INAPPLICABLE,
            file=book([("市", "連絡先"), ("A", "0312345678"), ("B", "0398765432"), ("C", "0322223333")]),
            why="Digits stored as text that are codes.",
        ),
        *(
            Example(PASSED, file=book([("地点", name), ("A", 15), ("B", 22), ("C", 18.5)]))
            for name in (
                "延床_平方メートル",
                "在庫_個",
                "濃度_ppm",
                "PM2.5_マイクログラム毎立方メートル",
                "窒素＿μg／m3",
                "利用（人）",
                "給付/人",
                "利用 人",
                "速さ キロメートル毎秒",
                "線量:μSv/h",
                "水量・立方メートル",
                "重さ_ＫＧ",
            )
        ),
        *(
            Example(REVIEW, file=book([("地点", name), ("A", 15), ("B", 22), ("C", 18.5)]), key="missing")
            for name in ("利用_うち人気", "数量_合", "平方メートル換算", "KENSU", "歳出", "人出", "VALUE_1")
        ),
        *(
            Example(INAPPLICABLE, file=book([("地点", name), ("A", 132098), ("B", 132101), ("C", 132110)]))
            for name in ("DANTAI", "団体ＣＤ", "CITY_CD", "施設コード", "FACILITY_ID", "コ－ド")
        ),
        *(
            Example(INAPPLICABLE, file=book([("地点", name), ("A", 2021), ("B", 2023), ("C", 2023)]))
            for name in ("NENDO", "会計年度", "YEAR", "建設")
        ),
        Example(INAPPLICABLE, file=NO_TABLE),
    ],
)
def unit_missing(file: File) -> Iterator[Finding]:
    general = any(_GENERAL.search(text) for text in all_texts(file))
    for table in tables(file):
        if table.body == table.head:
            continue
        wanting: list[int] = []
        for column in table.columns:
            name = table.name(column)
            if (
                not table.numeric(column)
                or LABEL.search(unicodedata.normalize("NFKC", name))
                or _of_codes(table, column)
                or are_years([shown(value).strip() for _, value in table.cells(column)])
                or {shown(value).strip() for _, value in table.cells(column)} <= {"0", "1"}
                or (
                    column == table.left
                    and len({shown(v) for _, v in table.cells(column)}) == len(table.cells(column))
                    and _serial(table, column)
                )
            ):
                continue
            if (
                general
                or has_unit(name)
                or IMPLIED.search(name)
                or any(decoration(value) == "unit" for _, value in table.cells(column))
            ):
                yield passed()
                continue
            wanting.append(column)
        if wanting:
            target = at(file, table.sheet, table.body - 1, wanting[0], table.body - 1, wanting[-1], "unit")
            names = "・".join(column_word(table, one) for one in wanting[:8])
            yield review(target, "missing", column=names, where=target.where)
