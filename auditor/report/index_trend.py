"""Indicators on the index: under the principle each serves, this cycle beside the last, and its course as a line."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from auditor.model import OPEN_ISSUES, WHOLE_BUREAU, Kpi, TrendLine
from auditor.report.html_frame import draw
from auditor.report.index_page import BureauLine

CYCLES = 8  # two years
_WIDE, _HIGH, _EDGE = 132, 34, 4


@dataclass(frozen=True, slots=True)
class Course:
    """A row of values as a line: what it says in words, and its points as "x,y"."""

    told: str
    points: tuple[str, ...]
    width: int = _WIDE
    height: int = _HIGH


def courses(bureaus: Sequence[BureauLine]) -> Markup:
    """Return how many causes were open in each cycle, bureaus side by side."""
    series = {line.id: _series(line.trends, OPEN_ISSUES) for line in bureaus}
    cycles = sorted({cycle for values in series.values() for cycle in values})[-CYCLES:]
    if not cycles:
        return Markup("")
    rows = [
        (
            line.name,
            [_number(series[line.id].get(cycle)) for cycle in cycles],
            _line(
                f"{line.name}の{OPEN_ISSUES}", {c: series[line.id][c] for c in cycles if c in series[line.id]}
            ),
        )
        for line in bureaus
    ]
    return draw("courses.html", cycles=cycles, rows=rows, noted=_changes(bureaus, cycles))


def _changes(bureaus: Sequence[BureauLine], cycles: Sequence[str]) -> list[tuple[str, str]]:
    """Return a note for each cycle whose tools were others than those of the cycle before."""
    return sorted(
        {
            (trend.cycle, trend.note)
            for line in bureaus
            for trend in line.trends
            if trend.note and trend.cycle in cycles
        }
    )


def indicators(line: BureauLine) -> Markup:
    """Return the indicators of a bureau, a table for each principle."""
    if not line.kpis:
        return Markup("")
    groups = [
        (group, [_row(kpi, line.trends) for kpi in kpis])
        for group, kpis in groupby(line.kpis, key=lambda kpi: kpi.group)
    ]
    return draw("indicators.html", name=line.name, groups=groups)


def _row(kpi: Kpi, trends: Sequence[TrendLine]) -> tuple[str | Course, ...]:
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


def _line(name: str, values: Mapping[str, float]) -> Course | str:
    """Return the values as a line; words where there are too few."""
    if len(values) < 2:
        return "2期目から示します" if values else "なし"
    cycles = sorted(values)
    low, high = min(values.values()), max(values.values())
    step = (_WIDE - 2 * _EDGE) / (len(cycles) - 1)
    points = (
        (_EDGE + at * step, _EDGE + (_HIGH - 2 * _EDGE) * (high - values[cycle]) / ((high - low) or 1))
        for at, cycle in enumerate(cycles)
    )
    told = f"{name}: " + "、".join(f"{cycle} {_number(values[cycle])}" for cycle in cycles)
    return Course(told, tuple(f"{x:.1f},{y:.1f}" for x, y in points))
