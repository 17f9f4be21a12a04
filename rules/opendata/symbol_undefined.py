"""Signs among the numbers are explained (rule L3-03)."""

import re
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

from ._samples import NO_TABLE, PEOPLE, book, sheet_of
from ._table import all_texts, column_word, down, more, place, tables
from ._values import is_placeholder, shown

_TELLS = re.compile(r"秘匿|該当|不明|欠測|皆無|未満|表す|示す|意味|は[、「]|＝|=")


@file_rule(
    id="opendata/symbol-undefined",
    impact=Impact.MODERATE,
    techniques=["L3-03"],
    title=Text(
        ja="意味の書かれていない記号",
        en="Sign without an explanation",
    ),
    why=Text(
        ja="「-」や「x」が、ゼロ・秘匿・該当なしのどれか分かりません。",
        en="Nobody knows whether a sign means zero, secret or not applicable.",
    ),
    fix=Text(
        ja="記号の意味（例: 「x は秘匿値」）を、別のシートか公開ページに書いてください。",
        en="Say what each sign means in another sheet or on the page.",
    ),
    messages={
        "undefined": Text(
            ja="{column}の数値に記号「{signs}」が混ざっていますが、説明がありません（{where}{more}）。",
            en="Numbers of {column} are mixed with “{signs}” without an explanation ({where}{more_en}).",
        ),
    },
    question=Text(
        ja="記号の意味は、公開ページか別のファイルに書かれていますか。",
        en="Is the sign explained on the page or in another file?",
    ),
    examples=[
        Example(
            PASSED,
            file=book(
                [("市", "件数（件）"), ("A", 1), ("B", "x"), ("C", 3)],
                sheet_of([("記号", "意味"), ("x", "「x」は秘匿値を示す")], "凡例"),
            ),
        ),
        Example(
            REVIEW,
            file=book([("市", "件数（件）"), ("A", 1), ("B", "x"), ("C", 3)]),
            key="undefined",
            at="Sheet1!B3",
        ),
        Example(INAPPLICABLE, file=book(PEOPLE)),
        Example(INAPPLICABLE, file=NO_TABLE),
    ],
)
def symbol_undefined(file: File) -> Iterator[Finding]:
    texts = [text for text in all_texts(file) if _TELLS.search(text)]
    for table in tables(file):
        for column in table.columns:
            if not table.numeric(column):
                continue
            cells = [
                (row, shown(value).strip()) for row, value in table.cells(column) if is_placeholder(value)
            ]
            if not cells:
                continue
            signs = sorted({sign for _, sign in cells})
            if all(any(sign in text for text in texts) for sign in signs):
                yield passed()
                continue
            rows = [row for row, _ in cells]
            yield review(
                down(file, table, column, rows),
                "undefined",
                column=column_word(table, column),
                signs="・".join(signs),
                where=place(table.sheet, rows[0], column),
                **more(len(rows)),
            )
