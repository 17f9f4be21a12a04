"""Nothing is hidden in the workbook (rule L1-13)."""

from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import (
    DEFINITE,
    INAPPLICABLE,
    PASSED,
    Example,
    File,
    MissingEvidence,
    definite,
    file_rule,
    file_target,
    passed,
)

from ._samples import NO_TABLE, PEOPLE, book, sheet_of
from ._table import MAX_TOLD, at
from ._values import letters


@file_rule(
    id="opendata/hidden-parts",
    impact=Impact.SERIOUS,
    techniques=["L1-13"],
    title=Text(
        ja="非表示の行・列・シート",
        en="Hidden rows, columns or sheets",
    ),
    why=Text(
        ja="人には見えないデータが機械には読まれ、集計の誤りや情報漏れになります。",
        en="Machines read what people do not see: counts go wrong, and secrets leak.",
    ),
    fix=Text(
        ja="要らない行・列・シートは削除し、要るものは再表示してください（公開前に「ファイル」→「情報」"
        "→「問題のチェック」→「ドキュメント検査」）。",
        en="Delete what is not needed and unhide the rest (File → Info → Inspect Document).",
    ),
    messages={
        "rows": Text(
            ja="{where} の行が非表示です。",
            en="Rows {where} are hidden.",
        ),
        "columns": Text(
            ja="{where} の列が非表示です。",
            en="Columns {where} are hidden.",
        ),
        "sheet": Text(
            ja="シート「{name}」が非表示です。",
            en="The sheet “{name}” is hidden.",
        ),
        "very-hidden": Text(
            ja="シート「{name}」が、画面の操作では再表示できない形で隠されています。",
            en="The sheet “{name}” is hidden so that the menus cannot show it.",
        ),
    },
    examples=[
        Example(PASSED, file=book(PEOPLE)),
        Example(DEFINITE, file=book(PEOPLE, hidden_rows=((3, 3),)), key="rows", at="Sheet1!A3:B3"),
        Example(DEFINITE, file=book(PEOPLE, hidden_columns=((2, 2),)), key="columns"),
        Example(DEFINITE, file=book(PEOPLE, sheet_of(PEOPLE, "元データ", visibility="hidden")), key="sheet"),
        Example(
            DEFINITE,
            file=book(PEOPLE, sheet_of(PEOPLE, "元データ", visibility="very-hidden")),
            key="very-hidden",
        ),
        Example(INAPPLICABLE, file=NO_TABLE),
    ],
)
def hidden_parts(file: File) -> Iterator[Finding]:
    told = False
    for sheet in file.facts.sheets:
        if not sheet.name:
            continue
        good = True
        if sheet.visibility != "visible":
            key = "sheet" if sheet.visibility == "hidden" else "very-hidden"
            if sheet.height or sheet.objects:
                good = False
                yield definite(file_target(file, sheet.name, identity=sheet.name), key, name=sheet.name)
        for first, last in sheet.hidden_rows[:MAX_TOLD]:
            if first <= sheet.height:
                good = False
                bottom = min(last, sheet.height)
                target = at(file, sheet, first, 1, bottom, max(1, sheet.width), "rows")
                yield definite(
                    target, "rows", where=f"{first}〜{bottom}行" if bottom > first else f"{first}行"
                )
        for first, last in sheet.hidden_columns[:MAX_TOLD]:
            if first <= sheet.width:
                good = False
                right = min(last, sheet.width)
                target = at(file, sheet, 1, first, max(1, sheet.height), right, "columns")
                yield definite(
                    target,
                    "columns",
                    where=f"{letters(first)}〜{letters(right)}列" if right > first else f"{letters(first)}列",
                )
        if good and "hidden" not in sheet.untold:
            yield passed()
        told = told or not good
    if not told and any("hidden" in sheet.untold for sheet in file.facts.sheets):
        raise MissingEvidence("hidden")  # rows and columns may be: the reader of this form does not tell
