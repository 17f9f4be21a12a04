"""There is nothing outside the table (rule L1-04)."""

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

from ._samples import BROKEN, NO_TABLE, PEOPLE, book
from ._table import MAX_TOLD, at, tables
from ._values import shown


def _kind(text: str) -> str:
    return next((word for word in ("出典", "注", "※", "単位", "資料", "担当") if word in text), "text")


@file_rule(
    id="opendata/text-outside-table",
    impact=Impact.MODERATE,
    techniques=["L1-04"],
    title=Text(
        ja="表の外にあるタイトル・注記・メモ",
        en="Titles, notes and remarks outside the table",
    ),
    why=Text(
        ja="表の外の文字がデータの一部として読まれ、並べ替えや取込みに失敗します。",
        en="Text outside the table is read as data, and sorting and import fail.",
    ),
    fix=Text(
        ja="タイトル・注・出典は別のシートか公開ページの説明に移し、メモは消してください。",
        en="Move titles, notes and sources to another sheet or to the page, and delete remarks.",
    ),
    messages={
        "note": Text(
            ja="表の外に文字があります（{where}「{text}」）。",
            en="There is text outside the table ({where}: “{text}”).",
        ),
    },
    examples=[
        Example(PASSED, file=book(PEOPLE)),
        Example(LIKELY, file=book([("都道府県別人口",), *PEOPLE]), key="note", at="Sheet1!A1"),
        Example(LIKELY, file=book([*PEOPLE, ("出典：総務省",)]), key="note", at="Sheet1!A6"),
        Example(
            LIKELY, file=book([PEOPLE[0], (*PEOPLE[1], "暫定値"), *PEOPLE[2:]]), key="note", at="Sheet1!C2"
        ),
        Example(
            LIKELY,
            file=book([*PEOPLE, (), ("注1　速報値です。",), ("注2　人口は推計です。",)]),
            at="Sheet1!A7",
        ),
        Example(PASSED, file=book(BROKEN), why="Rows of data below a blank row belong to the table."),
        Example(INAPPLICABLE, file=NO_TABLE),
    ],
)
def text_outside_table(file: File) -> Iterator[Finding]:
    for table in tables(file):
        lines: dict[int, list[int]] = {}
        for row, column in table.outside:
            lines.setdefault(row, []).append(column)
        for row, columns in list(sorted(lines.items()))[:MAX_TOLD]:
            text = shown(table.value(row, columns[0]))
            target = at(file, table.sheet, row, columns[0], row, columns[-1], _kind(text))
            yield likely(target, "note", where=target.where, text=text[:40])
        if not table.outside:
            yield passed()
