"""The layout stays the same from year to year (rule L3-07)."""

import re
from collections.abc import Iterator
from itertools import pairwise

from auditor_rules.opendata._samples import NO_TABLE, PEOPLE, book, sheet_of
from auditor_rules.opendata._table import table_of
from auditor_rules.opendata._values import folded

from auditor.model import Finding, Impact, Text
from auditor.rule import (
    INAPPLICABLE,
    PASSED,
    REVIEW,
    Example,
    File,
    file_rule,
    file_target,
    passed,
    review,
)

_YEAR = re.compile(r"(19|20)\d\d|(令和|平成|[RH])(元|\d{1,2})|\d{1,2}年")


def _stem(name: str) -> str:
    return re.sub(r"\d+", "", _YEAR.sub("", name))


@file_rule(
    id="opendata/layout-changes",
    impact=Impact.SERIOUS,
    techniques=["L3-07"],
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
        Example(INAPPLICABLE, file=book(PEOPLE)),
        Example(INAPPLICABLE, file=NO_TABLE),
    ],
)
def layout_changes(file: File) -> Iterator[Finding]:
    series: dict[str, list[tuple[str, list[str]]]] = {}
    for facts in (file.facts, *file.siblings):
        if facts.name != file.name and _stem(facts.name) != _stem(file.name):
            continue
        sheets = [one for one in facts.sheets if one.visibility == "visible"]
        for sheet in sheets:
            table = table_of(sheet)
            if table is None or table.body == table.head:
                continue
            by_file = len(sheets) == 1
            name = facts.name if by_file else sheet.name
            if not _YEAR.search(name):
                continue
            names = [re.sub(r"\d+", "#", folded(table.name(column))) for column in table.columns]
            series.setdefault(_stem(name), []).append((name, [one for one in names if one]))
    for same in series.values():
        for (before, old), (after, new) in pairwise(sorted(same)):
            both = len(set(old) & set(new)) / max(1, len(set(old) | set(new)))
            if both < 0.8 and file.name not in (before,):
                said = {
                    "name": after,
                    "other": before,
                    "added": "、".join(sorted(set(new) - set(old))[:5]) or "なし",
                    "removed": "、".join(sorted(set(old) - set(new))[:5]) or "なし",
                }
                yield review(file_target(file, after, identity=_stem(after)), "changed", **said)
            else:
                yield passed()
