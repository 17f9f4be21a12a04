"""A published workbook holds no macros, and an archive no programs."""

from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.read.facts import Archive, FileFacts
from auditor.rule import (
    DEFINITE,
    INAPPLICABLE,
    PASSED,
    Example,
    File,
    definite,
    file_rule,
    file_target,
    passed,
)

from ._samples import PEOPLE, book


@file_rule(
    id="opendata/macro-included",
    impact=Impact.SERIOUS,
    title=Text(
        ja="マクロやプログラムを含むファイル",
        en="File with macros or programs",
    ),
    why=Text(
        ja="受け取った人のパソコンで警告が出たり、開くことを禁じられたりします。",
        en="Those who receive it are warned, or not allowed to open it.",
    ),
    fix=Text(
        ja="「名前を付けて保存」で .xlsx を選び、マクロを除いてください。ZIP からは実行形式を除きます。",
        en="Save as .xlsx without macros; take programs out of ZIP files.",
    ),
    messages={
        "macro": Text(
            ja="「{name}」にマクロが含まれています。",
            en="“{name}” holds macros.",
        ),
        "program": Text(
            ja="ZIP に実行形式のファイルが入っています（{names}）。",
            en="The ZIP file holds programs ({names}).",
        ),
        "unsafe": Text(
            ja="ZIP に、展開先の外に書き込むパスがあります（{names}）。",
            en="The ZIP file holds paths that leave the folder ({names}).",
        ),
        "locked": Text(
            ja="ZIP にパスワードが付いています。",
            en="The ZIP file has a password.",
        ),
        "incomplete": Text(
            ja="シェープファイルに必要な {names} がありません。",
            en="The shapefile lacks {names}.",
        ),
    },
    examples=[
        Example(PASSED, file=book(PEOPLE)),
        Example(DEFINITE, file=FileFacts("a.xlsm", 10, "xlsm", macros=True), key="macro"),
        Example(
            DEFINITE,
            file=FileFacts("a.zip", 10, "zip", archive=Archive(("a.exe",), executable=("a.exe",))),
            key="program",
        ),
        Example(
            DEFINITE,
            file=FileFacts("a.zip", 10, "zip", archive=Archive(("../a",), unsafe=("../a",))),
            key="unsafe",
        ),
        Example(
            DEFINITE,
            file=FileFacts("a.zip", 10, "shapefile", archive=Archive(("a.shp",), missing=("dbf",))),
            key="incomplete",
        ),
        Example(DEFINITE, file=FileFacts("a.zip", 10, "zip", archive=Archive(encrypted=True)), key="locked"),
        Example(INAPPLICABLE, file=FileFacts("a.csv", 10, "csv")),
    ],
)
def macro_included(file: File) -> Iterator[Finding]:
    facts = file.facts
    if facts.macros:
        yield definite(file_target(file, identity="macro"), "macro", name=file.name)
    elif facts.sheets and facts.csv is None:
        yield passed()
    found = facts.archive
    if found is None:
        return
    for key, names in (
        ("program", found.executable),
        ("unsafe", found.unsafe),
        ("incomplete", found.missing),
    ):
        if names:
            yield definite(file_target(file, identity=key), key, names=", ".join(names[:5]))
    if found.encrypted:
        yield definite(file_target(file, identity="locked"), "locked")
    if not (found.executable or found.unsafe or found.missing or found.encrypted):
        yield passed()
