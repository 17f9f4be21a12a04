"""A record of a CSV file is one line (rule L1-14)."""

from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import (
    DEFINITE,
    INAPPLICABLE,
    PASSED,
    REVIEW,
    Example,
    File,
    definite,
    file_rule,
    file_target,
    passed,
    review,
)

from ._samples import PEOPLE, book, csv_of
from ._table import table_of

_SHOWN = 5  # numbers of records


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
            ja="{number}件のデータの値の中に改行があります（{rows}件目{etc}）。",
            en="{number} records of data hold a line break in a value (record {rows}{etc_en}).",
        ),
        "header": Text(
            ja="項目名の中に改行があります。",
            en="There is a line break in a column name.",
        ),
    },
    question=Text(
        ja="改行は値に必要ですか。行ごとに読むプログラムで使われるデータなら、置き換えてください。",
        en="Does the value need the line break? Replace it where programs read the data line by line.",
    ),
    examples=[
        Example(PASSED, file=csv_of(PEOPLE)),
        Example(REVIEW, file=csv_of(PEOPLE, broken_lines=(2,)), key="break", at="2行"),
        Example(DEFINITE, file=csv_of(PEOPLE, broken_lines=(1,)), key="header", at="1行"),
        Example(INAPPLICABLE, file=book(PEOPLE)),
    ],
)
def line_break_in_field(file: File) -> Iterator[Finding]:
    facts = file.facts
    if facts.csv is None or not facts.sheets:
        return
    table = table_of(facts.sheets[0])
    body = table.body if table else 1
    broken = facts.csv.broken_lines
    if heads := [row for row in broken if row < body]:
        yield definite(file_target(file, f"{heads[0]}行", identity="header"), "header")
    if rows := [row for row in broken if row >= body]:
        yield review(
            file_target(file, f"{rows[0]}行", identity="break"),
            "break",
            number=len(rows),
            rows=", ".join(str(row - body + 1) for row in rows[:_SHOWN]),
            etc="など" if len(rows) > _SHOWN else "",
            etc_en=" and others" if len(rows) > _SHOWN else "",
        )
    if not broken:
        yield passed()
