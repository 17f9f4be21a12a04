"""The detail of “other” has a column of its own (rule L2-05)."""

import re
from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import (
    INAPPLICABLE,
    LIKELY,
    PASSED,
    Example,
    File,
    file_rule,
    likely,
    passed,
)

from ._samples import NO_TABLE, PEOPLE, book
from ._table import column_word, down, more, place, tables
from ._values import shown

_OTHER = re.compile(r"^(\d+[.．)）:：]?\s*)?その他\s*[:：（(／/、,・\s]\s*(?!$)[^)）\s]")


@file_rule(
    id="opendata/other-with-detail",
    impact=Impact.MODERATE,
    techniques=["L2-05"],
    title=Text(
        ja="「その他」に付け足した詳細",
        en="Detail written after “other”",
    ),
    why=Text(
        ja="選択肢ごとに数えるとき、1件ずつ別の答えになります。",
        en="Each of them counts as an answer of its own.",
    ),
    fix=Text(
        ja="選択肢の列には「その他」だけを入れ、詳細は隣の列に移してください。",
        en="Leave only “other” in the column and move the detail to the next one.",
    ),
    messages={
        "detail": Text(
            ja="{column}の「その他」に詳細が続けて書かれています（{where}「{text}」{more}）。",
            en="{column} has details after “other” ({where}: “{text}”{more_en}).",
        ),
    },
    examples=[
        Example(PASSED, file=book(PEOPLE)),
        Example(
            LIKELY,
            file=book(
                [("市", "状況"), ("A", "1. 取組済"), ("B", "4. その他: 調査中のため"), ("C", "2. 未定")]
            ),
            key="detail",
            at="Sheet1!B3",
        ),
        Example(INAPPLICABLE, file=NO_TABLE),
    ],
)
def other_with_detail(file: File) -> Iterator[Finding]:
    for table in tables(file):
        good = True
        for column in table.columns:
            rows = [
                row
                for row, value in table.cells(column)
                if isinstance(value, str) and _OTHER.match(value.strip())
            ]
            if rows:
                good = False
                yield likely(
                    down(file, table, column, rows),
                    "detail",
                    column=column_word(table, column),
                    where=place(table.sheet, rows[0], column),
                    text=shown(table.value(rows[0], column))[:40],
                    **more(len(rows)),
                )
        if good:
            yield passed()
