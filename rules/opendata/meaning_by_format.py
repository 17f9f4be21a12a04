"""Formats do not tell data apart (rule L1-11)."""

import re
from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import (
    INAPPLICABLE,
    LIKELY,
    PASSED,
    Example,
    File,
    MissingEvidence,
    file_rule,
    likely,
    passed,
)

from ._samples import NO_TABLE, PEOPLE, book
from ._table import column_word, down, place, tables
from ._values import shown

_TOTAL = re.compile(r"^(合計|小計|総計|計|総数|平均|合　計)$")
_LINK = re.compile(r"https?://|[^@\s]+@[^@\s]+$")


def _banded(kinds: dict[str, list[int]]) -> bool:
    """Return whether it is every other row: a help to the eye."""
    if len(kinds) != 2 or min(map(len, kinds.values())) < 2:
        return False
    return all(len({row % 2 for row in rows}) == 1 for rows in kinds.values())


def _word(mark: str) -> str:
    words = {"bold": "太字", "italic": "斜体", "strike": "取り消し線", "underline": "下線"}
    parts = [
        words.get(part, "文字の色" if part.startswith("color") else "塗りつぶし") for part in mark.split()
    ]
    return "・".join(dict.fromkeys(parts))


@file_rule(
    id="opendata/meaning-by-format",
    impact=Impact.SERIOUS,
    techniques=["L1-11"],
    title=Text(
        ja="色や太字で区別したデータ",
        en="Data told apart by colour or bold type",
    ),
    why=Text(
        ja="書式の違いはプログラムから読めず、区別が失われます。",
        en="Programs do not see formats, and the difference is lost.",
    ),
    fix=Text(
        ja="区別の内容を文字にして、別の列（例: 「区分」「暫定」）に入れてください。",
        en="Write what the format means into a column of its own.",
    ),
    messages={
        "format": Text(
            ja="{column}のセルで書式が使い分けられています（{where}: {marks}）。",
            en="Cells of {column} have different formats ({where}: {marks}).",
        ),
    },
    examples=[
        Example(PASSED, file=book(PEOPLE, formats=((1, 1, "bold"), (1, 2, "bold"))), why="The header only."),
        Example(LIKELY, file=book(PEOPLE, formats=((3, 2, "color=FFFF0000"),)), key="format", at="Sheet1!B3"),
        Example(INAPPLICABLE, file=book(PEOPLE)),
        Example(INAPPLICABLE, file=NO_TABLE),
    ],
)
def meaning_by_format(file: File) -> Iterator[Finding]:
    if file.facts.form in ("xls", "xlsb", "ods"):
        raise MissingEvidence("formats")  # the reader of these forms does not tell them
    for table in tables(file):
        marks = {(row, column): mark for row, column, mark in table.sheet.formats}
        good = True
        told: set[str] = set()
        for column in table.columns:
            kinds: dict[str, list[int]] = {}
            for row, value in table.cells(column):
                label = shown(table.value(row, table.left)).strip()
                if _TOTAL.match(label) or (isinstance(value, str) and _LINK.match(value)):
                    continue
                kinds.setdefault(marks.get((row, column), ""), []).append(row)
            if len(kinds) < 2 or _banded(kinds):
                continue
            rarest = min(kinds, key=lambda mark: (len(kinds[mark]), mark == "", mark))
            rare = rarest or next(mark for mark in kinds if mark)
            good = False
            if rare in told:  # whole rows are told once
                continue
            told.add(rare)
            rows = kinds[rare]
            yield likely(
                down(file, table, column, rows),
                "format",
                column=column_word(table, column),
                where=place(table.sheet, rows[0], column),
                marks=_word(rare),
            )
        if good and table.sheet.formats:
            yield passed()
