"""Numbers are numbers, without units and signs (rule L2-01)."""

import re
from collections.abc import Callable, Iterator, Sequence

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

from ._names import are_quantities, is_label
from ._samples import NO_TABLE, PEOPLE, book
from ._table import Table, column_word, down, more, place, tables
from ._values import decoration, is_number, shown

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
        ja="文字として入っている数値は、セルを選んで「数値に変換する」で数値にしてください。"
        "単位は項目名に（例: 売上（円））、注は別の列に移し、▲は - に、"
        "カンマと空白は消してください（桁区切りは表示形式で付けます）。",
        en="Convert digits stored as text to numbers. "
        "Put units into the column name and notes into another column; write - for ▲; delete commas "
        "and spaces.",
    ),
    messages={
        "decorated": Text(
            ja="{column}の数値に{kinds}が付いています（{where}「{text}」{more}）。",
            en="Numbers of {column} carry {kinds} ({where}: “{text}”{more_en}).",
        ),
        "text": Text(
            ja="{column}の数値が文字として入っています（{where}{more}）。",
            en="Numbers of {column} are stored as text ({where}{more_en}).",
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
            DEFINITE,
            file=book([("施設名", "利用者数（人）"), *((f"第{n}館", str(n * 17)) for n in range(1, 9))]),
            key="text",
            at="Sheet1!B2:B9",
        ),
        Example(
            DEFINITE,
            file=book(
                [
                    ("施設名", "蔵書"),
                    *((f"第{n}館", str(n * 170)) for n in range(1, 9)),
                    ("第9館", 900),
                    ("第10館", 80),
                ]
            ),
            key="text",
        ),
        Example(
            LIKELY,
            file=book([("駅", "4月", "5月"), *((f"第{n}駅", str(n * 170), str(n * n)) for n in range(2, 9))]),
            key="text",
        ),
        Example(
            LIKELY,
            file=book(
                [
                    ("地点", "測定"),
                    *((f"第{n}点", value) for n, value in enumerate(("0.5", "12", "7.25", "110", "3"), 1)),
                ]
            ),
            key="text",
        ),
        Example(
            PASSED,
            file=book(
                [
                    ("地点", "測定"),
                    *((f"第{n}点", value) for n, value in enumerate(("0.5", "12", "7.25", "110"), 1)),
                ]
            ),
            why="Too few to tell where the name does not.",
        ),
        Example(
            PASSED,
            file=book([("区", "団体"), *((f"第{n}区", str(131016 + n * 8)) for n in range(1, 9))]),
            why="Digits of one length are codes.",
        ),
        Example(
            PASSED,
            file=book([("品名", "区"), *((f"第{n}品", str(n % 3 + 1)) for n in range(1, 13))]),
            why="Few small numbers, often the same, stand for kinds.",
        ),
        Example(
            PASSED,
            file=book([("品名", "判定"), *((f"第{n}品", str(n % 3)) for n in range(1, 13))]),
            why="Nought is a kind too.",
        ),
        Example(
            PASSED,
            file=book([("施設名", "建てた年"), *((f"第{n}館", str(1960 + n * n)) for n in range(1, 7))]),
            why="Years.",
        ),
        Example(
            PASSED,
            file=book([("施設名", "定員"), *((f"第{n}館", f"{n * 7:03}") for n in range(1, 9))]),
            why="Zeros in front would be lost.",
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
                    where=place(table.sheet, rows[0], column), text=shown(table.value(rows[0], column))[:30], **more(len(rows)),
                )  # fmt: skip
            texts = [row for row, value in cells if isinstance(value, str) and is_number(value)]
            if table.sheet.name and texts and (make := _stored(table, column, texts)):
                good = False
                yield make(
                    down(file, table, column, texts),
                    "text",
                    column=column_word(table, column),
                    where=place(table.sheet, texts[0], column),
                    **more(len(texts)),
                )
        if good:
            yield passed()


def _stored(table: Table, column: int, rows: Sequence[int]) -> Callable[..., Finding] | None:
    """Return how sure it is that the texts in some rows of a column should be numbers; None where they may
    be labels.
    """
    name = table.name(column)
    texts = [str(table.value(row, column)).strip() for row in rows]
    numbers = sum(isinstance(value, (int, float)) for _, value in table.cells(column))
    if numbers:
        zeros = any(re.match(r"0\d", text) for text in texts)
        return None if zeros or (is_label(name) and len(rows) > numbers) else definite
    sure = are_quantities(name, texts, first=column == table.left)
    return {"sure": definite, "likely": likely}.get(sure)
