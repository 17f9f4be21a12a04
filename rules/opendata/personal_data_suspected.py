"""Open data name no private persons."""

import re
from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import INAPPLICABLE, PASSED, REVIEW, Example, File, file_rule, passed, review

from ._samples import NO_TABLE, PEOPLE, csv_of
from ._table import Table, column_word, down, place, tables
from ._values import folded, shown

_PERSON = re.compile(r"氏名|お?名前$|^姓$|^姓名|本人|保護者名|世帯主|受給者|申請者名|生年月日|年齢$")
# Names of places and bodies, and of people who stand for one.
_BODY = re.compile(
    r"施設|受入|対象|定員|店|会社|法人|団体|事業|学校|園名|屋号|商号|担当|管理者|代表|責任者|所長|議員|委員|作者|著者|監督"
)
_CONTACT = re.compile(r"住所|所在地|電話|携帯|番地|メール|e-?mail|生年月日")
_MOBILE = re.compile(r"(?<![\d.])0[789]0[-‐ー(（ ]?\d{4}[-‐ー)） ]?\d{4}(?!\d)")
_FEW = 3  # numbers of a mobile telephone; a single one is that of an office


@file_rule(
    id="opendata/personal-data-suspected",
    impact=Impact.CRITICAL,
    title=Text(ja="個人情報の疑い", en="Personal data suspected"),
    why=Text(
        ja="個人の氏名や連絡先を公開すると、取り返しがつきません。個人情報はオープンデータの対象外です。",
        en="Names and addresses of private persons cannot be called back once published.",
    ),
    fix=Text(
        ja="個人情報であれば、すぐに公開を止めて個人情報の担当に連絡し、列を除いたファイルに差し替えてください。",
        en="If they are personal data, take the file down at once and tell the officer for data protection.",
    ),
    messages={
        "columns": Text(
            ja="個人の情報らしい列 {column} と、連絡先らしい列 {other} があります。",
            en="There is a column {column} that seems to be of persons, and a column {other} of contacts.",
        ),
        "mobile": Text(
            ja="列 {column} に携帯電話らしい番号が{number}件あります（例：{where}）。",
            en="Column {column} holds {number} numbers that look like mobile telephones (as at {where}).",
        ),
    },
    question=Text(
        ja="この列は、公開してよい情報（公人、法人の代表、本人の同意がある連絡先など）ですか。",
        en="May the column be published (officials, representatives of companies, people who agreed)?",
    ),
    examples=[
        Example(PASSED, file=csv_of(PEOPLE)),
        Example(
            REVIEW, file=csv_of([("氏名", "住所"), ("甲", "a"), ("乙", "b"), ("丙", "c")]), key="columns"
        ),
        Example(PASSED, file=csv_of([("施設名", "住所"), ("甲館", "a"), ("乙館", "b"), ("丙館", "c")])),
        Example(
            PASSED,
            file=csv_of([("代表者氏名", "所在地"), ("甲", "a"), ("乙", "b"), ("丙", "c")]),
            why="One who stands for a company.",
        ),
        Example(
            REVIEW,
            file=csv_of(
                [("店名", "電話"), ("a", "090-0000-0001"), ("b", "090-0000-0002"), ("c", "080-0000-0003")]
            ),
            key="mobile",
        ),
        Example(INAPPLICABLE, file=NO_TABLE),
    ],
)
def personal_data_suspected(file: File) -> Iterator[Finding]:
    for table in tables(file):
        found = list(_found(file, table))
        yield from found or [passed()]


def _found(file: File, table: Table) -> Iterator[Finding]:
    names = {column: folded(table.name(column)) for column in table.columns}
    persons = [column for column, name in names.items() if _PERSON.search(name) and not _BODY.search(name)]
    for column in persons[:1]:
        contacts = [other for other, name in names.items() if other != column and _CONTACT.search(name)]
        rows = [row for row, _ in table.cells(column)]
        if contacts and rows:
            yield review(
                down(file, table, column, rows), "columns",
                column=column_word(table, column), other=column_word(table, contacts[0]),
            )  # fmt: skip
    for column in table.columns:
        rows = [row for row, value in table.cells(column) if _MOBILE.search(folded(shown(value)))]
        if len(rows) >= _FEW:
            yield review(
                down(file, table, column, rows), "mobile",
                column=column_word(table, column), number=len(rows), where=place(table.sheet, rows[0], column),
            )  # fmt: skip
