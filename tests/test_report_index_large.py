"""An index of very many bureaus: a first page that loads and prints, and a page for each bureau."""

import re
from dataclasses import replace
from pathlib import Path

from plan_samples import material
from test_report_html import bureau, index, site_line

from auditor.model import OPEN_ISSUES, WHOLE_BUREAU, TrendLine
from auditor.plan.improvement import build
from auditor.report.index_html import MOST_SITES, bureau_html, index_html, is_parted, place
from auditor.report.index_page import BureauLine, IndexPage

KPIS = build(material()).kpis
CYCLES = [f"{2024 + at // 4}Q{at % 4 + 1}" for at in range(12)]


def large(bureaus: int = 100, sites: int = 4) -> IndexPage:
    """Bureaus with sites, all indicators and twelve cycles."""
    trends = tuple(
        TrendLine(cycle, WHOLE_BUREAU, "見える化", kpi.name, 10.0 + at, kpi.unit, "auditor 1")
        for at, cycle in enumerate(CYCLES)
        for kpi in KPIS
    )
    trends += tuple(
        TrendLine(cycle, WHOLE_BUREAU, "", OPEN_ISSUES, 40.0 - at, "件", "auditor 1")
        for at, cycle in enumerate(CYCLES)
    )
    made: list[BureauLine] = []
    for at in range(bureaus):
        lines = [site_line(f"s{at}-{n}", f"第{at}局の長い名前のサイト{n}") for n in range(sites)]
        made.append(
            replace(bureau(f"b{at}", f"第{at}まちづくり推進局", at, *lines), kpis=KPIS, trends=trends)
        )
    return replace(index(), bureaus=tuple(made))


def test_the_first_page_of_a_hundred_bureaus_is_no_larger_than_300_kb() -> None:
    html = index_html(large())

    assert len(html.encode()) <= 300_000
    assert html.count("<table") <= 8


def test_every_bureau_is_on_the_first_page_and_leads_to_its_own() -> None:
    page = large()
    html = index_html(page)

    links = set(re.findall(r'href="(index_[^"]+\.html)"', html))
    assert links == {place(line) for line in page.bureaus}
    assert "第7局の長い名前のサイト2" not in html


def test_the_page_of_a_bureau_has_its_sites_and_leads_back() -> None:
    page = large()
    html = bureau_html(page, page.bureaus[7])

    assert "第7局の長い名前のサイト2" in html
    assert 'href="index.html"' in html
    assert "の指標</h3>" in html
    assert "第8局" not in html


def test_few_sites_stay_on_one_page() -> None:
    assert not is_parted(large(bureaus=MOST_SITES // 4, sites=4))
    assert is_parted(large(bureaus=MOST_SITES // 4 + 1, sites=4))
    assert '<a href="#bureau-soumu">' in index_html(index())


def test_the_sums_are_those_of_all_sites(tmp_path: Path) -> None:
    page = large(bureaus=20)
    html = index_html(page)
    table = html[html.index("<caption>局ごとの数</caption>") :]
    total = table[table.index('<tr class="sum">') : table.index("</table>")]

    found = sum(site.found for line in page.bureaus for site in line.sites)
    assert f"{found:,}" in total
    assert ">80<" in total
