"""The cells of the table are not merged (rule L1-12)."""

from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.read.facts import Box
from auditor.rule import (
    DEFINITE,
    INAPPLICABLE,
    PASSED,
    Example,
    File,
    definite,
    file_rule,
    passed,
)

from ._samples import NO_TABLE, PEOPLE, book
from ._table import MAX_TOLD, at, tables
from ._values import shown


@file_rule(
    id="opendata/merged-cells",
    impact=Impact.SERIOUS,
    techniques=["L1-12"],
    title=Text(
        ja="表の中のセル結合",
        en="Merged cells in the table",
    ),
    why=Text(
        ja="結合したセルは左上以外が空として読まれ、並べ替えもできません。",
        en="All but the first of merged cells are read as blank, and the table cannot be sorted.",
    ),
    fix=Text(
        ja="範囲を選んで「セル結合の解除」を行い、空いたセルに同じ値を入れてください。",
        en="Unmerge the range and write the same value into each cell.",
    ),
    messages={
        "body": Text(
            ja="{where} が結合されています（「{text}」）。",
            en="{where} is merged (“{text}”).",
        ),
        "header": Text(
            ja="項目名の {where} が結合されています（「{text}」）。",
            en="{where} of the header is merged (“{text}”).",
        ),
    },
    examples=[
        Example(PASSED, file=book(PEOPLE)),
        Example(
            DEFINITE,
            file=book(
                [("区分", "市", "人口（人）"), ("東北", "A", 5), (None, "B", 6), ("関東", "C", 7)],
                merges=(Box(2, 1, 3, 1),),
            ),
            key="body",
            at="Sheet1!A2:A3",
        ),
        Example(
            DEFINITE,
            file=book(
                [("市", "人口", None), ("", "男（人）", "女（人）"), ("A", 5, 6), ("B", 7, 8)],
                merges=(Box(1, 2, 1, 3),),
            ),
            key="header",
        ),
        Example(INAPPLICABLE, file=NO_TABLE),
    ],
)
def merged_cells(file: File) -> Iterator[Finding]:
    for table in tables(file):
        found = [
            box
            for box in table.sheet.merges
            if box.bottom >= table.head
            and box.top <= table.bottom
            and box.right >= table.left
            and box.left <= table.right
        ]
        for box in found[:MAX_TOLD]:
            target = at(file, table.sheet, box.top, box.left, box.bottom, box.right, table.name(box.left))
            kind = "header" if box.bottom < table.body else "body"
            yield definite(target, kind, where=target.where, text=shown(table.value(box.top, box.left))[:30])
        if not found:
            yield passed()
