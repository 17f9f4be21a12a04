"""Each column of numbers tells its unit (rule L3-04)."""

import re
from collections.abc import Iterator

from auditor_rules.opendata._samples import NO_TABLE, PEOPLE, book
from auditor_rules.opendata._table import Table, all_texts, at, column_word, tables
from auditor_rules.opendata._values import decoration, shown

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

_UNIT = re.compile(r"[（(［\[【][^）)］\]】]+[）)］\]】]|[%％㎡㎥㎞]|\b(km|m2|kg|ha)\b|円|単位")
_IMPLIED = re.compile(
    r"人口|定員|金額|年齢|価格|料金|世帯|戸数|件数|人数|台数|棟数|回数|個数|本数|枚数|校数|室数|日数|世帯数|者数|員数|所数|口数|店数|体数|場数|路線数|学級数|割合|比率|率$|^(合計|計|総数|男|女|男性|女性)$"
)
_NO_UNIT = re.compile(
    r"コード|番号|緯度|経度|年$|年度|年月|月$|^日$|日付|日時|時刻|曜日|時$|ID|^No\.?|^NO|№|電話|郵便|FAX|TEL|順位|順番|通番|連番|座標|区分|フラグ|標高コード|丁目|番地|^[XYxy]$|版|法人|級$|学年|階$|URL"
    r"|code|number\b|^#|latitude|longitude|コ[―‐-]ド",
    re.I,
)
_GENERAL = re.compile(r"単位\s*[:：]|（単位|\(単位|単位は")


def _serial(table: Table, column: int) -> bool:
    values = [value for _, value in table.cells(column)]
    numbers = [
        int(value)
        for value in values
        if isinstance(value, int) or (isinstance(value, str) and value.isdigit())
    ]
    return len(numbers) == len(values) > 1 and numbers == list(range(numbers[0], numbers[0] + len(numbers)))


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
                or _NO_UNIT.search(name)
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
                or _UNIT.search(name)
                or _IMPLIED.search(name)
                or any(decoration(value) == "unit" for _, value in table.cells(column))
            ):
                yield passed()
                continue
            wanting.append(column)
        if wanting:
            target = at(file, table.sheet, table.body - 1, wanting[0], table.body - 1, wanting[-1], "unit")
            names = "・".join(column_word(table, one) for one in wanting[:8])
            yield review(target, "missing", column=names, where=target.where)
