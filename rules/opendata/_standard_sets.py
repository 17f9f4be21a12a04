"""Eight of the 自治体標準オープンデータセット by the columns they are known by."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ._table import Table
from ._values import folded

HEAD = ("全国地方公共団体コード", "ID", "地方公共団体名")
OLD_HEAD = ("都道府県コード又は市区町村コード", "NO")
PLACE = ("名称", "所在地_連結表記", "緯度", "経度")


@dataclass(frozen=True, slots=True)
class Dataset:
    """One data set: `marks` are columns no other set has, `asked` what every row shall have."""

    name: str
    marks: Sequence[str]
    asked: Sequence[str] = PLACE
    least: int = 1  # marks that must be there


# The general one last: its columns are in the others too.
DATASETS = (
    Dataset(
        "指定緊急避難場所一覧",
        ("災害種別_洪水", "災害種別_地震", "災害種別_津波", "指定避難所との重複", "災害種別_内水氾濫"),
        (*PLACE, "指定避難所との重複"),
        2,
    ),
    Dataset("AED設置箇所一覧", ("小児対応設備の有無",), (*PLACE, "設置位置")),
    Dataset(
        "公衆トイレ一覧",
        ("男性トイレ総数", "女性トイレ総数", "男女共用トイレ総数", "バリアフリートイレ数", "多機能トイレ数"),
        (*PLACE, "バリアフリートイレ数"),
        2,
    ),
    Dataset("公衆無線LANアクセスポイント一覧", ("SSID",), (*PLACE, "設置者", "SSID")),
    Dataset("子育て施設一覧", ("受入年齢", "一時預かりの有無", "収容定員"), (*PLACE, "種別"), 2),
    Dataset(
        "イベント一覧", ("イベント名", "開始日", "終了日"), ("イベント名", "開始日", "終了日", "場所名称"), 2
    ),
    Dataset("観光施設一覧", ("料金(基本)", "料金(詳細)", "アクセス方法"), PLACE, 2),
    Dataset("公共施設一覧", ("名称_通称", "POIコード", "利用可能日時特記事項"), PLACE, 2),
)


def columns_of(table: Table) -> Mapping[str, int]:
    """Folded name → column."""
    return {folded(table.name(column)): column for column in reversed(table.columns)}


def dataset_of(columns: Mapping[str, int]) -> Dataset | None:
    """Return the data set a table seems to be, None where its head is of none."""
    if not any(folded(name) in columns for name in (HEAD[0], OLD_HEAD[0], "都道府県コ―ド又は市区町村コ―ド")):
        return None
    return next(
        (one for one in DATASETS if sum(folded(mark) in columns for mark in one.marks) >= one.least), None
    )
