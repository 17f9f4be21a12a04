"""The data hold no characters that differ between machines (rule L1-08)."""

import re
from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import (
    DEFINITE,
    INAPPLICABLE,
    LIKELY,
    PASSED,
    Example,
    File,
    definite,
    file_rule,
    likely,
    passed,
)

from ._samples import NO_TABLE, PEOPLE, book, csv_of
from ._table import at, more, tables

_PRIVATE = re.compile("[\ue000-\uf8ff]")
_ODD = re.compile(
    "[\u2460-\u24ff\u2160-\u217f\u3220-\u3247\u3280-\u32fe\u3300-\u3357\u337b-\u337f\u2116\u2121\u33cd\uf900-\ufaff]"
)
_CODE = re.compile("[\u2160-\u217f][-－−‐][0-9０-９A-Za-z]+")


@file_rule(
    id="opendata/platform-dependent-character",
    impact=Impact.SERIOUS,
    techniques=["L1-08"],
    title=Text(
        ja="機種依存文字・外字",
        en="Platform-dependent or private characters",
    ),
    why=Text(
        ja="環境によって文字化けし、検索や照合で一致しません。",
        en="Such characters turn into others elsewhere and do not match when searched.",
    ),
    fix=Text(
        ja="①は (1)、Ⅲは 3 や III、㈱は（株）のように普通の文字に直し、外字は似た字か仮名にしてください。",
        en="Write (1) for ①, III for Ⅲ, (株) for ㈱; use a common character instead of a private one.",
    ),
    messages={
        "character": Text(
            ja="機種依存文字「{chars}」があります（{where}{more}）。",
            en="There are platform-dependent characters “{chars}” ({where}{more_en}).",
        ),
        "private": Text(
            ja="外字（利用者が定義した文字）があります（{where}{more}）。",
            en="There are private characters ({where}{more_en}).",
        ),
    },
    examples=[
        Example(PASSED, file=book(PEOPLE)),
        Example(
            LIKELY, file=book([("番号", "会社"), ("①", "㈱例"), ("②", "b"), ("③", "c")]), key="character"
        ),
        Example(
            DEFINITE,
            file=csv_of([("番号", "会社"), ("①", "a"), ("②", "b"), ("3", "c")], "cp932"),
            key="character",
        ),
        Example(
            DEFINITE, file=book([("氏名", "値（円）"), ("\ue000田", 1), ("b", 2), ("c", 3)]), key="private"
        ),
        Example(
            PASSED,
            file=book([("面積（㎡）", "区分"), (5, "Ⅰ-0"), (6, "Ⅱ－１"), (7, "Ⅲ-2")]),
            why="Units, and codes of a classification.",
        ),
        Example(INAPPLICABLE, file=NO_TABLE),
    ],
)
def platform_dependent_character(file: File) -> Iterator[Finding]:
    encoding = file.facts.text.encoding if file.facts.text else ""
    for table in tables(file):
        found: dict[str, list[tuple[int, int]]] = {}
        chars: set[str] = set()
        for row, cells in enumerate(table.sheet.rows, 1):
            for column, value in enumerate(cells, 1):
                if not isinstance(value, str) or value.isascii():
                    continue
                if _PRIVATE.search(value):
                    found.setdefault("private", []).append((row, column))
                # UTF-8 says for every character which one it is.
                told = _ODD.findall(_CODE.sub("", value)) if encoding in ("", "cp932") else []
                if told:
                    chars.update(told)
                    found.setdefault("character", []).append((row, column))
        for kind, places in sorted(found.items()):
            row, column = places[0]
            target = at(file, table.sheet, row, column, why=kind)
            said = {"chars": "".join(sorted(chars)[:10]), "where": target.where, **more(len(places))}
            if kind == "private" or encoding == "cp932":
                yield definite(target, kind, **said)
            else:
                yield likely(target, kind, **said)
        if not found:
            yield passed()
