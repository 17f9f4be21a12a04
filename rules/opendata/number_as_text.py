"""Numbers are numbers, without units and signs (rule L2-01)."""

import re
from collections.abc import Iterator

from auditor_rules.opendata._samples import NO_TABLE, PEOPLE, book
from auditor_rules.opendata._table import column_word, down, place, tables
from auditor_rules.opendata._values import decoration, is_number, shown

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

_CODE = re.compile(r"コード|番号|電話|ＩＤ|ID$|^No\.?$|郵便|TEL|FAX", re.I)
_WORDS = {
    "unit": "単位",
    "currency": "通貨記号",
    "triangle": "▲（△）",
    "comma": "カンマ",
    "space": "空白",
    "parenthesis": "かっこ",
    "note": "注の記号",
    "width": "全角数字",
}


@file_rule(
    id="opendata/number-as-text",
    impact=Impact.CRITICAL,
    techniques=["L2-01"],
    title=Text(
        ja="単位や記号の付いた数値",
        en="Numbers with units or signs",
    ),
    why=Text(
        ja="文字として扱われ、合計もグラフもできません。",
        en="They are read as text: no sums, no charts.",
    ),
    fix=Text(
        ja="単位は項目名に（例: 売上（円））、注は別の列に移し、▲は - に、"
        "カンマと空白は消してください（桁区切りは表示形式で付けます）。",
        en="Put units into the column name and notes into another column; write - for ▲; delete commas "
        "and spaces.",
    ),
    messages={
        "decorated": Text(
            ja="{column}の数値に{kinds}が付いています（{where}「{text}」ほか{number}か所）。",
            en="Numbers of {column} carry {kinds} ({where}: “{text}”; {number} places).",
        ),
        "text": Text(
            ja="{column}の数値が文字として入っています（{where}ほか{number}か所）。",
            en="Numbers of {column} are stored as text ({where}; {number} places).",
        ),
    },
    examples=[
        Example(PASSED, file=book(PEOPLE)),
        Example(
            DEFINITE,
            file=book(
                [("年月", "利益（円）"), ("1月", 150000), ("2月", 50000), ("3月", "▲50,000"), ("4月", 300)]
            ),
            key="decorated",
            at="Sheet1!B4",
        ),
        Example(
            DEFINITE,
            file=book(
                [("年月", "利益（円）"), ("1月", 150000), ("2月", 50000), ("3月", "350000円"), ("4月", 300)]
            ),
            key="decorated",
            at="Sheet1!B4",
        ),
        Example(
            DEFINITE,
            file=book(
                [("年月", "利益（円）"), ("1月", 150000), ("2月", 50000), ("3月", "¥400,000"), ("4月", 300)]
            ),
            key="decorated",
            at="Sheet1!B4",
        ),
        Example(
            DEFINITE,
            file=book(
                [("年月", "利益（円）"), ("1月", 150000), ("2月", 50000), ("3月", "(50000)"), ("4月", 300)]
            ),
            key="decorated",
            at="Sheet1!B4",
        ),
        Example(
            DEFINITE,
            file=book(
                [("年月", "利益（円）"), ("1月", 150000), ("2月", 50000), ("3月", "150 000"), ("4月", 300)]
            ),
            key="decorated",
            at="Sheet1!B4",
        ),
        Example(
            DEFINITE,
            file=book(
                [("年月", "利益（円）"), ("1月", 150000), ("2月", 50000), ("3月", "0(a"), ("4月", 300)]
            ),
            key="decorated",
            at="Sheet1!B4",
        ),
        Example(
            DEFINITE,
            file=book(
                [("年月", "利益（円）"), ("1月", 150000), ("2月", 50000), ("3月", "１２３"), ("4月", 300)]
            ),
            key="decorated",
            at="Sheet1!B4",
        ),
        Example(
            DEFINITE,
            file=book([("年月", "利益（円）"), ("1月", 150000), ("2月", 50000), ("3月", "300")]),
            key="text",
        ),
        Example(
            PASSED, file=book([("市", "郵便番号"), ("A", "760-0001"), ("B", "760-0002"), ("C", "760-0003")])
        ),
        Example(INAPPLICABLE, file=NO_TABLE),
    ],
)
def number_as_text(file: File) -> Iterator[Finding]:
    for table in tables(file):
        good = True
        for column in table.columns:
            cells = table.cells(column)
            if not cells or not table.numeric(column) or _CODE.search(table.name(column)):
                continue
            plain = sum(
                not isinstance(value, str) or not decoration(value) for _, value in cells if is_number(value)
            )
            marked = [(row, decoration(value)) for row, value in cells if decoration(value)]
            if column == table.left and not plain:
                continue  # names such as 4歳 or 3件以上
            if marked:
                good = False
                rows = [row for row, _ in marked]
                kinds = "・".join(dict.fromkeys(_WORDS[kind] for _, kind in marked))
                yield definite(
                    down(file, table, column, rows), "decorated", column=column_word(table, column), kinds=kinds,
                    where=place(table.sheet, rows[0], column), text=shown(table.value(rows[0], column))[:30], number=len(rows),
                )  # fmt: skip
            texts = [row for row, value in cells if isinstance(value, str) and is_number(value)]
            if table.sheet.name and texts and len(texts) * 2 < len(cells):
                good = False
                yield definite(
                    down(file, table, column, texts),
                    "text",
                    column=column_word(table, column),
                    where=place(table.sheet, texts[0], column),
                    number=len(texts),
                )
        if good:
            yield passed()
