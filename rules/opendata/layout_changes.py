"""The layout stays the same from year to year (rule L3-07)."""

import re
from collections.abc import Iterator
from itertools import pairwise

from auditor.model import Finding, Impact, Text
from auditor.read.facts import FileFacts
from auditor.rule import (
    INAPPLICABLE,
    PASSED,
    REVIEW,
    Example,
    File,
    Need,
    file_rule,
    file_target,
    passed,
    review,
)

from ._samples import NO_TABLE, PEOPLE, book, sheet_of
from ._table import table_of
from ._values import folded

# 2024, 202404, 20240401, 令和6年度, R6, 6年度: what tells the members of a series apart. Other digits name the data.
_YEAR = re.compile(
    r"(?<!\d)(?:19|20)\d\d(?:[-_.]?(?:0[1-9]|1[0-2])(?:[-_.]?[0-3]\d)?)?(?!\d)"
    r"|(?:令和|平成|(?<![A-Za-z])[RH])(?:元|\d{1,2})(?!\d)(?:年度?)?|(?<!\d)\d{1,2}年度?"
)


def _stem(name: str) -> str:
    return _YEAR.sub("", name)


@file_rule(
    id="opendata/layout-changes",
    impact=Impact.SERIOUS,
    techniques=["L3-07"],
    needs=[Need.SIBLINGS],
    title=Text(
        ja="年によって違う様式",
        en="Layout that changes between years",
    ),
    why=Text(
        ja="年をまたいだ集計のたびに、列を合わせる作業が要ります。",
        en="Whoever compares years has to match the columns first.",
    ),
    fix=Text(
        ja="項目名と並びを前の年に合わせ、変えた所は変更履歴に書いてください。",
        en="Keep names and order of the columns, and note what changed.",
    ),
    messages={
        "changed": Text(
            ja="「{name}」と「{other}」で項目が違います（増えた項目: {added}／なくなった項目: {removed}）。",
            en="“{name}” and “{other}” differ in their columns (added: {added}; gone: {removed}).",
        ),
    },
    question=Text(
        ja="様式の変更は必要なものでしたか。変更履歴に書かれていますか。",
        en="Was the change needed, and is it noted?",
    ),
    examples=[
        Example(PASSED, file=book(PEOPLE, sheet_of(PEOPLE, "2023年"), name="2022年")),
        Example(
            REVIEW,
            file=book(
                PEOPLE,
                sheet_of([("市", "面積（km2）", "備考"), ("A", 1, "a"), ("B", 2, "b")], "2023年"),
                name="2022年",
            ),
            key="changed",
            at="2023年",
        ),
        Example(
            REVIEW,
            file=File(
                FileFacts(
                    "a_202404.xlsx",
                    9,
                    "xlsx",
                    sheets=(sheet_of([("市", "面積"), ("A", 1), ("B", 2), ("C", 3)]),),
                ),
                siblings=(FileFacts("a_202304.xlsx", 9, "xlsx", sheets=(sheet_of(PEOPLE),)),),
            ),
            key="changed",
            at="a_202404.xlsx",
        ),
        Example(
            INAPPLICABLE,
            file=File(
                FileFacts(
                    "0092_2020.xlsx", 9, "xlsx", sheets=(sheet_of([("市", "面積"), ("A", 1), ("B", 2)]),)
                ),
                siblings=(FileFacts("0066_2019.xlsx", 9, "xlsx", sheets=(sheet_of(PEOPLE),)),),
            ),
            why="Numbers of two data sets, not two years of one.",
        ),
        Example(INAPPLICABLE, file=book(PEOPLE)),
        Example(INAPPLICABLE, file=NO_TABLE),
    ],
)
def layout_changes(file: File) -> Iterator[Finding]:
    mine = list(_layouts(file.facts))
    by_year: dict[str, list[tuple[str, list[str]]]] = {}
    for name, columns in mine:
        if _YEAR.search(name):
            by_year.setdefault(_stem(name), []).append((name, columns))
    for same in by_year.values():
        for before, after in pairwise(sorted(same)):
            yield _compared(file, before, after)
    if len(mine) == 1 and _YEAR.search(file.name):  # a file a year: only the later of two speaks
        earlier = [
            one for one in file.siblings if one.name < file.name and _stem(one.name) == _stem(file.name)
        ]
        for facts in sorted(earlier, key=lambda one: one.name)[-1:]:
            there = list(_layouts(facts))
            if len(there) == 1:
                yield _compared(file, (facts.name, there[0][1]), (file.name, mine[0][1]))


def _layouts(facts: FileFacts) -> Iterator[tuple[str, list[str]]]:
    """Yield the name of each visible sheet with a header, and its columns."""
    for sheet in facts.sheets:
        table = table_of(sheet) if sheet.visibility == "visible" else None
        if table is not None and table.body != table.head:
            names = [re.sub(r"\d+", "#", folded(table.name(column))) for column in table.columns]
            yield sheet.name, [one for one in names if one]


def _compared(file: File, before: tuple[str, list[str]], after: tuple[str, list[str]]) -> Finding:
    old, new = set(before[1]), set(after[1])
    if len(old & new) / max(1, len(old | new)) >= 0.8:
        return passed()
    return review(
        file_target(file, after[0], identity=_stem(after[0])),
        "changed",
        name=after[0],
        other=before[0],
        added="、".join(sorted(new - old)[:5]) or "なし",
        removed="、".join(sorted(old - new)[:5]) or "なし",
    )
