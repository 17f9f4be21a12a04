"""No picture, shape or text box lies over the table (rule L1-10)."""

import re
from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.read.facts import Box, Drawn
from auditor.rule import (
    DEFINITE,
    INAPPLICABLE,
    PASSED,
    REVIEW,
    Example,
    File,
    MissingEvidence,
    definite,
    file_rule,
    passed,
    review,
)

from ._samples import NO_TABLE, PEOPLE, book
from ._table import MAX_TOLD, at, tables

_KINDS = {
    "image": ("画像", "A picture"),
    "shape": ("図形", "A shape"),
    "chart": ("グラフ", "A chart"),
    "line": ("線", "A line"),
    "group": ("グループ化した図形", "A group of shapes"),
    "control": ("コントロール", "A control"),
}
_TOLD = re.compile(r"※|注[)）：:]|出典|単位|凡例")


@file_rule(
    id="opendata/object-over-cells",
    impact=Impact.SERIOUS,
    techniques=["L1-10"],
    title=Text(
        ja="表に重なる画像・図形・テキストボックス",
        en="Pictures, shapes or text boxes over the table",
    ),
    why=Text(
        ja="図形の中の文字はプログラムから読めず、失われます。",
        en="Programs do not see what is written in shapes; it is lost.",
    ),
    fix=Text(
        ja="必要な文字はセルに入れ、図形・画像は削除してください（「検索と選択」→「オブジェクトの選択」で探せます）。",
        en="Write the text into cells and delete the objects (Find & Select → Select Objects).",
    ),
    messages={
        "over": Text(
            ja="{where} に{kind}が重なっています{text}。",
            en="{kind_en} lies over {where}{text}.",
        ),
        "note": Text(
            ja="表の外の{kind}に説明が書かれています{text}。",
            en="{kind_en} beside the table holds an explanation{text}.",
        ),
    },
    question=Text(
        ja="この図形の内容は、データを使う人に必要ですか。",
        en="Do those who use the data need what the object says?",
    ),
    examples=[
        Example(PASSED, file=book(PEOPLE)),
        Example(
            DEFINITE,
            file=book(PEOPLE, objects=(Drawn("shape", Box(2, 1, 3, 1), "青森"),)),
            key="over",
            at="Sheet1!A2:A3",
        ),
        Example(
            PASSED, file=book(PEOPLE, objects=(Drawn("image", Box(2, 5, 8, 9)),)), why="Beside the table."
        ),
        Example(REVIEW, file=book(PEOPLE, objects=(Drawn("shape", Box(2, 5, 8, 9), "※暫定値"),)), key="note"),
        Example(INAPPLICABLE, file=NO_TABLE),
    ],
)
def object_over_cells(file: File) -> Iterator[Finding]:
    if file.facts.form in ("xls", "xlsb"):
        raise MissingEvidence("drawings")  # the reader of these forms does not tell them
    for table in tables(file):
        sheet = table.sheet
        good = True
        for one in sheet.objects[:MAX_TOLD]:
            kind, kind_en = _KINDS.get(one.kind, _KINDS["shape"])
            said = {
                "kind": kind,
                "kind_en": kind_en,
                "text": f"（「{one.text[:40]}」）" if one.text.strip() else "",
            }
            if one.box is None:
                good = False
                yield review(
                    at(file, sheet, table.head, table.left, why=one.kind), "over", where=sheet.name, **said
                )
                continue
            box = one.box
            over = (
                box.top <= table.bottom
                and box.bottom >= table.head
                and box.left <= table.right
                and box.right >= table.left
            )
            target = at(file, sheet, box.top, box.left, box.bottom, box.right, one.kind)
            if over:
                good = False
                yield definite(target, "over", where=target.where, **said)
            elif _TOLD.search(one.text):
                good = False
                yield review(target, "note", where=target.where, **said)
        if good:
            yield passed()
