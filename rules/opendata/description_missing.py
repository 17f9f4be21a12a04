"""The data come with definitions, dates of update and encoding (rule L3-08)."""

import re
from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import (
    ADVICE,
    INAPPLICABLE,
    PASSED,
    REVIEW,
    Example,
    File,
    advice,
    file_rule,
    file_target,
    passed,
    review,
)

from ._forms import encoding_word
from ._samples import NO_TABLE, PEOPLE, book, csv_of, sheet_of
from ._table import all_texts, is_about, tables

_TOLD = re.compile(
    r"attribution|項目(の)?定義|データ定義|更新(日|履歴|頻度)|最終更新|出典|作成日|定義書|項目説明|readme",
    re.I,
)


@file_rule(
    id="opendata/description-missing",
    impact=Impact.MODERATE,
    techniques=["L3-08"],
    title=Text(
        ja="定義や更新日の書かれていないデータ",
        en="Data without definitions or date of update",
    ),
    why=Text(
        ja="いつの、どう数えた値かが分からず、ほかのデータと比べられません。",
        en="Nobody knows when and how the values were counted.",
    ),
    fix=Text(
        ja="項目の定義・出典・更新日を別のシートか公開ページに書き、CSV では文字コード（UTF-8、BOM "
        "の有無）も示してください。",
        en="Tell definitions, source and date of update in a sheet or on the page, and the encoding of "
        "CSV files.",
    ),
    messages={
        "missing": Text(
            ja="項目の定義・出典・更新日がファイルの中に見当たりません。",
            en="The file tells no definitions, source or date of update.",
        ),
        "encoding": Text(
            ja="文字コードが {encoding} です。UTF-8 で作り、文字コードを公開ページに書いてください。",
            en="The encoding is {encoding}; use UTF-8 and say so on the page.",
        ),
        "no-bom": Text(
            ja="UTF-8 で BOM がありません。Excel で開くと文字化けすることがあります。",
            en="UTF-8 without BOM: Excel may show it garbled.",
        ),
    },
    question=Text(
        ja="公開ページかカタログに、項目の定義・出典・更新日が書かれていますか。",
        en="Does the page or the catalogue tell definitions, source and date of update?",
    ),
    examples=[
        Example(
            PASSED,
            file=book(PEOPLE, sheet_of([("項目", "定義"), ("人口", "住民基本台帳による")], "項目定義")),
        ),
        Example(REVIEW, file=book(PEOPLE), key="missing"),
        Example(ADVICE, file=csv_of(PEOPLE, "cp932"), key="encoding"),
        Example(ADVICE, file=csv_of(PEOPLE, "utf-8"), key="no-bom"),
        Example(PASSED, file=File(csv_of(PEOPLE), context="更新日 2024年4月1日 文字コード UTF-8")),
        Example(INAPPLICABLE, file=NO_TABLE),
    ],
)
def description_missing(file: File) -> Iterator[Finding]:
    if not any(True for _ in tables(file)):
        return
    texts = [*all_texts(file), file.context, *(one.name for one in file.siblings)]
    if any(_TOLD.search(text) for text in texts) or any(is_about(sheet) for sheet in file.facts.sheets):
        yield passed()
    else:
        yield review(file_target(file, identity="description"), "missing")
    text = file.facts.text
    if text is None or re.search(r"文字コード|UTF-?8|Shift[_-]?JIS", file.context, re.I):
        return
    if text.encoding not in ("utf-8", "utf-8-sig"):
        yield advice(
            file_target(file, identity="encoding"),
            "encoding",
            encoding=encoding_word(text.encoding),
        )
    elif text.encoding == "utf-8":
        yield advice(file_target(file, identity="bom"), "no-bom")
