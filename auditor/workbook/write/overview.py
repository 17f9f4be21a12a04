"""概要: what a bureau should do first, its indicators, and how far the plan is filled in."""

from collections import Counter
from collections.abc import Sequence

from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from auditor.model import (
    CLOSED_VERDICTS,
    OPEN_ISSUES,
    VERDICT_COUNTS,
    WHOLE_BUREAU,
    Fact,
    ImprovementPlan,
    Kpi,
    PageResult,
    Status,
    Verdict,
)
from auditor.words import word
from auditor.workbook.form import cells
from auditor.workbook.form.cells import FONT, Pen
from auditor.workbook.form.columns import NOTHING, OVERVIEW

_WIDTHS = (31.0, 11.0, 13.0, 11.0, 25.0, 58.0)
_CHARTS = (0, 4)  # columns of the two charts, below the numbers they show
_VERDICTS = (
    Verdict.NEW, Verdict.REAPPEARED, Verdict.REMAINING, Verdict.IMPROVED, Verdict.UNCONFIRMED, Verdict.FIXED, Verdict.GONE,
)  # fmt: skip
_LEAD = 140  # columns that a sentence may run over to the right of A
_CYCLES = 8


def write_overview(book: Workbook, pen: Pen, plan: ImprovementPlan) -> None:
    """Add the sheet: words, tables and two charts on three pages of A4."""
    sheet = book.add_worksheet(OVERVIEW)
    for index, columns in enumerate(_WIDTHS):
        sheet.set_column(index, index, columns)
    pen.text(
        sheet,
        0,
        0,
        f"{plan.bureau_name} {'改善計画書' if plan.of_files else 'ウェブサイト改善計画書'} {plan.cycle}",
        "title",
    )
    sheet.set_row(0, 27)
    sites = len({page.site for page in plan.pages} | {row.site for row in plan.criteria})
    audited = sum(page.result is PageResult.OK for page in plan.pages)
    pen.text(
        sheet, 1, 0,
        f"{plan.bureau_name}　{plan.date}　検査{len(plan.pages) - audited}ファイル"
        if plan.of_files
        else f"{plan.organisation} {plan.bureau_name}　{plan.label}　対象{sites}サイト、検査{audited}ページ　"
        f"前期：{plan.previous_cycle or 'なし'}",
        "plain",
    )  # fmt: skip
    pen.text(sheet, 3, 0, "今期の要点", "section")
    row = 4
    for position, sentence in enumerate(plan.highlights, start=1):
        for line in _fold(f"{position}. {sentence}", _LEAD):
            pen.text(sheet, row, 0, line, "lead")
            sheet.set_row(row, 19)
            row += 1
    for line in _fold(f"ご注意: {plan.lost}", _LEAD) if plan.lost else ():
        pen.text(sheet, row, 0, line, "lead")
        sheet.set_row(row, 19)
        row += 1
    top = row + 1
    middle = _kpis(sheet, pen, top, plan.kpis) + 1
    left = _progress(sheet, pen, middle, plan)
    _facts(sheet, pen, middle, plan.facts)
    quarters = max(left, middle + len(_VERDICTS) + 2) + 1
    chart_row = max(quarters + _CYCLES + 3, middle + len(plan.facts) + 3)
    _verdicts(book, sheet, pen, middle, plan, chart_row)
    _history(book, sheet, pen, quarters, plan, chart_row)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.5)
    # What to do and how it stands, how far the plan is filled in, the charts: a page for each, and legible.
    sheet.fit_to_pages(1, 0)
    sheet.set_h_pagebreaks([middle, chart_row])
    sheet.set_footer("&C&9&P / &N ページ")
    sheet.activate()
    sheet.set_first_sheet()


def _fold(text: str, columns: int) -> list[str]:
    lines, line = [], ""
    for char in text.replace("\n", " "):
        if cells.width(line + char) > columns:
            lines.append(line)
            line = "　"
        line += char
    return [*lines, line]


def _table(
    sheet: Worksheet,
    pen: Pen,
    top: int,
    left: int,
    bottom: int,
    name: str,
    headings: Sequence[str],
    note: str,
) -> None:
    sheet.add_table(
        top, left, bottom, left + len(headings) - 1,
        {
            "name": name, "style": None, "autofilter": False, "title": note, "description": note,
            "columns": [{"header": h, "header_format": pen.style("head")} for h in headings],
        },
    )  # fmt: skip


def _value(sheet: Worksheet, pen: Pen, row: int, column: int, value: float | None, style: str) -> None:
    if value is None:
        pen.text(sheet, row, column, "－", "none")
    else:
        pen.number(sheet, row, column, value, style)


def _kpis(sheet: Worksheet, pen: Pen, top: int, kpis: Sequence[Kpi]) -> int:
    pen.text(sheet, top, 0, "主要指標", "section")
    sheet.set_row(top, 20)
    for row, kpi in enumerate(kpis, start=top + 2):
        pen.text(sheet, row, 0, kpi.name)
        _value(sheet, pen, row, 1, kpi.now, "number")
        _value(sheet, pen, row, 2, kpi.before, "number")
        _value(sheet, pen, row, 3, kpi.change, "difference")
        pen.text(sheet, row, 4, kpi.unit, "inset")
        note = f"【{kpi.group}】{kpi.note}"
        pen.text(sheet, row, 5, note)
        sheet.set_row(row, cells.LINE * cells.lines_needed(note, _WIDTHS[5]) + 2)
    bottom = top + 1 + len(kpis)
    _table(sheet, pen, top + 1, 0, bottom, "T主要指標", ("指標", "今期", "前期", "増減", "単位", "説明"),
           "主要指標の今期、前期、増減と分母")  # fmt: skip
    return bottom + 1


def _facts(sheet: Worksheet, pen: Pen, top: int, facts: Sequence[tuple[Fact, str]]) -> None:
    pen.text(sheet, top, 4, "試験情報", "section")
    sheet.set_row(top, 20)
    for row, (fact, content) in enumerate(facts, start=top + 2):
        item = word(fact)
        pen.text(sheet, row, 4, item, "inset")
        pen.text(sheet, row, 5, content)
        lines = max(cells.lines_needed(item, _WIDTHS[4]), cells.lines_needed(content[:2000], _WIDTHS[5]))
        sheet.set_row(row, min(cells.MAX_HEIGHT, cells.LINE * lines + 2))
    bottom = top + 1 + len(facts)
    _table(sheet, pen, top + 1, 4, bottom, "T試験情報", ("項目", "内容"), "試験結果の公表に使う項目")


def _progress(sheet: Worksheet, pen: Pen, top: int, plan: ImprovementPlan) -> int:
    """記入状況: live counts; the cached values serve viewers that compute nothing."""
    pen.text(sheet, top, 0, "記入状況（自動集計）", "section")
    counts = Counter(row.decision.get("status", "") for row in plan.rows)
    words = ("", *map(word, Status))
    for row, status in enumerate(words, start=top + 2):
        pen.text(sheet, row, 0, status or "（空欄）")
        formula = (
            f'=COUNTIFS(T改善計画[状態],"{status}")'
            if status
            else '=COUNTIFS(T改善計画[状態],"",T改善計画[管理番号],"?*")'
        )
        # The row "nothing found" of an empty plan has no 管理番号 of its own to count.
        if not plan.rows:
            pen.number(sheet, row, 1, 0)
        else:
            sheet.write_formula(row, 1, formula, pen.style("int"), counts.get(status, 0))
    bottom = top + 1 + len(words)
    _table(sheet, pen, top + 1, 0, bottom, "T記入状況", ("状態", "件数"), "改善計画の状態ごとの件数")
    return bottom + 1


def _verdicts(
    book: Workbook, sheet: Worksheet, pen: Pen, top: int, plan: ImprovementPlan, chart_row: int
) -> None:
    counts = Counter(row.verdict for row in plan.rows)
    pen.text(sheet, top, 2, "判定ごとの件数", "section")
    for row, verdict in enumerate(_VERDICTS, start=top + 2):
        pen.text(sheet, row, 2, word(verdict), "inset")
        pen.number(sheet, row, 3, counts.get(verdict, 0))
    bottom = top + 1 + len(_VERDICTS)
    _table(sheet, pen, top + 1, 2, bottom, "T判定別件数", ("判定", "件数"), "判定ごとの指摘グループの件数")
    chart = book.add_chart({"type": "bar"})
    chart.add_series(
        {
            "name": "件数",
            "categories": [OVERVIEW, top + 2, 2, bottom, 2],
            "values": [OVERVIEW, top + 2, 3, bottom, 3],
            "fill": {"color": "#1F3864"},
            "data_labels": {"value": True, "position": "outside_end", "font": {"name": FONT, "size": 9}},
            "gap": 60,
        }
    )
    chart.set_title({"name": "判定ごとの指摘グループ数", "name_font": {"name": FONT, "size": 12}})
    chart.set_legend({"none": True})
    chart.set_x_axis({"num_font": {"name": FONT}, "major_gridlines": {"visible": False}, "min": 0})
    chart.set_y_axis({"num_font": {"name": FONT}, "reverse": True})
    chart.set_size({"width": 460, "height": 300})
    still = sum(count for verdict, count in counts.items() if verdict not in CLOSED_VERDICTS)
    told = "、".join(f"{word(one)}{counts[one]}件" for one in _VERDICTS if counts.get(one))
    sheet.insert_chart(
        chart_row, _CHARTS[0], chart,
        {"description": f"残る指摘グループは{still}件。内訳は{told or 'なし'}。", "object_position": 3, "y_offset": 8},
    )  # fmt: skip


def _history(
    book: Workbook, sheet: Worksheet, pen: Pen, top: int, plan: ImprovementPlan, chart_row: int
) -> None:
    open_count = {t.cycle: t.value for t in plan.trends if t.site == WHOLE_BUREAU and t.name == OPEN_ISSUES}
    fixed = {t.cycle: t.value for t in plan.trends if t.family == VERDICT_COUNTS and t.name == Verdict.FIXED}
    cycles = sorted(open_count)[-_CYCLES:]
    pen.text(sheet, top, 0, "四半期ごとの残存と改善", "section")
    for row, cycle in enumerate(cycles, start=top + 2):
        pen.text(sheet, row, 0, cycle)
        pen.number(sheet, row, 1, open_count[cycle])
        pen.number(sheet, row, 2, fixed.get(cycle, 0))
    bottom = max(top + 2, top + 1 + len(cycles))
    if not cycles:
        pen.text(sheet, top + 2, 0, NOTHING)
    _table(
        sheet, pen, top + 1, 0, bottom, "T四半期推移", ("四半期", "残存", "改善確認済"), "四半期ごとの件数"
    )
    chart = book.add_chart({"type": "column"})
    for column, name, colour in ((1, "残存", "#1F3864"), (2, "改善確認済", "#2E7D32")):
        chart.add_series(
            {
                "name": name,
                "categories": [OVERVIEW, top + 2, 0, bottom, 0],
                "values": [OVERVIEW, top + 2, column, bottom, column],
                "fill": {"color": colour},
                "data_labels": {"value": True, "position": "outside_end", "font": {"name": FONT, "size": 9}},
                "gap": 80,
            }
        )
    chart.set_title({"name": "残存と改善確認済の推移（件）", "name_font": {"name": FONT, "size": 12}})
    chart.set_legend({"position": "bottom", "font": {"name": FONT}})
    chart.set_x_axis({"num_font": {"name": FONT}})
    chart.set_y_axis({"num_font": {"name": FONT}, "major_gridlines": {"visible": False}, "min": 0})
    chart.set_size({"width": 460, "height": 300})
    last = f"{cycles[-1]}の残存は{open_count[cycles[-1]]:g}件" if cycles else "記録はまだありません"
    if len(cycles) > 1:
        last += f"、{cycles[-2]}は{open_count[cycles[-2]]:g}件"
    sheet.insert_chart(
        chart_row,
        _CHARTS[1],
        chart,
        {"description": f"四半期ごとの件数。{last}。", "object_position": 3, "y_offset": 8},
    )
