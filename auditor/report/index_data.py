"""Open data of all bureaus side by side on the index: dead links, readable files, registered ones, their age."""

from collections.abc import Sequence

from auditor.model import Kpi
from auditor.report.html import table
from auditor.report.index_page import BureauLine

_COLUMNS = (
    ("broken-links", "リンク切れ率"),
    ("readable-files", "機械判読できる割合"),
    ("registered-files", "カタログ登録率"),
    ("median-age", "古さの中央値"),
)


def open_data(bureaus: Sequence[BureauLine]) -> str:
    """A row for each bureau; nothing where no bureau links to data."""
    known = {line.id: {kpi.id: kpi for kpi in line.kpis} for line in bureaus}
    if not any(kpis[key].now is not None for kpis in known.values() for key, _ in _COLUMNS if key in kpis):
        return ""
    rows = [(line.name, *(_value(known[line.id].get(key)) for key, _ in _COLUMNS)) for line in bureaus]
    return (
        "<h2>局ごとのオープンデータ</h2>"
        "<p>サイトがリンクしているデータファイルについての数です。かっこの中は前期からの増減です。"
        "何を何で割ったかは、局ごとの指標の「説明」にあります。「なし」は、数える対象がないか、確かめていないものです。</p>"
        + table(
            "局ごとのオープンデータの指標",
            ["局", *(name for _, name in _COLUMNS)],
            rows,
            sortable=len(rows) > 1,
        )
    )


def _value(kpi: Kpi | None) -> str:
    if kpi is None or kpi.now is None:
        return "なし"
    change = "" if kpi.change is None else f"（{kpi.change:+,g}）"
    return f"{kpi.now:,g}{kpi.unit}{change}"
