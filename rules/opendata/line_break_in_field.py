"""A record of a CSV file is one line (rule L1-14)."""

from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import (
    DEFINITE,
    INAPPLICABLE,
    PASSED,
    Example,
    File,
    definite,
    file_rule,
    file_target,
    passed,
)

from ._samples import PEOPLE, book, csv_of


@file_rule(
    id="opendata/line-break-in-field",
    impact=Impact.CRITICAL,
    techniques=["L1-14"],
    title=Text(
        ja="改行を含む CSV の値",
        en="CSV value with a line break",
    ),
    why=Text(
        ja="1件のデータが2行に分かれ、行ごとに読むプログラムが誤ります。",
        en="One record is spread over two lines, and programs that read by line fail.",
    ),
    fix=Text(
        ja="値の中の改行を、空白や「、」に置き換えてください。",
        en="Replace line breaks in values by a space or a comma.",
    ),
    messages={
        "break": Text(
            ja="{number}件の値の中に改行があります（{rows}件目 など）。",
            en="{number} records hold a line break in a value (record {rows} and others).",
        ),
    },
    examples=[
        Example(PASSED, file=csv_of(PEOPLE)),
        Example(DEFINITE, file=csv_of(PEOPLE, broken_lines=(2,)), key="break", at="2行"),
        Example(INAPPLICABLE, file=book(PEOPLE)),
    ],
)
def line_break_in_field(file: File) -> Iterator[Finding]:
    facts = file.facts
    if facts.csv is None or not facts.sheets:
        return
    rows = facts.csv.broken_lines
    if rows:
        yield definite(
            file_target(file, f"{rows[0]}行", identity="break"),
            "break",
            number=len(rows),
            rows=", ".join(map(str, rows[:5])),
        )
    else:
        yield passed()
