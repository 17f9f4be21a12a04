"""A JSON, GeoJSON, XML or KML file keeps its syntax; coordinates, in tables too, lie in Japan."""

import re
from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.read.facts import Data, FileFacts
from auditor.read.facts import Text as Decoded
from auditor.rule import (
    DEFINITE,
    INAPPLICABLE,
    LIKELY,
    PASSED,
    REVIEW,
    Example,
    File,
    definite,
    file_rule,
    file_target,
    likely,
    passed,
    review,
)

from ._forms import encoding_word
from ._samples import PEOPLE, csv_of
from ._table import Table, column_word, down, more, tables
from ._values import PLAIN, shown

_LATITUDE, _LONGITUDE = (
    re.compile(r"緯度|latitude|^lat$", re.I),
    re.compile(r"経度|longitude|^(?:lon|lng)$", re.I),
)
_SOUTH, _NORTH, _WEST, _EAST = 20, 46, 122, 154  # of Japan, with its islands


@file_rule(
    id="opendata/document-invalid",
    impact=Impact.CRITICAL,
    title=Text(
        ja="文法や座標の誤ったデータ",
        en="Data with wrong syntax or coordinates",
    ),
    why=Text(
        ja="プログラムが読み込みに失敗するか、地図の違う場所に置かれます。",
        en="Programs fail to read it, or put it at the wrong place on the map.",
    ),
    fix=Text(
        ja="示された行や値を直し（文字コードは、宣言と同じもので保存し直す）、公開前に読み込みを確かめてください。",
        en="Mend the line or value named (an encoding by saving in the one declared), and try to read the file.",
    ),
    messages={
        "syntax": Text(
            ja="文法の誤りがあります（{line}行目: {error}）。",
            en="There is a syntax error (line {line}: {error}).",
        ),
        "encoding": Text(
            ja="文字コードが {encoding} です。JSON は UTF-8 で書くと決められていて（RFC 8259）、読み込みに失敗するソフトがあります。",
            en="The encoding is {encoding}; JSON has to be UTF-8 (RFC 8259), and software may fail to read it.",
        ),
        "declared": Text(
            ja="宣言は {declared} ですが、中身は {encoding} です（{line}行目）。",
            en="The encoding declared is {declared}, and the file is written in {encoding} (line {line}).",
        ),
        "undeclared": Text(
            ja="文字コードの宣言がない XML は UTF-8 と決められていますが、中身は {encoding} です（{line}行目）。",
            en="XML that declares no encoding has to be UTF-8, and the file is written in {encoding} (line {line}).",
        ),
        "twice": Text(
            ja="同じキーが2度あります（{names}）。",
            en="Keys occur twice ({names}).",
        ),
        "not-finite": Text(
            ja="JSON で使えない値（NaN、Infinity）があります。",
            en="There are values JSON does not allow (NaN, Infinity).",
        ),
        "swapped": Text(
            ja="{number}点の緯度と経度が入れ替わっているようです。GeoJSON の座標は［経度, 緯度］の順です。",
            en="Latitude and longitude of {number} points seem swapped: GeoJSON has [longitude, latitude].",
        ),
        "outside": Text(
            ja="{number}点が日本の範囲の外にあります。",
            en="{number} points lie outside Japan.",
        ),
        "cell-swapped": Text(
            ja="{column}に、緯度と経度が入れ替わっているらしい値があります（{value}{more}）。",
            en="{column} has values with latitude and longitude swapped ({value}{more_en}).",
        ),
        "cell-outside": Text(
            ja="{column}に、日本の範囲の外の値があります（{value}{more}）。",
            en="{column} has values outside Japan ({value}{more_en}).",
        ),
        "open": Text(
            ja="閉じていない多角形が{number}個あります。",
            en="{number} polygons are not closed.",
        ),
    },
    question=Text(
        ja="日本の外の場所のデータですか。",
        en="Are the places outside Japan meant?",
    ),
    examples=[
        Example(PASSED, file=FileFacts("a.json", 10, "json", data=Data("array", 3))),
        Example(
            DEFINITE,
            file=FileFacts("a.geojson", 10, "geojson", data=Data(error="Expecting value", line=3)),
            key="syntax",
        ),
        Example(
            DEFINITE,
            file=FileFacts(
                "a.xml", 9, "xml", data=Data(error="x", line=3, declared="UTF-8", written="euc_jp")
            ),
            key="declared",
            at="3行",
        ),
        Example(
            DEFINITE,
            file=FileFacts("a.xml", 9, "xml", data=Data(error="x", line=2, written="cp932")),
            key="undeclared",
        ),
        Example(
            DEFINITE,
            file=FileFacts("a.json", 10, "json", data=Data("array", 3), text=Decoded("cp932")),
            key="encoding",
        ),
        Example(
            PASSED, file=FileFacts("a.json", 10, "json", data=Data("array", 3), text=Decoded("utf-8-sig"))
        ),
        Example(
            DEFINITE,
            file=FileFacts("a.geojson", 10, "geojson", data=Data(duplicate_keys=("a",))),
            key="twice",
        ),
        Example(
            DEFINITE, file=FileFacts("a.geojson", 10, "geojson", data=Data(not_finite=True)), key="not-finite"
        ),
        Example(
            LIKELY,
            file=FileFacts("a.geojson", 10, "geojson", data=Data(swapped=3)),
            key="swapped",
        ),
        Example(
            REVIEW,
            file=FileFacts("a.geojson", 10, "geojson", data=Data(outside=3)),
            key="outside",
        ),
        Example(DEFINITE, file=FileFacts("a.geojson", 10, "geojson", data=Data(open_rings=1)), key="open"),
        Example(
            PASSED,
            file=csv_of([("名称", "緯度", "経度"), ("A", 35.6, 139.7), ("B", "", ""), ("C", 24.3, 124.2)]),
        ),
        Example(
            LIKELY,
            file=csv_of(
                [("名称", "緯度", "経度"), ("A", 35.6, 139.7), ("B", 139.7, 35.6), ("C", 35.6, 139.8)]
            ),
            key="cell-swapped",
            at="3行2列",
        ),
        Example(
            REVIEW,
            file=csv_of([("名称", "緯度", "経度"), ("A", 35.6, 139.7), ("B", 0, 0), ("C", 35.6, 139.8)]),
            key="cell-outside",
        ),
        Example(INAPPLICABLE, file=csv_of(PEOPLE), why="No coordinates."),
        Example(INAPPLICABLE, file=FileFacts("a.csv", 10, "csv")),
    ],
)
def document_invalid(file: File) -> Iterator[Finding]:
    found = file.facts.data
    if found is None:
        for table in tables(file):
            yield from _in_table(file, table)
        return
    text = file.facts.text
    foreign = text is not None and text.encoding not in ("utf-8", "utf-8-sig")
    if text is not None and foreign:
        yield definite(
            file_target(file, identity="encoding"), "encoding", encoding=encoding_word(text.encoding)
        )
    if found.written:
        key = "declared" if found.declared else "undeclared"
        said = {"declared": found.declared, "encoding": encoding_word(found.written), "line": found.line or 1}
        yield definite(file_target(file, f"{found.line or 1}行", identity=key), key, **said)
        return
    if found.error:
        yield definite(
            file_target(file, f"{found.line}行" if found.line else ""),
            "syntax",
            line=found.line or "?",
            error=found.error[:80],
        )
        return
    if found.duplicate_keys:
        yield definite(
            file_target(file, identity="twice"), "twice", names=", ".join(found.duplicate_keys[:5])
        )
    if found.not_finite:
        yield definite(file_target(file, identity="not-finite"), "not-finite")
    if found.swapped:
        yield likely(file_target(file, identity="swapped"), "swapped", number=found.swapped)
    if found.outside:
        yield review(file_target(file, identity="outside"), "outside", number=found.outside)
    if found.open_rings:
        yield definite(file_target(file, identity="open"), "open", number=found.open_rings)
    if not (
        foreign
        or found.duplicate_keys
        or found.not_finite
        or found.swapped
        or found.outside
        or found.open_rings
    ):
        yield passed()


def _in_table(file: File, table: Table) -> Iterator[Finding]:
    """Yield pairs of columns of latitude and longitude; a column of both, or of degrees in words, is not judged."""
    names = {at: table.name(at) for at in table.columns}
    across = [at for at, name in names.items() if _LATITUDE.search(name) and not _LONGITUDE.search(name)]
    along = [at for at, name in names.items() if _LONGITUDE.search(name) and not _LATITUDE.search(name)]
    for latitude, longitude in zip(across, along, strict=False):
        swapped, outside = list[int](), list[int]()
        for row in table.rows:
            pair = [shown(table.value(row, at)).strip() for at in (latitude, longitude)]
            if not all(map(PLAIN.match, pair)):
                continue
            y, x = map(float, pair)
            if _SOUTH <= y <= _NORTH and _WEST <= x <= _EAST:
                continue
            (swapped if _SOUTH <= x <= _NORTH and _WEST <= y <= _EAST else outside).append(row)
        for rows, make, key in ((swapped, likely, "cell-swapped"), (outside, review, "cell-outside")):
            if rows:
                value = "、".join(shown(table.value(rows[0], at)) for at in (latitude, longitude))
                said = {
                    "column": column_word(table, latitude),
                    "value": value[:40],
                    **more(len(rows), "行", "row"),
                }
                yield make(down(file, table, latitude, rows), key, **said)
        if not swapped and not outside:
            yield passed()
