"""No formula and no error is left in the cells (rule L2-06)."""

import re
from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.read.facts import FileFacts, Special, Value
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

from ._samples import NO_TABLE, PEOPLE, book, csv_of
from ._table import MAX_TOLD, at, more
from ._values import shown

_ERROR = re.compile(r"^#(REF!|N/A|VALUE!|DIV/0!|NAME\?|NUM!|NULL!)$")
_WRITTEN = re.compile(r'^=(?:".*"$|[A-Z][A-Z0-9.]*\(|\$?[A-Z]{1,3}\$?\d+\b)')  # ="001", =SUM(B2:B9), =B2*C2


def _is_error(value: Value) -> bool:
    return (isinstance(value, Special) and value.kind == "error") or (
        isinstance(value, str) and bool(_ERROR.match(value))
    )


def _is_written(value: Value) -> bool:
    return isinstance(value, str) and bool(_WRITTEN.match(value))


@file_rule(
    id="opendata/formula-left",
    impact=Impact.MODERATE,
    techniques=["L2-06"],
    title=Text(
        ja="数式やエラーの残ったセル",
        en="Formulas or errors left in cells",
    ),
    why=Text(
        ja="参照先がない環境では値が変わったりエラーになったりします。",
        en="Elsewhere the values change or turn into errors.",
    ),
    fix=Text(
        ja="範囲をコピーして「形式を選択して貼り付け」→「値」で貼り直し、エラーは正しい値か空白にしてください。",
        en="Copy the range, paste it as values, and mend the errors.",
    ),
    messages={
        "formula": Text(
            ja="シート「{sheet}」に数式が{number}個残っています（{where}）。",
            en="{number} formulas are left in “{sheet}” ({where}).",
        ),
        "error": Text(
            ja="エラー値 {text} があります（{where}{more}）。",
            en="There are error values {text} ({where}{more_en}).",
        ),
        "written": Text(
            ja="Excel の数式の書き方の値 {text} があります（{where}{more}）。Excel 以外のソフトは記号も値として読みます。",
            en="Values are written as Excel formulas, {text} ({where}{more_en}): other software reads the signs too.",
        ),
        "external": Text(
            ja="別のブックへの参照が{number}個残っています。",
            en="{number} links to other workbooks are left.",
        ),
    },
    examples=[
        Example(PASSED, file=book(PEOPLE)),
        Example(
            DEFINITE,
            file=book(PEOPLE, formulas=((2, 2), (3, 2)), formula_count=2),
            key="formula",
            at="Sheet1!B2:B3",
        ),
        Example(DEFINITE, file=book([*PEOPLE, ("合計", Special("error", "#REF!"))]), key="error"),
        Example(
            DEFINITE,
            file=FileFacts("a.xlsx", 9, "xlsx", sheets=book(PEOPLE).sheets, external=1),
            key="external",
        ),
        Example(
            DEFINITE,
            file=csv_of([("番号", "名称"), ('="001"', "中央"), ('="002"', "北")]),
            key="written",
            at="2行1列",
        ),
        Example(INAPPLICABLE, file=csv_of([*PEOPLE, ("=(^_^)=", "=")]), why="Signs, no formula."),
        Example(INAPPLICABLE, file=csv_of(PEOPLE)),
        Example(INAPPLICABLE, file=NO_TABLE),
    ],
)
def formula_left(file: File) -> Iterator[Finding]:
    if any("formulas" in sheet.untold for sheet in file.facts.sheets):
        raise MissingEvidence("formulas")  # the reader of this form does not tell them
    good = file.facts.csv is None and bool(file.facts.sheets)
    for sheet in file.facts.sheets:
        if sheet.formula_count:
            good = False
            columns = sorted({column for _, column in sheet.formulas})
            for column in columns[:MAX_TOLD]:
                rows = [row for row, one in sheet.formulas if one == column]
                target = at(file, sheet, rows[0], column, rows[-1], column, "formula")
                yield definite(target, "formula", sheet=sheet.name, number=len(rows), where=target.where)
    if file.facts.external:
        good = False
        yield definite(file_target(file, identity="external"), "external", number=file.facts.external)
    for sheet in file.facts.sheets:
        for key, wanted in (("error", _is_error), ("written", _is_written)):
            cells = [
                (row, column)
                for row, values in enumerate(sheet.rows, 1)
                for column, value in enumerate(values, 1)
                if wanted(value)
            ]
            if cells and (key == "error" or file.facts.csv is not None):
                good = False
                target = at(file, sheet, *cells[0], why=key)
                row, column = cells[0]
                text = shown(sheet.rows[row - 1][column - 1])[:40]
                yield definite(target, key, text=text, where=target.where, **more(len(cells)))
    if good:
        yield passed()
