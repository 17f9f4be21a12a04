"""A blank is told apart from zero (rule L1-09)."""

from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.read.facts import Value
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

from ._samples import NO_TABLE, PEOPLE, book
from ._table import all_texts, column_word, down, more, place, tables
from ._values import filled


def _zero(value: Value) -> bool:
    return (value == 0 and not isinstance(value, bool)) or value in ("0", "0.0")


@file_rule(
    id="opendata/blank-or-zero",
    impact=Impact.MINOR,
    techniques=["L1-09"],
    title=Text(
        ja="空白とゼロの混在",
        en="Blanks beside zeros",
    ),
    why=Text(
        ja="空白が「0」なのか「値なし」なのか分からず、平均や合計を誤ります。",
        en="Nobody knows whether a blank means zero or no value; means and sums go wrong.",
    ),
    fix=Text(
        ja="値がないセルの扱い（例: 「空白は未調査」）を説明に書くか、0 を入れてください。",
        en="Say what a blank means in the description, or enter 0.",
    ),
    messages={
        "mixed": Text(
            ja="{column}に空白（{where}{more}）と 0 が混ざっています。",
            en="{column} mixes blanks ({where}{more_en}) with zeros.",
        ),
    },
    question=Text(
        ja="空白のセルは「0」ですか、「値がない」のですか。",
        en="Does a blank mean zero, or no value?",
    ),
    examples=[
        Example(PASSED, file=book(PEOPLE)),
        Example(
            REVIEW,
            file=book([("市", "件数（件）"), ("A", 0), ("B", None), ("C", 3), ("D", 4)]),
            key="mixed",
            at="Sheet1!B3",
        ),
        Example(INAPPLICABLE, file=NO_TABLE),
    ],
)
def blank_or_zero(file: File) -> Iterator[Finding]:
    told = any(
        word in text
        for text in all_texts(file)
        for word in ("空白は", "空欄は", "欠損", "未調査", "該当なし")
    )
    for table in tables(file):
        mixed: list[tuple[int, list[int]]] = []
        for column in table.columns:
            if not table.numeric(column):
                continue
            blanks = [row for row in table.rows if not filled(table.value(row, column))]
            if blanks and any(_zero(value) for _, value in table.cells(column)):
                mixed.append((column, blanks))
        if not mixed or told:
            yield passed()
            continue
        # One question about the file, however many columns it concerns.
        column, blanks = mixed[0]
        names = "・".join(column_word(table, one) for one, _ in mixed[:5])
        number = sum(len(rows) for _, rows in mixed)
        yield review(
            down(file, table, column, blanks),
            "mixed",
            column=names,
            where=place(table.sheet, blanks[0], column),
            **more(number),
        )
