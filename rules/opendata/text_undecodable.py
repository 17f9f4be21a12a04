"""A text file holds no bytes that are not characters, and its quotation marks are closed."""

from collections.abc import Iterator

from auditor_rules.opendata._samples import PEOPLE, book, csv_of
from auditor_rules.opendata._table import place

from auditor.model import Finding, Impact, Text
from auditor.read.facts import FileFacts
from auditor.read.facts import Text as Decoded
from auditor.rule import (
    DEFINITE,
    INAPPLICABLE,
    LIKELY,
    PASSED,
    Example,
    File,
    definite,
    file_rule,
    file_target,
    likely,
    passed,
)


@file_rule(
    id="opendata/text-undecodable",
    impact=Impact.SERIOUS,
    title=Text(
        ja="文字化け、引用符の誤りのあるファイル",
        en="Garbled characters or broken quotation marks",
    ),
    why=Text(
        ja="その行から先が正しく読めません。",
        en="From there on the file cannot be read right.",
    ),
    fix=Text(
        ja='元の文字コードで開き直して「CSV UTF-8」で保存し、値の中の " は "" と2つ書いてください。',
        en="Open it in its own encoding, save it as CSV UTF-8, and double quotation marks in values.",
    ),
    messages={
        "bytes": Text(
            ja="{line}行目に文字として読めない部分があります（ほか{others}行）。",
            en="Line {line} holds bytes that are no characters ({others} more lines).",
        ),
        "garbled": Text(
            ja="{where} に文字化けした文字があります。",
            en="There are garbled characters at {where}.",
        ),
        "unclosed": Text(
            ja='{row}件目の引用符（"）が閉じていません。',
            en="The quotation mark in record {row} is never closed.",
        ),
        "stray": Text(
            ja='{row}件目の引用符（"）の使い方が誤っています（ほか{others}件）。',
            en="Record {row} uses quotation marks wrongly ({others} more).",
        ),
        "delimiter": Text(
            ja="区切りがカンマではなく「{delimiter}」です。",
            en="The delimiter is “{delimiter}”, not a comma.",
        ),
    },
    examples=[
        Example(PASSED, file=csv_of(PEOPLE)),
        Example(
            DEFINITE, file=FileFacts("a.csv", 10, "csv", text=Decoded("utf-8", undecodable=(3,))), key="bytes"
        ),
        Example(DEFINITE, file=csv_of([("市", "人口"), ("\ufffd", "1"), ("a", "2")]), key="garbled"),
        Example(DEFINITE, file=csv_of(PEOPLE, unclosed=2), key="unclosed"),
        Example(DEFINITE, file=csv_of(PEOPLE, stray_quotes=(2,)), key="stray"),
        Example(LIKELY, file=csv_of(PEOPLE, delimiter="\t"), key="delimiter"),
        Example(INAPPLICABLE, file=book(PEOPLE)),
    ],
)
def text_undecodable(file: File) -> Iterator[Finding]:
    facts = file.facts
    if facts.text is None:
        return
    good = True
    if lines := facts.text.undecodable:
        good = False
        yield definite(
            file_target(file, f"{lines[0]}行", identity="bytes"),
            "bytes",
            line=lines[0],
            others=len(lines) - 1,
        )
    for sheet in facts.sheets[:1]:
        for row, cells in enumerate(sheet.rows, 1):
            column = next(
                (at for at, value in enumerate(cells, 1) if isinstance(value, str) and "\ufffd" in value), 0
            )
            if column and not lines:
                good = False
                yield definite(
                    file_target(file, place(sheet, row, column), identity="garbled"),
                    "garbled",
                    where=place(sheet, row, column),
                )
                break
    if facts.csv is not None:
        if facts.csv.unclosed:
            good = False
            yield definite(
                file_target(file, f"{facts.csv.unclosed}行", identity="unclosed"),
                "unclosed",
                row=facts.csv.unclosed,
            )
        elif rows := facts.csv.stray_quotes:
            good = False
            yield definite(
                file_target(file, f"{rows[0]}行", identity="stray"),
                "stray",
                row=rows[0],
                others=len(rows) - 1,
            )
        if facts.suffix == "csv" and facts.csv.delimiter != "," and facts.csv.columns > 1:
            good = False
            yield likely(
                file_target(file, identity="delimiter"),
                "delimiter",
                delimiter="タブ" if facts.csv.delimiter == "\t" else facts.csv.delimiter,
            )
    if good:
        yield passed()
