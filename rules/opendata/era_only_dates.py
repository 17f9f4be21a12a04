"""Dates are written in the western calendar, or with it, and in one way (rule L3-05)."""

import re
from collections.abc import Iterator, Sequence

from auditor.model import Finding, Impact, Text
from auditor.read.facts import Special, Value
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

from ._dates import both_days, era_day, western_day
from ._samples import NO_TABLE, PEOPLE, book
from ._table import Table, at, column_word, down, more, place, tables
from ._values import folded, shown

_ERA = re.compile(
    r"^(令和|平成|昭和|大正|明治|[rhstm](?=[0-9]))\.?(元|\d{1,2})(年|年度|[./-]|$)(?!.*(19|20)\d\d)", re.I
)
_CALENDAR = re.compile(r"[（()）・_＿ 　-]|西暦|和暦|元号")
_DATE_NAME = re.compile(r"日付|年月日|開始日|終了日|更新日|登録日|設置日|認定日|指定日|date", re.I)
_KINDS = (
    ("iso", re.compile(r"^\d{4}-\d{2}(-\d{2})?([T ].*)?$")),
    ("slash", re.compile(r"^\d{4}/\d{1,2}(/\d{1,2})?( .*)?$")),
    ("dot", re.compile(r"^\d{4}\.\d{1,2}(\.\d{1,2})?$")),
    ("kanji", re.compile(r"^\d{4}年(度|\d{1,2}月(\d{1,2}日)?)?$")),
    ("compact", re.compile(r"^(19|20)\d{2}(0[1-9]|1[0-2])([0-3]\d)$")),
)


def _kind(value: Value) -> str:
    if isinstance(value, Special):
        return "cell" if value.kind == "date" else ""
    if not isinstance(value, str):
        return ""
    text = folded(value)
    if _ERA.match(text):
        return "era"
    return next((name for name, pattern in _KINDS if pattern.match(value.strip())), "")


@file_rule(
    id="opendata/era-only-dates",
    impact=Impact.MODERATE,
    techniques=["L3-05"],
    title=Text(
        ja="西暦のない年月日、和暦と西暦の食い違いや書き方の混ざった年月日",
        en="Dates without the western year, that contradict it, or written in several ways",
    ),
    why=Text(
        ja="ほかのデータと時間の順に並べられません。",
        en="They cannot be put in order with other data.",
    ),
    fix=Text(
        ja="2024-04-01 のような西暦にそろえるか、「令和6年（2024年）」のように西暦を添えてください。"
        "和暦と西暦が食い違うときは、どちらの日付が正しいか確かめて直してください。",
        en="Write 2024-04-01, or add the western year. "
        "Where the two differ, find out which is right, and mend the other.",
    ),
    messages={
        "era": Text(
            ja="{column}が和暦だけで書かれています（{where}「{text}」{more}）。",
            en="{column} is written in Japanese eras only ({where}: “{text}”{more_en}).",
        ),
        "era-name": Text(
            ja="項目名「{text}」が和暦だけです{aside}。",
            en="The column name “{text}” is in a Japanese era only{aside_en}.",
        ),
        "differs": Text(
            ja="{column}の和暦と西暦が合っていません（{where}「{text}」、西暦は「{western}」{more}）。どちらの日付が正しいか確かめてください。",
            en="{column} gives an era and a western date that differ ({where}: “{text}”, “{western}”{more_en}): find out which is right.",
        ),
        "mixed": Text(
            ja="{column}に日付の書き方が{number}通りあります（{texts}）。",
            en="{column} writes dates in {number} ways ({texts}).",
        ),
        "serial": Text(
            ja="{column}が日付の通し番号（{text} など）になっています。",
            en="{column} holds serial day numbers (such as {text}).",
        ),
    },
    examples=[
        Example(
            PASSED,
            file=book([("日付", "件数（件）"), ("2024-04-01", 1), ("2024-04-02", 2), ("2024-04-03", 3)]),
        ),
        Example(
            LIKELY,
            file=book([("年度", "件数（件）"), ("令和4年度", 1), ("令和5年度", 2), ("R6", 3)]),
            key="era",
        ),
        Example(LIKELY, file=book([("市", "令和4年", "令和5年"), ("A", 1, 2), ("B", 3, 4)]), key="era-name"),
        Example(
            LIKELY,
            file=book([("日付", "件数（件）"), ("2024-04-01", 1), ("2024/4/2", 2), ("2024年4月3日", 3)]),
            key="mixed",
        ),
        Example(
            PASSED,
            file=book(
                [
                    ("開設日（和暦）", "開設日"),
                    ("令和8年4月1日", "2026-04-01"),
                    ("H31.4.30", "2019-04-30"),
                    ("S64/1/7", "1989-01-07"),
                ]
            ),
            why="The western date stands beside it.",
        ),
        Example(
            PASSED,
            file=book(
                [
                    ("年度", "西暦", "件数（件）"),
                    ("令和元年度", 2019, 3),
                    ("令和2年度", 2020, 5),
                    ("令和3年度", 2021, 7),
                ]
            ),
        ),
        Example(
            DEFINITE,
            file=book(
                [
                    ("設置", "設置（西暦）"),
                    ("令和6年4月1日", "2024-04-01"),
                    ("令和7年4月1日", "2024-04-01"),
                    ("R5.4.1", "2023-04-01"),
                ]
            ),
            key="differs",
            at="Sheet1!A3",
        ),
        Example(
            LIKELY,
            file=book(
                [
                    ("開設", "更新日"),
                    ("昭和60年4月1日", "2024-04-01"),
                    ("平成7年4月1日", "2024-04-01"),
                    ("R6.4.1", "2024-04-01"),
                ]
            ),
            key="era",
            why="The western date is another one.",
        ),
        Example(
            PASSED,
            file=book(
                [
                    ("年度", "受付日"),
                    ("令和6年度", "2024-04-01"),
                    ("令和6年度", "2024-08-01"),
                    ("令和6年度", "2025-02-01"),
                ]
            ),
            why="February is of the fiscal year before.",
        ),
        Example(
            DEFINITE,
            file=book(
                [
                    ("年", "件数（件）"),
                    ("令和5年（2023年）", 3),
                    ("令和6年（2023年）", 5),
                    ("2025年（令和7年）", 7),
                ]
            ),
            key="differs",
            at="Sheet1!A3",
        ),
        Example(
            LIKELY, file=book([("更新日", "件数（件）"), (45383, 1), (45384, 2), (45385, 3)]), key="serial"
        ),
        Example(INAPPLICABLE, file=book(PEOPLE)),
        Example(INAPPLICABLE, file=NO_TABLE),
    ],
)
def era_only_dates(file: File) -> Iterator[Finding]:
    for table in tables(file):
        good, judged = True, False
        names = [column for column in table.columns if _ERA.match(folded(table.name(column)))]
        if names:
            good = False
            target = at(file, table.sheet, table.head, names[0], table.head, names[-1], "era-name")
            yield likely(
                target, "era-name", text=table.name(names[0])[:30], **more(len(names), "列", "column")
            )
        for column in table.columns:
            cells = table.cells(column)
            kinds: dict[str, list[int]] = {}
            for row, value in cells:
                if kind := _kind(value):
                    kinds.setdefault(kind, []).append(row)
            dated = sum(map(len, kinds.values()))
            said = {"column": column_word(table, column)}
            if (
                cells
                and _DATE_NAME.search(table.name(column))
                and all(isinstance(value, int) and 30_000 < value < 60_000 for _, value in cells)
            ):
                good = False
                yield likely(
                    down(file, table, column, [row for row, _ in cells]),
                    "serial",
                    text=shown(cells[0][1]),
                    **said,
                )
                continue
            if not dated or dated * 10 < len(cells) * 6:
                continue
            judged = True
            rows = kinds.get("era")
            beside, named = _western_beside(table, column, rows) if rows else (0, False)
            if rows and beside:
                kinds.pop("era")
                wrong = [row for row in rows if _differs(table, row, column, beside)]
                if wrong:
                    good = False
                    make = definite if named else likely
                    told = _difference(table, column, wrong, shown(table.value(wrong[0], beside)))
                    yield make(down(file, table, column, wrong), "differs", **told)
            elif rows:
                good = False
                yield likely(
                    down(file, table, column, rows),
                    "era",
                    where=place(table.sheet, rows[0], column),
                    text=shown(table.value(rows[0], column))[:20],
                    **more(len(rows)),
                    **said,
                )
            if len(kinds) > 1:
                good = False
                texts = "、".join(shown(table.value(rows[0], column))[:12] for rows in kinds.values())
                rows = min(kinds.values(), key=len)
                yield likely(down(file, table, column, rows), "mixed", number=len(kinds), texts=texts, **said)
        for column in table.columns:
            pairs = [(row, both_days(value)) for row, value in table.cells(column)]
            wrong = [row for row, pair in pairs if pair and not pair[0].agrees(pair[1])]
            judged = judged or any(pair for _, pair in pairs)
            if wrong:
                good = False
                western = next(str(pair[1].year) for row, pair in pairs if pair and row == wrong[0])
                told = _difference(table, column, wrong, western)
                yield definite(down(file, table, column, wrong), "differs", **told)
        if good and judged:
            yield passed()


def _western_beside(table: Table, column: int, rows: Sequence[int]) -> tuple[int, bool]:
    """Return the column that gives the dates of an era column in the western calendar, 0 for none; whether
    its name says so.

    Without such a name, it has to agree in most rows.
    """
    best, most, named = 0, 0, False
    for other in table.columns:
        told = [row for row in rows if western_day(table.value(row, other))] if other != column else []
        if not told or len(told) * 10 < len(rows) * 8:
            continue
        agreeing = sum(not _differs(table, row, column, other) for row in told)
        same = _same(table.name(column), table.name(other))
        if (agreeing * 10 >= len(told) * 8 or (same and agreeing * 2 >= len(told))) and (same, agreeing) > (
            named,
            most,
        ):
            best, most, named = other, agreeing, same
    return best, named


def _same(era: str, western: str) -> bool:
    """Return whether two columns are named as one thing in two calendars."""
    one, two = _CALENDAR.sub("", era), _CALENDAR.sub("", western)
    return one == two or ("西暦" in western and two in ("", "年", "年度", "年月日", "日付"))


def _differs(table: Table, row: int, column: int, other: int) -> bool:
    era, western = era_day(table.value(row, column)), western_day(table.value(row, other))
    return era is not None and western is not None and not era.agrees(western)


def _difference(table: Table, column: int, rows: Sequence[int], western: str) -> dict[str, str | int]:
    """Return the data of the message on rows whose two dates differ."""
    return {
        "column": column_word(table, column),
        "where": place(table.sheet, rows[0], column),
        "text": shown(table.value(rows[0], column))[:20],
        "western": western[:20],
        **more(len(rows)),
    }
