"""No value is left out because it is that of the row above (rule L2-02)."""

import re
from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import (
    DEFINITE,
    INAPPLICABLE,
    LIKELY,
    PASSED,
    REVIEW,
    Example,
    File,
    definite,
    file_rule,
    likely,
    passed,
    review,
)

from ._samples import NO_TABLE, PEOPLE, book
from ._table import column_word, down, more, place, tables
from ._values import filled, numberish, shown

_DITTO = re.compile(r"^(同上|〃|″|”|々|仝|同|”|\"|''|同じ|上に同じ)$")


@file_rule(
    id="opendata/value-omitted",
    impact=Impact.CRITICAL,
    techniques=["L2-02"],
    title=Text(
        ja="「同上」や空白で省略した値",
        en="Values left out as “ditto” or blank",
    ),
    why=Text(
        ja="1行ずつ読む機械には、省略された値が分かりません。並べ替えると意味が失われます。",
        en="Machines read row by row and do not know what was left out; sorting loses it.",
    ),
    fix=Text(
        ja="省略したセルに、上の行と同じ値を入れてください（空白は「ジャンプ」→「空白セル」→ =上のセル → "
        "Ctrl+Enter → 値の貼り付け）。",
        en="Write the value of the row above into each cell left out.",
    ),
    messages={
        "ditto": Text(
            ja="{column}に「{text}」があります（{where}{more}）。",
            en="{column} holds “{text}” ({where}{more_en}).",
        ),
        "blank": Text(
            ja="{column}で、上の行と同じ値が省略されています（{where}{more}）。",
            en="{column} leaves out what is as in the row above ({where}{more_en}).",
        ),
        "numbers": Text(
            ja="{column}で、名前のところに番号だけがあります（{where}{more}）。",
            en="{column} has numbers in place of names ({where}{more_en}).",
        ),
    },
    question=Text(
        ja="番号だけのセルは、上の行の名前を省略したものですか。",
        en="Do the numbers stand for the name of the row above?",
    ),
    examples=[
        Example(PASSED, file=book(PEOPLE)),
        Example(
            DEFINITE,
            file=book([("薬剤名", "本数（本）"), ("鎮痛剤A", 429), ("〃", 321), ("同上", 384)]),
            key="ditto",
            at="Sheet1!A3:A4",
        ),
        Example(
            LIKELY,
            file=book(
                [
                    ("都道府県", "市", "人口（人）"),
                    ("北海道", "札幌市", 5),
                    (None, "函館市", 6),
                    (None, "小樽市", 6),
                    ("青森県", "青森市", 7),
                ]
            ),
            key="blank",
        ),
        Example(
            REVIEW, file=book([("薬剤名", "本数（本）"), ("鎮痛剤A", 429), (2, 321), (3, 384)]), key="numbers"
        ),
        Example(INAPPLICABLE, file=NO_TABLE),
    ],
)
def value_omitted(file: File) -> Iterator[Finding]:
    for table in tables(file):
        good = True
        whole = next(
            (one for one in table.columns if len(table.cells(one)) == len(table.rows)), table.right + 1
        )
        for column in table.columns:
            cells = table.cells(column)
            ditto = [row for row, value in cells if isinstance(value, str) and _DITTO.match(value.strip())]
            said = {"column": column_word(table, column)}
            if ditto:
                good = False
                yield definite(
                    down(file, table, column, ditto),
                    "ditto",
                    where=place(table.sheet, ditto[0], column),
                    **more(len(ditto)),
                    text=shown(table.value(ditto[0], column))[:10],
                    **said,
                )
                continue
            if not cells or cells[0][0] != table.body:
                continue
            values = [value for _, value in cells]
            rest = values[1:]
            if (
                isinstance(values[0], str)
                and not numberish(values[0])
                and len(rest) > 1
                and not table.numeric(column) | all(isinstance(one, str) for one in rest)
            ):
                steps = [one for one in rest if isinstance(one, int)]
                if len(steps) == len(rest) and steps == list(range(steps[0], steps[0] + len(steps))):
                    good = False
                    rows = [row for row, _ in cells[1:]]
                    yield review(
                        down(file, table, column, rows),
                        "numbers",
                        where=place(table.sheet, rows[0], column),
                        **more(len(rows)),
                        **said,
                    )
                    continue
            if (
                isinstance(values[0], str)
                and not numberish(values[0])
                and len(rest) > 1
                and [v for v in rest if isinstance(v, int)] == list(range(2, 2 + len(rest)))
            ):
                good = False
                rows = [row for row, _ in cells[1:]]
                yield review(
                    down(file, table, column, rows),
                    "numbers",
                    where=place(table.sheet, rows[0], column),
                    **more(len(rows)),
                    **said,
                )
                continue
            blanks = [row for row in table.rows if not filled(table.value(row, column))]
            merged = any(
                box.left <= column <= box.right and box.bottom > box.top for box in table.sheet.merges
            )
            texts = [shown(value) for value in values]
            if (
                column < whole
                and column - table.left < 3
                and len(blanks) * 5 >= len(table.rows)
                and len(set(texts)) == len(texts)
                and not table.numeric(column)
                and not merged
            ):
                good = False
                yield likely(
                    down(file, table, column, blanks),
                    "blank",
                    where=place(table.sheet, blanks[0], column),
                    **more(len(blanks)),
                    **said,
                )
        if good:
            yield passed()
