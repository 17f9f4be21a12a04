"""Indicators on the index: under the principle each serves, this cycle beside the last, and its course as a line."""

from collections.abc import Mapping, Sequence
from html import escape
from itertools import groupby

from auditor.model import OPEN_ISSUES, WHOLE_BUREAU, Kpi, TrendLine
from auditor.report.html import Html, table
from auditor.report.index_page import BureauLine

CYCLES = 8  # two years
_WIDE, _HIGH, _EDGE = 132, 34, 4


def courses(bureaus: Sequence[BureauLine]) -> str:
    """How many causes were open in each cycle, bureaus side by side."""
    series = {line.id: _series(line.trends, OPEN_ISSUES) for line in bureaus}
    cycles = sorted({cycle for values in series.values() for cycle in values})[-CYCLES:]
    if not cycles:
        return ""
    rows = [
        (
            line.name,
            *(_number(series[line.id].get(cycle)) for cycle in cycles),
            _line(
                f"{line.name}の{OPEN_ISSUES}", {c: series[line.id][c] for c in cycles if c in series[line.id]}
            ),
        )
        for line in bureaus
    ]
    return (
        "<h2>四半期ごとの推移</h2>"
        "<p>直す必要のある原因のうち、期の終わりに残っていた数です。少ないほど改善が進んでいます。</p>"
        + table("局ごとの、残っている原因の数の推移", ["局", *cycles, "推移"], rows, sortable=len(rows) > 1)
        + _changes(bureaus, cycles)
    )


def _changes(bureaus: Sequence[BureauLine], cycles: Sequence[str]) -> str:
    """A note for each cycle whose tools were others than those of the cycle before."""
    noted = dict.fromkeys(
        (trend.cycle, trend.note)
        for line in bureaus
        for trend in line.trends
        if trend.note and trend.cycle in cycles
    )
    if not noted:
        return ""
    items = "".join(
        f"<li>{escape(cycle)}: {escape(note)}ため、それより前の期の数とそのまま比べられません。"
        "新しい検査規則だけによる新規は、数に入れていません。</li>"
        for cycle, note in sorted(noted)
    )
    return f"<p>注記:</p><ul>{items}</ul>"


def indicators(line: BureauLine) -> str:
    """The indicators of a bureau, a table for each principle."""
    if not line.kpis:
        return ""
    parts = [f"<h3>{escape(line.name)}の指標</h3>"]
    for group, kpis in groupby(line.kpis, key=lambda kpi: kpi.group):
        rows = [_row(kpi, line.trends) for kpi in kpis]
        heads = ["指標", "今期", "前期", "増減", "推移", "説明"]
        parts.append(table(f"{line.name}：「{group}」の指標", heads, rows))
    return "".join(parts)


def _row(kpi: Kpi, trends: Sequence[TrendLine]) -> tuple[str | Html, ...]:
    series = _series(trends, kpi.name)
    last = {cycle: series[cycle] for cycle in sorted(series)[-CYCLES:]}
    change = "なし" if kpi.change is None else f"{kpi.change:+,g}"
    return kpi.name, _value(kpi.now, kpi), _value(kpi.before, kpi), change, _line(kpi.name, last), kpi.note


def _value(value: float | None, kpi: Kpi) -> str:
    return "なし" if value is None else f"{_number(value)}{kpi.unit}"


def _number(value: float | None) -> str:
    if value is None:
        return "なし"
    return f"{value:,.0f}" if value == int(value) else f"{value:,.1f}"


def _series(trends: Sequence[TrendLine], name: str) -> Mapping[str, float]:
    return {t.cycle: t.value for t in trends if t.site == WHOLE_BUREAU and t.name == name}


def _line(name: str, values: Mapping[str, float]) -> Html:
    """The values as a line, with its own words for those who do not see it."""
    if len(values) < 2:
        return Html("2期目から示します" if values else "なし")
    cycles = sorted(values)
    low, high = min(values.values()), max(values.values())
    step = (_WIDE - 2 * _EDGE) / (len(cycles) - 1)
    points = [
        (_EDGE + at * step, _EDGE + (_HIGH - 2 * _EDGE) * (high - values[cycle]) / ((high - low) or 1))
        for at, cycle in enumerate(cycles)
    ]
    told = f"{name}: " + "、".join(f"{cycle} {_number(values[cycle])}" for cycle in cycles)
    way = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    dots = "".join(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.5" fill="#0b4da2"/>' for x, y in points)
    return Html(
        f'<svg role="img" aria-label="{escape(told)}" width="{_WIDE}" height="{_HIGH}"'
        f' viewBox="0 0 {_WIDE} {_HIGH}">'
        f'<polyline points="{way}" fill="none" stroke="#0b4da2" stroke-width="2"/>{dots}</svg>'
    )
