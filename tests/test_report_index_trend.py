"""The index shows how the quarters went: numbers, a line that repeats them, words for those who see no line."""

import re
from dataclasses import replace

from plan_samples import finding, material, rows
from test_report_html import bureau, site_line

from auditor.model import WHOLE_BUREAU, TrendLine
from auditor.plan.improvement import build, remember
from auditor.report.index_trend import courses, indicators


def trend(cycle: str, value: float, name: str = "指摘グループ残存数", note: str = "") -> TrendLine:
    return TrendLine(cycle, WHOLE_BUREAU, "誰ひとり取り残されない", name, value, "件", "auditor 1", note)


def line(*trends: TrendLine):  # type: ignore[no-untyped-def]
    return replace(bureau("soumu", "総務局", 1, site_line()), trends=trends)


def test_every_cycle_has_its_number_beside_the_line() -> None:
    html = courses([line(trend("2026Q2", 1234), trend("2026Q3", 20), trend("2026Q4", 7.5))])

    assert "<td>1,234</td><td>20</td><td>7.5</td>" in html
    assert 'role="img" aria-label="総務局の指摘グループ残存数: 2026Q2 1,234、2026Q3 20、2026Q4 7.5"' in html


def test_fewer_is_drawn_lower() -> None:
    points = re.findall(r"[\d.]+,([\d.]+)", courses([line(trend("2026Q3", 20), trend("2026Q4", 7))]))

    assert float(points[1]) > float(points[0])


def test_the_first_cycle_has_no_line_and_one_without_trends_nothing() -> None:
    assert "<svg" not in courses([line(trend("2026Q4", 7))])
    assert courses([line()]) == ""


def test_a_change_of_rules_is_a_note_below_the_numbers() -> None:
    noted = trend("2026Q4", 7, note="検査ツール又は規則の版が前期と異なる")

    html = courses([line(trend("2026Q3", 20), noted)])

    assert html.count("<li>2026Q4: 検査ツール又は規則の版が前期と異なる") == 1
    assert "注記" not in courses([line(trend("2026Q3", 20), trend("2026Q4", 7))])


def test_only_the_last_two_years_are_shown() -> None:
    trends = [trend(f"20{year}Q{quarter}", 1) for year in range(20, 25) for quarter in range(1, 5)]

    assert "2022Q4" not in courses([line(*trends)])
    assert "2023Q1" in courses([line(*trends)])


def test_indicators_stand_under_the_principle_they_serve() -> None:
    plan = build(material())

    html = indicators(replace(bureau("soumu", "総務局", 1), kpis=plan.kpis, trends=plan.trends))

    captions = re.findall(r"<caption>総務局：「(.+?)」の指標</caption>", html)
    assert captions == ["誰ひとり取り残されない", "データ", "安全安心", "見える化"]


def test_the_panel_counts_only_pages_audited_in_both_cycles() -> None:
    before = remember(build(material(cycle="2026Q3")))
    kept = {
        key: value for key, value in before["pages"].items() if key.endswith(("page0.html", "page1.html"))
    }
    more = [*rows(), finding("jis/marquee", 0, path="div>marquee"), finding("jis/marquee", 9, path="p>b")]

    plan = build(material(more, previous={**before, "pages": kept}))

    (panel,) = (kpi for kpi in plan.kpis if kpi.id == "panel")
    assert panel.note.startswith(f"前期も今期も検査した{len(kept)}ページ")
    assert panel.before == sum(kept.values())
    assert panel.now == panel.before + 1


def test_what_only_a_newer_tool_sees_makes_no_site_worse() -> None:
    made = material()
    before = remember(build(replace(made, cycle="2026Q3")))
    newer = {issue.number for issue in made.issues if issue.rule == "axe/color-contrast"}
    issues = [replace(issue, tool_news=issue.number in newer) for issue in made.issues]

    plan = build(replace(made, previous=before, issues=issues))

    numbers = {kpi.id: (kpi.before, kpi.now) for kpi in plan.kpis}
    assert numbers["panel"] == (48, 44)
    assert numbers["findings-per-100"] == (230.0, 210.0)


def test_a_first_cycle_has_no_panel() -> None:
    (panel,) = (kpi for kpi in build(material()).kpis if kpi.id == "panel")

    assert (panel.now, panel.before) == (None, None)
