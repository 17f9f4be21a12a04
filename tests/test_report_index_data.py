"""The index shows the open data of all bureaus side by side."""

import re
from dataclasses import replace

from plan_samples import material
from test_report_html import bureau, index

from auditor.model import Kpi
from auditor.plan.improvement import build
from auditor.report.index_data import open_data
from auditor.report.index_html import index_html


def kpi(key: str, now: float | None, before: float | None = None, unit: str = "%") -> Kpi:
    return Kpi(key, "データ", key, now, before, unit, "1 ÷ 5ファイル")


GOOD = replace(
    bureau("soumu", "総務局", 0),
    kpis=(kpi("broken-links", 2.5, 5), kpi("readable-files", 80), kpi("median-age", 1200, 1100, "日")),
)
BARE = replace(bureau("zaimu", "財務局", 0), kpis=(kpi("broken-links", None),))


def test_each_bureau_is_a_row_with_its_four_figures() -> None:
    html = open_data([GOOD, BARE])

    cells = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in re.findall(r"<tr>(.*?)</tr>", html)]
    assert cells == [
        ["局", "リンク切れ率", "機械判読できる割合", "カタログ登録率", "古さの中央値"],
        ["総務局", "2.5%（-2.5）", "80%", "なし", "1,200日（+100）"],
        ["財務局", "なし", "なし", "なし", "なし"],
    ]


def test_the_figures_have_the_names_that_the_plan_gives_them() -> None:
    told = {one.id for one in build(material()).kpis}

    assert {"broken-links", "readable-files", "registered-files", "median-age"} <= told


def test_without_any_data_file_there_is_no_table() -> None:
    assert open_data([BARE]) == ""


def test_the_index_shows_the_table() -> None:
    page = replace(index(), bureaus=(GOOD, BARE))

    assert "<caption>局ごとのオープンデータの指標</caption>" in index_html(page)
