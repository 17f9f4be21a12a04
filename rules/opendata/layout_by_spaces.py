"""Cells hold no spaces or line breaks for the sake of looks (rule L1-06)."""

import re
from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.read.facts import Value
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

from ._samples import NO_TABLE, PEOPLE, book, csv_of
from ._table import MAX_TOLD, Table, down, more, place, tables
from ._values import shown

_SPACED = re.compile(r"^[(（]?[\u3005-\u9fff]([ \u3000\u00a0]+[\u3005-\u9fff])+[)）]?$")
_DOUBLE = re.compile(r"\S[ \u3000\u00a0]{2,}\S")
_TWO = re.compile(r"^[\u3005-\u9fff]{1,4}[ \u3000][\u3005-\u9fff]{1,4}$")


def _fault(value: Value) -> str:
    if not isinstance(value, str) or value == "":
        return ""
    if not value.strip():
        return "only"
    if "\n" in value or "\r" in value or "_x000D_" in value:
        return "break"
    if value != value.strip():
        return "ends"
    return "inside" if _DOUBLE.search(value) or _SPACED.match(value) else ""


@file_rule(
    id="opendata/layout-by-spaces",
    impact=Impact.SERIOUS,
    techniques=["L1-06"],
    title=Text(
        ja="空白や改行で体裁を整えたセル",
        en="Cells laid out with spaces or line breaks",
    ),
    why=Text(
        ja="同じ語なのに一致せず、検索・並べ替え・結合ができません。",
        en="Words that are the same no longer match when searched, sorted or joined.",
    ),
    fix=Text(
        ja="「検索と置換」や TRIM 関数で余分な空白を除き、Ctrl+J で改行を探して消してください。"
        "字下げは書式（インデント）で行います。",
        en="Remove spaces with Replace or TRIM and line breaks with Ctrl+J; indent by format.",
    ),
    messages={
        "only": Text(
            ja="空白の文字だけの値があります（{where}{more}）。値がないところは空にしてください。",
            en="There are values of nothing but spaces ({where}{more_en}); leave them empty.",
        ),
        "break": Text(
            ja="セルの中に改行があります（{where}{more}）。",
            en="There are line breaks in cells ({where}{more_en}).",
        ),
        "ends": Text(
            ja="値の前後に空白があります（{where}{more}）。",
            en="Values begin or end with spaces ({where}{more_en}).",
        ),
        "inside": Text(
            ja="値の途中に体裁のための空白があります（{where}「{text}」{more}）。",
            en="Values hold spaces for looks ({where}: “{text}”{more_en}).",
        ),
    },
    examples=[
        Example(PASSED, file=book(PEOPLE)),
        Example(DEFINITE, file=book([PEOPLE[0], ("  北海道", 1), *PEOPLE[2:]]), key="ends", at="Sheet1!A2"),
        Example(DEFINITE, file=book([PEOPLE[0], ("東　京", 1), *PEOPLE[2:]]), key="inside"),
        Example(DEFINITE, file=book([("都道府県", "人口\n（人）"), *PEOPLE[1:]]), key="break"),
        Example(LIKELY, file=book([PEOPLE[0], ("北海道\n（道内）", 1), *PEOPLE[2:]]), key="break"),
        Example(DEFINITE, file=book([PEOPLE[0], *PEOPLE[1:], ("東京都", "　")]), key="only", at="Sheet1!B6"),
        Example(DEFINITE, file=book([PEOPLE[0], *PEOPLE[1:], ("世 田 谷 区 分", 9)]), key="inside"),
        Example(DEFINITE, file=book([PEOPLE[0], ("東 京", 1), ("大 阪", 2), ("神奈川", 3)]), key="inside"),
        Example(
            DEFINITE,
            file=book([PEOPLE[0], ("東 京", 1), ("大阪 城内", 2), ("京都", 3), ("奈良", 4)]),
            key="inside",
            at="Sheet1!A2",
        ),
        Example(
            PASSED,
            file=book([("議員", "票数（票）"), ("山田　太郎", 1), ("林　薫", 2), ("鈴木　花子", 2)]),
            why="The short one of a column of names.",
        ),
        Example(
            PASSED,
            file=book([("氏名", "人口（人）"), ("山田　太郎", 1), ("Northern region", 2), ("鈴木　花子", 2)]),
            why="One space between words.",
        ),
        Example(
            PASSED,
            file=csv_of(
                [
                    ("質問", "回答"),
                    ("窓口は", "市役所です。\n支所もあります。"),
                    ("休みは", "月曜です。"),
                    ("料金は", "0円"),
                ]
            ),
            why="Line breaks of a CSV file have a rule of their own.",
        ),
        Example(INAPPLICABLE, file=NO_TABLE),
    ],
)
def layout_by_spaces(file: File) -> Iterator[Finding]:
    for table in tables(file):
        found: dict[tuple[str, int], list[int]] = {}
        for row in range(table.head, table.bottom + 1):
            for column in table.columns:
                kind = _fault(table.value(row, column))
                if kind == "break" and file.facts.csv is not None:
                    continue  # line-break-in-field speaks of it
                if kind and not (kind == "inside" and row >= table.body and _is_name(table, row, column)):
                    found.setdefault((kind, column), []).append(row)
        for (kind, column), rows in list(sorted(found.items()))[:MAX_TOLD]:
            target = down(file, table, column, rows)
            said = {
                "where": place(table.sheet, rows[0], column),
                **more(len(rows)),
                "text": shown(table.value(rows[0], column))[:30],
            }
            if kind == "break" and rows[0] >= table.body:
                yield likely(target, kind, **said)
            else:
                yield definite(target, kind, **said)
        if not found:
            yield passed()


def _is_name(table: Table, row: int, column: int) -> bool:
    """Return whether a value of two parts stands among names of people, of which most have longer parts."""
    if not _TWO.match(shown(table.value(row, column))):
        return False
    texts = [value.strip() for _, value in table.cells(column) if isinstance(value, str)]
    return sum(bool(_TWO.match(text)) and len(text) > 3 for text in texts) * 2 > len(texts)
