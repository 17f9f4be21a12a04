"""やること: what a bureau mends first, to whom and by when the workbook goes back; the first sheet, one page wide."""

from collections import Counter
from collections.abc import Sequence

from xlsxwriter.workbook import Workbook

from auditor.model import ImprovementPlan, Text, Work
from auditor.plan.short import to_do
from auditor.workbook.form import cells
from auditor.workbook.form.cells import CellWriter
from auditor.workbook.form.columns import TODO_SHEET
from auditor.workbook.form.row_digests import short_digests
from auditor.workbook.write.rows import Row, row_of
from auditor.workbook.write.table import row_height, write_table

LEGIBLE = 0.7  # of the size of 10-point text
PAGE_HEIGHT = 509  # points between the margins of A4 in landscape
_HEAD = 60  # points of the title and the headings
_TITLE = Text("{bureau}　やること　{cycle}", "{bureau}: to do, {cycle}")
_RETURN = Text("記入したら、{to}へ返してください{by}。", "Please fill it in and send it back to {to}{by}.")
_BY = Text("（{month}月{day}日まで）", " by {date}")
_ASKED_BY = Text(
    "{year}年{month}月{day}日までに、このファイルを返してください。", "Please send this file back by {date}."
)
_HOW = Text(
    "黄色の見出しの欄に記入してください。「改善計画」の同じ番号の行と同じ欄です（どちらか一方に記入すれば足ります）。",
    "Please fill in the columns with a yellow heading. They are those of the same row of the sheet “Improvement plan”: "
    "one of the two is enough.",
)
_MORE = Text(
    "直すものは全部で{mend}件です。残りは「改善計画」にあります。",
    "{mend} issues have to be mended. The rest stands on “Improvement plan”.",
)
_ALL = Text("直すものは、この{mend}件です。", "These are all {mend} issues that have to be mended.")
_OTHERS = Text(
    "ほかに、人が確かめるもの{decide}件、できれば直すもの{advice}件があります。「改善計画」の見出し「区分」の▼で選ぶと表示されます。",
    "Besides, {decide} are for people to check and {advice} are advice: choose them at the heading “To do” of “Improvement plan”.",
)  # fmt: skip


def todo_rows(plan: ImprovementPlan) -> list[Row]:
    """Return the rows of the sheet: what has to be mended, the most urgent first."""
    return [
        row_of(TODO_SHEET, row, plan.lang, row.number, drawn={"spot": row.spot or row.site_name})
        for row in to_do(plan.rows)
    ]


def digests(rows: Sequence[Row]) -> dict[str, dict[str, str]]:
    """Return 管理番号 → what the base of a workbook keeps of the machine's cells of a row."""
    return {
        row.key: short_digests(dict(zip(TODO_SHEET.headings, map(str, row.cells), strict=True)))
        for row in rows
    }


def write_todo(
    book: Workbook, pen: CellWriter, plan: ImprovementPlan, rows: Sequence[Row], title: str
) -> None:
    """Add the sheet with the lines above its table."""
    lines = _lines(plan)
    sheet = write_table(book, pen, TODO_SHEET, rows, title, top=len(lines) + 1)
    pen.text(
        sheet,
        0,
        0,
        _TITLE.fill(plan.lang, {"bureau": plan.bureau_name, "cycle": plan.label or plan.cycle}),
        "title",
    )
    sheet.set_row(0, 27)
    for row, line in enumerate(lines, start=1):
        pen.text(sheet, row, 0, line, "lead")
        sheet.set_row(row, cells.LINE + 2)
    if _fits_one_page(rows, len(lines)):
        sheet.fit_to_pages(1, 1)
    sheet.activate()
    sheet.set_first_sheet()


def _fits_one_page(rows: Sequence[Row], lines: int) -> bool:
    """Return whether the sheet is legible on one page; else the table goes on with its headings on the next one."""
    high = _HEAD + lines * (cells.LINE + 2) + sum(row_height(TODO_SHEET, row) for row in rows)
    return high * LEGIBLE <= PAGE_HEIGHT


def _lines(plan: ImprovementPlan) -> list[str]:
    counts = Counter(row.work for row in plan.rows)
    facts = {work.value: counts[work] for work in Work}
    lines = [*_returned(plan), _HOW.fill(plan.lang, {})]
    shown = len(to_do(plan.rows))
    lines.append((_ALL if shown == counts[Work.MEND] else _MORE).fill(plan.lang, facts))
    if counts[Work.DECIDE] or counts[Work.ADVICE]:
        lines.append(_OTHERS.fill(plan.lang, facts))
    return lines


def _returned(plan: ImprovementPlan) -> list[str]:
    """To whom and by when the file goes back; nothing where targets.yaml does not say."""
    day = cells.as_date(plan.return_by)
    facts = {"date": plan.return_by, "to": plan.return_to, "by": ""}
    if day:
        facts |= {"year": str(day.year), "month": str(day.month), "day": str(day.day)}
    if not plan.return_to:
        return [_ASKED_BY.fill(plan.lang, facts)] if day else []
    by = _BY.fill(plan.lang, facts) if day else ""
    return [_RETURN.fill(plan.lang, facts | {"by": by})]
