"""A list that the national standard data sets know has their columns."""

from collections import Counter
from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import INAPPLICABLE, PASSED, REVIEW, Example, File, file_rule, passed, review

from ._samples import NO_TABLE, PEOPLE, csv_of
from ._standard_sets import HEAD, OLD_HEAD, columns_of, dataset_of
from ._table import at, down, more, tables
from ._values import folded, shown

GOOD = (
    "全国地方公共団体コード",
    "ID",
    "地方公共団体名",
    "名称",
    "所在地_連結表記",
    "緯度",
    "経度",
    "設置位置",
    "小児対応設備の有無",
)
OLD = (
    "都道府県コード又は市区町村コード",
    "NO",
    "都道府県名",
    "市区町村名",
    "名称",
    "住所",
    "緯度",
    "経度",
    "小児対応設備の有無",
)


def _row(names: tuple[str, ...], number: int) -> tuple[str, ...]:
    return tuple(f"{name[:1]}{number}" for name in names)


@file_rule(
    id="opendata/standard-dataset-differs",
    impact=Impact.MINOR,
    title=Text(
        ja="自治体標準オープンデータセットと違う列",
        en="Columns that differ from the national standard data set",
    ),
    why=Text(
        ja="列がそろっていると、ほかの自治体のデータと合わせて使え、アプリがそのまま読み込めます。",
        en="With the standard columns, data of all cities can be used together, by the same apps.",
    ),
    fix=Text(
        ja="デジタル庁の「自治体標準オープンデータセット」のデータ項目定義書に合わせて、列の名前と並びを直してください。"
        "独自の列は、標準の列の後ろに足します。",
        en="Follow the Digital Agency's definition of the data set; put columns of your own behind the standard ones.",
    ),
    messages={
        "old": Text(
            ja="「{dataset}」の旧推奨データセットの列（都道府県コード又は市区町村コード、NO）です。今の標準は「全国地方公共団体コード、ID、地方公共団体名」で始まります。",
            en="These are the columns of the former recommended data set “{dataset}”.",
        ),
        "missing": Text(
            ja="「{dataset}」の標準の列がありません：{columns}",
            en="Columns of the standard data set “{dataset}” are missing: {columns}",
        ),
        "id-twice": Text(
            ja="「{dataset}」の ID が重なっています（{text}{more}）。",
            en="IDs of “{dataset}” occur twice ({text}{more_en}).",
        ),
    },
    question=Text(
        ja="このファイルは標準データセットとして公開するものですか。そうであれば列を標準に合わせてください。",
        en="Is the file meant to be the standard data set? Then give it the standard columns.",
    ),
    examples=[
        Example(PASSED, file=csv_of([GOOD, *(_row(GOOD, n) for n in (1, 2, 3))])),
        Example(REVIEW, file=csv_of([OLD, *(_row(OLD, n) for n in (1, 2, 3))]), key="old"),
        Example(
            REVIEW,
            file=csv_of([GOOD[:5] + GOOD[8:], *(_row(GOOD[:5] + GOOD[8:], n) for n in (1, 2, 3))]),
            key="missing",
        ),
        Example(REVIEW, file=csv_of([GOOD, *(_row(GOOD, n) for n in (1, 1, 3))]), key="id-twice"),
        Example(INAPPLICABLE, file=csv_of(PEOPLE), why="No list of the standard."),
        Example(INAPPLICABLE, file=NO_TABLE),
    ],
)
def standard_dataset_differs(file: File) -> Iterator[Finding]:
    for table in tables(file):
        columns = columns_of(table)
        dataset = dataset_of(columns)
        if dataset is None:
            continue
        top = max(1, table.body - 1)
        said = {"dataset": dataset.name}
        missing = [name for name in (*HEAD, *dataset.asked) if folded(name) not in columns]
        old = folded(HEAD[0]) not in columns
        if old:
            yield review(at(file, table.sheet, top, table.left, why="old"), "old", **said)
        elif missing:
            target = at(file, table.sheet, top, table.left, top, table.right, "missing")
            yield review(target, "missing", columns="、".join(missing), **said)
        column = columns.get(folded(OLD_HEAD[1] if old else HEAD[1]))
        cells = [(row, shown(value).strip()) for row, value in table.cells(column)] if column else []
        counts = Counter(text for _, text in cells)
        twice = [(row, text) for row, text in cells if counts[text] > 1]
        if twice and column:
            yield review(
                down(file, table, column, [row for row, _ in twice]), "id-twice",
                text=twice[0][1][:30], **more(len(twice), "行", "row"), **said,
            )  # fmt: skip
        elif not old and not missing:
            yield passed()
