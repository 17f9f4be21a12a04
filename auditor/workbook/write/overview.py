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
    Text,
    Verdict,
)
from auditor.words import translated, word
from auditor.workbook.form import cells
from auditor.workbook.form.cells import FONT, CellWriter
from auditor.workbook.form.columns import NOTHING, OVERVIEW_TITLE, PLAN_SHEET
from auditor.workbook.form.page_texts import FOOTER

_WIDTHS = (31.0, 11.0, 13.0, 11.0, 25.0, 58.0)
_CHARTS = (0, 4)  # columns of the two charts, below the numbers they show
_VERDICTS = (
    Verdict.NEW, Verdict.REAPPEARED, Verdict.REMAINING, Verdict.IMPROVED, Verdict.UNCONFIRMED, Verdict.FIXED, Verdict.GONE,
)  # fmt: skip
_LEAD = 140  # columns that a sentence may run over to the right of A
_CYCLES = 8
_PLAN_OF_FILES = Text("改善計画書", "Improvement plan")
_PLAN_OF_SITES = Text("ウェブサイト改善計画書", "Improvement plan of web sites")
_LINE_OF_FILES = Text("{bureau}　{day}　検査{files}ファイル", "{bureau}, {day}: {files} files")
_LINE_OF_SITES = Text(
    "{organisation} {bureau}　{label}　対象{sites}サイト、検査{pages}ページ　前期：{last}",
    "{organisation} {bureau}, {label}: {sites} sites, {pages} pages audited. Last cycle: {last}",
)
_NONE = Text("なし", "none")
_BEWARE = Text("ご注意", "Please note")
_BLANK = Text("（空欄）", "(blank)")
_INDICATOR_HEADS = (
    Text("指標", "Indicator"), Text("今期", "Now"), Text("前期", "Before"), Text("増減", "Change"), Text("単位", "Unit"),
    Text("説明", "Explanation"),
)  # fmt: skip
_GROUPED = Text("【{group}】{note}", "[{group}] {note}")
_FACT_HEADS = (Text("項目", "Item"), Text("内容", "Content"))
_STATUS_HEADS = (Text("状態", "Status"), Text("件数", "Count"))
_VERDICT_HEADS = (Text("判定", "Verdict"), Text("件数", "Count"))
_QUARTER_HEADS = (Text("四半期", "Quarter"), Text("残存", "Open"), Text("改善確認済", "Confirmed fixed"))
_COUNT = Text("件数", "Count")
_UNIT = Text("{n}件", " {n}")
_BETWEEN = Text("、", ", ")
_STILL = Text("指摘グループ残存数は{n}件。内訳は{parts}。", "{n} issues are open. By verdict: {parts}.")
_OPEN = Text("残存", "Open")
_NO_RECORD = Text("記録はまだありません", "There is no record yet")
_LAST = Text("{cycle}の残存は{n}件", "{cycle}: {n} open")
_BEFORE = Text("、{cycle}は{n}件", "; {cycle}: {n}")
_BY_QUARTER = Text("四半期ごとの件数。{last}。", "Issues by quarter. {last}.")


def write_overview(book: Workbook, pen: CellWriter, plan: ImprovementPlan) -> None:
    """Add the sheet: words, tables and two charts on three pages of A4."""
    sheet = book.add_worksheet(pen.say(OVERVIEW_TITLE))
    for index, columns in enumerate(_WIDTHS):
        sheet.set_column(index, index, columns)
    pen.text(
        sheet,
        0,
        0,
        f"{plan.bureau_name} {pen.say(_PLAN_OF_FILES if plan.of_files else _PLAN_OF_SITES)} {plan.cycle}",
        "title",
    )
    sheet.set_row(0, 27)
    sites = len({page.site for page in plan.pages} | {row.site for row in plan.criteria})
    audited = sum(page.result is PageResult.OK for page in plan.pages)
    about = _LINE_OF_FILES if plan.of_files else _LINE_OF_SITES
    facts = {
        "bureau": plan.bureau_name, "day": plan.date, "files": len(plan.pages) - audited, "sites": sites,
        "organisation": plan.organisation, "label": plan.label, "pages": audited,
        "last": plan.previous_cycle or pen.say(_NONE),
    }  # fmt: skip
    pen.text(sheet, 1, 0, about.fill(pen.lang, facts), "plain")
    pen.text(sheet, 3, 0, pen.say(Text("今期の要点", "What matters this quarter")), "section")
    row = 4
    for position, sentence in enumerate(plan.highlights, start=1):
        for line in _fold(f"{position}. {sentence}", _LEAD):
            pen.text(sheet, row, 0, line, "lead")
            sheet.set_row(row, 19)
            row += 1
    for line in _fold(f"{pen.say(_BEWARE)}: {plan.lost}", _LEAD) if plan.lost else ():
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
    sheet.set_footer(pen.say(FOOTER))


def _headings(pen: CellWriter, texts: Sequence[Text]) -> list[str]:
    return [pen.say(text) for text in texts]


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
    pen: CellWriter,
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


def _value(sheet: Worksheet, pen: CellWriter, row: int, column: int, value: float | None, style: str) -> None:
    if value is None:
        pen.text(sheet, row, column, "－", "none")
    else:
        pen.number(sheet, row, column, value, style)


def _kpis(sheet: Worksheet, pen: CellWriter, top: int, kpis: Sequence[Kpi]) -> int:
    pen.text(sheet, top, 0, pen.say(Text("主要指標", "Main indicators")), "section")
    sheet.set_row(top, 20)
    for row, kpi in enumerate(kpis, start=top + 2):
        pen.text(sheet, row, 0, translated(kpi.name, pen.lang))
        _value(sheet, pen, row, 1, kpi.now, "number")
        _value(sheet, pen, row, 2, kpi.before, "number")
        _value(sheet, pen, row, 3, kpi.change, "difference")
        pen.text(sheet, row, 4, translated(kpi.unit, pen.lang), "inset")
        note = _GROUPED.fill(pen.lang, {"group": translated(kpi.group, pen.lang), "note": kpi.note})
        pen.text(sheet, row, 5, note)
        sheet.set_row(row, cells.LINE * cells.lines_needed(note, _WIDTHS[5]) + 2)
    bottom = top + 1 + len(kpis)
    _table(sheet, pen, top + 1, 0, bottom, pen.say(Text("T主要指標", "TIndicators")), _headings(pen, _INDICATOR_HEADS),
           pen.say(Text("主要指標の今期、前期、増減と分母", "Main indicators with their denominators")))  # fmt: skip
    return bottom + 1


def _facts(sheet: Worksheet, pen: CellWriter, top: int, facts: Sequence[tuple[Fact, str]]) -> None:
    pen.text(sheet, top, 4, pen.say(Text("試験情報", "About the test")), "section")
    sheet.set_row(top, 20)
    for row, (fact, content) in enumerate(facts, start=top + 2):
        item = word(fact, pen.lang)
        pen.text(sheet, row, 4, item, "inset")
        pen.text(sheet, row, 5, content)
        lines = max(cells.lines_needed(item, _WIDTHS[4]), cells.lines_needed(content[:2000], _WIDTHS[5]))
        sheet.set_row(row, min(cells.MAX_HEIGHT, cells.LINE * lines + 2))
    bottom = top + 1 + len(facts)
    _table(
        sheet,
        pen,
        top + 1,
        4,
        bottom,
        pen.say(Text("T試験情報", "TFacts")),
        _headings(pen, _FACT_HEADS),
        pen.say(Text("試験結果の公表に使う項目", "Items for the publication of test results")),
    )


def _progress(sheet: Worksheet, pen: CellWriter, top: int, plan: ImprovementPlan) -> int:
    """記入状況: live counts; the cached values serve viewers that compute nothing."""
    pen.text(
        sheet,
        top,
        0,
        pen.say(Text("記入状況（自動集計）", "How far the plan is filled in (counted by itself)")),
        "section",
    )
    counts = Counter(row.decision.get("status", "") for row in plan.rows)
    words = ("", *(word(status, pen.lang) for status in Status))
    counts = Counter({"": counts.get("", 0), **{word(one, pen.lang): counts.get(one, 0) for one in Status}})
    number_title = PLAN_SHEET.column("number").title(pen.lang)
    table, status_title = pen.say(PLAN_SHEET.table), PLAN_SHEET.column("status").title(pen.lang)
    for row, status in enumerate(words, start=top + 2):
        pen.text(sheet, row, 0, status or pen.say(_BLANK))
        formula = (
            f'=COUNTIFS({table}[{status_title}],"{status}")'
            if status
            else f'=COUNTIFS({table}[{status_title}],"",{table}[{number_title}],"?*")'
        )
        # The row "nothing found" of an empty plan has no 管理番号 of its own to count.
        if not plan.rows:
            pen.number(sheet, row, 1, 0)
        else:
            sheet.write_formula(row, 1, formula, pen.style("int"), counts.get(status, 0))
    bottom = top + 1 + len(words)
    _table(
        sheet,
        pen,
        top + 1,
        0,
        bottom,
        pen.say(Text("T記入状況", "TProgress")),
        _headings(pen, _STATUS_HEADS),
        pen.say(Text("改善計画の状態ごとの件数", "Issues by status")),
    )
    return bottom + 1


def _verdicts(
    book: Workbook, sheet: Worksheet, pen: CellWriter, top: int, plan: ImprovementPlan, chart_row: int
) -> None:
    counts = plan.counts.verdicts
    pen.text(sheet, top, 2, pen.say(Text("判定ごとの件数", "Issues by verdict")), "section")
    for row, verdict in enumerate(_VERDICTS, start=top + 2):
        pen.text(sheet, row, 2, word(verdict, pen.lang), "inset")
        pen.number(sheet, row, 3, counts.get(verdict, 0))
    bottom = top + 1 + len(_VERDICTS)
    _table(
        sheet,
        pen,
        top + 1,
        2,
        bottom,
        pen.say(Text("T判定別件数", "TVerdicts")),
        _headings(pen, _VERDICT_HEADS),
        pen.say(
            Text(
                "残存と、前期の残存のうち改善確認済・対象消滅となったものの、判定ごとの件数",
                "Open issues, and those open last cycle that are fixed or gone, by verdict",
            )
        ),
    )
    chart = book.add_chart({"type": "bar"})
    chart.add_series(
        {
            "name": pen.say(_COUNT),
            "categories": [sheet.name, top + 2, 2, bottom, 2],
            "values": [sheet.name, top + 2, 3, bottom, 3],
            "fill": {"color": "#1F3864"},
            "data_labels": {"value": True, "position": "outside_end", "font": {"name": FONT, "size": 9}},
            "gap": 60,
        }
    )
    chart.set_title(
        {
            "name": pen.say(Text("判定ごとの指摘グループ数", "Issues by verdict")),
            "name_font": {"name": FONT, "size": 12},
        }
    )
    chart.set_legend({"none": True})
    chart.set_x_axis({"num_font": {"name": FONT}, "major_gridlines": {"visible": False}, "min": 0})
    chart.set_y_axis({"num_font": {"name": FONT}, "reverse": True})
    chart.set_size({"width": 460, "height": 300})
    parts = [
        f"{word(one, pen.lang)}{_UNIT.fill(pen.lang, {'n': counts[one]})}"
        for one in _VERDICTS
        if counts.get(one) and one not in CLOSED_VERDICTS
    ]
    told = _STILL.fill(
        pen.lang, {"n": plan.counts.open, "parts": pen.say(_BETWEEN).join(parts) or pen.say(_NONE)}
    )
    sheet.insert_chart(
        chart_row, _CHARTS[0], chart, {"description": told, "object_position": 3, "y_offset": 8}
    )


def _history(
    book: Workbook, sheet: Worksheet, pen: CellWriter, top: int, plan: ImprovementPlan, chart_row: int
) -> None:
    open_count = {t.cycle: t.value for t in plan.trends if t.site == WHOLE_BUREAU and t.name == OPEN_ISSUES}
    fixed = {t.cycle: t.value for t in plan.trends if t.family == VERDICT_COUNTS and t.name == Verdict.FIXED}
    cycles = sorted(open_count)[-_CYCLES:]
    pen.text(sheet, top, 0, pen.say(Text("四半期ごとの残存と改善", "Open and fixed by quarter")), "section")
    for row, cycle in enumerate(cycles, start=top + 2):
        pen.text(sheet, row, 0, cycle)
        pen.number(sheet, row, 1, open_count[cycle])
        pen.number(sheet, row, 2, fixed.get(cycle, 0))
    bottom = max(top + 2, top + 1 + len(cycles))
    if not cycles:
        pen.text(sheet, top + 2, 0, pen.say(NOTHING))
    _table(
        sheet,
        pen,
        top + 1,
        0,
        bottom,
        pen.say(Text("T四半期推移", "TQuarters")),
        _headings(pen, _QUARTER_HEADS),
        pen.say(Text("四半期ごとの件数", "Issues by quarter")),
    )
    chart = book.add_chart({"type": "column"})
    names = (pen.say(_OPEN), word(Verdict.FIXED, pen.lang))
    for column, name, colour in ((1, names[0], "#1F3864"), (2, names[1], "#2E7D32")):
        chart.add_series(
            {
                "name": name,
                "categories": [sheet.name, top + 2, 0, bottom, 0],
                "values": [sheet.name, top + 2, column, bottom, column],
                "fill": {"color": colour},
                "data_labels": {"value": True, "position": "outside_end", "font": {"name": FONT, "size": 9}},
                "gap": 80,
            }
        )
    chart.set_title(
        {
            "name": pen.say(Text("残存と改善確認済の推移（件）", "Open and confirmed fixed, by quarter")),
            "name_font": {"name": FONT, "size": 12},
        }
    )
    chart.set_legend({"position": "bottom", "font": {"name": FONT}})
    chart.set_x_axis({"num_font": {"name": FONT}})
    chart.set_y_axis({"num_font": {"name": FONT}, "major_gridlines": {"visible": False}, "min": 0})
    chart.set_size({"width": 460, "height": 300})
    last = pen.say(_NO_RECORD)
    if cycles:
        last = _LAST.fill(pen.lang, {"cycle": cycles[-1], "n": f"{open_count[cycles[-1]]:g}"})
    if len(cycles) > 1:
        last += _BEFORE.fill(pen.lang, {"cycle": cycles[-2], "n": f"{open_count[cycles[-2]]:g}"})
    sheet.insert_chart(
        chart_row,
        _CHARTS[1],
        chart,
        {"description": _BY_QUARTER.fill(pen.lang, {"last": last}), "object_position": 3, "y_offset": 8},
    )
