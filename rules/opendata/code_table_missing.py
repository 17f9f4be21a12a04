"""Codes come with a table that says what they mean (rule L3-02)."""

import re
from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import (
    INAPPLICABLE,
    PASSED,
    REVIEW,
    Example,
    File,
    file_rule,
    passed,
    review,
)

from ._samples import NO_TABLE, PEOPLE, book, sheet_of
from ._table import at, column_word, is_about, tables
from ._values import shown

_CODE = re.compile(r"コード|code|区分$|種別$|フラグ|_cd$", re.I)
_STANDARD = re.compile(
    r"団体|都道府県|市区町村|自治体|郵便|地域コード|法人|JIS|全国|標準地域|バーコード", re.I
)
_TABLE = re.compile(r"コード表|コード一覧|凡例|項目定義|データ定義|codebook", re.I)
_SHORT = re.compile(r"^(\d{1,4}|[A-Za-z]{1,3}\d{0,2})$")


@file_rule(
    id="opendata/code-table-missing",
    impact=Impact.SERIOUS,
    techniques=["L3-02"],
    title=Text(
        ja="意味の書かれていないコード",
        en="Codes without a code table",
    ),
    why=Text(
        ja="コードの意味が分からず、データを正しく使えません。",
        en="Nobody can use the data without knowing what the codes mean.",
    ),
    fix=Text(
        ja="コードと意味の対応表を、別のシートか別のファイルで付けてください。",
        en="Add a table of codes and meanings as a sheet or a file.",
    ),
    messages={
        "missing": Text(
            ja="{column}はコードのようですが、意味の表が見当たりません（値の例: {values}）。",
            en="{column} seems to hold codes, and no table says what they mean (such as {values}).",
        ),
    },
    question=Text(
        ja="コードの意味の表は、公開ページか別のファイルにありますか。",
        en="Is there a code table on the page or in another file?",
    ),
    examples=[
        Example(
            PASSED,
            file=book(
                [("市", "区分コード"), ("A", 1), ("B", 2), ("C", 1)],
                sheet_of([("コード", "意味"), (1, "公立"), (2, "私立")], "コード表"),
            ),
        ),
        Example(
            REVIEW,
            file=book([("市", "区分コード"), ("A", 1), ("B", 2), ("C", 1)]),
            key="missing",
            at="Sheet1!B1",
        ),
        Example(INAPPLICABLE, file=book(PEOPLE)),
        Example(INAPPLICABLE, file=NO_TABLE),
    ],
)
def code_table_missing(file: File) -> Iterator[Finding]:
    known = any(is_about(sheet) for sheet in file.facts.sheets) or bool(_TABLE.search(file.context))
    known = known or any(_TABLE.search(one.name) for one in file.siblings)
    for table in tables(file):
        for column in table.columns:
            name = table.name(column)
            if not _CODE.search(name) or _STANDARD.search(name):
                continue
            values = sorted({shown(value) for _, value in table.cells(column)})
            if (
                not values
                or len(values) > 20
                or not all(_SHORT.match(one) for one in values)
                or len(values) == len(table.rows) > 5
            ):
                continue
            if known:
                yield passed()
            else:
                target = at(file, table.sheet, table.body - 1, column, why=name)
                yield review(
                    target, "missing", column=column_word(table, column), values=", ".join(values[:5])
                )
