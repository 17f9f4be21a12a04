"""Open data of all bureaus side by side on the index: dead links, readable files, registered ones, their age."""

from collections.abc import Sequence

from markupsafe import Markup

from auditor.model import Kpi
from auditor.report.html_frame import draw
from auditor.report.index_page import BureauLine

_COLUMNS = (
    ("broken-links", "リンク切れ率"),
    ("readable-files", "機械判読できる割合"),
    ("registered-files", "カタログ登録率"),
    ("median-age", "古さの中央値"),
)


def open_data(bureaus: Sequence[BureauLine]) -> Markup:
    """Return a row for each bureau; nothing where no bureau links to data."""
    known = {line.id: {kpi.id: kpi for kpi in line.kpis} for line in bureaus}
    if not any(kpis[key].now is not None for kpis in known.values() for key, _ in _COLUMNS if key in kpis):
        return Markup("")
    rows = [(line.name, *(_value(known[line.id].get(key)) for key, _ in _COLUMNS)) for line in bureaus]
    return draw("open_data.html", heads=["局", *(name for _, name in _COLUMNS)], rows=rows)


def _value(kpi: Kpi | None) -> str:
    if kpi is None or kpi.now is None:
        return "なし"
    change = "" if kpi.change is None else f"（{kpi.change:+,g}）"
    return f"{kpi.now:,g}{kpi.unit}{change}"
